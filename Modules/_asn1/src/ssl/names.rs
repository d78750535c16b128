//! Distinguished names: a tuple of relative ones, each a tuple of attributes, each a tuple of type and value.

use cpython_api::{Bound, IntoPyObject, PyModule, PyTuple};
use x509::{AttributeTypeAndValue, Name};

use super::objects;
use super::refusal::Outcome;
use super::strings::attribute_value;
use super::tuples::tuple_of;

/// A name.
pub fn name<'py>(module: PyModule<'py>, name: &Name<'_>) -> Outcome<PyTuple<'py>> {
    let py = module.py();
    // A relative one without attributes leaves no trace.
    let rdns = name.rdns().filter(|rdn| rdn.attributes().next().is_some());
    tuple_of(py, rdns, |rdn| {
        let mut attributes = rdn.attributes();
        let first = attributes.next();
        match (first, attributes.next()) {
            // Nearly always.
            (Some(only), None) => Ok([attribute(module, only)?].into_pyobject(py)?),
            _ => {
                let all = tuple_of(py, rdn.attributes(), |one| attribute(module, one))?;
                Ok(all.into_bound())
            }
        }
    })
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
