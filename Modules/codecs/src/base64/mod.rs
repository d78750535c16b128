//! Base64 (RFC 4648 section 4 and 5, RFC 2045 section 6.8) with the freedoms that CPython's `binascii` takes.

mod alphabet;
mod decode;
mod encode;

pub use alphabet::{DecodeTable, EncodeAlphabet};
pub use decode::{DecodeError, Decoder};
pub use encode::Encoder;

/// The pad character (RFC 4648 section 3.2).
pub const PAD: u8 = b'=';
