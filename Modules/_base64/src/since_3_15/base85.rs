//! Base85, with the alphabet of RFC 1924 or of ZeroMQ.

use codecs::base85::{DecodeTable, Decoder, EncodeAlphabet, Encoder, LoneDigit};
use codecs::{Backend, ByteSet};
use cpython_api::{Argument, Borrowed, ModuleException, PyBytes, PyModule, PyResult, pyfunction};

use super::LastArguments;
use crate::Error;
use crate::codec;
use crate::input::ascii_buffer;

static STANDARD: DecodeTable = DecodeTable::STANDARD;
static Z85: DecodeTable = DecodeTable::Z85;

pyfunction! {
    /// Encode a bytes-like object in Base85, as git does, and return bytes.
    ///
    /// If pad is true, the zeros that fill the last four bytes up are encoded,
    /// too. With a wrapcol, lines end with a newline after that many
    /// characters at most.
    #[signature = "b, pad=False, *, wrapcol=0"]
    pub fn b85encode<'py>(
        module: PyModule<'py>,
        b: Borrowed<'py>,
        pad: Argument<'py>,
        wrapcol: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        encode(module, b, &EncodeAlphabet::STANDARD, pad, wrapcol)
    }
}

pyfunction! {
    /// Encode a bytes-like object in Z85, as ZeroMQ does, and return bytes.
    ///
    /// If pad is true, the zeros that fill the last four bytes up are encoded,
    /// too, as ZeroMQ demands. With a wrapcol, lines end with a newline after
    /// that many characters at most.
    #[signature = "s, pad=False, *, wrapcol=0"]
    pub fn z85encode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        pad: Argument<'py>,
        wrapcol: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        encode(module, s, &EncodeAlphabet::Z85, pad, wrapcol)
    }
}

#[inline(always)]
fn encode<'py>(
    module: PyModule<'py>,
    s: Borrowed<'py>,
    alphabet: &'static EncodeAlphabet,
    pad: Argument<'py>,
    wrapcol: Argument<'py>,
) -> PyResult<PyBytes<'py>> {
    codec::encode(module, s, || {
        let (pad, wrapcol) = (pad.extract()?, wrapcol.extract()?);
        Ok(Encoder {
            alphabet,
            pad,
            wrapcol,
            backend: Backend::current(),
        })
    })
}

pyfunction! {
    /// Decode Base85 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// Characters in ignorechars are skipped. If canonical is true, there must
    /// be no other text for the same bytes. What cannot be decoded raises
    /// binascii.Error.
    #[signature = "b, *, ignorechars=b'', canonical=False"]
    pub fn b85decode<'py>(
        module: PyModule<'py>,
        b: Borrowed<'py>,
        ignorechars: Argument<'py>,
        canonical: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        decode(module, b, &STANDARD, LastArguments { ignorechars, canonical })
    }
}

pyfunction! {
    /// Decode Z85 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// The options are those of b85decode.
    #[signature = "s, *, ignorechars=b'', canonical=False"]
    pub fn z85decode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        ignorechars: Argument<'py>,
        canonical: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        decode(module, s, &Z85, LastArguments { ignorechars, canonical })
    }
}

#[inline(always)]
fn decode<'py>(
    module: PyModule<'py>,
    s: Borrowed<'py>,
    table: &'static DecodeTable,
    last: LastArguments<'py>,
) -> PyResult<PyBytes<'py>> {
    let decoder = || {
        let (ignored, canonical) = last.extract(module.py(), ByteSet::EMPTY)?;
        Ok(Decoder {
            table,
            ignored,
            canonical,
            lone_digit: LoneDigit::Reject,
            backend: Backend::current(),
        })
    };
    codec::decode(module, s, ascii_buffer, decoder, Error::raise)
}
