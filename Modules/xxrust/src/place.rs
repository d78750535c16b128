//! The class `Place`: one without references, which Python code cannot make by itself.

use cpython_api::exceptions::{Exception, PyTypeError};
use cpython_api::slots::{Eq, Len};
use cpython_api::{Bound, PyClass, PyModule, PyRef, PyResult};
use cpython_api::{pyclass, pyfunction, pygetter, pymethod};

/// Two numbers.
pub struct Place {
    x: i64,
    y: i64,
}

pyclass! {
    /// Two numbers.
    class Place = "xxrust.Place";
    getters: [x, y],
    methods: [distance, panic_in_method],
    slots: [Eq, Len],
}

pyfunction! {
    /// Return the Place of two numbers.
    #[signature = "x, y, /"]
    pub fn place_at<'py>(module: PyModule<'py>, x: i64, y: i64) -> PyResult<Bound<'py>> {
        Place::create(module, Place { x, y })
    }
}

pygetter! {
    /// The first.
    fn x<'py>(this: PyRef<'py, Place>) -> PyResult<i64> {
        Ok(this.x)
    }
}

pygetter! {
    /// The second.
    fn y<'py>(this: PyRef<'py, Place>) -> PyResult<i64> {
        Ok(this.y)
    }
}

pymethod! {
    /// Return how far it is to another Place, along the axes.
    #[signature = "other, /"]
    fn distance<'py>(this: PyRef<'py, Place>, other: PyRef<'py, Place>) -> PyResult<i64> {
        Ok((this.x - other.x).abs() + (this.y - other.y).abs())
    }
}

pymethod! {
    /// Panic.
    #[signature = ""]
    fn panic_in_method<'py>(_this: PyRef<'py, Place>) -> PyResult<()> {
        panic!("in a method")
    }
}

impl Eq for Place {
    fn eq<'py>(this: PyRef<'py, Self>, other: PyRef<'py, Self>) -> PyResult<bool> {
        Ok((this.x, this.y) == (other.x, other.y))
    }
}

impl Len for Place {
    /// Shows what becomes of an error and of a panic.
    fn len(this: PyRef<'_, Self>) -> PyResult<usize> {
        match usize::try_from(this.x) {
            Ok(len) => Ok(len + usize::MAX / 2),
            Err(_) => Err(PyTypeError::raise(this.py(), "this Place has no len()")),
        }
    }
}
