//! Exceptions that more than one codec raises.

use std::fmt;

use cpython_api::exceptions::{Exception, PyValueError};
use cpython_api::{PyErr, PyResult, Python};

/// Raises binascii.Error, the class that base64's users know.
pub fn raise_binascii_error(py: Python<'_>, message: impl fmt::Display) -> PyErr {
    let raise = || -> PyResult<PyErr> {
        let binascii = py.import(c"binascii")?;
        let error = binascii.as_borrowed().getattr(c"Error")?;
        Ok(PyErr::raise(py, error.as_borrowed(), message))
    };
    raise().unwrap_or_else(|error| error)
}

/// Raises what bytes.maketrans raises for two arguments that do not go together.
pub fn raise_lengths_differ(py: Python<'_>) -> PyErr {
    PyValueError::raise(py, "maketrans arguments must have same length")
}
