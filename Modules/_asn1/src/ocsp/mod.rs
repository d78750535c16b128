//! OCSP messages (RFC 6960 section 4).

mod request;
mod response;

use cpython_api::{Bound, IntoPyObject, PyBytes, PyErr, PyModule, PyResult, PyTuple};
use der::Rules;
use x509::{CertId, Certificate, SequenceOf};

pub use self::request::{OCSPRequest, load_ocsp_request};
pub use self::response::{OCSPResponse, load_ocsp_response};
use crate::certificate;
use crate::convert::{ToObject, objects, record};
use crate::loading::{Failure, Place};

impl ToObject for CertId<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let fields = [
            self.hash_algorithm.to_object(module)?,
            self.issuer_name_hash.to_object(module)?,
            self.issuer_key_hash.to_object(module)?,
            self.serial_number.to_object(module)?,
        ];
        record::<crate::CertID, 4>(module, fields)
    }
}

/// The certificates that come with a signature, none if there is no list of them.
struct Certificates<'o, 'a> {
    list: Option<&'o SequenceOf<'a, Certificate<'a>>>,
    rules: Rules,
}

impl ToObject for Certificates<'_, '_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let Some(list) = self.list else {
            return [].into_pyobject(module.py());
        };
        let certificates = list.iter().map(|certificate| Loadable {
            encoded: certificate.encoded,
            rules: self.rules,
        });
        PyTuple::new(module.py(), objects(module, certificates)).map(PyTuple::into_bound)
    }
}

/// A certificate with bytes of its own, so that it does not keep those around it.
struct Loadable<'a> {
    encoded: &'a [u8],
    rules: Rules,
}

impl ToObject for Loadable<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let bytes = PyBytes::new(module.py(), self.encoded)?;
        let loaded = certificate::load(module, &bytes, Place::whole(self.rules));
        let (object, _) = loaded.map_err(|failure: Failure| -> PyErr { failure.raise(module) })?;
        Ok(object)
    }
}
