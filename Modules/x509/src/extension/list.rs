//! The list of extensions, each with its value unread (RFC 5280 section 4.1.2.9).

use core::iter::Enumerate;

use der::{Element, Error, Name, ObjectIdentifier, OctetString, Primitive, Reader, Result, Tag};

use super::value::ExtensionValue;
use crate::list::{Decode, Iter, SequenceOf, Size};
use crate::rules;

/// More extensions than anything has. Those with an identifier outside `id-ce` are compared with all before them, if need be.
const MOST_EXTENSIONS: usize = 128;

/// In which list an extension is: what its path begins with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The list, with all that it is in if there is no entry, else within the entry.
    list: Name,
    /// The list of entries of which one has this list of extensions, with all that it is in, and the entry's index.
    entry: Option<(Name, usize)>,
}

/// Whether the identifiers in a list are compared with each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// They are, strictly read: nobody looked yet.
    Check,
    /// They were before.
    Again,
}

impl Place {
    pub const CERTIFICATE: Place = Place::new(&"tbsCertificate.extensions");

    pub const fn new(list: Name) -> Place {
        Place { list, entry: None }
    }

    /// A list in an entry of another list. Which entry, [`Extensions::at`] says.
    pub const fn in_entry(list: Name, entries: Name) -> Place {
        Place {
            list,
            entry: Some((entries, 0)),
        }
    }

    #[cold]
    fn located(&self, error: Error, index: usize) -> Error {
        let error = error
            .in_field(&"extnValue")
            .in_index(index)
            .in_field(self.list);
        match self.entry {
            None => error,
            Some((entries, entry)) => error.in_index(entry).in_field(entries),
        }
    }
}

/// The extensions of something, in their order.
#[derive(Clone, Debug)]
pub struct Extensions<'a> {
    list: Option<SequenceOf<'a, RawExtension<'a>>>,
    place: Place,
}

impl<'a> Extensions<'a> {
    /// `[number] EXPLICIT Extensions OPTIONAL`
    #[inline]
    pub(crate) fn read_explicit(
        reader: &mut Reader<'a>,
        number: u32,
        place: Place,
        reading: Reading,
    ) -> Result<Self> {
        let list = reader.optional_context(number, |reader| read_list(reader, reading))?;
        Ok(Extensions { list, place })
    }

    /// `Extensions OPTIONAL`
    #[inline]
    pub(crate) fn read_optional(
        reader: &mut Reader<'a>,
        place: Place,
        reading: Reading,
    ) -> Result<Self> {
        let list = if reader.is_next(Tag::SEQUENCE) {
            Some(read_list(reader, reading)?)
        } else {
            None
        };
        Ok(Extensions { list, place })
    }

    /// The extensions.
    #[inline]
    pub fn iter(&self) -> ExtensionIter<'a> {
        ExtensionIter {
            list: self.list.as_ref().map(|list| list.iter().enumerate()),
            place: self.place,
        }
    }

    /// The first extension with this identifier, given as content octets: one of those of [`oid`](crate::oid).
    #[inline]
    pub fn find(&self, oid: &[u8]) -> Option<Extension<'a>> {
        self.iter().find(|extension| extension.oid.bytes() == oid)
    }

    /// The same extensions, in the entry with this index.
    #[inline]
    pub(crate) fn at(mut self, index: usize) -> Self {
        if let Some((_, entry)) = &mut self.place.entry {
            *entry = index;
        }
        self
    }

    /// Where the list is in the whole input, if there is one.
    pub(crate) fn offset(&self) -> Option<usize> {
        self.list.as_ref().map(SequenceOf::offset)
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.list.as_ref().is_none_or(SequenceOf::is_empty)
    }

    /// The encoding of the list, without the tag around it. None if there is no list.
    #[inline]
    pub fn encoded(&self) -> Option<&'a [u8]> {
        self.list.as_ref().map(SequenceOf::encoded)
    }
}

impl<'a> IntoIterator for &Extensions<'a> {
    type Item = Extension<'a>;
    type IntoIter = ExtensionIter<'a>;

    fn into_iter(self) -> ExtensionIter<'a> {
        self.iter()
    }
}

/// The extensions in a list of them.
#[derive(Clone)]
pub struct ExtensionIter<'a> {
    list: Option<Enumerate<Iter<'a, RawExtension<'a>>>>,
    place: Place,
}

impl<'a> Iterator for ExtensionIter<'a> {
    type Item = Extension<'a>;

