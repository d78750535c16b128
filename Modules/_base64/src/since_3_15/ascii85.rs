//! Ascii85.

use codecs::Backend;
use codecs::ascii85::{Decoder, Encoder, LoneDigit};
use cpython_api::{
    AsciiBuffer, BytesLike, IfGiven, ModuleException, PyBytes, PyModule, PyResult, pyfunction,
};

use super::ignored;
use crate::Error;
use crate::codec::{decode, encode};
use crate::input::WHITE_SPACE;

pyfunction! {
    /// Encode a bytes-like object in Ascii85 and return bytes.
    ///
    /// If foldspaces is true, 'y' stands for four spaces. With a wrapcol,
    /// lines end with a newline after that many characters at most. If pad is
    /// true, the zeros that fill the last four bytes up are encoded, too. If
    /// adobe is true, '<~' and '~>' enclose the text.
    #[signature = "b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False"]
    pub fn a85encode<'py>(
        module: PyModule<'py>,
        b: BytesLike<'py>,
        foldspaces: bool,
        wrapcol: usize,
        pad: bool,
        adobe: bool,
    ) -> PyResult<PyBytes<'py>> {
        let backend = Backend::current();
        encode(module, &b, &Encoder { fold_spaces: foldspaces, wrapcol, pad, adobe, backend })
    }
}

pyfunction! {
    /// Decode Ascii85 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// If foldspaces is true, 'y' stands for four spaces. If adobe is true,
    /// the text has to end with '~>' and may begin with '<~'. Characters in
    /// ignorechars are skipped. If canonical is true, there must be no other
    /// text for the same bytes. What cannot be decoded raises binascii.Error.
    #[signature = "b, *, foldspaces=False, adobe=False, ignorechars=b' \\t\\n\\r\\v', canonical=False"]
    pub fn a85decode<'py>(
        module: PyModule<'py>,
        b: AsciiBuffer<'py>,
        foldspaces: bool,
        adobe: bool,
        ignorechars: IfGiven<BytesLike<'py>>,
        canonical: bool,
    ) -> PyResult<PyBytes<'py>> {
        let decoder = Decoder {
            fold_spaces: foldspaces,
            adobe,
            ignored: ignored(module.py(), &ignorechars, WHITE_SPACE)?,
            canonical,
            lone_digit: LoneDigit::Reject,
            backend: Backend::current(),
        };
        decode(module, &b.0, &decoder, Error::raise)
    }
}
