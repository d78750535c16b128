//! SHA-512's compression function (FIPS 180-4 section 6.4.2) with AVX-512.
//!
//! Two things take time: there are more instructions in a round than the units for general registers can start in the time that
//! its longest chain takes, and two of the four can rotate. So a round is divided. One half makes `e`, in general
//! registers; the other half makes `a`, in vector registers, where a function of three operands is one instruction. What they tell each
//! other is the sum `T1` in every round and `d`, an `a` of four rounds before, in the other direction. That leaves time for the way from
//! one kind of register to the other.
//!
//! The message schedule of two blocks is made at once, in vectors, between the rounds of the first one.

use core::arch::asm;
use core::arch::x86_64::*;
use core::array;

use crate::arch::{Avx512, kernels};

type Block = [u8; 128];

/// Words of the message schedule, to which the constants of the rounds have been added: row `i` has words `2 i` and `2 i + 1`
/// of one block, then of the other.
type Schedule = [[u64; 4]; 40];

/// The working variables. After every round each is in another place, those that are made anew where the oldest were.
#[derive(Clone, Copy)]
struct State {
    /// `a` to `d`, in the low halves.
    vectors: [__m128i; 4],
    /// `a` to `d` again.
    copies: [u64; 4],
    /// `e` to `h`.
    words: [u64; 4],
}

/// The chaining value behind `blocks`.
pub fn compress(_: Avx512, chain: &mut [u64; 8], blocks: &[Block]) {
    // SAFETY: the proof stands for the features of the function.
    unsafe { compress_all(chain, blocks) }
}

/// A round with the sum of a word of the schedule and the round's constant. `$number` counts rounds modulo four.
///
/// In assembly because its time depends on the order of the instructions, and above all of the additions, which a compiler takes
/// for interchangeable. This order, found by trying, takes four fifths of the time of what rustc 1.95 makes of the same round.
macro_rules! round {
    ($state:ident, $number:expr, $sum:expr) => {{
        const A: usize = (4 - $number % 4) % 4;
        const B: usize = (A + 1) % 4;
        const C: usize = (A + 2) % 4;
        const D: usize = (A + 3) % 4;
        let [va, vb, vc] = [$state.vectors[A], $state.vectors[B], $state.vectors[C]];
        let [e, f, g] = [$state.words[A], $state.words[B], $state.words[C]];
        // SAFETY: it reads the eight bytes behind a reference, and changes no more than the registers that are named and the flags.
        // The instructions are of BMI1, BMI2 and AVX-512 VL, for which this function is compiled.
        unsafe {
            asm!(
                "add {h}, [{sum}]",
                "mov {x}, {f}",
                "and {x}, {e}",
                "vprorq {v0}, {va}, 28",
                "rorx {z}, {e}, 18",
                "rorx {y}, {e}, 41",
                "xor {y}, {z}",
                "vprorq {v1}, {va}, 34",
                "add {h}, {x}",
                "andn {x}, {e}, {g}",
                "add {h}, {x}",
                "vprorq {v2}, {va}, 39",
                "rorx {z}, {e}, 14",
                "xor {y}, {z}",
                "add {d}, {h}",
                // The new e.
                "add {d}, {y}",
                "vmovdqa64 {vd}, {va}",
                // T1.
                "add {h}, {y}",
                // Three operands: their sum modulo two (0x96), and what most of them say (0xe8).
                "vpternlogq {v0}, {v1}, {v2}, 0x96",
                "vmovq {v2}, {h}",
                "vpternlogq {vd}, {vb}, {vc}, 0xe8",
                "vpaddq {vd}, {vd}, {v2}",
                // The new a.
                "vpaddq {vd}, {vd}, {v0}",
                "mov {h}, {d}",
                "vmovq {d}, {vd}",
                sum = in(reg) &$sum,
                d = inout(reg) $state.copies[D],
                e = in(reg) e,
                f = in(reg) f,
                g = in(reg) g,
                h = inout(reg) $state.words[D],
                x = out(reg) _,
                y = out(reg) _,
                z = out(reg) _,
                va = in(xmm_reg) va,
                vb = in(xmm_reg) vb,
                vc = in(xmm_reg) vc,
                vd = out(xmm_reg) $state.vectors[D],
                v0 = out(xmm_reg) _,
                v1 = out(xmm_reg) _,
                v2 = out(xmm_reg) _,
                options(pure, readonly, nostack),
            );
        }
    }};
}

/// Two rounds, with words of a row of the schedule: 0 and 1 for the first block, 2 and 3 for the second.
macro_rules! two_rounds {
    ($state:ident, $row:expr, $place:expr, $word:expr) => {
        let row: &[u64; 4] = $row;
        round!($state, 2 * $place, row[$word]);
        round!($state, 2 * $place + 1, row[$word + 1]);
    };
}

