//! Warnings.

use crate::exceptions::Exception;
use crate::{IntoPyObject, PyResult, PyString, Python};

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
    function.as_borrowed().call(&[
        message.as_borrowed(),
        C::type_object(py),
        stacklevel.as_borrowed(),
    ])?;
    Ok(())
}
