//! The classes `Left` and `Right`: they do nothing, and have nothing that tells one from the other but which class it is.

use cpython_api::{Bound, IntoPyObject, PyRef, PyResult, Python, pyclass, pyfunction, pynew};

/// Nothing.
pub struct Left {}

/// Nothing either.
pub struct Right {}

pyclass! {
    /// One side.
    class Left = "xxrust.Left";
    constructor: new_left,
}

pyclass! {
    /// The other side.
    class Right = "xxrust.Right";
    constructor: new_right,
}

pynew! {
    #[signature = ""]
    fn new_left<'py>(_py: Python<'py>) -> PyResult<Left> {
        Ok(Left {})
    }
}

pynew! {
    #[signature = ""]
    fn new_right<'py>(_py: Python<'py>) -> PyResult<Right> {
        Ok(Right {})
    }
}

pyfunction! {
    /// Return side, a Left.
    #[signature = "side, /"]
    pub fn left<'py>(py: Python<'py>, side: PyRef<'py, Left>) -> PyResult<Bound<'py>> {
        side.into_pyobject(py)
    }
}

pyfunction! {
    /// Return side, a Right.
    #[signature = "side, /"]
    pub fn right<'py>(py: Python<'py>, side: PyRef<'py, Right>) -> PyResult<Bound<'py>> {
        side.into_pyobject(py)
    }
}
