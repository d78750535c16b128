//! What Ascii85 and Base85 have in common: four bytes are a number, which five digits to base 85 write.
//!
//! The alphabets differ, and so does what else a text may hold: Ascii85 has characters that stand for whole words.

mod alphabet;
#[cfg(avx512)]
#[expect(
    unsafe_code,
    reason = "a kernel for an instruction set, in safe functions where it can be, as older compilers do not know them"
)]
mod avx2;
#[cfg(avx512)]
#[expect(
    unsafe_code,
    clippy::incompatible_msrv,
    reason = "a kernel for an instruction set, which build.rs asks the compiler for"
)]
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
