//! What can be wrong with an encoding.
//!
//! The messages are those of `Lib/asn1lib.py` too, and so are the offsets: what is wrong with identifier or length octets, or with
//! the type that was found, is at the element's first identifier octet. What is wrong with contents is at the wrong octet,
//! or, where it is no single one, at the first octet of the contents. Data that is missing is missing at the end of what there is, and
//! trailing data is at its first octet.

use core::fmt;

use crate::path::{Name, Path};
use crate::tag::Tag;

/// A result of reading.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// What is wrong, where in the data, and in which field. Displayed as `PATH: MESSAGE, at byte N`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    offset: usize,
    path: Path,
}

/// Every result has room for one, so it is no larger than what Clippy takes for too large to return.
const _: () = assert!(size_of::<Error>() < 128);

impl Error {
    /// An error at a byte of the data, in no field yet.
    #[cold]
    #[inline(never)]
    pub const fn new(kind: ErrorKind, offset: usize) -> Error {
        Error {
            kind,
            offset,
            path: Path::EMPTY,
        }
    }

    /// What is wrong. Displayed, it is the message without place.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The offset of the byte in the data that the outermost reader was given.
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The field.
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// The same error, seen from outside the field of this name.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn in_field(mut self, name: Name) -> Error {
        self.path.inside_field(name);
        self
    }

    /// The same error, seen from outside the list in which this is the element's index.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn in_index(mut self, index: usize) -> Error {
        self.path.inside_index(index);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}, at byte {}", self.kind, self.offset)
    }
}

impl core::error::Error for Error {}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident: $type:ty),* })? => $text:literal,)*) => {
        /// What is wrong. A tag stands for the type in question.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the fields are documented by the message")]
        pub enum ErrorKind {
            $(#[doc = concat!("`", $text, "`")] $(#[$doc])* $name $({ $($field: $type),* })?,)*
        }

        impl fmt::Display for ErrorKind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name $({ $($field),* })? => write!(f, $text),)*
                }
            }
        }
    };
}

kinds! {
    TruncatedTag => "the data ends inside a tag",
    TruncatedLength => "the data ends inside a length",
    LengthExceedsData { length: u64, left: usize } => "length {length} exceeds the {left} bytes left",
    IndefiniteLength => "length is indefinite",
    NonMinimalLength => "length is not minimal",
    /// Leading zeros are not counted; eight octets are not too many.
    LengthTooLarge { octets: u8 } => "length of {octets} octets is too large",
    NonMinimalTag => "tag number is not minimal",
    TagTooLarge => "tag number exceeds 32 bits",
    /// The tag that ends an indefinite length, where there is none to end; no type has it.
    ReservedTag => "universal tag 0 is reserved",
    MissingEndOfContents => "the data ends inside an indefinite length",
    TooDeep => "nested deeper than 64 levels",
    TrailingData { left: usize } => "{left} bytes of trailing data",
    MissingElement { expected: Tag } => "expected {expected}, but the data ends",
    /// Expected is a CHOICE, by its name.
    MissingAlternative { expected: &'static str } => "expected {expected}, but the data ends",
    /// Expected is a CHOICE, by its name.
    UnexpectedAlternative { expected: &'static str, found: Tag } => "expected {expected}, not {found}",
    UnexpectedType { expected: Tag, found: Tag } => "expected {expected}, not {found}",
    NotConstructed { found: Tag } => "{found} must be constructed",
    NotPrimitive { found: Tag } => "{found} must be primitive",
    BooleanLength { length: usize } => "BOOLEAN of {length} bytes, not 1",
    NonCanonicalBoolean { octet: u8 } => "BOOLEAN 0x{octet:02x} is neither 0x00 nor 0xff",
    NullLength { length: usize } => "NULL of {length} bytes, not 0",
    WithoutContent { of: Tag } => "{of} without content",
    NonMinimalInteger { of: Tag } => "{of} is not minimal",
    UnusedBits { count: u8 } => "BIT STRING with {count} unused bits",
    NonZeroPadding => "unused bits of BIT STRING are not zero",
    NonMinimalArc { of: Tag } => "{of} arc is not minimal",
    TruncatedArc { of: Tag } => "{of} ends inside an arc",
    ArcTooLarge { of: Tag } => "{of} arc exceeds 128 bits",
    ForbiddenByte { of: Tag, octet: u8 } => "{of} does not allow byte 0x{octet:02x}",
    NotUtf8 => "UTF8String is not UTF-8",
    PartialBmpCharacter { length: usize } => "BMPString of {length} bytes, not a multiple of 2",
    PartialUniversalCharacter { length: usize } => "UniversalString of {length} bytes, not a multiple of 4",
    Surrogate => "BMPString holds a surrogate",
    NoCharacter { number: u32 } => "UniversalString holds no character 0x{number:x}",
    UtcTimeFormat => "UTCTime is not YYMMDDHHMMSSZ",
    GeneralizedTimeFormat => "GeneralizedTime is not YYYYMMDDHHMMSS[.f]Z",
    NoSuchTime { of: Tag } => "{of} has no such date or time",
    SetOrder => "elements of SET are not in ascending order",
    EncodedDefault => "the default value is encoded",
    /// What the specification of a structure demands beside the encoding rules.
    Rule { text: &'static str } => "{text}",
}
