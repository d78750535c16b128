//! What keys lie in (RFC 5958, RFC 5280 section 4.1.2.7).

use cpython_api::{Borrowed, Bound, PyBytes, PyModule, PyResult, pyfunction};
use x509::{Attribute, PrivateKeyInfo, SubjectPublicKeyInfo, Value};

use crate::algorithms;
use crate::convert::{Bits, OrEmpty, ToObject, record};
use crate::loading::{self, Loaded, Place};
use crate::structure::part;

fn private_key_info<'py>(module: PyModule<'py>, bytes: &PyBytes<'py>, place: Place) -> Loaded<'py> {
    let key: PrivateKeyInfo<'_> = place.read(module.py(), bytes.as_bytes())?;
    let fields = [
        key.version.to_object(module)?,
        key.private_key_algorithm.to_object(module)?,
        key.private_key.to_object(module)?,
        OrEmpty(key.attributes.as_ref()).to_object(module)?,
        key.public_key.map(Bits).to_object(module)?,
        part(module.py(), bytes.clone().into_bound(), key.encoded)?,
    ];
    let object = record::<crate::PrivateKeyInfo, 6>(module, fields)?;
    Ok((object, key.encoded.len()))
}

fn public_key_info<'py>(module: PyModule<'py>, bytes: &PyBytes<'py>, place: Place) -> Loaded<'py> {
    let key: SubjectPublicKeyInfo<'_> = place.read(module.py(), bytes.as_bytes())?;
    let encoded = part(module.py(), bytes.clone().into_bound(), key.encoded)?;
    Ok((
        algorithms::public_key_info(module, &key, encoded)?,
        key.encoded.len(),
    ))
}

impl ToObject for Attribute<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let oid = self.oid.to_object(module)?;
        let values = self.values.to_object(module)?;
        record::<crate::Attribute, 2>(module, [oid, values])
    }
}

impl ToObject for Value<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        self.0.to_object(module)
    }
}

pyfunction! {
    /// Return the PrivateKeyInfo in DER or PEM: the outer structure of PKCS #8.
    #[signature = "data, /, *, strict=True"]
    pub fn load_private_key_info<'py>(
        module: PyModule<'py>,
        data: Borrowed<'py>,
        strict: bool,
    ) -> PyResult<Bound<'py>> {
        loading::load_one(module, data, strict, &["PRIVATE KEY"], private_key_info)
    }
}

pyfunction! {
    /// Return the PublicKeyInfo in DER or PEM.
    #[signature = "data, /, *, strict=True"]
    pub fn load_public_key_info<'py>(
        module: PyModule<'py>,
        data: Borrowed<'py>,
        strict: bool,
    ) -> PyResult<Bound<'py>> {
        loading::load_one(module, data, strict, &["PUBLIC KEY"], public_key_info)
    }
}
