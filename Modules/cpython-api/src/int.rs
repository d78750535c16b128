//! `int` objects of any size.
//!
//! C header: Include/cpython/longobject.h

use cpython_sys as ffi;

use crate::{Borrowed, Bound, IntoPyObject, PyResult, Python};

/// An `int`.
pub struct PyInt<'py>(Bound<'py>);

impl<'py> PyInt<'py> {
    /// `int.from_bytes(bytes, 'big', signed=True)`: two's complement, most significant byte first. No bytes are 0.
    ///
    /// # Errors
    /// MemoryError.
    pub fn from_signed_be_bytes(py: Python<'py>, bytes: &[u8]) -> PyResult<Self> {
        if let (0..=8, Some(&first)) = (bytes.len(), bytes.first()) {
            let sign = if first < 0x80 { 0 } else { -1 };
            let number = bytes
                .iter()
                .fold(sign, |number: i64, &byte| number << 8 | i64::from(byte));
            return number.into_pyobject(py).map(PyInt);
        }
        // SAFETY: so many bytes can be read. New reference or null with MemoryError.
        unsafe {
            let number = ffi::PyLong_FromNativeBytes(
                bytes.as_ptr().cast(),
                bytes.len(),
                ffi::Py_ASNATIVEBYTES_BIG_ENDIAN,
            );
            Bound::from_owned_ptr(py, number).map(PyInt)
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

impl<'py> IntoPyObject<'py> for PyInt<'py> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self.0)
    }
}
