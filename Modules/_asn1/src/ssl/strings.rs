//! Attribute values and other texts, as OpenSSL converts them.

use cpython_api::{Bound, PyBytes, PyString, Python};
use der::{BitString, Element, StringKind, Tag};

use super::refusal::{Outcome, Refusal};

/// The value of a name's attribute: a str, or bytes for a BIT STRING.
pub fn attribute_value<'py>(py: Python<'py>, value: &Element<'_>) -> Outcome<Bound<'py>> {
    let content = value.content();
    if value.tag().constructed {
        return Err(Refusal::Uncertain);
    }
    if value.tag() == Tag::BIT_STRING {
        return bits(py, value.value()?);
    }
    let text = match StringKind::of(value.tag()) {
        Some(StringKind::Utf8) => utf8(py, content)?,
        // Any byte, whatever the type allows; for OpenSSL, Teletex is Latin-1.
        Some(
            StringKind::Printable | StringKind::Ia5 | StringKind::Numeric | StringKind::Teletex,
        ) => PyString::from_latin1(py, content)?,
        Some(StringKind::Bmp) => wide(py, content, |unit| u16::from_be_bytes(unit).into())?,
        Some(StringKind::Universal) => wide(py, content, u32::from_be_bytes)?,
        // Types that OpenSSL does not take in a name.
        _ => return Err(Refusal::Uncertain),
    };
    Ok(text.into_bound())
}

/// What must be UTF-8.
pub fn utf8<'py>(py: Python<'py>, text: &[u8]) -> Outcome<PyString<'py>> {
    match std::str::from_utf8(text) {
        Ok(text) => Ok(PyString::new(py, text)?),
        Err(_) => Err(Refusal::Uncertain),
    }
}

/// Characters of `WIDTH` bytes each.
fn wide<'py, const WIDTH: usize>(
    py: Python<'py>,
    text: &[u8],
    code: impl Fn([u8; WIDTH]) -> u32 + Copy,
) -> Outcome<PyString<'py>> {
    // None for what is left of a character, for surrogates, which OpenSSL 1.1.1 lets pass, and for what is beyond Unicode.
    let char = move |unit: &[u8]| unit.try_into().ok().map(code).and_then(char::from_u32);
    let chars = text.chunks(WIDTH).map(char);
    if chars.clone().any(|char| char.is_none()) {
        return Err(Refusal::Uncertain);
    }
    Ok(PyString::from_chars(py, chars.flatten())?)
}

fn bits<'py>(py: Python<'py>, bits: BitString<'_>) -> Outcome<Bound<'py>> {
    // Of no bits at all _ssl makes None.
    let last = bits.last_byte().ok_or(Refusal::Uncertain)?;
    let bytes = bits.bytes();
    let byte = |index| {
        if index + 1 < bytes.len() {
            bytes[index]
        } else {
            last
        }
    };
    Ok(PyBytes::from_iter(py, (0..bytes.len()).map(byte))?.into_bound())
}
