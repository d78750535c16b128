//! Extensions of OCSP messages (RFC 6960 section 4.4).

use der::{OctetString, Reader, Result, Tag};

use super::access::{AccessDescription, read_access_descriptions};
use crate::list::{Decode, SequenceOf};
use crate::name::Name;

/// What ties a response to a request. Leniently read, it may stand in extnValue without a type, as old clients write it.
pub(super) fn read_nonce<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8]> {
    if reader.rules().is_strict() {
        return reader.read().map(|OctetString(nonce)| nonce);
    }
    let mut attempt = reader.clone();
    match attempt.read() {
        Ok(OctetString(nonce)) if attempt.is_at_end() => Ok(nonce),
        _ => Ok(reader.rest()),
    }
}

/// Which responder a request is for.
#[derive(Clone, Debug)]
pub struct ServiceLocator<'a> {
    /// Who issued the certificate.
    pub issuer: Name<'a>,
    /// What the certificate says of where to ask.
    pub locator: Option<SequenceOf<'a, AccessDescription<'a>>>,
}

impl<'a> Decode<'a> for ServiceLocator<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            let issuer = reader.field(&"issuer", Name::decode)?;
            let locator = reader.field(&"locator", |reader| {
                if reader.is_next(Tag::SEQUENCE) {
                    read_access_descriptions(reader).map(Some)
                } else {
                    Ok(None)
                }
            })?;
            Ok(ServiceLocator { issuer, locator })
        })
    }
}