/// Not a loop, which the compiler would not unroll: after eight places everything is in the same registers again.
macro_rules! at_each_place {
    ($do:ident) => {
        $do!(0);
        $do!(1);
        $do!(2);
        $do!(3);
        $do!(4);
        $do!(5);
        $do!(6);
        $do!(7);
    };
}

kernels! {
    fn compress_all(chain: &mut [u64; 8], blocks: &[Block]) {
        let [a, b, c, d, e, f, g, h] = *chain;
        let copies = [a, b, c, d];
        let vectors = copies.map(|word| _mm_cvtsi64_si128(word.cast_signed()));
        let mut state = State { vectors, copies, words: [e, f, g, h] };
        let mut schedule = [[0; 4]; 40];
        let mut pairs = blocks.chunks_exact(2);
        for pair in &mut pairs {
            state = behind_first(state, &pair[0], &pair[1], &mut schedule);
            state = behind_second(state, &schedule);
        }
        if let [block] = pairs.remainder() {
            state = behind_first(state, block, block, &mut schedule);
        }
        chain[..4].copy_from_slice(&state.copies);
        chain[4..].copy_from_slice(&state.words);
    }

    /// Fills the schedule of both blocks, and takes up the first.
    #[inline]
    fn behind_first(chain: State, first: &Block, second: &Block, schedule: &mut Schedule) -> State {
        let mut state = chain;
        let mut words: [__m256i; 8] = array::from_fn(|at| {
            _mm256_set_m128i(two_words(second, at), two_words(first, at))
        });
        for (at, row) in schedule[..8].iter_mut().enumerate() {
            store(_mm256_add_epi64(words[at], constants(at)), row);
        }
        for start in [8, 16, 24, 32] {
            macro_rules! step {
                ($place:literal) => {
                    words[$place] = next(&words, $place);
                    two_rounds!(state, &schedule[start + $place - 8], $place, 0);
                    let sums = _mm256_add_epi64(words[$place], constants(start + $place));
                    store(sums, &mut schedule[start + $place]);
                };
            }
            at_each_place!(step);
        }
        macro_rules! step {
            ($place:literal) => {
                two_rounds!(state, &schedule[32 + $place], $place, 0);
            };
        }
        at_each_place!(step);
        added(chain, state)
    }

    /// Takes up the second block of a schedule.
    #[inline]
    fn behind_second(chain: State, schedule: &Schedule) -> State {
        let mut state = chain;
        for rows in schedule.chunks_exact(8) {
            macro_rules! step {
                ($place:literal) => {
                    two_rounds!(state, &rows[$place], $place, 2);
                };
            }
            at_each_place!(step);
        }
        added(chain, state)
    }

    #[inline]
    fn added(chain: State, state: State) -> State {
        let vectors = array::from_fn(|at| _mm_add_epi64(chain.vectors[at], state.vectors[at]));
        State {
            vectors,
            copies: vectors.map(|vector| _mm_cvtsi128_si64(vector).cast_unsigned()),
            words: array::from_fn(|at| chain.words[at].wrapping_add(state.words[at])),
        }
    }

    /// The two words of the schedule that come to stand in the place of the oldest, of each block. Of the sixteen before them, the
    /// oldest are in `place`, the others in order behind it, around the end.
    #[inline]
    fn next(words: &[__m256i; 8], place: usize) -> __m256i {
        let words = |at: usize| words[(place + at) % 8];
        // Two words from the second one of the pair that is `at` behind the oldest.
        let odd = |at: usize| _mm256_alignr_epi8::<8>(words(at + 1), words(at));
        let sigma_0 = {
            let words = odd(0);
            sum(_mm256_ror_epi64::<1>(words), _mm256_ror_epi64::<8>(words), _mm256_srli_epi64::<7>(words))
        };
        let sigma_1 = {
            let words = words(7);
            sum(_mm256_ror_epi64::<19>(words), _mm256_ror_epi64::<61>(words), _mm256_srli_epi64::<6>(words))
        };
        _mm256_add_epi64(_mm256_add_epi64(_mm256_add_epi64(words(0), odd(4)), sigma_0), sigma_1)
    }

    /// The sum modulo two.
    #[inline]
    fn sum(a: __m256i, b: __m256i, c: __m256i) -> __m256i {
        _mm256_ternarylogic_epi64::<0x96>(a, b, c)
    }

    /// Words `2 at` and `2 at + 1` of a block.
    #[inline]
    fn two_words(block: &Block, at: usize) -> __m128i {
        let bytes = &block[16 * at..16 * at + 16];
        // SAFETY: there are 16 bytes, and the load wants no alignment.
        let bytes = unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) };
        _mm_shuffle_epi8(bytes, _mm_set_epi8(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
    }

    /// The constants of rounds `2 at` and `2 at + 1`, twice.
    #[inline]
    fn constants(at: usize) -> __m256i {
        let [first, second] = CONSTANTS[at].map(u64::cast_signed);
        _mm256_set_epi64x(second, first, second, first)
    }

    #[inline]
    fn store(words: __m256i, row: &mut [u64; 4]) {
        // SAFETY: a row has 32 bytes, and the store wants no alignment.
        unsafe { _mm256_storeu_si256(row.as_mut_ptr().cast(), words) }
    }
}

