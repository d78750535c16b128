//! Base16.

use std::num::NonZero;

use codecs::ByteSet;
use codecs::hex::{Case, CountedFrom, Decoder, Encoder, Separator};
use cpython_api::exceptions::{Exception, PyValueError};
use cpython_api::{
    Argument, AsciiBuffer, Borrowed, Bound, BytesLike, IntoPyObject, ModuleException, PyBuffer,
    PyBytes, PyModule, PyResult, Python, pyfunction,
};

use super::ignored;
use crate::Error;
use crate::codec::{decode, decode_text, encode};
use crate::input::Text;

pyfunction! {
    /// Encode a bytes-like object as hexadecimal digits, with upper-case letters, and return bytes.
    ///
    /// With a wrapcol, lines end with a newline after that many characters at
    /// most.
    #[signature = "s, *, wrapcol=0"]
    pub fn b16encode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        wrapcol: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        match wrapcol.given() {
            Some(wrapcol) if wrapcol.is_truthy()? => {
                let group = negative_group(py, wrapcol)?;
                let data = BytesLike::get(s)?;
                let separator = separator(group.as_borrowed().extract()?);
                encode(module, &data, &Encoder { separator, ..Encoder::new(Case::Upper) })
            }
            _ => encode(module, &BytesLike::get(s)?, &Encoder::new(Case::Upper)),
        }
    }
}

/// What Lib/base64.py makes of wrapcol for hexlify: bytes on a line, negative because lines are counted from the left. That
/// takes anything that compares and divides as a number does.
fn negative_group<'py>(py: Python<'py>, wrapcol: Borrowed<'py>) -> PyResult<Bound<'py>> {
    let zero = 0_usize.into_pyobject(py)?;
    if wrapcol.lt(zero.as_borrowed())? {
        return Err(PyValueError::raise(py, "Negative wrapcol"));
    }
    let two = 2_usize.into_pyobject(py)?;
    let characters = if wrapcol.lt(two.as_borrowed())? {
        2_usize.into_pyobject(py)?
    } else {
        wrapcol.to_owned()
    };
    characters.floor_div(two.as_borrowed())?.neg()
}

/// hexlify's separator for a bytes_per_sep, whose sign says from where groups are counted.
fn separator(bytes_per_sep: isize) -> Option<Separator> {
    let counted_from = if bytes_per_sep < 0 {
        CountedFrom::Left
    } else {
        CountedFrom::Right
    };
    let group = NonZero::new(bytes_per_sep.unsigned_abs())?;
    Some(Separator {
        character: b'\n',
        group,
        counted_from,
    })
}

pyfunction! {
    /// Decode hexadecimal digits, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// Lower-case letters are accepted if casefold is true. Characters in
    /// ignorechars are skipped. What cannot be decoded raises binascii.Error.
    #[signature = "s, casefold=False, *, ignorechars=b''"]
    pub fn b16decode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        casefold: Argument<'py>,
        ignorechars: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        if !casefold.extract()? {
            return decode_upper_case(module, s, ignorechars.given());
        }
        let data: AsciiBuffer = s.extract()?;
        let ignored = ignored(module.py(), &ignorechars.extract()?, ByteSet::EMPTY)?;
        decode(module, &data.0, &Decoder { ignored, ..Decoder::new() }, Error::raise)
    }
}

fn decode_upper_case<'py>(
    module: PyModule<'py>,
    s: Borrowed<'py>,
    ignorechars: Option<Borrowed<'py>>,
) -> PyResult<PyBytes<'py>> {
    let py = module.py();
    let text = Text::new(s)?;
    let ignored = match ignorechars {
        None => ByteSet::EMPTY,
        Some(object) if object.is_bytes() => ByteSet::of(&BytesLike::get(object)?.read(py)?),
        Some(object) => ByteSet::of(&PyBuffer::get_any_layout(object)?.read(py)?),
    };
    let data = text.get()?;
    let text = data.read(py)?;
    let decoder = Decoder {
        lowercase: false,
        ignored,
        ..Decoder::new()
    };
    decode_text(module, &text, &decoder, |module, error| {
        // Lib/base64.py looks for these letters before anything else.
        let lower = |character| matches!(character, b'a'..=b'f') && !ignored.contains(character);
        if text.iter().copied().any(lower) {
            Error::raise(module, "Non-base16 digit found")
        } else {
            Error::raise(module, error)
        }
    })
}
