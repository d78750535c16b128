//! Characters to bytes.

use core::fmt;

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use super::avx2;
#[cfg(avx512)]
use super::avx512;
use super::{DecodeTable, PAD};
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use crate::arch::Avx2;
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::arch::simd::{self, KnownAlphabet};
use crate::{Backend, ByteSet, Output};

/// The most characters that a vector kernel gets at a time. One that meets something else than the alphabet fails without
/// saying where, and what it was given has to be tried again in smaller pieces.
const LARGEST_CHUNK: usize = 8192;

/// How many characters portable code decodes before it puts the bytes where they belong.
const SCALAR_BATCH: usize = 128;

type ScalarBatch = [u8; SCALAR_BATCH / 4 * 3];

/// The most characters that end a line.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
const LONGEST_SEPARATOR: usize = 2;

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
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        if let (true, Some(proof)) = (input.len() > avx2::VECTOR, Avx2::of(self.backend)) {
            if let Some(kernel) = avx2::Decoding::new(proof, self.table) {
                return self.decode_with_avx2(kernel, input, output);
            }
        }
        self.decode_otherwise(input, output)
    }

    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    #[inline(never)]
    fn decode_with_avx2(
        &self,
        mut kernel: avx2::Decoding<'_>,
        input: &[u8],
        output: &mut Output<'_>,
    ) -> Result<(), DecodeError> {
        let start = output.len();
        let mut rest = input;
        let mut batch = [0; SCALAR_BATCH / 4 * 3];
        let mut is_long = true;
        loop {
            let line = rest;
            let mut limit = LONGEST_SCALAR_RUN;
            // Where a run was short, the next one probably is, and not worth a call of the kernel.
            if is_long {
                // The last quad may hold padding: it is left to others.
                let quads = rest.len().saturating_sub(1) / 4 * 4;
                rest = &rest[kernel.decode(&rest[..quads], output)..];
                limit = rest.len();
            }
            let limit = limit.min(rest.len());
            rest = &rest[self.decode_scalar(&rest[..limit], &mut batch, output)..];
            let line_len = line.len() - rest.len();
            is_long = line_len >= avx2::VECTOR;
            if let Some((separator, behind)) = self.separator(rest) {
                rest = behind;
                if is_long {
                    // In text that is broken into lines, all but the last are equally long.
                    let done = kernel.decode_lines(line_len, separator, rest, output);
                    rest = &rest[done..];
                }
                continue;
            }
            rest = match self.decode_slowly(rest, output, start)? {
                Some(rest) => rest,
                None => return Ok(()),
            };
        }
    }

    /// Splits off what ends a line, if another one may follow.
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    #[inline(always)]
    fn separator<'i>(&self, text: &'i [u8]) -> Option<(&'i [u8], &'i [u8])> {
        let skipped = text
            .iter()
            .take(LONGEST_SEPARATOR)
            .take_while(|character| self.skips(**character))
            .count();
        let (separator, behind) = text.split_at(skipped);
        (skipped > 0 && self.begins_with_value(behind)).then_some((separator, behind))
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
        let (body_len, leftovers) = self.ending(input);
        let kernel = avx512::Decoding {
            proof,
            values,
            leftovers,
        };
        let progress = kernel.decode(&input[..body_len], output);
        if progress.complete {
            return Ok(());
        }
        let input = &input[progress.consumed..];
        self.decode_rest_with_avx512(&kernel, body_len - progress.consumed, input, output, start)
    }

    /// Decodes what is not all alphabet characters. `body_len` is the length of `input` without its ending.
    #[cfg(avx512)]
    #[inline(never)]
    fn decode_rest_with_avx512(
        &self,
        kernel: &avx512::Decoding<'_>,
        body_len: usize,
        input: &[u8],
        output: &mut Output<'_>,
        start: usize,
    ) -> Result<(), DecodeError> {
        let mut skippable = if self.strict {
            self.ignored
        } else {
            ByteSet::ALL
        };
        if self.padded && self.stops_at_padding {
            skippable = skippable.without(PAD);
        }
        let mut done = 0;
        loop {
            let body = input[..body_len].get(done..).unwrap_or_default();
            let progress = kernel.decode_skipping(&skippable, body, output);
            if progress.complete {
                return Ok(());
            }
            done += progress.consumed;
            // Where the kernel does not get far, it is not worth its call every time.
            let is_far = progress.consumed >= SHORTEST_VECTOR_INPUT;
            let patience = if is_far { 0 } else { LONGEST_SCALAR_RUN };
            let resume = done + patience;
            loop {
                match self.decode_slowly(&input[done..], output, start)? {
                    Some(rest) => done = input.len() - rest.len(),
                    None => return Ok(()),
                }
                if done >= resume {
                    break;
                }
            }
        }
    }

    /// How long the text is without the padding and the line's end that are likely to end it, and how many characters of an
    /// incomplete quad make it well-formed without them.
    #[cfg(avx512)]
    #[inline(always)]
    fn ending(&self, input: &[u8]) -> (usize, avx512::Leftovers) {
        let is_pad = |character| self.padded && self.table.is_pad(character);
        // What stands behind padding that stops a strict decoder is an error.
        let skips = !(self.strict && self.stops_at_padding);
        let mut rest = input;
        for _ in 0..2 {
            match rest {
                [before @ .., last] if skips && self.skips(*last) => rest = before,
                _ => break,
            }
        }
        let mut pads = 0;
        for _ in 0..2 {
            match rest {
                [before @ .., last] if is_pad(*last) => {
                    rest = before;
                    pads += 1;
                }
                _ => break,
            }
        }
        let mut leftovers = match (self.padded, pads) {
            (false, _) => 0b1101,
            (true, 0) => 0b0001,
            (true, 1) => 0b1000,
            (true, _) => 0b0100,
        };
        if self.canonical {
            // The bits that are left over must be zero.
            let last = rest.last().map_or(0, |&last| self.table.value(last));
            leftovers &= 0b0001 | u8::from(last & 0x0f == 0) << 2 | u8::from(last & 0x03 == 0) << 3;
        }
        (rest.len(), avx512::Leftovers(leftovers))
    }

    /// Whether `character` means nothing, and not even that there is padding, and may stand anywhere.
    #[inline(always)]
    fn skips(&self, character: u8) -> bool {
        self.table.value(character) > 63
            && !(self.padded && self.table.is_pad(character))
            && (!self.strict || self.ignored.contains(character))
    }

    #[inline(always)]
    fn begins_with_value(&self, text: &[u8]) -> bool {
        text.first()
            .is_some_and(|&character| self.table.value(character) <= 63)
    }

    #[inline(never)]
    fn decode_otherwise(&self, input: &[u8], output: &mut Output<'_>) -> Result<(), DecodeError> {
        let start = output.len();
        let mut rest = input;
        let mut chunk = LARGEST_CHUNK;
        let mut batch = [0; SCALAR_BATCH / 4 * 3];
        loop {
            rest = match (self.backend, self.table.known()) {
                (Backend::Simd | Backend::Avx512, Some(known)) => {
                    self.decode_quads(known, rest, &mut chunk, &mut batch, output)
                }
                _ => &rest[self.decode_scalar(rest, &mut batch, output)..],
            };
            match rest {
                [skipped, behind @ ..]
                    if self.skips(*skipped) && self.begins_with_value(behind) =>
                {
                    // Between quads, as behind a line's end: nothing to remember.
                    rest = behind;
                    continue;
                }
                _ => {}
            }
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
        known: KnownAlphabet,
        input: &'i [u8],
        chunk: &mut usize,
        batch: &mut ScalarBatch,
        output: &mut Output<'_>,
    ) -> &'i [u8] {
        let mut rest = input;
        let mut expected = *chunk;
        loop {
            rest = self.decode_chunks(known, rest, expected, output);
            if !self.begins_with_value(rest) {
                break;
            }
            // Where short runs were expected, and so no kernel was tried, a long one must not go unnoticed.
            let limit = rest.len().min(LONGEST_SCALAR_RUN);
            let consumed = self.decode_scalar(&rest[..limit], batch, output);
            rest = &rest[consumed..];
            if consumed < LONGEST_SCALAR_RUN || rest.is_empty() {
                break;
            }
            expected = LONGEST_SCALAR_RUN;
        }
        *chunk = (input.len() - rest.len()).min(LARGEST_CHUNK);
        rest
    }

    /// Decodes whole quads up to one with anything but alphabet characters. Returns how many characters they have.
    #[inline(always)]
    fn decode_scalar(
        &self,
        text: &[u8],
        batch: &mut ScalarBatch,
        output: &mut Output<'_>,
    ) -> usize {
        // A character without a value makes the number negative.
        let group = |a: &u8, b: &u8, c: &u8, d: &u8| {
            let value = |character: &u8| self.table.signed_value(*character);
            value(a) << 18 | value(b) << 12 | value(c) << 6 | value(d)
        };
        let mut done = 0;
        // By way of a batch, and not straight into the output, since that is what compilers make the better code of.
        for text in text.chunks(SCALAR_BATCH) {
            let mut pairs = 0;
            for (quads, bytes) in text.chunks_exact(8).zip(batch.chunks_exact_mut(6)) {
                let [a, b, c, d, e, f, g, h] = quads else {
                    break;
                };
                let (high, low) = (group(a, b, c, d), group(e, f, g, h));
                if (high | low) < 0 {
                    break;
                }
                let bits = i64::from(high) << 24 | i64::from(low);
                bytes.copy_from_slice(&bits.to_be_bytes()[2..]);
                pairs += 1;
            }
            output.extend_from_slice(&batch[..pairs * 6]);
            done += pairs * 8;
            if pairs * 8 < SCALAR_BATCH {
                break;
            }
        }
        let single = output.extend_while(&text[done..], |[a, b, c, d]| {
            let bits = group(&a, &b, &c, &d);
            let [_, bytes @ ..] = bits.to_be_bytes();
            (bits >= 0).then_some(bytes)
        });
        done + single
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
            if !self.begins_with_value(behind) {
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
        if let [a, b, c, d] = *rest {
            // How text mostly ends, done in one step.
            let [a, b, third] = [a, b, c].map(|character| self.table.value(character));
            if self.padded && self.table.is_pad(d) && (a | b) <= 63 {
                let left_over = if third <= 63 {
                    output.extend([a << 2 | b >> 4, b << 4 | third >> 2]);
                    Some(third & 0x03)
                } else if self.table.is_pad(c) {
                    output.push(a << 2 | b >> 4);
                    Some(b & 0x0f)
                } else {
                    None
                };
                match left_over {
                    Some(0) => return Ok(None),
                    Some(_) if self.canonical => return Err(DecodeError::NonZeroPaddingBits),
                    Some(_) => return Ok(None),
                    None => {}
                }
            }
        }
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
