//! Bytes to hexadecimal digits.

use core::num::NonZero;

#[cfg(avx512)]
use super::avx512;
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
        let first = match separator.counted_from {
            CountedFrom::Right if input.len() % group != 0 => input.len() % group,
            CountedFrom::Left | CountedFrom::Right => group,
        };
        let (first, rest) = input.split_at(first);
        self.encode_digits(first, output);
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            output.push(separator.character);
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
        for group in rest.chunks(group) {
            output.push(separator.character);
            self.encode_digits(group, output);
        }
    }

    #[inline]
    fn encode_digits(&self, input: &[u8], output: &mut Output<'_>) {
        let digits = self.case.digits();
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            return avx512::encode(proof, digits, input, output);
        }
        output.extend_while(input, |[byte]: [u8; 1]| {
            Some([
                digits[usize::from(byte >> 4)],
                digits[usize::from(byte & 15)],
            ])
        });
    }
}
