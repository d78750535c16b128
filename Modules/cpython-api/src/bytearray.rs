//! `bytearray` objects.
//!
//! C header: Include/bytearrayobject.h

use std::ptr;

use cpython_sys as ffi;

use crate::{Bound, PyBytes, PyResult, Python};

/// A `bytearray` that nobody else knows of: for results whose length shows only at their end.
pub struct PyByteArray<'py>(Bound<'py>);

impl<'py> PyByteArray<'py> {
    /// A new one without any bytes.
    ///
    /// # Errors
    /// MemoryError.
    pub fn new(py: Python<'py>) -> PyResult<Self> {
        // SAFETY: a null pointer and no length ask for an empty object. New reference or null with an exception.
        let object = unsafe {
            Bound::from_owned_ptr(py, ffi::PyByteArray_FromStringAndSize(ptr::null(), 0))?
        };
        Ok(PyByteArray(object))
    }

    /// `self += bytes`.
    ///
    /// # Errors
    /// MemoryError.
    pub fn extend(&mut self, py: Python<'py>, bytes: &PyBytes<'_>) -> PyResult<()> {
        let (array, bytes) = (self.0.as_borrowed(), bytes.as_borrowed());
        // SAFETY: both references are valid and the thread attached. The result is the array itself, or null with an
        // exception.
        let same = unsafe { ffi::PySequence_InPlaceConcat(array.as_ptr(), bytes.as_ptr()) };
        // SAFETY: as before.
        unsafe { Bound::from_owned_ptr(py, same) }.map(drop)
    }

    /// `bytes(self)`.
    ///
    /// # Errors
    /// MemoryError.
    pub fn into_bytes(self, py: Python<'py>) -> PyResult<PyBytes<'py>> {
        let array = self.0.as_borrowed();
        // SAFETY: the array is nobody else's, so that its bytes stay what and where they are while they are copied.
        let bytes = unsafe {
            let len = ffi::PyByteArray_Size(array.as_ptr()) as usize;
            match len {
                0 => &[],
                _ => std::slice::from_raw_parts(
                    ffi::PyByteArray_AsString(array.as_ptr()).cast(),
                    len,
                ),
            }
        };
        PyBytes::new(py, bytes)
    }
}
