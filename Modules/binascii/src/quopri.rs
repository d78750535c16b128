//! Quoted-printable.

use std::convert::Infallible;

use codecs::Backend;
use codecs::quopri::{Decoder, Encoder};
use cpython_api::exceptions::PyMemoryError;
use cpython_api::{AsciiBuffer, BytesLike, PyBytes, PyModule, PyResult, pyfunction};

use crate::output::{decode, encode};

pyfunction! {
    /// Decode quoted-printable text, a bytes-like object or an ASCII string.
    ///
    /// In a header, '_' is a space.
    #[signature = "data, header=False"]
    pub fn a2b_qp<'py>(module: PyModule<'py>, data: AsciiBuffer<'py>, header: bool) -> PyResult<PyBytes<'py>> {
        let decoder = Decoder { header, backend: Backend::current() };
        // No character becomes more than one byte.
        let len = data.0.len();
        encode(module, &data.0, len, |text, output| decoder.decode(text, output))
    }
}

pyfunction! {
    /// Encode a bytes-like object in quoted-printable.
    ///
    /// With quotetabs, spaces and tabs are encoded wherever they stand. If
    /// istext is true, line ends stay line ends; otherwise they are encoded
    /// too. In a header, a space becomes '_'.
    #[signature = "data, quotetabs=False, istext=True, header=False"]
    pub fn b2a_qp<'py>(
        module: PyModule<'py>,
        data: BytesLike<'py>,
        quotetabs: bool,
        istext: bool,
        header: bool,
    ) -> PyResult<PyBytes<'py>> {
        let backend = Backend::current();
        let encoder = Encoder { quote_tabs: quotetabs, is_text: istext, header, backend };
        let max_len = |data: &[u8]| {
            let len = encoder.max_encoded_len(data).filter(|&len| isize::try_from(len).is_ok());
            len.ok_or_else(|| PyMemoryError::no_memory(module.py()))
        };
        decode(module, &data, max_len, |input, output| {
            encoder.encode(input, output);
            Ok::<(), Infallible>(())
        })
    }
}
