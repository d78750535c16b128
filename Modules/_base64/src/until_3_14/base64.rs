//! Base64.

use codecs::base64::{DecodeTable, Decoder, EncodeAlphabet, Encoder};
use codecs::{Backend, ByteSet};
use cpython_api::{
    Argument, AsciiBuffer, Borrowed, BytesLike, ModuleException, PyByteArray, PyBytes, PyModule,
    PyResult, Python, pyfunction,
};

use super::{asserts_nothing, raise_wrong_len};
use crate::Error;
use crate::codec::{decode, encode};
use crate::error::raise_lengths_differ;
use crate::input::{Text, characters, check_type, text};

/// Until 3.13, the padding that completes a quad ends the data.
const STOPS_AT_PADDING: bool = cfg!(not(Py_3_14));

pyfunction! {
    /// Encode a bytes-like object with the Base64 alphabet of RFC 4648 and return bytes.
    ///
    /// altchars, two bytes, stand for '+' and '/' if given.
    #[signature = "s, altchars=None"]
    pub fn b64encode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        altchars: Option<Borrowed<'py>>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let Some(altchars) = altchars else {
            return encode(module, &BytesLike::get(s)?, &Encoder::standard());
        };
        // Encoded first, then translated: what looking at altchars does to the data comes too late.
        let data = BytesLike::get(s)?.into_snapshot(py)?;
        let alphabet = &EncodeAlphabet::with_last_two(two_bytes(py, altchars)?);
        encode(module, &data, &Encoder { alphabet, ..Encoder::standard() })
    }
}

/// An altchars argument for encoding: whatever has a length of 2 and is bytes-like.
fn two_bytes(py: Python<'_>, altchars: Borrowed<'_>) -> PyResult<[u8; 2]> {
    if let Some(&[plus, slash]) = altchars.exact_bytes() {
        return Ok([plus, slash]);
    }
    if !asserts_nothing(py)? && altchars.len()? != 2 {
        return Err(raise_wrong_len(altchars));
    }
    let data = BytesLike::get(altchars)?;
    (*data.read(py)?)
        .try_into()
        .map_err(|_| raise_lengths_differ(py))
}

pyfunction! {
    /// Encode a bytes-like object with the standard Base64 alphabet and return bytes.
    #[signature = "s"]
    pub fn standard_b64encode<'py>(module: PyModule<'py>, s: BytesLike<'py>) -> PyResult<PyBytes<'py>> {
        encode(module, &s, &Encoder::standard())
    }
}

pyfunction! {
    /// Encode a bytes-like object with the URL- and filename-safe alphabet and return bytes.
    ///
    /// The alphabet has '-' and '_' for '+' and '/'.
    #[signature = "s"]
    pub fn urlsafe_b64encode<'py>(module: PyModule<'py>, s: BytesLike<'py>) -> PyResult<PyBytes<'py>> {
        let alphabet = &EncodeAlphabet::URL_SAFE;
        encode(module, &s, &Encoder { alphabet, ..Encoder::standard() })
    }
}

/// Bytes on a full line of encodebytes, and characters.
const LINE_BYTES: usize = 57;
const LINE_CHARACTERS: usize = 76;

pyfunction! {
    /// Encode a bytes-like object as lines of at most 76 characters and return bytes.
    ///
    /// Every line ends with a newline (RFC 2045).
    #[signature = "s"]
    pub fn encodebytes<'py>(module: PyModule<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let lines = Encoder { wrapcol: LINE_CHARACTERS, newline: true, ..Encoder::standard() };
        if let Some(input) = s.exact_bytes() {
            return match input {
                [] => PyBytes::new(py, b""),
                _ => encode(module, &BytesLike::Immutable(input), &lines),
            };
        }
        check_type(s)?;
        if s.is_exact_buffer() {
            match BytesLike::get(s) {
                Ok(data) if data.is_empty() => return PyBytes::new(py, b""),
                Ok(data) => return encode(module, &data, &lines),
                // Its slices may be contiguous all the same.
                Err(error) => error.clear(py),
            }
        }
        encode_slices(module, s)
    }
}

/// Encodes what has a length and slices, slice by slice.
fn encode_slices<'py>(module: PyModule<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
    let py = module.py();
    let line = Encoder {
        newline: true,
        ..Encoder::standard()
    };
    let mut lines = PyByteArray::new(py)?;
    for start in (0..s.len()?).step_by(LINE_BYTES) {
        let slice = s.get_slice(start, start + LINE_BYTES)?;
        let data = BytesLike::get(slice.as_borrowed())?;
        lines.extend(py, &encode(module, &data, &line)?)?;
    }
    lines.into_bytes(py)
}

pyfunction! {
    /// Decode Base64 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// altchars, two characters, stand for '+' and '/' if given. Characters
    /// outside the alphabet are an error if validate is true, and are skipped
    /// otherwise. What cannot be decoded raises binascii.Error.
    #[signature = "s, altchars=None, validate=False"]
    pub fn b64decode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        altchars: Option<Borrowed<'py>>,
        validate: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let Some(altchars) = altchars else {
            let data = text(s)?;
            let decoder = Decoder { strict: validate.extract()?, ..lenient() };
            return decode(module, &data, &decoder, Error::raise);
        };
        let text = Text::new(s)?;
        let (altchars, _) = characters(py, altchars, raise_wrong_len)?;
        let data = text.get()?.into_snapshot(py)?;
        let table = &DecodeTable::standard_with(altchars);
        let decoder = Decoder { table, strict: validate.extract()?, ..lenient() };
        decode(module, &data, &decoder, Error::raise)
    }
}

pyfunction! {
    /// Decode text in the standard Base64 alphabet and return bytes.
    ///
    /// Characters outside the alphabet are skipped. What cannot be decoded
    /// raises binascii.Error.
    #[signature = "s"]
    pub fn standard_b64decode<'py>(module: PyModule<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        decode(module, &text(s)?, &lenient(), Error::raise)
    }
}

pyfunction! {
    /// Decode text in the URL- and filename-safe Base64 alphabet and return bytes.
    ///
    /// The alphabet has '-' and '_' for '+' and '/', which still count. Other
    /// characters outside the alphabet are skipped. What cannot be decoded
    /// raises binascii.Error.
    #[signature = "s"]
    pub fn urlsafe_b64decode<'py>(module: PyModule<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        let table = &DecodeTable::STANDARD_OR_URL_SAFE;
        decode(module, &text(s)?, &Decoder { table, ..lenient() }, Error::raise)
    }
}

pyfunction! {
    /// Decode lines of Base64 text, a bytes-like object, and return bytes.
    ///
    /// Characters outside the alphabet are skipped. What cannot be decoded
    /// raises binascii.Error.
    #[signature = "s"]
    pub fn decodebytes<'py>(module: PyModule<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        check_type(s)?;
        let data: AsciiBuffer = s.extract()?;
        decode(module, &data.0, &lenient(), Error::raise)
    }
}

/// Characters outside the alphabet are skipped, and padding is required.
#[inline(always)]
fn lenient() -> Decoder<'static> {
    Decoder {
        table: &DecodeTable::STANDARD,
        strict: false,
        padded: true,
        stops_at_padding: STOPS_AT_PADDING,
        ignored: ByteSet::EMPTY,
        canonical: false,
        backend: Backend::current(),
    }
}
