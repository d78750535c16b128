//! Base85, and Z85 through its alphabet.

use codecs::Backend;
use codecs::base85::{DecodeTable, Decoder, EncodeAlphabet, Encoder, LoneDigit};
use cpython_api::{AsciiBuffer, BytesLike, IfGiven, PyBytes, PyModule, PyResult, pyfunction};

use crate::argument::{Alphabet, alphabet, ignored, read_alphabet};
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
        let table;
        let table = match alphabet.0 {
            None => &DecodeTable::STANDARD,
            Some(Alphabet(characters)) => {
                let characters = self::alphabet(module.py(), characters)?;
                table = DecodeTable::of(&EncodeAlphabet::new(characters));
                &table
            }
        };
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
        let given;
        let alphabet = match alphabet.0 {
            None => &EncodeAlphabet::STANDARD,
            Some(characters) => {
                given = EncodeAlphabet::new(read_alphabet(py, &characters)?);
                &given
            }
        };
        let encoder = Encoder { alphabet, pad, wrapcol, backend: Backend::current() };
        let len = checked_len(module, encoder.encoded_len(data.len()), "Too much data for Base85")?;
        encode(module, &data, len, |input, output| encoder.encode(input, output))
    }
}
