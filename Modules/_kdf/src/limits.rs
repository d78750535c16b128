//! How long what goes in and out can be: as long as C's int says, which OpenSSL counts with.

use cpython_api::exceptions::{Exception, PyOverflowError};
use cpython_api::{BytesLike, PyResult, Python};

/// The largest int.
pub const INT_MAX: i32 = i32::MAX;

/// `number` if it is from 1 to [`INT_MAX`].
pub fn positive_int(number: i64) -> Option<usize> {
    let number = i32::try_from(number).ok()?;
    usize::try_from(number).ok().filter(|&number| number > 0)
}

/// Raises OverflowError with `message` for too many bytes.
pub fn check_length(py: Python<'_>, bytes: &BytesLike<'_>, message: &str) -> PyResult<()> {
    match i32::try_from(bytes.len()) {
        Ok(_) => Ok(()),
        Err(_) => Err(PyOverflowError::raise(py, message)),
    }
}
