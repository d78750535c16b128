//! Reading elements one after the other.

use crate::content::{Content, Primitive};
use crate::element::Element;
use crate::error::{Error, ErrorKind, Result};
use crate::header::{self, Parts};
use crate::path::Name;
use crate::rules::{Level, MAX_DEPTH, Rules};
use crate::simple::OctetString;
use crate::tag::Tag;

/// Reads elements from the front of the data.
///
/// A method that fails leaves the reader where it was or further on, but never elsewhere.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub(crate) rest: &'a [u8],
    /// Where the rest ends in the data of the outermost reader. It stays what it is, unlike where the rest begins.
    pub(crate) end: usize,
    /// The rules, and in how many elements the rest lies.
    pub(crate) level: Level,
}

impl<'a> Reader<'a> {
    /// A reader of all the data.
    #[inline]
    pub const fn new(data: &'a [u8], rules: Rules) -> Reader<'a> {
        Reader::at(data, 0, rules)
    }

    /// A reader of data that is part of other data, in which it begins at the offset.
    #[inline]
    pub const fn at(data: &'a [u8], offset: usize, rules: Rules) -> Reader<'a> {
        Reader {
            rest: data,
            end: offset.saturating_add(data.len()),
            level: Level::outermost(rules),
        }
    }

    /// Reads data that is one value and nothing else.
    ///
    /// # Errors
    /// Those of the function, and trailing data.
    #[inline]
    pub fn read_all<T>(
        data: &'a [u8],
        rules: Rules,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T>,
    ) -> Result<T> {
        let mut reader = Reader::new(data, rules);
        let value = read(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }

    /// Whether all is read.
    #[inline]
    pub const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Where in the data the next element begins.
    #[inline]
    pub const fn offset(&self) -> usize {
        // Never wraps: the rest ends there.
        self.end.wrapping_sub(self.rest.len())
    }

    /// What has not been read.
    #[inline]
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The rules that the data is held to.
    #[inline]
    pub const fn rules(&self) -> Rules {
        self.level.rules()
    }

    /// An error at the next element.
    #[cold]
    pub const fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.offset())
    }

    /// Checks that all is read.
    ///
    /// # Errors
    /// [`ErrorKind::TrailingData`].
    #[inline]
    pub fn finish(self) -> Result<()> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(self.error(ErrorKind::TrailingData {
                left: self.rest.len(),
            }))
        }
    }

    /// The tag of the next element, or none at the end.
    ///
    /// # Errors
    /// What is wrong with the identifier octets.
    #[inline]
    pub fn peek_tag(&self) -> Result<Option<Tag>> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        header::read_tag(self.rest, self.offset(), self.rules()).map(|(tag, _)| Some(tag))
    }

    /// Whether the next element has this class and number. Identifier octets that are wrong have not.
    #[inline]
    pub fn is_next(&self, tag: Tag) -> bool {
        match (self.rest.first(), tag.single_octet()) {
            (Some(first), Some(single)) => (first ^ single) & 0xdf == 0,
            (Some(_), None) => self
                .peek_tag()
                .is_ok_and(|next| next.is_some_and(|next| next.same_type(tag))),
            (None, _) => false,
        }
    }

    /// The next element, of any type.
    ///
    /// # Errors
    /// What is wrong with its header.
    #[inline(always)]
    pub fn read_element(&mut self) -> Result<Element<'a>> {
        match header::common(self.rest) {
            Some((tag, parts)) => Ok(self.take(tag, parts)),
            None => self.read_uncommon_element(),
        }
    }

    #[inline(never)]
    fn read_uncommon_element(&mut self) -> Result<Element<'a>> {
        let header = header::read(self.rest, self.offset(), self.rules(), self.level.depth())?;
        let content_end = usize::from(header.len) + header.content_len;
        let (encoded, rest) = self
            .rest
            .split_at(content_end + usize::from(header.end_len));
        let content = &encoded[usize::from(header.len)..content_end];
        let parts = Parts {
            header_len: header.len,
            encoded,
            content,
            rest,
        };
        Ok(self.take(header.tag, parts))
    }

    /// Steps over an element.
    #[inline(always)]
    fn take(&mut self, tag: Tag, parts: Parts<'a>) -> Element<'a> {
        let offset = self.offset();
        self.rest = parts.rest;
        Element {
            tag,
            header_len: parts.header_len,
            level: self.level,
            offset,
            encoded: parts.encoded,
            content: parts.content,
        }
    }

    /// The next element, which must have this tag.
    ///
    /// # Errors
    /// That there is none, that it is of another type or form, and what is wrong with its header.
    #[inline(always)]
    pub fn read_tagged(&mut self, tag: Tag) -> Result<Element<'a>> {
        match self.common_tagged(tag) {
            Some(parts) => Ok(self.take(tag, parts)),
            None => self.read_other_tag(tag),
        }
    }

    /// The next element, if it has this tag and a common header.
    #[inline(always)]
    fn common_tagged(&self, tag: Tag) -> Option<Parts<'a>> {
        if self.rest.first().copied() != tag.single_octet() {
            return None;
        }
        header::common_parts(self.rest)
    }

    /// The contents of the next element, which must have this tag.
    #[inline(always)]
    fn read_content(&mut self, tag: Tag) -> Result<Content<'a>> {
        match self.common_tagged(tag) {
            Some(parts) => {
                self.rest = parts.rest;
                let offset = self.offset().wrapping_sub(parts.content.len());
                Ok(Content {
                    bytes: parts.content,
                    offset,
                    rules: self.rules(),
                })
            }
            None => self
                .read_other_tag(tag)
                .map(|element| element.raw_content()),
        }
    }

    /// A reader of what is in the next element, which must have this tag.
    #[inline(always)]
    fn read_inside(&mut self, tag: Tag) -> Result<Reader<'a>> {
        match self.common_tagged(tag) {
            Some(parts) if self.level.depth() + 1 < MAX_DEPTH => {
                self.rest = parts.rest;
                let (end, level) = (self.offset(), self.level.deeper());
                Ok(Reader {
                    rest: parts.content,
                    end,
                    level,
                })
            }
            _ => self.read_tagged(tag)?.nested(),
        }
    }

    #[cold]
    #[inline(never)]
    fn read_other_tag(&mut self, expected: Tag) -> Result<Element<'a>> {
        let Some(found) = self.peek_tag()? else {
            return Err(self.error(ErrorKind::MissingElement { expected }));
        };
        if !found.same_type(expected) {
            return Err(self.error(ErrorKind::UnexpectedType { expected, found }));
        }
        match (expected.constructed, found.constructed) {
            (true, false) => Err(self.error(ErrorKind::NotConstructed { found })),
            (false, true) => Err(self.error(ErrorKind::NotPrimitive { found })),
            _ => self.read_element(),
        }
    }

    /// The next element if it has this class and number.
    ///
    /// # Errors
    /// As [`read_tagged`](Self::read_tagged).
    #[inline]
    pub fn read_optional_tagged(&mut self, tag: Tag) -> Result<Option<Element<'a>>> {
        if self.is_next(tag) {
            self.read_tagged(tag).map(Some)
        } else {
            Ok(None)
        }
    }

    /// A value of a primitive type.
    ///
    /// # Errors
    /// As [`read_tagged`](Self::read_tagged), and what the type does not allow.
    #[inline(always)]
    pub fn read<T: Primitive<'a>>(&mut self) -> Result<T> {
        T::from_content(self.read_content(T::TAG)?)
    }

    /// A value of a primitive type, if the next element has its tag.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    #[inline(always)]
    pub fn read_optional<T: Primitive<'a>>(&mut self) -> Result<Option<T>> {
        if self.is_next(T::TAG) {
            self.read().map(Some)
        } else {
            Ok(None)
        }
    }

    /// A value of a primitive type: `[number] IMPLICIT`.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    #[inline]
    pub fn read_implicit<T: Primitive<'a>>(&mut self, number: u32) -> Result<T> {
        T::from_content(self.read_content(Tag::context_primitive(number))?)
    }

    /// A value of a primitive type: `[number] IMPLICIT OPTIONAL`.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    #[inline]
    pub fn read_optional_implicit<T: Primitive<'a>>(&mut self, number: u32) -> Result<Option<T>> {
        if self.is_next(Tag::context_primitive(number)) {
            self.read_implicit(number).map(Some)
        } else {
            Ok(None)
        }
    }

    /// What is in a constructed element with this tag. The function must read all of it.
    ///
    /// # Errors
    /// As [`read_tagged`](Self::read_tagged), those of the function, and trailing data.
    #[inline(always)]
    pub fn constructed<T>(
        &mut self,
        tag: Tag,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T>,
    ) -> Result<T> {
        let tag = Tag {
            constructed: true,
            ..tag
        };
        let mut inside = self.read_inside(tag)?;
        let value = read(&mut inside)?;
        inside.finish()?;
        Ok(value)
    }

    /// What is in a constructed element, if the next one has this tag's class and number.
    ///
    /// # Errors
    /// As [`constructed`](Self::constructed).
    #[inline(always)]
    pub fn optional_constructed<T>(
        &mut self,
        tag: Tag,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T>,
    ) -> Result<Option<T>> {
        if self.is_next(tag) {
            self.constructed(tag, read).map(Some)
        } else {
            Ok(None)
        }
    }

    /// What is in a SEQUENCE.
    ///
    /// # Errors
    /// As [`constructed`](Self::constructed).
    #[inline(always)]
    pub fn sequence<T>(&mut self, read: impl FnOnce(&mut Reader<'a>) -> Result<T>) -> Result<T> {
        self.constructed(Tag::SEQUENCE, read)
    }

    /// What is in `[number] EXPLICIT`, or in `[number] IMPLICIT` of a SEQUENCE.
    ///
    /// # Errors
    /// As [`constructed`](Self::constructed).
    #[inline]
    pub fn context<T>(
        &mut self,
        number: u32,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T>,
    ) -> Result<T> {
        self.constructed(Tag::context(number), read)
    }

    /// What is in `[number] EXPLICIT OPTIONAL`, or in `[number] IMPLICIT` of an optional SEQUENCE.
    ///
    /// # Errors
    /// As [`constructed`](Self::constructed).
    #[inline]
    pub fn optional_context<T>(
        &mut self,
        number: u32,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T>,
    ) -> Result<Option<T>> {
        self.optional_constructed(Tag::context(number), read)
    }

    /// Each element of a SEQUENCE OF, until the end of what this reader reads. The function reads one; its errors get its index.
    ///
    /// # Errors
    /// Those of the function.
    #[inline]
    pub fn each(&mut self, mut read: impl FnMut(&mut Reader<'a>) -> Result<()>) -> Result<()> {
        let mut index = 0;
        while !self.is_at_end() {
            read(self).map_err(|error| error.in_index(index))?;
            index += 1;
        }
        Ok(())
    }

    /// Each element of a SET OF, as [`each`](Self::each). Strictly read, the encodings must ascend (X.690 section 11.6).
    ///
    /// # Errors
    /// Those of the function, and [`ErrorKind::SetOrder`] at an element that should stand before the last.
    #[inline]
    pub fn each_ascending(
        &mut self,
        mut read: impl FnMut(&mut Reader<'a>) -> Result<()>,
    ) -> Result<()> {
        let mut last = self.rest;
        let mut index = 0;
        while !self.is_at_end() {
            let next = self.rest;
            if index > 0 {
                let before = &last[..last.len() - next.len()];
                self.check_ascending(before)
                    .map_err(|error| error.in_index(index))?;
            }
            read(self).map_err(|error| error.in_index(index))?;
            last = next;
            index += 1;
        }
        Ok(())
    }

    /// Checks the order of the next element; what is wrong with its header is found when it is read.
    #[inline(never)]
    fn check_ascending(&self, last: &[u8]) -> Result<()> {
        match self.clone().read_element() {
            Ok(next) if self.rules().is_strict() && next.encoded < last => {
                Err(self.error(ErrorKind::SetOrder))
            }
            _ => Ok(()),
        }
    }

    /// What is encoded in an OCTET STRING. The function must read all of it.
    ///
    /// # Errors
    /// As [`constructed`](Self::constructed).
    #[inline]
    pub fn octet_string_of<T>(
        &mut self,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T>,
    ) -> Result<T> {
        let mut inside = self.read_inside(OctetString::TAG)?;
        let value = read(&mut inside)?;
        inside.finish()?;
        Ok(value)
    }

    /// A value that is not encoded where it is the default. The function reads what is OPTIONAL.
    ///
    /// # Errors
    /// Those of the function, and, strictly read, that the default is encoded (X.690 section 11.5).
    #[inline]
    pub fn or_default<T: PartialEq>(
        &mut self,
        default: T,
        read: impl FnOnce(&mut Reader<'a>) -> Result<Option<T>>,
    ) -> Result<T> {
        let offset = self.offset();
        match read(self)? {
            None => Ok(default),
            Some(value) if self.rules().is_strict() && value == default => {
                Err(Error::new(ErrorKind::EncodedDefault, offset))
            }
            Some(value) => Ok(value),
        }
    }

    /// Reads a field. The name comes into the path of its errors.
    ///
    /// # Errors
    /// Those of the function.
    #[inline(always)]
    pub fn field<T>(
        &mut self,
        name: Name,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T>,
    ) -> Result<T> {
        read(self).map_err(|error| error.in_field(name))
    }
}
