//! Groups of characters to words.

#[cfg(safe_intrinsics)]
use super::avx2;
#[cfg(avx512)]
use super::avx512;
use super::{BASE, GROUP, WORD};
#[cfg(safe_intrinsics)]
use crate::arch::Avx2;
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::{Backend, ByteSet, Output};

/// 85⁰ to 85⁴.
const POWERS: [u32; GROUP] = [1, 85, 85 * 85, 85 * 85 * 85, 85 * 85 * 85 * 85];

/// The largest digit.
const LARGEST: u64 = BASE as u64 - 1;

/// A kernel that gets less far than this many characters took longer than it saved.
const WORTHWHILE: usize = 64;

/// So many characters are then decoded without: the kernel would soon have to stop again.
const SCALAR_RUN: usize = 128;

/// What a last group of one digit is, which carries no whole byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoneDigit {
    /// An error.
    Reject,
    /// Nothing, unless it is so large that even a complete group could not begin with it.
    Drop,
}

/// The meanings of characters as entries of a table: 0 to 84 are digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning;

impl Meaning {
    /// A word of zeros.
    pub const ZEROS: u8 = 0x81;
    /// A word of spaces.
    pub const SPACES: u8 = 0x82;
    /// Nothing.
    pub const NONE: u8 = 0xff;

    /// The table of an alphabet. A character that stands in it twice means the larger digit.
    pub const fn digits(characters: &[u8; BASE]) -> [u8; 256] {
        let mut meanings = [Self::NONE; 256];
        let mut digit = 0;
        while digit < characters.len() {
            meanings[characters[digit] as usize] = digit as u8;
            digit += 1;
        }
        meanings
    }
}

/// Why a text is not made of groups. Positions count characters from the start of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecodeError {
    /// A group is more than 2³² - 1; `position` is that of its last digit, counting those that would complete a last group.
    Overflow { position: usize },
    /// An abbreviation inside a group.
    InsideGroup { position: usize },
    /// A character without a meaning.
    NotADigit { position: usize },
    /// The last group is a single digit.
    IncompleteGroup,
    /// A word that has an abbreviation was written without.
    NotAbbreviated,
    /// Another last group would stand for the same bytes.
    NonZeroPaddingBits,
}

/// What to accept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordDecoder<'t> {
    /// What each character means.
    pub meanings: &'t [u8; 256],
    /// What is skipped if it has no meaning.
    pub ignored: ByteSet,
    /// Whether a last group must be the one that an encoder writes.
    pub canonical: bool,
    /// Whether a word of zeros must be abbreviated.
    pub zeros_abbreviated: bool,
    /// What a last group of one digit is.
    pub lone_digit: LoneDigit,
    /// What does the work.
    #[cfg_attr(not(safe_intrinsics), expect(dead_code, reason = "there is no kernel"))]
    pub backend: Backend,
}

/// The most bytes that this many digits can decode to.
pub(crate) fn max_decoded_len(digits: usize) -> usize {
    digits / GROUP * WORD + (digits % GROUP).saturating_sub(1)
}

