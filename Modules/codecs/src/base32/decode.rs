//! Characters to bytes.

use core::fmt;

use super::alphabet::PADDING;
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use super::avx2;
#[cfg(avx512)]
use super::avx512::{self, Ending};
use super::{BYTES_OF_CHARACTERS, DecodeTable};
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use crate::arch::Avx2;
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::{Backend, ByteSet, Output};

/// Eight pad characters, and the sign bit of each byte.
const PADS: u64 = u64::from_ne_bytes([PADDING; 8]);

/// After so many characters one by one, a kernel is worth a try.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
const LONGEST_SCALAR_RUN: usize = 128;

/// What to accept (RFC 4648 section 3 leaves most of it to the decoder).
#[derive(Clone, Copy, Debug)]
pub struct Decoder<'t> {
    /// Which characters have a value.
    pub table: &'t DecodeTable,
    /// Whether the input must be padded. If not, `=` is a character like any other outside the alphabet.
    pub padded: bool,
    /// Characters outside the alphabet to skip; if the pad character is among them, padding where it does not belong is, too.
    pub ignored: ByteSet,
    /// Whether bits of the last character that encode nothing must be zero (RFC 4648 section 3.5).
    pub canonical: bool,
    /// What does the work.
    pub backend: Backend,
}

/// Why a text is not Base32. Displays as `binascii.Error` words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The first character is padding.
    LeadingPadding,
    /// Padding after a complete group, or more of it than completes one.
    ExcessPadding,
    /// Padding, although the input is to be unpadded.
    PaddingNotAllowed,
    /// A character outside the alphabet.
    NotInAlphabet,
    /// Alphabet characters behind the padding that ends the data.
    DataAfterPadding,
    /// Alphabet characters between pad characters.
    DiscontinuousPadding,
    /// The last group has 1, 3 or 6 characters, of which the last carries no whole byte.
    ExcessCharacter {
        /// The number of alphabet characters up to and with it.
        characters: usize,
    },
    /// The last group is short of padding.
    IncorrectPadding,
    /// Bits that encode nothing are set.
    NonZeroPaddingBits,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DecodeError::LeadingPadding => "Leading padding not allowed",
            DecodeError::ExcessPadding => "Excess padding not allowed",
            DecodeError::PaddingNotAllowed => "Padding not allowed",
            DecodeError::NotInAlphabet => "Only base32 data is allowed",
            DecodeError::DataAfterPadding => "Excess data after padding",
            DecodeError::DiscontinuousPadding => "Discontinuous padding not allowed",
            DecodeError::ExcessCharacter { characters } => {
                return write!(
                    f,
                    "Invalid base32-encoded string: number of data characters ({characters}) \
                     cannot be 1, 3, or 6 more than a multiple of 8"
                );
            }
            DecodeError::IncorrectPadding => "Incorrect padding",
            DecodeError::NonZeroPaddingBits => "Non-zero padding bits",
        })
    }
}

