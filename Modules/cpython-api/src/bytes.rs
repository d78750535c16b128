//! `bytes` objects.
//!
//! C header: Include/bytesobject.h

use std::mem::MaybeUninit;
use std::ptr;
use std::slice;

use cpython_sys as ffi;

use crate::{Borrowed, Bound, BytesLike, Contents, IntoPyObject, PyResult, Python};

/// From this many bytes on, the page faults of new memory cost as much as filling it: huge pages are worth asking for.
const HUGE: usize = 4 << 20;

/// A `bytes` object.
#[derive(Clone)]
pub struct PyBytes<'py>(Bound<'py>);

impl<'py> PyBytes<'py> {
    /// A copy of `bytes`.
    ///
    /// # Errors
    /// MemoryError.
    pub fn new(py: Python<'py>, bytes: &[u8]) -> PyResult<Self> {
        // SAFETY: `len` bytes can be read; slices are never longer than isize::MAX. New reference or null.
        unsafe {
            let object = ffi::PyBytes_FromStringAndSize(
                bytes.as_ptr().cast(),
                bytes.len() as ffi::Py_ssize_t,
            );
            Bound::from_owned_ptr(py, object).map(PyBytes)
        }
    }

    /// A new object of at most `len` bytes, which `fill` writes in place: there is no other copy of them.
    ///
    /// `fill` gets the uninitialised memory and gives back the part it has initialised, from the start on; the object is
    /// cut to that length.
    ///
    /// # Errors
    /// MemoryError; OverflowError for a `len` that no object has; what `fill` reports.
    ///
    /// # Panics
    /// If what `fill` gives back is not the start of the memory it got.
    // Otherwise what `fill` uses goes through memory, which takes as long as a short conversion.
    #[inline(always)]
    pub fn new_with<F>(py: Python<'py>, len: usize, fill: F) -> PyResult<Self>
    where
        F: for<'b> FnOnce(&'b mut [MaybeUninit<u8>]) -> PyResult<&'b mut [u8]>,
    {
        // What does not fit is as much too long as the longest that fits.
        let size = ffi::Py_ssize_t::try_from(len).unwrap_or(ffi::Py_ssize_t::MAX);
        // SAFETY: a null pointer asks for uninitialised memory. New reference or null with MemoryError.
        let object = unsafe {
            Bound::from_owned_ptr(py, ffi::PyBytes_FromStringAndSize(ptr::null(), size))?
        };
        let written = {
            // SAFETY: the object is new: nobody else knows of it, so that its `len` bytes are ours to write. The empty
            // object is shared, but there is nothing to write then.
            let memory = unsafe {
                let start = ffi::helpers::bytes_data(object.as_borrowed().as_ptr());
                slice::from_raw_parts_mut(start.cast::<MaybeUninit<u8>>(), len)
            };
            let start = memory.as_ptr().cast::<u8>();
            if len >= HUGE {
                // SAFETY: the block is ours, and advice changes nothing in it.
                unsafe {
                    ffi::helpers::cpython_sys_advise_huge_pages(start.cast_mut().cast(), len)
                };
            }
            let written = fill(memory)?;
            // A slice that begins here is made of this memory, or is static and just behind nothing at all.
            assert!(
                written.is_empty() || ptr::eq(written.as_ptr(), start) && written.len() <= len,
                "written elsewhere"
            );
            written.len()
        };
        if written == len {
            return Ok(PyBytes(object));
        }
        // SAFETY: nobody else has the object; fewer bytes than it has.
        unsafe { Self::cut(py, object, written) }
    }

    /// A new object of `len` bytes, zeros but for what `fill` writes.
    ///
    /// # Errors
    /// MemoryError; OverflowError for a `len` that no object has.
    pub fn zeroed_with(
        py: Python<'py>,
        len: usize,
        fill: impl FnOnce(&mut [u8]),
    ) -> PyResult<Self> {
        Self::new_with(py, len, |memory| {
            memory.fill(MaybeUninit::new(0));
            let start = memory.as_mut_ptr().cast::<u8>();
            // SAFETY: the memory has just been written, and this is the only reference to it.
            let bytes = unsafe { slice::from_raw_parts_mut(start, memory.len()) };
            fill(bytes);
            Ok(bytes)
        })
    }

    /// # Safety
    /// `object` must be a `bytes` object of at least `len` bytes that nobody else has.
    unsafe fn cut(py: Python<'py>, object: Bound<'py>, len: usize) -> PyResult<Self> {
        let mut object = object.into_ptr();
        // SAFETY: the caller's promise. On failure the object is gone and the pointer null, with MemoryError set.
        unsafe {
            ffi::_PyBytes_Resize(&mut object, len as ffi::Py_ssize_t);
            Bound::from_owned_ptr(py, object).map(PyBytes)
        }
    }

    /// A new object of `len` bytes, all of which `fill` writes before it says that it could.
    pub(crate) fn filled_by(
        py: Python<'py>,
        len: usize,
        fill: impl FnOnce(*mut u8) -> PyResult<()>,
    ) -> PyResult<Self> {
        Self::new_with(py, len, |memory| {
            let start = memory.as_mut_ptr().cast::<u8>();
            fill(start)?;
            // SAFETY: `fill` has written the memory, of which this is the only reference.
            Ok(unsafe { slice::from_raw_parts_mut(start, memory.len()) })
        })
    }

    /// A new object with the bytes of `bytes`, as many as it says.
    ///
    /// # Errors
    /// MemoryError.
    pub fn from_iter(py: Python<'py>, bytes: impl ExactSizeIterator<Item = u8>) -> PyResult<Self> {
        Self::new_with(py, bytes.len(), |memory| {
            let mut written = 0;
            for (slot, byte) in memory.iter_mut().zip(bytes) {
                slot.write(byte);
                written += 1;
            }
            // SAFETY: so many have just been written, of memory to which this is the only reference.
            Ok(unsafe { slice::from_raw_parts_mut(memory.as_mut_ptr().cast(), written) })
        })
    }

    /// The bytes of a bytes-like object: itself if it is an exact `bytes`, which nobody can change, else a copy.
    ///
    /// # Errors
    /// As for [`BytesLike::get`]; MemoryError.
    pub fn from_object(object: Borrowed<'py>) -> PyResult<Self> {
        if object.exact_bytes().is_some() {
            return Ok(PyBytes(object.to_owned()));
        }
        let py = object.py();
        match BytesLike::get(object)?.read(py)? {
            Contents::Copy(copy) => Ok(copy),
            Contents::Immutable(bytes) => PyBytes::new(py, bytes),
        }
    }

    /// What is in it.
    pub fn as_bytes(&self) -> &[u8] {
        self.as_borrowed().exact_bytes().unwrap_or_default()
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

/// A copy, as `bytes`.
impl<'py> IntoPyObject<'py> for &[u8] {
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>> {
        PyBytes::new(py, self).map(PyBytes::into_bound)
    }
}

impl<'py> IntoPyObject<'py> for PyBytes<'py> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self.0)
    }
}
