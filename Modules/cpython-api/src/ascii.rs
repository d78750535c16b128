//! `str` objects of ASCII characters, which are written in place.
//!
//! C header: Include/cpython/unicodeobject.h

use std::mem::MaybeUninit;
use std::{ptr, slice};

use cpython_sys as ffi;

use crate::{Bound, PyResult, PyString, Python};

impl<'py> PyString<'py> {
    /// A new `str` of `len` ASCII characters, which `fill` writes in place: there is no other copy of them.
    ///
    /// `fill` gets the uninitialised memory and gives all of it back, initialised.
    ///
    /// # Errors
    /// MemoryError; what `fill` reports.
    ///
    /// # Panics
    /// If what `fill` gives back is not all of the memory it got, or not ASCII.
    #[inline(always)]
    pub fn ascii_with<F>(py: Python<'py>, len: usize, fill: F) -> PyResult<Self>
    where
        F: for<'b> FnOnce(&'b mut [MaybeUninit<u8>]) -> PyResult<&'b mut [u8]>,
    {
        // What does not fit is as much too long as the longest that fits.
        let size = ffi::Py_ssize_t::try_from(len).unwrap_or(ffi::Py_ssize_t::MAX);
        // SAFETY: the thread is attached. New reference or null with an exception.
        let text = unsafe { Bound::from_owned_ptr(py, ffi::PyUnicode_New(size, 0x7f))? };
        // SAFETY: a str for ASCII characters, whose `len` bytes are behind the pointer. The object is new: nobody else knows of
        // it, so that they are ours to write. The empty str is shared, but there is nothing to write then.
        let memory = unsafe {
            let mut ascii_len = 0;
            let start = ffi::helpers::cpython_sys_unicode_ascii(
                text.as_borrowed().as_ptr(),
                &mut ascii_len,
            );
            slice::from_raw_parts_mut(start.cast_mut().cast::<MaybeUninit<u8>>(), len)
        };
        let start = memory.as_ptr().cast::<u8>();
        let written = fill(memory)?;
        // An empty slice may begin anywhere.
        assert!(
            written.len() == len && (len == 0 || ptr::eq(written.as_ptr(), start)),
            "written elsewhere, or not all"
        );
        assert!(written.is_ascii(), "not ASCII");
        // SAFETY: a str, all of whose characters are ASCII, as it was made for.
        Ok(unsafe { PyString::from_bound_unchecked(text) })
    }
}
