//! How long keys and messages can be: as long as the C module has them, whose callers know what to do with longer ones.

use cpython_api::exceptions::{Exception, PyOverflowError};
use cpython_api::{Borrowed, BytesLike, PyResult, Python};
use hash_objects::hash_data;

const LONGEST: u32 = u32::MAX;

/// A key.
///
/// # Errors
/// OverflowError, and those of [`hash_data`].
pub fn key(object: Borrowed<'_>) -> PyResult<BytesLike<'_>> {
    let key = hash_data(object)?;
    check(object.py(), "key", key.len())?;
    Ok(key)
}

/// A message that has to be there as a whole.
///
/// # Errors
/// As [`key`].
pub fn whole_message(object: Borrowed<'_>) -> PyResult<BytesLike<'_>> {
    let message = hash_data(object)?;
    check(object.py(), "message", message.len())?;
    Ok(message)
}

fn check(py: Python<'_>, what: &str, len: usize) -> PyResult<()> {
    match u32::try_from(len) {
        Ok(_) => Ok(()),
        Err(_) => Err(PyOverflowError::raise(
            py,
            format_args!("{what} length exceeds {LONGEST}"),
        )),
    }
}
