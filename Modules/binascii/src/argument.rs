//! What the functions accept.

use codecs::ByteSet;
use cpython_api::exceptions::{Exception, PyValueError};
use cpython_api::{Argument, Borrowed, BytesLike, FromArgument, IfGiven, PyErr, PyResult, Python};

/// The characters of an alphabet to decode with, which has to be a `bytes` object.
pub struct Alphabet<'py>(pub &'py [u8]);

impl<'py> FromArgument<'py> for Alphabet<'py> {
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        let object: Borrowed<'py> = argument.extract()?;
        match object.bytes() {
            Some(characters) => Ok(Alphabet(characters)),
            None => Err(argument.raise_must_be(c"bytes")),
        }
    }
}

/// As many characters as an alphabet has.
///
/// # Errors
/// ValueError if there are more or fewer.
pub fn alphabet<const N: usize>(py: Python<'_>, characters: &[u8]) -> PyResult<[u8; N]> {
    characters
        .try_into()
        .map_err(|_| raise_wrong_length::<N>(py))
}

/// The same from a bytes-like object.
///
/// # Errors
/// As before, and MemoryError.
pub fn read_alphabet<const N: usize>(
    py: Python<'_>,
    characters: &BytesLike<'_>,
) -> PyResult<[u8; N]> {
    // Not copied if it is too long anyway.
    if characters.len() != N {
        return Err(raise_wrong_length::<N>(py));
    }
    alphabet(py, &characters.read(py)?)
}

fn raise_wrong_length<const N: usize>(py: Python<'_>) -> PyErr {
    PyValueError::raise(py, format_args!("alphabet must have length {N}"))
}

/// The characters to skip.
///
/// # Errors
/// MemoryError.
#[inline(always)]
pub fn ignored(py: Python<'_>, characters: &IfGiven<BytesLike<'_>>) -> PyResult<ByteSet> {
    match &characters.0 {
        Some(characters) => Ok(ByteSet::of(&characters.read(py)?)),
        None => Ok(ByteSet::EMPTY),
    }
}
