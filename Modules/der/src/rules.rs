//! How strictly an encoding is read.

/// The deepest nesting that is read: an element inside 64 others is an error.
pub const MAX_DEPTH: u8 = 64;

/// The rules that an encoding is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rules {
    /// The distinguished encoding rules, X.690 sections 8, 10 and 11.
    Strict,
    /// What OpenSSL 3 reads, as far as this crate can. All that is read strictly is read leniently, with the same values.
    ///
    /// Beside what the distinguished encoding rules allow:
    ///
    /// - lengths and tag numbers with leading zeros, up to 127 octets of a tag; lengths that need fewer octets;
    /// - indefinite lengths of constructed elements;
    /// - a BOOLEAN of any octet; BIT STRINGs whose unused bits are not zero, or that have unused bits and no others;
    /// - any bytes in character strings, as long as they are a multiple of two in a BMPString and of four in a UniversalString;
    /// - times without seconds and with a time zone, and fractions that end in zeros;
    /// - SETs in any order, and values that are equal to the default.
    ///
    /// OpenSSL reads more, and this crate does not: tags and parts of numbers beyond what fits in 32 and 128 bits (it has arcs of any
    /// size, though tags of 31 bits only), strings in parts where a type is read ([`validate`](crate::validate) takes them for
    /// constructed elements), the year 0, and times that it knows to be none until somebody asks for them.
    /// It reads less in nesting some structures, which it ends at 30 levels.
    Lenient,
}

impl Rules {
    /// Whether these are the distinguished encoding rules.
    #[inline]
    pub const fn is_strict(self) -> bool {
        matches!(self, Rules::Strict)
    }
}
