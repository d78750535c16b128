//! What hash functions take as data. The errors are those of CPython's Modules/hashlib.h.

#[cfg(Py_3_15)]
use cpython_api::exceptions::PyDeprecationWarning;
use cpython_api::exceptions::{Exception, PyBufferError, PyTypeError};
#[cfg(Py_3_15)]
use cpython_api::warn_as_c;
use cpython_api::{Argument, Borrowed, BytesLike, PyResult};

/// The bytes of a bytes-like object of one dimension.
///
/// # Errors
/// TypeError, BufferError, and what the object raises.
#[inline(always)]
pub fn hash_data(object: Borrowed<'_>) -> PyResult<BytesLike<'_>> {
    match object.exact_bytes() {
        Some(bytes) => Ok(BytesLike::Immutable(bytes)),
        None => data_of_other(object),
    }
}

fn data_of_other(object: Borrowed<'_>) -> PyResult<BytesLike<'_>> {
    let py = object.py();
    if object.is_str() {
        let message = "Strings must be encoded before hashing";
        return Err(PyTypeError::raise(py, message));
    }
    if !object.supports_buffer() {
        let message = "object supporting the buffer API required";
        return Err(PyTypeError::raise(py, message));
    }
    let data = BytesLike::get(object)?;
    if let BytesLike::Buffer(buffer) = &data {
        if buffer.ndim() > 1 {
            let message = "Buffer must be single dimension";
            return Err(PyBufferError::raise(py, message));
        }
    }
    Ok(data)
}

/// What a constructor is called with: `data`, or `string` as the same parameter was called before.
///
/// # Errors
/// TypeError for both; DeprecationWarning, from 3.15 on, for `string`, where a filter makes an exception of it.
pub fn data_or_string<'py>(
    data: Argument<'py>,
    string: Argument<'py>,
) -> PyResult<Option<Borrowed<'py>>> {
    match (data.given(), string.given()) {
        (data, None) => Ok(data),
        (None, Some(string)) => {
            #[cfg(Py_3_15)]
            warn_as_c::<PyDeprecationWarning>(
                string.py(),
                c"the 'string' keyword parameter is deprecated since Python 3.15 and slated for removal in Python 3.19; \
                  use the 'data' keyword parameter or pass the data to hash as a positional argument instead",
            )?;
            Ok(Some(string))
        }
        (Some(data), Some(_)) => Err(PyTypeError::raise(
            data.py(),
            "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter \
             is slated for removal in a future version.",
        )),
    }
}
