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

/// What `make` makes of the characters of an alphabet to decode with, if one was given.
///
/// # Errors
/// ValueError if there are more or fewer than `N`.
#[inline(always)]
pub fn decode_table<const N: usize, T>(
    py: Python<'_>,
    alphabet: &IfGiven<Alphabet<'_>>,
    make: impl FnOnce([u8; N]) -> T,
) -> PyResult<Option<T>> {
    let Some(Alphabet(characters)) = alphabet.0 else {
        return Ok(None);
    };
    array(py, characters).map(make).map(Some)
}

/// What `make` makes of the characters of an alphabet to encode with, if one was given.
///
/// # Errors
/// As before, and MemoryError.
#[inline(always)]
pub fn encode_alphabet<const N: usize, T>(
    py: Python<'_>,
    alphabet: &IfGiven<BytesLike<'_>>,
    make: impl FnOnce([u8; N]) -> T,
) -> PyResult<Option<T>> {
    let Some(characters) = &alphabet.0 else {
        return Ok(None);
    };
    // Not copied if it is too long anyway.
    if characters.len() != N {
        return Err(raise_wrong_length::<N>(py));
    }
    array(py, &characters.read(py)?).map(make).map(Some)
}

fn array<const N: usize>(py: Python<'_>, characters: &[u8]) -> PyResult<[u8; N]> {
    characters
        .try_into()
        .map_err(|_| raise_wrong_length::<N>(py))
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
