//! Calling objects.
//!
//! C header: Include/cpython/abstract.h

use std::ptr;

use cpython_sys as ffi;

use crate::{Borrowed, Bound, PyResult};

impl<'py> Borrowed<'py> {
    /// `self(*arguments)`. Runs Python code.
    ///
    /// # Errors
    /// What the call raises.
    pub fn call(self, arguments: &[Borrowed<'_>]) -> PyResult<Bound<'py>> {
        // SAFETY: every reference is valid, and Borrowed is a transparent pointer, so that the slice is C's array of arguments.
        // There are no names. New reference or null with an exception.
        unsafe {
            let result = ffi::PyObject_Vectorcall(
                self.as_ptr(),
                arguments.as_ptr().cast(),
                arguments.len(),
                ptr::null_mut(),
            );
            Bound::from_owned_ptr(self.py(), result)
        }
    }

    /// `hash(self)`. Runs Python code. It is never -1.
    ///
    /// # Errors
    /// TypeError if it has none; what computing it raises.
    pub fn hash(self) -> PyResult<isize> {
        // SAFETY: the reference is valid and the thread attached; -1 says that an exception is set.
        match unsafe { ffi::PyObject_Hash(self.as_ptr()) } {
            -1 => Err(crate::PyErr::fetch(self.py())),
            hash => Ok(hash),
        }
    }
}
