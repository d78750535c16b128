//! Python 3.15: every function passes its arguments on to binascii, after a look at some of them.

mod ascii85;
mod base16;
mod base32;
mod base64_decode;
mod base64_encode;
mod base85;

use codecs::{ByteSet, ascii85 as a85, base32 as b32, base64 as b64, base85 as b85, hex};
use cpython_api::exceptions::{Exception, PyValueError};
use cpython_api::{Borrowed, BytesLike, IfGiven, PyErr, PyResult, PyString, Python};

pub use ascii85::{a85decode, a85encode};
pub use base16::{b16decode, b16encode};
pub use base32::{b32decode, b32encode, b32hexdecode, b32hexencode};
pub use base64_decode::{b64decode, decodebytes, standard_b64decode, urlsafe_b64decode};
pub use base64_encode::{b64encode, encodebytes, standard_b64encode, urlsafe_b64encode};
pub use base85::{b85decode, b85encode, z85decode, z85encode};

crate::codec::codecs! {
    encoders: {
        b64::Encoder<'_>: encoded_len, Some("Too much data for base64");
        b32::Encoder<'_>: encoded_len, Some("Too much data for base32");
        hex::Encoder: encoded_len, None;
        a85::Encoder: max_encoded_len, Some("Too much data for Ascii85");
        b85::Encoder<'_>: encoded_len, Some("Too much data for Base85");
    }
    decoders: {
        b64::Decoder<'_>: b64::DecodeError, None;
        b32::Decoder<'_>: b32::DecodeError, None;
        hex::Decoder: hex::DecodeError, None;
        a85::Decoder: a85::DecodeError, Some("Too much Ascii85 data");
        b85::Decoder<'_>: b85::DecodeError, None;
    }
}

/// The characters to skip. They are read when the arguments behind them have been looked at.
#[inline(always)]
fn ignored(
    py: Python<'_>,
    ignorechars: &IfGiven<BytesLike<'_>>,
    if_absent: ByteSet,
) -> PyResult<ByteSet> {
    match &ignorechars.0 {
        Some(characters) => Ok(ByteSet::of(&characters.read(py)?)),
        None => Ok(if_absent),
    }
}

fn raise_invalid_altchars(altchars: Borrowed<'_>) -> PyErr {
    let py = altchars.py();
    PyValueError::raise_with(py, || {
        PyString::new(py, "invalid altchars: ")?.then_string(py, &altchars.repr()?)
    })
}
