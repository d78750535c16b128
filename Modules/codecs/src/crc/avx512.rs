//! Folding with AVX-512 and VPCLMULQDQ, 64 bytes at a time.

use core::arch::x86_64::*;

use super::folding::{Factors, Folded};
use crate::arch::Avx512;
use crate::arch::zmm::{load, load_part};

/// 16 bytes that leave the same remainder as `data` with `register` added to its first 4 bytes (in memory order).
///
/// `None` if there are less than 64 bytes.
pub(super) fn folded<P: Folded>(_: Avx512, register: [u8; 4], data: &[u8]) -> Option<[u8; 16]> {
    if data.len() < 64 {
        return None;
    }
    // SAFETY: the proof says that the machine has every feature that fold() asks for.
    Some(unsafe { fold::<P>(register, data) })
}

#[target_feature(
    enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,bmi1,bmi2,popcnt,lzcnt,vpclmulqdq"
)]
fn fold<P: Folded>(register: [u8; 4], data: &[u8]) -> [u8; 16] {
    let (head, rest) = data.split_at(data.len() % 64);
    let (first, rest) = rest.split_at(64);
    let (singles, groups) = rest.split_at(rest.len() % 256);
    let by_64 = in_each_lane(P::BY[4]);

    // Bytes that do not fill a vector go to the end of one, behind zeros, which do not change a remainder.
    let register = u32::from_le_bytes(register);
    let last = !(u64::MAX >> head.len());
    let start = load_part(_mm512_setzero_si512(), head);
    let start = _mm512_maskz_expand_epi8(last, _mm512_xor_si512(start, at_start(register)));
    let beyond_head = register.checked_shr(8 * head.len() as u32).unwrap_or(0);

    let first = _mm512_xor_si512(load(first), at_start(beyond_head));
    let mut sum = folded_onto(ordered::<P>(first), ordered::<P>(start), by_64);
    for single in singles.chunks_exact(64) {
        sum = folded_onto(ordered::<P>(load(single)), sum, by_64);
    }
    let mut groups = groups.chunks_exact(256);
    if let Some(group) = groups.next() {
        let by_256 = in_each_lane(P::BY[16]);
        let vector = |group: &[u8], n| ordered::<P>(load(&group[64 * n..]));
        let mut sums = [
            folded_onto(vector(group, 0), sum, by_64),
            vector(group, 1),
            vector(group, 2),
            vector(group, 3),
        ];
        for group in groups {
            for (n, sum) in sums.iter_mut().enumerate() {
                *sum = folded_onto(vector(group, n), *sum, by_256);
            }
        }
        let [a, b, c, d] = sums;
        let d = folded_onto(d, c, by_64);
        let d = folded_onto(d, b, in_each_lane(P::BY[8]));
        sum = folded_onto(d, a, in_each_lane(P::BY[12]));
    }
    lanes_folded::<P>(sum)
}

/// `to` with the polynomial of `from` added, folded by what the factors stand for.
#[target_feature(enable = "avx512f,vpclmulqdq")]
fn folded_onto(to: __m512i, from: __m512i, factors: __m512i) -> __m512i {
    let lower = _mm512_clmulepi64_epi128::<0x00>(from, factors);
    let higher = _mm512_clmulepi64_epi128::<0x11>(from, factors);
    const SUM_OF_THREE: i32 = 0x96;
    _mm512_ternarylogic_epi64::<SUM_OF_THREE>(to, lower, higher)
}

/// The first three lanes folded onto the last, as bytes in memory order.
#[target_feature(enable = "avx512f,avx512bw,vpclmulqdq")]
fn lanes_folded<P: Folded>(sum: __m512i) -> [u8; 16] {
    let [one, two, three] =
        [P::BY[1], P::BY[2], P::BY[3]].map(|factors| factors.map(u64::cast_signed));
    let factors = _mm512_setr_epi64(three[0], three[1], two[0], two[1], one[0], one[1], 0, 0);
    let last = _mm512_maskz_mov_epi64(0b1100_0000, sum);
    let sums = ordered::<P>(folded_onto(last, sum, factors));
    let halves = _mm256_xor_si256(
        _mm512_castsi512_si256(sums),
        _mm512_extracti64x4_epi64::<1>(sums),
    );
    let lane = _mm_xor_si128(
        _mm256_castsi256_si128(halves),
        _mm256_extracti128_si256::<1>(halves),
    );
    let (first, second) = (_mm_cvtsi128_si64(lane), _mm_extract_epi64::<1>(lane));
    (u128::from(second.cast_unsigned()) << 64 | u128::from(first.cast_unsigned())).to_le_bytes()
}

/// Four bytes, the rest zero.
#[target_feature(enable = "avx512f")]
fn at_start(bytes: u32) -> __m512i {
    _mm512_zextsi128_si512(_mm_cvtsi32_si128(bytes.cast_signed()))
}

#[target_feature(enable = "avx512f")]
fn in_each_lane([lower, higher]: Factors) -> __m512i {
    _mm512_broadcast_i32x4(_mm_set_epi64x(higher.cast_signed(), lower.cast_signed()))
}

/// Bytes in memory order brought into the order in which they are multiplied, or back.
#[target_feature(enable = "avx512f,avx512bw")]
fn ordered<P: Folded>(bytes: __m512i) -> __m512i {
    if P::REVERSED {
        let reversal = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        _mm512_shuffle_epi8(bytes, _mm512_broadcast_i32x4(reversal))
    } else {
        bytes
    }
}
