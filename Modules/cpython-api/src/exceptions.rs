//! The built-in exceptions that modules raise.
//!
//! C header: Include/pyerrors.h

use std::ffi::CStr;
use std::fmt;
use std::ptr::NonNull;

use cpython_sys as ffi;

use crate::{Borrowed, PyErr, PyResult, PyString, Python};

/// A built-in exception type.
pub trait Exception {
    /// The type.
    fn type_object(py: Python<'_>) -> Borrowed<'_>;

    /// Raises it. Messages longer than 1024 bytes are cut.
    fn raise(py: Python<'_>, message: impl fmt::Display) -> PyErr {
        PyErr::raise(py, Self::type_object(py), message)
    }

    /// Raises it with the message that `message` makes, or what making it raises.
    fn raise_with<'py>(
        py: Python<'py>,
        message: impl FnOnce() -> PyResult<PyString<'py>>,
    ) -> PyErr {
        match message() {
            Ok(message) => Self::raise_string(py, &message),
            Err(error) => error,
        }
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
    PyAssertionError = PyExc_AssertionError,
    PyAttributeError = PyExc_AttributeError,
    PyBufferError = PyExc_BufferError,
    PyDeprecationWarning = PyExc_DeprecationWarning,
    PyException = PyExc_Exception,
    PyFutureWarning = PyExc_FutureWarning,
    PyImportError = PyExc_ImportError,
    PyMemoryError = PyExc_MemoryError,
    PyOverflowError = PyExc_OverflowError,
    PyRuntimeWarning = PyExc_RuntimeWarning,
    PySystemError = PyExc_SystemError,
    PyTypeError = PyExc_TypeError,
    PyUnicodeEncodeError = PyExc_UnicodeEncodeError,
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

impl PyTypeError {
    /// Raises it with `before`, the name of the object's type, of which 100 bytes are shown at most, and `after`: as
    /// CPython's own functions word what they do not take.
    pub fn raise_with_type_name(object: Borrowed<'_>, before: &CStr, after: &CStr) -> PyErr {
        let py = object.py();
        // SAFETY: C strings, of which the type's lives until its name is set anew, which takes Python code to do.
        unsafe {
            ffi::PyErr_Format(
                Self::type_object(py).as_ptr(),
                c"%s%.100s%s".as_ptr(),
                before.as_ptr(),
                (*ffi::Py_TYPE(object.as_ptr())).tp_name,
                after.as_ptr(),
            );
        }
        PyErr::fetch(py)
    }

    /// Raises it with the names of two objects' types, shown as [`PyTypeError::raise_with_type_name`] shows one, between the three
    /// parts of `message`.
    pub fn raise_with_type_names(objects: [Borrowed<'_>; 2], message: [&CStr; 3]) -> PyErr {
        let py = objects[0].py();
        // SAFETY: as in raise_with_type_name.
        unsafe {
            ffi::PyErr_Format(
                Self::type_object(py).as_ptr(),
                c"%s%.100s%s%.100s%s".as_ptr(),
                message[0].as_ptr(),
                (*ffi::Py_TYPE(objects[0].as_ptr())).tp_name,
                message[1].as_ptr(),
                (*ffi::Py_TYPE(objects[1].as_ptr())).tp_name,
                message[2].as_ptr(),
            );
        }
        PyErr::fetch(py)
    }
}
