//! Bytes to quoted-printable.

use super::ESCAPE;
#[cfg(avx512)]
use super::avx512;
use super::class::{Classes, LINE_END, PLAIN, QUOTED, classes};
#[cfg(avx512)]
use super::patience::Patience;
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::{Backend, Output};

/// The most characters in a line, without its end but with the escape that may stand before it.
pub(super) const LINE_LEN: usize = 76;

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
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// Characters on the output's current line.
    pub column: usize,
    /// Whether lines end with a carriage return and a newline.
    pub crlf: bool,
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
        let (quoted, newlines) = self.count(input);
        // A quoted byte takes two more characters; a newline takes one more if it gets a carriage return, and two if it has the
        // space before it quoted; so does a space that is the last byte.
        let len = input
            .len()
            .checked_add(quoted.checked_mul(2)?)?
            .checked_add(newlines.checked_mul(3)?)?
            .checked_add(if let [.., b' ' | b'\t'] = input { 2 } else { 0 })?;
        // What is broken is at least 73 characters long, and gets up to three more.
        len.checked_add(len / (LINE_LEN - 3) * 3)
    }

    /// How many bytes are quoted, or may be because they are dots, and how many are newlines.
    fn count(&self, input: &[u8]) -> (usize, usize) {
        let classes = self.classes();
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            return avx512::count(proof, classes, input);
        }
        let (mut quoted, mut newlines) = (0, 0);
        for &byte in input {
            quoted += usize::from(classes[usize::from(byte)] == QUOTED || byte == b'.');
            newlines += usize::from(byte == b'\n');
        }
        (quoted, newlines)
    }

    #[inline(always)]
    fn classes(&self) -> &'static Classes {
        classes(self.quote_tabs, self.is_text, self.header)
    }

    /// Encodes `input` into `output`, which must have room for [`Encoder::max_encoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not.
    pub fn encode(&self, input: &[u8], output: &mut Output<'_>) {
        let start = output.len();
        let mut state = State {
            column: 0,
            crlf: has_crlf(input),
        };
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            return self.encode_vectors(proof, input, start, &mut state, output);
        }
        self.encode_slowly(input, usize::MAX, start, &mut state, output);
    }

    /// Encodes what the kernel can, and one by one what is between.
    #[cfg(avx512)]
    fn encode_vectors(
        &self,
        proof: Avx512,
        input: &[u8],
        start: usize,
        state: &mut State,
        output: &mut Output<'_>,
    ) {
        let classes = self.classes();
        let mut rest = input;
        let mut patience = Patience::new(1);
        while !rest.is_empty() {
            let encoded = self.ordinary(rest, state).map_or(0, |ordinary| {
                avx512::encode(proof, classes, self.header, ordinary, state, output)
            });
            let count = patience.after(encoded);
            rest = self.encode_slowly(&rest[encoded..], count, start, state, output);
        }
    }

    /// All but the last byte, which may be special for being that; `None` if the first is, for where it stands.
    #[inline(always)]
    fn ordinary<'i>(&self, input: &'i [u8], state: &State) -> Option<&'i [u8]> {
        let (_, before_last) = input.split_last()?;
        let byte = *before_last.first()?;
        let is_lone = byte == b'.' && state.column == 0;
        (self.classes()[usize::from(byte)] != LINE_END && !is_lone).then_some(before_last)
    }

    /// Encodes `count` bytes, or a few more, and returns what is behind.
    fn encode_slowly<'i>(
        &self,
        input: &'i [u8],
        count: usize,
        start: usize,
        state: &mut State,
        output: &mut Output<'_>,
    ) -> &'i [u8] {
        let behind = input.len().saturating_sub(count);
        let mut rest = input;
        while rest.len() > behind {
            if let Some(ordinary) = self.ordinary(rest, state) {
                let most = ordinary.len().min(rest.len() - behind);
                let copied = self.copy_plain(&ordinary[..most], state, output);
                rest = &rest[copied..];
            }
            rest = self.encode_byte(rest, start, state, output);
        }
        rest
    }

    /// Copies plain bytes from the start of `input` on, as far as the line has room for them, and returns how many.
    #[inline(always)]
    fn copy_plain(&self, input: &[u8], state: &mut State, output: &mut Output<'_>) -> usize {
        let classes = self.classes();
        let fitting = input.len().min((LINE_LEN - 1).saturating_sub(state.column));
        let is_plain =
            |&byte: &u8| classes[usize::from(byte)] == PLAIN && !(self.header && byte == b' ');
        let plain = input[..fitting]
            .iter()
            .position(|byte| !is_plain(byte))
            .unwrap_or(fitting);
        output.extend_from_slice(&input[..plain]);
        state.column += plain;
        plain
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
        let Some((&byte, behind)) = rest.split_first() else {
            return rest;
        };
        let class = self.classes()[usize::from(byte)];
        let quoted = class == QUOTED
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
        if class == LINE_END {
            let line_end = match (byte, behind) {
                (b'\n', _) => Some(behind),
                (_, [b'\n', behind @ ..]) => Some(behind),
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
}

/// Whether there is a carriage return before the first newline. Written so that the compiler makes vector code of it.
fn has_crlf(input: &[u8]) -> bool {
    const CHUNK: usize = 64;
    let has_newline = |chunk: &[u8]| chunk.iter().fold(false, |has, &byte| has | (byte == b'\n'));
    let searched = input
        .chunks_exact(CHUNK)
        .take_while(|chunk| !has_newline(chunk))
        .count();
    let rest = &input[searched * CHUNK..];
    let newline = rest.iter().position(|&byte| byte == b'\n');
    newline.is_some_and(|newline| input[..searched * CHUNK + newline].ends_with(b"\r"))
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
