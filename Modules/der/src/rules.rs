//! How strictly an encoding is read.

/// The deepest nesting that is read: an element inside 64 others is an error.
pub const MAX_DEPTH: u8 = 64;

/// The rules that an encoding is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rules {
    /// The distinguished encoding rules, X.690 sections 8, 10 and 11.
    Strict,
    /// What OpenSSL 3 reads.
    Lenient,
}

impl Rules {
    /// Whether these are the distinguished encoding rules.
    #[inline]
    pub const fn is_strict(self) -> bool {
        matches!(self, Rules::Strict)
    }
}
