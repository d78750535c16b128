//! Bytes to Ascii85.

use core::num::NonZero;

use super::{ALPHABET, PREFIX, SUFFIX};
use crate::radix85::{Abbreviations, WordEncoder};
use crate::{Backend, Lines, Output};

/// How to encode. The form of the output is fixed by the fields; the backend changes only the speed.
#[derive(Clone, Copy, Debug)]
pub struct Encoder {
    /// Whether `y` stands for four spaces, as `z` always does for four zeros.
    pub fold_spaces: bool,
    /// The longest line in characters, but at least as many as may not be parted; 0 for a single line.
    pub wrapcol: usize,
    /// Whether the zeros that fill the last word up are encoded, too, so that there are whole groups only.
    pub pad: bool,
    /// Whether `<~` and `~>` enclose the text. They count as text for the line length; `~>` stays together.
    pub adobe: bool,
    /// What does the work.
    pub backend: Backend,
}

impl Encoder {
    fn words(&self) -> WordEncoder<'static> {
        WordEncoder {
            alphabet: &ALPHABET,
            abbreviations: if self.fold_spaces {
                Abbreviations::ZerosAndSpaces
            } else {
                Abbreviations::Zeros
            },
            pad: self.pad,
            backend: self.backend,
        }
    }

    /// Characters in a full line, or `None` for a single line.
    fn line_len(&self) -> Option<NonZero<usize>> {
        match self.wrapcol {
            0 => None,
            wrapcol if self.adobe => NonZero::new(wrapcol.max(SUFFIX.len())),
            wrapcol => NonZero::new(wrapcol),
        }
    }

    /// The most characters that `input_len` bytes are encoded to, or `None` if `usize` does not hold that. It is the exact number
    /// where nothing is abbreviated.
    pub fn max_encoded_len(&self, input_len: usize) -> Option<usize> {
        let mut len = self.words().max_encoded_len(input_len)?;
        if self.adobe {
            len = len.checked_add(PREFIX.len() + SUFFIX.len())?;
        }
        if let Some(line_len) = self.line_len() {
            len = len.checked_add(Lines::newlines(line_len, len))?;
        }
        Some(len)
    }

    /// Encodes `input` into `output`, which must have room for [`Encoder::max_encoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not.
    #[inline]
    pub fn encode(&self, input: &[u8], output: &mut Output<'_>) {
        let words = self.words();
        match self.line_len() {
            None => {
                if self.adobe {
                    output.extend(PREFIX);
                }
                words.encode(input, output);
                if self.adobe {
                    output.extend(SUFFIX);
                }
            }
            Some(line_len) => {
                let mut lines = Lines::new(line_len);
                if self.adobe {
                    lines.write(&PREFIX, output);
                }
                words.encode_lines(input, &mut lines, output);
                if self.adobe {
                    lines.write_together(&SUFFIX, output);
                }
            }
        }
    }
}
