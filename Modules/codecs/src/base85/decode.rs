//! Base85 to bytes.

use core::fmt;

use super::{DecodeTable, LoneDigit};
use crate::radix85::{self, GROUP, WordDecoder};
use crate::{Backend, ByteSet, Output};

/// What to accept.
#[derive(Clone, Copy, Debug)]
pub struct Decoder<'t> {
    /// Which characters have a value.
    pub table: &'t DecodeTable,
    /// What is skipped. A character that has a value is never skipped.
    pub ignored: ByteSet,
    /// Whether a last group must be the one that an encoder writes for its bytes.
    pub canonical: bool,
    /// What a last group of one digit is.
    pub lone_digit: LoneDigit,
    /// What does the work.
    pub backend: Backend,
}

/// Why a text is not Base85. Displays as `binascii.Error` words it. Positions count characters from the start of the input,
/// skipped ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// A group of five digits is more than 2³² - 1.
    Overflow {
        /// Where it starts, if nothing was skipped: the position of its last digit, rounded down to a multiple of five.
        hunk: usize,
    },
    /// A character that has no value.
    NotADigit {
        /// Its position.
        position: usize,
    },
    /// The last group is a single digit.
    IncompleteGroup,
    /// Another last group stands for the same bytes.
    NonZeroPaddingBits,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Overflow { hunk } => {
                write!(f, "Base85 overflow in hunk starting at byte {hunk}")
            }
            DecodeError::NotADigit { position } => {
                write!(f, "bad Base85 character at position {position}")
            }
            DecodeError::IncompleteGroup => f.write_str("Incomplete Base85 group"),
            DecodeError::NonZeroPaddingBits => f.write_str("Non-zero padding bits"),
        }
    }
}

impl Decoder<'_> {
    /// The most bytes that `input` can decode to; for well-formed input in which nothing is to be skipped, the exact number.
    pub fn max_decoded_len(&self, input: &[u8]) -> usize {
        radix85::max_decoded_len(input.len())
    }

    /// Decodes `input` into `output`, which must have room for [`Decoder::max_decoded_len`] bytes.
    ///
    /// # Errors
    /// As [`DecodeError`] says, the first in the order of the text; what `output` then holds has no meaning.
    ///
    /// # Panics
    /// If `output` has too little room.
    pub fn decode(&self, input: &[u8], output: &mut Output<'_>) -> Result<(), DecodeError> {
        let words = WordDecoder {
            meanings: &self.table.meanings,
            ignored: self.ignored,
            canonical: self.canonical,
            zeros_abbreviated: false,
            lone_digit: self.lone_digit,
            backend: self.backend,
        };
        words.decode(input, output).map_err(|error| match error {
            radix85::DecodeError::Overflow { position } => DecodeError::Overflow {
                hunk: position / GROUP * GROUP,
            },
            // No alphabet of Base85 has abbreviations, and so neither what may go wrong with them.
            radix85::DecodeError::InsideGroup { position }
            | radix85::DecodeError::NotADigit { position } => DecodeError::NotADigit { position },
            radix85::DecodeError::IncompleteGroup => DecodeError::IncompleteGroup,
            radix85::DecodeError::NotAbbreviated | radix85::DecodeError::NonZeroPaddingBits => {
                DecodeError::NonZeroPaddingBits
            }
        })
    }
}
