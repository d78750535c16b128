//! Responses (RFC 6960 section 4.2).

use der::{
    BitString, Enumerated, Error, ErrorKind, Integer, Null, ObjectIdentifier, OctetString,
    Primitive, Reader, Result, Rules, Tag,
};

use super::CertId;
use super::request::read_certs;
use crate::algorithm::AlgorithmIdentifier;
use crate::certificate::{Certificate, read_version};
use crate::entries::{Entries, Entry};
use crate::extension::{Extensions, Place, Reading};
use crate::list::{Decode, SequenceOf};
use crate::name::Name;
use crate::oid;
use crate::rules;
use crate::time::Time;

/// What a responder says.
#[derive(Clone, Debug)]
pub struct OcspResponse<'a> {
    /// The encoding of the response.
    pub encoded: &'a [u8],
    /// Whether it is an answer, or why not.
    pub response_status: OcspResponseStatus<'a>,
    /// The answer.
    pub response_bytes: Option<ResponseBytes<'a>>,
}

impl<'a> OcspResponse<'a> {
    /// Reads data that is a response and nothing else, down to the extensions' values, which are left unread.
    ///
    /// # Errors
    /// What is wrong with it, and trailing data.
    pub fn from_der(data: &'a [u8], rules: Rules) -> Result<Self> {
        Reader::read_all(data, rules, Self::decode)
    }
}

impl<'a> Decode<'a> for OcspResponse<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let response_status = inside.field(&"responseStatus", OcspResponseStatus::decode)?;
        let offset = inside.offset();
        let response_bytes = inside.field(&"responseBytes", |reader| {
            let bytes = reader.optional_context(0, ResponseBytes::decode)?;
            if reader.rules().is_strict() && bytes.is_some() != response_status.is_successful() {
                return Err(Error::new(rules::RESPONSE_BYTES, offset));
            }
            Ok(bytes)
        })?;
        inside.finish()?;
        Ok(OcspResponse {
            encoded: element.encoded(),
            response_status,
            response_bytes,
        })
    }
}

/// Whether a response is an answer, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OcspResponseStatus<'a>(pub Integer<'a>);

impl<'a> OcspResponseStatus<'a> {
    /// The names of the statuses, from 0 on. One is unused.
    pub const NAMES: [Option<&'static str>; 7] = [
        Some("successful"),
        Some("malformedRequest"),
        Some("internalError"),
        Some("tryLater"),
        None,
        Some("sigRequired"),
        Some("unauthorized"),
    ];

    /// Whether it is an answer.
    pub fn is_successful(self) -> bool {
        self.0.bytes() == [0]
    }

    /// The name of the status. Strictly read, it has one.
    pub fn name(self) -> Option<&'static str> {
        *Self::NAMES.get(usize::try_from(self.0.to_u64()?).ok()?)?
    }
}

impl<'a> Decode<'a> for OcspResponseStatus<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Enumerated::TAG)?;
        let Enumerated(number) = element.value()?;
        let status = OcspResponseStatus(number);
        if element.rules().is_strict() && status.name().is_none() {
            return Err(Error::new(rules::RESPONSE_STATUS, element.content_offset()));
        }
        Ok(status)
    }
}

/// An answer of any type.
#[derive(Clone, Debug)]
pub struct ResponseBytes<'a> {
    /// The type.
    pub response_type: ObjectIdentifier<'a>,
    /// The answer, as the content of an OCTET STRING.
    pub response: &'a [u8],
    /// The answer, if it is of the type that everybody uses: `id-pkix-ocsp-basic`.
    pub basic: Option<BasicOcspResponse<'a>>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> Decode<'a> for ResponseBytes<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let response_type: ObjectIdentifier<'a> = inside.field(&"responseType", Reader::read)?;
        let (response, basic) = inside.field(&"response", |reader| {
            let response = reader.read_tagged(OctetString::TAG)?;
            if response_type.bytes() != oid::OCSP_BASIC {
                return Ok((response.content(), None));
            }
            let mut inside = response.nested()?;
            let basic = BasicOcspResponse::decode(&mut inside)?;
            // OpenSSL does not look whether anything comes behind it.
            if response.rules().is_strict() {
                inside.finish()?;
            }
            Ok((response.content(), Some(basic)))
        })?;
        inside.finish()?;
        Ok(ResponseBytes {
            response_type,
            response,
            basic,
            encoded: element.encoded(),
        })
    }
}

/// A signed answer.
#[derive(Clone, Debug)]
pub struct BasicOcspResponse<'a> {
    /// What is signed.
    pub tbs_response_data: ResponseData<'a>,
    /// How it is signed.
    pub signature_algorithm: AlgorithmIdentifier<'a>,
    /// The signature.
    pub signature: BitString<'a>,
    /// Certificates that help to verify it.
    pub certs: Option<SequenceOf<'a, Certificate<'a>>>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> Decode<'a> for BasicOcspResponse<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let tbs_response_data = inside.field(&"tbsResponseData", ResponseData::decode)?;
        let signature_algorithm =
            inside.field(&"signatureAlgorithm", AlgorithmIdentifier::decode)?;
        let signature = inside.field(&"signature", Reader::read)?;
        let certs = inside.field(&"certs", read_certs)?;
        inside.finish()?;
        let encoded = element.encoded();
        Ok(BasicOcspResponse {
            tbs_response_data,
            signature_algorithm,
            signature,
            certs,
            encoded,
        })
    }
}

/// What an answer says.
#[derive(Clone, Debug)]
pub struct ResponseData<'a> {
    /// The encoding of all of it, which is what is signed.
    pub encoded: &'a [u8],
    /// 1: one more than what is encoded. Leniently read, any number.
    pub version: i64,
    /// Who says it.
    pub responder_id: ResponderId<'a>,
    /// When it was signed.
    pub produced_at: Time<'a>,
    /// The answers for each certificate.
    pub responses: Responses<'a>,
    /// The extensions of the answer.
    pub response_extensions: Extensions<'a>,
}

