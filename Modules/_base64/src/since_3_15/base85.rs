//! Base85, with the alphabet of RFC 1924 or of ZeroMQ.

use codecs::base85::{DecodeTable, Decoder, EncodeAlphabet, Encoder, LoneDigit};
use codecs::{Backend, ByteSet};
use cpython_api::{
    AsciiBuffer, BytesLike, IfGiven, ModuleException, PyBytes, PyModule, PyResult, pyfunction,
};

use super::ignored;
use crate::Error;
use crate::codec::{decode, encode};

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
        b: BytesLike<'py>,
        pad: bool,
        wrapcol: usize,
    ) -> PyResult<PyBytes<'py>> {
        let (alphabet, backend) = (&EncodeAlphabet::STANDARD, Backend::current());
        encode(module, &b, &Encoder { alphabet, pad, wrapcol, backend })
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
        s: BytesLike<'py>,
        pad: bool,
        wrapcol: usize,
    ) -> PyResult<PyBytes<'py>> {
        let (alphabet, backend) = (&EncodeAlphabet::Z85, Backend::current());
        encode(module, &s, &Encoder { alphabet, pad, wrapcol, backend })
    }
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
        b: AsciiBuffer<'py>,
        ignorechars: IfGiven<BytesLike<'py>>,
        canonical: bool,
    ) -> PyResult<PyBytes<'py>> {
        let ignored = ignored(module.py(), &ignorechars, ByteSet::EMPTY)?;
        decode(module, &b.0, &Decoder { ignored, canonical, ..strict(&STANDARD) }, Error::raise)
    }
}

pyfunction! {
    /// Decode Z85 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// The options are those of b85decode.
    #[signature = "s, *, ignorechars=b'', canonical=False"]
    pub fn z85decode<'py>(
        module: PyModule<'py>,
        s: AsciiBuffer<'py>,
        ignorechars: IfGiven<BytesLike<'py>>,
        canonical: bool,
    ) -> PyResult<PyBytes<'py>> {
        let ignored = ignored(module.py(), &ignorechars, ByteSet::EMPTY)?;
        decode(module, &s.0, &Decoder { ignored, canonical, ..strict(&Z85) }, Error::raise)
    }
}

/// Nothing is skipped, and every text but that with one digit left over is accepted.
#[inline(always)]
fn strict(table: &DecodeTable) -> Decoder<'_> {
    Decoder {
        table,
        ignored: ByteSet::EMPTY,
        canonical: false,
        lone_digit: LoneDigit::Reject,
        backend: Backend::current(),
    }
}
