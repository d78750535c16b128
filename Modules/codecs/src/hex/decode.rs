//! Hexadecimal digits to bytes.

use core::fmt;

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use super::avx2;
#[cfg(avx512)]
use super::avx512;
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use crate::arch::Avx2;
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
                (true, []) => Ok(()),
                (true, &[digit]) if values[usize::from(digit)] <= 15 => {
                    Err(DecodeError::OddNumberOfDigits)
                }
                _ => Err(DecodeError::NotHexadecimal),
            };
        }
        let mut rest = input;
        // The number of characters up to the next one to skip. It is learned: in text that is broken into lines, all but the
        // last are equally long.
        let mut run = usize::MAX;
        loop {
            let done = self.decode_blocks(&rest[..rest.len().min(run)], output);
            run = done;
            match self.decode_slowly(values, &rest[done..], &mut run, output)? {
                Some(behind) => rest = behind,
                None => return Ok(()),
            }
        }
    }

    /// Decodes blocks of digits as long as there is nothing else among them. Returns how many characters it decoded.
    #[inline]
    fn decode_blocks(&self, input: &[u8], output: &mut Output<'_>) -> usize {
        if input.len() < BLOCK {
            return 0;
        }
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        if let Some(proof) = Avx2::of(self.backend) {
            return avx2::decode_blocks(proof, self.lowercase, input, output);
        }
        decode_blocks(self.lowercase, input, output)
    }

    /// Decodes byte by byte, until blocks are worth a try. Returns what is behind, or `None` at the end of the input.
    ///
    /// `run` is how many digits there were without a character to skip, and becomes how many may be expected.
    fn decode_slowly<'i>(
        &self,
        values: &[u8; 256],
        mut rest: &'i [u8],
        run: &mut usize,
        output: &mut Output<'_>,
    ) -> Result<Option<&'i [u8]>, DecodeError> {
        let mut longest_run = *run + BLOCK;
        loop {
            if let &[high, low, ref behind @ ..] = rest {
                let [high, low] = [high, low].map(|digit| values[usize::from(digit)]);
                if high | low <= 15 {
                    output.push(high << 4 | low);
                    rest = behind;
                    *run += 2;
                    if *run >= longest_run {
                        *run = usize::MAX;
                        return Ok(Some(rest));
                    }
                    continue;
                }
            }
            // There is something else among the next two characters, or only one.
            let Some((&character, behind)) = rest.split_first() else {
                return Ok(None);
            };
            rest = behind;
            let high = values[usize::from(character)];
            if high > 15 {
                if !self.ignored.contains(character) {
                    return Err(DecodeError::NotHexadecimal);
                }
                if *run >= BLOCK {
                    return Ok(Some(rest));
                }
            } else {
                let is_other = |c: &&u8| values[usize::from(**c)] > 15;
                let others = rest.iter().take_while(is_other);
                let count = others.clone().count();
                if !others.copied().all(|c| self.ignored.contains(c)) {
                    return Err(DecodeError::NotHexadecimal);
                }
                let Some((&low, behind)) = rest[count..].split_first() else {
                    return Err(DecodeError::OddNumberOfDigits);
                };
                output.push(high << 4 | values[usize::from(low)]);
                rest = behind;
            }
            *run = 0;
            longest_run = BLOCK;
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

/// How many digits are decoded at a time.
const BLOCK: usize = 64;

/// Decodes blocks of digits as long as there is nothing else among them. Returns how many characters it decoded.
#[inline(always)]
pub(super) fn decode_blocks(lowercase: bool, input: &[u8], output: &mut Output<'_>) -> usize {
    // The bit that makes a letter a lower-case one is set where it does not matter, and then the letters begin at `a`.
    let (case_bit, first_letter) = if lowercase { (0x20, b'a') } else { (0, b'A') };
    output.extend_while(input, |text| decode_block(case_bit, first_letter, text))
}

/// 32 bytes, unless one of the characters is no digit. Written so that the compiler makes vector code of it.
#[inline(always)]
fn decode_block(case_bit: u8, first_letter: u8, text: [u8; BLOCK]) -> Option<[u8; BLOCK / 2]> {
    let mut all = 0;
    let mut values = [0; BLOCK];
    for (value, character) in values.iter_mut().zip(text) {
        let decimal = character.wrapping_sub(b'0');
        let letter = (character | case_bit).wrapping_sub(first_letter);
        *value = if decimal < 10 {
            decimal
        } else if letter < 6 {
            letter + 10
        } else {
            NO_DIGIT
        };
        all |= *value;
    }
    let mut bytes = [0; BLOCK / 2];
    for (byte, digits) in bytes.iter_mut().zip(values.chunks_exact(2)) {
        *byte = digits[0] << 4 | digits[1];
    }
    (all <= 15).then_some(bytes)
}
