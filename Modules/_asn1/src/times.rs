//! Times, as datetime objects in UTC.

use cpython_api::{Bound, DateTimeFunctions, ModuleImport, PyModule, PyResult};
use x509::Time;

use crate::DateTimeCapi;
use crate::convert::ToObject;

impl ToObject for der::DateTime {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let functions = DateTimeFunctions::of(DateTimeCapi::get(module)?);
        let parts = [
            self.month(),
            self.day(),
            self.hour(),
            self.minute(),
            self.second(),
        ];
        functions.utc(self.year(), parts, self.microsecond())
    }
}

impl ToObject for Time<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        self.date_time.to_object(module)
    }
}
