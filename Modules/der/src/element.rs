//! An element: identifier octets, length octets, contents octets.

use crate::content::{Content, Primitive};
use crate::error::{Error, ErrorKind, Result};
use crate::reader::Reader;
use crate::rules::{Level, MAX_DEPTH, Rules};
use crate::strings::{CharacterString, StringKind};
use crate::tag::Tag;

/// An element of the data, with its header checked and its contents unread.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    pub(crate) tag: Tag,
    pub(crate) header_len: u8,
    /// The rules, and in how many others it lies.
    pub(crate) level: Level,
    pub(crate) offset: usize,
    pub(crate) encoded: &'a [u8],
    pub(crate) content: &'a [u8],
}

impl<'a> Element<'a> {
    /// Its tag.
    #[inline]
    pub const fn tag(&self) -> Tag {
        self.tag
    }

    /// Where in the data its first identifier octet is.
    #[inline]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// How many identifier and length octets it has.
    #[inline]
    pub fn header_len(&self) -> usize {
        usize::from(self.header_len)
    }

    /// Where in the data its contents begin.
    #[inline]
    pub fn content_offset(&self) -> usize {
        self.offset + self.header_len()
    }

    /// Its contents octets, without those that end an indefinite length.
    #[inline]
    pub const fn content(&self) -> &'a [u8] {
        self.content
    }

    /// All its octets.
    #[inline]
    pub const fn encoded(&self) -> &'a [u8] {
        self.encoded
    }

    /// The rules that the data is held to.
    #[inline]
    pub const fn rules(&self) -> Rules {
        self.level.rules()
    }

    /// Reads the contents as those of a primitive type, whatever the tag's class and number.
    ///
    /// # Errors
    /// That the element is constructed, and what the type does not allow.
    #[inline]
    pub fn value<T: Primitive<'a>>(&self) -> Result<T> {
        T::from_content(self.primitive_content()?)
    }

    /// Reads the contents as those of a type of character strings, whatever the tag's class and number.
    ///
    /// # Errors
    /// That the element is constructed, and what the type does not allow.
    #[inline]
    pub fn string(&self, kind: StringKind) -> Result<CharacterString<'a>> {
        CharacterString::read(kind, self.primitive_content()?)
    }

    #[inline]
    fn primitive_content(&self) -> Result<Content<'a>> {
        if self.tag.constructed {
            return Err(self.error(ErrorKind::NotPrimitive { found: self.tag }));
        }
        Ok(self.raw_content())
    }

    /// Checks the element and all elements in it, as [`validate`](crate::validate()) does.
    ///
    /// # Errors
    /// As [`validate`](crate::validate()).
    pub fn validate(&self) -> Result<()> {
        crate::validate::check(self)
    }

    /// A reader of the elements in a constructed element.
    ///
    /// # Errors
    /// That the element is primitive, and that there are elements nested too deep.
    #[inline]
    pub fn elements(&self) -> Result<Reader<'a>> {
        if !self.tag.constructed {
            return Err(self.error(ErrorKind::NotConstructed { found: self.tag }));
        }
        self.nested()
    }

    /// A reader of what is encoded in the contents, such as those of an OCTET STRING.
    ///
    /// # Errors
    /// That there are elements nested too deep.
    #[inline]
    pub fn nested(&self) -> Result<Reader<'a>> {
        // The element's own level is depth + 1.
        if self.level.depth() + 1 >= MAX_DEPTH && !self.content.is_empty() {
            return Err(Error::new(ErrorKind::TooDeep, self.content_offset()));
        }
        Ok(Reader {
            rest: self.content,
            end: self.content_offset() + self.content.len(),
            level: self.level.deeper(),
        })
    }

    /// An error of this element's header or type.
    #[cold]
    pub const fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.offset)
    }

    #[inline]
    pub(crate) fn raw_content(&self) -> Content<'a> {
        Content {
            bytes: self.content,
            offset: self.content_offset(),
            rules: self.rules(),
        }
    }
}
