//! Algorithms and public keys (RFC 5280 sections 4.1.1.2 and 4.1.2.7).

use cpython_api::{Bound, PyModule, PyResult};
use x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

use crate::convert::{Bits, ToObject, record};

impl ToObject for AlgorithmIdentifier<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let oid = self.oid.to_object(module)?;
        let parameters = self.parameters.to_object(module)?;
        record::<crate::AlgorithmIdentifier, 2>(module, [oid, parameters])
    }
}

impl ToObject for SubjectPublicKeyInfo<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        public_key_info(module, self, self.encoded.to_object(module)?)
    }
}

/// A PublicKeyInfo with an encoding that is an object already.
pub fn public_key_info<'py>(
    module: PyModule<'py>,
    key: &SubjectPublicKeyInfo<'_>,
    encoded: Bound<'py>,
) -> PyResult<Bound<'py>> {
    let algorithm = key.algorithm.to_object(module)?;
    let public_key = Bits(key.subject_public_key).to_object(module)?;
    record::<crate::PublicKeyInfo, 3>(module, [algorithm, public_key, encoded])
}
