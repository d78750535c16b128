//! Eight words, which are 32 bytes, to 40 characters at a time, and back. The arithmetic is that of the kernel for AVX-512.
//!
//! Loops are written over slices. Unsafe are: to enter code compiled for the instruction set, for which the caller's [`Avx2`] is
//! the proof, and to say how much that code has stored; and to load and store half a vector in a slice of its size.

#[cfg(target_arch = "x86")]
use core::arch::x86::*;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::*;

use super::encode::Abbreviations;
use super::{Alphabet, GROUP, WORD};
use crate::Output;
use crate::arch::Avx2;
use crate::arch::output::Window;

/// Bytes in a vector.
pub(super) const VECTOR: usize = 32;
/// Characters that a vector of words is written with.
const TEXT: usize = VECTOR / WORD * GROUP;
/// Bytes in each half of a vector, between which bytes are not shuffled.
const HALF: usize = VECTOR / 2;

/// Encodes whole vectors up to one of which a word may be abbreviated, and returns how many bytes they were.
#[inline]
pub(super) fn encode(
    _proof: Avx2,
    alphabet: &Alphabet,
    abbreviations: Abbreviations,
    input: &[u8],
    output: &mut Output<'_>,
) -> usize {
    // SAFETY: an Avx2 exists only where the extension does, and encode_vectors returns how much it has stored.
    unsafe { output.fill(|window| encode_vectors(alphabet, abbreviations, input, window)) }
}

/// Decodes whole vectors of digits up to one that holds anything else, and returns how many characters they were. Words that are
/// zero stop it, too, if `stop_at_zeros`.
#[inline]
pub(super) fn decode(
    _proof: Avx2,
    meanings: &[u8; 256],
    stop_at_zeros: bool,
    input: &[u8],
    output: &mut Output<'_>,
) -> usize {
    // SAFETY: an Avx2 exists only where the extension does, and decode_vectors returns how much it has stored.
    unsafe { output.fill(|window| decode_vectors(meanings, stop_at_zeros, input, window)) }
}

/// Returns how many characters it wrote, and how many bytes they stand for.
#[target_feature(enable = "avx2")]
fn encode_vectors(
    alphabet: &Alphabet,
    abbreviations: Abbreviations,
    input: &[u8],
    window: Window<'_>,
) -> (usize, usize) {
    let table: [__m256i; 6] = tables(alphabet.entries());
    let mut blocks = 0;
    for (block, room) in input
        .chunks_exact(VECTOR)
        .zip(window.chunks_exact_mut(TEXT))
    {
        let (lower, upper) = block.split_at(HALF);
        let words = big_endian(_mm256_set_m128i(load(upper), load(lower)));
        if may_be_short(abbreviations, words) {
            break;
        }
        write_groups(&table, words, room);
        blocks += 1;
    }
    (blocks * TEXT, blocks * VECTOR)
}

#[inline]
#[target_feature(enable = "avx2")]
fn may_be_short(abbreviations: Abbreviations, words: __m256i) -> bool {
    let zeros = _mm256_cmpeq_epi32(words, _mm256_setzero_si256());
    let spaces = _mm256_cmpeq_epi32(words, _mm256_set1_epi32(0x2020_2020));
    let short = match abbreviations {
        Abbreviations::None => return false,
        Abbreviations::Zeros => zeros,
        Abbreviations::ZerosAndSpaces => _mm256_or_si256(zeros, spaces),
    };
    _mm256_movemask_epi8(short) != 0
}

