//! Serial numbers, as OpenSSL writes them.

use cpython_api::{PyString, Python};

use super::line::Line;
use super::refusal::{Outcome, Refusal};

/// Bytes that OpenSSL writes on a line; a backslash is behind it if there are more. _ssl reads one line.
const LINE_BYTES: usize = 35;

/// An INTEGER's contents as a sign and hexadecimal digits.
pub fn text<'py>(py: Python<'py>, content: &[u8]) -> Outcome<PyString<'py>> {
    let &first = content.first().ok_or(Refusal::Uncertain)?;
    let negative = first >= 0x80;
    let mut line = Line::<{ 1 + 2 * LINE_BYTES + 2 }>::new();
    if negative {
        line.push(b'-');
    }
    // A negative number has the digits of its opposite: the complement of each byte, but the opposite of the last one that is
    // not zero.
    let last = content.iter().rposition(|&byte| byte != 0);
    let digits = content.iter().enumerate().map(|(index, &byte)| match last {
        Some(last) if negative && index < last => !byte,
        Some(_) if negative => byte.wrapping_neg(),
        _ => byte,
    });
    // The sign may have taken a byte of its own.
    let mut digits = digits.peekable();
    if content.len() > 1 {
        digits.next_if_eq(&0);
    }
    for byte in digits.by_ref().take(LINE_BYTES) {
        line.extend(&[digit(byte >> 4), digit(byte & 0x0f)]);
    }
    if digits.next().is_some() {
        line.extend(b"\\\n");
    }
    Ok(PyString::from_latin1(py, line.as_bytes())?)
}

fn digit(value: u8) -> u8 {
    b"0123456789ABCDEF"[usize::from(value)]
}
