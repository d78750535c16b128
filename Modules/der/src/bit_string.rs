//! BIT STRING (X.690 sections 8.6 and 11.2).

use crate::content::{Content, Primitive};
use crate::error::{ErrorKind, Result};
use crate::tag::Tag;
use crate::writer::Writer;

/// Bits, the first of which is the most significant one of the first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BitString<'a> {
    bytes: &'a [u8],
    unused_bits: u8,
}

impl<'a> BitString<'a> {
    /// The bits in these bytes, but for the last ones: 0 to 7, and 0 if there is no byte. Else none.
    pub const fn new(bytes: &'a [u8], unused_bits: u8) -> Option<BitString<'a>> {
        if unused_bits > 7 || (bytes.is_empty() && unused_bits != 0) {
            return None;
        }
        Some(BitString { bytes, unused_bits })
    }

    /// The bytes that hold the bits. Unless strictly read, the unused bits of the last byte can be ones; they mean nothing.
    #[inline]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// How many bits at the end of the last byte are unused: 0 to 7.
    #[inline]
    pub const fn unused_bits(&self) -> u8 {
        self.unused_bits
    }

    /// The last byte with its unused bits as zeros.
    #[inline]
    pub fn last_byte(&self) -> Option<u8> {
        self.bytes
            .last()
            .map(|last| last & 0xff << self.unused_bits)
    }

    /// A bit by its number, as named bits have one. What is beyond the end is not set.
    #[inline]
    pub fn bit(&self, number: usize) -> bool {
        let byte = number / 8;
        if byte + 1 == self.bytes.len() && number % 8 >= 8 - usize::from(self.unused_bits) {
            return false;
        }
        self.bytes
            .get(byte)
            .is_some_and(|octet| octet & 0x80 >> (number % 8) != 0)
    }
}

impl<'a> Primitive<'a> for BitString<'a> {
    const TAG: Tag = Tag::BIT_STRING;

    #[inline]
    fn from_content(content: Content<'a>) -> Result<Self> {
        let Some((&count, bytes)) = content.bytes.split_first() else {
            return Err(content.error(ErrorKind::WithoutContent { of: Self::TAG }));
        };
        let strict = content.rules.is_strict();
        if count > 7 || (strict && count != 0 && bytes.is_empty()) {
            return Err(content.error(ErrorKind::UnusedBits { count }));
        }
        match bytes.last() {
            Some(last) if strict && last & !(0xff << count) != 0 => {
                Err(content.error_at(bytes.len(), ErrorKind::NonZeroPadding))
            }
            Some(_) => Ok(BitString {
                bytes,
                unused_bits: count,
            }),
            None => Ok(BitString {
                bytes,
                unused_bits: 0,
            }),
        }
    }

    #[inline]
    fn write_content(&self, writer: &mut Writer<'_>) {
        if let (Some(last), Some((_, others))) = (self.last_byte(), self.bytes.split_last()) {
            writer.write_bytes(&[last]);
            writer.write_bytes(others);
        }
        writer.write_bytes(&[self.unused_bits]);
    }
}