/// Writes `words` into `room` for 40 characters.
#[inline]
#[target_feature(enable = "avx2")]
fn write_groups(table: &[__m256i; 6], words: __m256i, room: Window<'_>) {
    // word / 85²: the upper half of the product with 2⁴⁴ / 85², rounded up, shifted by the 12 that are too many.
    let reciprocal = _mm256_set1_epi32(2_434_904_643_u32 as i32);
    let even = _mm256_srli_epi64::<32>(_mm256_mul_epu32(words, reciprocal));
    let odd = _mm256_mul_epu32(_mm256_srli_epi64::<32>(words), reciprocal);
    let upper = _mm256_srli_epi32::<12>(_mm256_blend_epi32::<0b1010_1010>(even, odd));
    // upper / 85², the first digit: the factor is so little too large that the quotient rounds down correctly.
    let factor = _mm256_set1_ps(1.000_000_2 / 7225.0);
    let first = _mm256_cvttps_epi32(_mm256_mul_ps(_mm256_cvtepi32_ps(upper), factor));
    // Remainders are less than 2¹⁶: in the lower half of each lane for the last two digits, in the upper for those in the middle.
    let square = _mm256_set1_epi32(7225);
    let last = _mm256_sub_epi16(words, _mm256_mullo_epi16(upper, square));
    let middle = _mm256_sub_epi16(upper, _mm256_mullo_epi16(first, square));
    let pairs = _mm256_blend_epi16::<0b1010_1010>(last, _mm256_slli_epi32::<16>(middle));
    // pair / 85 as a product with 2²⁰ / 85, rounded up. Then quotient + 256 * (pair - 85 * quotient), both digits of the pair.
    let tens = _mm256_srli_epi16::<4>(_mm256_mulhi_epu16(pairs, _mm256_set1_epi16(12337)));
    let digits = _mm256_sub_epi16(
        _mm256_slli_epi16::<8>(pairs),
        _mm256_mullo_epi16(tens, _mm256_set1_epi16(85 * 256 - 1)),
    );
    // Each half writes 20 characters: 16, and then those behind the first of its last group.
    let from_digits = _mm_setr_epi8(-1, 2, 3, 0, 1, -1, 6, 7, 4, 5, -1, 10, 11, 8, 9, -1);
    let from_first = _mm_setr_epi8(0, -1, -1, -1, -1, 4, -1, -1, -1, -1, 8, -1, -1, -1, -1, 12);
    let behind = _mm_setr_epi8(
        14, 15, 12, 13, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    );
    let text = _mm256_or_si256(
        _mm256_shuffle_epi8(digits, _mm256_broadcastsi128_si256(from_digits)),
        _mm256_shuffle_epi8(first, _mm256_broadcastsi128_si256(from_first)),
    );
    let behind = _mm256_shuffle_epi8(digits, _mm256_broadcastsi128_si256(behind));
    let (text, behind) = (look_up(table, text), look_up(table, behind));
    let (lower, upper) = room.split_at_mut(TEXT / 2);
    // Sixteen characters, of which the last four are right, and then the others over them: a store of four is none of a vector.
    let last_four = |half| _mm_slli_si128::<12>(half);
    store(&mut lower[4..], last_four(_mm256_castsi256_si128(behind)));
    store(lower, _mm256_castsi256_si128(text));
    store(
        &mut upper[4..],
        last_four(_mm256_extracti128_si256::<1>(behind)),
    );
    store(upper, _mm256_extracti128_si256::<1>(text));
}

/// Returns how many bytes it wrote, and how many characters stand for them.
#[target_feature(enable = "avx2")]
fn decode_vectors(
    meanings: &[u8; 256],
    stop_at_zeros: bool,
    input: &[u8],
    window: Window<'_>,
) -> (usize, usize) {
    let table: [__m256i; 8] = tables(meanings);
    let mut blocks = 0;
    for (block, room) in input
        .chunks_exact(TEXT)
        .zip(window.chunks_exact_mut(VECTOR))
    {
        let Some(words) = words_of(&table, stop_at_zeros, block) else {
            break;
        };
        let words = big_endian(words);
        let (lower, upper) = room.split_at_mut(HALF);
        store(lower, _mm256_castsi256_si128(words));
        store(upper, _mm256_extracti128_si256::<1>(words));
        blocks += 1;
    }
    (blocks * VECTOR, blocks * TEXT)
}

