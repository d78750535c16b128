//! What an extension says.

use der::{Element, Enumerated, Integer, Null, ObjectIdentifier, OctetString, Reader, Result};

use super::access::{AccessDescription, read_access_descriptions};
use super::constraints::{BasicConstraints, NameConstraints, PolicyConstraints, read_non_negative};
use super::distribution::{DistributionPoint, IssuingDistributionPoint};
use super::key::{AuthorityKeyIdentifier, KeyUsage, PrivateKeyUsagePeriod};
use super::ocsp::{ServiceLocator, read_nonce};
use super::policies::{PolicyInformation, PolicyMapping};
use super::timestamps::SignedCertificateTimestamps;
use crate::general_name::GeneralNames;
use crate::list::{Decode, SequenceOf, Size};
use crate::oid;
use crate::time::Time;

macro_rules! values {
    ($($(#[$doc:meta])* $variant:ident $(($type:ty))? = $($oid:ident)|+ by $read:expr;)*) => {
        /// The value of an extension. The documents in which they are defined are RFC 5280 unless another one is named.
        #[derive(Clone, Debug)]
        pub enum ExtensionValue<'a> {
            $($(#[$doc])* $variant $(($type))?,)*
            /// The value of an extension that is not known here, unread.
            Unknown(&'a [u8]),
        }

        impl<'a> ExtensionValue<'a> {
            /// Reads the value that is encoded in the content of extnValue.
            pub(crate) fn read(oid: ObjectIdentifier<'a>, value: &Element<'a>) -> Result<Self> {
                let read: fn(&mut Reader<'a>) -> Result<Self> = match oid.bytes() {
                    $($(oid::$oid)|+ => $read,)*
                    _ => return Ok(ExtensionValue::Unknown(value.content())),
                };
                let mut inside = value.nested()?;
                let parsed = read(&mut inside)?;
                // OpenSSL does not look whether anything comes behind the value.
                if value.rules().is_strict() {
                    inside.finish()?;
                }
                Ok(parsed)
            }
        }
    };
}

/// Reads with a function, and makes a variant of what it returns.
macro_rules! variant {
    ($variant:ident, $read:expr) => {
        |reader| $read(reader).map(ExtensionValue::$variant)
    };
}

values! {
    /// Section 4.2.1.1.
    AuthorityKeyIdentifier(AuthorityKeyIdentifier<'a>) = AUTHORITY_KEY_IDENTIFIER
        by variant!(AuthorityKeyIdentifier, AuthorityKeyIdentifier::decode);
    /// Section 4.2.1.2.
    SubjectKeyIdentifier(&'a [u8]) = SUBJECT_KEY_IDENTIFIER
        by |reader| reader.read().map(|OctetString(bytes)| ExtensionValue::SubjectKeyIdentifier(bytes));
    /// Section 4.2.1.3.
    KeyUsage(KeyUsage<'a>) = KEY_USAGE by variant!(KeyUsage, KeyUsage::decode);
    /// RFC 3280 section 4.2.1.4.
    PrivateKeyUsagePeriod(PrivateKeyUsagePeriod<'a>) = PRIVATE_KEY_USAGE_PERIOD
        by variant!(PrivateKeyUsagePeriod, PrivateKeyUsagePeriod::decode);
    /// Section 4.2.1.4.
    CertificatePolicies(SequenceOf<'a, PolicyInformation<'a>>) = CERTIFICATE_POLICIES
        by |reader| SequenceOf::read(reader, Size::AtLeastOne).map(ExtensionValue::CertificatePolicies);
    /// Section 4.2.1.5.
    PolicyMappings(SequenceOf<'a, PolicyMapping<'a>>) = POLICY_MAPPINGS
        by |reader| SequenceOf::read(reader, Size::AtLeastOne).map(ExtensionValue::PolicyMappings);
    /// Section 4.2.1.6.
    SubjectAltName(GeneralNames<'a>) = SUBJECT_ALT_NAME
        by |reader| SequenceOf::read(reader, Size::AtLeastOne).map(ExtensionValue::SubjectAltName);
    /// Section 4.2.1.7.
    IssuerAltName(GeneralNames<'a>) = ISSUER_ALT_NAME
        by |reader| SequenceOf::read(reader, Size::AtLeastOne).map(ExtensionValue::IssuerAltName);
    /// Section 4.2.1.9.
    BasicConstraints(BasicConstraints<'a>) = BASIC_CONSTRAINTS by variant!(BasicConstraints, BasicConstraints::decode);
    /// Section 4.2.1.10.
    NameConstraints(NameConstraints<'a>) = NAME_CONSTRAINTS by variant!(NameConstraints, NameConstraints::decode);
    /// Section 4.2.1.11.
    PolicyConstraints(PolicyConstraints<'a>) = POLICY_CONSTRAINTS
        by variant!(PolicyConstraints, PolicyConstraints::decode);
    /// Section 4.2.1.12. The purposes, which are named in [`oid`].
    ExtendedKeyUsage(SequenceOf<'a, ObjectIdentifier<'a>>) = EXTENDED_KEY_USAGE
        by |reader| SequenceOf::read(reader, Size::AtLeastOne).map(ExtensionValue::ExtendedKeyUsage);
    /// Section 4.2.1.13.
    CrlDistributionPoints(SequenceOf<'a, DistributionPoint<'a>>) = CRL_DISTRIBUTION_POINTS
        by |reader| SequenceOf::read(reader, Size::AtLeastOne).map(ExtensionValue::CrlDistributionPoints);
    /// Section 4.2.1.14. How many certificates may follow.
    InhibitAnyPolicy(Integer<'a>) = INHIBIT_ANY_POLICY by variant!(InhibitAnyPolicy, read_non_negative);
    /// Sections 4.2.1.15 and 5.2.6.
    FreshestCrl(SequenceOf<'a, DistributionPoint<'a>>) = FRESHEST_CRL
        by |reader| SequenceOf::read(reader, Size::AtLeastOne).map(ExtensionValue::FreshestCrl);
    /// Section 4.2.2.1.
    AuthorityInfoAccess(SequenceOf<'a, AccessDescription<'a>>) = AUTHORITY_INFO_ACCESS
        by variant!(AuthorityInfoAccess, read_access_descriptions);
    /// Section 4.2.2.2.
    SubjectInfoAccess(SequenceOf<'a, AccessDescription<'a>>) = SUBJECT_INFO_ACCESS
        by variant!(SubjectInfoAccess, read_access_descriptions);
    /// RFC 7633 section 4. The numbers of TLS extensions.
    TlsFeature(SequenceOf<'a, Integer<'a>>) = TLS_FEATURE
        by |reader| SequenceOf::read(reader, Size::Any).map(ExtensionValue::TlsFeature);
    /// RFC 6962 section 3.3, in a certificate or in an OCSP response.
    SignedCertificateTimestamps(SignedCertificateTimestamps<'a>) = CT_PRECERT_SCTS | CT_CERT_SCTS
        by variant!(SignedCertificateTimestamps, SignedCertificateTimestamps::decode);
    /// RFC 6962 section 3.1.
    PrecertificatePoison = CT_PRECERT_POISON
        by |reader| reader.read().map(|Null| ExtensionValue::PrecertificatePoison);

    /// Section 5.2.3.
    CrlNumber(Integer<'a>) = CRL_NUMBER by variant!(CrlNumber, read_non_negative);
    /// Section 5.2.4. The number of the list that this one is to be added to.
    DeltaCrlIndicator(Integer<'a>) = DELTA_CRL_INDICATOR by variant!(DeltaCrlIndicator, read_non_negative);
    /// Section 5.2.5.
    IssuingDistributionPoint(IssuingDistributionPoint<'a>) = ISSUING_DISTRIBUTION_POINT
        by variant!(IssuingDistributionPoint, IssuingDistributionPoint::decode);
    /// Section 5.3.1. A CRLReason.
    ReasonCode(Integer<'a>) = REASON_CODE
        by |reader| reader.read().map(|Enumerated(reason)| ExtensionValue::ReasonCode(reason));
    /// Section 5.3.2.
    InvalidityDate(Time<'a>) = INVALIDITY_DATE by variant!(InvalidityDate, Time::read_generalized);
    /// Section 5.3.3.
    CertificateIssuer(GeneralNames<'a>) = CERTIFICATE_ISSUER
        by |reader| SequenceOf::read(reader, Size::AtLeastOne).map(ExtensionValue::CertificateIssuer);

    /// RFC 6960 section 4.4.1.
    OcspNonce(&'a [u8]) = OCSP_NONCE by variant!(OcspNonce, read_nonce);
    /// RFC 6960 section 4.4.3. The types of responses.
    OcspAcceptableResponses(SequenceOf<'a, ObjectIdentifier<'a>>) = OCSP_ACCEPTABLE_RESPONSES
        by |reader| SequenceOf::read(reader, Size::Any).map(ExtensionValue::OcspAcceptableResponses);
    /// RFC 6960 section 4.2.2.2.1.
    OcspNoCheck = OCSP_NO_CHECK by |reader| reader.read().map(|Null| ExtensionValue::OcspNoCheck);
    /// RFC 6960 section 4.4.4.
    OcspArchiveCutoff(Time<'a>) = OCSP_ARCHIVE_CUTOFF by variant!(OcspArchiveCutoff, Time::read_generalized);
    /// RFC 6960 section 4.4.6.
    OcspServiceLocator(ServiceLocator<'a>) = OCSP_SERVICE_LOCATOR
        by variant!(OcspServiceLocator, ServiceLocator::decode);
}
