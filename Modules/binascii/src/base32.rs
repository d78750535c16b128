//! Base32.

use codecs::Backend;
use codecs::base32::{DecodeTable, Decoder, EncodeAlphabet, Encoder};
use cpython_api::{AsciiBuffer, BytesLike, IfGiven, PyBytes, PyModule, PyResult, pyfunction};

use crate::argument::{Alphabet, decode_table, encode_alphabet, ignored};
use crate::output::{checked_len, decode, encode};

pyfunction! {
    /// Decode Base32 text, a bytes-like object or an ASCII string.
    ///
    /// Characters outside the alphabet are errors unless ignorechars has
    /// them. Unless padded is true, padding may be missing. If canonical is
    /// true, bits that encode nothing must be zero (RFC 4648 section 3.5).
    #[signature = "data, /, *, padded=True, alphabet=BASE32_ALPHABET, ignorechars=b'', canonical=False"]
    pub fn a2b_base32<'py>(
        module: PyModule<'py>,
        data: AsciiBuffer<'py>,
        padded: bool,
        alphabet: IfGiven<Alphabet<'py>>,
        ignorechars: IfGiven<BytesLike<'py>>,
        canonical: bool,
    ) -> PyResult<PyBytes<'py>> {
        let ignored = ignored(module.py(), &ignorechars)?;
        let given = decode_table(module.py(), &alphabet, |characters| DecodeTable::of(&EncodeAlphabet::new(characters)))?;
        let table = given.as_ref().unwrap_or(&DecodeTable::STANDARD);
        let decoder = Decoder { table, padded, ignored, canonical, backend: Backend::current() };
        let max_len = |text: &[u8]| Ok(decoder.max_decoded_len(text));
        decode(module, &data.0, max_len, |text, output| decoder.decode(text, output))
    }
}

pyfunction! {
    /// Encode a bytes-like object in Base32.
    ///
    /// Unless padded is true, the '=' that fill up the last eight characters
    /// are left out. With a wrapcol, lines end with a newline after that many
    /// characters at most.
    #[signature = "data, /, *, padded=True, wrapcol=0, alphabet=BASE32_ALPHABET"]
    pub fn b2a_base32<'py>(
        module: PyModule<'py>,
        data: BytesLike<'py>,
        padded: bool,
        wrapcol: usize,
        alphabet: IfGiven<BytesLike<'py>>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let given = encode_alphabet(py, &alphabet, EncodeAlphabet::new)?;
        let alphabet = given.as_ref().unwrap_or(&EncodeAlphabet::STANDARD);
        let encoder = Encoder { alphabet, padded, wrapcol, backend: Backend::current() };
        let len = checked_len(module, encoder.encoded_len(data.len()), "Too much data for base32")?;
        encode(module, &data, len, |input, output| encoder.encode(input, output))
    }
}
