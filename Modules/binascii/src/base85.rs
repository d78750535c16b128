//! Base85, and Z85 through its alphabet.

use codecs::Backend;
use codecs::base85::{DecodeTable, Decoder, EncodeAlphabet, Encoder, LoneDigit};
use cpython_api::{AsciiBuffer, BytesLike, IfGiven, PyBytes, PyModule, PyResult, pyfunction};

use crate::argument::{Alphabet, decode_table, encode_alphabet, ignored};
use crate::output::{checked_len, decode, encode};

pyfunction! {
    /// Decode Base85 text, a bytes-like object or an ASCII string.
    ///
    /// Characters outside the alphabet are errors unless ignorechars has
    /// them. If canonical is true, only what the encoder writes is accepted.
    #[signature = "data, /, *, alphabet=BASE85_ALPHABET, ignorechars=b'', canonical=False"]
    pub fn a2b_base85<'py>(
        module: PyModule<'py>,
        data: AsciiBuffer<'py>,
        alphabet: IfGiven<Alphabet<'py>>,
        ignorechars: IfGiven<BytesLike<'py>>,
        canonical: bool,
    ) -> PyResult<PyBytes<'py>> {
        let ignored = ignored(module.py(), &ignorechars)?;
        let given = decode_table(module.py(), &alphabet, |characters| DecodeTable::of(&EncodeAlphabet::new(characters)))?;
        let table = given.as_ref().unwrap_or(&DecodeTable::STANDARD);
        let lone_digit = LoneDigit::Reject;
        let decoder = Decoder { table, ignored, canonical, lone_digit, backend: Backend::current() };
        let max_len = |text: &[u8]| Ok(decoder.max_decoded_len(text));
        decode(module, &data.0, max_len, |text, output| decoder.decode(text, output))
    }
}

pyfunction! {
    /// Encode a bytes-like object in Base85.
    ///
    /// If pad is true, the text decodes to a multiple of four bytes, filled up
    /// with zeros. With a wrapcol, lines end with a newline after that many
    /// characters at most.
    #[signature = "data, /, *, pad=False, wrapcol=0, alphabet=BASE85_ALPHABET"]
    pub fn b2a_base85<'py>(
        module: PyModule<'py>,
        data: BytesLike<'py>,
        pad: bool,
        wrapcol: usize,
        alphabet: IfGiven<BytesLike<'py>>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let given = encode_alphabet(py, &alphabet, EncodeAlphabet::new)?;
        let alphabet = given.as_ref().unwrap_or(&EncodeAlphabet::STANDARD);
        let encoder = Encoder { alphabet, pad, wrapcol, backend: Backend::current() };
        let len = checked_len(module, encoder.encoded_len(data.len()), "Too much data for Base85")?;
        encode(module, &data, len, |input, output| encoder.encode(input, output))
    }
}
