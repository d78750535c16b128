//! Encoding: characters from pieces of six bits.

use core::arch::asm;
#[cfg(target_arch = "x86")]
use core::arch::x86::*;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::*;
use core::num::NonZero;

use super::{
    BYTES, EXCESS, ROUND, VECTOR, array_at, both_halves, load, load_half, room_at, store,
    store_half,
};
use crate::Output;
use crate::arch::Avx2;
use crate::arch::output::{Window, initialised};
use crate::base64::EncodeAlphabet;

/// Less is not worth it to [`encode`].
pub(in crate::base64) const SHORTEST_INPUT: usize = BYTES / 2;
/// How many of the bytes in excess are loaded from before those to be encoded, so that six pairs of bytes are in each half of a vector.
const BEFORE: usize = EXCESS / 2;

/// Encodes the whole groups of three bytes of `input`, of which there are at least [`SHORTEST_INPUT`]. Returns how many bytes they are.
///
/// # Panics
/// If `output` has too little room, or `input` is too short.
#[inline]
pub(in crate::base64) fn encode(
    _proof: Avx2,
    alphabet: &EncodeAlphabet,
    input: &[u8],
    output: &mut Output<'_>,
) -> usize {
    let groups = input.len() / 3;
    let input = &input[..groups * 3];
    output.extend_with(groups * 4, |window| {
        // SAFETY: an Avx2 exists only where the extension does.
        unsafe {
            match alphabet.last_two() {
                Some(_) => encode_groups::<false>(alphabet, input, window),
                None => encode_groups::<true>(alphabet, input, window),
            }
        }
        // SAFETY: encode_groups has filled the window.
        Some(unsafe { initialised(window) })
    });
    groups * 3
}

/// Encodes full lines, each with a newline behind it, as long as more input follows. `line_len` is a multiple of four, and not less
/// than [`VECTOR`]. Returns how many bytes they are.
///
/// # Panics
/// If `output` has too little room, or `line_len` is not as it should be.
#[inline]
pub(in crate::base64) fn encode_lines(
    _proof: Avx2,
    alphabet: &EncodeAlphabet,
    input: &[u8],
    line_len: NonZero<usize>,
    output: &mut Output<'_>,
) -> usize {
    assert!(line_len.get() % 4 == 0, "lines of whole quads fill up");
    let line_bytes = line_len.get() / 4 * 3;
    let lines = input.len().saturating_sub(1) / line_bytes;
    let input = &input[..lines * line_bytes];
    output.extend_with(lines * (line_len.get() + 1), |window| {
        // SAFETY: an Avx2 exists only where the extension does.
        unsafe {
            match alphabet.last_two() {
                Some(_) => encode_each_line::<false>(alphabet, input, line_len, window),
                None => encode_each_line::<true>(alphabet, input, line_len, window),
            }
        }
        // SAFETY: encode_each_line has filled the window.
        Some(unsafe { initialised(window) })
    });
    input.len()
}

/// Fills `window` with the text of `input`, which has whole groups of three bytes.
#[target_feature(enable = "avx2")]
unsafe fn encode_groups<const ANY: bool>(
    alphabet: &EncodeAlphabet,
    input: &[u8],
    window: Window<'_>,
) {
    // SAFETY: the instructions are of AVX2, which the caller answers for; loads and stores are of whole arrays.
    unsafe {
        let alphabet = Alphabet::new::<ANY>(alphabet);
        let Some(last) = input.last_chunk::<BYTES>() else {
            // Two halves, which may overlap.
            let (first, second) = (array_at(input, 0), array_at(input, input.len() - BYTES / 2));
            let text = encode_short::<ANY>(&alphabet, first, second);
            let (lower, upper) = (
                _mm256_castsi256_si128(text),
                _mm256_extracti128_si256::<1>(text),
            );
            store_half(lower, room_at(window, 0));
            store_half(upper, room_at(window, window.len() - VECTOR / 2));
            return;
        };
        let first = encode_vector::<ANY>(&alphabet, array_at(input, 0));
        store(first, room_at(window, 0));
        let mut done = BYTES;
        let mut written = VECTOR;
        while let (Some(bytes), Some(room)) = (
            input[done - BEFORE..].first_chunk::<{ BYTES * ROUND + EXCESS }>(),
            window[written..].first_chunk_mut::<{ VECTOR * ROUND }>(),
        ) {
            for index in 0..ROUND {
                let text = encode_inner::<ANY>(&alphabet, array_at(bytes, BYTES * index));
                store(text, room_at(room, VECTOR * index));
            }
            done += BYTES * ROUND;
            written += VECTOR * ROUND;
        }
        while let Some(bytes) = input[done..].first_chunk::<BYTES>() {
            store(
                encode_vector::<ANY>(&alphabet, bytes),
                room_at(window, written),
            );
            done += BYTES;
            written += VECTOR;
        }
        if done < input.len() {
            // Some of it once more.
            let text = encode_vector::<ANY>(&alphabet, last);
            store(text, room_at(window, window.len() - VECTOR));
        }
    }
}

