//! Sets of bytes: what a decoder may skip.

/// A set of byte values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteSet {
    bits: [u64; 4],
}

impl ByteSet {
    /// No byte.
    pub const EMPTY: ByteSet = ByteSet { bits: [0; 4] };

    /// The bytes that occur in `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        bytes.iter().fold(Self::EMPTY, |set, &byte| set.with(byte))
    }

    /// This set and `byte`.
    pub const fn with(mut self, byte: u8) -> Self {
        self.bits[(byte >> 6) as usize] |= 1 << (byte & 63);
        self
    }

    /// The members: bit `b % 64` of number `b / 64` says whether byte `b` is one.
    pub const fn bits(&self) -> &[u64; 4] {
        &self.bits
    }

    /// Whether `byte` is in the set.
    #[inline(always)]
    pub const fn contains(&self, byte: u8) -> bool {
        self.bits[(byte >> 6) as usize] & (1 << (byte & 63)) != 0
    }
}
