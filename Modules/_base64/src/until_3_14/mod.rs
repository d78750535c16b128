//! Python 3.13 and 3.14: Base64 and Base16 pass their arguments on to binascii after a look at some of them; the others are
//! Python code, which asks objects for their truth only where the answer matters, and checks some arguments with `assert`.

mod ascii85;
mod base16;
mod base32;
mod base64;
mod base85;

use codecs::{Output, ascii85 as a85, base32 as b32, base64 as b64, base85 as b85, hex};
use cpython_api::exceptions::{Exception, PyAssertionError};
use cpython_api::{Borrowed, BytesLike, PyBuffer, PyErr, PyResult, Python};

use crate::codec::Encode;
use crate::error::raise_lengths_differ;

pub use ascii85::{a85decode, a85encode};
pub use base16::{b16decode, b16encode};
pub use base32::{b32decode, b32encode, b32hexdecode, b32hexencode};
pub use base64::{
    b64decode, b64encode, decodebytes, encodebytes, standard_b64decode, standard_b64encode,
    urlsafe_b64decode, urlsafe_b64encode,
};
pub use base85::{b85decode, b85encode, z85decode, z85encode};

crate::codec::codecs! {
    encoders: {
        b32::Encoder<'_>: encoded_len, None;
        hex::Encoder: encoded_len, None;
        a85::Encoder: max_encoded_len, None;
        b85::Encoder<'_>: encoded_len, None;
    }
    decoders: {
        b64::Decoder<'_>: b64::DecodeError, None;
        b32::Decoder<'_>: b32::DecodeError, None;
        hex::Decoder: hex::DecodeError, None;
        a85::Decoder: a85::DecodeError, None;
        b85::Decoder<'_>: b85::DecodeError, None;
    }
}

impl Encode for b64::Encoder<'_> {
    const TOO_MUCH: Option<&'static str> = Some("Too much data for base64 line");

    // Less than what would not fit: binascii makes room for two characters a byte.
    fn room(&self, input_len: usize) -> Option<usize> {
        const MOST: usize = (isize::MAX as usize - 3) / 2;
        self.encoded_len(input_len).filter(|_| input_len <= MOST)
    }

    #[inline(always)]
    fn run(&self, input: &[u8], output: &mut Output<'_>) {
        self.encode(input, output);
    }
}

/// What the Python code encodes: a bytes-like object whose memory may have any layout, as it is now.
fn bytes_like(object: Borrowed<'_>) -> PyResult<BytesLike<'_>> {
    if object.is_bytes() || object.is_bytearray() {
        return BytesLike::get(object)?.into_snapshot(object.py());
    }
    PyBuffer::get_any_layout(object)?.into_snapshot(object.py())
}

/// Whether Lib/base64.py was compiled without its assertions.
fn asserts_nothing(py: Python<'_>) -> PyResult<bool> {
    let sys = py.import(c"sys")?;
    let flags = sys.as_borrowed().getattr(c"flags")?;
    flags
        .as_borrowed()
        .getattr(c"optimize")?
        .as_borrowed()
        .is_truthy()
}

/// Raises what comes of an argument that has the wrong number of characters: an assertion shows it, and without assertions
/// bytes.maketrans notices.
fn raise_wrong_len(argument: Borrowed<'_>) -> PyErr {
    let py = argument.py();
    match asserts_nothing(py) {
        Ok(true) => raise_lengths_differ(py),
        Ok(false) => PyAssertionError::raise_with(py, || argument.repr()),
        Err(error) => error,
    }
}
