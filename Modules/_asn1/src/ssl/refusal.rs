//! How a part of the work ends that is not done to its end.

use cpython_api::PyErr;

/// Why there is no result.
pub enum Refusal {
    /// OpenSSL may see it differently, or differently from version to version: it has to be asked.
    Uncertain,
    /// Python raised something.
    Raised(PyErr),
}

/// What functions return that may refuse.
pub type Outcome<T> = Result<T, Refusal>;

impl From<der::Error> for Refusal {
    fn from(_: der::Error) -> Self {
        Refusal::Uncertain
    }
}

impl From<PyErr> for Refusal {
    fn from(error: PyErr) -> Self {
        Refusal::Raised(error)
    }
}
