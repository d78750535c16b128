//! Base64 (RFC 4648 section 4 and 5, RFC 2045 section 6.8) with the freedoms that CPython's `binascii` takes.

mod alphabet;
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[expect(unsafe_code, reason = "vectors of AVX2")]
mod avx2;
#[cfg(avx512)]
#[clippy::msrv = "1.89"]
#[expect(unsafe_code, reason = "vector instructions")]
mod avx512;
mod decode;
mod encode;

pub use alphabet::{DecodeTable, EncodeAlphabet};
pub use decode::{DecodeError, Decoder};
pub use encode::Encoder;

/// The pad character (RFC 4648 section 3.2).
pub const PAD: u8 = b'=';
