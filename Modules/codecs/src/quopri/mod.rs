//! Quoted-printable (RFC 2045 section 6.7) and the Q encoding of headers (RFC 2047 section 4.2), with the freedoms that CPython's
//! `binascii` takes.

#[cfg(avx512)]
#[expect(unsafe_code, reason = "vectors of AVX-512")]
#[clippy::msrv = "1.89"]
mod avx512;
mod class;
mod decode;
mod encode;
#[cfg(avx512)]
mod patience;

pub use decode::Decoder;
pub use encode::Encoder;

/// What a quoted byte, or a line end that does not count, begins with.
const ESCAPE: u8 = b'=';
