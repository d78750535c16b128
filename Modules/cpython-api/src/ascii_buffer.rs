//! What binascii decodes, and says of anything else.

use crate::exceptions::{Exception, PyTypeError, PyValueError};
use crate::{Argument, Borrowed, BytesLike, FromArgument, PyResult};

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
