//! Requests (RFC 6960 section 4.1).

use der::{BitString, Reader, Result, Rules, Tag};

use super::CertId;
use crate::algorithm::AlgorithmIdentifier;
use crate::certificate::{Certificate, read_version};
use crate::entries::{Entries, Entry};
use crate::extension::{Extensions, Place, Reading};
use crate::general_name::GeneralName;
use crate::list::{Decode, SequenceOf, Size};
use crate::rules;

/// A question for the status of certificates.
#[derive(Clone, Debug)]
pub struct OcspRequest<'a> {
    /// The encoding of the request.
    pub encoded: &'a [u8],
    /// What is asked.
    pub tbs_request: TbsRequest<'a>,
    /// The signature, if there is one.
    pub optional_signature: Option<RequestSignature<'a>>,
}

impl<'a> OcspRequest<'a> {
    /// Reads data that is a request and nothing else, down to the extensions' values, which are left unread.
    ///
    /// # Errors
    /// What is wrong with it, and trailing data.
    pub fn from_der(data: &'a [u8], rules: Rules) -> Result<Self> {
        Reader::read_all(data, rules, Self::decode)
    }
}

impl<'a> Decode<'a> for OcspRequest<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let tbs_request = inside.field(&"tbsRequest", TbsRequest::decode)?;
        let optional_signature = inside.field(&"optionalSignature", |reader| {
            reader.optional_context(0, RequestSignature::decode)
        })?;
        inside.finish()?;
        Ok(OcspRequest {
            encoded: element.encoded(),
            tbs_request,
            optional_signature,
        })
    }
}

/// What a request asks.
#[derive(Clone, Debug)]
pub struct TbsRequest<'a> {
    /// The encoding of all of it, which is what is signed.
    pub encoded: &'a [u8],
    /// 1: one more than what is encoded. Leniently read, any number.
    pub version: i64,
    /// Who asks.
    pub requestor_name: Option<GeneralName<'a>>,
    /// For which certificates.
    pub request_list: RequestList<'a>,
    /// The extensions of the request.
    pub request_extensions: Extensions<'a>,
}

impl<'a> Decode<'a> for TbsRequest<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let version = inside.field(&"version", |reader| {
            read_version(reader, 0..=0, rules::OCSP_VERSION)
        })? + 1;
        let requestor_name = inside.field(&"requestorName", |reader| {
            reader.optional_context(1, GeneralName::decode)
        })?;
        let request_list = inside.field(&"requestList", RequestList::read)?;
        let request_extensions = inside.field(&"requestExtensions", |reader| {
            let place = Place::new(&"tbsRequest.requestExtensions");
            Extensions::read_explicit(reader, 2, place, Reading::Check)
        })?;
        inside.finish()?;
        Ok(TbsRequest {
            encoded: element.encoded(),
            version,
            requestor_name,
            request_list,
            request_extensions,
        })
    }
}

/// Who signed a request.
#[derive(Clone, Debug)]
pub struct RequestSignature<'a> {
    /// How it is signed.
    pub signature_algorithm: AlgorithmIdentifier<'a>,
    /// The signature.
    pub signature: BitString<'a>,
    /// Certificates that help to verify it.
    pub certs: Option<SequenceOf<'a, Certificate<'a>>>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> Decode<'a> for RequestSignature<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let signature_algorithm =
            inside.field(&"signatureAlgorithm", AlgorithmIdentifier::decode)?;
        let signature = inside.field(&"signature", Reader::read)?;
        let certs = inside.field(&"certs", read_certs)?;
        inside.finish()?;
        Ok(RequestSignature {
            signature_algorithm,
            signature,
            certs,
            encoded: element.encoded(),
        })
    }
}

/// `[0] EXPLICIT SEQUENCE OF Certificate OPTIONAL`
pub(super) fn read_certs<'a>(
    reader: &mut Reader<'a>,
) -> Result<Option<SequenceOf<'a, Certificate<'a>>>> {
    reader.optional_context(0, |reader| SequenceOf::read(reader, Size::Any))
}

/// The certificates that a request asks for.
pub type RequestList<'a> = Entries<'a, Request<'a>>;

/// A question for one certificate.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The certificate.
    pub req_cert: CertId<'a>,
    /// The extensions of this question.
    pub single_request_extensions: Extensions<'a>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> Request<'a> {
    fn read(reader: &mut Reader<'a>, reading: Reading) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let req_cert = inside.field(&"reqCert", CertId::decode)?;
        let single_request_extensions = inside.field(&"singleRequestExtensions", |reader| {
            let place = Place::in_entry(&"singleRequestExtensions", &"tbsRequest.requestList");
            Extensions::read_explicit(reader, 0, place, reading)
        })?;
        inside.finish()?;
        Ok(Request {
            req_cert,
            single_request_extensions,
            encoded: element.encoded(),
        })
    }
}

impl<'a> Decode<'a> for Request<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        Self::read(reader, Reading::Again)
    }

    fn check(reader: &mut Reader<'a>) -> Result<()> {
        Self::read(reader, Reading::Check).map(drop)
    }
}

impl<'a> Entry<'a> for Request<'a> {
    #[inline]
    fn at(self, index: usize) -> Self {
        let single_request_extensions = self.single_request_extensions.at(index);
        Request {
            single_request_extensions,
            ..self
        }
    }
}