/// FIPS 180-4 section 4.2.3.
#[rustfmt::skip]
static CONSTANTS: [[u64; 2]; 40] = [
    [0x428a_2f98_d728_ae22, 0x7137_4491_23ef_65cd], [0xb5c0_fbcf_ec4d_3b2f, 0xe9b5_dba5_8189_dbbc],
    [0x3956_c25b_f348_b538, 0x59f1_11f1_b605_d019], [0x923f_82a4_af19_4f9b, 0xab1c_5ed5_da6d_8118],
    [0xd807_aa98_a303_0242, 0x1283_5b01_4570_6fbe], [0x2431_85be_4ee4_b28c, 0x550c_7dc3_d5ff_b4e2],
    [0x72be_5d74_f27b_896f, 0x80de_b1fe_3b16_96b1], [0x9bdc_06a7_25c7_1235, 0xc19b_f174_cf69_2694],
    [0xe49b_69c1_9ef1_4ad2, 0xefbe_4786_384f_25e3], [0x0fc1_9dc6_8b8c_d5b5, 0x240c_a1cc_77ac_9c65],
    [0x2de9_2c6f_592b_0275, 0x4a74_84aa_6ea6_e483], [0x5cb0_a9dc_bd41_fbd4, 0x76f9_88da_8311_53b5],
    [0x983e_5152_ee66_dfab, 0xa831_c66d_2db4_3210], [0xb003_27c8_98fb_213f, 0xbf59_7fc7_beef_0ee4],
    [0xc6e0_0bf3_3da8_8fc2, 0xd5a7_9147_930a_a725], [0x06ca_6351_e003_826f, 0x1429_2967_0a0e_6e70],
    [0x27b7_0a85_46d2_2ffc, 0x2e1b_2138_5c26_c926], [0x4d2c_6dfc_5ac4_2aed, 0x5338_0d13_9d95_b3df],
    [0x650a_7354_8baf_63de, 0x766a_0abb_3c77_b2a8], [0x81c2_c92e_47ed_aee6, 0x9272_2c85_1482_353b],
    [0xa2bf_e8a1_4cf1_0364, 0xa81a_664b_bc42_3001], [0xc24b_8b70_d0f8_9791, 0xc76c_51a3_0654_be30],
    [0xd192_e819_d6ef_5218, 0xd699_0624_5565_a910], [0xf40e_3585_5771_202a, 0x106a_a070_32bb_d1b8],
    [0x19a4_c116_b8d2_d0c8, 0x1e37_6c08_5141_ab53], [0x2748_774c_df8e_eb99, 0x34b0_bcb5_e19b_48a8],
    [0x391c_0cb3_c5c9_5a63, 0x4ed8_aa4a_e341_8acb], [0x5b9c_ca4f_7763_e373, 0x682e_6ff3_d6b2_b8a3],
    [0x748f_82ee_5def_b2fc, 0x78a5_636f_4317_2f60], [0x84c8_7814_a1f0_ab72, 0x8cc7_0208_1a64_39ec],
    [0x90be_fffa_2363_1e28, 0xa450_6ceb_de82_bde9], [0xbef9_a3f7_b2c6_7915, 0xc671_78f2_e372_532b],
    [0xca27_3ece_ea26_619c, 0xd186_b8c7_21c0_c207], [0xeada_7dd6_cde0_eb1e, 0xf57d_4f7f_ee6e_d178],
    [0x06f0_67aa_7217_6fba, 0x0a63_7dc5_a2c8_98a6], [0x113f_9804_bef9_0dae, 0x1b71_0b35_131c_471b],
    [0x28db_77f5_2304_7d84, 0x32ca_ab7b_40c7_2493], [0x3c9e_be0a_15c9_bebc, 0x431d_67c4_9c10_0d4c],
    [0x4cc5_d4be_cb3e_42b6, 0x597f_299c_fc65_7e2a], [0x5fcb_6fab_3ad6_faec, 0x6c44_198c_4a47_5817],
];
