//! Lines of uuencoded files.

use codecs::uu::{self, Encoder, MOST_BYTES};
use cpython_api::{AsciiBuffer, BytesLike, PyBytes, PyModule, PyResult, pyfunction};

use crate::output::{checked_len, decode, encode};

pyfunction! {
    /// Decode one uuencoded line, a bytes-like object or an ASCII string.
    #[signature = "data, /"]
    pub fn a2b_uu<'py>(module: PyModule<'py>, data: AsciiBuffer<'py>) -> PyResult<PyBytes<'py>> {
        // 3.13 reads the NUL behind an empty line: as a length, that is 32.
        if cfg!(not(Py_3_14)) && data.0.is_empty() {
            return PyBytes::new(module.py(), &[0; 32]);
        }
        decode(module, &data.0, |line| Ok(uu::decoded_len(line)), uu::decode)
    }
}

pyfunction! {
    /// Encode at most 45 bytes as one uuencoded line.
    ///
    /// With backtick, a zero is written as '`' instead of a space.
    #[signature = "data, /, *, backtick=False"]
    pub fn b2a_uu<'py>(module: PyModule<'py>, data: BytesLike<'py>, backtick: bool) -> PyResult<PyBytes<'py>> {
        let encoder = Encoder { backtick };
        let encoded_len = Some(data.len()).filter(|&len| len <= MOST_BYTES).map(|len| encoder.encoded_len(len));
        let len = checked_len(module, encoded_len, "At most 45 bytes at once")?;
        encode(module, &data, len, |input, output| encoder.encode(input, output))
    }
}
