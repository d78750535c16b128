//! Lines of uuencoded data (IEEE Std 1003.1, uuencode), with the freedoms that CPython's `binascii` takes.

mod decode;
mod encode;

pub use decode::{DecodeError, decode, decoded_len};
pub use encode::Encoder;

/// The most bytes that a line has room for.
pub const MOST_BYTES: usize = 45;
