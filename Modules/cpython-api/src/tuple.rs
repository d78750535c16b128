//! `tuple` objects.
//!
//! C header: Include/cpython/tupleobject.h

use cpython_sys as ffi;

use crate::exceptions::{Exception, PySystemError};
use crate::{Borrowed, Bound, IntoPyObject, PyResult, Python};

/// A `tuple`, or an instance of a subclass.
pub struct PyTuple<'py>(Bound<'py>);

impl<'py> PyTuple<'py> {
    /// A new `tuple` of as many elements as `elements` says that it has. Nobody sees it before it is complete.
    ///
    /// # Errors
    /// The first that `elements` yields; MemoryError; SystemError for an iterator that ends before it has said.
    pub fn new<T, I>(py: Python<'py>, elements: I) -> PyResult<Self>
    where
        T: IntoPyObject<'py>,
        I: IntoIterator<Item = PyResult<T>>,
        I::IntoIter: ExactSizeIterator,
    {
        let elements = elements.into_iter();
        // What does not fit is as much too long as the longest that fits.
        let len = ffi::Py_ssize_t::try_from(elements.len()).unwrap_or(ffi::Py_ssize_t::MAX);
        // SAFETY: the thread is attached. New reference or null with MemoryError.
        let tuple = unsafe { Bound::from_owned_ptr(py, ffi::PyTuple_New(len))? };
        if len == 0 {
            return Ok(PyTuple(tuple));
        }
        // SAFETY: a tuple that was just made, and is not the empty one, which everybody has.
        unsafe { Self::filled_with(py, tuple, elements) }
    }

    /// A new `tuple` of `len` elements, of which `element` makes each from its index. Nobody sees it before it is complete.
    ///
    /// # Errors
    /// The first that `element` returns; MemoryError.
    pub fn with_len<T: IntoPyObject<'py>>(
        py: Python<'py>,
        len: usize,
        element: impl FnMut(usize) -> PyResult<T>,
    ) -> PyResult<Self> {
        Self::new(py, (0..len).map(element))
    }

    /// Fills `tuple` from its start. How much that takes is asked of it, since an iterator may say of its length what it likes.
    ///
    /// # Safety
    /// It must be a tuple, of a subclass perhaps, that was just made: nobody else has it, no code has run since, and its
    /// elements are null.
    pub(crate) unsafe fn filled_with<T: IntoPyObject<'py>>(
        py: Python<'py>,
        tuple: Bound<'py>,
        elements: impl Iterator<Item = PyResult<T>>,
    ) -> PyResult<Self> {
        let object = tuple.as_borrowed().as_ptr();
        // SAFETY: a tuple, whose size is never negative and does not change.
        let len = unsafe { ffi::Py_SIZE(object) } as usize;
        // A tuple is known to the garbage collector from the start, and through it to `gc.get_objects()`: not this one, as
        // long as making its elements may run Python code.
        // SAFETY: the tuple is alive.
        unsafe { ffi::PyObject_GC_UnTrack(object.cast()) };
        let mut filled = 0;
        for element in elements.take(len) {
            let element = element?.into_pyobject(py)?.into_ptr();
            // SAFETY: the tuple has `len` slots, of which `take` leaves no more than that to be filled; this one is empty by the
            // caller's promise, and takes the reference over.
            unsafe { ffi::helpers::tuple_items(object).add(filled).write(element) };
            filled += 1;
        }
        if filled != len {
            return Err(PySystemError::raise(py, "an iterator ended too early"));
        }
        // SAFETY: the tuple is complete, and was untracked above.
        unsafe { ffi::PyObject_GC_Track(object.cast()) };
        Ok(PyTuple(tuple))
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

impl<'py> IntoPyObject<'py> for PyTuple<'py> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self.0)
    }
}
