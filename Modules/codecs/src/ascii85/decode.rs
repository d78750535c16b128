//! Ascii85 to bytes.

use core::fmt;

use super::{CHARACTERS, LoneDigit, PREFIX, SUFFIX};
use crate::radix85::{
    self, ABBREVIATED_SPACES, ABBREVIATED_ZEROS, Meaning, WordDecoder, count_abbreviations,
    max_decoded_len,
};
use crate::{Backend, ByteSet, Output};

/// What characters mean, `z` included.
const MEANINGS: [u8; 256] = {
    let mut meanings = Meaning::digits(&CHARACTERS);
    meanings[ABBREVIATED_ZEROS as usize] = Meaning::ZEROS;
    meanings
};

/// What characters mean, `z` and `y` included.
const MEANINGS_WITH_SPACES: [u8; 256] = {
    let mut meanings = MEANINGS;
    meanings[ABBREVIATED_SPACES as usize] = Meaning::SPACES;
    meanings
};

/// What to accept.
#[derive(Clone, Copy, Debug)]
pub struct Decoder {
    /// Whether `y` stands for four spaces.
    pub fold_spaces: bool,
    /// Whether the text must end with `~>`; then it may begin with `<~`.
    pub adobe: bool,
    /// What is skipped. A character that has a meaning is never skipped.
    pub ignored: ByteSet,
    /// Whether the text must be the one that an encoder writes: `z` for four zeros, and no other last group that stands for the
    /// same bytes. (Four spaces may be written either way.)
    pub canonical: bool,
    /// What a last group of one digit is.
    pub lone_digit: LoneDigit,
    /// What does the work.
    pub backend: Backend,
}

/// Why a text is not Ascii85. Displays as `binascii.Error` words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// There is no `~>` at the end.
    MissingEnd,
    /// A group of five digits is more than 2³² - 1.
    Overflow,
    /// An abbreviation inside a group.
    InsideGroup {
        /// It.
        character: u8,
    },
    /// A character that has no meaning.
    NotADigit {
        /// It.
        character: u8,
    },
    /// The last group is a single digit.
    IncompleteGroup,
    /// Five zero digits, for which there is `z`.
    NotAbbreviated,
    /// Another last group stands for the same bytes.
    NonZeroPaddingBits,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DecodeError::MissingEnd => "Ascii85 encoded byte sequences must end with b'~>'",
            DecodeError::Overflow => "Ascii85 overflow",
            DecodeError::InsideGroup { character } => {
                return write!(f, "'{}' inside Ascii85 5-tuple", char::from(*character));
            }
            DecodeError::NotADigit { character } => {
                return write!(f, "Non-Ascii85 digit found: {}", char::from(*character));
            }
            DecodeError::IncompleteGroup => "Incomplete Ascii85 group",
            DecodeError::NotAbbreviated => "Non-canonical encoding, use 'z' for all-zero groups",
            DecodeError::NonZeroPaddingBits => "Non-zero padding bits",
        })
    }
}

impl Decoder {
    /// The most bytes that `input` can decode to, or `None` if `usize` does not hold that; for well-formed input in which nothing
    /// is to be skipped, the exact number.
    pub fn max_decoded_len(&self, input: &[u8]) -> Option<usize> {
        // What has no closing is rejected before anything is decoded.
        let text = self.without_frame(input).unwrap_or_default();
        let abbreviations = count_abbreviations(text, self.fold_spaces, self.backend);
        abbreviations
            .checked_mul(radix85::WORD)?
            .checked_add(max_decoded_len(text.len() - abbreviations))
    }

    /// Decodes `input` into `output`, which must have room for [`Decoder::max_decoded_len`] bytes.
    ///
    /// # Errors
    /// As [`DecodeError`] says, the first in the order of the text; what `output` then holds has no meaning.
    ///
    /// # Panics
    /// If `output` has too little room.
    pub fn decode(&self, input: &[u8], output: &mut Output<'_>) -> Result<(), DecodeError> {
        let text = self.without_frame(input).ok_or(DecodeError::MissingEnd)?;
        let words = WordDecoder {
            meanings: if self.fold_spaces {
                &MEANINGS_WITH_SPACES
            } else {
                &MEANINGS
            },
            ignored: self.ignored,
            canonical: self.canonical,
            zeros_abbreviated: self.canonical,
            lone_digit: self.lone_digit,
            backend: self.backend,
        };
        words.decode(text, output).map_err(|error| match error {
            radix85::DecodeError::Overflow { .. } => DecodeError::Overflow,
            radix85::DecodeError::InsideGroup { position } => DecodeError::InsideGroup {
                character: text[position],
            },
            radix85::DecodeError::NotADigit { position } => DecodeError::NotADigit {
                character: text[position],
            },
            radix85::DecodeError::IncompleteGroup => DecodeError::IncompleteGroup,
            radix85::DecodeError::NotAbbreviated => DecodeError::NotAbbreviated,
            radix85::DecodeError::NonZeroPaddingBits => DecodeError::NonZeroPaddingBits,
        })
    }

    /// The text that Adobe's framing encloses; `None` if there is no end, although there must be.
    #[inline]
    fn without_frame<'i>(&self, input: &'i [u8]) -> Option<&'i [u8]> {
        if !self.adobe {
            return Some(input);
        }
        let text = input.strip_suffix(&SUFFIX)?;
        Some(text.strip_prefix(&PREFIX).unwrap_or(text))
    }
}
