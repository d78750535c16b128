//! Bytes to characters.

use core::num::NonZero;

use super::alphabet::Runs;
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use super::avx2;
#[cfg(avx512)]
use super::avx512;
use super::{CHARACTERS_OF_BYTES, EncodeAlphabet, PAD};
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use crate::arch::Avx2;
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::{Backend, Lines, Output};

/// How to encode. The form of the output is fixed by the fields; the backend changes only the speed.
#[derive(Clone, Copy, Debug)]
pub struct Encoder<'a> {
    /// The characters to use.
    pub alphabet: &'a EncodeAlphabet,
    /// Whether `=` fills the last group of eight characters up.
    pub padded: bool,
    /// The longest line in characters, rounded down to whole groups of eight but at least one; 0 for a single line.
    pub wrapcol: usize,
    /// What does the work.
    pub backend: Backend,
}

impl Encoder<'_> {
    /// One padded line of the standard alphabet.
    #[inline(always)]
    pub fn standard() -> Encoder<'static> {
        Encoder {
            alphabet: &EncodeAlphabet::STANDARD,
            padded: true,
            wrapcol: 0,
            backend: Backend::current(),
        }
    }

    /// Characters in a full line, or `None` for a single line.
    #[inline]
    fn line_len(&self) -> Option<NonZero<usize>> {
        match self.wrapcol {
            0 => None,
            wrapcol => NonZero::new((wrapcol / 8 * 8).max(8)),
        }
    }

    /// The length of one line with what `input_len` bytes are encoded to.
    #[inline]
    fn text_len(&self, input_len: usize) -> Option<usize> {
        if self.padded {
            input_len.div_ceil(5).checked_mul(8)
        } else {
            (input_len / 5)
                .checked_mul(8)?
                .checked_add(CHARACTERS_OF_BYTES[input_len % 5])
        }
    }

    /// The length of what `input_len` bytes are encoded to, or `None` if `usize` does not hold it.
    #[inline]
    pub fn encoded_len(&self, input_len: usize) -> Option<usize> {
        let len = self.text_len(input_len)?;
        match self.line_len() {
            None => Some(len),
            Some(line_len) => len.checked_add(Lines::newlines(line_len, len)),
        }
    }

    /// Encodes `input` into `output`, which must have room for [`Encoder::encoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not.
    #[inline]
    pub fn encode(&self, input: &[u8], output: &mut Output<'_>) {
        match self.line_len() {
            None => self.encode_line(input, output),
            Some(line_len) => {
                #[cfg(avx512)]
                if let Some(proof) = Avx512::of(self.backend) {
                    let characters = self.alphabet.characters();
                    return avx512::encode_lines(
                        proof,
                        characters,
                        input,
                        line_len,
                        self.padded,
                        output,
                    );
                }
                let mut lines = input.chunks(line_len.get() / 8 * 5);
                if let Some(first) = lines.next() {
                    self.encode_line(first, output);
                }
                for line in lines {
                    output.push(b'\n');
                    self.encode_line(line, output);
                }
            }
        }
    }

    fn encode_line(&self, input: &[u8], output: &mut Output<'_>) {
        let characters = self.alphabet.characters();
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            return avx512::encode(proof, characters, input, self.padded, output);
        }
        let mut rest = input;
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        if rest.len() >= avx2::SHORTEST_INPUT {
            if let Some(proof) = Avx2::of(self.backend) {
                rest = &rest[avx2::encode(proof, characters, rest, output)..];
            }
        }
        let done = match self.alphabet.runs {
            Some(runs) => encode_runs(runs, rest, output),
            None => output.extend_while(rest, |group| Some(encode_group(characters, group))),
        };
        rest = &rest[done..];
        if !rest.is_empty() {
            let mut group = [0; 5];
            group[..rest.len()].copy_from_slice(rest);
            let mut text = encode_group(characters, group);
            let used = CHARACTERS_OF_BYTES[rest.len()];
            text[used..].fill(PAD);
            output.extend_from_slice(if self.padded { &text } else { &text[..used] });
        }
    }
}

/// Eight characters of five bits, the most significant ones first.
#[inline(always)]
fn encode_group(characters: &[u8; 32], [a, b, c, d, e]: [u8; 5]) -> [u8; 8] {
    let bits = u64::from(u32::from_be_bytes([a, b, c, d])) << 8 | u64::from(e);
    core::array::from_fn(|index| characters[(bits >> (35 - 5 * index) & 31) as usize])
}

/// Encodes whole groups, and returns how many bytes that were. The characters are computed, eight at a time.
#[inline(always)]
fn encode_runs(runs: Runs, input: &[u8], output: &mut Output<'_>) -> usize {
    let in_each = |byte: u8| u64::from_ne_bytes([byte; 8]);
    let convert = |bits: u64| {
        // From the whole to halves, quarters and eighths of the eight bytes, the upper bits to the lower end each time.
        let halves = bits >> 20 | (bits & 0xf_ffff) << 32;
        let quarters =
            halves >> 10 & 0x0000_03ff_0000_03ff | (halves & 0x0000_03ff_0000_03ff) << 16;
        let values =
            quarters >> 5 & 0x001f_001f_001f_001f | (quarters & 0x001f_001f_001f_001f) << 8;
        let second = (values + in_each(0x80 - runs.second_from)) >> 7 & in_each(1);
        // In each byte the sum is a character. So nothing is carried from one to the next, in the end.
        values
            .wrapping_add(in_each(runs.first))
            .wrapping_add(second.wrapping_mul(runs.gap))
            .to_le_bytes()
    };
    output.extend_while(input, |[a, b, c, d, e]| {
        Some(convert(
            u64::from(u32::from_be_bytes([a, b, c, d])) << 8 | u64::from(e),
        ))
    })
}
