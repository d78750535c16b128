//! A few ASCII characters at a time.

/// Up to `N` characters.
pub struct Line<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Line<N> {
    pub fn new() -> Self {
        Line {
            bytes: [0; N],
            len: 0,
        }
    }

    /// # Panics
    /// If it is full.
    pub fn push(&mut self, character: u8) {
        self.bytes[self.len] = character;
        self.len += 1;
    }

    /// # Panics
    /// If they do not fit.
    pub fn extend(&mut self, characters: &[u8]) {
        self.bytes[self.len..][..characters.len()].copy_from_slice(characters);
        self.len += characters.len();
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}
