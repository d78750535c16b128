//! Which character stands for which value, in both directions.

use super::PAD;
use crate::ByteSet;

/// The characters to encode with, in the order of their values. Any 32 bytes will do, even one of them several times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeAlphabet {
    characters: [u8; 32],
    pub(super) runs: Option<Runs>,
}

/// An alphabet that is one or two runs of successive characters, as letters and digits are: it can be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Runs {
    /// The character for 0.
    pub(super) first: u8,
    /// The value that the second run begins with, 1 to 32.
    pub(super) second_from: u8,
    /// How far the second run is behind where it would be if it went on with the first one; modulo 2⁶⁴.
    pub(super) gap: u64,
}

impl EncodeAlphabet {
    /// Letters, then digits (RFC 4648 section 6).
    pub const STANDARD: EncodeAlphabet = Self::new(*b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    /// Digits, then letters, so that texts sort as what they encode (RFC 4648 section 7).
    pub const HEX: EncodeAlphabet = Self::new(*b"0123456789ABCDEFGHIJKLMNOPQRSTUV");

    /// Any alphabet.
    pub const fn new(characters: [u8; 32]) -> Self {
        EncodeAlphabet {
            characters,
            runs: Runs::of(&characters),
        }
    }

    /// All 32 characters.
    pub const fn characters(&self) -> &[u8; 32] {
        &self.characters
    }
}

impl Runs {
    const fn of(characters: &[u8; 32]) -> Option<Self> {
        let first = characters[0];
        let mut second_from = 0;
        let mut gap = 0;
        let mut value = 0;
        while value < 32 {
            let distance = characters[value] as i64 - first as i64 - value as i64;
            if distance != gap {
                if second_from != 0 {
                    return None;
                }
                second_from = value as u8;
                gap = distance;
            }
            value += 1;
        }
        if second_from == 0 {
            second_from = 32;
        }
        Some(Runs {
            first,
            second_from,
            gap: gap as u64,
        })
    }
}

/// What each character means to a decoder.
#[derive(Clone, Debug)]
pub struct DecodeTable {
    // 0..=31 is a value; then there are PADDING and NO_VALUE.
    meanings: [u8; 256],
    // Those that mean something, a value or padding.
    meaningful: ByteSet,
}

/// The entry of a character that stands for no value. The sign bit tells it, and padding, from values.
const NO_VALUE: u8 = 0xff;
/// The entry of a character that pads.
pub(super) const PADDING: u8 = 0x80;

impl DecodeTable {
    /// The standard alphabet.
    pub const STANDARD: DecodeTable = Self::of(&EncodeAlphabet::STANDARD);
    /// The alphabet of Base32hex.
    pub const HEX: DecodeTable = Self::of(&EncodeAlphabet::HEX);

    /// What decodes `alphabet` and nothing else. A character that stands there twice means the larger value; the pad
    /// character pads, even where an alphabet claims it.
    pub const fn of(alphabet: &EncodeAlphabet) -> Self {
        let mut meanings = [NO_VALUE; 256];
        let mut meaningful = ByteSet::EMPTY.with(PAD);
        let mut value = 0;
        while value < alphabet.characters.len() {
            meanings[alphabet.characters[value] as usize] = value as u8;
            meaningful = meaningful.with(alphabet.characters[value]);
            value += 1;
        }
        meanings[PAD as usize] = PADDING;
        DecodeTable {
            meanings,
            meaningful,
        }
    }

    /// The table for a text that is read as if each of its bytes were translated: each means what its translation means
    /// here, as a value or as padding.
    pub fn translated(&self, translation: impl Fn(u8) -> u8) -> Self {
        DecodeTable {
            meanings: core::array::from_fn(|byte| {
                self.meanings[usize::from(translation(byte as u8))]
            }),
            meaningful: self.meaningful.translated(translation),
        }
    }

    /// The table in which lower-case ASCII letters mean what their upper-case ones mean here.
    pub const fn case_folded(mut self) -> Self {
        let mut upper = b'A';
        while upper <= b'Z' {
            let lower = upper.to_ascii_lowercase();
            self.meanings[lower as usize] = self.meanings[upper as usize];
            if self.meaningful.contains(upper) {
                self.meaningful = self.meaningful.with(lower);
            }
            upper += 1;
        }
        self
    }

    /// The value of `character`, 0 to 31, or something larger if it has none: [`PADDING`] if it pads.
    #[inline(always)]
    pub(super) fn value(&self, character: u8) -> u8 {
        self.meanings[usize::from(character)]
    }

    /// The values of ASCII characters, and for those that have none, something above 127.
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    pub(super) fn of_ascii(&self) -> &[u8; 128] {
        let (ascii, _) = self.meanings.split_at(128);
        ascii.try_into().expect("128 of 256")
    }

    /// Those of `ignored` that are not in the alphabet and no padding.
    #[cfg(avx512)]
    pub(super) fn meaningless(&self, ignored: &ByteSet) -> ByteSet {
        ignored.without_all(&self.meaningful)
    }

    /// Whether `character` counts as padding.
    #[inline(always)]
    pub(super) fn is_pad(&self, character: u8) -> bool {
        self.value(character) == PADDING
    }
}
