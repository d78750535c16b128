//! The encoding functions of Base64.

use codecs::base64::{EncodeAlphabet, Encoder};
use cpython_api::exceptions::{Exception, PyValueError};
use cpython_api::{
    Argument, Borrowed, Bound, BytesLike, PyBytes, PyModule, PyResult, Python, pyfunction,
};

use super::raise_invalid_altchars;
use crate::codec::encode;
use crate::input::check_type;

pyfunction! {
    /// Encode a bytes-like object with the Base64 alphabet of RFC 4648 and return bytes.
    ///
    /// altchars, two bytes, stand for '+' and '/' if given. Unless padded is
    /// true, the '=' that fill up the last four characters are left out. With
    /// a wrapcol, lines end with a newline after that many characters at most.
    #[signature = "s, altchars=None, *, padded=True, wrapcol=0"]
    pub fn b64encode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        altchars: Option<Borrowed<'py>>,
        padded: Argument<'py>,
        wrapcol: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        if let Some(altchars) = altchars {
            return encode_with_altchars(module, s, altchars, padded, wrapcol);
        }
        let data = BytesLike::get(s)?;
        let (padded, wrapcol) = (padded.extract()?, wrapcol.extract()?);
        encode(module, &data, &Encoder { padded, wrapcol, ..Encoder::standard() })
    }
}

// Apart, because it is rare and needs much of the stack.
#[inline(never)]
fn encode_with_altchars<'py>(
    module: PyModule<'py>,
    s: Borrowed<'py>,
    altchars: Borrowed<'py>,
    padded: Argument<'py>,
    wrapcol: Argument<'py>,
) -> PyResult<PyBytes<'py>> {
    let py = module.py();
    let alphabet = Alphabet::with_altchars(py, altchars)?;
    let data = BytesLike::get(s)?;
    let (padded, wrapcol) = (padded.extract()?, wrapcol.extract()?);
    let alphabet = &alphabet.read(py)?;
    encode(
        module,
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
    pub fn standard_b64encode<'py>(module: PyModule<'py>, s: BytesLike<'py>) -> PyResult<PyBytes<'py>> {
        encode(module, &s, &Encoder::standard())
    }
}

pyfunction! {
    /// Encode a bytes-like object with the URL- and filename-safe alphabet and return bytes.
    ///
    /// The alphabet has '-' and '_' for '+' and '/'. Unless padded is true,
    /// the '=' that fill up the last four characters are left out.
    #[signature = "s, *, padded=True"]
    pub fn urlsafe_b64encode<'py>(
        module: PyModule<'py>,
        s: BytesLike<'py>,
        padded: bool,
    ) -> PyResult<PyBytes<'py>> {
        let alphabet = &EncodeAlphabet::URL_SAFE;
        encode(module, &s, &Encoder { alphabet, padded, ..Encoder::standard() })
    }
}

pyfunction! {
    /// Encode a bytes-like object as lines of at most 76 characters and return bytes.
    ///
    /// Every line ends with a newline (RFC 2045).
    #[signature = "s"]
    pub fn encodebytes<'py>(module: PyModule<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        check_type(s)?;
        let data = BytesLike::get(s)?;
        if data.is_empty() {
            return PyBytes::new(py, b"");
        }
        encode(module, &data, &Encoder { wrapcol: 76, newline: true, ..Encoder::standard() })
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
            return Err(raise_invalid_altchars(altchars));
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
