//! What SSLSocket.getpeercert says of a certificate.

use cpython_api::{Borrowed, ModuleString, PyDict, PyModule, PyResult, pyfunction};
use der::Rules;
use x509::{Certificate, Extension, ExtensionValue};

use super::general_names::{Addresses, alternative_names, issuer_addresses, revocation_lists};
use super::refusal::{Outcome, Refusal};
use super::{names, serial_number, time};
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

fn decode<'py>(module: PyModule<'py>, der: &[u8]) -> Outcome<PyDict<'py>> {
    let py = module.py();
    let certificate = Certificate::from_der(der, Rules::Lenient)?.tbs_certificate;
    if !(1..=3).contains(&certificate.version) {
        return Err(Refusal::Uncertain);
    }
    let items = PyDict::new(py)?;
    items.set_item(
        Subject::get(module),
        names::name(module, &certificate.subject)?,
    )?;
    items.set_item(
        Issuer::get(module),
        names::name(module, &certificate.issuer)?,
    )?;
    items.set_item(Version::get(module), certificate.version)?;
    items.set_item(
        SerialNumber::get(module),
        serial_number::text(py, certificate.serial_number.bytes())?,
    )?;
    items.set_item(
        NotBefore::get(module),
        time::text(py, &certificate.validity.not_before)?,
    )?;
    items.set_item(
        NotAfter::get(module),
        time::text(py, &certificate.validity.not_after)?,
    )?;

    let extensions = &certificate.extensions;
    if let Some(ExtensionValue::SubjectAltName(names)) =
        only(extensions.iter(), x509::oid::SUBJECT_ALT_NAME)?
    {
        items.set_item(
            SubjectAltName::get(module),
            alternative_names(module, &names)?,
        )?;
    }
    if let Some(ExtensionValue::AuthorityInfoAccess(descriptions)) =
        only(extensions.iter(), x509::oid::AUTHORITY_INFO_ACCESS)?
    {
        let [ocsp, ca_issuers] = issuer_addresses(module, &descriptions)?;
        for (key, addresses) in [
            (Ocsp::get(module), ocsp),
            (CaIssuers::get(module), ca_issuers),
        ] {
            set_if_any(&items, key, addresses)?;
        }
    }
    if let Some(ExtensionValue::CrlDistributionPoints(points)) =
        only(extensions.iter(), x509::oid::CRL_DISTRIBUTION_POINTS)?
    {
        set_if_any(
            &items,
            CrlDistributionPoints::get(module),
            revocation_lists(module, &points)?,
        )?;
    }
    Ok(items)
}

fn set_if_any<'py>(
    items: &PyDict<'py>,
    key: Borrowed<'py>,
    addresses: Addresses<'_>,
) -> Outcome<()> {
    if let Some(addresses) = addresses.into_tuple(key.py())? {
        items.set_item(key, addresses)?;
    }
    Ok(())
}

/// The value of the extension with this identifier, if there is one.
fn only<'a>(
    extensions: impl Iterator<Item = Extension<'a>>,
    oid: &[u8],
) -> Outcome<Option<ExtensionValue<'a>>> {
    let mut found = extensions.filter(|extension| extension.oid.bytes() == oid);
    let Some(extension) = found.next() else {
        return Ok(None);
    };
    if found.next().is_some() {
        // OpenSSL takes neither.
        return Err(Refusal::Uncertain);
    }
    Ok(Some(extension.parse()?))
}
