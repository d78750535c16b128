//! Codes of all lengths.

/// The longest code.
const LONGEST: usize = 64;

/// What HMAC gives.
pub struct Code {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Code {
    /// A copy of `bytes`.
    ///
    /// # Panics
    /// If it is longer than a code can be.
    pub fn of(code: &[u8]) -> Self {
        let mut bytes = [0; LONGEST];
        bytes[..code.len()].copy_from_slice(code);
        Code {
            bytes,
            len: code.len(),
        }
    }

    /// The code.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}
