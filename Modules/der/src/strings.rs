//! The restricted character string types (X.680 section 41, X.690 section 8.23).

use core::fmt;
use core::ops::Deref;

use crate::content::{Content, Primitive};
use crate::error::{ErrorKind, Result};
use crate::tag::Tag;
use crate::writer::Writer;

/// A type of character strings: which characters it has, and how they are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the types")]
pub enum StringKind {
    Utf8,
    Numeric,
    Printable,
    Teletex,
    Videotex,
    Ia5,
    Graphic,
    Visible,
    General,
    Universal,
    Bmp,
}

impl StringKind {
    /// The kind with this universal tag.
    #[inline]
    pub const fn of(tag: Tag) -> Option<StringKind> {
        if !matches!(tag.class, crate::tag::Class::Universal) {
            return None;
        }
        Some(match tag.number {
            12 => StringKind::Utf8,
            18 => StringKind::Numeric,
            19 => StringKind::Printable,
            20 => StringKind::Teletex,
            21 => StringKind::Videotex,
            22 => StringKind::Ia5,
            25 => StringKind::Graphic,
            26 => StringKind::Visible,
            27 => StringKind::General,
            28 => StringKind::Universal,
            30 => StringKind::Bmp,
            _ => return None,
        })
    }

    /// Its universal tag.
    #[inline]
    pub const fn tag(self) -> Tag {
        match self {
            StringKind::Utf8 => Tag::UTF8_STRING,
            StringKind::Numeric => Tag::NUMERIC_STRING,
            StringKind::Printable => Tag::PRINTABLE_STRING,
            StringKind::Teletex => Tag::TELETEX_STRING,
            StringKind::Videotex => Tag::VIDEOTEX_STRING,
            StringKind::Ia5 => Tag::IA5_STRING,
            StringKind::Graphic => Tag::GRAPHIC_STRING,
            StringKind::Visible => Tag::VISIBLE_STRING,
            StringKind::General => Tag::GENERAL_STRING,
            StringKind::Universal => Tag::UNIVERSAL_STRING,
            StringKind::Bmp => Tag::BMP_STRING,
        }
    }

    /// The character as the type encodes it, if the type has it.
    pub(crate) fn encode(self, character: char, bytes: &mut [u8; 4]) -> Option<&[u8]> {
        let number = u32::from(character);
        match self {
            StringKind::Utf8 => Some(character.encode_utf8(bytes).as_bytes()),
            StringKind::Universal => {
                *bytes = number.to_be_bytes();
                Some(bytes)
            }
            StringKind::Bmp => {
                let unit = u16::try_from(number).ok()?;
                bytes[..2].copy_from_slice(&unit.to_be_bytes());
                bytes.get(..2)
            }
            _ => {
                bytes[0] = u8::try_from(number)
                    .ok()
                    .filter(|&byte| self.allows(byte))?;
                bytes.get(..1)
            }
        }
    }

    /// Whether the type has the character that is encoded in this one byte.
    const fn allows(self, byte: u8) -> bool {
        match self {
            StringKind::Numeric => matches!(byte, b'0'..=b'9' | b' '),
            StringKind::Printable => matches!(
                byte,
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'\'' | b'(' | b')' | b'+' | b',' | b'-' | b'.' | b'/' | b':' | b'=' | b'?'
            ),
            StringKind::Ia5 => byte < 0x80,
            StringKind::Visible => matches!(byte, 0x20..=0x7e),
            // Character sets that are switched to with escape sequences: any byte can be part of one.
            StringKind::Teletex
            | StringKind::Videotex
            | StringKind::Graphic
            | StringKind::General => true,
            StringKind::Utf8 | StringKind::Universal | StringKind::Bmp => true,
        }
    }
}

/// A character string.
///
/// Strictly read, it has only characters of its type. Leniently read, any bytes, as long as they are whole characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CharacterString<'a> {
    kind: StringKind,
    bytes: &'a [u8],
}

impl<'a> CharacterString<'a> {
    /// Reads a string of a type that is known from elsewhere.
    ///
    /// # Errors
    /// What the type does not allow.
    #[inline]
    pub fn read(kind: StringKind, content: Content<'a>) -> Result<CharacterString<'a>> {
        check(kind, content)?;
        Ok(CharacterString {
            kind,
            bytes: content.bytes,
        })
    }

    /// Its type.
    #[inline]
    pub const fn kind(&self) -> StringKind {
        self.kind
    }

    /// The contents octets.
    #[inline]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text, if it is encoded as Rust encodes it: UTF-8, or bytes that are all ASCII.
    #[inline]
    pub fn as_str(&self) -> Option<&'a str> {
        match self.kind {
            StringKind::Universal | StringKind::Bmp => None,
            StringKind::Utf8 => core::str::from_utf8(self.bytes).ok(),
            _ if self.bytes.is_ascii() => core::str::from_utf8(self.bytes).ok(),
            _ => None,
        }
    }

    /// The characters.
    ///
    /// TeletexString and the other types with escape sequences are read as Latin-1, as everybody does, and so are leniently read
    /// bytes that a type does not have. What is no character (invalid UTF-8, a lone surrogate) is U+FFFD; a BMPString's pairs of
    /// surrogates are the characters that they are in UTF-16. Strictly read strings have none of that.
    #[inline]
    pub fn chars(&self) -> Chars<'a> {
        Chars {
            kind: self.kind,
            rest: self.bytes,
        }
    }
}

