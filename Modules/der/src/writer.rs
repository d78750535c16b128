//! Writing elements, the last one first.

use core::fmt;

use crate::content::Primitive;
use crate::strings::StringKind;
use crate::tag::Tag;

/// Writes elements from the end of a buffer towards its start, so that a length is known when it is written.
///
/// What is written last stands first: the fields of a SEQUENCE are written in reverse. Where the buffer is too small, the writer
/// goes on counting, so that [`length_of`](Self::length_of) is exact.
///
/// ```
/// use der::{Tag, Writer};
///
/// let mut buffer = [0; 8];
/// let mut writer = Writer::new(&mut buffer);
/// writer.constructed(Tag::SEQUENCE, |writer| {
///     writer.write(&true);
///     writer.write_int(2);
/// });
/// assert_eq!(writer.finish().unwrap(), b"\x30\x06\x02\x01\x02\x01\x01\xff");
/// ```
#[derive(Debug)]
pub struct Writer<'b> {
    buffer: &'b mut [u8],
    /// How much is written, or would be if the buffer had room for it.
    len: usize,
}

/// The buffer has no room for all that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BufferTooSmall {
    /// How large a buffer must be.
    pub needed: usize,
}

impl fmt::Display for BufferTooSmall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a buffer of {} bytes is needed", self.needed)
    }
}

impl core::error::Error for BufferTooSmall {}

/// A text that is no OBJECT IDENTIFIER: not two or more decimal numbers with dots between, or numbers that none has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnObjectIdentifier;

impl fmt::Display for NotAnObjectIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an OBJECT IDENTIFIER")
    }
}

impl core::error::Error for NotAnObjectIdentifier {}

/// A character that the type of the string does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForbiddenCharacter {
    /// The type.
    pub kind: StringKind,
    /// The last character of the text that it does not have.
    pub character: char,
}

impl fmt::Display for ForbiddenCharacter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not allow {:?}", self.kind.tag(), self.character)
    }
}

impl core::error::Error for ForbiddenCharacter {}

