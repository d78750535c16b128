//! When logs have seen a certificate (RFC 6962 section 3.2).

use cpython_api::{Bound, PyInt, PyModule, PyResult};
use x509::SignedCertificateTimestamp;

use crate::convert::{ToObject, record};

impl ToObject for SignedCertificateTimestamp<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let fields = [
            self.log_id[..].to_object(module)?,
            self.timestamp.to_object(module)?,
            self.extensions.to_object(module)?,
            self.hash_algorithm.to_object(module)?,
            self.signature_algorithm.to_object(module)?,
            self.signature.to_object(module)?,
        ];
        record::<crate::SignedCertificateTimestamp, 6>(module, fields)
    }
}

/// Milliseconds, of which there can be more than 2**63.
impl ToObject for u64 {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        match usize::try_from(*self) {
            Ok(number) => number.to_object(module),
            Err(_) => {
                let mut bytes = [0; 9];
                bytes[1..].copy_from_slice(&self.to_be_bytes());
                PyInt::from_signed_be_bytes(module.py(), &bytes).map(PyInt::into_bound)
            }
        }
    }
}
