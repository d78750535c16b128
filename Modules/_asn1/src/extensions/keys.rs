//! Which keys, and from when to when (RFC 5280 section 4.2.1.1, RFC 3280 section 4.2.1.4).

use cpython_api::{Bound, PyModule, PyResult};
use x509::{AuthorityKeyIdentifier, PrivateKeyUsagePeriod};

use crate::convert::{ToObject, record};

impl ToObject for AuthorityKeyIdentifier<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let key_identifier = self.key_identifier.to_object(module)?;
        let issuer = self.authority_cert_issuer.to_object(module)?;
        let serial_number = self.authority_cert_serial_number.to_object(module)?;
        let fields = [key_identifier, issuer, serial_number];
        record::<crate::AuthorityKeyIdentifier, 3>(module, fields)
    }
}

impl ToObject for PrivateKeyUsagePeriod<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let not_before = self.not_before.to_object(module)?;
        let not_after = self.not_after.to_object(module)?;
        record::<crate::PrivateKeyUsagePeriod, 2>(module, [not_before, not_after])
    }
}
