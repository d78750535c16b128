//! `list` objects.
//!
//! C header: Include/listobject.h

use cpython_sys as ffi;

use crate::{Borrowed, Bound, IntoPyObject, PyErr, PyResult, Python};

/// A `list`.
pub struct PyList<'py>(Bound<'py>);

impl<'py> PyList<'py> {
    /// A new one without elements.
    ///
    /// # Errors
    /// MemoryError.
    pub fn empty(py: Python<'py>) -> PyResult<Self> {
        // SAFETY: the thread is attached. New reference or null with MemoryError.
        unsafe { Bound::from_owned_ptr(py, ffi::PyList_New(0)).map(PyList) }
    }

    /// `self.append(element)`.
    ///
    /// # Errors
    /// What making `element` an object raises; MemoryError.
    pub fn append(&self, element: impl IntoPyObject<'py>) -> PyResult<()> {
        // SAFETY: the object is alive, which shows that the thread is attached.
        let py = unsafe { Python::assume_attached() };
        let element = element.into_pyobject(py)?;
        // SAFETY: a list and a valid reference, of which the list takes one of its own.
        let result = unsafe {
            ffi::PyList_Append(self.as_borrowed().as_ptr(), element.as_borrowed().as_ptr())
        };
        if result < 0 {
            return Err(PyErr::fetch(py));
        }
        Ok(())
    }

    /// A tuple of its elements.
    ///
    /// # Errors
    /// MemoryError.
    pub fn to_tuple(&self) -> PyResult<Bound<'py>> {
        // SAFETY: the object is alive, which shows that the thread is attached. New reference or null with MemoryError.
        unsafe {
            let py = Python::assume_attached();
            Bound::from_owned_ptr(py, ffi::PyList_AsTuple(self.as_borrowed().as_ptr()))
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

impl<'py> IntoPyObject<'py> for PyList<'py> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self.0)
    }
}
