//! Base64 with AVX2: 24 bytes become 32 characters at a time, and back.
//!
//! The methods are those of Wojciech Muła and Daniel Lemire, "Faster Base64 Encoding and Decoding Using AVX2 Instructions"
//! (2018). Alphabets that begin with letters and digits are computed, others looked up in rows of 16 characters.
//!
//! Unsafe are: to enter code compiled for the instruction set, for which the caller's [`Avx2`] is the proof; to load and store vectors
//! within slices; and to call initialised what was stored to. The functions are unsafe because Rust 1.85 asks for that.

mod decode;
mod encode;

#[cfg(target_arch = "x86")]
use core::arch::x86::*;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::*;
use core::mem::MaybeUninit;

pub(super) use decode::Decoding;
pub(super) use encode::{SHORTEST_INPUT, encode, encode_lines};

use crate::arch::output::Window;

/// Characters in a vector.
pub(super) const VECTOR: usize = 32;
/// Bytes that encode to a vector of characters.
const BYTES: usize = VECTOR / 4 * 3;
/// Vectors that a loop does at a time.
const ROUND: usize = 4;
/// How many bytes of a whole vector are not among those that it stands for.
const EXCESS: usize = VECTOR - BYTES;

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn load(bytes: &[u8; VECTOR]) -> __m256i {
    // SAFETY: the array has 32 bytes, and the load wants no alignment.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn load_half(bytes: &[u8; VECTOR / 2]) -> __m128i {
    // SAFETY: the array has 16 bytes, and the load wants no alignment.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

/// A row for each half of a vector, between which bytes are not shuffled.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn both_halves(row: &[u8; 16]) -> __m256i {
    // SAFETY: the instruction is of AVX2, which the caller answers for.
    unsafe { _mm256_broadcastsi128_si256(load_half(row)) }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn store(vector: __m256i, room: &mut [MaybeUninit<u8>; VECTOR]) {
    // SAFETY: there is room for 32 bytes, and the store wants no alignment.
    unsafe { _mm256_storeu_si256(room.as_mut_ptr().cast(), vector) }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn store_half(vector: __m128i, room: &mut [MaybeUninit<u8>; VECTOR / 2]) {
    // SAFETY: there is room for 16 bytes, and the store wants no alignment.
    unsafe { _mm_storeu_si128(room.as_mut_ptr().cast(), vector) }
}

/// The `N` bytes from `index` on.
#[inline(always)]
fn array_at<const N: usize>(bytes: &[u8], index: usize) -> &[u8; N] {
    bytes[index..].first_chunk().expect("a whole vector")
}

/// The room for `N` bytes from `index` on.
#[inline(always)]
fn room_at<const N: usize>(room: Window<'_>, index: usize) -> &mut [MaybeUninit<u8>; N] {
    room[index..].first_chunk_mut().expect("a whole vector")
}
