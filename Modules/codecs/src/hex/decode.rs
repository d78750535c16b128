//! Hexadecimal digits to bytes.

use core::fmt;

#[cfg(avx512)]
use super::avx512;
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::{Backend, ByteSet, Output};

/// What to accept.
#[derive(Clone, Copy, Debug)]
pub struct Decoder {
    /// Whether `a` to `f` are digits as `A` to `F` are. If not, they are characters like any other.
    pub lowercase: bool,
    /// Characters to skip wherever they stand, between the two digits of a byte too. Digits are not skipped.
    pub ignored: ByteSet,
    /// What does the work.
    pub backend: Backend,
}

/// Why a text is not hexadecimal. Displays as `binascii.Error` words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// A character that is neither a digit nor to be skipped.
    NotHexadecimal,
    /// One digit is left over.
    OddNumberOfDigits,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DecodeError::NotHexadecimal => "Non-hexadecimal digit found",
            DecodeError::OddNumberOfDigits => "Odd number of hexadecimal digits",
        })
    }
}

impl Decoder {
    /// Digits of either case and nothing else.
    #[inline(always)]
    pub fn new() -> Self {
        Decoder {
            lowercase: true,
            ignored: ByteSet::EMPTY,
            backend: Backend::current(),
        }
    }

    /// The most bytes that `input` can decode to; if nothing is skipped, the exact number.
    #[inline]
    pub fn max_decoded_len(&self, input: &[u8]) -> usize {
        input.len() / 2
    }

    /// Decodes `input` into `output`, which must have room for [`Decoder::max_decoded_len`] bytes.
    ///
    /// # Errors
    /// As [`DecodeError`] says, [`DecodeError::NotHexadecimal`] before the other; what `output` then holds has no meaning.
    ///
    /// # Panics
    /// If `output` has too little room.
    pub fn decode(&self, input: &[u8], output: &mut Output<'_>) -> Result<(), DecodeError> {
        let values = digit_values(self.lowercase);
        #[cfg(avx512)]
        if let (Some(proof), Some(ascii)) = (Avx512::of(self.backend), values.first_chunk()) {
            if !self.ignored.is_empty() {
                return avx512::decode_skipping(proof, ascii, &self.ignored, input, output);
            }
            let (pairs, odd) = input.split_at(input.len() / 2 * 2);
            return match (avx512::decode(proof, ascii, pairs, output), odd) {
                (Some(_), []) => Ok(()),
                (Some(_), &[digit]) if values[usize::from(digit)] <= 15 => {
                    Err(DecodeError::OddNumberOfDigits)
                }
                _ => Err(DecodeError::NotHexadecimal),
            };
        }
        let mut high = None;
        for &character in input {
            let value = values[usize::from(character)];
            if value > 15 {
                if !self.ignored.contains(character) {
                    return Err(DecodeError::NotHexadecimal);
                }
                continue;
            }
            high = match high {
                None => Some(value),
                Some(high) => {
                    output.push(high << 4 | value);
                    None
                }
            };
        }
        match high {
            None => Ok(()),
            Some(_) => Err(DecodeError::OddNumberOfDigits),
        }
    }
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

/// The entry of a character that is no digit.
const NO_DIGIT: u8 = 0xff;

/// What each character is worth as a digit.
const fn digit_values(lowercase: bool) -> &'static [u8; 256] {
    const UPPERCASE: [u8; 256] = invert(*b"0123456789ABCDEF", [NO_DIGIT; 256]);
    const ANY_CASE: [u8; 256] = invert(*b"0123456789abcdef", UPPERCASE);
    if lowercase { &ANY_CASE } else { &UPPERCASE }
}

const fn invert(digits: [u8; 16], mut values: [u8; 256]) -> [u8; 256] {
    let mut value = 0;
    while value < digits.len() {
        values[digits[value] as usize] = value as u8;
        value += 1;
    }
    values
}
