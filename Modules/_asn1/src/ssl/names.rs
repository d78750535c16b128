//! Distinguished names (RFC 5280 section 4.1.2.4): a tuple of relative ones, each a tuple of attributes, each a tuple of type
//! and value.

use cpython_api::{Bound, IntoPyObject, PyModule, PyTuple};
use der::{Reader, Tag};
use x509::{AttributeTypeAndValue, Decode};

use super::objects;
use super::refusal::Outcome;
use super::strings::attribute_value;
use super::tuples::tuple_of;

/// Reads a name.
pub fn name<'py>(module: PyModule<'py>, reader: &mut Reader<'_>) -> Outcome<PyTuple<'py>> {
    let rdns = reader.read_tagged(Tag::SEQUENCE)?.elements()?;
    tuple_of(module.py(), rdns, |reader| relative_name(module, reader))
}

/// Reads a relative name. One without attributes, of which _ssl shows nothing, is refused.
fn relative_name<'py>(module: PyModule<'py>, reader: &mut Reader<'_>) -> Outcome<Bound<'py>> {
    let py = module.py();
    let attributes = reader.read_tagged(Tag::SET)?.elements()?;
    let mut rest = attributes.clone();
    let first = attribute(module, AttributeTypeAndValue::decode(&mut rest)?)?;
    if rest.is_at_end() {
        return Ok([first].into_pyobject(py)?);
    }
    let all = tuple_of(py, attributes, |reader| {
        attribute(module, AttributeTypeAndValue::decode(reader)?)
    })?;
    Ok(all.into_bound())
}

/// An attribute of a name.
pub fn attribute<'py>(
    module: PyModule<'py>,
    attribute: AttributeTypeAndValue<'_>,
) -> Outcome<Bound<'py>> {
    let kind = objects::name(module, attribute.oid)?;
    let value = attribute_value(module.py(), &attribute.value)?;
    Ok([kind, value].into_pyobject(module.py())?)
}
