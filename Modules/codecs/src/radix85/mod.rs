//! What Ascii85 and Base85 have in common: four bytes are a number, which five digits to base 85 write.
//!
//! The alphabets differ, and so does what else a text may hold: Ascii85 has characters that stand for whole words.

mod alphabet;
#[cfg(safe_intrinsics)]
#[expect(unsafe_code, reason = "vectors of AVX2")]
#[clippy::msrv = "1.87"]
mod avx2;
#[cfg(avx512)]
#[expect(unsafe_code, reason = "vectors of AVX-512")]
#[clippy::msrv = "1.89"]
mod avx512;
mod count;
mod decode;
mod encode;

pub(crate) use alphabet::Alphabet;
pub(crate) use count::count_abbreviations;
pub use decode::LoneDigit;
pub(crate) use decode::{DecodeError, Meaning, WordDecoder, max_decoded_len};
pub(crate) use encode::{ABBREVIATED_SPACES, ABBREVIATED_ZEROS, Abbreviations, WordEncoder};

/// The number of digits, which is also the number of characters in an alphabet.
pub(crate) const BASE: usize = 85;

/// Bytes in a word.
pub(crate) const WORD: usize = 4;

/// Digits in a group, which writes one word.
pub(crate) const GROUP: usize = 5;
