//! OCSP messages (RFC 6960 section 4).

mod request;
mod response;

use der::{Integer, OctetString, Reader, Result, Tag};

pub use request::{OcspRequest, Request, RequestList, RequestSignature, TbsRequest};
pub use response::{
    BasicOcspResponse, CertStatus, OcspResponse, OcspResponseStatus, ResponderId, ResponseBytes,
    ResponseData, Responses, RevokedInfo, SingleResponse,
};

use crate::algorithm::AlgorithmIdentifier;
use crate::list::Decode;

/// Which certificate is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertId<'a> {
    /// What the hashes are made with.
    pub hash_algorithm: AlgorithmIdentifier<'a>,
    /// The hash of the issuer's name.
    pub issuer_name_hash: &'a [u8],
    /// The hash of the issuer's public key.
    pub issuer_key_hash: &'a [u8],
    /// The serial number of the certificate.
    pub serial_number: Integer<'a>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> Decode<'a> for CertId<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let hash_algorithm = inside.field(&"hashAlgorithm", AlgorithmIdentifier::decode)?;
        let OctetString(issuer_name_hash) = inside.field(&"issuerNameHash", Reader::read)?;
        let OctetString(issuer_key_hash) = inside.field(&"issuerKeyHash", Reader::read)?;
        let serial_number = inside.field(&"serialNumber", Reader::read)?;
        inside.finish()?;
        let encoded = element.encoded();
        Ok(CertId {
            hash_algorithm,
            issuer_name_hash,
            issuer_key_hash,
            serial_number,
            encoded,
        })
    }
}
