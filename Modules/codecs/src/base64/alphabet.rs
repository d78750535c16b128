//! Which character stands for which value, in both directions.

use super::PAD;
use crate::arch::simd::KnownAlphabet;

/// The first 62 characters of the alphabets of RFC 4648.
const PREFIX: [u8; 62] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The characters to encode with, in the order of their values. Any 64 bytes will do, even one of them several times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeAlphabet {
    characters: [u8; 64],
    pub(super) kernel: Kernel,
}

/// How a vector kernel can be used for an alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kernel {
    /// There is one for it.
    Known(KnownAlphabet),
    /// That of the standard alphabet, if `+` and `/` are then replaced by these two.
    LastTwo([u8; 2]),
    /// Not at all.
    Unknown,
}

impl EncodeAlphabet {
    /// `+` and `/` for 62 and 63 (RFC 4648 section 4).
    pub const STANDARD: EncodeAlphabet = EncodeAlphabet::with_last_two(*b"+/");
    /// `-` and `_` for 62 and 63 (RFC 4648 section 5).
    pub const URL_SAFE: EncodeAlphabet = EncodeAlphabet::with_last_two(*b"-_");

    /// Any alphabet.
    pub fn new(characters: [u8; 64]) -> Self {
        let kernel = match characters.split_at(PREFIX.len()) {
            (prefix, &[plus, slash]) if prefix == PREFIX => Kernel::of_last_two([plus, slash]),
            _ => Kernel::Unknown,
        };
        EncodeAlphabet { characters, kernel }
    }

    /// The standard alphabet with other characters for 62 and 63.
    pub const fn with_last_two(last_two: [u8; 2]) -> Self {
        let mut characters = [0; 64];
        let mut value = 0;
        while value < PREFIX.len() {
            characters[value] = PREFIX[value];
            value += 1;
        }
        [characters[62], characters[63]] = last_two;
        EncodeAlphabet {
            characters,
            kernel: Kernel::of_last_two(last_two),
        }
    }

    /// What stands for 62 and 63, if the other characters are the standard alphabet's.
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    pub(super) fn last_two(&self) -> Option<[u8; 2]> {
        (self.kernel != Kernel::Unknown).then(|| [self.characters[62], self.characters[63]])
    }

    /// All 64 characters.
    pub const fn characters(&self) -> &[u8; 64] {
        &self.characters
    }
}

impl Kernel {
    const fn of_last_two(last_two: [u8; 2]) -> Self {
        match last_two {
            [b'+', b'/'] => Kernel::Known(KnownAlphabet::Standard),
            [b'-', b'_'] => Kernel::Known(KnownAlphabet::UrlSafe),
            other => Kernel::LastTwo(other),
        }
    }
}

/// What a character means to a decoder.
#[derive(Clone, Debug)]
pub struct DecodeTable {
    // 0..=63 is a value, NO_VALUE says that there is none.
    values: [u8; 256],
    // The character that pads: '=', unless a translation gave that a value.
    pad: Option<u8>,
    // Whether no character beyond ASCII has a value.
    #[cfg_attr(
        not(any(target_arch = "x86", target_arch = "x86_64")),
        expect(dead_code, reason = "kernels ask for it")
    )]
    is_ascii: bool,
    // A backend's alphabet with which this table agrees on each of that alphabet's characters.
    known: Option<KnownAlphabet>,
}

/// The entry of a character that stands for no value. Its highest bit is what sets it apart from values.
const NO_VALUE: u8 = 0xff;

/// What is in the table of the standard alphabet.
const STANDARD_VALUES: [u8; 256] = DecodeTable::invert(EncodeAlphabet::STANDARD.characters());

impl DecodeTable {
    /// The standard alphabet.
    pub const STANDARD: DecodeTable = DecodeTable {
        values: STANDARD_VALUES,
        pad: Some(PAD),
        is_ascii: true,
        known: Some(KnownAlphabet::Standard),
    };

    /// The standard alphabet in which `-` and `_` are read as `+` and `/`, which keep their meaning.
    pub const STANDARD_OR_URL_SAFE: DecodeTable = Self::standard_with(*b"-_");

    const fn invert(characters: &[u8; 64]) -> [u8; 256] {
        let mut values = [NO_VALUE; 256];
        let mut value = 0;
        while value < characters.len() {
            // A character that stands twice means the larger value.
            values[characters[value] as usize] = value as u8;
            value += 1;
        }
        // The pad character pads, even where an alphabet claims it.
        values[PAD as usize] = NO_VALUE;
        values
    }

    /// What decodes `alphabet` and nothing else.
    pub fn of(alphabet: &EncodeAlphabet) -> Self {
        DecodeTable {
            values: Self::invert(alphabet.characters()),
            pad: Some(PAD),
            is_ascii: alphabet.characters().is_ascii(),
            known: match alphabet.kernel {
                Kernel::Known(known) => Some(known),
                Kernel::LastTwo(_) | Kernel::Unknown => None,
            },
        }
    }

    /// The standard alphabet for text in which each of `from` may stand for `+` and `/`. Characters that `from` does not name
    /// keep their meaning, `+` and `/` among them, and where `from` names one twice, it means `/`.
    pub const fn standard_with(from: [u8; 2]) -> Self {
        let mut values = STANDARD_VALUES;
        let mut pad = Some(PAD);
        let mut index = 0;
        while index < 2 {
            let to = [b'+', b'/'][index] as usize;
            values[from[index] as usize] = STANDARD_VALUES[to];
            if from[index] == PAD {
                pad = None;
            }
            index += 1;
        }
        let known = match from {
            [b'-', b'_'] => Some(KnownAlphabet::UrlSafe),
            [b'+', b'/'] => Some(KnownAlphabet::Standard),
            _ => None,
        };
        DecodeTable {
            values,
            pad,
            is_ascii: from.is_ascii(),
            known,
        }
    }

    /// The value of `character`, 0 to 63, or something larger if it has none.
    #[inline(always)]
    pub(super) fn value(&self, character: u8) -> u8 {
        self.values[character as usize]
    }

    /// The value of `character`, or something negative if it has none.
    #[inline(always)]
    pub(super) fn signed_value(&self, character: u8) -> i32 {
        i32::from(self.value(character) as i8)
    }

    /// Whether `character` counts as padding.
    #[inline(always)]
    pub(super) fn is_pad(&self, character: u8) -> bool {
        self.pad == Some(character)
    }

    /// The values of the ASCII characters, if no other has one; above 127 stands for none.
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    #[inline(always)]
    pub(super) fn ascii_values(&self) -> Option<&[u8; 128]> {
        self.values.first_chunk().filter(|_| self.is_ascii)
    }

    pub(super) fn known(&self) -> Option<KnownAlphabet> {
        self.known
    }
}
