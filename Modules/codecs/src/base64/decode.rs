//! Characters to bytes.

use core::fmt;

#[cfg(avx512)]
use super::avx512;
use super::{DecodeTable, PAD};
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::arch::simd::{self, KnownAlphabet};
use crate::{Backend, ByteSet, Output};

/// The most characters that a vector kernel gets at a time. One that meets something else than the alphabet fails without
/// saying where, and what it was given has to be tried again in smaller pieces.
const LARGEST_CHUNK: usize = 8192;

/// After so many characters without a kernel, one is worth a try again.
const LONGEST_SCALAR_RUN: usize = 128;

/// Below this, calling a vector kernel costs more than it saves.
const SHORTEST_VECTOR_INPUT: usize = 32;

/// What to accept (RFC 4648 section 3 leaves most of it to the decoder).
#[derive(Clone, Copy, Debug)]
pub struct Decoder<'t> {
    /// Which characters have a value.
    pub table: &'t DecodeTable,
    /// Whether characters outside the alphabet, and padding where it does not belong, are errors; otherwise they are skipped.
    pub strict: bool,
    /// Whether the input must be padded. If not, `=` is a character like any other outside the alphabet.
    pub padded: bool,
    /// What strict decoding skips all the same.
    pub ignored: ByteSet,
    /// Whether padding that completes a quad ends the data, as until Python 3.13. What stands behind it is then not looked at;
    /// if `strict`, it is an error, whatever it is, and even if `ignored`.
    pub stops_at_padding: bool,
    /// Whether bits of the last character that encode nothing must be zero (RFC 4648 section 3.5).
    pub canonical: bool,
    /// What does the work.
    pub backend: Backend,
}

/// Why a text is not Base64. Displays as `binascii.Error` words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The first character is padding.
    LeadingPadding,
    /// Padding after a complete quad, or more of it than completes one.
    ExcessPadding,
    /// Padding, although the input is to be unpadded.
    PaddingNotAllowed,
    /// A character outside the alphabet.
    NotInAlphabet,
    /// Alphabet characters, or anything if that padding stops the decoder, behind the padding that ends the data.
    DataAfterPadding,
    /// Alphabet characters between pad characters.
    DiscontinuousPadding,
    /// One character is left over, and carries no whole byte.
    ExcessCharacter {
        /// The number of alphabet characters up to and with it.
        characters: usize,
    },
    /// The last quad is short of padding.
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
            DecodeError::NotInAlphabet => "Only base64 data is allowed",
            DecodeError::DataAfterPadding => "Excess data after padding",
            DecodeError::DiscontinuousPadding => "Discontinuous padding not allowed",
            DecodeError::ExcessCharacter { characters } => {
                return write!(
                    f,
                    "Invalid base64-encoded string: number of data characters ({characters}) \
                     cannot be 1 more than a multiple of 4"
                );
            }
            DecodeError::IncorrectPadding => "Incorrect padding",
            DecodeError::NonZeroPaddingBits => "Non-zero padding bits",
        })
    }
}

