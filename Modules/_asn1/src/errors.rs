//! What is wrong with the data, as asn1lib's DecodeError.

use std::fmt::Display;

use cpython_api::{IntoPyObject, ModuleImport, PyErr, PyModule, PyResult, PyString};

use crate::DecodeError;

/// Raises what a reader found.
#[cold]
pub fn raise(module: PyModule<'_>, error: der::Error) -> PyErr {
    raise_decode_error(module, error.kind(), error.offset(), error.path())
}

/// Raises DecodeError: why, at which byte, in which field.
#[cold]
pub fn raise_decode_error(
    module: PyModule<'_>,
    reason: impl Display,
    offset: usize,
    path: impl Display,
) -> PyErr {
    let py = module.py();
    let raise = || -> PyResult<PyErr> {
        let reason = PyString::format(py, format_args!("{reason}"))?;
        let offset = offset.into_pyobject(py)?;
        let path = PyString::format(py, format_args!("{path}"))?;
        let class = DecodeError::get(module)?;
        Ok(PyErr::raise_call(
            class,
            &[
                reason.as_borrowed(),
                offset.as_borrowed(),
                path.as_borrowed(),
            ],
        ))
    };
    raise().unwrap_or_else(|error| error)
}
