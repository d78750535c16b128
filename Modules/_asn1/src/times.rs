//! Times, as datetime objects in UTC.

use cpython_api::{Bound, IntoPyObject, ModuleImport, PyModule, PyResult};
use x509::Time;

use crate::convert::ToObject;
use crate::{DateTime, Utc};

impl ToObject for der::DateTime {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let py = module.py();
        let year = self.year().into_pyobject(py)?;
        let month = self.month().into_pyobject(py)?;
        let day = self.day().into_pyobject(py)?;
        let hour = self.hour().into_pyobject(py)?;
        let minute = self.minute().into_pyobject(py)?;
        let second = self.second().into_pyobject(py)?;
        let microsecond = self.microsecond().into_pyobject(py)?;
        DateTime::get(module)?.call(&[
            year.as_borrowed(),
            month.as_borrowed(),
            day.as_borrowed(),
            hour.as_borrowed(),
            minute.as_borrowed(),
            second.as_borrowed(),
            microsecond.as_borrowed(),
            Utc::get(module)?,
        ])
    }
}

impl ToObject for Time<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        self.date_time.to_object(module)
    }
}
