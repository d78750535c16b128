//! Where revocation lists are, and what they are about (RFC 5280 sections 4.2.1.13 and 5.2.5).

use der::{BitString, ErrorKind, Reader, Result, Tag};

use crate::general_name::GeneralNames;
use crate::list::{Decode, SequenceOf, Size};
use crate::name::RelativeDistinguishedName;

/// Where a revocation list is.
#[derive(Clone, Debug)]
pub struct DistributionPoint<'a> {
    /// Its name.
    pub distribution_point: Option<DistributionPointName<'a>>,
    /// The reasons of revocation that it is about; all, if there is none.
    pub reasons: Option<ReasonFlags<'a>>,
    /// Who signs it, if not the issuer of the certificate.
    pub crl_issuer: Option<GeneralNames<'a>>,
}

impl<'a> Decode<'a> for DistributionPoint<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            Ok(DistributionPoint {
                distribution_point: read_distribution_point_name(reader)?,
                reasons: reader
                    .field(&"reasons", |reader| ReasonFlags::read_optional(reader, 1))?,
                crl_issuer: reader.field(&"cRLIssuer", |reader| {
                    SequenceOf::read_optional_implicit(reader, 2, Size::AtLeastOne)
                })?,
            })
        })
    }
}

/// `distributionPoint [0] DistributionPointName OPTIONAL`
#[inline]
fn read_distribution_point_name<'a>(
    reader: &mut Reader<'a>,
) -> Result<Option<DistributionPointName<'a>>> {
    reader.field(&"distributionPoint", |reader| {
        reader.optional_context(0, DistributionPointName::decode)
    })
}

/// The name of a distribution point.
#[derive(Clone, Debug)]
pub enum DistributionPointName<'a> {
    /// Names that all mean the same.
    FullName(GeneralNames<'a>),
    /// What is added to the name of who signs the list.
    NameRelativeToCrlIssuer(RelativeDistinguishedName<'a>),
}

impl<'a> Decode<'a> for DistributionPointName<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let expected = "DistributionPointName";
        match reader.peek_tag()? {
            Some(tag) if tag.same_type(Tag::context(0)) => reader.field(&"fullName", |reader| {
                let element = reader.read_tagged(Tag::context(0))?;
                SequenceOf::checked(element, Size::AtLeastOne).map(DistributionPointName::FullName)
            }),
            Some(tag) if tag.same_type(Tag::context(1)) => {
                reader.field(&"nameRelativeToCRLIssuer", |reader| {
                    let element = reader.read_tagged(Tag::context(1))?;
                    RelativeDistinguishedName::checked(element)
                        .map(DistributionPointName::NameRelativeToCrlIssuer)
                })
            }
            Some(found) => Err(reader.error(ErrorKind::UnexpectedAlternative { expected, found })),
            None => Err(reader.error(ErrorKind::MissingAlternative { expected })),
        }
    }
}

/// What a revocation list is about.
#[derive(Clone, Debug)]
pub struct IssuingDistributionPoint<'a> {
    /// Where it is.
    pub distribution_point: Option<DistributionPointName<'a>>,
    /// Only certificates of subjects that are no authorities.
    pub only_contains_user_certs: bool,
    /// Only certificates of authorities.
    pub only_contains_ca_certs: bool,
    /// Only revocations for these reasons.
    pub only_some_reasons: Option<ReasonFlags<'a>>,
    /// Certificates of several issuers.
    pub indirect_crl: bool,
    /// Only attribute certificates.
    pub only_contains_attribute_certs: bool,
}

impl<'a> Decode<'a> for IssuingDistributionPoint<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            Ok(IssuingDistributionPoint {
                distribution_point: read_distribution_point_name(reader)?,
                only_contains_user_certs: reader
                    .field(&"onlyContainsUserCerts", |reader| read_flag(reader, 1))?,
                only_contains_ca_certs: reader
                    .field(&"onlyContainsCACerts", |reader| read_flag(reader, 2))?,
                only_some_reasons: reader.field(&"onlySomeReasons", |reader| {
                    ReasonFlags::read_optional(reader, 3)
                })?,
                indirect_crl: reader.field(&"indirectCRL", |reader| read_flag(reader, 4))?,
                only_contains_attribute_certs: reader
                    .field(&"onlyContainsAttributeCerts", |reader| read_flag(reader, 5))?,
            })
        })
    }
}

/// `[number] IMPLICIT BOOLEAN DEFAULT FALSE`
#[inline]
fn read_flag(reader: &mut Reader<'_>, number: u32) -> Result<bool> {
    reader.or_default(false, |reader| reader.read_optional_implicit(number))
}

/// Reasons of revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReasonFlags<'a>(pub BitString<'a>);

impl<'a> ReasonFlags<'a> {
    /// `[number] IMPLICIT BIT STRING OPTIONAL`
    #[inline]
    fn read_optional(reader: &mut Reader<'a>, number: u32) -> Result<Option<Self>> {
        Ok(reader.read_optional_implicit(number)?.map(ReasonFlags))
    }
}
