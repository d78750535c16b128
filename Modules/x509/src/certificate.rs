//! Certificates (RFC 5280 section 4.1).

use der::{BitString, Error, Integer, Reader, Result, Rules, Tag};

use crate::algorithm::{AlgorithmIdentifier, SubjectPublicKeyInfo};
use crate::extension::{Extensions, Place, Reading};
use crate::list::Decode;
use crate::name::Name;
use crate::rules;
use crate::time::Time;

/// A certificate. The fields have the names that they have in RFC 5280.
#[derive(Clone, Debug)]
pub struct Certificate<'a> {
    /// The encoding of the certificate.
    pub encoded: &'a [u8],
    /// What is certified, and is signed.
    pub tbs_certificate: TbsCertificate<'a>,
    /// How it is signed.
    pub signature_algorithm: AlgorithmIdentifier<'a>,
    /// The signature.
    pub signature_value: BitString<'a>,
}

/// What a certificate certifies.
#[derive(Clone, Debug)]
pub struct TbsCertificate<'a> {
    /// The encoding of all of it, which is what is signed.
    pub encoded: &'a [u8],
    /// 1, 2 or 3: one more than what is encoded. Leniently read, any number.
    pub version: i64,
    /// Unique among the certificates of the issuer.
    pub serial_number: Integer<'a>,
    /// The same as [`Certificate::signature_algorithm`], if the certificate keeps to RFC 5280. This is not checked here.
    pub signature: AlgorithmIdentifier<'a>,
    /// Who signed.
    pub issuer: Name<'a>,
    /// From when to when.
    pub validity: Validity<'a>,
    /// Whose key it is.
    pub subject: Name<'a>,
    /// The key.
    pub subject_public_key_info: SubjectPublicKeyInfo<'a>,
    /// Seldom used.
    pub issuer_unique_id: Option<BitString<'a>>,
    /// Seldom used.
    pub subject_unique_id: Option<BitString<'a>>,
    /// The extensions.
    pub extensions: Extensions<'a>,
}

/// From when to when a certificate is valid, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity<'a> {
    /// The first moment.
    pub not_before: Time<'a>,
    /// The last moment.
    pub not_after: Time<'a>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> Certificate<'a> {
    /// Reads data that is a certificate and nothing else, down to the extensions' values, which are left unread.
    ///
    /// # Errors
    /// What is wrong with it, and trailing data.
    pub fn from_der(data: &'a [u8], rules: Rules) -> Result<Self> {
        Reader::read_all(data, rules, Self::decode)
    }
}

impl<'a> Decode<'a> for Certificate<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let tbs_certificate = inside.field(&"tbsCertificate", TbsCertificate::decode)?;
        let signature_algorithm =
            inside.field(&"signatureAlgorithm", AlgorithmIdentifier::decode)?;
        let signature_value = inside.field(&"signatureValue", Reader::read)?;
        inside.finish()?;
        Ok(Certificate {
            encoded: element.encoded(),
            tbs_certificate,
            signature_algorithm,
            signature_value,
        })
    }
}

impl<'a> Decode<'a> for TbsCertificate<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let version = inside.field(&"version", |reader| {
            read_version(reader, 0..=2, rules::CERTIFICATE_VERSION)
        })? + 1;
        let serial_number = inside.field(&"serialNumber", Reader::read)?;
        let signature = inside.field(&"signature", AlgorithmIdentifier::decode)?;
        let issuer = inside.field(&"issuer", Name::decode)?;
        let validity = inside.field(&"validity", Validity::decode)?;
        let subject = inside.field(&"subject", Name::decode)?;
        let subject_public_key_info =
            inside.field(&"subjectPublicKeyInfo", SubjectPublicKeyInfo::decode)?;
        let issuer_unique_id = inside.field(&"issuerUniqueID", |reader| {
            read_unique_id(reader, 1, version)
        })?;
        let subject_unique_id = inside.field(&"subjectUniqueID", |reader| {
            read_unique_id(reader, 2, version)
        })?;
        let extensions = inside.field(&"extensions", |reader| {
            if reader.rules().is_strict() && version != 3 && reader.is_next(Tag::context(3)) {
                return Err(reader.error(rules::EXTENSIONS_VERSION));
            }
            Extensions::read_explicit(reader, 3, Place::CERTIFICATE, Reading::Check)
        })?;
        inside.finish()?;
        Ok(TbsCertificate {
            encoded: element.encoded(),
            version,
            serial_number,
            signature,
            issuer,
            validity,
            subject,
            subject_public_key_info,
            issuer_unique_id,
            subject_unique_id,
            extensions,
        })
    }
}

impl<'a> Decode<'a> for Validity<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let not_before = inside.field(&"notBefore", Time::decode)?;
        let not_after = inside.field(&"notAfter", Time::decode)?;
        inside.finish()?;
        Ok(Validity {
            not_before,
            not_after,
            encoded: element.encoded(),
        })
    }
}

/// `[0] EXPLICIT INTEGER DEFAULT 0`. Leniently read, any number of 32 bits.
#[inline]
pub(crate) fn read_version(
    reader: &mut Reader<'_>,
    allowed: core::ops::RangeInclusive<i64>,
    rule: der::ErrorKind,
) -> Result<i64> {
    reader.or_default(0, |reader| {
        reader.optional_context(0, |reader| check_version(reader, allowed, rule))
    })
}

/// An INTEGER that is a version. Leniently read, any number of 32 bits.
#[inline]
pub(crate) fn check_version(
    reader: &mut Reader<'_>,
    allowed: core::ops::RangeInclusive<i64>,
    rule: der::ErrorKind,
) -> Result<i64> {
    let element = reader.read_tagged(Tag::INTEGER)?;
    let version = element.value::<Integer>()?.to_i64();
    let lenient = !element.rules().is_strict();
    match version {
        Some(version)
            if allowed.contains(&version) || lenient && i32::try_from(version).is_ok() =>
        {
            Ok(version)
        }
        _ => Err(Error::new(rule, element.content_offset())),
    }
}

#[inline]
fn read_unique_id<'a>(
    reader: &mut Reader<'a>,
    number: u32,
    version: i64,
) -> Result<Option<BitString<'a>>> {
    if reader.rules().is_strict() && version == 1 && reader.is_next(Tag::context(number)) {
        return Err(reader.error(rules::UNIQUE_ID_VERSION));
    }
    reader.read_optional_implicit(number)
}
