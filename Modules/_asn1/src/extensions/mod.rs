//! Extensions (RFC 5280 sections 4.2 and 5.2, RFC 6960 section 4.4).

mod constraints;
mod distribution;
mod keys;
mod policies;
mod timestamps;

use cpython_api::{Borrowed, Bound, IfGiven, IntoPyObject, PyModule, PyResult};
use x509::{AccessDescription, Extension, ExtensionValue, Extensions, ServiceLocator};

use crate::convert::{ToObject, record, tuple};
use crate::words::Reason;
use crate::{errors, identifiers};

/// The tuple of all of them, each with its value.
impl ToObject for Extensions<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        tuple(module, self.iter())
    }
}

/// The first one with an identifier, or the default.
pub fn find<'py>(
    module: PyModule<'py>,
    extensions: &Extensions<'_>,
    oid: Borrowed<'py>,
    default: IfGiven<Borrowed<'py>>,
) -> PyResult<Bound<'py>> {
    let wanted = if oid.is_str() { oid.ascii_str() } else { None };
    let found = wanted.and_then(|wanted| {
        extensions
            .iter()
            .find(|extension| identifiers::is_text_of(wanted, extension.oid))
    });
    match found {
        Some(extension) => extension.to_object(module),
        None => default.0.into_pyobject(module.py()),
    }
}

/// The value of the only one with an identifier; None if there is none, or more than one.
pub fn value_of_only<'py>(
    module: PyModule<'py>,
    extensions: &Extensions<'_>,
    oid: &[u8],
) -> PyResult<Bound<'py>> {
    let mut found = extensions
        .iter()
        .filter(|extension| extension.oid.bytes() == oid);
    match (found.next(), found.next()) {
        (Some(only), None) => {
            let value = only.parse().map_err(|error| errors::raise(module, error))?;
            value.to_object(module)
        }
        _ => ().into_pyobject(module.py()),
    }
}

/// The value is parsed now: what is wrong with it is raised.
impl ToObject for Extension<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let value = self.parse().map_err(|error| errors::raise(module, error))?;
        let encoded_value = self.value.to_object(module)?;
        let value = match value {
            ExtensionValue::Unknown(_) => encoded_value.clone(),
            value => value.to_object(module)?,
        };
        let oid = self.oid.to_object(module)?;
        let critical = self.critical.to_object(module)?;
        record::<crate::Extension, 4>(module, [oid, critical, value, encoded_value])
    }
}

impl ToObject for ExtensionValue<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        use ExtensionValue as Value;
        match self {
            Value::AuthorityKeyIdentifier(identifier) => identifier.to_object(module),
            Value::SubjectKeyIdentifier(bytes)
            | Value::OcspNonce(bytes)
            | Value::Unknown(bytes) => bytes.to_object(module),
            Value::KeyUsage(usage) => usage.to_object(module),
            Value::PrivateKeyUsagePeriod(period) => period.to_object(module),
            Value::CertificatePolicies(policies) => policies.to_object(module),
            Value::PolicyMappings(mappings) => mappings.to_object(module),
            Value::SubjectAltName(names)
            | Value::IssuerAltName(names)
            | Value::CertificateIssuer(names) => names.to_object(module),
            Value::BasicConstraints(constraints) => constraints.to_object(module),
            Value::NameConstraints(constraints) => constraints.to_object(module),
            Value::PolicyConstraints(constraints) => constraints.to_object(module),
            Value::ExtendedKeyUsage(oids) | Value::OcspAcceptableResponses(oids) => {
                oids.to_object(module)
            }
            Value::CrlDistributionPoints(points) | Value::FreshestCrl(points) => {
                points.to_object(module)
            }
            Value::AuthorityInfoAccess(descriptions) | Value::SubjectInfoAccess(descriptions) => {
                descriptions.to_object(module)
            }
            Value::TlsFeature(numbers) => numbers.to_object(module),
            Value::SignedCertificateTimestamps(timestamps) => tuple(module, timestamps.iter()),
            Value::PrecertificatePoison | Value::OcspNoCheck => ().into_pyobject(module.py()),
            Value::InhibitAnyPolicy(number)
            | Value::CrlNumber(number)
            | Value::DeltaCrlIndicator(number) => number.to_object(module),
            Value::IssuingDistributionPoint(point) => point.to_object(module),
            Value::ReasonCode(reason) => Reason(*reason).to_object(module),
            Value::InvalidityDate(time) | Value::OcspArchiveCutoff(time) => time.to_object(module),
            Value::OcspServiceLocator(locator) => locator.to_object(module),
        }
    }
}

impl ToObject for AccessDescription<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let method = self.access_method.to_object(module)?;
        let location = self.access_location.to_object(module)?;
        record::<crate::AccessDescription, 2>(module, [method, location])
    }
}

impl ToObject for ServiceLocator<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let issuer = self.issuer.to_object(module)?;
        let locator = self.locator.to_object(module)?;
        record::<crate::ServiceLocator, 2>(module, [issuer, locator])
    }
}
