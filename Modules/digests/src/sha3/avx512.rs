//! Keccak-f\[1600\] with a lane in each of 25 registers of AVX-512: a sum of three lanes and a step of χ are one instruction, a
//! rotation is one, and seven registers are left for what lies in between.
//!
//! Lane `x + 5 y` is FIPS 202's lane `(x, y)`. That lanes are alone in their registers, in which there is room for two, saves the
//! shuffles that packed ones need, which are slower than what packing saves.

use core::arch::x86_64::*;
use core::array;

use super::keccak::LANES;
use crate::arch::{Avx512, kernels};

/// See [`super::keccak::permute`].
pub fn permute(_: Avx512, lanes: &mut [u64; LANES]) {
    // SAFETY: the proof stands for the features of the function.
    unsafe { permute_memory(lanes) }
}

/// See [`super::keccak::absorb`].
pub fn absorb<const RATE: usize>(_: Avx512, lanes: &mut [u64; LANES], blocks: &[u8]) {
    // SAFETY: the proof stands for the features of the function.
    unsafe { absorb_memory::<RATE>(lanes, blocks) }
}

type State = [__m128i; LANES];

#[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi1,bmi2")]
fn absorb_memory<const RATE: usize>(lanes: &mut [u64; LANES], blocks: &[u8]) {
    let mut state = loaded(lanes);
    for block in blocks.chunks_exact(RATE) {
        for (lane, word) in state.iter_mut().zip(block.chunks_exact(8)) {
            let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
            *lane = _mm_xor_si128(*lane, _mm_cvtsi64_si128(word.cast_signed()));
        }
        permute_registers(&mut state);
    }
    store(&state, lanes);
}

kernels! {
    fn permute_memory(lanes: &mut [u64; LANES]) {
        let mut state = loaded(lanes);
        permute_registers(&mut state);
        store(&state, lanes);
    }

    #[inline]
    fn loaded(lanes: &[u64; LANES]) -> State {
        array::from_fn(|at| _mm_cvtsi64_si128(lanes[at].cast_signed()))
    }

    #[inline]
    fn store(state: &State, lanes: &mut [u64; LANES]) {
        for (lane, register) in lanes.iter_mut().zip(state) {
            *lane = _mm_cvtsi128_si64(*register).cast_unsigned();
        }
    }

    #[inline]
    fn permute_registers(state: &mut State) {
        for constant in &ROUND_CONSTANTS {
            round(state, *constant);
        }
    }

    /// FIPS 202 section 3.3.
    #[inline]
    fn round(a: &mut State, constant: u64) {
        // θ: the sums of the columns, and these rotated.
        let sums: [_; 5] = array::from_fn(|x| sum(sum(a[x], a[x + 5], a[x + 10]), a[x + 15], a[x + 20]));
        let rotated = sums.map(|sum| _mm_rol_epi64::<1>(sum));
        // The rest of θ, then ρ and π: where a lane comes from, and how far it is rotated.
        macro_rules! moved {
            ($($from:literal <<< $count:literal),*) => {
                [$(_mm_rol_epi64::<$count>(sum(a[$from], sums[($from + 4) % 5], rotated[($from + 1) % 5]))),*]
            };
        }
        let b = [
            moved!(0 <<< 0, 6 <<< 44, 12 <<< 43, 18 <<< 21, 24 <<< 14),
            moved!(3 <<< 28, 9 <<< 20, 10 <<< 3, 16 <<< 45, 22 <<< 61),
            moved!(1 <<< 1, 7 <<< 6, 13 <<< 25, 19 <<< 8, 20 <<< 18),
            moved!(4 <<< 27, 5 <<< 36, 11 <<< 10, 17 <<< 15, 23 <<< 56),
            moved!(2 <<< 62, 8 <<< 55, 14 <<< 39, 15 <<< 41, 21 <<< 2),
        ];
        // χ and ι.
        for (row, b) in a.chunks_exact_mut(5).zip(b) {
            for (x, lane) in row.iter_mut().enumerate() {
                *lane = chi(b[x], b[(x + 1) % 5], b[(x + 2) % 5]);
            }
        }
        a[0] = _mm_xor_si128(a[0], _mm_set1_epi64x(constant.cast_signed()));
    }

    /// The sum modulo two.
    #[inline]
    fn sum(a: __m128i, b: __m128i, c: __m128i) -> __m128i {
        _mm_ternarylogic_epi64::<{ 0xf0 ^ 0xcc ^ 0xaa }>(a, b, c)
    }

    /// `a ^ (!b & c)`.
    #[inline]
    fn chi(a: __m128i, b: __m128i, c: __m128i) -> __m128i {
        _mm_ternarylogic_epi64::<{ 0xf0 ^ (!0xcc & 0xaa) }>(a, b, c)
    }
}

/// The constants of ι.
static ROUND_CONSTANTS: [u64; 24] = round_constants();

/// FIPS 202 section 3.2.5: bit `2^j - 1` of the constant of round `i` is bit `j + 7 i` of what a shift register gives.
const fn round_constants() -> [u64; 24] {
    let mut constants = [0; 24];
    let mut register: u8 = 1;
    let mut at = 0;
    while at < 7 * 24 {
        let bit = (1 << (at % 7)) - 1;
        constants[at / 7] |= ((register & 1) as u64) << bit;
        // x^8 + x^6 + x^5 + x^4 + 1.
        register = (register << 1) ^ ((register >> 7) * 0x71);
        at += 1;
    }
    constants
}
