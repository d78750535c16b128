//! Base64.

#[cfg(Py_3_15)]
use codecs::base64::EncodeAlphabet;
use codecs::base64::{DecodeTable, Decoder, Encoder};
use codecs::{Backend, ByteSet};
#[cfg(Py_3_15)]
use cpython_api::IfGiven;
use cpython_api::{AsciiBuffer, BytesLike, PyBytes, PyModule, PyResult, pyfunction};

#[cfg(Py_3_15)]
use crate::argument::{Alphabet, decode_table, encode_alphabet, ignored};
use crate::output::{checked_len, decode, encode};

#[cfg(Py_3_15)]
pyfunction! {
    /// Decode Base64 text, a bytes-like object or an ASCII string.
    ///
    /// In strict mode, which giving ignorechars switches on, characters
    /// outside the alphabet are errors unless ignorechars has them, and so
    /// are characters behind the padding. Unless padded is true, padding may
    /// be missing. If canonical is true, bits that encode nothing must be
    /// zero (RFC 4648 section 3.5).
    #[signature = "data, /, *, strict_mode=<unrepresentable>, padded=True, alphabet=BASE64_ALPHABET, ignorechars=<unrepresentable>, canonical=False"]
    pub fn a2b_base64<'py>(
        module: PyModule<'py>,
        data: AsciiBuffer<'py>,
        strict_mode: IfGiven<bool>,
        padded: bool,
        alphabet: IfGiven<Alphabet<'py>>,
        ignorechars: IfGiven<BytesLike<'py>>,
        canonical: bool,
    ) -> PyResult<PyBytes<'py>> {
        let strict = strict_mode.0.unwrap_or(ignorechars.0.is_some());
        let ignored = ignored(module.py(), &ignorechars)?;
        let given = decode_table(module.py(), &alphabet, |characters| DecodeTable::of(&EncodeAlphabet::new(characters)))?;
        let table = given.as_ref().unwrap_or(&DecodeTable::STANDARD);
        a2b(module, &data.0, Decoder { table, strict, padded, ignored, canonical, ..lenient() })
    }
}

#[cfg(not(Py_3_15))]
pyfunction! {
    /// Decode Base64 text, a bytes-like object or an ASCII string.
    ///
    /// In strict mode, characters outside the alphabet are errors, and so are
    /// characters behind the padding.
    #[signature = "data, /, *, strict_mode=False"]
    pub fn a2b_base64<'py>(
        module: PyModule<'py>,
        data: AsciiBuffer<'py>,
        strict_mode: bool,
    ) -> PyResult<PyBytes<'py>> {
        a2b(module, &data.0, Decoder { strict: strict_mode, ..lenient() })
    }
}

/// The standard alphabet, padded, with everything outside it skipped.
#[inline(always)]
fn lenient() -> Decoder<'static> {
    Decoder {
        table: &DecodeTable::STANDARD,
        strict: false,
        padded: true,
        stops_at_padding: cfg!(not(Py_3_14)),
        ignored: ByteSet::EMPTY,
        canonical: false,
        backend: Backend::current(),
    }
}

#[inline(always)]
fn a2b<'py>(
    module: PyModule<'py>,
    data: &BytesLike<'py>,
    decoder: Decoder<'_>,
) -> PyResult<PyBytes<'py>> {
    let max_len = |text: &[u8]| Ok(decoder.max_decoded_len(text));
    decode(module, data, max_len, |text, output| {
        decoder.decode(text, output)
    })
}

#[cfg(Py_3_15)]
pyfunction! {
    /// Encode a bytes-like object in Base64.
    ///
    /// Unless padded is true, the '=' that fill up the last four characters
    /// are left out. With a wrapcol, lines end with a newline after that many
    /// characters at most. If newline is true, one ends the text too.
    #[signature = "data, /, *, padded=True, wrapcol=0, newline=True, alphabet=BASE64_ALPHABET"]
    pub fn b2a_base64<'py>(
        module: PyModule<'py>,
        data: BytesLike<'py>,
        padded: bool,
        wrapcol: usize,
        newline: bool,
        alphabet: IfGiven<BytesLike<'py>>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let given = encode_alphabet(py, &alphabet, EncodeAlphabet::new)?;
        let alphabet = given.as_ref().unwrap_or(&EncodeAlphabet::STANDARD);
        b2a(module, &data, Encoder { alphabet, padded, wrapcol, newline, ..Encoder::standard() })
    }
}

#[cfg(not(Py_3_15))]
pyfunction! {
    /// Encode a bytes-like object in Base64, with a newline at the end if newline is true.
    #[signature = "data, /, *, newline=True"]
    pub fn b2a_base64<'py>(
        module: PyModule<'py>,
        data: BytesLike<'py>,
        newline: bool,
    ) -> PyResult<PyBytes<'py>> {
        b2a(module, &data, Encoder { newline, ..Encoder::standard() })
    }
}

#[inline(always)]
fn b2a<'py>(
    module: PyModule<'py>,
    data: &BytesLike<'py>,
    encoder: Encoder<'_>,
) -> PyResult<PyBytes<'py>> {
    // Until 3.14 what is too much is less than what would not fit.
    const MOST: usize = if cfg!(Py_3_15) {
        isize::MAX as usize
    } else {
        (isize::MAX as usize - 3) / 2
    };
    const TOO_MUCH: &str = if cfg!(Py_3_15) {
        "Too much data for base64"
    } else {
        "Too much data for base64 line"
    };
    let encoded_len = (data.len() <= MOST).then(|| encoder.encoded_len(data.len()));
    let len = checked_len(module, encoded_len.flatten(), TOO_MUCH)?;
    encode(module, data, len, |input, output| {
        encoder.encode(input, output)
    })
}
