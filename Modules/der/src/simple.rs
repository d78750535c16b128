//! BOOLEAN, NULL and OCTET STRING (X.690 sections 8.2, 8.7 and 8.8).

use crate::content::{Content, Primitive};
use crate::error::{ErrorKind, Result};
use crate::tag::Tag;
use crate::writer::Writer;

/// BOOLEAN. Leniently read, whatever is not zero is true.
impl<'a> Primitive<'a> for bool {
    const TAG: Tag = Tag::BOOLEAN;

    #[inline]
    fn from_content(content: Content<'a>) -> Result<Self> {
        match *content.bytes {
            [0] => Ok(false),
            [0xff] => Ok(true),
            [octet] if content.rules.is_strict() => {
                Err(content.error(ErrorKind::NonCanonicalBoolean { octet }))
            }
            [_] => Ok(true),
            _ => Err(content.error(ErrorKind::BooleanLength {
                length: content.bytes.len(),
            })),
        }
    }

    #[inline]
    fn write_content(&self, writer: &mut Writer<'_>) {
        writer.write_bytes(&[if *self { 0xff } else { 0 }]);
    }
}

/// The value of type NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Null;

impl<'a> Primitive<'a> for Null {
    const TAG: Tag = Tag::NULL;

    #[inline]
    fn from_content(content: Content<'a>) -> Result<Self> {
        match content.bytes.len() {
            0 => Ok(Null),
            length => Err(content.error(ErrorKind::NullLength { length })),
        }
    }

    #[inline]
    fn write_content(&self, _: &mut Writer<'_>) {}
}

/// An OCTET STRING: its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OctetString<'a>(pub &'a [u8]);

impl<'a> Primitive<'a> for OctetString<'a> {
    const TAG: Tag = Tag::OCTET_STRING;

    #[inline]
    fn from_content(content: Content<'a>) -> Result<Self> {
        Ok(OctetString(content.bytes))
    }

    #[inline]
    fn write_content(&self, writer: &mut Writer<'_>) {
        writer.write_bytes(self.0);
    }
}
