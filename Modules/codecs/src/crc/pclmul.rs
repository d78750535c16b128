//! Folding with PCLMULQDQ, 16 bytes at a time.
//!
//! Written for Rust 1.85, to which every intrinsic is unsafe: the small functions are inlined into `fold`, which has the
//! instruction set.

#[cfg(target_arch = "x86")]
use core::arch::x86::*;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::*;

use super::folding::{Factors, Folded};

extern crate std;

/// From here on it is faster than looking up.
pub(super) const MIN_LEN: usize = 48;

/// 16 bytes that leave the same remainder as `data`, a multiple of 16 bytes, with `register` added to its first 4 (in
/// memory order). `None` if the machine cannot, or there are no data.
#[inline]
pub(super) fn folded<P: Folded>(register: [u8; 4], data: &[u8]) -> Option<[u8; 16]> {
    let can = std::is_x86_feature_detected!("pclmulqdq") && std::is_x86_feature_detected!("ssse3");
    if !can || data.len() < 16 || data.len() % 16 != 0 {
        return None;
    }
    // SAFETY: both features of fold() were just detected.
    Some(unsafe { fold::<P>(register, data) })
}

/// # Safety
/// The machine has PCLMULQDQ and SSSE3.
#[target_feature(enable = "pclmulqdq,ssse3")]
unsafe fn fold<P: Folded>(register: [u8; 4], data: &[u8]) -> [u8; 16] {
    let (first, rest) = data.split_at(16);
    let (singles, groups) = rest.split_at(rest.len() % 64);
    // SAFETY: the caller vouches for PCLMULQDQ and SSSE3, which is all that the functions called here ask for.
    unsafe {
        let register = _mm_cvtsi32_si128(i32::from_le_bytes(register));
        let mut sum = ordered::<P>(_mm_xor_si128(load(first, 0), register));
        for single in singles.chunks_exact(16) {
            sum = folded_onto(ordered::<P>(load(single, 0)), sum, P::BY[1]);
        }
        let vector = |group, n| ordered::<P>(load(group, 16 * n));
        let mut groups = groups.chunks_exact(64);
        if let Some(group) = groups.next() {
            let a = folded_onto(vector(group, 0), sum, P::BY[1]);
            let mut sums = [a, vector(group, 1), vector(group, 2), vector(group, 3)];
            for group in groups {
                for (n, sum) in sums.iter_mut().enumerate() {
                    *sum = folded_onto(vector(group, n), *sum, P::BY[4]);
                }
            }
            let [a, b, c, d] = sums;
            let d = folded_onto(d, c, P::BY[1]);
            let d = folded_onto(d, b, P::BY[2]);
            sum = folded_onto(d, a, P::BY[3]);
        }
        let mut bytes = [0; 16];
        _mm_storeu_si128(bytes.as_mut_ptr().cast(), ordered::<P>(sum));
        bytes
    }
}

/// `to` with the polynomial of `from` added, folded by what the factors stand for.
///
/// # Safety
/// The machine has PCLMULQDQ.
#[inline(always)]
unsafe fn folded_onto(to: __m128i, from: __m128i, [lower, higher]: Factors) -> __m128i {
    // SAFETY: SSE2 is in every x86 processor that has PCLMULQDQ, which the caller vouches for.
    unsafe {
        let factors = _mm_set_epi64x(higher as i64, lower as i64);
        let lower = _mm_clmulepi64_si128::<0x00>(from, factors);
        let higher = _mm_clmulepi64_si128::<0x11>(from, factors);
        _mm_xor_si128(_mm_xor_si128(lower, to), higher)
    }
}

/// Bytes in memory order brought into the order in which they are multiplied, or back.
///
/// # Safety
/// The machine has SSSE3.
#[inline(always)]
unsafe fn ordered<P: Folded>(bytes: __m128i) -> __m128i {
    if P::REVERSED {
        // SAFETY: the caller vouches for SSSE3.
        unsafe {
            let reversal = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
            _mm_shuffle_epi8(bytes, reversal)
        }
    } else {
        bytes
    }
}

/// The 16 bytes at `position`.
///
/// # Safety
/// The machine has SSE2.
#[inline(always)]
unsafe fn load(bytes: &[u8], position: usize) -> __m128i {
    let vector = &bytes[position..position + 16];
    // SAFETY: the slice is 16 bytes long, and the caller vouches for SSE2.
    unsafe { _mm_loadu_si128(vector.as_ptr().cast()) }
}
