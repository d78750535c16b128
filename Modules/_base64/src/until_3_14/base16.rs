//! Base16.

use codecs::hex::{Case, DecodeError, Decoder, Encoder};
use cpython_api::{
    Argument, Borrowed, BytesLike, ModuleException, PyBytes, PyErr, PyModule, PyResult, pyfunction,
};

use crate::Error;
use crate::codec::{decode, encode};
use crate::input::Text;

pyfunction! {
    /// Encode a bytes-like object as hexadecimal digits, with upper-case letters, and return bytes.
    #[signature = "s"]
    pub fn b16encode<'py>(module: PyModule<'py>, s: BytesLike<'py>) -> PyResult<PyBytes<'py>> {
        encode(module, &s, &Encoder::new(Case::Upper))
    }
}

pyfunction! {
    /// Decode hexadecimal digits, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// Lower-case letters are accepted if casefold is true. What cannot be
    /// decoded raises binascii.Error.
    #[signature = "s, casefold=False"]
    pub fn b16decode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        casefold: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        let text = Text::new(s)?;
        let decoder = Decoder { lowercase: casefold.extract()?, ..Decoder::new() };
        decode(module, &text.get()?, &decoder, raise_error)
    }
}

fn raise_error(module: PyModule<'_>, error: DecodeError) -> PyErr {
    Error::raise(
        module,
        match error {
            DecodeError::NotHexadecimal => "Non-base16 digit found",
            DecodeError::OddNumberOfDigits => "Odd-length string",
        },
    )
}
