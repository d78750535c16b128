//! `int` objects of any size.
//!
//! C header: Include/cpython/longobject.h

use cpython_sys as ffi;

use crate::{Borrowed, Bound, IntoPyObject, PyErr, PyResult, Python};

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

    /// The shortest big-endian two's complement of an exact `int`, or a `bool`: the end of the buffer. None if it is something
    /// else, or has no room there.
    ///
    /// # Errors
    /// MemoryError.
    pub fn to_signed_be_bytes<'b>(
        object: Borrowed<'_>,
        buffer: &'b mut [u8],
    ) -> PyResult<Option<&'b [u8]>> {
        // SAFETY: reads the type only.
        let is_int = unsafe {
            ffi::PyLong_CheckExact(object.as_ptr()) != 0 || ffi::PyBool_Check(object.as_ptr()) != 0
        };
        if !is_int {
            return Ok(None);
        }
        // SAFETY: an int, and so many bytes that can be written.
        let needed = unsafe {
            ffi::PyLong_AsNativeBytes(
                object.as_ptr(),
                buffer.as_mut_ptr().cast(),
                ffi::Py_ssize_t::try_from(buffer.len()).unwrap_or(ffi::Py_ssize_t::MAX),
                ffi::Py_ASNATIVEBYTES_BIG_ENDIAN,
            )
        };
        let Ok(needed) = usize::try_from(needed) else {
            return Err(PyErr::fetch(object.py()));
        };
        if needed > buffer.len() {
            return Ok(None);
        }
        let mut bytes = &*buffer;
        while let [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] = bytes {
            bytes = &bytes[1..];
        }
        Ok(Some(bytes))
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
