//! The words that asn1lib has for alternatives, bits and numbers: strings that the module keeps.

use cpython_api::{Borrowed, Bound, ModuleString, PyModule, PyResult};
use der::{BitString, Integer};
use x509::{CertStatus, GeneralName, KeyUsage, OcspResponseStatus, ReasonFlags};

use crate::convert::{ToObject, tuple};

/// A string that the module keeps.
#[derive(Clone, Copy)]
struct Word(for<'py> fn(PyModule<'py>) -> Borrowed<'py>);

impl Word {
    const fn of<S: ModuleString>() -> Self {
        Word(S::get)
    }
}

impl ToObject for Word {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        Ok(self.0(module).to_owned())
    }
}

/// The bits of KeyUsage (RFC 5280 section 4.2.1.3), from bit 0 on.
const KEY_USAGE: [Word; 9] = [
    Word::of::<crate::DigitalSignature>(),
    Word::of::<crate::NonRepudiation>(),
    Word::of::<crate::KeyEncipherment>(),
    Word::of::<crate::DataEncipherment>(),
    Word::of::<crate::KeyAgreement>(),
    Word::of::<crate::KeyCertSign>(),
    Word::of::<crate::CrlSign>(),
    Word::of::<crate::EncipherOnly>(),
    Word::of::<crate::DecipherOnly>(),
];

/// The bits of ReasonFlags (RFC 5280 section 4.2.1.13), from bit 0 on.
const REASON_FLAGS: [Word; 9] = [
    Word::of::<crate::Unused>(),
    Word::of::<crate::KeyCompromise>(),
    Word::of::<crate::CaCompromise>(),
    Word::of::<crate::AffiliationChanged>(),
    Word::of::<crate::Superseded>(),
    Word::of::<crate::CessationOfOperation>(),
    Word::of::<crate::CertificateHold>(),
    Word::of::<crate::PrivilegeWithdrawn>(),
    Word::of::<crate::AaCompromise>(),
];

/// The numbers of CRLReason (RFC 5280 section 5.3.1), from 0 on. One is unused.
const REASONS: [Option<Word>; 11] = [
    Some(Word::of::<crate::Unspecified>()),
    Some(Word::of::<crate::KeyCompromise>()),
    Some(Word::of::<crate::CaCompromise>()),
    Some(Word::of::<crate::AffiliationChanged>()),
    Some(Word::of::<crate::Superseded>()),
    Some(Word::of::<crate::CessationOfOperation>()),
    Some(Word::of::<crate::CertificateHold>()),
    None,
    Some(Word::of::<crate::RemoveFromCrl>()),
    Some(Word::of::<crate::PrivilegeWithdrawn>()),
    Some(Word::of::<crate::AaCompromise>()),
];

/// The numbers of OCSPResponseStatus (RFC 6960 section 4.2.1), from 0 on. One is unused.
const RESPONSE_STATUS: [Option<Word>; 7] = [
    Some(Word::of::<crate::Successful>()),
    Some(Word::of::<crate::MalformedRequest>()),
    Some(Word::of::<crate::InternalError>()),
    Some(Word::of::<crate::TryLater>()),
    None,
    Some(Word::of::<crate::SigRequired>()),
    Some(Word::of::<crate::Unauthorized>()),
];

/// A tuple of the words of the bits that are set.
fn named_bits<'py>(
    module: PyModule<'py>,
    bits: &BitString<'_>,
    words: &[Word],
) -> PyResult<Bound<'py>> {
    let set = words.iter().enumerate().filter(|&(bit, _)| bits.bit(bit));
    tuple(module, set.map(|(_, word)| *word))
}

/// The word of a number, or the number if there is none for it.
fn named_number<'py>(
    module: PyModule<'py>,
    number: &Integer<'_>,
    words: &[Option<Word>],
) -> PyResult<Bound<'py>> {
    let index = number
        .to_u64()
        .and_then(|number| usize::try_from(number).ok());
    match index.and_then(|index| words.get(index).copied().flatten()) {
        Some(word) => word.to_object(module),
        None => number.to_object(module),
    }
}

impl ToObject for KeyUsage<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        named_bits(module, &self.0, &KEY_USAGE)
    }
}

impl ToObject for ReasonFlags<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        named_bits(module, &self.0, &REASON_FLAGS)
    }
}

/// A CRLReason.
pub struct Reason<'a>(pub Integer<'a>);

impl ToObject for Reason<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        named_number(module, &self.0, &REASONS)
    }
}

impl ToObject for OcspResponseStatus<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        named_number(module, &self.0, &RESPONSE_STATUS)
    }
}

/// Which alternative a CertStatus is (RFC 6960 section 4.2.1).
pub fn cert_status<'py>(module: PyModule<'py>, status: &CertStatus<'_>) -> PyResult<Bound<'py>> {
    let word = match status {
        CertStatus::Good => Word::of::<crate::Good>(),
        CertStatus::Revoked(_) => Word::of::<crate::Revoked>(),
        CertStatus::Unknown => Word::of::<crate::Unknown>(),
    };
    word.to_object(module)
}

/// Which alternative a GeneralName is (RFC 5280 section 4.2.1.6).
pub fn kind<'py>(module: PyModule<'py>, name: &GeneralName<'_>) -> PyResult<Bound<'py>> {
    let word = match name {
        GeneralName::OtherName { .. } => Word::of::<crate::KindOtherName>(),
        GeneralName::Rfc822Name(_) => Word::of::<crate::KindRfc822Name>(),
        GeneralName::DnsName(_) => Word::of::<crate::KindDnsName>(),
        GeneralName::X400Address(_) => Word::of::<crate::KindX400Address>(),
        GeneralName::DirectoryName(_) => Word::of::<crate::KindDirectoryName>(),
        GeneralName::EdiPartyName(_) => Word::of::<crate::KindEdiPartyName>(),
        GeneralName::UniformResourceIdentifier(_) => {
            Word::of::<crate::KindUniformResourceIdentifier>()
        }
        GeneralName::IpAddress(_) => Word::of::<crate::KindIpAddress>(),
        GeneralName::RegisteredId(_) => Word::of::<crate::KindRegisteredId>(),
    };
    word.to_object(module)
}
