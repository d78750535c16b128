//! `datetime.datetime` objects.
//!
//! C header: Include/datetime.h

use std::ffi::c_int;

use cpython_sys as ffi;

use crate::{Borrowed, Bound, PyErr, PyResult};

/// What the datetime module has for C: the object that a module keeps as
/// `imports: [DateTimeFunctions from "datetime" "datetime_CAPI"]`.
#[derive(Clone, Copy)]
pub struct DateTimeFunctions<'py>(Borrowed<'py>);

impl<'py> DateTimeFunctions<'py> {
    /// `object` must be `datetime.datetime_CAPI`; anything else is found out when it is used.
    pub fn of(object: Borrowed<'py>) -> Self {
        DateTimeFunctions(object)
    }

    /// `datetime(year, month, day, hour, minute, second, microsecond, UTC)`.
    ///
    /// # Errors
    /// ValueError if there is no such time; what is raised where the object is another one; MemoryError.
    pub fn utc(
        self,
        year: u16,
        [month, day, hour, minute, second]: [u8; 5],
        microsecond: u32,
    ) -> PyResult<Bound<'py>> {
        let microsecond = c_int::try_from(microsecond).unwrap_or(c_int::MAX);
        // SAFETY: the function checks that it is a capsule of this name: nobody but the datetime module makes one, with a
        // pointer to its functions, which live as long as the capsule. They check what they are given. New reference or null
        // with an exception.
        unsafe {
            let name = c"datetime.datetime_CAPI".as_ptr();
            let functions: *const ffi::PyDateTime_CAPI =
                ffi::PyCapsule_GetPointer(self.0.as_ptr(), name).cast();
            if functions.is_null() {
                return Err(PyErr::fetch(self.0.py()));
            }
            let datetime = ((*functions).DateTime_FromDateAndTime)(
                year.into(),
                month.into(),
                day.into(),
                hour.into(),
                minute.into(),
                second.into(),
                microsecond,
                (*functions).TimeZone_UTC,
                (*functions).DateTimeType,
            );
            Bound::from_owned_ptr(self.0.py(), datetime)
        }
    }
}
