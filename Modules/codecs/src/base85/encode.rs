//! Bytes to Base85.

use core::num::NonZero;

use super::EncodeAlphabet;
use crate::radix85::{Abbreviations, GROUP, WordEncoder};
use crate::{Backend, Lines, Output};

/// How to encode. The form of the output is fixed by the fields; the backend changes only the speed.
#[derive(Clone, Copy, Debug)]
pub struct Encoder<'a> {
    /// The characters to use.
    pub alphabet: &'a EncodeAlphabet,
    /// Whether the zeros that fill the last word up are encoded, too, so that there are whole groups only.
    pub pad: bool,
    /// The longest line in characters, rounded down to whole groups of five but at least one; 0 for a single line.
    pub wrapcol: usize,
    /// What does the work.
    pub backend: Backend,
}

impl<'a> Encoder<'a> {
    fn words(&self) -> WordEncoder<'a> {
        WordEncoder {
            alphabet: &self.alphabet.digits,
            abbreviations: Abbreviations::None,
            pad: self.pad,
            backend: self.backend,
        }
    }

    /// Characters in a full line, or `None` for a single line.
    fn line_len(&self) -> Option<NonZero<usize>> {
        match self.wrapcol {
            0 => None,
            wrapcol => NonZero::new((wrapcol / GROUP * GROUP).max(GROUP)),
        }
    }

    /// The length of what `input_len` bytes are encoded to, or `None` if `usize` does not hold it.
    pub fn encoded_len(&self, input_len: usize) -> Option<usize> {
        let len = self.words().max_encoded_len(input_len)?;
        match self.line_len() {
            None => Some(len),
            Some(line_len) => len.checked_add(Lines::newlines(line_len, len)),
        }
    }

    /// Encodes `input` into `output`, which must have room for [`Encoder::encoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not.
    #[inline]
    pub fn encode(&self, input: &[u8], output: &mut Output<'_>) {
        match self.line_len() {
            None => self.words().encode(input, output),
            Some(line_len) => {
                self.words()
                    .encode_lines(input, &mut Lines::new(line_len), output);
            }
        }
    }
}
