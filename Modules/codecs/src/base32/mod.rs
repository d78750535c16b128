//! Base32 and Base32hex (RFC 4648 sections 6 and 7) with the freedoms that CPython's `binascii` takes.

mod alphabet;
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[expect(unsafe_code, reason = "vectors of AVX2")]
mod avx2;
#[cfg(avx512)]
#[expect(unsafe_code, reason = "vectors of AVX-512")]
#[clippy::msrv = "1.89"]
mod avx512;
mod decode;
mod encode;

pub use alphabet::{DecodeTable, EncodeAlphabet};
pub use decode::{DecodeError, Decoder};
pub use encode::Encoder;

/// The pad character (RFC 4648 section 3.2).
pub const PAD: u8 = b'=';

/// How many characters carry something in a group of which so many bytes are there.
const CHARACTERS_OF_BYTES: [usize; 5] = [0, 2, 4, 5, 7];
/// How many whole bytes so many characters of a group carry.
const BYTES_OF_CHARACTERS: [usize; 8] = [0, 0, 1, 1, 2, 3, 3, 4];
