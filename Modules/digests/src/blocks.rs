//! Bytes as blocks, and words as bytes.

use sha2::digest::array::Array;
use sha2::digest::array::sizes::{U64, U128};

/// The blocks of 64 bytes that `data` begins with, and the rest.
// The standard library has this from Rust 1.88 on.
#[inline]
pub fn of_64(data: &[u8]) -> (&[[u8; 64]], &[u8]) {
    let (blocks, rest) = Array::<u8, U64>::slice_as_chunks(data);
    (Array::cast_slice_to_core(blocks), rest)
}

/// The blocks of 128 bytes that `data` begins with, and the rest.
#[inline]
pub fn of_128(data: &[u8]) -> (&[[u8; 128]], &[u8]) {
    let (blocks, rest) = Array::<u8, U128>::slice_as_chunks(data);
    (Array::cast_slice_to_core(blocks), rest)
}

/// The encodings of words one behind the other, as far as they fit.
#[inline]
pub fn joined<const WORD: usize, const LEN: usize>(
    words: impl Iterator<Item = [u8; WORD]>,
) -> [u8; LEN] {
    let mut bytes = [0; LEN];
    for (place, word) in bytes.chunks_exact_mut(WORD).zip(words) {
        place.copy_from_slice(&word);
    }
    bytes
}
