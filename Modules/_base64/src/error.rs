//! Exceptions that more than one codec raises.

use cpython_api::exceptions::{Exception, PyValueError};
use cpython_api::{PyErr, Python};

/// Raises what bytes.maketrans raises for two arguments that do not go together.
pub fn raise_lengths_differ(py: Python<'_>) -> PyErr {
    PyValueError::raise(py, "maketrans arguments must have same length")
}
