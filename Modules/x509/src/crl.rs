//! Certificate revocation lists (RFC 5280 section 5).

use der::{BitString, Error, Integer, Reader, Result, Rules, Tag};

use crate::algorithm::AlgorithmIdentifier;
use crate::certificate::check_version;
use crate::entries::{Entries, Entry};
use crate::extension::{Extensions, Place, Reading};
use crate::list::Decode;
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
            RevokedCertificates::read_of_version(reader, version)
        })?;
        let crl_extensions = inside.field(&"crlExtensions", |reader| {
            if reader.rules().is_strict() && version != 2 && reader.is_next(Tag::context(0)) {
                return Err(reader.error(rules::CRL_EXTENSIONS_VERSION));
            }
            let place = Place::new(&"tbsCertList.crlExtensions");
            Extensions::read_explicit(reader, 0, place, Reading::Check)
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

/// What a list revokes.
pub type RevokedCertificates<'a> = Entries<'a, RevokedCertificate<'a>>;

impl<'a> RevokedCertificates<'a> {
    /// `SEQUENCE OF SEQUENCE OPTIONAL`, where only version 2 has extensions.
    fn read_of_version(reader: &mut Reader<'a>, version: i64) -> Result<Self> {
        let revoked = Self::read_optional(reader)?;
        if reader.rules().is_strict() && version != 2 {
            for (index, entry) in revoked.iter().enumerate() {
                entry
                    .check_without_extensions()
                    .map_err(|error| error.in_index(index))?;
            }
        }
        Ok(revoked)
    }

    /// The first entry with this serial number, which takes time in proportion to the length of the list.
    pub fn find(&self, serial_number: Integer<'_>) -> Option<RevokedCertificate<'a>> {
        self.iter()
            .find(|revoked| revoked.user_certificate == serial_number)
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

impl<'a> RevokedCertificate<'a> {
    fn read(reader: &mut Reader<'a>, reading: Reading) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let user_certificate = inside.field(&"userCertificate", Reader::read)?;
        let revocation_date = inside.field(&"revocationDate", Time::decode)?;
        let crl_entry_extensions = inside.field(&"crlEntryExtensions", |reader| {
            let entries = &"tbsCertList.revokedCertificates";
            let place = Place::in_entry(&"crlEntryExtensions", entries);
            Extensions::read_optional(reader, place, reading)
        })?;
        inside.finish()?;
        Ok(RevokedCertificate {
            user_certificate,
            revocation_date,
            crl_entry_extensions,
            encoded: element.encoded(),
        })
    }

    fn check_without_extensions(&self) -> Result<()> {
        match self.crl_entry_extensions.offset() {
            None => Ok(()),
            Some(offset) => {
                Err(Error::new(rules::CRL_EXTENSIONS_VERSION, offset)
                    .in_field(&"crlEntryExtensions"))
            }
        }
    }
}

impl<'a> Decode<'a> for RevokedCertificate<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        Self::read(reader, Reading::Again)
    }

    fn check(reader: &mut Reader<'a>) -> Result<()> {
        Self::read(reader, Reading::Check).map(drop)
    }
}

impl<'a> Entry<'a> for RevokedCertificate<'a> {
    #[inline]
    fn at(self, index: usize) -> Self {
        let crl_entry_extensions = self.crl_entry_extensions.at(index);
        RevokedCertificate {
            crl_entry_extensions,
            ..self
        }
    }
}