impl Decoder<'_> {
    /// The most bytes that `input` can decode to; for well-formed input, the exact number.
    pub fn max_decoded_len(&self, input: &[u8]) -> usize {
        let is_value = |&&character: &&u8| self.table.value(character) <= 63;
        // What stands behind the last value adds nothing; that it is padding, or a line's end, is likely.
        let behind = input
            .iter()
            .rev()
            .take(4)
            .take_while(|c| !is_value(c))
            .count();
        let characters = input.len() - behind;
        characters / 4 * 3 + [0, 0, 1, 2][characters % 4]
    }

    /// Decodes `input` into `output`, which must have room for [`Decoder::max_decoded_len`] bytes.
    ///
    /// # Errors
    /// As [`DecodeError`] says; what `output` then holds has no meaning.
    ///
    /// # Panics
    /// If `output` has too little room.
    pub fn decode(&self, input: &[u8], output: &mut Output<'_>) -> Result<(), DecodeError> {
        #[cfg(avx512)]
        if let (Some(proof), Some(values)) = (Avx512::of(self.backend), self.table.ascii_values()) {
            return self.decode_with_avx512(proof, values, input, output);
        }
        self.decode_without_avx512(input, output)
    }

    #[cfg(avx512)]
    #[inline(always)]
    fn decode_with_avx512(
        &self,
        proof: Avx512,
        values: &[u8; 128],
        input: &[u8],
        output: &mut Output<'_>,
    ) -> Result<(), DecodeError> {
        let start = output.len();
        let skippable = self.skippable();
        let (body_len, leftovers) = self.ending(&skippable, input);
        let body = &input[..body_len];
        let progress = avx512::decode(proof, values, body, leftovers, output);
        if progress.complete {
            return Ok(());
        }
        let body = &body[progress.consumed..];
        let input = &input[progress.consumed..];
        self.skip_with_avx512(
            proof,
            values,
            &skippable,
            leftovers,
            body.len(),
            input,
            output,
            start,
        )
    }

    #[cfg(avx512)]
    #[inline(never)]
    fn skip_with_avx512(
        &self,
        proof: Avx512,
        values: &[u8; 128],
        skippable: &ByteSet,
        leftovers: avx512::Leftovers,
        body_len: usize,
        input: &[u8],
        output: &mut Output<'_>,
        start: usize,
    ) -> Result<(), DecodeError> {
        let mut done = 0;
        while let Some(body) = input[..body_len].get(done..) {
            let progress =
                avx512::decode_skipping(proof, values, skippable, body, leftovers, output);
            if progress.complete {
                return Ok(());
            }
            done += progress.consumed;
            // Where the kernel does not get far, it is not worth its call.
            let patience = done + LONGEST_SCALAR_RUN;
            loop {
                match self.decode_slowly(&input[done..], output, start)? {
                    Some(rest) => done = input.len() - rest.len(),
                    None => return Ok(()),
                }
                if progress.consumed >= SHORTEST_VECTOR_INPUT || done >= patience {
                    break;
                }
            }
        }
        self.decode_slowly(&input[done..], output, start)
            .map(|_| ())
    }

    /// What may be passed over without a further look.
    #[cfg(avx512)]
    #[inline(always)]
    fn skippable(&self) -> ByteSet {
        let set = if self.strict {
            self.ignored
        } else {
            ByteSet::ALL
        };
        if self.padded && self.stops_at_padding {
            set.without(PAD)
        } else {
            set
        }
    }

    /// How long the text is without the padding and the line's end that are likely to end it, and what may be left over behind
    /// the last whole quad without them for it to be well-formed.
    #[cfg(avx512)]
    #[inline(always)]
    fn ending(&self, skippable: &ByteSet, input: &[u8]) -> (usize, avx512::Leftovers) {
        let is_pad = |character| self.padded && self.table.is_pad(character);
        let mut rest = input;
        // What stands behind padding that stops a strict decoder is an error.
        let at_most = if self.strict && self.stops_at_padding {
            0
        } else {
            2
        };
        for _ in 0..at_most {
            match rest.split_last() {
                Some((&last, before))
                    if self.table.value(last) > 63 && !is_pad(last) && skippable.contains(last) =>
                {
                    rest = before;
                }
                _ => break,
            }
        }
        let mut pads = 0;
        for _ in 0..2 {
            match rest.split_last() {
                Some((&last, before)) if is_pad(last) => {
                    rest = before;
                    pads += 1;
                }
                _ => break,
            }
        }
        let mut leftovers = if self.padded {
            [0b0001, 0b1000, 0b0100][pads]
        } else {
            0b1101
        };
        if self.canonical {
            // Left over bits must be zero. What ends with something else than a value is not looked at here.
            let last = rest.last().map_or(0, |&last| self.table.value(last));
            leftovers &= 0b0001 | u8::from(last & 0x0f == 0) << 2 | u8::from(last & 0x03 == 0) << 3;
        }
        (rest.len(), avx512::Leftovers(leftovers))
    }

    #[inline(never)]
    fn decode_without_avx512(
        &self,
        input: &[u8],
        output: &mut Output<'_>,
    ) -> Result<(), DecodeError> {
        let start = output.len();
        let mut rest = input;
        let mut chunk = LARGEST_CHUNK;
        loop {
            rest = self.decode_quads(rest, &mut chunk, output);
            rest = match self.decode_slowly(rest, output, start)? {
                Some(rest) => rest,
                None => return Ok(()),
            };
        }
    }

    /// Decodes whole quads as long as there is nothing but alphabet characters, and returns what is left.
    ///
    /// `chunk` is how many characters to expect before there is something else. It is learned: in text that is broken into
    /// lines, all but the last are equally long.
    #[inline]
    fn decode_quads<'i>(
        &self,
        input: &'i [u8],
        chunk: &mut usize,
        output: &mut Output<'_>,
    ) -> &'i [u8] {
        let mut rest = input;
        let mut expected = *chunk;
        loop {
            // Without a kernel, all of the rest is this loop's.
            let mut limit = rest.len();
            if let (Backend::Simd | Backend::Avx512, Some(known)) =
                (self.backend, self.table.known())
            {
                rest = self.decode_chunks(known, rest, expected, output);
                // Where short runs were expected, and so no kernel was tried, a long one must not go unnoticed.
                limit = rest.len().min(LONGEST_SCALAR_RUN);
            }
            let consumed = output.extend_while(&rest[..limit], |quad: [u8; 4]| {
                let [a, b, c, d] = quad.map(|character| self.table.value(character));
                ((a | b | c | d) <= 63).then_some([a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d])
            });
            rest = &rest[consumed..];
            if consumed < LONGEST_SCALAR_RUN || rest.is_empty() {
                break;
            }
            expected = LONGEST_SCALAR_RUN;
        }
        *chunk = (input.len() - rest.len()).min(LARGEST_CHUNK);
        rest
    }

    fn decode_chunks<'i>(
        &self,
        known: KnownAlphabet,
        mut rest: &'i [u8],
        mut chunk: usize,
        output: &mut Output<'_>,
    ) -> &'i [u8] {
        loop {
            // The last quad may hold padding, for which the kernel would give up on the whole chunk: it is left to others.
            // There is less room than characters where some of them have no value.
            let len = chunk
                .min(rest.len().saturating_sub(1) / 4 * 4)
                .min(output.remaining() / 3 * 4);
            if len < SHORTEST_VECTOR_INPUT {
                return rest;
            }
            let (quads, behind) = rest.split_at(len);
            let decoded =
                output.extend_with(len / 4 * 3, |window| simd::decode(known, quads, window));
            if decoded.is_none() {
                chunk = len / 8 * 4;
                continue;
            }
            rest = behind;
            if behind
                .first()
                .is_some_and(|&character| self.table.value(character) > 63)
            {
                return rest;
            }
            chunk = (chunk * 2).min(LARGEST_CHUNK);
        }
    }

    /// Decodes up to the end of one quad, through whatever stands before and between its characters, or to where a quad may
    /// begin. Returns what is behind, or `None` at the end of the input.
    fn decode_slowly<'i>(
        &self,
        rest: &'i [u8],
        output: &mut Output<'_>,
        start: usize,
    ) -> Result<Option<&'i [u8]>, DecodeError> {
        // Alphabet characters of this quad so far, the bits of the last one that are not in the output yet, and the pad
        // characters since it.
        let mut position = 0;
        let mut left = 0;
        let mut pads = 0;
        for (index, &character) in rest.iter().enumerate() {
            if self.padded && self.table.is_pad(character) {
                pads += 1;
                let belongs = position >= 2 && position + pads <= 4;
                if belongs && self.stops_at_padding && position + pads == 4 {
                    if self.strict && index + 1 < rest.len() {
                        return Err(DecodeError::DataAfterPadding);
                    }
                    break;
                }
                if belongs || !self.strict || self.ignored.contains(PAD) {
                    continue;
                }
                match position {
                    // What follows may be a worse error.
                    1 if self.stops_at_padding => continue,
                    // One lonely character is the worse error, and is reported at the end.
                    1 => break,
                    0 if output.len() == start => return Err(DecodeError::LeadingPadding),
                    _ => return Err(DecodeError::ExcessPadding),
                }
            }
            let value = self.table.value(character);
            if value > 63 {
                if self.strict && !self.ignored.contains(character) {
                    return Err(if self.table.is_pad(character) {
                        DecodeError::PaddingNotAllowed
                    } else {
                        DecodeError::NotInAlphabet
                    });
                }
                let is_value = |&next: &u8| self.table.value(next) <= 63;
                if position == 0 && pads == 0 && rest.get(index + 1).is_some_and(is_value) {
                    // Between quads, as behind a line's end: nothing to remember, so that the fast way may go on.
                    return Ok(Some(&rest[index + 1..]));
                }
                continue;
            }
            if pads > 0 && self.strict && !self.ignored.contains(PAD) {
                return Err(if position + pads == 4 && !self.stops_at_padding {
                    DecodeError::DataAfterPadding
                } else {
                    DecodeError::DiscontinuousPadding
                });
            }
            pads = 0;
            match position {
                0 => left = value,
                1 => {
                    output.push(left << 2 | value >> 4);
                    left = value & 0x0f;
                }
                2 => {
                    output.push(left << 4 | value >> 2);
                    left = value & 0x03;
                }
                _ => {
                    output.push(left << 6 | value);
                    return Ok(Some(&rest[index + 1..]));
                }
            }
            position += 1;
        }
        if position == 1 {
            let characters = (output.len() - start) / 3 * 4 + 1;
            return Err(DecodeError::ExcessCharacter { characters });
        }
        if self.padded && position != 0 && position + pads < 4 {
            return Err(DecodeError::IncorrectPadding);
        }
        if self.canonical && left != 0 {
            return Err(DecodeError::NonZeroPaddingBits);
        }
        Ok(None)
    }
}
