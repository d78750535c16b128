//! Quoted-printable (RFC 2045 section 6.7) and the Q encoding of headers (RFC 2047 section 4.2), with the freedoms that CPython's
//! `binascii` takes.

#[cfg(avx512)]
#[expect(
    unsafe_code,
    clippy::incompatible_msrv,
    reason = "a kernel for an instruction set, which build.rs asks the compiler for"
)]
mod avx512;
mod class;
mod decode;
mod encode;

pub use decode::Decoder;
pub use encode::Encoder;

/// What a quoted byte, or a line end that does not count, begins with.
const ESCAPE: u8 = b'=';
