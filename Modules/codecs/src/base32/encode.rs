//! Bytes to characters.

use core::num::NonZero;

#[cfg(avx512)]
use super::avx512;
use super::{CHARACTERS_OF_BYTES, EncodeAlphabet, PAD};
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
        let done = output.extend_while(input, |group| Some(encode_group(characters, group)));
        let rest = &input[done..];
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
    let bits = u64::from_be_bytes([0, 0, 0, a, b, c, d, e]);
    core::array::from_fn(|index| characters[(bits >> (35 - 5 * index) & 31) as usize])
}
