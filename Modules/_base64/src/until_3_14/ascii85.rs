//! Ascii85.

use std::fmt;

use codecs::ascii85::{DecodeError, Decoder, Encoder, LoneDigit};
use codecs::{Backend, ByteSet};
use cpython_api::exceptions::{Exception, PyOverflowError, PyValueError};
use cpython_api::{
    Argument, Borrowed, IntoPyObject, PyBytes, PyModule, PyResult, Python, pyfunction,
};

use super::bytes_like;
use crate::codec::{decode_text, encode};
use crate::input::{Text, WHITE_SPACE};

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
        let py = module.py();
        let data = bytes_like(b)?;
        let input = data.read(py)?;
        // Not asked for their truth where there is nothing to fold, as zeros are already, or to fill up.
        let fold_spaces = input.iter().any(|&byte| byte != 0) && foldspaces.extract()?;
        let pad = input.len() % 4 != 0 && pad.extract()?;
        let framed = adobe.extract()?;
        let wrapcol = match wrapcol.given() {
            Some(wrapcol) => line_len(py, wrapcol, adobe)?,
            None => 0,
        };
        let encoder = Encoder { fold_spaces, wrapcol, pad, adobe: framed, backend: Backend::current() };
        encode(module, &data, &encoder)
    }
}

/// The length of lines from a wrapcol argument: what is false, or what is comparable to a number and an index if it is larger
/// than the smallest length that will do.
fn line_len(py: Python<'_>, wrapcol: Borrowed<'_>, adobe: Argument<'_>) -> PyResult<usize> {
    if !wrapcol.is_truthy()? {
        return Ok(0);
    }
    // Asked for its truth again, behind wrapcol's.
    let least = if adobe.extract()? { 2 } else { 1 };
    if !wrapcol.gt(least.into_pyobject(py)?.as_borrowed())? {
        return Ok(least);
    }
    match wrapcol.extract::<isize>() {
        Ok(len) => Ok(usize::try_from(len).unwrap_or_default().max(least)),
        // Longer than any text.
        Err(error) if error.is_instance::<PyOverflowError>(py) => {
            error.clear(py);
            Ok(usize::MAX)
        }
        Err(error) => Err(error),
    }
}

pyfunction! {
    /// Decode Ascii85 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// If foldspaces is true, 'y' stands for four spaces. If adobe is true,
    /// the text has to end with '~>' and may begin with '<~'. Characters in
    /// ignorechars are skipped. What cannot be decoded raises ValueError.
    #[signature = "b, *, foldspaces=False, adobe=False, ignorechars=b' \\t\\n\\r\\v'"]
    pub fn a85decode<'py>(
        module: PyModule<'py>,
        b: Borrowed<'py>,
        foldspaces: Argument<'py>,
        adobe: Argument<'py>,
        ignorechars: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let text = Text::new(b)?;
        let adobe = adobe.extract()?;
        let data = text.get()?.into_snapshot(py)?;
        let text = data.read(py)?;
        let text = if adobe { without_frame(py, &text)? } else { &text };
        decode(module, text, foldspaces, ignorechars.given())
    }
}

fn without_frame<'t>(py: Python<'_>, text: &'t [u8]) -> PyResult<&'t [u8]> {
    let Some(text) = text.strip_suffix(b"~>") else {
        return Err(PyValueError::raise(py, DecodeError::MissingEnd));
    };
    // The end may have taken a character of the start with it.
    Ok(match text {
        b"<" => b"",
        _ => text.strip_prefix(b"<~").unwrap_or(text),
    })
}

/// Decodes as far as is known what the text's characters mean, asks Python for the one that is not, and does it again. So
/// Python is asked what Lib/base64.py asks, in the same order, if only once for each character.
fn decode<'py>(
    module: PyModule<'py>,
    text: &[u8],
    foldspaces: Argument<'py>,
    ignorechars: Option<Borrowed<'py>>,
) -> PyResult<PyBytes<'py>> {
    let py = module.py();
    // Any other container is asked for each character that the text has.
    let all_ignored = match ignorechars {
        None => Some(WHITE_SPACE),
        Some(object) => object.exact_bytes().map(ByteSet::of),
    };
    let mut asked_for_folding = foldspaces.given().is_none();
    let mut decoder = Decoder {
        fold_spaces: false,
        adobe: false,
        ignored: ByteSet::EMPTY,
        canonical: false,
        lone_digit: LoneDigit::Drop,
        backend: Backend::current(),
    };
    loop {
        if asked_for_folding {
            decoder.ignored = all_ignored.unwrap_or(decoder.ignored);
        }
        let character = match decode_known(module, text, &decoder)? {
            Ok(decoded) => return Ok(decoded),
            Err(character) => character,
        };
        if !asked_for_folding {
            decoder.fold_spaces = foldspaces.extract()?;
            asked_for_folding = true;
            continue;
        }
        let is_ignored = match ignorechars {
            Some(container) if all_ignored.is_none() => {
                container.contains(usize::from(character).into_pyobject(py)?.as_borrowed())?
            }
            _ => false,
        };
        if !is_ignored {
            let error = Worded(DecodeError::NotADigit { character });
            return Err(PyValueError::raise(py, error));
        }
        decoder.ignored = decoder.ignored.with(character);
    }
}

/// Decodes, or gives back the first character that the decoder knows nothing of.
fn decode_known<'py>(
    module: PyModule<'py>,
    text: &[u8],
    decoder: &Decoder,
) -> PyResult<Result<PyBytes<'py>, u8>> {
    let py = module.py();
    let mut unknown = None;
    let decoded = decode_text(module, text, decoder, |_, error| {
        if let DecodeError::NotADigit { character } = error {
            unknown = Some(character);
        }
        let raised = PyValueError::raise(py, Worded(error));
        match error {
            DecodeError::Overflow => raised.without_context(py),
            _ => raised,
        }
    });
    match (decoded, unknown) {
        (Err(error), Some(character)) => {
            error.clear(py);
            Ok(Err(character))
        }
        (decoded, _) => decoded.map(Ok),
    }
}

/// An error as Lib/base64.py words it.
struct Worded(DecodeError);

impl fmt::Display for Worded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            DecodeError::InsideGroup { character } => {
                write!(f, "{} inside Ascii85 5-tuple", char::from(character))
            }
            other => other.fmt(f),
        }
    }
}
