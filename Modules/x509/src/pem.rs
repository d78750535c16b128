//! PEM blocks (RFC 7468), read as laxly as OpenSSL reads them.
//!
//! Text around the blocks, blank lines, blanks at the ends of lines, any line ends, header lines as of RFC 1421 (`Proc-Type: …`) and a byte
//! order mark are all fine. What a block holds is Base64, which the caller decodes.

use core::fmt;

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const TAIL: &[u8] = b"-----";
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A block of a PEM text. Offsets are in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block<'a> {
    /// What stands behind BEGIN and END: `CERTIFICATE`.
    pub label: &'a [u8],
    /// The header lines, without the blank line that ends them. Mostly empty.
    pub headers: &'a [u8],
    /// Base64, with line ends.
    pub body: &'a [u8],
    /// Where the BEGIN line is.
    pub offset: usize,
    /// Where the body is.
    pub body_offset: usize,
}

/// Why a text that has a BEGIN line is no PEM, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PemError {
    /// What is wrong.
    pub kind: PemErrorKind,
    /// The line that it is about, as an offset in the text.
    pub offset: usize,
}

/// What is wrong with a PEM text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PemErrorKind {
    /// No END line follows the BEGIN line.
    WithoutEnd,
    /// The next END line has another label.
    OtherLabel,
}

impl PemErrorKind {
    /// The message, without the place.
    pub const fn message(self) -> &'static str {
        match self {
            PemErrorKind::WithoutEnd => "PEM block without an END line",
            PemErrorKind::OtherLabel => "PEM block that ends with another label",
        }
    }
}

impl fmt::Display for PemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at byte {}", self.kind.message(), self.offset)
    }
}

impl core::error::Error for PemError {}

/// The blocks of a PEM text in their order. Nothing comes after an error.
#[derive(Clone, Debug)]
pub struct Blocks<'a> {
    text: &'a [u8],
    position: usize,
}

/// The blocks of a PEM text.
pub fn blocks(text: &[u8]) -> Blocks<'_> {
    let position = if text.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    Blocks { text, position }
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Result<Block<'a>, PemError>;

    fn next(&mut self) -> Option<Self::Item> {
        let begin = self.boundary(BEGIN)?;
        let end = self.boundary(END);
        let error = |kind, offset| Some(Err(PemError { kind, offset }));
        let Some(end) = end else {
            self.position = self.text.len();
            return error(PemErrorKind::WithoutEnd, begin.offset);
        };
        if end.label != begin.label {
            self.position = self.text.len();
            return error(PemErrorKind::OtherLabel, end.offset);
        }
        let inside = &self.text[begin.next_line..end.offset];
        let headers_len = headers_len(inside);
        let (headers, body) = inside.split_at(headers_len);
        Some(Ok(Block {
            label: begin.label,
            headers: headers.trim_ascii(),
            body,
            offset: begin.offset,
            body_offset: begin.next_line + headers_len,
        }))
    }
}

/// A line that begins or ends a block.
struct Boundary<'a> {
    label: &'a [u8],
    offset: usize,
    next_line: usize,
}

impl<'a> Blocks<'a> {
    /// The next line that begins with `start` and ends with dashes, which is then passed.
    fn boundary(&mut self, start: &[u8]) -> Option<Boundary<'a>> {
        loop {
            let offset = self.position + position_of_dash(&self.text[self.position..])?;
            let rest = &self.text[offset..];
            let begins_line = match self.text[..offset].last() {
                None | Some(b'\n' | b'\r') => true,
                Some(_) => {
                    offset == BYTE_ORDER_MARK.len() && self.text.starts_with(BYTE_ORDER_MARK)
                }
            };
            if !begins_line || !rest.starts_with(start) {
                self.position = offset + 1;
                continue;
            }
            let len = rest
                .iter()
                .position(|&byte| matches!(byte, b'\n' | b'\r'))
                .unwrap_or(rest.len());
            let line_end = match rest[len..] {
                [b'\r', b'\n', ..] => 2,
                [_, ..] => 1,
                [] => 0,
            };
            self.position = offset + len;
            let label = rest[start.len()..len].trim_ascii_end().strip_suffix(TAIL);
            if let Some(label) = label {
                return Some(Boundary {
                    label,
                    offset,
                    next_line: self.position + line_end,
                });
            }
        }
    }
}

/// How many bytes of what is inside a block are header lines, with the blank line behind them. There are none if the first line has no colon.
fn headers_len(inside: &[u8]) -> usize {
    let first_line = inside.trim_ascii_start();
    let first_line = first_line
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    if !first_line.contains(&b':') {
        return 0;
    }
    let mut len = inside.len() - inside.trim_ascii_start().len();
    for line in inside[len..].split_inclusive(|&byte| byte == b'\n') {
        len += line.len();
        if line.trim_ascii().is_empty() {
            break;
        }
    }
    len
}

/// Where the first dash is. Base64 has none, so that whole blocks go by here; the inner loop becomes vector instructions.
fn position_of_dash(bytes: &[u8]) -> Option<usize> {
    let mut position = 0;
    for chunk in bytes.chunks_exact(32) {
        if chunk
            .iter()
            .fold(false, |found, &byte| found | (byte == b'-'))
        {
            break;
        }
        position += chunk.len();
    }
    let rest = bytes[position..].iter().position(|&byte| byte == b'-')?;
    Some(position + rest)
}
