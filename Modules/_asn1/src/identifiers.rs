//! Object identifiers, as str objects with dots.

use std::fmt::{self, Display, Write};

use codecs::Output;
use cpython_api::{Bound, PyModule, PyResult, PyString, Python};
use der::{ObjectIdentifier, RelativeOid};

use crate::convert::ToObject;

impl ToObject for ObjectIdentifier<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let mut text = Short::EMPTY;
        match text.write(self.bytes()) {
            Some(text) => PyString::new(module.py(), text).map(PyString::into_bound),
            None => ascii(module.py(), self),
        }
    }
}

impl ToObject for RelativeOid<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        ascii(module.py(), self)
    }
}

/// The text of an identifier as they usually are. Without `fmt` and arcs of 128 bits it is there several times as fast.
struct Short {
    text: [u8; 64],
    len: usize,
}

/// Arcs below this are written here, without a carry into what the next octet adds.
const SMALL: u32 = 1 << 25;

impl Short {
    const EMPTY: Short = Short {
        text: [0; 64],
        len: 0,
    };

    /// The dotted text of what is encoded in `octets`; None if this is not the place to write it.
    fn write(&mut self, octets: &[u8]) -> Option<&str> {
        let mut arc = 0;
        let mut first = true;
        for &octet in octets {
            if arc >= SMALL {
                return None;
            }
            arc = arc << 7 | u32::from(octet & 0x7f);
            if octet >= 0x80 {
                continue;
            }
            if first {
                // X.690 section 8.19.4.
                let top = (arc / 40).min(2);
                self.number(top)?;
                arc -= 40 * top;
                first = false;
            }
            self.push(b'.')?;
            self.number(arc)?;
            arc = 0;
        }
        std::str::from_utf8(&self.text[..self.len]).ok()
    }

    fn number(&mut self, number: u32) -> Option<()> {
        if number >= 10 {
            self.number(number / 10)?;
        }
        self.push(b'0' + (number % 10) as u8)
    }

    fn push(&mut self, character: u8) -> Option<()> {
        *self.text.get_mut(self.len)? = character;
        self.len += 1;
        Some(())
    }
}

/// Whether these are an identifier's digits and dots.
pub fn is_text_of(text: &[u8], oid: ObjectIdentifier<'_>) -> bool {
    let mut rest = Expected(text);
    write!(rest, "{oid}").is_ok() && rest.0.is_empty()
}

/// What is still to be written. Anything else is an error.
struct Expected<'a>(&'a [u8]);

impl Write for Expected<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(part.as_bytes()).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// A str of what is displayed, however long, all of which is ASCII.
fn ascii<'py>(py: Python<'py>, text: impl Display) -> PyResult<Bound<'py>> {
    let mut length = Length(0);
    // Neither these writers nor identifiers fail.
    let _ = write!(length, "{text}");
    let string = PyString::ascii_with(py, length.0, |memory| {
        let mut output = Characters(Output::new(memory));
        let _ = write!(output, "{text}");
        Ok(output.0.finish())
    })?;
    Ok(string.into_bound())
}

struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0 += part.len();
        Ok(())
    }
}

struct Characters<'o>(Output<'o>);

impl Write for Characters<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0.extend_from_slice(part.as_bytes());
        Ok(())
    }
}