impl<'b> Writer<'b> {
    /// A writer that fills the buffer's end.
    #[inline]
    pub fn new(buffer: &'b mut [u8]) -> Writer<'b> {
        Writer { buffer, len: 0 }
    }

    /// How many bytes the function writes.
    #[inline]
    pub fn length_of(write: impl FnOnce(&mut Writer<'_>)) -> usize {
        let mut writer = Writer {
            buffer: &mut [],
            len: 0,
        };
        write(&mut writer);
        writer.len
    }

    /// What was written: the end of the buffer.
    ///
    /// # Errors
    /// That there was no room for it; the buffer may hold anything then.
    #[inline]
    pub fn finish(self) -> Result<&'b mut [u8], BufferTooSmall> {
        let needed = self.len;
        match self.buffer.len().checked_sub(needed) {
            Some(start) => Ok(&mut self.buffer[start..]),
            None => Err(BufferTooSmall { needed }),
        }
    }

    /// Writes bytes as they are: an element that is encoded already, or contents.
    #[inline]
    pub fn write_bytes(&mut self, bytes: &[u8]) {
        let start = self.buffer.len().checked_sub(self.len);
        self.len = self.len.saturating_add(bytes.len());
        if let Some(free) = start.and_then(|start| self.buffer.get_mut(..start)) {
            if let Some(start) = free.len().checked_sub(bytes.len()) {
                free[start..].copy_from_slice(bytes);
            }
        }
    }

    #[inline]
    fn write_byte(&mut self, byte: u8) {
        self.write_bytes(&[byte]);
    }

    /// Writes an element, whose contents the function writes.
    #[inline]
    pub fn element<T>(&mut self, tag: Tag, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.len;
        let result = write(self);
        self.write_length(self.len - before);
        self.write_tag(tag);
        result
    }

    /// Writes a constructed element, whose elements the function writes, the last one first.
    #[inline]
    pub fn constructed<T>(&mut self, tag: Tag, write: impl FnOnce(&mut Self) -> T) -> T {
        self.element(
            Tag {
                constructed: true,
                ..tag
            },
            write,
        )
    }

    /// Writes a value of a primitive type.
    #[inline]
    pub fn write<'a, T: Primitive<'a>>(&mut self, value: &T) {
        self.element(T::TAG, |writer| value.write_content(writer));
    }

    /// Writes a value of a primitive type: `[number] IMPLICIT`.
    #[inline]
    pub fn write_implicit<'a, T: Primitive<'a>>(&mut self, number: u32, value: &T) {
        self.element(Tag::context_primitive(number), |writer| {
            value.write_content(writer)
        });
    }

    /// Writes an INTEGER.
    #[inline]
    pub fn write_int(&mut self, value: i128) {
        self.element(Tag::INTEGER, |writer| {
            crate::Integer::of_be_bytes(&value.to_be_bytes())
                .iter()
                .for_each(|integer| integer.write_content(writer));
        });
    }

    /// Writes an OBJECT IDENTIFIER that is given as `1.2.840.113549`.
    ///
    /// # Errors
    /// That the text is none; something may have been written then.
    pub fn write_object_identifier(&mut self, text: &str) -> Result<(), NotAnObjectIdentifier> {
        let (first, rest) = text.split_once('.').ok_or(NotAnObjectIdentifier)?;
        let (second, rest) = match rest.split_once('.') {
            Some((second, rest)) => (second, Some(rest)),
            None => (rest, None),
        };
        let (first, second) = (arc(first)?, arc(second)?);
        if first > 2 || (first < 2 && second > 39) {
            return Err(NotAnObjectIdentifier);
        }
        let both = second
            .checked_add(first * 40)
            .ok_or(NotAnObjectIdentifier)?;
        self.element(Tag::OBJECT_IDENTIFIER, |writer| {
            for text in rest.iter().flat_map(|rest| rest.rsplit('.')) {
                writer.write_base_128(arc(text)?);
            }
            writer.write_base_128(both);
            Ok(())
        })
    }

    /// Writes a RELATIVE-OID that is given as `8571.3.2`.
    ///
    /// # Errors
    /// That the text is none; something may have been written then.
    pub fn write_relative_oid(&mut self, text: &str) -> Result<(), NotAnObjectIdentifier> {
        self.element(Tag::RELATIVE_OID, |writer| {
            text.rsplit('.').try_for_each(|text| {
                writer.write_base_128(arc(text)?);
                Ok(())
            })
        })
    }

    /// Writes a character string of a type.
    ///
    /// # Errors
    /// A character that the type does not have; something may have been written then.
    pub fn write_string(
        &mut self,
        kind: StringKind,
        text: impl DoubleEndedIterator<Item = char>,
    ) -> Result<(), ForbiddenCharacter> {
        self.element(kind.tag(), |writer| {
            text.rev().try_for_each(|character| {
                let mut bytes = [0; 4];
                let encoded = kind.encode(character, &mut bytes);
                writer.write_bytes(encoded.ok_or(ForbiddenCharacter { kind, character })?);
                Ok(())
            })
        })
    }

    /// Seven bits in each octet, all but the last with the highest bit set.
    fn write_base_128(&mut self, mut value: u128) {
        self.write_byte(value as u8 & 0x7f);
        while value >= 0x80 {
            value >>= 7;
            self.write_byte(value as u8 | 0x80);
        }
    }

    #[inline]
    fn write_length(&mut self, length: usize) {
        if length < 0x80 {
            return self.write_byte(length as u8);
        }
        let bytes = length.to_be_bytes();
        let zeros = length.leading_zeros() as usize / 8;
        self.write_bytes(&bytes[zeros..]);
        self.write_byte((bytes.len() - zeros) as u8 | 0x80);
    }

    #[inline]
    fn write_tag(&mut self, tag: Tag) {
        match tag.single_octet() {
            Some(octet) => self.write_byte(octet),
            None => {
                self.write_base_128(u128::from(tag.number));
                self.write_byte(tag.leading_octet() | 0x1f);
            }
        }
    }
}

/// A number as a dotted identifier has it: without sign and leading zeros.
fn arc(text: &str) -> Result<u128, NotAnObjectIdentifier> {
    let padded = text.len() > 1 && text.starts_with('0');
    if padded || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotAnObjectIdentifier);
    }
    text.parse().map_err(|_| NotAnObjectIdentifier)
}