impl<'a> Decode<'a> for ResponseData<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let version = inside.field(&"version", |reader| {
            read_version(reader, 0..=0, rules::OCSP_VERSION)
        })? + 1;
        let responder_id = inside.field(&"responderID", ResponderId::decode)?;
        let produced_at = inside.field(&"producedAt", Time::read_generalized)?;
        let responses = inside.field(&"responses", Responses::read)?;
        let response_extensions = inside.field(&"responseExtensions", |reader| {
            let place = Place::new(&"responseBytes.response.tbsResponseData.responseExtensions");
            Extensions::read_explicit(reader, 1, place, Reading::Check)
        })?;
        inside.finish()?;
        Ok(ResponseData {
            encoded: element.encoded(),
            version,
            responder_id,
            produced_at,
            responses,
            response_extensions,
        })
    }
}

/// Who signed an answer.
#[derive(Clone, Debug)]
pub enum ResponderId<'a> {
    /// The subject of the certificate.
    ByName(Name<'a>),
    /// The SHA-1 hash of the key.
    ByKey(&'a [u8]),
}

impl<'a> Decode<'a> for ResponderId<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let expected = "ResponderID";
        match reader.peek_tag()? {
            Some(tag) if tag.same_type(Tag::context(1)) => reader.field(&"byName", |reader| {
                reader.context(1, Name::decode).map(ResponderId::ByName)
            }),
            Some(tag) if tag.same_type(Tag::context(2)) => reader.field(&"byKey", |reader| {
                let OctetString(hash) = reader.context(2, Reader::read)?;
                Ok(ResponderId::ByKey(hash))
            }),
            Some(found) => Err(reader.error(ErrorKind::UnexpectedAlternative { expected, found })),
            None => Err(reader.error(ErrorKind::MissingAlternative { expected })),
        }
    }
}

/// The answers for each certificate.
pub type Responses<'a> = Entries<'a, SingleResponse<'a>>;

/// The answer for one certificate.
#[derive(Clone, Debug)]
pub struct SingleResponse<'a> {
    /// The certificate.
    pub cert_id: CertId<'a>,
    /// The answer.
    pub cert_status: CertStatus<'a>,
    /// Since when it is known to be right.
    pub this_update: Time<'a>,
    /// When more will be known.
    pub next_update: Option<Time<'a>>,
    /// The extensions of this answer.
    pub single_extensions: Extensions<'a>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> SingleResponse<'a> {
    fn read(reader: &mut Reader<'a>, reading: Reading) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let cert_id = inside.field(&"certID", CertId::decode)?;
        let cert_status = inside.field(&"certStatus", CertStatus::decode)?;
        let this_update = inside.field(&"thisUpdate", Time::read_generalized)?;
        let next_update = inside.field(&"nextUpdate", |reader| {
            reader.optional_context(0, Time::read_generalized)
        })?;
        let single_extensions = inside.field(&"singleExtensions", |reader| {
            let entries = &"responseBytes.response.tbsResponseData.responses";
            let place = Place::in_entry(&"singleExtensions", entries);
            Extensions::read_explicit(reader, 1, place, reading)
        })?;
        inside.finish()?;
        Ok(SingleResponse {
            cert_id,
            cert_status,
            this_update,
            next_update,
            single_extensions,
            encoded: element.encoded(),
        })
    }
}

impl<'a> Decode<'a> for SingleResponse<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        Self::read(reader, Reading::Again)
    }

    fn check(reader: &mut Reader<'a>) -> Result<()> {
        Self::read(reader, Reading::Check).map(drop)
    }
}

impl<'a> Entry<'a> for SingleResponse<'a> {
    #[inline]
    fn at(self, index: usize) -> Self {
        let single_extensions = self.single_extensions.at(index);
        SingleResponse {
            single_extensions,
            ..self
        }
    }
}

/// Whether a certificate is revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertStatus<'a> {
    /// It is not.
    Good,
    /// It is.
    Revoked(RevokedInfo<'a>),
    /// The responder does not know it.
    Unknown,
}

impl<'a> Decode<'a> for CertStatus<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let expected = "CertStatus";
        match reader.peek_tag()? {
            Some(tag) if tag.same_type(Tag::context(0)) => reader.field(&"good", |reader| {
                reader.read_implicit(0).map(|Null| CertStatus::Good)
            }),
            Some(tag) if tag.same_type(Tag::context(1)) => reader
                .field(&"revoked", RevokedInfo::decode)
                .map(CertStatus::Revoked),
            Some(tag) if tag.same_type(Tag::context(2)) => reader.field(&"unknown", |reader| {
                reader.read_implicit(2).map(|Null| CertStatus::Unknown)
            }),
            Some(found) => Err(reader.error(ErrorKind::UnexpectedAlternative { expected, found })),
            None => Err(reader.error(ErrorKind::MissingAlternative { expected })),
        }
    }
}

/// When and why a certificate was revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevokedInfo<'a> {
    /// When.
    pub revocation_time: Time<'a>,
    /// Why: a CRLReason.
    pub revocation_reason: Option<Integer<'a>>,
}

impl<'a> Decode<'a> for RevokedInfo<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.context(1, |reader| {
            let revocation_time = reader.field(&"revocationTime", Time::read_generalized)?;
            let reason: Option<Enumerated<'a>> = reader.field(&"revocationReason", |reader| {
                reader.optional_context(0, Reader::read)
            })?;
            Ok(RevokedInfo {
                revocation_time,
                revocation_reason: reason.map(|Enumerated(reason)| reason),
            })
        })
    }
}