/// Fills `window` with the text of `input`, in lines with a newline behind each. `input` is what full lines hold.
#[target_feature(enable = "avx2")]
unsafe fn encode_each_line<const ANY: bool>(
    alphabet: &EncodeAlphabet,
    input: &[u8],
    line_len: NonZero<usize>,
    window: Window<'_>,
) {
    let line_len = line_len.get();
    // SAFETY: as in encode_groups.
    unsafe {
        let alphabet = Alphabet::new::<ANY>(alphabet);
        for (bytes, room) in input
            .chunks_exact(line_len / 4 * 3)
            .zip(window.chunks_exact_mut(line_len + 1))
        {
            let mut done = 0;
            let mut written = 0;
            while let Some(part) = bytes[done..].first_chunk() {
                store(
                    encode_vector::<ANY>(&alphabet, part),
                    room_at(room, written),
                );
                done += BYTES;
                written += VECTOR;
            }
            if done < bytes.len() {
                // Some of it once more.
                let part = array_at(bytes, bytes.len() - BYTES);
                store(
                    encode_vector::<ANY>(&alphabet, part),
                    room_at(room, line_len - VECTOR),
                );
            }
            room[line_len].write(b'\n');
        }
    }
}

/// What an encoder looks characters up in: the first row has what to add to a value to get its character, or if `ANY` all
/// have the characters of sixteen values each.
struct Alphabet([__m256i; 4]);

impl Alphabet {
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn new<const ANY: bool>(alphabet: &EncodeAlphabet) -> Self {
        /// For capital letters, small ones, each digit, and the last two.
        const OFFSETS: [u8; 16] = {
            let mut offsets = [b'0'.wrapping_sub(52); 16];
            offsets[0] = b'A';
            offsets[1] = b'a' - 26;
            offsets
        };
        let characters = alphabet.characters();
        // SAFETY: as in encode_groups.
        unsafe {
            if ANY {
                return Alphabet([
                    both_halves(array_at(characters, 0)),
                    both_halves(array_at(characters, 16)),
                    both_halves(array_at(characters, 32)),
                    both_halves(array_at(characters, 48)),
                ]);
            }
            let offset = |value: usize| i32::from(characters[value]) - value as i32;
            let offsets = load_half(&OFFSETS);
            let offsets = _mm_insert_epi8::<12>(offsets, offset(62));
            let offsets = _mm_insert_epi8::<13>(offsets, offset(63));
            Alphabet([_mm256_broadcastsi128_si256(offsets); 4])
        }
    }
}

/// Eight groups of three bytes become four characters each.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn encode_vector<const ANY: bool>(alphabet: &Alphabet, bytes: &[u8; BYTES]) -> __m256i {
    /// A group's bytes as b a c b: each pair has two characters' bits in one piece. The upper half has four bytes of the lower one's
    /// before its own, so that none behind the last is loaded.
    const SPREAD: [u8; VECTOR] = [
        1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10, //
        5, 4, 6, 5, 8, 7, 9, 8, 11, 10, 12, 11, 14, 13, 15, 14,
    ];
    // SAFETY: as in encode_groups.
    unsafe {
        let halves = [
            load_half(array_at(bytes, 0)),
            load_half(array_at(bytes, BYTES - VECTOR / 2)),
        ];
        encode_loaded::<ANY>(alphabet, _mm256_set_m128i(halves[1], halves[0]), &SPREAD)
    }
}

