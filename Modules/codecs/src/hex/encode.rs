//! Bytes to hexadecimal digits.

use core::num::NonZero;

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use super::avx2;
#[cfg(avx512)]
use super::avx512;
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use crate::arch::Avx2;
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::{Backend, Output};

/// Which letters stand for 10 to 15.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `a` to `f`.
    Lower,
    /// `A` to `F`.
    Upper,
}

impl Case {
    /// The digits in the order of their values.
    const fn digits(self) -> &'static [u8; 16] {
        match self {
            Case::Lower => b"0123456789abcdef",
            Case::Upper => b"0123456789ABCDEF",
        }
    }

    /// How far the letters are behind where they would be if they followed `9`.
    const fn before_letters(self) -> u8 {
        match self {
            Case::Lower => b'a' - b'9' - 1,
            Case::Upper => b'A' - b'9' - 1,
        }
    }
}

/// From which end of the input groups are counted, and so which group is the short one if they do not come out even.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedFrom {
    /// The last group may be short.
    Left,
    /// The first group may be short.
    Right,
}

/// What stands between groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separator {
    /// The character, any byte.
    pub character: u8,
    /// How many bytes of input, two digits each, make a group.
    pub group: NonZero<usize>,
    /// Where the first whole group begins.
    pub counted_from: CountedFrom,
}

/// How to encode. The form of the output is fixed by the other fields; the backend changes only the speed.
#[derive(Clone, Copy, Debug)]
pub struct Encoder {
    /// Which letters to use.
    pub case: Case,
    /// What to put between groups, if anything.
    pub separator: Option<Separator>,
    /// What does the work.
    pub backend: Backend,
}

impl Encoder {
    /// Digits and nothing else.
    #[inline(always)]
    pub fn new(case: Case) -> Self {
        Encoder {
            case,
            separator: None,
            backend: Backend::current(),
        }
    }

    /// The length of what `input_len` bytes are encoded to, or `None` if `usize` does not hold it.
    #[inline]
    pub fn encoded_len(&self, input_len: usize) -> Option<usize> {
        let digits = input_len.checked_mul(2)?;
        match self.separator {
            None => Some(digits),
            Some(separator) => digits.checked_add(input_len.saturating_sub(1) / separator.group),
        }
    }

    /// Encodes `input` into `output`, which must have room for [`Encoder::encoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not.
    #[inline]
    pub fn encode(&self, input: &[u8], output: &mut Output<'_>) {
        match self.separator {
            Some(separator) if separator.group.get() < input.len() => {
                self.encode_groups(separator, input, output);
            }
            _ => self.encode_digits(input, output),
        }
    }

    fn encode_groups(&self, separator: Separator, input: &[u8], output: &mut Output<'_>) {
        let group = separator.group.get();
        let mut rest = input;
        let odd = match separator.counted_from {
            CountedFrom::Left => 0,
            CountedFrom::Right => input.len() % group,
        };
        if odd != 0 {
            let (first, behind) = input.split_at(odd);
            self.encode_digits(first, output);
            output.push(separator.character);
            rest = behind;
        }
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            let digits = self.case.digits();
            return avx512::encode_groups(
                proof,
                digits,
                separator.character,
                separator.group,
                rest,
                output,
            );
        }
        let (first, rest) = rest.split_at(group);
        self.encode_digits(first, output);
        match group {
            1 => {
                let digits = self.case.digits();
                output.extend_while(rest, |[byte]| {
                    let [high, low] = encode_byte(digits, byte);
                    Some([separator.character, high, low])
                });
            }
            2..8 => {
                for group in rest.chunks(group) {
                    output.push(separator.character);
                    encode_bytes(self.case.digits(), group, output);
                }
            }
            _ => {
                for group in rest.chunks(group) {
                    output.push(separator.character);
                    self.encode_digits(group, output);
                }
            }
        }
    }

    #[inline]
    fn encode_digits(&self, input: &[u8], output: &mut Output<'_>) {
        let digits = self.case.digits();
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            return avx512::encode(proof, digits, input, output);
        }
        let mut rest = input;
        if rest.len() >= BLOCK {
            rest = &rest[self.encode_blocks(rest, output)..];
        }
        let before_letters = self.case.before_letters();
        let done = output.extend_while(rest, |bytes| Some(encode_four(before_letters, bytes)));
        encode_bytes(digits, &rest[done..], output);
    }

    /// Encodes as many whole blocks as there are, and returns how many bytes that were.
    fn encode_blocks(&self, input: &[u8], output: &mut Output<'_>) -> usize {
        let before_letters = self.case.before_letters();
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        if let Some(proof) = Avx2::of(self.backend) {
            return avx2::encode_blocks(proof, before_letters, input, output);
        }
        encode_blocks(before_letters, input, output)
    }
}

/// How many bytes are encoded at a time if there are so many.
const BLOCK: usize = 64;

/// Encodes as many whole blocks as there are, and returns how many bytes that were.
#[inline(always)]
pub(super) fn encode_blocks(before_letters: u8, input: &[u8], output: &mut Output<'_>) -> usize {
    output.extend_while(input, |bytes| Some(encode_block(before_letters, bytes)))
}

/// Written so that the compiler makes vector code of it.
#[inline(always)]
fn encode_block(before_letters: u8, bytes: [u8; BLOCK]) -> [u8; 2 * BLOCK] {
    let mut text = [0; 2 * BLOCK];
    for (values, byte) in text.chunks_exact_mut(2).zip(bytes) {
        values[0] = byte >> 4;
        values[1] = byte & 15;
    }
    for character in &mut text {
        let beyond = if *character as i8 > 9 {
            before_letters
        } else {
            0
        };
        *character = character.wrapping_add(b'0').wrapping_add(beyond);
    }
    text
}

/// Four bytes in one register.
#[inline(always)]
fn encode_four(before_letters: u8, bytes: [u8; 4]) -> [u8; 8] {
    let in_each = |byte: u8| u64::from_ne_bytes([byte; 8]);
    let bytes = u64::from(u32::from_le_bytes(bytes));
    let pairs = (bytes | bytes << 16) & 0x0000_ffff_0000_ffff;
    let bytes = (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff;
    let values = (bytes >> 4 | bytes << 8) & in_each(15);
    // The upper bit of each byte whose value is above 9 moves down to the lowest.
    let letters = (values + in_each(0x80 - 10)) >> 7 & in_each(1);
    (values + in_each(b'0') + letters * u64::from(before_letters)).to_le_bytes()
}

#[inline(always)]
fn encode_bytes(digits: &[u8; 16], input: &[u8], output: &mut Output<'_>) {
    output.extend_while(input, |[byte]| Some(encode_byte(digits, byte)));
}

#[inline(always)]
fn encode_byte(digits: &[u8; 16], byte: u8) -> [u8; 2] {
    [byte >> 4, byte & 15].map(|value| digits[usize::from(value)])
}
