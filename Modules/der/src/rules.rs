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

/// The rules and the depth in one word. Two small fields would be written one by one and then copied as one word, which
/// processors can only do once both have left for the cache: a third of the time that a certificate takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Level(usize);

impl Level {
    /// Outside everything.
    #[inline]
    pub const fn outermost(rules: Rules) -> Level {
        Level(rules.is_strict() as usize)
    }

    /// Inside one more element.
    #[inline]
    pub const fn deeper(self) -> Level {
        Level(self.0 + 2)
    }

    #[inline]
    pub const fn rules(self) -> Rules {
        if self.0 & 1 == 1 {
            Rules::Strict
        } else {
            Rules::Lenient
        }
    }

    /// In how many elements something lies.
    #[inline]
    pub const fn depth(self) -> u8 {
        (self.0 >> 1) as u8
    }
}
