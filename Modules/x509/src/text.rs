//! Values of any type in places where a text is expected.

use der::{CharacterString, Element, ErrorKind, Reader, Result, StringKind};

use crate::list::Decode;

/// A string of one of several types: DirectoryString (RFC 5280 appendix A.1) and DisplayText (section 4.2.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// The string, which knows its type.
    pub string: CharacterString<'a>,
    /// The encoding.
    pub encoded: &'a [u8],
}

/// The types that are allowed where a [`Text`] stands.
pub(crate) type Allowed = fn(StringKind) -> bool;

impl<'a> Text<'a> {
    /// A DirectoryString. Leniently read, a string of any type.
    pub(crate) fn read_directory_string(reader: &mut Reader<'a>) -> Result<Text<'a>> {
        Text::read(reader, "DirectoryString", |kind| {
            use StringKind::{Bmp, Printable, Teletex, Universal, Utf8};
            matches!(kind, Teletex | Printable | Universal | Utf8 | Bmp)
        })
    }

    /// A DisplayText. Leniently read, a string of any type.
    pub(crate) fn read_display_text(reader: &mut Reader<'a>) -> Result<Text<'a>> {
        Text::read(reader, "DisplayText", |kind| {
            use StringKind::{Bmp, Ia5, Utf8, Visible};
            matches!(kind, Ia5 | Visible | Bmp | Utf8)
        })
    }

    fn read(reader: &mut Reader<'a>, expected: &'static str, allowed: Allowed) -> Result<Text<'a>> {
        let Some(found) = reader.peek_tag()? else {
            return Err(reader.error(ErrorKind::MissingAlternative { expected }));
        };
        match StringKind::of(found) {
            Some(kind) if allowed(kind) || !reader.rules().is_strict() => {
                let element = reader.read_tagged(kind.tag())?;
                Ok(Text {
                    string: element.string(kind)?,
                    encoded: element.encoded(),
                })
            }
            _ => Err(reader.error(ErrorKind::UnexpectedAlternative { expected, found })),
        }
    }
}

/// Checks a value of any type: a string whose type is known, and, strictly read, everything else too.
///
/// OpenSSL does not look into values whose type it does not know.
#[inline]
pub(crate) fn check_any(element: &Element<'_>) -> Result<()> {
    match StringKind::of(element.tag()) {
        Some(kind) if !element.tag().constructed => element.string(kind).map(drop),
        _ if element.rules().is_strict() => element.validate(),
        _ => Ok(()),
    }
}

/// A value of any type as a string, if it is one.
pub(crate) fn as_string<'a>(element: &Element<'a>) -> Option<CharacterString<'a>> {
    match StringKind::of(element.tag()) {
        Some(kind) if !element.tag().constructed => element.string(kind).ok(),
        _ => None,
    }
}

/// The parameters of an algorithm, the value of an otherName: any type, seldom looked into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Any<'a>(pub Element<'a>);

impl<'a> Decode<'a> for Any<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_element()?;
        check_any(&element)?;
        Ok(Any(element))
    }
}