impl Decoder<'_> {
    /// The standard alphabet, padded, and nothing else.
    #[inline(always)]
    pub fn standard() -> Decoder<'static> {
        Decoder {
            table: &DecodeTable::STANDARD,
            padded: true,
            ignored: ByteSet::EMPTY,
            canonical: false,
            backend: Backend::current(),
        }
    }

    /// The most bytes that `input` can decode to; for well-formed input, the exact number.
    #[inline]
    pub fn max_decoded_len(&self, input: &[u8]) -> usize {
        // What stands behind the last value adds nothing; that it is padding, or a line's end, is likely.
        let (before, last) = input.split_at(input.len().saturating_sub(7));
        let is_value = |&character: &u8| self.table.value(character) <= 31;
        let characters =
            before.len() + last.iter().rposition(is_value).map_or(0, |index| index + 1);
        characters / 8 * 5 + BYTES_OF_CHARACTERS[characters % 8]
    }

    /// Decodes `input` into `output`, which must have room for [`Decoder::max_decoded_len`] bytes.
    ///
    /// # Errors
    /// As [`DecodeError`] says; what `output` then holds has no meaning. A character that is not accepted is reported before
    /// what is wrong with the number of characters.
    ///
    /// # Panics
    /// If `output` has too little room.
    pub fn decode(&self, input: &[u8], output: &mut Output<'_>) -> Result<(), DecodeError> {
        let start = output.len();
        let mut rest = input;
        // The number of characters up to something that is none. It is learned: in text that is broken into lines, all but the
        // last are equally long.
        let mut run = usize::MAX;
        loop {
            #[cfg(avx512)]
            if let Some(proof) = Avx512::of(self.backend) {
                rest = self.decode_vectors(proof, rest, output);
            }
            let before = rest.len();
            rest = self.decode_groups(rest, run, output);
            run = before - rest.len();
            if self.decode_last_group(rest, output) {
                return Ok(());
            }
            match self.decode_slowly(rest, output, start)? {
                Some(behind) => rest = behind,
                None => return Ok(()),
            }
        }
    }

    /// Decodes whole groups as long as there is nothing but alphabet characters, of which `run` are to be expected.
    #[inline]
    fn decode_groups<'i>(
        &self,
        text: &'i [u8],
        #[cfg_attr(
            not(any(target_arch = "x86", target_arch = "x86_64")),
            expect(unused_variables, reason = "there is no kernel")
        )]
        run: usize,
        output: &mut Output<'_>,
    ) -> &'i [u8] {
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        if let Some(proof) = Avx2::of(self.backend) {
            let values = self.table.of_ascii();
            let mut rest = text;
            let mut run = run;
            loop {
                if run.min(rest.len()) >= avx2::SHORTEST_TEXT {
                    rest = &rest[avx2::decode(proof, values, rest, output)..];
                }
                // If the run turns out to be a long one after all, vectors are worth a try again.
                let few = rest.len().min(LONGEST_SCALAR_RUN);
                let done =
                    output.extend_while(&rest[..few], |group| decode_group(self.table, group));
                rest = &rest[done..];
                if done < LONGEST_SCALAR_RUN {
                    return rest;
                }
                run = usize::MAX;
            }
        }
        let done = output.extend_while(text, |group| decode_group(self.table, group));
        &text[done..]
    }

    /// Decodes whole groups as long as there is nothing but alphabet characters, and what may be skipped in any place.
    #[cfg(avx512)]
    #[inline]
    fn decode_vectors<'i>(
        &self,
        proof: Avx512,
        text: &'i [u8],
        output: &mut Output<'_>,
    ) -> &'i [u8] {
        let values = self.table.of_ascii();
        // Whether the bits that are left over are zero, only the portable code knows.
        let ending = match (self.canonical, self.padded) {
            (false, true) => Ending::Padded,
            (false, false) => Ending::Unpadded,
            (true, _) => Ending::Unknown,
        };
        let text = &text[avx512::decode(proof, values, text, ending, output)..];
        let is_other = |&&character: &&u8| self.table.value(character) > 31;
        let Some(&other) = text.iter().take(8).find(is_other) else {
            return text;
        };
        let skippable = self.table.meaningless(&self.ignored);
        if !skippable.contains(other) {
            return text;
        }
        let progress = avx512::decode_skipping(proof, values, &skippable, text, output);
        // What the last characters belong to is to be decoded from its first one on.
        let mut left = progress.left;
        let mut consumed = progress.consumed;
        while left > 0 {
            consumed -= 1;
            left -= usize::from(self.table.value(text[consumed]) <= 31);
        }
        &text[consumed..]
    }

    /// Decodes the end of most texts: one group that is padded as it should be. If `rest` is anything else, says so and does
    /// nothing.
    #[inline]
    fn decode_last_group(&self, rest: &[u8], output: &mut Output<'_>) -> bool {
        let (true, Ok(group)) = (self.padded, <[u8; 8]>::try_from(rest)) else {
            return false;
        };
        let (values, others) = self.values_and_others(group);
        let characters = others.trailing_zeros() as usize / 8;
        if !matches!(characters, 2 | 4 | 5 | 7)
            || others >> (8 * characters) != PADS >> (8 * characters)
        {
            return false;
        }
        // From eighths to quarters, halves and the whole of eight bytes.
        let eighths = values.swap_bytes();
        let quarters = eighths >> 3 & 0x03e0_03e0_03e0_03e0 | eighths & 0x001f_001f_001f_001f;
        let halves = quarters >> 6 & 0x000f_fc00_000f_fc00 | quarters & 0x0000_03ff_0000_03ff;
        let bits = halves >> 12 & 0x00ff_fff0_0000 | halves & 0x000f_ffff;
        let bytes = BYTES_OF_CHARACTERS[characters];
        if self.canonical && bits << (24 + 8 * bytes) != 0 {
            return false;
        }
        let [_, _, _, a, b, c, d, _] = bits.to_be_bytes();
        match bytes {
            1 => output.extend([a]),
            2 => output.extend([a, b]),
            3 => output.extend([a, b, c]),
            _ => output.extend([a, b, c, d]),
        }
        true
    }

    /// The values of eight characters, the first one in the lowest byte, with 0 for those that have none, and the meanings of these.
    #[inline(always)]
    fn values_and_others(&self, group: [u8; 8]) -> (u64, u64) {
        let meanings = u64::from_le_bytes(group.map(|character| self.table.value(character)));
        let signs = meanings & PADS;
        // The sign of a meaning that is no value is spread over its byte.
        let others = (signs - (signs >> 7)) | signs;
        (meanings & !others, meanings & others)
    }

    /// Decodes up to the end of one group, through whatever stands before and between its characters, or to where a group
    /// may begin. Returns what is behind, or `None` at the end of the input.
    fn decode_slowly<'i>(
        &self,
        rest: &'i [u8],
        output: &mut Output<'_>,
        start: usize,
    ) -> Result<Option<&'i [u8]>, DecodeError> {
        // Alphabet characters of this group so far, the bits of the last one that are not in the output yet, the pad
        // characters among them, and whether padding may stand anywhere.
        let mut position = 0;
        let mut left = 0;
        let mut pads = 0;
        let mut pads_ignored = false;
        for (index, &character) in rest.iter().enumerate() {
            if self.padded && self.table.is_pad(character) {
                pads += 1;
                pads_ignored = self.ignored.contains(character);
                let completes = matches!(position, 2 | 4 | 5 | 7) && position + pads <= 8;
                if completes || pads_ignored {
                    continue;
                }
                match position {
                    // A character that carries no whole byte is the worse error, and is reported at the end.
                    1 | 3 | 6 => break,
                    0 if output.len() == start => return Err(DecodeError::LeadingPadding),
                    _ => return Err(DecodeError::ExcessPadding),
                }
            }
            let value = self.table.value(character);
            if value > 31 {
                if !self.ignored.contains(character) {
                    return Err(if self.table.is_pad(character) {
                        DecodeError::PaddingNotAllowed
                    } else {
                        DecodeError::NotInAlphabet
                    });
                }
                if position == 0 && pads == 0 {
                    // Between groups, as behind a line's end: nothing to remember, so that the fast way may go on.
                    return Ok(Some(&rest[index + 1..]));
                }
                continue;
            }
            if pads > 0 && !pads_ignored {
                return Err(if position + pads == 8 {
                    DecodeError::DataAfterPadding
                } else {
                    DecodeError::DiscontinuousPadding
                });
            }
            match position {
                0 => left = value,
                1 => {
                    output.push(left << 3 | value >> 2);
                    left = value & 0x03;
                }
                2 | 5 => left = left << 5 | value,
                3 => {
                    output.push(left << 1 | value >> 4);
                    left = value & 0x0f;
                }
                4 => {
                    output.push(left << 4 | value >> 1);
                    left = value & 0x01;
                }
                6 => {
                    output.push(left << 2 | value >> 3);
                    left = value & 0x07;
                }
                _ => {
                    output.push(left << 5 | value);
                    return Ok(Some(&rest[index + 1..]));
                }
            }
            position += 1;
        }
        if matches!(position, 1 | 3 | 6) {
            let characters = (output.len() - start) / 5 * 8 + position;
            return Err(DecodeError::ExcessCharacter { characters });
        }
        if self.padded && position != 0 && position + pads < 8 {
            return Err(DecodeError::IncorrectPadding);
        }
        if self.canonical && left != 0 {
            return Err(DecodeError::NonZeroPaddingBits);
        }
        Ok(None)
    }
}

/// Five bytes, or `None` if one of the characters has no value.
#[inline(always)]
fn decode_group(table: &DecodeTable, group: [u8; 8]) -> Option<[u8; 5]> {
    let [a, b, c, d, e, f, g, h] = group.map(|character| u32::from(table.value(character)));
    // Written out so that none of the shifts waits for the one before.
    let first = (a << 15 | b << 10) | (c << 5 | d);
    let second = (e << 15 | f << 10) | (g << 5 | h);
    let [_, _, _, p, q, r, s, t] = (u64::from(first) << 20 | u64::from(second)).to_be_bytes();
    let all = (a | b | c | d) | (e | f | g | h);
    (all <= 31).then_some([p, q, r, s, t])
}
