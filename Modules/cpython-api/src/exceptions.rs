//! The built-in exceptions that modules raise.
//!
//! C header: Include/pyerrors.h

use std::fmt;
use std::ptr::NonNull;

use cpython_sys as ffi;

use crate::{Borrowed, PyErr, PyString, Python};

/// A built-in exception type.
pub trait Exception {
    /// The type.
    fn type_object(py: Python<'_>) -> Borrowed<'_>;

    /// Raises it. Messages longer than 1024 bytes are cut.
    fn raise(py: Python<'_>, message: impl fmt::Display) -> PyErr {
        PyErr::raise(py, Self::type_object(py), message)
    }

    /// Raises it with a message that Python made.
    fn raise_string(py: Python<'_>, message: &PyString<'_>) -> PyErr {
        PyErr::raise_string(py, Self::type_object(py), message)
    }
}

macro_rules! exceptions {
    ($($name:ident = $static:ident),* $(,)?) => {$(
        #[doc = concat!("`", stringify!($static), "`.")]
        pub struct $name;

        impl Exception for $name {
            fn type_object(py: Python<'_>) -> Borrowed<'_> {
                // SAFETY: built-in exception types exist from the interpreter's start to its end, so the pointer is not
                // null and the reference outlasts any 'py.
                unsafe { Borrowed::from_non_null(py, NonNull::new_unchecked(ffi::$static)) }
            }
        }
    )*};
}

exceptions! {
    PyDeprecationWarning = PyExc_DeprecationWarning,
    PyFutureWarning = PyExc_FutureWarning,
    PyImportError = PyExc_ImportError,
    PyMemoryError = PyExc_MemoryError,
    PySystemError = PyExc_SystemError,
    PyTypeError = PyExc_TypeError,
    PyValueError = PyExc_ValueError,
}

impl PyMemoryError {
    /// Raises the MemoryError that CPython keeps ready, without allocating.
    pub fn no_memory(py: Python<'_>) -> PyErr {
        // SAFETY: the thread is attached.
        unsafe { ffi::PyErr_NoMemory() };
        PyErr::fetch(py)
    }
}
