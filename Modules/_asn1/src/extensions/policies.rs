//! Under which policies a certificate was issued (RFC 5280 sections 4.2.1.4 and 4.2.1.5).

use cpython_api::{Bound, IntoPyObject, PyModule, PyResult, PyTuple};
use x509::{PolicyInformation, PolicyMapping, PolicyQualifier, Qualifier, UserNotice};

use crate::convert::{Ia5, ToObject, record};

impl ToObject for PolicyInformation<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let oid = self.policy_identifier.to_object(module)?;
        let qualifiers = match &self.policy_qualifiers {
            Some(qualifiers) => qualifiers.to_object(module)?,
            None => empty(module)?,
        };
        record::<crate::PolicyInformation, 2>(module, [oid, qualifiers])
    }
}

fn empty(module: PyModule<'_>) -> PyResult<Bound<'_>> {
    [].into_pyobject(module.py())
}

impl ToObject for PolicyQualifier<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let oid = self.policy_qualifier_id.to_object(module)?;
        let value = match &self.qualifier {
            Qualifier::CpsUri(uri) => Ia5(uri).to_object(module)?,
            Qualifier::UserNotice(notice) => notice.to_object(module)?,
            Qualifier::Other(encoded) => encoded.to_object(module)?,
        };
        record::<crate::PolicyQualifier, 2>(module, [oid, value])
    }
}

impl ToObject for UserNotice<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let (organization, notice_numbers) = match &self.notice_ref {
            Some(reference) => (
                reference.organization.to_object(module)?,
                reference.notice_numbers.to_object(module)?,
            ),
            None => (().into_pyobject(module.py())?, empty(module)?),
        };
        let explicit_text = self.explicit_text.to_object(module)?;
        record::<crate::UserNotice, 3>(module, [organization, notice_numbers, explicit_text])
    }
}

impl ToObject for PolicyMapping<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let issuer_domain_policy = self.issuer_domain_policy.to_object(module)?;
        let subject_domain_policy = self.subject_domain_policy.to_object(module)?;
        record::<crate::PolicyMapping, 2>(module, [issuer_domain_policy, subject_domain_policy])
    }
}
