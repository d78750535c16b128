//! Quoted-printable to bytes.

use super::ESCAPE;
#[cfg(avx512)]
use super::avx512;
#[cfg(avx512)]
use super::patience::Patience;
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::{Backend, Output};

/// Where one character is special, others that are near are likely to be: so many are decoded one by one.
const NEAR: usize = 8;

/// What to understand. Every text can be decoded: an escape that is none stands for itself.
#[derive(Clone, Copy, Debug)]
pub struct Decoder {
    /// Whether `_` is a space, as in headers.
    pub header: bool,
    /// What does the work.
    pub backend: Backend,
}

impl Decoder {
    /// The most bytes that `input` can decode to.
    pub fn max_decoded_len(&self, input: &[u8]) -> usize {
        input.len()
    }

    /// Decodes `input` into `output`, which must have room for [`Decoder::max_decoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not.
    pub fn decode(&self, input: &[u8], output: &mut Output<'_>) {
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            return self.decode_vectors(proof, input, output);
        }
        let mut rest = input;
        while !rest.is_empty() {
            let copied = self.copy_plain(rest, output);
            rest = self.decode_slowly(&rest[copied..], NEAR, output);
        }
    }

    #[cfg(avx512)]
    fn decode_vectors(&self, proof: Avx512, input: &[u8], output: &mut Output<'_>) {
        let mut rest = input;
        let mut patience = Patience::new(NEAR);
        while !rest.is_empty() {
            let decoded = avx512::decode(proof, self.header, rest, output);
            rest = self.decode_slowly(&rest[decoded..], patience.after(decoded), output);
        }
    }

    /// Decodes up to `count` characters or escapes one by one, and returns what is behind.
    #[inline(always)]
    fn decode_slowly<'i>(&self, text: &'i [u8], count: usize, output: &mut Output<'_>) -> &'i [u8] {
        let mut rest = text;
        for _ in 0..count {
            rest = match rest {
                [] => break,
                [ESCAPE, behind @ ..] => self.decode_escape(behind, output),
                [b'_', behind @ ..] if self.header => {
                    output.push(b' ');
                    behind
                }
                [character, behind @ ..] => {
                    output.push(*character);
                    behind
                }
            };
        }
        rest
    }

    /// Copies characters, eight at a time, up to eight of which one is special.
    #[inline(always)]
    fn copy_plain(&self, text: &[u8], output: &mut Output<'_>) -> usize {
        let underscore = if self.header { b'_' } else { ESCAPE };
        output.extend_while(text, |characters: [u8; 8]| {
            let characters_in_word = u64::from_le_bytes(characters);
            let special = has(characters_in_word, ESCAPE) || has(characters_in_word, underscore);
            (!special).then_some(characters)
        })
    }

    /// Decodes what stands behind an escape character and belongs to it, and returns the rest.
    #[inline(always)]
    fn decode_escape<'i>(&self, behind: &'i [u8], output: &mut Output<'_>) -> &'i [u8] {
        match behind {
            [] => behind,
            [b'\n', rest @ ..] => rest,
            [b'\r', ..] => match behind.iter().position(|&character| character == b'\n') {
                Some(newline) => &behind[newline + 1..],
                None => &[],
            },
            [ESCAPE, rest @ ..] => {
                output.push(ESCAPE);
                rest
            }
            [upper, lower, rest @ ..] if is_digit(*upper) && is_digit(*lower) => {
                output.push(value(*upper) << 4 | value(*lower));
                rest
            }
            _ => {
                output.push(ESCAPE);
                behind
            }
        }
    }
}

/// Whether one of the eight bytes is `byte`.
#[inline(always)]
fn has(bytes: u64, byte: u8) -> bool {
    const ONES: u64 = u64::MAX / 0xff;
    let zero_where_equal = bytes ^ (ONES * u64::from(byte));
    // Zero is the only byte that borrows from its highest bit without having it set, if none below it did.
    zero_where_equal.wrapping_sub(ONES) & !zero_where_equal & (ONES << 7) != 0
}

/// The values of hexadecimal digits; what is none has a larger one.
pub(super) const DIGITS: [u8; 256] = {
    let mut digits = [0x80; 256];
    let mut value = 0;
    while value < 16 {
        digits[b"0123456789ABCDEF"[value] as usize] = value as u8;
        digits[b"0123456789abcdef"[value] as usize] = value as u8;
        value += 1;
    }
    digits
};

#[inline(always)]
fn value(character: u8) -> u8 {
    DIGITS[usize::from(character)]
}

#[inline(always)]
fn is_digit(character: u8) -> bool {
    value(character) < 16
}
