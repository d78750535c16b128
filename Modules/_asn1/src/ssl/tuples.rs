//! Tuples of what may be refused while they are made.

use cpython_api::{Bound, IntoPyObject, PyTuple, Python};

use super::refusal::{Outcome, Refusal};

/// A tuple of what `make` makes of each item.
pub fn tuple_of<'py, I: Iterator + Clone>(
    py: Python<'py>,
    mut items: I,
    mut make: impl FnMut(I::Item) -> Outcome<Bound<'py>>,
) -> Outcome<PyTuple<'py>> {
    let len = items.clone().count();
    let mut refused = false;
    let tuple = PyTuple::with_len(py, len, |_| {
        let item = items.next().filter(|_| !refused);
        match item.map(&mut make) {
            Some(Ok(object)) => return Ok(object),
            Some(Err(Refusal::Raised(error))) => return Err(error),
            Some(Err(Refusal::Uncertain)) | None => refused = true,
        }
        // The tuple goes away, but until then it is complete.
        ().into_pyobject(py)
    })?;
    if refused {
        return Err(Refusal::Uncertain);
    }
    Ok(tuple)
}
