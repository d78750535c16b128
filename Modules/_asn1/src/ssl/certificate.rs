//! What SSLSocket.getpeercert says of a certificate.

use cpython_api::{Borrowed, ModuleString, PyDict, PyModule, PyResult, pyfunction};
use der::{Integer, Reader, Rules, Tag};
use x509::oid::{AUTHORITY_INFO_ACCESS, CRL_DISTRIBUTION_POINTS, SUBJECT_ALT_NAME};

use super::general_names::{Addresses, alternative_names, issuer_addresses, revocation_lists};
use super::refusal::{Outcome, Refusal};
use super::{names, serial_number, validity};
use crate::{
    CaIssuers, CrlDistributionPoints, Issuer, NotAfter, NotBefore, Ocsp, SerialNumber, Subject,
    SubjectAltName, Version,
};

/// OpenSSL rejects names that are longer: no certificate is worth a look whose names could be.
const LONGEST: usize = 1 << 20;

pyfunction! {
    /// Return what getpeercert() says of a certificate in DER, or None where OpenSSL has to be asked.
    #[signature = "der, /"]
    pub fn decode_certificate<'py>(module: PyModule<'py>, der: Borrowed<'py>) -> PyResult<Option<PyDict<'py>>> {
        let Some(der) = der.exact_bytes().filter(|der| der.len() < LONGEST) else {
            return Ok(None);
        };
        match decode(module, der) {
            Ok(certificate) => Ok(Some(certificate)),
            Err(Refusal::Uncertain) => Ok(None),
            Err(Refusal::Raised(error)) => Err(error),
        }
    }
}

/// OpenSSL has accepted the certificate. So what is not shown need not be looked at, and what is shown is looked at once.
fn decode<'py>(module: PyModule<'py>, der: &[u8]) -> Outcome<PyDict<'py>> {
    let py = module.py();
    let items = PyDict::new(py)?;
    let mut certificate = Reader::new(der, Rules::Lenient)
        .read_tagged(Tag::SEQUENCE)?
        .elements()?;
    let mut fields = certificate.read_tagged(Tag::SEQUENCE)?.elements()?;

    let version = fields.optional_context(0, Reader::read::<Integer>)?;
    let version = version.map_or(Some(0), |version| version.to_i64());
    let version = version
        .filter(|version| (0..=2).contains(version))
        .ok_or(Refusal::Uncertain)?;
    let serial_number: Integer<'_> = fields.read()?;
    fields.read_tagged(Tag::SEQUENCE)?; // signature
    let issuer = names::name(module, &mut fields)?;
    let mut times = fields.read_tagged(Tag::SEQUENCE)?.elements()?;
    let subject = names::name(module, &mut fields)?;
    fields.read_tagged(Tag::SEQUENCE)?; // subjectPublicKeyInfo

    // In _ssl's order.
    items.set_item(Subject::get(module), subject)?;
    items.set_item(Issuer::get(module), issuer)?;
    items.set_item(Version::get(module), version + 1)?;
    items.set_item(
        SerialNumber::get(module),
        serial_number::text(py, serial_number.bytes())?,
    )?;
    items.set_item(NotBefore::get(module), validity::text(py, &mut times)?)?;
    items.set_item(NotAfter::get(module), validity::text(py, &mut times)?)?;

    fields.read_optional_tagged(Tag::context_primitive(1))?; // issuerUniqueID
    fields.read_optional_tagged(Tag::context_primitive(2))?; // subjectUniqueID
    if let Some(explicit) = fields.read_optional_tagged(Tag::context(3))? {
        let extensions = explicit
            .elements()?
            .read_tagged(Tag::SEQUENCE)?
            .elements()?;
        add_extensions(module, &items, extensions)?;
    }
    Ok(items)
}

fn add_extensions(
    module: PyModule<'_>,
    items: &PyDict<'_>,
    mut extensions: Reader<'_>,
) -> Outcome<()> {
    const SHOWN: [&[u8]; 3] = [
        SUBJECT_ALT_NAME,
        AUTHORITY_INFO_ACCESS,
        CRL_DISTRIBUTION_POINTS,
    ];
    let mut values = [const { None }; SHOWN.len()];
    while !extensions.is_at_end() {
        let mut fields = extensions.read_tagged(Tag::SEQUENCE)?.elements()?;
        let identifier = fields.read_tagged(Tag::OBJECT_IDENTIFIER)?.content();
        if let Some(index) = SHOWN.iter().position(|shown| *shown == identifier) {
            fields.read_optional_tagged(Tag::BOOLEAN)?;
            let value = fields.read_tagged(Tag::OCTET_STRING)?.nested()?;
            if values[index].replace(value).is_some() {
                // Of several OpenSSL takes none.
                return Err(Refusal::Uncertain);
            }
        }
    }
    let [alternative, access, points] = values;
    if let Some(value) = alternative {
        items.set_item(
            SubjectAltName::get(module),
            alternative_names(module, value)?,
        )?;
    }
    if let Some(value) = access {
        let [ocsp, ca_issuers] = issuer_addresses(module, value)?;
        add_if_any(items, Ocsp::get(module), ocsp)?;
        add_if_any(items, CaIssuers::get(module), ca_issuers)?;
    }
    if let Some(value) = points {
        add_if_any(
            items,
            CrlDistributionPoints::get(module),
            revocation_lists(module, value)?,
        )?;
    }
    Ok(())
}

fn add_if_any<'py>(
    items: &PyDict<'py>,
    key: Borrowed<'py>,
    addresses: Addresses<'_>,
) -> PyResult<()> {
    match addresses.into_tuple(key.py())? {
        Some(addresses) => items.set_item(key, addresses),
        None => Ok(()),
    }
}
