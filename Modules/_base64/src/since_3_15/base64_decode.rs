//! The decoding functions of Base64.

use codecs::base64::{DecodeTable, Decoder, EncodeAlphabet};
use codecs::{Backend, ByteSet};
use cpython_api::exceptions::{PyDeprecationWarning, PyFutureWarning};
use cpython_api::{
    Argument, AsciiBuffer, Borrowed, BytesLike, IfGiven, ModuleException, PyBytes, PyModule,
    PyResult, PyString, Python, pyfunction, warn,
};

use super::{ignored, raise_invalid_altchars};
use crate::Error;
use crate::codec::{decode, decode_text};
use crate::input::{Text, characters, check_type, text};

pyfunction! {
    /// Decode Base64 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// altchars, two characters, stand for '+' and '/' if given. Characters
    /// outside the alphabet are an error if validate is true and they are not
    /// in ignorechars, and are skipped otherwise; giving ignorechars makes
    /// validate true by default. Unless padded is true, padding may be
    /// missing. If canonical is true, bits that encode nothing must be zero.
    /// What cannot be decoded raises binascii.Error.
    #[signature = "s, altchars=None, validate=['NOT SPECIFIED'], *, padded=True, ignorechars=['NOT SPECIFIED'], canonical=False"]
    pub fn b64decode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        altchars: Option<Borrowed<'py>>,
        validate: Argument<'py>,
        padded: Argument<'py>,
        ignorechars: Argument<'py>,
        canonical: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let ignorechars = specified(ignorechars);
        let validate = Validate::new(specified(validate), ignorechars.is_some());
        let options = Options { validate, padded, ignorechars, canonical };
        let Some(altchars) = altchars else {
            let data = text(s)?;
            let decoder = options.decoder(py, &DecodeTable::STANDARD)?;
            return decode(module, &data, &decoder, Error::raise);
        };
        let data = Text::new(s)?;
        let (altchars, shown) = characters(py, altchars, raise_invalid_altchars)?;
        let data = data.get()?;
        if ignorechars.is_some() {
            let table = DecodeTable::of(&EncodeAlphabet::with_last_two(altchars));
            let decoder = options.decoder(py, &table)?;
            return decode(module, &data, &decoder, Error::raise);
        }
        // From here on the data are a copy, if they can change at all: reading the options may run code that changes them.
        let data = data.into_snapshot(py)?;
        let text = data.read(py)?;
        let unexpected = plus_or_slash(py, &text, |character| !altchars.contains(&character));
        let table = DecodeTable::standard_with(altchars);
        let decoded = decode_text(module, &text, &options.decoder(py, &table)?, Error::raise)?;
        if let Some(character) = unexpected {
            warn_of_altchars(py, char::from(character), shown.as_borrowed(), options.validate.is_true()?)?;
        }
        Ok(decoded)
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
    /// The alphabet has '-' and '_' for '+' and '/', which still count, with a
    /// warning. Other characters outside the alphabet are skipped. Unless
    /// padded is true, padding may be missing. What cannot be decoded raises
    /// binascii.Error.
    #[signature = "s, *, padded=False"]
    pub fn urlsafe_b64decode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        padded: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        // Copied first, as in b64decode.
        let data = Text::new(s)?.get()?.into_snapshot(py)?;
        let text = data.read(py)?;
        let unexpected = plus_or_slash(py, &text, |_| true);
        let table = &DecodeTable::STANDARD_OR_URL_SAFE;
        let decoder = Decoder { table, padded: padded.extract()?, ..lenient() };
        let decoded = decode_text(module, &text, &decoder, Error::raise)?;
        if let Some(character) = unexpected {
            let message = PyString::new(py, "invalid character '")?
                .then(py, char::from(character).encode_utf8(&mut [0; 4]))?
                .then(py, "' in URL-safe Base64 data will be discarded in future Python versions")?;
            warn::<PyFutureWarning>(py, &message, 1)?;
        }
        Ok(decoded)
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

/// What was passed, unless it is the default that the signature shows: callers may pass that on.
fn specified(argument: Argument<'_>) -> Option<Borrowed<'_>> {
    argument.given().filter(|value| {
        !value
            .only_element()
            .is_some_and(|element| element.as_borrowed().is_exact_str(c"NOT SPECIFIED"))
    })
}

/// The validate argument: an object is asked for its truth where Lib/base64.py asks it, and as often.
#[derive(Clone, Copy)]
enum Validate<'py> {
    Known(bool),
    Object(Borrowed<'py>),
}

impl<'py> Validate<'py> {
    fn new(specified: Option<Borrowed<'py>>, default: bool) -> Self {
        specified.map_or(Validate::Known(default), Validate::Object)
    }

    fn is_true(self) -> PyResult<bool> {
        match self {
            Validate::Known(truth) => Ok(truth),
            Validate::Object(object) => object.is_truthy(),
        }
    }
}

/// The arguments that say how to decode, not looked at yet.
struct Options<'py> {
    validate: Validate<'py>,
    padded: Argument<'py>,
    ignorechars: Option<Borrowed<'py>>,
    canonical: Argument<'py>,
}

impl<'py> Options<'py> {
    /// Looks at them, in the order in which binascii does.
    #[inline(always)]
    fn decoder<'t>(&self, py: Python<'py>, table: &'t DecodeTable) -> PyResult<Decoder<'t>> {
        let strict = self.validate.is_true()?;
        let padded = self.padded.extract()?;
        let ignorechars = IfGiven(self.ignorechars.map(BytesLike::get).transpose()?);
        let canonical = self.canonical.extract()?;
        let ignored = ignored(py, &ignorechars, ByteSet::EMPTY)?;
        Ok(Decoder {
            table,
            strict,
            padded,
            ignored,
            canonical,
            ..lenient()
        })
    }
}

/// Characters outside the alphabet are skipped, and padding is required.
#[inline(always)]
fn lenient() -> Decoder<'static> {
    Decoder {
        table: &DecodeTable::STANDARD,
        strict: false,
        padded: true,
        ignored: ByteSet::EMPTY,
        stops_at_padding: false,
        canonical: false,
        backend: Backend::current(),
    }
}

/// The first of `+` and `/` that is somewhere in `text` and `matters`.
fn plus_or_slash(py: Python<'_>, text: &[u8], matters: impl Fn(u8) -> bool) -> Option<u8> {
    // Without a way out, so that the compiler makes vector code of it.
    let look =
        |(plus, slash), &character| (plus | (character == b'+'), slash | (character == b'/'));
    let (plus, slash) = py.detach_for(text.len(), || text.iter().fold((false, false), look));
    [(plus, b'+'), (slash, b'/')]
        .into_iter()
        .find_map(|(found, character)| (found && matters(character)).then_some(character))
}

fn warn_of_altchars(
    py: Python<'_>,
    character: char,
    altchars: Borrowed<'_>,
    validate: bool,
) -> PyResult<()> {
    let (validate_is, outcome) = if validate {
        (
            " and validate=True ",
            "will be an error in future Python versions",
        )
    } else {
        (
            " and validate=False ",
            "will be discarded in future Python versions",
        )
    };
    let message = PyString::new(py, "invalid character '")?
        .then(py, character.encode_utf8(&mut [0; 4]))?
        .then(py, "' in Base64 data with altchars=")?
        .then_string(py, &altchars.repr()?)?
        .then(py, validate_is)?
        .then(py, outcome)?;
    if validate {
        warn::<PyDeprecationWarning>(py, &message, 1)
    } else {
        warn::<PyFutureWarning>(py, &message, 1)
    }
}
