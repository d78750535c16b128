//! Certificate revocation lists (RFC 5280 section 5).

use core::iter::Enumerate;

use der::{BitString, Error, Integer, Reader, Result, Rules, Tag};

use crate::algorithm::AlgorithmIdentifier;
use crate::certificate::check_version;
use crate::extension::{Extensions, Place};
use crate::list::{Decode, Iter, SequenceOf, Size};
use crate::name::Name;
use crate::rules;
use crate::time::Time;

/// A certificate revocation list. The fields have the names that they have in RFC 5280.
#[derive(Clone, Debug)]
pub struct CertificateRevocationList<'a> {
    /// The encoding of the list.
    pub encoded: &'a [u8],
    /// What is signed.
    pub tbs_cert_list: TbsCertList<'a>,
    /// How it is signed.
    pub signature_algorithm: AlgorithmIdentifier<'a>,
    /// The signature.
    pub signature_value: BitString<'a>,
}

/// What a revocation list says.
#[derive(Clone, Debug)]
pub struct TbsCertList<'a> {
    /// The encoding of all of it, which is what is signed.
    pub encoded: &'a [u8],
    /// 1 or 2: one more than what is encoded, 1 if nothing is. Leniently read, any number.
    pub version: i64,
    /// The same as [`CertificateRevocationList::signature_algorithm`], if the list keeps to RFC 5280. This is not checked here.
    pub signature: AlgorithmIdentifier<'a>,
    /// Who signed.
    pub issuer: Name<'a>,
    /// When the list was made.
    pub this_update: Time<'a>,
    /// When the next one will have been made.
    pub next_update: Option<Time<'a>>,
    /// What is revoked.
    pub revoked_certificates: RevokedCertificates<'a>,
    /// The extensions of the list.
    pub crl_extensions: Extensions<'a>,
}

impl<'a> CertificateRevocationList<'a> {
    /// Reads data that is a certificate revocation list and nothing else, down to the extensions' values, which are left unread.
    ///
    /// # Errors
    /// What is wrong with it, and trailing data.
    pub fn from_der(data: &'a [u8], rules: Rules) -> Result<Self> {
        Reader::read_all(data, rules, Self::decode)
    }
}

impl<'a> Decode<'a> for CertificateRevocationList<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let tbs_cert_list = inside.field(&"tbsCertList", TbsCertList::decode)?;
        let signature_algorithm =
            inside.field(&"signatureAlgorithm", AlgorithmIdentifier::decode)?;
        let signature_value = inside.field(&"signatureValue", Reader::read)?;
        inside.finish()?;
        Ok(CertificateRevocationList {
            encoded: element.encoded(),
            tbs_cert_list,
            signature_algorithm,
            signature_value,
        })
    }
}

impl<'a> Decode<'a> for TbsCertList<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let version = inside.field(&"version", |reader| {
            if reader.is_next(Tag::INTEGER) {
                check_version(reader, 1..=1, rules::CRL_VERSION)
            } else {
                Ok(0)
            }
        })? + 1;
        let signature = inside.field(&"signature", AlgorithmIdentifier::decode)?;
        let issuer = inside.field(&"issuer", Name::decode)?;
        let this_update = inside.field(&"thisUpdate", Time::decode)?;
        let next_update = inside.field(&"nextUpdate", Time::decode_optional)?;
        let revoked_certificates = inside.field(&"revokedCertificates", |reader| {
            RevokedCertificates::read_optional(reader, version)
        })?;
        let crl_extensions = inside.field(&"crlExtensions", |reader| {
            if reader.rules().is_strict() && version != 2 && reader.is_next(Tag::context(0)) {
                return Err(reader.error(rules::CRL_EXTENSIONS_VERSION));
            }
            Extensions::read_explicit(reader, 0, Place::new(&"tbsCertList.crlExtensions"))
        })?;
        inside.finish()?;
        Ok(TbsCertList {
            encoded: element.encoded(),
            version,
            signature,
            issuer,
            this_update,
            next_update,
            revoked_certificates,
            crl_extensions,
        })
    }
}

/// What a list revokes. There may be very many, of which nothing is kept but the encoding.
#[derive(Clone, Debug)]
pub struct RevokedCertificates<'a> {
    list: Option<SequenceOf<'a, Entry<'a>>>,
}

