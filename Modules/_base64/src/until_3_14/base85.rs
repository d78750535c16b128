//! Base85, with the alphabet of RFC 1924 or of ZeroMQ.

use std::fmt;

use codecs::base85::{DecodeError, DecodeTable, Decoder, EncodeAlphabet, Encoder, LoneDigit};
use codecs::{Backend, ByteSet};
use cpython_api::exceptions::{Exception, PyValueError};
use cpython_api::{Argument, Borrowed, PyBytes, PyModule, PyResult, pyfunction};

use super::bytes_like;
use crate::codec;
use crate::input::text;

static STANDARD: DecodeTable = DecodeTable::STANDARD;
static Z85: DecodeTable = DecodeTable::Z85;

pyfunction! {
    /// Encode a bytes-like object in Base85, as git does, and return bytes.
    ///
    /// If pad is true, the zeros that fill the last four bytes up are encoded,
    /// too.
    #[signature = "b, pad=False"]
    pub fn b85encode<'py>(
        module: PyModule<'py>,
        b: Borrowed<'py>,
        pad: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        let data = bytes_like(b)?;
        // Not asked for its truth where there is nothing to fill up.
        let pad = data.len() % 4 != 0 && pad.extract()?;
        codec::encode(module, &data, &encoder(&EncodeAlphabet::STANDARD, pad))
    }
}

pyfunction! {
    /// Encode a bytes-like object in Z85, as ZeroMQ does, and return bytes.
    #[signature = "s"]
    pub fn z85encode<'py>(module: PyModule<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        codec::encode(module, &bytes_like(s)?, &encoder(&EncodeAlphabet::Z85, false))
    }
}

fn encoder(alphabet: &EncodeAlphabet, pad: bool) -> Encoder<'_> {
    Encoder {
        alphabet,
        pad,
        wrapcol: 0,
        backend: Backend::current(),
    }
}

pyfunction! {
    /// Decode Base85 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// What cannot be decoded raises ValueError.
    #[signature = "b"]
    pub fn b85decode<'py>(module: PyModule<'py>, b: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        decode(module, b, &STANDARD, "base85")
    }
}

pyfunction! {
    /// Decode Z85 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// What cannot be decoded raises ValueError.
    #[signature = "s"]
    pub fn z85decode<'py>(module: PyModule<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        decode(module, s, &Z85, "z85")
    }
}

#[inline(always)]
fn decode<'py>(
    module: PyModule<'py>,
    s: Borrowed<'py>,
    table: &'static DecodeTable,
    codec: &'static str,
) -> PyResult<PyBytes<'py>> {
    let py = module.py();
    let decoder = Decoder {
        table,
        ignored: ByteSet::EMPTY,
        canonical: false,
        lone_digit: LoneDigit::Drop,
        backend: Backend::current(),
    };
    let raise = |_, error| PyValueError::raise(py, Worded { error, codec }).without_context(py);
    codec::decode(module, &text(s)?, &decoder, raise)
}

/// An error as Lib/base64.py words it.
struct Worded {
    error: DecodeError,
    codec: &'static str,
}

impl fmt::Display for Worded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codec = self.codec;
        match self.error {
            DecodeError::NotADigit { position } => {
                write!(f, "bad {codec} character at position {position}")
            }
            DecodeError::Overflow { hunk } => {
                write!(f, "{codec} overflow in hunk starting at byte {hunk}")
            }
            other => other.fmt(f),
        }
    }
}
