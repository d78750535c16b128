//! What the functions accept.

use cpython_api::exceptions::{Exception, PyTypeError, PyValueError};
#[cfg(Py_3_15)]
use cpython_api::{Argument, FromArgument, IfGiven, PyErr, PyResult};
#[cfg(not(Py_3_15))]
use cpython_api::{Argument, FromArgument, PyResult};
use cpython_api::{Borrowed, BytesLike};

/// Text to decode: an ASCII `str` or a bytes-like object.
pub struct AsciiBuffer<'py>(pub BytesLike<'py>);

impl<'py> FromArgument<'py> for AsciiBuffer<'py> {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        let object: Borrowed<'py> = argument.extract()?;
        match object.exact_bytes() {
            Some(bytes) => Ok(AsciiBuffer(BytesLike::Immutable(bytes))),
            None => Self::of_other(object),
        }
    }
}

impl<'py> AsciiBuffer<'py> {
    fn of_other(object: Borrowed<'py>) -> PyResult<Self> {
        let py = object.py();
        if object.is_str() {
            return match object.ascii_str() {
                Some(characters) => Ok(AsciiBuffer(BytesLike::Immutable(characters))),
                None => Err(PyValueError::raise(
                    py,
                    "string argument should contain only ASCII characters",
                )),
            };
        }
        let data = BytesLike::get_or_else(object, |error| {
            error.clear(py);
            let before = c"argument should be bytes, buffer or ASCII string, not '";
            PyTypeError::raise_with_type_name(object, before, c"'")
        })?;
        Ok(AsciiBuffer(data))
    }
}

/// The characters of an alphabet to decode with, which has to be a `bytes` object.
#[cfg(Py_3_15)]
pub struct Alphabet<'py>(pub &'py [u8]);

#[cfg(Py_3_15)]
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
#[cfg(Py_3_15)]
pub fn alphabet<const N: usize>(
    py: cpython_api::Python<'_>,
    characters: &[u8],
) -> PyResult<[u8; N]> {
    characters
        .try_into()
        .map_err(|_| raise_wrong_length::<N>(py))
}

/// The same from a bytes-like object.
///
/// # Errors
/// As before, and MemoryError.
#[cfg(Py_3_15)]
pub fn read_alphabet<const N: usize>(
    py: cpython_api::Python<'_>,
    characters: &BytesLike<'_>,
) -> PyResult<[u8; N]> {
    // Not copied if it is too long anyway.
    if characters.len() != N {
        return Err(raise_wrong_length::<N>(py));
    }
    alphabet(py, &characters.read(py)?)
}

#[cfg(Py_3_15)]
fn raise_wrong_length<const N: usize>(py: cpython_api::Python<'_>) -> PyErr {
    PyValueError::raise(py, format_args!("alphabet must have length {N}"))
}

/// The characters to skip.
///
/// # Errors
/// MemoryError.
#[cfg(Py_3_15)]
#[inline(always)]
pub fn ignored(
    py: cpython_api::Python<'_>,
    characters: &IfGiven<BytesLike<'_>>,
) -> Result<codecs::ByteSet, PyErr> {
    match &characters.0 {
        Some(characters) => Ok(codecs::ByteSet::of(&characters.read(py)?)),
        None => Ok(codecs::ByteSet::EMPTY),
    }
}
