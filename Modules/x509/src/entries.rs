//! Lists whose entries have extensions of their own: those of CRLs and of OCSP messages.

use core::iter::Enumerate;

use der::{Reader, Result, Tag};

use crate::list::{Decode, Iter, SequenceOf, Size};

/// An entry of a list, which has extensions of its own.
pub trait Entry<'a>: Decode<'a> {
    /// The same entry with its index in the list, which is a part of the path of what is wrong with an extension.
    #[must_use]
    fn at(self, index: usize) -> Self;
}

/// A list of entries. There may be very many, of which nothing is kept but the encoding.
#[derive(Clone, Debug)]
pub struct Entries<'a, T: Entry<'a>> {
    list: Option<SequenceOf<'a, T>>,
}

impl<'a, T: Entry<'a>> Entries<'a, T> {
    /// `SEQUENCE OF`
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self> {
        let list = Some(SequenceOf::read(reader, Size::Any)?);
        Ok(Entries { list })
    }

    /// `SEQUENCE OF OPTIONAL`
    pub(crate) fn read_optional(reader: &mut Reader<'a>) -> Result<Self> {
        if reader.is_next(Tag::SEQUENCE) {
            Self::read(reader)
        } else {
            Ok(Entries { list: None })
        }
    }

    /// The entries, in their order.
    #[inline]
    pub fn iter(&self) -> EntryIter<'a, T> {
        EntryIter(self.list.as_ref().map(|list| list.iter().enumerate()))
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.list.as_ref().is_none_or(SequenceOf::is_empty)
    }

    /// The encoding of the list. None if there is no list.
    #[inline]
    pub fn encoded(&self) -> Option<&'a [u8]> {
        self.list.as_ref().map(SequenceOf::encoded)
    }
}

impl<'a, T: Entry<'a>> IntoIterator for &Entries<'a, T> {
    type Item = T;
    type IntoIter = EntryIter<'a, T>;

    fn into_iter(self) -> EntryIter<'a, T> {
        self.iter()
    }
}

/// The entries of [`Entries`].
pub struct EntryIter<'a, T>(Option<Enumerate<Iter<'a, T>>>);

impl<'a, T: Entry<'a>> Iterator for EntryIter<'a, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        let (index, entry) = self.0.as_mut()?.next()?;
        Some(entry.at(index))
    }
}

impl<T> Clone for EntryIter<'_, T> {
    fn clone(&self) -> Self {
        EntryIter(self.0.clone())
    }
}
