//! Records: instances of subclasses of `tuple`, as `collections.namedtuple` makes them.
//!
//! C header: Include/cpython/object.h

use std::ffi::c_ulong;

use cpython_sys as ffi;

use crate::exceptions::{Exception, PyMemoryError, PyTypeError};
use crate::{Borrowed, Bound, IntoPyObject, PyResult, PyTuple};

/// No more elements than this fit into memory, with all that an object has besides. Allocating does not notice: it computes a
/// size that is too large for a `size_t`, and what is left of it is small.
const LONGEST: usize = isize::MAX as usize / size_of::<*mut ffi::PyObject>() - 64;

impl<'py> PyTuple<'py> {
    /// `tuple.__new__(class, elements)`: an instance of `class`, filled in place, without what the class has as `__new__` and
    /// `__init__`. Nobody sees it before it is complete.
    ///
    /// # Errors
    /// TypeError if `class` is no subclass of `tuple`, or one whose instances hold more than their elements, as a `__dict__`
    /// (a class has none if it says `__slots__ = ()`); the first error that `elements` yields; MemoryError; SystemError for
    /// an iterator that ends before it has said.
    pub fn record<T, I>(class: Borrowed<'py>, elements: I) -> PyResult<Self>
    where
        T: IntoPyObject<'py>,
        I: IntoIterator<Item = PyResult<T>>,
        I::IntoIter: ExactSizeIterator,
    {
        let py = class.py();
        if !is_plain_tuple_class(class) {
            return Err(PyTypeError::raise(
                py,
                "a record's class is a subclass of tuple with __slots__ = ()",
            ));
        }
        let elements = elements.into_iter();
        // Asked once: the next answer may be another one.
        let len = elements.len();
        if len > LONGEST {
            return Err(PyMemoryError::no_memory(py));
        }
        // SAFETY: a subclass of tuple, as just checked, whose instances are laid out and allocated as tuples are: the elements
        // of a new one are null, and there are as many as it says, since the size of so many does not overflow. New reference or
        // null with MemoryError. Nobody has it yet.
        unsafe {
            let tuple = ffi::PyType_GenericAlloc(class.as_ptr().cast(), len as ffi::Py_ssize_t);
            let tuple = Bound::from_owned_ptr(py, tuple)?;
            ffi::versions::forget_tuple_hash(tuple.as_borrowed().as_ptr());
            Self::filled_with(py, tuple, elements)
        }
    }
}

/// Whether `class` is a subclass of `tuple` that a class statement made, and adds nothing to what instances hold.
fn is_plain_tuple_class(class: Borrowed<'_>) -> bool {
    // What makes an instance carry a dict or weak references without a change of its size.
    const MANAGED: c_ulong = ffi::Py_TPFLAGS_MANAGED_DICT | ffi::Py_TPFLAGS_MANAGED_WEAKREF;
    const WANTED: c_ulong = ffi::Py_TPFLAGS_TUPLE_SUBCLASS | ffi::Py_TPFLAGS_HEAPTYPE;
    // SAFETY: reads of a type, once it is known to be one. These never change: what a class statement made keeps its layout,
    // and assigning to __bases__ takes an equal one.
    unsafe {
        let class = class.as_ptr();
        if ffi::PyType_Check(class) == 0 {
            return false;
        }
        let class: *mut ffi::PyTypeObject = class.cast();
        let tuple = &raw mut ffi::PyTuple_Type;
        let flags = ffi::PyType_GetFlags(class);
        flags & (WANTED | MANAGED) == WANTED
            && (*class).tp_basicsize == (*tuple).tp_basicsize
            && (*class).tp_itemsize == (*tuple).tp_itemsize
            && (*class).tp_dictoffset == 0
            && (*class).tp_weaklistoffset == 0
            && (*class).tp_alloc.map(|f| f as usize) == (*tuple).tp_alloc.map(|f| f as usize)
            && (*class).tp_free.map(|f| f as usize) == (*tuple).tp_free.map(|f| f as usize)
    }
}
