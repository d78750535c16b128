//! SEQUENCE OF and SET OF.

use core::fmt;
use core::marker::PhantomData;

use der::{Element, Error, ErrorKind, ObjectIdentifier, Reader, Result, Tag};

/// What can be read from a reader: an element of a list.
pub trait Decode<'a>: Sized {
    /// Reads one.
    ///
    /// # Errors
    /// What the type does not allow.
    fn decode(reader: &mut Reader<'a>) -> Result<Self>;

    /// Reads one to find out whether it is right, down to where it will not be checked again when it is used.
    ///
    /// # Errors
    /// As [`decode`](Self::decode), and what that leaves for later.
    #[inline]
    fn check(reader: &mut Reader<'a>) -> Result<()> {
        Self::decode(reader).map(drop)
    }
}

/// How many elements a list may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// `SIZE (0..MAX)`
    Any,
    /// `SIZE (1..MAX)`, strictly read.
    AtLeastOne,
}

/// A SEQUENCE OF or SET OF, all of whose elements are known to be right.
pub struct SequenceOf<'a, T> {
    elements: Reader<'a>,
    encoded: &'a [u8],
    offset: usize,
    item: PhantomData<fn() -> T>,
}

impl<'a, T: Decode<'a>> SequenceOf<'a, T> {
    pub(crate) fn read(reader: &mut Reader<'a>, size: Size) -> Result<Self> {
        Self::checked(reader.read_tagged(Tag::SEQUENCE)?, size)
    }

    pub(crate) fn read_set(reader: &mut Reader<'a>, size: Size) -> Result<Self> {
        Self::checked_set(reader.read_tagged(Tag::SET)?, size)
    }

    /// `[number] IMPLICIT OPTIONAL`
    pub(crate) fn read_optional_implicit(
        reader: &mut Reader<'a>,
        number: u32,
        size: Size,
    ) -> Result<Option<Self>> {
        match reader.read_optional_tagged(Tag::context(number))? {
            Some(element) => Self::checked(element, size).map(Some),
            None => Ok(None),
        }
    }

    /// Checks a SEQUENCE OF, whatever its tag.
    pub(crate) fn checked(element: Element<'a>, size: Size) -> Result<Self> {
        let list = Self::unchecked(element)?;
        check_size(&element, size)?;
        list.elements.clone().each(T::check)?;
        Ok(list)
    }

    /// Reads a SEQUENCE OF, and checks each element with a function that gets the list, the element's index and the element.
    #[inline]
    pub(crate) fn read_checking(
        reader: &mut Reader<'a>,
        size: Size,
        mut check: impl FnMut(&Self, usize, &T) -> Result<()>,
    ) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let list = Self::unchecked(element)?;
        check_size(&element, size)?;
        let mut index = 0;
        list.elements.clone().each(|reader| {
            let item = T::decode(reader)?;
            check(&list, index, &item)?;
            index += 1;
            Ok(())
        })?;
        Ok(list)
    }

    /// Checks a SET OF, whatever its tag.
    pub(crate) fn checked_set(element: Element<'a>, size: Size) -> Result<Self> {
        let list = Self::unchecked(element)?;
        check_size(&element, size)?;
        list.elements.clone().each_ascending(T::check)?;
        Ok(list)
    }

    /// A list whose elements were checked before.
    pub(crate) fn unchecked(element: Element<'a>) -> Result<Self> {
        Ok(SequenceOf {
            elements: element.elements()?,
            encoded: element.encoded(),
            offset: element.offset(),
            item: PhantomData,
        })
    }

    /// The elements.
    #[inline]
    pub fn iter(&self) -> Iter<'a, T> {
        Iter {
            elements: self.elements.clone(),
            item: PhantomData,
        }
    }

    /// Whether there are no elements.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.elements.is_at_end()
    }

    /// Where the encoding of the list begins in the whole input.
    #[inline]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The encoding of the list.
    #[inline]
    pub const fn encoded(&self) -> &'a [u8] {
        self.encoded
    }
}

fn check_size(element: &Element<'_>, size: Size) -> Result<()> {
    let strict = element.rules().is_strict();
    if strict && size == Size::AtLeastOne && element.content().is_empty() {
        return Err(Error::new(
            ErrorKind::WithoutContent { of: element.tag() },
            element.content_offset(),
        ));
    }
    Ok(())
}

impl<T> Clone for SequenceOf<'_, T> {
    fn clone(&self) -> Self {
        SequenceOf {
            elements: self.elements.clone(),
            encoded: self.encoded,
            offset: self.offset,
            item: PhantomData,
        }
    }
}

impl<'a, T: Decode<'a> + fmt::Debug> fmt::Debug for SequenceOf<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<'a, T: Decode<'a>> IntoIterator for SequenceOf<'a, T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T: Decode<'a>> IntoIterator for &SequenceOf<'a, T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

/// The elements of a [`SequenceOf`].
pub struct Iter<'a, T> {
    elements: Reader<'a>,
    item: PhantomData<fn() -> T>,
}

impl<'a, T: Decode<'a>> Iterator for Iter<'a, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.elements.is_at_end() {
            return None;
        }
        // It was read before, so there is no error.
        T::decode(&mut self.elements).ok()
    }
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter {
            elements: self.elements.clone(),
            item: PhantomData,
        }
    }
}

impl<'a> Decode<'a> for ObjectIdentifier<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.read()
    }
}

impl<'a> Decode<'a> for der::Integer<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.read()
    }
}
