//! INTEGER and ENUMERATED (X.690 sections 8.3 and 8.4).

use crate::content::{Content, Primitive};
use crate::error::{ErrorKind, Result};
use crate::tag::Tag;
use crate::writer::Writer;

/// An INTEGER of any size: big-endian two's complement, at least one octet, none too many.
///
/// Equal integers are equal octets, under either rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Integer<'a> {
    bytes: &'a [u8],
}

macro_rules! to_fixed {
    ($($(#[$doc:meta])* $name:ident -> $type:ident by $step:expr;)*) => {
        impl Integer<'_> {
            $($(#[$doc])*
            #[inline]
            pub fn $name(&self) -> Option<$type> {
                $step(self.bytes)
            }
            )*
        }
    };
}

to_fixed! {
    /// The value, if it fits.
    to_i64 -> i64 by |bytes| Some(i64::from_be_bytes(sign_extended(bytes)?));
    /// The value, if it fits.
    to_u64 -> u64 by |bytes| Some(u64::from_be_bytes(zero_extended(bytes)?));
    /// The value, if it fits.
    to_i128 -> i128 by |bytes| Some(i128::from_be_bytes(sign_extended(bytes)?));
    /// The value, if it fits.
    to_u128 -> u128 by |bytes| Some(u128::from_be_bytes(zero_extended(bytes)?));
}

#[inline]
fn sign_extended<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    let fill = if is_negative(bytes) { 0xff } else { 0 };
    let mut extended = [fill; N];
    extended
        .get_mut(N.checked_sub(bytes.len())?..)?
        .copy_from_slice(bytes);
    Some(extended)
}

#[inline]
fn zero_extended<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    if is_negative(bytes) {
        return None;
    }
    let magnitude = match bytes {
        [0, magnitude @ ..] => magnitude,
        magnitude => magnitude,
    };
    let mut extended = [0; N];
    extended
        .get_mut(N.checked_sub(magnitude.len())?..)?
        .copy_from_slice(magnitude);
    Some(extended)
}

#[inline]
fn is_negative(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|&first| first >= 0x80)
}

impl<'a> Integer<'a> {
    /// The integer that these octets are, of which there may be too many: two's complement, the most significant one first. None
    /// if there is no octet.
    pub fn of_be_bytes(mut bytes: &'a [u8]) -> Option<Integer<'a>> {
        while let [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] = bytes {
            bytes = &bytes[1..];
        }
        (!bytes.is_empty()).then_some(Integer { bytes })
    }

    /// The octets: two's complement, the most significant one first.
    #[inline]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Whether it is below zero.
    #[inline]
    pub fn is_negative(&self) -> bool {
        is_negative(self.bytes)
    }

    #[inline]
    fn checked(content: Content<'a>, of: Tag) -> Result<Integer<'a>> {
        match content.bytes {
            [] => Err(content.error(ErrorKind::WithoutContent { of })),
            // OpenSSL rejects these too.
            [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => {
                Err(content.error(ErrorKind::NonMinimalInteger { of }))
            }
            bytes => Ok(Integer { bytes }),
        }
    }
}

impl<'a> Primitive<'a> for Integer<'a> {
    const TAG: Tag = Tag::INTEGER;

    #[inline]
    fn from_content(content: Content<'a>) -> Result<Self> {
        Self::checked(content, Self::TAG)
    }

    #[inline]
    fn write_content(&self, writer: &mut Writer<'_>) {
        writer.write_bytes(self.bytes);
    }
}

/// An ENUMERATED, which is encoded as an [`Integer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Enumerated<'a>(pub Integer<'a>);

impl<'a> Primitive<'a> for Enumerated<'a> {
    const TAG: Tag = Tag::ENUMERATED;

    #[inline]
    fn from_content(content: Content<'a>) -> Result<Self> {
        Integer::checked(content, Self::TAG).map(Enumerated)
    }

    #[inline]
    fn write_content(&self, writer: &mut Writer<'_>) {
        self.0.write_content(writer);
    }
}
