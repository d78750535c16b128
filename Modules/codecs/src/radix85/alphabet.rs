//! Which characters are digits.

use super::BASE;

/// The characters of the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Alphabet {
    // Those of the digits, and zeros, so that any number of seven bits has an entry.
    entries: [u8; 128],
}

impl Alphabet {
    pub const fn new(characters: &[u8; BASE]) -> Self {
        let mut entries = [0; 128];
        let mut digit = 0;
        while digit < characters.len() {
            entries[digit] = characters[digit];
            digit += 1;
        }
        Alphabet { entries }
    }

    /// The characters in the order of their values.
    pub const fn characters(&self) -> &[u8; BASE] {
        match self.entries.first_chunk() {
            Some(characters) => characters,
            None => unreachable!(),
        }
    }

    /// The characters and what fills the table up.
    #[cfg(safe_intrinsics)]
    pub fn entries(&self) -> &[u8; 128] {
        &self.entries
    }

    /// The character of a digit; only the lowest seven bits count.
    #[inline(always)]
    pub fn character(&self, digit: u64) -> u8 {
        self.entries[(digit & 0x7f) as usize]
    }
}
