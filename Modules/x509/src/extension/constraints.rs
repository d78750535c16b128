//! What certificates an authority may issue (RFC 5280 sections 4.2.1.9 to 4.2.1.11).

use der::{Element, Error, Integer, Reader, Result, Tag};

use crate::general_name::{GeneralName, IpAddressUse};
use crate::list::{Decode, SequenceOf, Size};
use crate::rules;

/// Whether a certificate is one of an authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints<'a> {
    /// Whether the key may sign certificates.
    pub ca: bool,
    /// How many certificates of authorities may follow this one.
    pub path_len_constraint: Option<Integer<'a>>,
}

impl<'a> Decode<'a> for BasicConstraints<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            Ok(BasicConstraints {
                ca: reader.field(&"cA", |reader| {
                    reader.or_default(false, Reader::read_optional)
                })?,
                path_len_constraint: reader.field(&"pathLenConstraint", |reader| {
                    if reader.is_next(Tag::INTEGER) {
                        read_non_negative(reader).map(Some)
                    } else {
                        Ok(None)
                    }
                })?,
            })
        })
    }
}

/// Within which names the subjects of all certificates that follow must be.
#[derive(Clone, Debug)]
pub struct NameConstraints<'a> {
    /// They are in one of these.
    pub permitted_subtrees: Option<SequenceOf<'a, GeneralSubtree<'a>>>,
    /// They are in none of these.
    pub excluded_subtrees: Option<SequenceOf<'a, GeneralSubtree<'a>>>,
}

impl<'a> Decode<'a> for NameConstraints<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            Ok(NameConstraints {
                permitted_subtrees: reader.field(&"permittedSubtrees", |reader| {
                    SequenceOf::read_optional_implicit(reader, 0, Size::AtLeastOne)
                })?,
                excluded_subtrees: reader.field(&"excludedSubtrees", |reader| {
                    SequenceOf::read_optional_implicit(reader, 1, Size::AtLeastOne)
                })?,
            })
        })
    }
}

/// Names below a name. RFC 5280 does not use `minimum` and `maximum`.
#[derive(Clone, Debug)]
pub struct GeneralSubtree<'a> {
    /// The name. An IP address is one of a subnet.
    pub base: GeneralName<'a>,
    /// Zero if it is none.
    pub minimum: Option<Integer<'a>>,
    /// No limit if it is none.
    pub maximum: Option<Integer<'a>>,
}

impl<'a> Decode<'a> for GeneralSubtree<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            let base = reader.field(&"base", |reader| {
                GeneralName::read(reader, IpAddressUse::Subnet)
            })?;
            let minimum = reader.field(&"minimum", |reader| {
                let offset = reader.offset();
                let minimum = read_optional_non_negative(reader, 0)?;
                match minimum {
                    Some(zero) if zero.bytes() == [0] && reader.rules().is_strict() => {
                        Err(Error::new(der::ErrorKind::EncodedDefault, offset))
                    }
                    _ => Ok(minimum),
                }
            })?;
            let maximum =
                reader.field(&"maximum", |reader| read_optional_non_negative(reader, 1))?;
            Ok(GeneralSubtree {
                base,
                minimum,
                maximum,
            })
        })
    }
}

/// From when on policies must be acceptable, in certificates that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolicyConstraints<'a> {
    /// After how many certificates there must be an acceptable policy.
    pub require_explicit_policy: Option<Integer<'a>>,
    /// After how many certificates policies are no longer mapped.
    pub inhibit_policy_mapping: Option<Integer<'a>>,
}

impl<'a> Decode<'a> for PolicyConstraints<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            Ok(PolicyConstraints {
                require_explicit_policy: reader.field(&"requireExplicitPolicy", |reader| {
                    read_optional_non_negative(reader, 0)
                })?,
                inhibit_policy_mapping: reader.field(&"inhibitPolicyMapping", |reader| {
                    read_optional_non_negative(reader, 1)
                })?,
            })
        })
    }
}

/// `INTEGER (0..MAX)`. Leniently read, any integer.
#[inline]
pub(super) fn read_non_negative<'a>(reader: &mut Reader<'a>) -> Result<Integer<'a>> {
    non_negative(reader.read_tagged(Tag::INTEGER)?)
}

/// `[number] IMPLICIT INTEGER (0..MAX) OPTIONAL`. Leniently read, any integer.
#[inline]
fn read_optional_non_negative<'a>(
    reader: &mut Reader<'a>,
    number: u32,
) -> Result<Option<Integer<'a>>> {
    reader
        .read_optional_tagged(Tag::context_primitive(number))?
        .map(non_negative)
        .transpose()
}

#[inline]
fn non_negative(element: Element<'_>) -> Result<Integer<'_>> {
    let integer: Integer<'_> = element.value()?;
    if integer.is_negative() && element.rules().is_strict() {
        return Err(Error::new(rules::NEGATIVE, element.content_offset()));
    }
    Ok(integer)
}