impl<'a> RevokedCertificates<'a> {
    /// `SEQUENCE OF SEQUENCE OPTIONAL`
    fn read_optional(reader: &mut Reader<'a>, version: i64) -> Result<Self> {
        if !reader.is_next(Tag::SEQUENCE) {
            return Ok(RevokedCertificates { list: None });
        }
        let list: SequenceOf<'a, Entry<'a>> = SequenceOf::read(reader, Size::Any)?;
        if reader.rules().is_strict() && version != 2 {
            for (index, entry) in list.iter().enumerate() {
                entry
                    .check_without_extensions()
                    .map_err(|error| error.in_index(index))?;
            }
        }
        Ok(RevokedCertificates { list: Some(list) })
    }

    /// The revoked certificates, in their order.
    #[inline]
    pub fn iter(&self) -> RevokedCertificateIter<'a> {
        RevokedCertificateIter {
            list: self.list.as_ref().map(|list| list.iter().enumerate()),
        }
    }

    /// The first entry with this serial number, which takes time in proportion to the length of the list.
    pub fn find(&self, serial_number: Integer<'_>) -> Option<RevokedCertificate<'a>> {
        self.iter()
            .find(|revoked| revoked.user_certificate == serial_number)
    }

    /// Whether nothing is revoked.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.list.as_ref().is_none_or(SequenceOf::is_empty)
    }

    /// The encoding, if there is one.
    #[inline]
    pub fn encoded(&self) -> Option<&'a [u8]> {
        self.list.as_ref().map(SequenceOf::encoded)
    }
}

impl<'a> IntoIterator for &RevokedCertificates<'a> {
    type Item = RevokedCertificate<'a>;
    type IntoIter = RevokedCertificateIter<'a>;

    fn into_iter(self) -> RevokedCertificateIter<'a> {
        self.iter()
    }
}

/// The entries of [`RevokedCertificates`].
#[derive(Clone)]
pub struct RevokedCertificateIter<'a> {
    list: Option<Enumerate<Iter<'a, Entry<'a>>>>,
}

impl<'a> Iterator for RevokedCertificateIter<'a> {
    type Item = RevokedCertificate<'a>;

    #[inline]
    fn next(&mut self) -> Option<RevokedCertificate<'a>> {
        let (index, entry) = self.list.as_mut()?.next()?;
        let Entry {
            user_certificate,
            revocation_date,
            extensions,
            encoded,
        } = entry;
        let place = Place::in_entry(
            &"crlEntryExtensions",
            &"tbsCertList.revokedCertificates",
            index,
        );
        let crl_entry_extensions = extensions.in_place(place);
        Some(RevokedCertificate {
            user_certificate,
            revocation_date,
            crl_entry_extensions,
            encoded,
        })
    }
}

/// A revoked certificate.
#[derive(Clone, Debug)]
pub struct RevokedCertificate<'a> {
    /// Its serial number.
    pub user_certificate: Integer<'a>,
    /// When the authority revoked it.
    pub revocation_date: Time<'a>,
    /// More about it.
    pub crl_entry_extensions: Extensions<'a>,
    /// The encoding.
    pub encoded: &'a [u8],
}

/// A revoked certificate that does not know its index.
#[derive(Clone, Debug)]
struct Entry<'a> {
    user_certificate: Integer<'a>,
    revocation_date: Time<'a>,
    extensions: Extensions<'a>,
    encoded: &'a [u8],
}

impl<'a> Decode<'a> for Entry<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let user_certificate = inside.field(&"userCertificate", Reader::read)?;
        let revocation_date = inside.field(&"revocationDate", Time::decode)?;
        let extensions = inside.field(&"crlEntryExtensions", |reader| {
            Extensions::read_optional(reader, Place::new(&"crlEntryExtensions"))
        })?;
        inside.finish()?;
        Ok(Entry {
            user_certificate,
            revocation_date,
            extensions,
            encoded: element.encoded(),
        })
    }
}

impl Entry<'_> {
    fn check_without_extensions(&self) -> Result<()> {
        match self.extensions.offset() {
            None => Ok(()),
            Some(offset) => {
                Err(Error::new(rules::CRL_EXTENSIONS_VERSION, offset)
                    .in_field(&"crlEntryExtensions"))
            }
        }
    }
}
