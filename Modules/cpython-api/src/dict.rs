//! `dict` objects.
//!
//! C header: Include/dictobject.h

use cpython_sys as ffi;

use crate::{Borrowed, Bound, IntoPyObject, PyErr, PyResult, Python};

/// A `dict`.
pub struct PyDict<'py>(Bound<'py>);

impl<'py> PyDict<'py> {
    /// A new one without items.
    ///
    /// # Errors
    /// MemoryError.
    pub fn new(py: Python<'py>) -> PyResult<Self> {
        // SAFETY: the thread is attached. New reference or null with MemoryError.
        unsafe { Bound::from_owned_ptr(py, ffi::PyDict_New()).map(PyDict) }
    }

    /// `self[key] = value`. The cheapest keys are strings that the module keeps ([`crate::pymodule!`]): interned, and with
    /// their hashes.
    ///
    /// # Errors
    /// What making them objects raises; TypeError for a key without a hash; MemoryError.
    pub fn set_item(
        &self,
        key: impl IntoPyObject<'py>,
        value: impl IntoPyObject<'py>,
    ) -> PyResult<()> {
        // SAFETY: the object is alive, which shows that the thread is attached.
        let py = unsafe { Python::assume_attached() };
        let (key, value) = (key.into_pyobject(py)?, value.into_pyobject(py)?);
        // SAFETY: a dict and two valid references, of which the dict takes its own.
        let result = unsafe {
            ffi::PyDict_SetItem(
                self.as_borrowed().as_ptr(),
                key.as_borrowed().as_ptr(),
                value.as_borrowed().as_ptr(),
            )
        };
        if result < 0 {
            return Err(PyErr::fetch(py));
        }
        Ok(())
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

impl<'py> IntoPyObject<'py> for PyDict<'py> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self.0)
    }
}
