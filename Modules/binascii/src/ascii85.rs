//! Ascii85.

use codecs::Backend;
use codecs::ascii85::{Decoder, Encoder, LoneDigit};
use cpython_api::{AsciiBuffer, BytesLike, IfGiven, PyBytes, PyModule, PyResult, pyfunction};

use crate::argument::ignored;
use crate::output::{checked_len, decode, encode};

pyfunction! {
    /// Decode Ascii85 text, a bytes-like object or an ASCII string.
    ///
    /// With foldspaces, 'y' stands for four spaces. With adobe, the text must
    /// end with '~>' and may begin with '<~'. Characters outside the alphabet
    /// are errors unless ignorechars has them. If canonical is true, only what
    /// the encoder writes is accepted.
    #[signature = "data, /, *, foldspaces=False, adobe=False, ignorechars=b'', canonical=False"]
    pub fn a2b_ascii85<'py>(
        module: PyModule<'py>,
        data: AsciiBuffer<'py>,
        foldspaces: bool,
        adobe: bool,
        ignorechars: IfGiven<BytesLike<'py>>,
        canonical: bool,
    ) -> PyResult<PyBytes<'py>> {
        let decoder = Decoder {
            fold_spaces: foldspaces,
            adobe,
            ignored: ignored(module.py(), &ignorechars)?,
            canonical,
            lone_digit: LoneDigit::Reject,
            backend: Backend::current(),
        };
        let max_len = |text: &[u8]| checked_len(module, decoder.max_decoded_len(text), "Too much Ascii85 data");
        decode(module, &data.0, max_len, |text, output| decoder.decode(text, output))
    }
}

pyfunction! {
    /// Encode a bytes-like object in Ascii85.
    ///
    /// With foldspaces, four spaces become 'y'. If pad is true, the text
    /// decodes to a multiple of four bytes, filled up with zeros. With adobe,
    /// it stands between '<~' and '~>'. With a wrapcol, lines end with a
    /// newline after that many characters at most.
    #[signature = "data, /, *, foldspaces=False, wrapcol=0, pad=False, adobe=False"]
    pub fn b2a_ascii85<'py>(
        module: PyModule<'py>,
        data: BytesLike<'py>,
        foldspaces: bool,
        wrapcol: usize,
        pad: bool,
        adobe: bool,
    ) -> PyResult<PyBytes<'py>> {
        let backend = Backend::current();
        let encoder = Encoder { fold_spaces: foldspaces, wrapcol, pad, adobe, backend };
        let max_len = encoder.max_encoded_len(data.len());
        let len = checked_len(module, max_len, "Too much data for Ascii85")?;
        encode(module, &data, len, |input, output| encoder.encode(input, output))
    }
}
