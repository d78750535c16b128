//! Sets of bytes: what a decoder may skip.

/// A set of byte values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteSet {
    bits: [u64; 4],
}

impl ByteSet {
    /// No byte.
    pub const EMPTY: ByteSet = ByteSet { bits: [0; 4] };

    /// Every byte.
    pub const ALL: ByteSet = ByteSet { bits: [!0; 4] };

    /// The bytes that occur in `bytes`.
    // Inlined, the loop would keep the set in memory where there is none to make as well, and a decoder's way to it would be
    // a chain of copies.
    #[inline(never)]
    pub fn of(bytes: &[u8]) -> Self {
        bytes.iter().fold(Self::EMPTY, |set, &byte| set.with(byte))
    }

    /// This set and `byte`.
    pub const fn with(mut self, byte: u8) -> Self {
        self.bits[(byte >> 6) as usize] |= 1 << (byte & 63);
        self
    }

    /// The bytes whose translation is in this set: what to skip in a text that a decoder reads as if it were translated.
    pub fn translated(&self, translation: impl Fn(u8) -> u8) -> Self {
        (0..=u8::MAX)
            .filter(|&byte| self.contains(translation(byte)))
            .fold(Self::EMPTY, Self::with)
    }

    /// This set without what is in `other`.
    pub const fn without_all(&self, other: &ByteSet) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.bits, other.bits);
        ByteSet {
            bits: [a & !e, b & !f, c & !g, d & !h],
        }
    }

    /// Whether there is no byte in the set.
    pub const fn is_empty(&self) -> bool {
        let [a, b, c, d] = self.bits;
        a | b | c | d == 0
    }

    /// This set but for `byte`.
    pub const fn without(mut self, byte: u8) -> Self {
        self.bits[(byte >> 6) as usize] &= !(1 << (byte & 63));
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
