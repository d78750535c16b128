//! MD5's compression function (RFC 1321 section 3.4).
//!
//! Each of the 64 steps waits for the one before, so nothing counts but how many instructions lie between the word that a step
//! has just made and the next one. So that word comes in last, everywhere: four instructions in the second and third round, five
//! in the others.

use core::array;
use core::hint::black_box;

/// The chaining value behind `blocks`.
pub fn compress(chain: &mut [u32; 4], blocks: &[[u8; 64]]) {
    for block in blocks {
        let words = array::from_fn(|at| {
            let bytes = &block[4 * at..4 * at + 4];
            u32::from_le_bytes(bytes.try_into().expect("four bytes"))
        });
        // If it knew the numbers, the compiler would add them last, which is one more instruction to wait for.
        let [f, g, h, i] = black_box(&SINES);
        let mut state = *chain;
        state = round(state, &words, f, [7, 12, 17, 22], |step| step, add_f);
        state = round(state, &words, g, [5, 9, 14, 20], |step| 1 + 5 * step, add_g);
        state = round(
            state,
            &words,
            h,
            [4, 11, 16, 23],
            |step| 5 + 3 * step,
            add_h,
        );
        state = round(state, &words, i, [6, 10, 15, 21], |step| 7 * step, add_i);
        for (word, added) in chain.iter_mut().zip(state) {
            *word = word.wrapping_add(added);
        }
    }
}

/// Sixteen steps. `place` says which word of the block a step adds (modulo 16), `add` is a function of the round.
#[inline(always)]
fn round(
    [mut a, mut b, mut c, mut d]: [u32; 4],
    words: &[u32; 16],
    sines: &[u32; 16],
    shifts: [u32; 4],
    place: impl Fn(usize) -> usize,
    add: impl Fn(u32, u32, u32, u32) -> u32,
) -> [u32; 4] {
    // Not a loop, which the compiler would not unroll.
    macro_rules! steps {
        ($($step:literal)*) => { $(
            let early = a.wrapping_add(sines[$step]).wrapping_add(words[place($step) % 16]);
            let sum = add(early, b, c, d).rotate_left(shifts[$step % 4]);
            (a, b, c, d) = (d, b.wrapping_add(sum), b, c);
        )* };
    }
    steps!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
    [a, b, c, d]
}

/// `sum + F(b, c, d)`: of each bit of `b`, `c` if it is set, else `d`.
#[inline(always)]
fn add_f(sum: u32, b: u32, c: u32, d: u32) -> u32 {
    sum.wrapping_add(d ^ (b & (c ^ d)))
}

/// `sum + G(b, c, d)`: of each bit of `d`, `b` if it is set, else `c`. No bit is in both parts, so they may be added.
#[inline(always)]
fn add_g(sum: u32, b: u32, c: u32, d: u32) -> u32 {
    sum.wrapping_add(c & !d).wrapping_add(b & d)
}

/// `sum + H(b, c, d)`.
#[inline(always)]
fn add_h(sum: u32, b: u32, c: u32, d: u32) -> u32 {
    sum.wrapping_add(b ^ (c ^ d))
}

/// `sum + I(b, c, d)`.
#[inline(always)]
fn add_i(sum: u32, b: u32, c: u32, d: u32) -> u32 {
    sum.wrapping_add(c ^ (b | !d))
}

/// The numbers `T` of the rounds: the whole part of 2³² times the sine of 1, 2 … 64, without its sign.
#[rustfmt::skip]
static SINES: [[u32; 16]; 4] = [
    [
        0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a, 0xa830_4613, 0xfd46_9501,
        0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be, 0x6b90_1122, 0xfd98_7193, 0xa679_438e, 0x49b4_0821,
    ],
    [
        0xf61e_2562, 0xc040_b340, 0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d, 0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8,
        0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed, 0xa9e3_e905, 0xfcef_a3f8, 0x676f_02d9, 0x8d2a_4c8a,
    ],
    [
        0xfffa_3942, 0x8771_f681, 0x6d9d_6122, 0xfde5_380c, 0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70,
        0x289b_7ec6, 0xeaa1_27fa, 0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665,
    ],
    [
        0xf429_2244, 0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92, 0xffef_f47d, 0x8584_5dd1,
        0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1, 0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb, 0xeb86_d391,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    #[test]
    fn numbers_are_sines() {
        let sines: Vec<u32> = (1..=64)
            .map(|number| (f64::from(number).sin().abs() * 4_294_967_296.0) as u32)
            .collect();
        assert_eq!(SINES.as_flattened(), sines);
    }
}
