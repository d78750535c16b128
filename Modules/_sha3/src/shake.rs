//! How long a digest can be.

#[cfg(not(Py_3_15))]
use cpython_api::UnsignedLong;
#[cfg(Py_3_15)]
use cpython_api::exceptions::PyOverflowError;
use cpython_api::exceptions::{Exception, PyValueError};
use cpython_api::{Argument, FromArgument, PyResult, Python};

/// The first length that is refused.
const TOO_LONG: usize = 1 << 29;

/// How many bytes of digest somebody wants.
pub struct Length(usize);

impl<'py> FromArgument<'py> for Length {
    #[cfg(Py_3_15)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        let length: isize = argument.extract()?;
        match usize::try_from(length) {
            Ok(length) => Ok(Length(length)),
            Err(_) => Err(PyValueError::raise(
                argument.py(),
                "length cannot be negative",
            )),
        }
    }

    #[cfg(not(Py_3_15))]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        let UnsignedLong(length) = argument.extract()?;
        // What does not fit is too long as well.
        Ok(Length(usize::try_from(length).unwrap_or(usize::MAX)))
    }
}

impl Length {
    /// The length, if it is not too long.
    #[cfg(Py_3_15)]
    pub fn check(self, py: Python<'_>) -> PyResult<usize> {
        match self.0 {
            TOO_LONG.. => Err(PyOverflowError::raise(py, "digest length is too large")),
            length => Ok(length),
        }
    }

    /// The length, if it is not too long.
    #[cfg(not(Py_3_15))]
    pub fn check(self, py: Python<'_>) -> PyResult<usize> {
        match self.0 {
            TOO_LONG.. => Err(PyValueError::raise(py, "length is too large")),
            length => Ok(length),
        }
    }
}
