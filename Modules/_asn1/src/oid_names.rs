//! The names of object identifiers.

use cpython_api::exceptions::{Exception, PyTypeError};
use cpython_api::{Borrowed, PyModule, PyResult, PyString, pyfunction};
use der::Writer;
use x509::oid;

/// More bytes than an identifier takes that has a name.
const LONG: usize = 32;

pyfunction! {
    /// Return the name of a dotted object identifier, or None if it is not known here.
    #[signature = "oid, /"]
    pub fn oid_name<'py>(module: PyModule<'py>, oid: Borrowed<'py>) -> PyResult<Option<&'static str>> {
        if !oid.is_str() {
            return Err(PyTypeError::raise_with(module.py(), || {
                let class = oid.class_name()?.into_str()?;
                PyString::new(module.py(), "oid_name() argument must be str, not ")?
                    .then_string(module.py(), &class)
            }));
        }
        Ok(oid.ascii_str().and_then(name))
    }
}

fn name(dotted: &[u8]) -> Option<&'static str> {
    let dotted = std::str::from_utf8(dotted).ok()?;
    let mut buffer = [0; LONG];
    let mut writer = Writer::new(&mut buffer);
    writer.write_object_identifier(dotted).ok()?;
    let encoded = writer.finish().ok()?;
    // Behind a tag and a length below 128.
    oid::name(encoded.get(2..)?)
}
