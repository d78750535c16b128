//! An iterator that need not have as many elements as it says, and says something else when it is asked again: safe code may
//! write one, so the safe layer must not rely on what it says.

use std::ops::Range;

use cpython_api::{Borrowed, Bound, IntoPyObject, Mutex, PyResult, PyTuple, Python, pyfunction};

struct Claim<'py> {
    indices: Range<usize>,
    function: Borrowed<'py>,
    /// What is said next time, and from then on.
    said: Mutex<[usize; 2]>,
}

impl<'py> Iterator for Claim<'py> {
    type Item = PyResult<Bound<'py>>;

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.indices.next()?.into_pyobject(self.function.py());
        Some(index.and_then(|index| self.function.call(&[index.as_borrowed()])))
    }
}

impl ExactSizeIterator for Claim<'_> {
    fn len(&self) -> usize {
        self.said.with(self.function.py(), |[first, then]| {
            std::mem::replace(first, *then)
        })
    }
}

pyfunction! {
    /// Return a tuple, or an instance of cls as record() does, of what an iterator yields that has function(0) to
    /// function(size - 1), but says that these are `first`, and when it is asked again, `then`.
    #[signature = "size, function, first, then, cls=None, /"]
    pub fn claimed<'py>(
        py: Python<'py>,
        size: usize,
        function: Borrowed<'py>,
        first: usize,
        then: usize,
        cls: Option<Borrowed<'py>>,
    ) -> PyResult<PyTuple<'py>> {
        let elements = Claim { indices: 0..size, function, said: Mutex::new([first, then]) };
        match cls {
            Some(class) => PyTuple::record(class, elements),
            None => PyTuple::new(py, elements),
        }
    }
}
