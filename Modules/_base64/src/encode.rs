//! The encoding functions.

use std::mem::MaybeUninit;

use codecs::Output;
use codecs::base64::{EncodeAlphabet, Encoder};
use cpython_api::exceptions::{Exception, PyValueError};
use cpython_api::{Argument, Borrowed, Bound, BytesLike, PyBytes, PyResult, Python, pyfunction};

use crate::input::{check_type, raise_binascii_error, raise_invalid_altchars};

pyfunction! {
    /// Encode a bytes-like object with the Base64 alphabet of RFC 4648 and return bytes.
    ///
    /// altchars, two bytes, stand for '+' and '/' if given. Unless padded is
    /// true, the '=' that fill up the last four characters are left out. With
    /// a wrapcol, lines end with a newline after that many characters at most.
    #[signature = "s, altchars=None, *, padded=True, wrapcol=0"]
    pub fn b64encode<'py>(
        py: Python<'py>,
        s: Borrowed<'py>,
        altchars: Option<Borrowed<'py>>,
        padded: Argument<'py>,
        wrapcol: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        if let Some(altchars) = altchars {
            return encode_with_altchars(py, s, altchars, padded, wrapcol);
        }
        encode(py, s, || {
            let (padded, wrapcol) = (padded.extract()?, wrapcol.extract()?);
            Ok(Encoder { padded, wrapcol, ..Encoder::standard() })
        })
    }
}

// Apart, because it is rare and needs much of the stack.
#[inline(never)]
fn encode_with_altchars<'py>(
    py: Python<'py>,
    s: Borrowed<'py>,
    altchars: Borrowed<'py>,
    padded: Argument<'py>,
    wrapcol: Argument<'py>,
) -> PyResult<PyBytes<'py>> {
    let alphabet = Alphabet::with_altchars(py, altchars)?;
    let data = BytesLike::get(s)?;
    let (padded, wrapcol) = (padded.extract()?, wrapcol.extract()?);
    let alphabet = &alphabet.read(py)?;
    encode_data(
        py,
        &data,
        &Encoder {
            alphabet,
            padded,
            wrapcol,
            ..Encoder::standard()
        },
    )
}

pyfunction! {
    /// Encode a bytes-like object with the standard Base64 alphabet and return bytes.
    #[signature = "s"]
    pub fn standard_b64encode<'py>(py: Python<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        encode(py, s, || Ok(Encoder::standard()))
    }
}

pyfunction! {
    /// Encode a bytes-like object with the URL- and filename-safe alphabet and return bytes.
    ///
    /// The alphabet has '-' and '_' for '+' and '/'. Unless padded is true,
    /// the '=' that fill up the last four characters are left out.
    #[signature = "s, *, padded=True"]
    pub fn urlsafe_b64encode<'py>(
        py: Python<'py>,
        s: Borrowed<'py>,
        padded: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        encode(py, s, || {
            let alphabet = &EncodeAlphabet::URL_SAFE;
            Ok(Encoder { alphabet, padded: padded.extract()?, ..Encoder::standard() })
        })
    }
}

pyfunction! {
    /// Encode a bytes-like object as lines of at most 76 characters and return bytes.
    ///
    /// Every line ends with a newline (RFC 2045).
    #[signature = "s"]
    pub fn encodebytes<'py>(py: Python<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        check_type(s)?;
        let data = BytesLike::get(s)?;
        if data.is_empty() {
            return PyBytes::new(py, b"");
        }
        encode_data(py, &data, &Encoder { wrapcol: 76, newline: true, ..Encoder::standard() })
    }
}

/// An alphabet made from an altchars argument.
enum Alphabet<'py> {
    LastTwo([u8; 2]),
    /// Whatever came of adding the argument to bytes: it is looked at last.
    Object(Bound<'py>),
}

impl<'py> Alphabet<'py> {
    fn with_altchars(py: Python<'py>, altchars: Borrowed<'py>) -> PyResult<Self> {
        if let Some(&[plus, slash]) = altchars.exact_bytes() {
            return Ok(Alphabet::LastTwo([plus, slash]));
        }
        if altchars.len()? != 2 {
            return Err(raise_invalid_altchars(py, altchars));
        }
        let common = PyBytes::new(py, &EncodeAlphabet::STANDARD.characters()[..62])?;
        common.into_bound().plus(altchars).map(Alphabet::Object)
    }

    fn read(self, py: Python<'py>) -> PyResult<EncodeAlphabet> {
        match self {
            Alphabet::LastTwo(last_two) => Ok(EncodeAlphabet::with_last_two(last_two)),
            Alphabet::Object(object) => {
                let characters = BytesLike::get(object.as_borrowed())?;
                match (*characters.read(py)?).try_into() {
                    Ok(characters) => Ok(EncodeAlphabet::new(characters)),
                    Err(_) => Err(PyValueError::raise(py, "alphabet must have length 64")),
                }
            }
        }
    }
}

/// Encodes `s`, looking at the other arguments when it is known to be bytes-like.
// Exact bytes are told apart first: putting a BytesLike together costs more than encoding a few of them.
#[inline(always)]
fn encode<'py>(
    py: Python<'py>,
    s: Borrowed<'py>,
    encoder: impl FnOnce() -> PyResult<Encoder<'static>>,
) -> PyResult<PyBytes<'py>> {
    match s.exact_bytes() {
        Some(input) => encode_bytes(py, input, &encoder()?),
        None => {
            let data = BytesLike::get(s)?;
            encode_data(py, &data, &encoder()?)
        }
    }
}

#[inline(never)]
fn encode_bytes<'py>(
    py: Python<'py>,
    input: &[u8],
    encoder: &Encoder<'_>,
) -> PyResult<PyBytes<'py>> {
    let len = encoded_len(py, input.len(), encoder)?;
    PyBytes::new_with(py, len, |memory| Ok(fill(py, encoder, input, memory)))
}

#[inline(never)]
fn encode_data<'py>(
    py: Python<'py>,
    data: &BytesLike<'py>,
    encoder: &Encoder<'_>,
) -> PyResult<PyBytes<'py>> {
    let len = encoded_len(py, data.len(), encoder)?;
    PyBytes::new_with(py, len, |memory| {
        // Copied once there is room for the result: which of the two is missing decides the exception.
        let contents = data.read(py)?;
        Ok(fill(py, encoder, &contents, memory))
    })
}

fn encoded_len(py: Python<'_>, input_len: usize, encoder: &Encoder<'_>) -> PyResult<usize> {
    encoder
        .encoded_len(input_len)
        .filter(|&len| isize::try_from(len).is_ok())
        .ok_or_else(|| raise_binascii_error(py, "Too much data for base64"))
}

#[inline(always)]
fn fill<'o>(
    py: Python<'_>,
    encoder: &Encoder<'_>,
    input: &[u8],
    memory: &'o mut [MaybeUninit<u8>],
) -> &'o mut [u8] {
    py.detach_for(input.len(), || {
        let mut output = Output::new(memory);
        encoder.encode(input, &mut output);
        output.finish()
    })
}
