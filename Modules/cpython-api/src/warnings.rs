//! Warnings.

use std::ptr;

use cpython_sys as ffi;

use crate::exceptions::Exception;
use crate::{Bound, IntoPyObject, PyResult, PyString, Python};

/// `warnings.warn(message, category, stacklevel)`, through the Python module, as the code replaced does it.
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
    // SAFETY: every reference is valid. New reference or null with an exception.
    unsafe {
        Bound::from_owned_ptr(
            py,
            ffi::PyObject_CallFunctionObjArgs(
                function.as_borrowed().as_ptr(),
                message.as_borrowed().as_ptr(),
                C::type_object(py).as_ptr(),
                stacklevel.as_borrowed().as_ptr(),
                ptr::null_mut::<ffi::PyObject>(),
            ),
        )?;
    }
    Ok(())
}