impl fmt::Display for CharacterString<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chars()
            .try_for_each(|character| fmt::Write::write_char(f, character))
    }
}

fn check(kind: StringKind, content: Content<'_>) -> Result<()> {
    let length = content.bytes.len();
    match kind {
        StringKind::Bmp if length % 2 != 0 => {
            return Err(content.error(ErrorKind::PartialBmpCharacter { length }));
        }
        StringKind::Universal if length % 4 != 0 => {
            return Err(content.error(ErrorKind::PartialUniversalCharacter { length }));
        }
        _ => {}
    }
    if !content.rules.is_strict() {
        return Ok(());
    }
    let bytes = content.bytes;
    match kind {
        StringKind::Utf8 if bytes.is_ascii() => Ok(()),
        StringKind::Utf8 => match core::str::from_utf8(bytes) {
            Ok(_) => Ok(()),
            Err(error) => Err(content.error_at(error.valid_up_to(), ErrorKind::NotUtf8)),
        },
        StringKind::Bmp => {
            match bytes
                .chunks_exact(2)
                .position(|unit| matches!(unit[0], 0xd8..=0xdf))
            {
                None => Ok(()),
                Some(unit) => Err(content.error_at(unit * 2, ErrorKind::Surrogate)),
            }
        }
        StringKind::Universal => {
            let mut numbers = bytes.chunks_exact(4).map(be_u32).enumerate();
            match numbers.find(|&(_, number)| char::from_u32(number).is_none()) {
                None => Ok(()),
                Some((index, number)) => {
                    Err(content.error_at(index * 4, ErrorKind::NoCharacter { number }))
                }
            }
        }
        _ => match bytes.iter().position(|&byte| !kind.allows(byte)) {
            None => Ok(()),
            Some(index) => {
                let kind = ErrorKind::ForbiddenByte {
                    of: kind.tag(),
                    octet: bytes[index],
                };
                Err(content.error_at(index, kind))
            }
        },
    }
}

fn be_u32(unit: &[u8]) -> u32 {
    unit.iter()
        .fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// The characters of a string.
#[derive(Clone, Debug)]
pub struct Chars<'a> {
    kind: StringKind,
    rest: &'a [u8],
}

impl Iterator for Chars<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let (character, len) = match self.kind {
            StringKind::Utf8 => first_utf8(self.rest)?,
            StringKind::Bmp => first_utf16(self.rest)?,
            StringKind::Universal => (be_char(self.rest.get(..4)?), 4),
            _ => (char::from(*self.rest.first()?), 1),
        };
        self.rest = self.rest.get(len..).unwrap_or_default();
        Some(character)
    }
}

fn be_char(unit: &[u8]) -> char {
    char::from_u32(be_u32(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The first character, and in how many bytes it is encoded.
fn first_utf8(bytes: &[u8]) -> Option<(char, usize)> {
    // No character takes more; what is cut here is behind the first one.
    let start = bytes.get(..4).unwrap_or(bytes);
    let chunk = start.utf8_chunks().next()?;
    Some(match chunk.valid().chars().next() {
        Some(character) => (character, character.len_utf8()),
        None => (char::REPLACEMENT_CHARACTER, chunk.invalid().len()),
    })
}

fn first_utf16(bytes: &[u8]) -> Option<(char, usize)> {
    let unit = |at: usize| Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?));
    let units = core::iter::once(unit(0)?).chain(unit(2));
    Some(match char::decode_utf16(units).next()? {
        Ok(character) => (character, character.len_utf16() * 2),
        Err(_) => (char::REPLACEMENT_CHARACTER, 2),
    })
}

macro_rules! types {
    ($($name:ident is $kind:ident $text:literal,)*) => {
        $(
            #[doc = concat!("A ", $text, ".")]
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            pub struct $name<'a>(CharacterString<'a>);

            impl<'a> Primitive<'a> for $name<'a> {
                const TAG: Tag = StringKind::$kind.tag();

                #[inline]
                fn from_content(content: Content<'a>) -> Result<Self> {
                    CharacterString::read(StringKind::$kind, content).map($name)
                }

                #[inline]
                fn write_content(&self, writer: &mut Writer<'_>) {
                    writer.write_bytes(self.bytes);
                }
            }

            impl<'a> Deref for $name<'a> {
                type Target = CharacterString<'a>;

                #[inline]
                fn deref(&self) -> &CharacterString<'a> {
                    &self.0
                }
            }
        )*
    };
}

types! {
    Utf8String is Utf8 "UTF8String",
    NumericString is Numeric "NumericString",
    PrintableString is Printable "PrintableString",
    TeletexString is Teletex "TeletexString (T61String)",
    VideotexString is Videotex "VideotexString",
    Ia5String is Ia5 "IA5String",
    GraphicString is Graphic "GraphicString",
    VisibleString is Visible "VisibleString (ISO646String)",
    GeneralString is General "GeneralString",
    UniversalString is Universal "UniversalString",
    BmpString is Bmp "BMPString",
}
