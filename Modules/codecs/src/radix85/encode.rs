//! Words to groups of characters.

use core::mem::MaybeUninit;

#[cfg(safe_intrinsics)]
use super::avx2;
#[cfg(avx512)]
use super::avx512;
use super::{Alphabet, GROUP, WORD};
#[cfg(safe_intrinsics)]
use crate::arch::Avx2;
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::{Backend, Lines, Output};

/// Stands for a word of zeros.
pub(crate) const ABBREVIATED_ZEROS: u8 = b'z';

/// Stands for a word of spaces.
pub(crate) const ABBREVIATED_SPACES: u8 = b'y';

/// How many bytes are encoded at a time before their text is broken into lines.
const BATCH: usize = 768;

/// So many bytes are encoded without a kernel where it got no further than that.
#[cfg(safe_intrinsics)]
const SCALAR_RUN: usize = 128;

/// Which words one character stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviations {
    /// None.
    None,
    /// That of four zeros.
    Zeros,
    /// Those of four zeros and of four spaces.
    ZerosAndSpaces,
}

impl Abbreviations {
    /// The character that stands for `word`.
    #[inline(always)]
    fn of(self, word: u32) -> Option<u8> {
        match (self, word) {
            (Abbreviations::Zeros | Abbreviations::ZerosAndSpaces, 0) => Some(ABBREVIATED_ZEROS),
            (Abbreviations::ZerosAndSpaces, 0x2020_2020) => Some(ABBREVIATED_SPACES),
            _ => None,
        }
    }
}

/// How to encode words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordEncoder<'a> {
    /// The digits.
    pub alphabet: &'a Alphabet,
    /// What is written shorter.
    pub abbreviations: Abbreviations,
    /// Whether the zeros that fill the last word up are encoded, too.
    pub pad: bool,
    /// What does the work.
    #[cfg_attr(not(safe_intrinsics), expect(dead_code, reason = "there is no kernel"))]
    pub backend: Backend,
}

impl WordEncoder<'_> {
    /// The length of what `input_len` bytes are encoded to if nothing is written shorter; `None` if `usize` does not hold it.
    pub fn max_encoded_len(&self, input_len: usize) -> Option<usize> {
        let words = input_len.div_ceil(WORD);
        let unused = match input_len % WORD {
            0 => 0,
            _ if self.pad => 0,
            partial => WORD - partial,
        };
        Some(words.checked_mul(GROUP)? - unused)
    }

    /// Encodes `input` into `output`.
    ///
    /// # Panics
    /// If `output` has too little room.
    #[inline]
    pub fn encode(&self, input: &[u8], output: &mut Output<'_>) {
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            let WordEncoder {
                alphabet,
                abbreviations,
                pad,
                ..
            } = *self;
            return avx512::encode(proof, alphabet, abbreviations, pad, input, output);
        }
        let rest = self.encode_vectors(input, output);
        self.encode_scalar(rest, output);
    }

    /// Encodes as many words as a kernel can, those between them that it cannot, and returns the rest.
    #[cfg(safe_intrinsics)]
    fn encode_vectors<'i>(&self, input: &'i [u8], output: &mut Output<'_>) -> &'i [u8] {
        let mut rest = input;
        let Some(proof) = Avx2::of(self.backend) else {
            return rest;
        };
        loop {
            let done = avx2::encode(proof, self.alphabet, self.abbreviations, rest, output);
            rest = &rest[done..];
            if rest.len() < avx2::VECTOR {
                return rest;
            }
            // One of the next words is abbreviated. Where that happens often, calling a kernel is spread over more of them.
            let len = if done < SCALAR_RUN {
                SCALAR_RUN
            } else {
                avx2::VECTOR
            };
            let (words, behind) = rest.split_at(len.min(rest.len() / WORD * WORD));
            self.encode_scalar(words, output);
            rest = behind;
        }
    }

    #[cfg(not(safe_intrinsics))]
    fn encode_vectors<'i>(&self, input: &'i [u8], _: &mut Output<'_>) -> &'i [u8] {
        input
    }

    /// Encodes `input` into `output`, broken into lines.
    ///
    /// # Panics
    /// If `output` has too little room.
    #[inline(never)]
    pub fn encode_lines(&self, input: &[u8], lines: &mut Lines, output: &mut Output<'_>) {
        // Several lines at once, so that a kernel has enough to do; then each is moved to its place.
        let mut batch = [MaybeUninit::uninit(); BATCH / WORD * GROUP];
        for part in input.chunks(BATCH) {
            let mut text = Output::new(&mut batch);
            self.encode(part, &mut text);
            lines.write(text.finish(), output);
        }
    }

    fn encode_scalar(&self, input: &[u8], output: &mut Output<'_>) {
        let mut rest = input;
        if self.abbreviations == Abbreviations::None {
            let done =
                output.extend_while(rest, |bytes| Some(self.group(u32::from_be_bytes(bytes))));
            rest = &rest[done..];
        }
        while let Some((bytes, behind)) = rest.split_first_chunk() {
            let word = u32::from_be_bytes(*bytes);
            match self.abbreviations.of(word) {
                Some(character) => output.push(character),
                None => output.extend(self.group(word)),
            }
            rest = behind;
        }
        self.encode_partial(rest, output);
    }

    /// Encodes the last word, of which there are fewer than four bytes.
    fn encode_partial(&self, bytes: &[u8], output: &mut Output<'_>) {
        if bytes.is_empty() {
            return;
        }
        let mut word = [0; WORD];
        word[..bytes.len()].copy_from_slice(bytes);
        let word = u32::from_be_bytes(word);
        match self.abbreviations.of(word) {
            Some(character) if self.pad => output.push(character),
            _ if self.pad => output.extend(self.group(word)),
            _ => output.extend_from_slice(&self.group(word)[..bytes.len() + 1]),
        }
    }

    #[inline(always)]
    fn group(&self, word: u32) -> [u8; GROUP] {
        // word / 85⁴ with 57 binary places; the next digit is what 85 times the fraction has before the point. The factor is
        // rounded down, by so little that half of 85⁻⁴ more makes each digit right for all words.
        const PLACES: u32 = 57;
        const FRACTION: u64 = (1 << PLACES) - 1;
        const FACTOR: u64 = (1 << PLACES) / 85_u64.pow(4);
        const HALF: u64 = FACTOR / 2;
        let mut digits = u64::from(word) * FACTOR + HALF;
        let mut group = [0; GROUP];
        for character in &mut group {
            *character = self.alphabet.character(digits >> PLACES);
            digits = (digits & FRACTION) * 85;
        }
        group
    }
}
