//! Hexadecimal digits (Base16: RFC 4648 section 8), in either case, with separators and characters to skip.

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[expect(unsafe_code, reason = "code for AVX2")]
mod avx2;
#[cfg(avx512)]
#[expect(unsafe_code, reason = "vectors of AVX-512")]
#[clippy::msrv = "1.89"]
mod avx512;
mod decode;
mod encode;

pub use decode::{DecodeError, Decoder};
pub use encode::{Case, CountedFrom, Encoder, Separator};
