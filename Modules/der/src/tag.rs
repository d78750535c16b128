//! Tags (X.690 section 8.1.2), and what the universal ones are called.

use core::fmt;

/// The class of a tag. In the order in which X.680 section 8.6 ranks tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// Types that X.680 defines.
    Universal = 0,
    /// `[APPLICATION n]`
    Application = 1,
    /// `[n]`
    Context = 2,
    /// `[PRIVATE n]`
    Private = 3,
}

impl Class {
    #[inline]
    pub(crate) const fn of_leading_octet(octet: u8) -> Class {
        match octet >> 6 {
            0 => Class::Universal,
            1 => Class::Application,
            2 => Class::Context,
            _ => Class::Private,
        }
    }
}

/// What stands in an element's identifier octets. Displayed as its type, `INTEGER` or `[3]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag {
    /// The class.
    pub class: Class,
    /// Whether the contents are elements.
    pub constructed: bool,
    /// The number within the class.
    pub number: u32,
}

macro_rules! universal {
    ($($(#[$doc:meta])* $name:ident = $number:literal $constructed:literal $text:literal,)*) => {
        /// The universal types.
        impl Tag {
            $($(#[$doc])* #[doc = concat!($text, ", universal ", $number)]
            pub const $name: Tag = Tag { class: Class::Universal, constructed: $constructed, number: $number };)*
        }

        const fn universal_name(number: u32) -> Option<&'static str> {
            match number {
                $($number => Some($text),)*
                _ => None,
            }
        }
    };
}

universal! {
    BOOLEAN = 1 false "BOOLEAN",
    INTEGER = 2 false "INTEGER",
    BIT_STRING = 3 false "BIT STRING",
    OCTET_STRING = 4 false "OCTET STRING",
    NULL = 5 false "NULL",
    OBJECT_IDENTIFIER = 6 false "OBJECT IDENTIFIER",
    OBJECT_DESCRIPTOR = 7 false "ObjectDescriptor",
    EXTERNAL = 8 true "EXTERNAL",
    REAL = 9 false "REAL",
    ENUMERATED = 10 false "ENUMERATED",
    EMBEDDED_PDV = 11 true "EMBEDDED PDV",
    UTF8_STRING = 12 false "UTF8String",
    RELATIVE_OID = 13 false "RELATIVE-OID",
    TIME = 14 false "TIME",
    SEQUENCE = 16 true "SEQUENCE",
    SET = 17 true "SET",
    NUMERIC_STRING = 18 false "NumericString",
    PRINTABLE_STRING = 19 false "PrintableString",
    TELETEX_STRING = 20 false "TeletexString",
    VIDEOTEX_STRING = 21 false "VideotexString",
    IA5_STRING = 22 false "IA5String",
    UTC_TIME = 23 false "UTCTime",
    GENERALIZED_TIME = 24 false "GeneralizedTime",
    GRAPHIC_STRING = 25 false "GraphicString",
    VISIBLE_STRING = 26 false "VisibleString",
    GENERAL_STRING = 27 false "GeneralString",
    UNIVERSAL_STRING = 28 false "UniversalString",
    CHARACTER_STRING = 29 true "CHARACTER STRING",
    BMP_STRING = 30 false "BMPString",
    DATE = 31 false "DATE",
    TIME_OF_DAY = 32 false "TIME-OF-DAY",
    DATE_TIME = 33 false "DATE-TIME",
    DURATION = 34 false "DURATION",
    OID_IRI = 35 false "OID-IRI",
    RELATIVE_OID_IRI = 36 false "RELATIVE-OID-IRI",
}

impl Tag {
    /// `[number]` around an element: an explicit tag, or an implicit one of a constructed type.
    #[inline]
    pub const fn context(number: u32) -> Tag {
        Tag {
            class: Class::Context,
            constructed: true,
            number,
        }
    }

    /// `[number]` in place of the tag of a primitive type.
    #[inline]
    pub const fn context_primitive(number: u32) -> Tag {
        Tag {
            class: Class::Context,
            constructed: false,
            number,
        }
    }

    /// Whether both name the same type, whatever their form.
    #[inline]
    pub const fn same_type(self, other: Tag) -> bool {
        self.class as u8 == other.class as u8 && self.number == other.number
    }

    /// The only identifier octet, if there is only one.
    #[inline]
    pub(crate) const fn single_octet(self) -> Option<u8> {
        if self.number < 31 {
            Some(self.leading_octet() | self.number as u8)
        } else {
            None
        }
    }

    /// Class and form.
    #[inline]
    pub(crate) const fn leading_octet(self) -> u8 {
        (self.class as u8) << 6 | (self.constructed as u8) << 5
    }

    /// What orders the components of a SET (X.680 section 8.6).
    #[inline]
    pub(crate) const fn rank(self) -> u64 {
        (self.class as u64) << 32 | self.number as u64
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        match self.class {
            Class::Universal => match universal_name(number) {
                Some(name) => f.write_str(name),
                None => write!(f, "[UNIVERSAL {number}]"),
            },
            Class::Application => write!(f, "[APPLICATION {number}]"),
            Class::Context => write!(f, "[{number}]"),
            Class::Private => write!(f, "[PRIVATE {number}]"),
        }
    }
}