/// The words that 40 characters write, if they do.
#[inline]
#[target_feature(enable = "avx2")]
fn words_of(table: &[__m256i; 8], stop_at_zeros: bool, text: &[u8]) -> Option<__m256i> {
    // Each half has 20 characters, so that the last group is only in the second of two vectors.
    let (lower, upper) = text.split_at(TEXT / 2);
    let begin = _mm256_set_m128i(load(upper), load(lower));
    let end = _mm256_set_m128i(load(&upper[4..]), load(&lower[4..]));
    let pick = |from_begin, from_end| {
        _mm256_or_si256(
            _mm256_shuffle_epi8(begin, _mm256_broadcastsi128_si256(from_begin)),
            _mm256_shuffle_epi8(end, _mm256_broadcastsi128_si256(from_end)),
        )
    };
    let leading = pick(
        _mm_setr_epi8(0, -1, -1, -1, 5, -1, -1, -1, 10, -1, -1, -1, -1, -1, -1, -1),
        _mm_setr_epi8(
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 11, -1, -1, -1,
        ),
    );
    let others = pick(
        _mm_setr_epi8(1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, -1, -1, -1, -1),
        _mm_setr_epi8(
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 12, 13, 14, 15,
        ),
    );
    let first_of_word = _mm256_set1_epi32(0xff);
    let (leading_digits, other_digits) = (look_up(table, leading), look_up(table, others));
    let leading_digits = _mm256_and_si256(leading_digits, first_of_word);
    // What is not ASCII is found nowhere in the table, and is zero then.
    let not_ascii = _mm256_or_si256(leading, others);
    let no_digits = _mm256_or_si256(not_ascii, _mm256_or_si256(leading_digits, other_digits));
    // 85 * 2nd + 3rd and 85 * 4th + 5th, then 85² * the former + the latter.
    let pairs = _mm256_maddubs_epi16(other_digits, _mm256_set1_epi16(0x0155));
    let sums = _mm256_madd_epi16(pairs, _mm256_set1_epi32(1 << 16 | 7225));
    let weight = _mm256_set1_epi32(52_200_625);
    let words = _mm256_add_epi32(_mm256_mullo_epi32(leading_digits, weight), sums);
    // A group that begins with 82 is at least 82 * 85⁴; it has overflowed if it is less, as all have that begin with more.
    let large = _mm256_cmpgt_epi32(leading_digits, _mm256_set1_epi32(81));
    let least = _mm256_set1_epi32((82 * 52_200_625_u32) as i32);
    let enough = _mm256_cmpeq_epi32(_mm256_max_epu32(words, least), words);
    let mut stops = _mm256_andnot_si256(enough, large);
    if stop_at_zeros {
        let zeros = _mm256_cmpeq_epi32(words, _mm256_setzero_si256());
        stops = _mm256_or_si256(stops, zeros);
    }
    let is_good = _mm256_movemask_epi8(_mm256_or_si256(no_digits, stops)) == 0;
    is_good.then_some(words)
}

/// Sixteen entries in each half of each vector.
#[inline]
#[target_feature(enable = "avx2")]
fn tables<const N: usize>(entries: &[u8]) -> [__m256i; N] {
    let mut tables = [_mm256_setzero_si256(); N];
    for (table, part) in tables.iter_mut().zip(entries.chunks_exact(16)) {
        *table = _mm256_broadcastsi128_si256(load(part));
    }
    tables
}

/// The entries for indices, zero for those that are too large.
#[inline]
#[target_feature(enable = "avx2")]
fn look_up<const N: usize>(tables: &[__m256i; N], indices: __m256i) -> __m256i {
    let mut found = _mm256_setzero_si256();
    let mut indices = indices;
    for table in tables {
        // A shuffle gives zero where the highest bit is set, which this does for all but 0 to 15.
        let index = _mm256_adds_epu8(indices, _mm256_set1_epi8(0x70));
        found = _mm256_or_si256(found, _mm256_shuffle_epi8(*table, index));
        indices = _mm256_sub_epi8(indices, _mm256_set1_epi8(16));
    }
    found
}

/// Swaps the bytes in each word.
#[inline]
#[target_feature(enable = "avx2")]
fn big_endian(words: __m256i) -> __m256i {
    let order = _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
    _mm256_shuffle_epi8(words, _mm256_broadcastsi128_si256(order))
}

/// Loads the first sixteen bytes.
///
/// # Panics
/// If there are fewer.
#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8]) -> __m128i {
    let bytes = &bytes[..HALF];
    // SAFETY: the slice is as long as what is loaded, with no demands on alignment.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

/// Stores sixteen bytes at the start of `room`.
///
/// # Panics
/// If it is shorter.
#[inline]
#[target_feature(enable = "avx2")]
fn store(room: Window<'_>, bytes: __m128i) {
    let room = &mut room[..HALF];
    // SAFETY: the slice is as long as what is stored, with no demands on alignment.
    unsafe { _mm_storeu_si128(room.as_mut_ptr().cast(), bytes) };
}
