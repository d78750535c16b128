//! Digests as text.

use codecs::Output;
use codecs::hex::{Case, Encoder};
use cpython_api::{PyResult, PyString, Python};

/// A `str` of two hexadecimal digits for each byte.
///
/// # Errors
/// MemoryError.
pub fn hex_string<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<PyString<'py>> {
    let encoder = Encoder::new(Case::Lower);
    // What does not fit is as much too long as the longest that fits.
    let len = encoder.encoded_len(bytes.len()).unwrap_or(usize::MAX);
    PyString::ascii_with(py, len, |memory| {
        let mut output = Output::new(memory);
        encoder.encode(bytes, &mut output);
        Ok(output.finish())
    })
}
