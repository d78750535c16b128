//! `str` objects.
//!
//! C header: Include/unicodeobject.h

use std::ffi::CStr;
use std::fmt;

use cpython_sys as ffi;

use crate::message::Message;
use crate::{Borrowed, Bound, IntoPyObject, PyResult, Python};

/// A `str`.
pub struct PyString<'py>(Bound<'py>);

impl<'py> PyString<'py> {
    /// # Safety
    /// It must be a str.
    pub(crate) unsafe fn from_bound_unchecked(object: Bound<'py>) -> Self {
        PyString(object)
    }

    /// A new `str`.
    ///
    /// # Errors
    /// MemoryError.
    pub fn new(py: Python<'py>, text: &str) -> PyResult<Self> {
        // SAFETY: `text` is valid UTF-8 of that length, at most isize::MAX. New reference or null with an exception.
        unsafe {
            let object = ffi::PyUnicode_FromStringAndSize(
                text.as_ptr().cast(),
                text.len() as ffi::Py_ssize_t,
            );
            Bound::from_owned_ptr(py, object).map(PyString)
        }
    }

    /// A new `str` of at most 1024 bytes.
    ///
    /// # Errors
    /// MemoryError.
    pub fn format(py: Python<'py>, text: fmt::Arguments<'_>) -> PyResult<Self> {
        PyString::new(py, Message::<1024>::of(text).as_str())
    }

    /// A new `str` of what C says, in UTF-8.
    ///
    /// # Errors
    /// UnicodeDecodeError, MemoryError.
    pub fn from_c_str(py: Python<'py>, text: &CStr) -> PyResult<Self> {
        // SAFETY: a C string. New reference or null with an exception.
        unsafe {
            let object = ffi::PyUnicode_FromString(text.as_ptr());
            Bound::from_owned_ptr(py, object).map(PyString)
        }
    }

    /// This text and then `more`.
    ///
    /// # Errors
    /// MemoryError.
    pub fn then(self, py: Python<'py>, more: &str) -> PyResult<Self> {
        self.then_string(py, &PyString::new(py, more)?)
    }

    /// This text and then `more`.
    ///
    /// # Errors
    /// MemoryError.
    pub fn then_string(self, py: Python<'py>, more: &PyString<'_>) -> PyResult<Self> {
        // SAFETY: both are str objects. New reference or null with an exception.
        unsafe {
            let both =
                ffi::PyUnicode_Concat(self.as_borrowed().as_ptr(), more.as_borrowed().as_ptr());
            Bound::from_owned_ptr(py, both).map(PyString)
        }
    }

    /// The object, lent.
    pub fn as_borrowed(&self) -> Borrowed<'_> {
        self.0.as_borrowed()
    }

    /// The object.
    pub fn into_bound(self) -> Bound<'py> {
        self.0
    }
}

impl<'py> IntoPyObject<'py> for PyString<'py> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self.0)
    }
}