impl WordDecoder<'_> {
    /// Decodes `input` into `output`.
    ///
    /// # Panics
    /// If `output` has too little room.
    pub fn decode(&self, input: &[u8], output: &mut Output<'_>) -> Result<(), DecodeError> {
        let mut position = 0;
        loop {
            let resume = match self.decode_vectors(&input[position..], output) {
                None => input.len(),
                Some(consumed) => {
                    position += consumed;
                    if position == input.len() {
                        return Ok(());
                    }
                    if consumed < WORTHWHILE {
                        position + SCALAR_RUN
                    } else {
                        position
                    }
                }
            };
            loop {
                let run = &input[position..resume.clamp(position, input.len())];
                position += self.decode_groups(run, output);
                match self.decode_slowly(input, position, output)? {
                    Some(next) => position = next,
                    None => return Ok(()),
                }
                if position >= resume {
                    break;
                }
            }
        }
    }

    /// Decodes groups from the start of `input` on as long as there is nothing unusual, and returns how much text is done with;
    /// `None` if there is no kernel.
    #[cfg(safe_intrinsics)]
    #[inline(always)]
    fn decode_vectors(&self, input: &[u8], output: &mut Output<'_>) -> Option<usize> {
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            return Some(self.decode_avx512(proof, input, output));
        }
        let proof = Avx2::of(self.backend)?;
        let (meanings, stop_at_zeros) = (self.meanings, self.zeros_abbreviated);
        Some(avx2::decode(proof, meanings, stop_at_zeros, input, output))
    }

    #[cfg(not(safe_intrinsics))]
    #[inline(always)]
    fn decode_vectors(&self, _: &[u8], _: &mut Output<'_>) -> Option<usize> {
        None
    }

    #[cfg(avx512)]
    #[inline(always)]
    fn decode_avx512(&self, proof: Avx512, input: &[u8], output: &mut Output<'_>) -> usize {
        let (meanings, stop_at_zeros) = (self.meanings, self.zeros_abbreviated);
        let plain = avx512::decode(proof, meanings, stop_at_zeros, input, output);
        let rest = &input[plain..];
        let is_skipped = |&character: &u8| {
            self.meanings[character as usize] == Meaning::NONE && self.ignored.contains(character)
        };
        let skips = rest.len() >= WORTHWHILE && rest[..GROUP].iter().any(is_skipped);
        if !skips {
            return plain;
        }
        let ignored = &self.ignored;
        plain + avx512::decode_skipping(proof, meanings, ignored, stop_at_zeros, rest, output)
    }

    /// Decodes groups as long as there is nothing else, and returns how many characters they were.
    #[inline(always)]
    fn decode_groups(&self, input: &[u8], output: &mut Output<'_>) -> usize {
        output.extend_while(input, |group: [u8; GROUP]| {
            let [a, b, c, d, e] = group.map(|character| self.meanings[character as usize]);
            if [a, b, c, d, e].iter().any(|&digit| digit as usize >= BASE) {
                return None;
            }
            let tail = u32::from(b) * POWERS[3]
                + u32::from(c) * POWERS[2]
                + u32::from(d) * POWERS[1]
                + u32::from(e);
            let word = u64::from(a) * u64::from(POWERS[4]) + u64::from(tail);
            let word = u32::try_from(word).ok()?;
            (word != 0 || !self.zeros_abbreviated).then_some(word.to_be_bytes())
        })
    }

    /// Decodes one group from `start` on, through whatever stands before and between its characters, or all abbreviations up to
    /// the next group. Returns the position behind, or `None` at the end of the input.
    fn decode_slowly(
        &self,
        input: &[u8],
        start: usize,
        output: &mut Output<'_>,
    ) -> Result<Option<usize>, DecodeError> {
        // The digits of this group so far, and their value.
        let mut digits = 0;
        let mut value = 0;
        let mut abbreviations = 0;
        for (position, &character) in input.iter().enumerate().skip(start) {
            let meaning = self.meanings[character as usize];
            if (meaning as usize) < BASE {
                if abbreviations != 0 {
                    return Ok(Some(position));
                }
                value = value * BASE as u64 + u64::from(meaning);
                digits += 1;
                if digits == GROUP {
                    let word =
                        u32::try_from(value).map_err(|_| DecodeError::Overflow { position })?;
                    if word == 0 && self.zeros_abbreviated {
                        return Err(DecodeError::NotAbbreviated);
                    }
                    output.extend(word.to_be_bytes());
                    return Ok(Some(position + 1));
                }
            } else if let Meaning::ZEROS | Meaning::SPACES = meaning {
                if digits != 0 {
                    return Err(DecodeError::InsideGroup { position });
                }
                abbreviations += 1;
                output.extend(match meaning {
                    Meaning::ZEROS => [0; WORD],
                    _ => [b' '; WORD],
                });
            } else if !self.ignored.contains(character) {
                return Err(DecodeError::NotADigit { position });
            }
        }
        self.decode_partial(digits, value, input.len(), output)?;
        Ok(None)
    }

    /// Decodes the last group, of which there are only so many `digits`, fewer than five; `end` is the length of the input.
    fn decode_partial(
        &self,
        digits: usize,
        value: u64,
        end: usize,
        output: &mut Output<'_>,
    ) -> Result<(), DecodeError> {
        if digits == 0 {
            return Ok(());
        }
        let missing = GROUP - digits;
        // Digits that are not there count as the largest, so that what the others say is rounded up to whole bytes.
        let value = (0..missing).fold(value, |value, _| value * BASE as u64 + LARGEST);
        let position = end + missing - 1;
        let word = u32::try_from(value).map_err(|_| DecodeError::Overflow { position })?;
        if digits == 1 {
            return match self.lone_digit {
                LoneDigit::Reject => Err(DecodeError::IncompleteGroup),
                LoneDigit::Drop => Ok(()),
            };
        }
        let count = digits - 1;
        let bytes = word.to_be_bytes();
        let written = &bytes[..count];
        if self.canonical {
            let mut again = [0; WORD];
            again[..count].copy_from_slice(written);
            // An encoder would write the leading digits of this.
            let again = u32::from_be_bytes(again);
            if again / POWERS[missing] != word / POWERS[missing] {
                return Err(DecodeError::NonZeroPaddingBits);
            }
        }
        output.extend_from_slice(written);
        Ok(())
    }
}
