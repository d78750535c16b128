//! Bytes to quoted-printable.

use super::ESCAPE;
use crate::{Backend, Output};

/// The most characters in a line, without its end but with the escape that may stand before it.
const LINE_LEN: usize = 76;

/// How to encode. The form of the output is fixed by the fields; the backend changes only the speed.
///
/// Whether the first newline of the input has a carriage return before it decides on how all lines of the output end.
#[derive(Clone, Copy, Debug)]
pub struct Encoder {
    /// Whether spaces and tabs are quoted everywhere, not just at ends of lines.
    pub quote_tabs: bool,
    /// Whether the input is text, whose line ends become line ends; otherwise they are quoted.
    pub is_text: bool,
    /// Whether to encode for a header: spaces become `_`, which is quoted itself.
    pub header: bool,
    /// What does the work.
    pub backend: Backend,
}

/// What has been written so far.
struct State {
    /// Characters on the output's current line.
    column: usize,
    /// Whether lines end with a carriage return and a newline.
    crlf: bool,
}

impl State {
    #[inline(always)]
    fn end_line(&mut self, output: &mut Output<'_>) {
        if self.crlf {
            output.extend(*b"\r\n");
        } else {
            output.push(b'\n');
        }
        self.column = 0;
    }

    /// Breaks a line that goes on in the input.
    #[inline(always)]
    fn break_line(&mut self, output: &mut Output<'_>) {
        output.push(ESCAPE);
        self.end_line(output);
    }
}

impl Encoder {
    /// The most characters that `input` can be encoded to, or `None` if `usize` does not hold that.
    pub fn max_encoded_len(&self, input: &[u8]) -> Option<usize> {
        let quoted = count(input, |byte| self.is_quoted(byte) | (byte == b'.'));
        let newlines = count(input, |byte| byte == b'\n');
        // A quoted byte takes two more characters; a newline takes one more if it gets a carriage return, and two if it has the
        // space before it quoted; the last byte may be a space.
        let len = input
            .len()
            .checked_add(quoted.checked_mul(2)?)?
            .checked_add(newlines.checked_mul(3)?)?
            .checked_add(2)?;
        // What is broken is at least 73 characters long, and gets up to three more.
        len.checked_add(len / (LINE_LEN - 3) * 3)
    }

    /// Encodes `input` into `output`, which must have room for [`Encoder::max_encoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not.
    pub fn encode(&self, input: &[u8], output: &mut Output<'_>) {
        let start = output.len();
        let newline = input.iter().position(|&byte| byte == b'\n');
        let crlf = newline.is_some_and(|newline| input[..newline].ends_with(b"\r"));
        let mut state = State { column: 0, crlf };
        let mut rest = input;
        while !rest.is_empty() {
            rest = self.encode_byte(rest, start, &mut state, output);
        }
    }

    /// Encodes the first byte, or the line end that it begins, and returns the rest.
    #[inline(always)]
    fn encode_byte<'i>(
        &self,
        rest: &'i [u8],
        start: usize,
        state: &mut State,
        output: &mut Output<'_>,
    ) -> &'i [u8] {
        let (&byte, behind) = rest.split_first().expect("not empty");
        let quoted = self.is_quoted(byte)
            || match byte {
                // A line of its own would end the text in SMTP.
                b'.' => state.column == 0 && matches!(behind, [] | [b'\n' | b'\r' | 0, ..]),
                b'\t' | b' ' => behind.is_empty(),
                _ => false,
            };
        if quoted {
            if state.column + 3 >= LINE_LEN {
                state.break_line(output);
            }
            output.extend(quote(byte));
            state.column += 3;
            return behind;
        }
        if self.is_text {
            let line_end = match (byte, behind) {
                (b'\n', _) => Some(behind),
                (b'\r', [b'\n', behind @ ..]) => Some(behind),
                _ => None,
            };
            if let Some(behind) = line_end {
                quote_trailing_blank(start, output);
                state.end_line(output);
                return behind;
            }
        }
        // The last character of a line takes the escape's place, if no other is needed.
        if state.column + 1 >= LINE_LEN && !matches!(behind, [] | [b'\n', ..]) {
            state.break_line(output);
        }
        output.push(if self.header && byte == b' ' {
            b'_'
        } else {
            byte
        });
        state.column += 1;
        behind
    }

    /// Whether `byte` is quoted wherever it stands.
    #[inline(always)]
    fn is_quoted(&self, byte: u8) -> bool {
        match byte {
            b'\t' | b' ' => self.quote_tabs,
            b'\r' | b'\n' => !self.is_text,
            b'_' => self.header,
            b'!'..=b'~' => byte == ESCAPE,
            _ => true,
        }
    }
}

/// Quotes the space or tab that the output ends with, if it does.
#[inline(always)]
fn quote_trailing_blank(start: usize, output: &mut Output<'_>) {
    if let [.., last @ (b' ' | b'\t')] = output.written_from(start) {
        let [escape, upper, lower] = quote(*last);
        *last = escape;
        output.extend([upper, lower]);
    }
}

#[inline(always)]
fn quote(byte: u8) -> [u8; 3] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    [
        ESCAPE,
        DIGITS[usize::from(byte >> 4)],
        DIGITS[usize::from(byte & 15)],
    ]
}

/// How many bytes are such. Written so that the compiler makes vector code of it.
#[inline(always)]
fn count(input: &[u8], is_such: impl Fn(u8) -> bool) -> usize {
    // Chunks so short that a byte counts what is in one.
    input
        .chunks(255)
        .map(|chunk| {
            let count = chunk
                .iter()
                .map(|&byte| u8::from(is_such(byte)))
                .sum::<u8>();
            usize::from(count)
        })
        .sum()
}
