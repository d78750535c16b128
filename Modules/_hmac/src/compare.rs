//! Comparison that does not tell by its time what it compares.

use cpython_api::exceptions::{Exception, PyBufferError, PyTypeError};
use cpython_api::{Borrowed, BytesLike, PyResult, Python, pyfunction};
use digests::constant_time;

pyfunction! {
    /// Whether a and b are equal: two str of ASCII characters, or two bytes-like objects of one dimension.
    ///
    /// The time depends on the length of b and on the types, and not on what is compared. So this is for secrets: a caller
    /// who can measure the time does not learn how much of a guess was right. Of different lengths it may be seen that they
    /// are.
    #[signature = "a, b, /"]
    pub fn compare_digest<'py>(
        py: Python<'py>,
        a: Borrowed<'py>,
        b: Borrowed<'py>,
    ) -> PyResult<bool> {
        // The common case, without what others take
        if let (Some(a), Some(b)) = (a.exact_bytes(), b.exact_bytes()) {
            return Ok(equal_slices(a, b));
        }
        if a.is_str() && b.is_str() {
            return match (a.ascii_str(), b.ascii_str()) {
                (Some(a), Some(b)) => Ok(equal_slices(a, b)),
                _ => {
                    let message = "comparing strings with non-ASCII characters is not supported";
                    Err(PyTypeError::raise(py, message))
                }
            };
        }
        if !a.supports_buffer() && !b.supports_buffer() {
            let message = [
                c"unsupported operand types(s) or combination of types: '",
                c"' and '",
                c"'",
            ];
            return Err(PyTypeError::raise_with_type_names([a, b], message));
        }
        let a = one_dimension(a)?;
        let b = one_dimension(b)?;
        let equal = equal(&a, &b);
        // Exporters see the order in which their memory is given back.
        drop(a);
        drop(b);
        Ok(equal)
    }
}

#[inline(always)]
fn one_dimension(object: Borrowed<'_>) -> PyResult<BytesLike<'_>> {
    let data = BytesLike::get(object)?;
    match &data {
        BytesLike::Buffer(buffer) if buffer.ndim() > 1 => {
            let message = "Buffer must be single dimension";
            Err(PyBufferError::raise(object.py(), message))
        }
        _ => Ok(data),
    }
}

/// Whether both are equal, in the time that b takes: if it is not as long as a, it is compared with itself.
#[inline(always)]
fn equal_slices(a: &[u8], b: &[u8]) -> bool {
    let as_long = a.len() == b.len();
    let left = if as_long { a } else { b };
    constant_time::equal(left, b) & as_long
}

/// As [`equal_slices`].
#[inline(always)]
fn equal(a: &BytesLike<'_>, b: &BytesLike<'_>) -> bool {
    let as_long = a.len() == b.len();
    let left = if as_long { a } else { b };
    let mut equal = as_long;
    left.pieces().for_each_pair(&b.pieces(), |left, right| {
        equal &= constant_time::equal(left, right);
    });
    equal
}