    #[inline]
    fn next(&mut self) -> Option<Extension<'a>> {
        let (index, raw) = self.list.as_mut()?.next()?;
        let RawExtension {
            oid,
            oid_offset: _,
            critical,
            value,
            encoded,
        } = raw;
        Some(Extension {
            oid,
            critical,
            value: value.content(),
            encoded,
            element: value,
            index,
            place: self.place,
        })
    }
}

/// An extension.
#[derive(Clone, Copy, Debug)]
pub struct Extension<'a> {
    /// What it is.
    pub oid: ObjectIdentifier<'a>,
    /// Whether who does not know it must reject what has it.
    pub critical: bool,
    /// The content of extnValue: an encoding of a type that depends on the identifier.
    pub value: &'a [u8],
    /// The encoding of the extension.
    pub encoded: &'a [u8],
    element: Element<'a>,
    index: usize,
    place: Place,
}

impl<'a> Extension<'a> {
    /// Reads the value.
    ///
    /// # Errors
    /// What is wrong with it. Offset and path are those in the whole input.
    #[inline]
    pub fn parse(&self) -> Result<ExtensionValue<'a>> {
        ExtensionValue::read(self.oid, &self.element)
            .map_err(|error| self.place.located(error, self.index))
    }

    /// Where in the whole input the value begins.
    #[inline]
    pub fn value_offset(&self) -> usize {
        self.element.content_offset()
    }
}

#[derive(Clone, Copy, Debug)]
struct RawExtension<'a> {
    oid: ObjectIdentifier<'a>,
    oid_offset: usize,
    critical: bool,
    value: Element<'a>,
    encoded: &'a [u8],
}

impl<'a> Decode<'a> for RawExtension<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let oid_offset = inside.offset();
        let oid = inside.field(&"extnID", Reader::read)?;
        let critical = inside.field(&"critical", |reader| {
            reader.or_default(false, Reader::read_optional)
        })?;
        let value = inside.field(&"extnValue", |reader| reader.read_tagged(OctetString::TAG))?;
        inside.finish()?;
        Ok(RawExtension {
            oid,
            oid_offset,
            critical,
            value,
            encoded: element.encoded(),
        })
    }
}

fn read_list<'a>(
    reader: &mut Reader<'a>,
    reading: Reading,
) -> Result<SequenceOf<'a, RawExtension<'a>>> {
    if reading == Reading::Again {
        return SequenceOf::unchecked(reader.read_tagged(Tag::SEQUENCE)?);
    }
    let strict = reader.rules().is_strict();
    let mut seen = Seen::default();
    SequenceOf::read_checking(reader, Size::AtLeastOne, |list, index, extension| {
        if strict {
            seen.check(list, index, extension)
        } else {
            Ok(())
        }
    })
}

/// Which identifiers have occurred in a list: if their bit is not set, they have not.
#[derive(Default)]
struct Seen {
    /// Those of `id-ce`, by their last arc.
    id_ce: u128,
    /// The others, by a hash.
    hashes: u128,
}

impl Seen {
    /// Checks that no extension before this one has its identifier.
    #[inline]
    fn check<'a>(
        &mut self,
        list: &SequenceOf<'a, RawExtension<'a>>,
        index: usize,
        extension: &RawExtension<'a>,
    ) -> Result<()> {
        let seen = match *extension.oid.bytes() {
            [0x55, 0x1d, arc @ 0..0x80] => !insert(&mut self.id_ce, arc),
            ref oid => {
                !insert(&mut self.hashes, hash(oid))
                    && list
                        .iter()
                        .take(index)
                        .any(|other| other.oid == extension.oid)
            }
        };
        let rule = match index {
            _ if seen => rules::DUPLICATE_EXTENSION,
            MOST_EXTENSIONS => rules::TOO_MANY_EXTENSIONS,
            _ => return Ok(()),
        };
        Err(Error::new(rule, extension.oid_offset).in_field(&"extnID"))
    }
}

/// Sets a bit, and returns whether it was not set before.
#[inline]
fn insert(set: &mut u128, bit: u8) -> bool {
    let before = *set;
    *set |= 1 << bit;
    *set != before
}

/// A number below 128. Extensions that are common have different ones.
#[inline]
fn hash(oid: &[u8]) -> u8 {
    oid.iter()
        .fold(0u8, |hash, &byte| hash.wrapping_mul(5).wrapping_add(byte))
        & 0x7f
}
