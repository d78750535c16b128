//! Ascii85.

use codecs::Backend;
use codecs::ascii85::{Decoder, Encoder, LoneDigit};
use cpython_api::{Argument, Borrowed, ModuleException, PyBytes, PyModule, PyResult, pyfunction};

use super::LastArguments;
use crate::Error;
use crate::codec::{decode, encode};
use crate::input::{WHITE_SPACE, ascii_buffer};

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
        b: Borrowed<'py>,
        foldspaces: Argument<'py>,
        wrapcol: Argument<'py>,
        pad: Argument<'py>,
        adobe: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        encode(module, b, || {
            Ok(Encoder {
                fold_spaces: foldspaces.extract()?,
                wrapcol: wrapcol.extract()?,
                pad: pad.extract()?,
                adobe: adobe.extract()?,
                backend: Backend::current(),
            })
        })
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
        b: Borrowed<'py>,
        foldspaces: Argument<'py>,
        adobe: Argument<'py>,
        ignorechars: Argument<'py>,
        canonical: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        let decoder = || {
            let (fold_spaces, adobe) = (foldspaces.extract()?, adobe.extract()?);
            let last = LastArguments { ignorechars, canonical };
            let (ignored, canonical) = last.extract(module.py(), WHITE_SPACE)?;
            Ok(Decoder {
                fold_spaces,
                adobe,
                ignored,
                canonical,
                lone_digit: LoneDigit::Reject,
                backend: Backend::current(),
            })
        };
        decode(module, b, ascii_buffer, decoder, Error::raise)
    }
}
