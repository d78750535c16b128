//! Which keys, and what for (RFC 5280 sections 4.2.1.1 to 4.2.1.3).

use der::{BitString, Integer, OctetString, Reader, Result};

use crate::general_name::GeneralNames;
use crate::list::{Decode, SequenceOf, Size};
use crate::time::Time;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUsage<'a>(pub BitString<'a>);

impl<'a> Decode<'a> for KeyUsage<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.read().map(KeyUsage)
    }
}

/// Which key of the issuer signed.
#[derive(Clone, Debug)]
pub struct AuthorityKeyIdentifier<'a> {
    /// The subject key identifier of the issuer's certificate.
    pub key_identifier: Option<&'a [u8]>,
    /// The issuer of the issuer's certificate.
    pub authority_cert_issuer: Option<GeneralNames<'a>>,
    /// The serial number of the issuer's certificate.
    pub authority_cert_serial_number: Option<Integer<'a>>,
}

impl<'a> Decode<'a> for AuthorityKeyIdentifier<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            let key_identifier: Option<OctetString<'a>> =
                reader.field(&"keyIdentifier", |reader| reader.read_optional_implicit(0))?;
            Ok(AuthorityKeyIdentifier {
                key_identifier: key_identifier.map(|OctetString(bytes)| bytes),
                authority_cert_issuer: reader.field(&"authorityCertIssuer", |reader| {
                    SequenceOf::read_optional_implicit(reader, 1, Size::AtLeastOne)
                })?,
                authority_cert_serial_number: reader
                    .field(&"authorityCertSerialNumber", |reader| {
                        reader.read_optional_implicit(2)
                    })?,
            })
        })
    }
}

/// From when to when the private key may be used (RFC 3280 section 4.2.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrivateKeyUsagePeriod<'a> {
    /// The first moment.
    pub not_before: Option<Time<'a>>,
    /// The last moment.
    pub not_after: Option<Time<'a>>,
}

impl<'a> Decode<'a> for PrivateKeyUsagePeriod<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            Ok(PrivateKeyUsagePeriod {
                not_before: reader.field(&"notBefore", |reader| {
                    Time::read_optional_implicit(reader, 0)
                })?,
                not_after: reader.field(&"notAfter", |reader| {
                    Time::read_optional_implicit(reader, 1)
                })?,
            })
        })
    }
}
