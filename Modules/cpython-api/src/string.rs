//! `str` objects.
//!
//! C header: Include/unicodeobject.h

use std::ffi::CStr;
use std::fmt;
use std::ptr;

use cpython_sys as ffi;

use crate::exceptions::{Exception, PySystemError};
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

    /// A new `str` of characters up to U+00FF, a byte each.
    ///
    /// # Errors
    /// MemoryError.
    pub fn from_latin1(py: Python<'py>, text: &[u8]) -> PyResult<Self> {
        // SAFETY: so many bytes can be read; without a name for an error handler there is none. New reference or null with an
        // exception.
        unsafe {
            let object = ffi::PyUnicode_DecodeLatin1(
                text.as_ptr().cast(),
                text.len() as ffi::Py_ssize_t,
                ptr::null(),
            );
            Bound::from_owned_ptr(py, object).map(PyString)
        }
    }

    /// A new `str` of what `chars` yields, written in place. It is asked twice: for how much memory that takes, then for the
    /// characters.
    ///
    /// # Errors
    /// MemoryError; SystemError if the second answer is another one.
    pub fn from_chars(
        py: Python<'py>,
        chars: impl Iterator<Item = char> + Clone,
    ) -> PyResult<Self> {
        let (len, widest) = chars.clone().fold((0_usize, '\0'), |(len, widest), char| {
            (len + 1, widest.max(char))
        });
        let size = ffi::Py_ssize_t::try_from(len).unwrap_or(ffi::Py_ssize_t::MAX);
        // SAFETY: the thread is attached, and no char is beyond what a str can hold. New reference or null with an exception.
        let text = unsafe { Bound::from_owned_ptr(py, ffi::PyUnicode_New(size, widest.into()))? };
        let mut width = 0;
        // SAFETY: a str, as just made.
        let data = unsafe {
            ffi::helpers::cpython_sys_unicode_data(text.as_borrowed().as_ptr(), &mut width)
        };
        // SAFETY: `len` characters of `width` bytes each are behind `data`, which nobody else has yet; an empty str, which
        // everybody has, is not written to.
        let complete = unsafe {
            match width {
                1 => fill(data.cast::<u8>(), len, widest, chars),
                2 => fill(data.cast::<u16>(), len, widest, chars),
                _ => fill(data.cast::<u32>(), len, widest, chars),
            }
        };
        if !complete {
            return Err(PySystemError::raise(py, "an iterator changed its mind"));
        }
        Ok(PyString(text))
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

/// Whether `chars` are `len` again, none beyond `widest` but that one among them, and all written. If not, the memory is filled
/// from its start on for a part.
///
/// # Safety
/// `data` must have room for `len` of them.
unsafe fn fill<T: TryFrom<u32>>(
    data: *mut T,
    len: usize,
    widest: char,
    chars: impl Iterator<Item = char>,
) -> bool {
    let mut filled = 0;
    let mut widest_again = '\0';
    for char in chars {
        let Ok(code) = T::try_from(char.into()) else {
            return false;
        };
        if filled == len {
            return false;
        }
        // SAFETY: fewer than `len` are in front of it.
        unsafe { data.add(filled).write(code) };
        filled += 1;
        widest_again = widest_again.max(char);
    }
    // A str of narrower characters than it has room for is none: CPython compares by width.
    filled == len && widest_again == widest
}

impl<'py> IntoPyObject<'py> for PyString<'py> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self.0)
    }
}
