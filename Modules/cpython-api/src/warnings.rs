//! Warnings, in the way of the code that is replaced: who puts a function of his own in the place of `warnings.warn`, to be told or
//! not to be bothered, reaches what Python code warns of, and not what C code does.

use std::ffi::CStr;

use cpython_sys as ffi;

use crate::exceptions::Exception;
use crate::{IntoPyObject, PyErr, PyResult, PyString, Python};

/// As Python code does: `warnings.warn(message, category, stacklevel)`.
///
/// A native function has no frame: level 1 is its caller's line, where a Python function says 2.
///
/// # Errors
/// The warning itself where a filter turns it into an exception.
pub fn warn<C: Exception>(
    py: Python<'_>,
    message: &PyString<'_>,
    stacklevel: usize,
) -> PyResult<()> {
    let stacklevel = stacklevel.into_pyobject(py)?;
    let module = py.import(c"warnings")?;
    let function = module.as_borrowed().getattr(c"warn")?;
    function.as_borrowed().call(&[
        message.as_borrowed(),
        C::type_object(py),
        stacklevel.as_borrowed(),
    ])?;
    Ok(())
}

/// As C code does, of its caller's line.
///
/// # Errors
/// As above.
pub fn warn_as_c<C: Exception>(py: Python<'_>, message: &CStr) -> PyResult<()> {
    // SAFETY: a valid reference and a C string; the thread is attached.
    let result = unsafe { ffi::PyErr_WarnEx(C::type_object(py).as_ptr(), message.as_ptr(), 1) };
    if result < 0 {
        return Err(PyErr::fetch(py));
    }
    Ok(())
}
