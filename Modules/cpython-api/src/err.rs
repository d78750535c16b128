//! Exceptions as control flow.
//!
//! C header: Include/pyerrors.h

use std::fmt;
use std::marker::PhantomData;

use cpython_sys as ffi;

use crate::exceptions::{Exception, PySystemError};
use crate::message::Message;
use crate::{Borrowed, Bound, PyString, Python};

/// The longest message made in Rust; Python's own objects are put into messages through [`PyString`], at any length.
const LONGEST_MESSAGE: usize = 1024;

/// Proof that an exception was set in this thread. It carries nothing: the exception is where CPython keeps it.
#[must_use = "an exception is set, and must be returned or cleared"]
pub struct PyErr(PhantomData<*mut ()>);

/// What everything that can raise returns.
pub type PyResult<T> = Result<T, PyErr>;

/// How a new exception refers to the one that it replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// As `raise new from old`.
    Cause,
    /// As `raise new from None` where `old` is being handled.
    Suppressed,
    /// As `raise new` where `old` is being handled.
    Context,
}

impl PyErr {
    /// Takes note of the exception that a C function has just reported.
    pub(crate) fn fetch(py: Python<'_>) -> Self {
        // SAFETY: the thread is attached; the result is borrowed and only compared with null.
        if unsafe { ffi::PyErr_Occurred() }.is_null() {
            return PySystemError::raise(py, "a C function reported an error without an exception");
        }
        PyErr(PhantomData)
    }

    /// Raises `kind(message)`. Messages longer than 1024 bytes are cut.
    pub fn raise(py: Python<'_>, kind: Borrowed<'_>, message: impl fmt::Display) -> Self {
        let message = Message::<LONGEST_MESSAGE>::of(message);
        match PyString::new(py, message.as_str()) {
            Ok(text) => Self::raise_string(py, kind, &text),
            Err(memory_error) => memory_error,
        }
    }

    /// Raises `kind(text)`; `kind` need not be checked, CPython does.
    pub fn raise_string(py: Python<'_>, kind: Borrowed<'_>, text: &PyString<'_>) -> Self {
        // SAFETY: both are valid references; the thread is attached.
        unsafe { ffi::PyErr_SetObject(kind.as_ptr(), text.as_borrowed().as_ptr()) };
        Self::fetch(py)
    }

    /// Raises `kind(*arguments)`. Runs what Python code the class has for that; `kind` need not be checked, CPython does.
    pub fn raise_call(kind: Borrowed<'_>, arguments: &[Borrowed<'_>]) -> Self {
        let exception = match kind.call(arguments) {
            Ok(exception) => exception,
            Err(error) => return error,
        };
        // SAFETY: both are valid references; the thread is attached.
        unsafe { ffi::PyErr_SetObject(kind.as_ptr(), exception.as_borrowed().as_ptr()) };
        Self::fetch(kind.py())
    }

    /// Whether the exception is one of `E`.
    pub fn is_instance<E: Exception>(&self, py: Python<'_>) -> bool {
        // SAFETY: an exception is set, as this object proves; the type is valid.
        unsafe { ffi::PyErr_ExceptionMatches(E::type_object(py).as_ptr()) != 0 }
    }

    /// Drops the exception.
    pub fn clear(self, _py: Python<'_>) {
        // SAFETY: the thread is attached.
        unsafe { ffi::PyErr_Clear() }
    }

    /// Raises `E` in this one's place, with the text that `message` makes. If making it fails, that is the exception, and
    /// refers to this one as if it had been handled.
    pub fn replace<'py, E: Exception>(
        self,
        py: Python<'py>,
        chain: Chain,
        message: impl FnOnce() -> PyResult<PyString<'py>>,
    ) -> PyErr {
        // SAFETY: takes the exception out of the thread state: a reference of our own, or null if somebody cleared it.
        let old = unsafe { Bound::from_owned_ptr(py, ffi::PyErr_GetRaisedException()) };
        let old = match old {
            Ok(old) => old,
            Err(error) => return error,
        };
        let (raised, chain) = match message() {
            Ok(message) => (E::raise_string(py, &message), chain),
            Err(error) => (error, Chain::Context),
        };
        // SAFETY: as above for the new one. PyException_SetContext and SetCause each take over one reference to the old
        // one, and PyErr_SetRaisedException takes back the new one.
        unsafe {
            let new = ffi::PyErr_GetRaisedException();
            if new.is_null() {
                return PyErr::fetch(py);
            }
            match chain {
                Chain::Cause => {
                    ffi::PyException_SetCause(new, old.as_borrowed().to_owned().into_ptr());
                }
                Chain::Suppressed => ffi::PyException_SetCause(new, std::ptr::null_mut()),
                Chain::Context => {}
            }
            ffi::PyException_SetContext(new, old.into_ptr());
            ffi::PyErr_SetRaisedException(new);
        }
        raised
    }

    /// The same exception as `raise … from None` has it: a traceback does not show what was being handled.
    pub fn without_context(self, _py: Python<'_>) -> Self {
        // SAFETY: takes the exception out of the thread state, null if somebody has cleared it, and puts it back. A cause that
        // is null is none, and setting one is what hides the context.
        unsafe {
            let raised = ffi::PyErr_GetRaisedException();
            if !raised.is_null() {
                ffi::PyException_SetCause(raised, std::ptr::null_mut());
                ffi::PyErr_SetRaisedException(raised);
            }
        }
        self
    }
}
