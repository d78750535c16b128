//! Under which policies a certificate was issued (RFC 5280 sections 4.2.1.4 and 4.2.1.5).

use der::{Ia5String, Integer, ObjectIdentifier, Reader, Result, Tag};

use crate::list::{Decode, SequenceOf, Size};
use crate::oid;
use crate::text::{Any, Text};

/// A policy.
#[derive(Clone, Debug)]
pub struct PolicyInformation<'a> {
    /// The policy.
    pub policy_identifier: ObjectIdentifier<'a>,
    /// More about it.
    pub policy_qualifiers: Option<SequenceOf<'a, PolicyQualifier<'a>>>,
}

impl<'a> Decode<'a> for PolicyInformation<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            Ok(PolicyInformation {
                policy_identifier: reader.field(&"policyIdentifier", Reader::read)?,
                policy_qualifiers: reader.field(&"policyQualifiers", |reader| {
                    if reader.is_next(Tag::SEQUENCE) {
                        SequenceOf::read(reader, Size::AtLeastOne).map(Some)
                    } else {
                        Ok(None)
                    }
                })?,
            })
        })
    }
}

/// More about a policy.
#[derive(Clone, Debug)]
pub struct PolicyQualifier<'a> {
    /// What it is.
    pub policy_qualifier_id: ObjectIdentifier<'a>,
    /// What it says.
    pub qualifier: Qualifier<'a>,
}

/// What a policy qualifier says.
#[derive(Clone, Debug)]
pub enum Qualifier<'a> {
    /// A certification practice statement's address: an IA5String.
    CpsUri(&'a [u8]),
    /// A text that is to be shown.
    UserNotice(UserNotice<'a>),
    /// The encoding of a qualifier of another kind.
    Other(&'a [u8]),
}

impl<'a> Decode<'a> for PolicyQualifier<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            let policy_qualifier_id: ObjectIdentifier<'a> =
                reader.field(&"policyQualifierId", Reader::read)?;
            let qualifier =
                reader.field(&"qualifier", |reader| match policy_qualifier_id.bytes() {
                    oid::CPS => Ok(Qualifier::CpsUri(reader.read::<Ia5String>()?.bytes())),
                    oid::USER_NOTICE => UserNotice::decode(reader).map(Qualifier::UserNotice),
                    _ => Ok(Qualifier::Other(Any::decode(reader)?.0.encoded())),
                })?;
            Ok(PolicyQualifier {
                policy_qualifier_id,
                qualifier,
            })
        })
    }
}

/// A text that is to be shown to who relies on a certificate.
#[derive(Clone, Debug)]
pub struct UserNotice<'a> {
    /// Where the text is found.
    pub notice_ref: Option<NoticeReference<'a>>,
    /// The text.
    pub explicit_text: Option<Text<'a>>,
}

impl<'a> Decode<'a> for UserNotice<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            let notice_ref = reader.field(&"noticeRef", |reader| {
                if reader.is_next(Tag::SEQUENCE) {
                    NoticeReference::decode(reader).map(Some)
                } else {
                    Ok(None)
                }
            })?;
            let explicit_text = if reader.is_at_end() {
                None
            } else {
                Some(reader.field(&"explicitText", Text::read_display_text)?)
            };
            Ok(UserNotice {
                notice_ref,
                explicit_text,
            })
        })
    }
}

/// Texts that an organization has numbered.
#[derive(Clone, Debug)]
pub struct NoticeReference<'a> {
    /// Who has them.
    pub organization: Text<'a>,
    /// Their numbers.
    pub notice_numbers: SequenceOf<'a, Integer<'a>>,
}

impl<'a> Decode<'a> for NoticeReference<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            Ok(NoticeReference {
                organization: reader.field(&"organization", Text::read_display_text)?,
                notice_numbers: reader.field(&"noticeNumbers", |reader| {
                    SequenceOf::read(reader, Size::Any)
                })?,
            })
        })
    }
}

/// Two policies that an authority takes for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolicyMapping<'a> {
    /// The one of the issuer.
    pub issuer_domain_policy: ObjectIdentifier<'a>,
    /// The one of the subject.
    pub subject_domain_policy: ObjectIdentifier<'a>,
}

impl<'a> Decode<'a> for PolicyMapping<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            Ok(PolicyMapping {
                issuer_domain_policy: reader.field(&"issuerDomainPolicy", Reader::read)?,
                subject_domain_policy: reader.field(&"subjectDomainPolicy", Reader::read)?,
            })
        })
    }
}
