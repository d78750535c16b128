//! Tuples of what is made of the elements of a SEQUENCE OF or SET OF, some of which may be refused.

use cpython_api::{Bound, IntoPyObject, PyTuple, Python};
use der::Reader;

use super::refusal::{Outcome, Refusal};

/// A tuple of what `make`, which reads one element, makes of each.
pub fn tuple_of<'py, 'a>(
    py: Python<'py>,
    mut elements: Reader<'a>,
    mut make: impl FnMut(&mut Reader<'a>) -> Outcome<Bound<'py>>,
) -> Outcome<PyTuple<'py>> {
    let mut len = 0;
    let mut counted = elements.clone();
    while !counted.is_at_end() {
        counted.read_element()?;
        len += 1;
    }
    let mut refused = false;
    let tuple = PyTuple::with_len(py, len, |_| {
        if !refused {
            match make(&mut elements) {
                Ok(object) => return Ok(object),
                Err(Refusal::Raised(error)) => return Err(error),
                Err(Refusal::Uncertain) => refused = true,
            }
        }
        // The tuple goes away, but until then it is complete.
        ().into_pyobject(py)
    })?;
    if refused {
        return Err(Refusal::Uncertain);
    }
    Ok(tuple)
}
