//! Distinguished names (RFC 5280 section 4.1.2.4).

use der::{CharacterString, Element, ObjectIdentifier, Reader, Result, Tag};

use crate::list::{Decode, Iter, SequenceOf, Size};
use crate::text::{as_string, check_any};

/// A name: relative distinguished names from the most to the least general.
#[derive(Clone, Debug)]
pub struct Name<'a>(SequenceOf<'a, RelativeDistinguishedName<'a>>);

impl<'a> Name<'a> {
    /// The relative distinguished names.
    #[inline]
    pub fn rdns(&self) -> Iter<'a, RelativeDistinguishedName<'a>> {
        self.0.iter()
    }

    /// Whether there are none.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The encoding of the name.
    #[inline]
    pub const fn encoded(&self) -> &'a [u8] {
        self.0.encoded()
    }
}

impl<'a> Decode<'a> for Name<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        SequenceOf::read(reader, Size::Any).map(Name)
    }
}

/// A relative distinguished name: one attribute, or several of equal rank.
#[derive(Clone, Debug)]
pub struct RelativeDistinguishedName<'a>(SequenceOf<'a, AttributeTypeAndValue<'a>>);

impl<'a> RelativeDistinguishedName<'a> {
    /// A relative distinguished name with another tag than its own.
    pub(crate) fn checked(element: Element<'a>) -> Result<Self> {
        SequenceOf::checked_set(element, Size::AtLeastOne).map(RelativeDistinguishedName)
    }

    /// The attributes.
    #[inline]
    pub fn attributes(&self) -> Iter<'a, AttributeTypeAndValue<'a>> {
        self.0.iter()
    }

    /// The encoding.
    #[inline]
    pub const fn encoded(&self) -> &'a [u8] {
        self.0.encoded()
    }
}

impl<'a> Decode<'a> for RelativeDistinguishedName<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        SequenceOf::unchecked(reader.read_tagged(Tag::SET)?).map(RelativeDistinguishedName)
    }

    #[inline]
    fn check(reader: &mut Reader<'a>) -> Result<()> {
        SequenceOf::<AttributeTypeAndValue>::read_set(reader, Size::AtLeastOne).map(drop)
    }
}

/// An attribute of a name.
#[derive(Clone, Copy, Debug)]
pub struct AttributeTypeAndValue<'a> {
    /// What it is: `commonName`.
    pub oid: ObjectIdentifier<'a>,
    /// The value. Mostly a string, but any type can stand here.
    pub value: Element<'a>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> AttributeTypeAndValue<'a> {
    /// The value, if it is a string of one of the types of X.680.
    #[inline]
    pub fn string(&self) -> Option<CharacterString<'a>> {
        as_string(&self.value)
    }
}

impl<'a> Decode<'a> for AttributeTypeAndValue<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let oid = inside.field(&"type", Reader::read)?;
        let value = inside.field(&"value", Reader::read_element)?;
        inside.finish()?;
        Ok(AttributeTypeAndValue {
            oid,
            value,
            encoded: element.encoded(),
        })
    }

    #[inline]
    fn check(reader: &mut Reader<'a>) -> Result<()> {
        let attribute = Self::decode(reader)?;
        check_any(&attribute.value).map_err(|error| error.in_field(&"value"))
    }
}
