//! Under which policies a certificate was issued (RFC 5280 sections 4.2.1.4 and 4.2.1.5).

use cpython_api::{Bound, PyModule, PyResult};
use x509::{PolicyInformation, PolicyMapping, PolicyQualifier, Qualifier, UserNotice};

use crate::convert::{Ia5, OrEmpty, ToObject, record};

impl ToObject for PolicyInformation<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let oid = self.policy_identifier.to_object(module)?;
        let qualifiers = OrEmpty(self.policy_qualifiers.as_ref()).to_object(module)?;
        record::<crate::PolicyInformation, 2>(module, [oid, qualifiers])
    }
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
        let reference = self.notice_ref.as_ref();
        let organization = reference
            .map(|reference| &reference.organization)
            .to_object(module)?;
        let numbers = reference.map(|reference| &reference.notice_numbers);
        let notice_numbers = OrEmpty(numbers).to_object(module)?;
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