/// As [`encode_vector`], for the bytes in the middle, which takes one load.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn encode_inner<const ANY: bool>(alphabet: &Alphabet, bytes: &[u8; VECTOR]) -> __m256i {
    /// As in [`encode_vector`], the other way round.
    const SPREAD: [u8; VECTOR] = [
        5, 4, 6, 5, 8, 7, 9, 8, 11, 10, 12, 11, 14, 13, 15, 14, //
        1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10,
    ];
    // SAFETY: as in encode_groups.
    unsafe { encode_loaded::<ANY>(alphabet, load(bytes), &SPREAD) }
}

/// As [`encode_vector`], for two times twelve bytes.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn encode_short<const ANY: bool>(
    alphabet: &Alphabet,
    first: &[u8; BYTES / 2],
    second: &[u8; BYTES / 2],
) -> __m256i {
    /// As in [`encode_vector`], where the last four bytes are loaded twice.
    const SPREAD: [u8; VECTOR] = [
        1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 12, 7, 14, 13, 15, 14, //
        1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 12, 7, 14, 13, 15, 14,
    ];
    // SAFETY: as in encode_groups.
    unsafe {
        let halves = [first, second].map(|bytes| {
            let (low, high) = (array_at::<8>(bytes, 0), array_at::<8>(bytes, 4));
            let (low, high) = (i64::from_le_bytes(*low), i64::from_le_bytes(*high));
            _mm_set_epi64x(high, low)
        });
        encode_loaded::<ANY>(alphabet, _mm256_set_m128i(halves[1], halves[0]), &SPREAD)
    }
}

/// A half of each product of 16-bit numbers: `"vpmulhuw"` for the upper, `"vpmullw"` for the lower.
///
/// There are intrinsics for that. The compiler, who sees that factors are powers of two, makes three instructions and six of them.
macro_rules! products {
    ($instruction:literal, $left:expr, $right:expr) => {{
        let products: __m256i;
        asm!(
            concat!($instruction, " {}, {}, {}"),
            lateout(ymm_reg) products,
            in(ymm_reg) $left,
            in(ymm_reg) $right,
            options(pure, nomem, nostack, preserves_flags)
        );
        products
    }};
}

/// Encodes two times twelve bytes, put into the order that [`encode_vector`] tells of.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn encode_loaded<const ANY: bool>(
    alphabet: &Alphabet,
    bytes: __m256i,
    order: &[u8; VECTOR],
) -> __m256i {
    let Alphabet([first, second, third, fourth]) = *alphabet;
    // SAFETY: as in encode_groups.
    unsafe {
        let spread = _mm256_shuffle_epi8(bytes, load(order));
        // Shifts by numbers of bits that differ, as products.
        let even = _mm256_and_si256(spread, _mm256_set1_epi32(0x0fc0_fc00));
        let even = products!("vpmulhuw", even, _mm256_set1_epi32(0x0400_0040));
        let odd = _mm256_and_si256(spread, _mm256_set1_epi32(0x003f_03f0));
        let odd = products!("vpmullw", odd, _mm256_set1_epi32(0x0100_0010));
        let values = _mm256_or_si256(even, odd);
        if ANY {
            // Bits 4 and 5 of a value say which row it is in; blending looks at bit 7.
            let (bit_4, bit_5) = (
                _mm256_slli_epi16::<3>(values),
                _mm256_slli_epi16::<2>(values),
            );
            let row = |row| _mm256_shuffle_epi8(row, values);
            return _mm256_blendv_epi8(
                _mm256_blendv_epi8(row(first), row(second), bit_4),
                _mm256_blendv_epi8(row(third), row(fourth), bit_4),
                bit_5,
            );
        }
        // 0 for capital letters, 1 for small ones, then one for each digit and for the last two.
        let kind = _mm256_sub_epi8(
            _mm256_subs_epu8(values, _mm256_set1_epi8(51)),
            _mm256_cmpgt_epi8(values, _mm256_set1_epi8(25)),
        );
        _mm256_add_epi8(values, _mm256_shuffle_epi8(first, kind))
    }
}
