//! Hash functions by what Python code calls them.

use cpython_api::{Borrowed, ModuleException, PyModule, PyResult, PyString};

use crate::UnknownHashError;
use crate::algorithm::Algorithm;

/// The function that `object` names. Runs Python code: that of `lower()`, of a subclass of `str`.
///
/// # Errors
/// UnknownHashError, and what that code raises.
pub fn find<'py>(module: PyModule<'py>, object: Borrowed<'py>) -> PyResult<Algorithm> {
    match find_named(object)? {
        Some(algorithm) => Ok(algorithm),
        None => {
            let message = unknown(module, object)?;
            Err(UnknownHashError::raise_string(module, &message))
        }
    }
}

fn find_named(object: Borrowed<'_>) -> PyResult<Option<Algorithm>> {
    if !object.is_str() {
        return Ok(None);
    }
    if let Some(algorithm) = Algorithm::named(until_nul(object.utf8()?)) {
        return Ok(Some(algorithm));
    }
    let lower = object.getattr(c"lower")?.call(&[])?;
    Ok(Algorithm::named(until_nul(lower.as_borrowed().utf8()?)))
}

/// The function that has this name in hashlib.
pub fn named_in_hashlib(name: &[u8]) -> Option<Algorithm> {
    let name = std::str::from_utf8(name).ok()?;
    Algorithm::named(name).filter(|algorithm| algorithm.name() == name)
}

/// The function whose hash objects `constructor` makes, if it is the constructor of one of hashlib's modules that are not
/// OpenSSL's. Runs no Python code.
pub fn made_by(constructor: Borrowed<'_>) -> Option<Algorithm> {
    let origin = constructor.origin()?;
    named_in_hashlib(origin.name).filter(|algorithm| algorithm.module().as_bytes() == origin.module)
}

/// What C sees of a text.
fn until_nul(text: &str) -> &str {
    text.split('\0').next().unwrap_or_default()
}

#[cfg(Py_3_15)]
fn unknown<'py>(module: PyModule<'py>, object: Borrowed<'py>) -> PyResult<PyString<'py>> {
    let py = module.py();
    let object = object.to_owned().into_str()?;
    PyString::new(py, "unsupported hash algorithm ")?.then_string(py, &object)
}

#[cfg(not(Py_3_15))]
fn unknown<'py>(module: PyModule<'py>, object: Borrowed<'py>) -> PyResult<PyString<'py>> {
    let py = module.py();
    PyString::new(py, "unsupported hash type: ")?.then_string(py, &object.repr()?)
}
