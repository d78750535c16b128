//! Which character stands for which digit, in both directions.

use crate::radix85::{Alphabet, Meaning};

/// The characters to encode with, in the order of their values. Any 85 bytes will do, even one of them several times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeAlphabet {
    pub(super) digits: Alphabet,
}

impl EncodeAlphabet {
    /// That of RFC 1924 section 4.2.
    pub const STANDARD: EncodeAlphabet = EncodeAlphabet::new(
        *b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
    );

    /// That of Z85.
    pub const Z85: EncodeAlphabet = EncodeAlphabet::new(
        *b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#",
    );

    /// Any alphabet.
    pub const fn new(characters: [u8; 85]) -> Self {
        EncodeAlphabet {
            digits: Alphabet::new(&characters),
        }
    }

    /// All 85 characters.
    pub const fn characters(&self) -> &[u8; 85] {
        self.digits.characters()
    }
}

/// What a character means to a decoder.
#[derive(Clone, Debug)]
pub struct DecodeTable {
    pub(super) meanings: [u8; 256],
}

impl DecodeTable {
    /// The alphabet of RFC 1924.
    pub const STANDARD: DecodeTable = DecodeTable::of(&EncodeAlphabet::STANDARD);

    /// The alphabet of Z85.
    pub const Z85: DecodeTable = DecodeTable::of(&EncodeAlphabet::Z85);

    /// What decodes `alphabet` and nothing else. A character that stands in it twice means the larger value.
    pub const fn of(alphabet: &EncodeAlphabet) -> Self {
        DecodeTable {
            meanings: Meaning::digits(alphabet.characters()),
        }
    }
}
