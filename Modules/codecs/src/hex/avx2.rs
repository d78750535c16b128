//! Hexadecimal digits with AVX2, in blocks of 32 bytes.

#[cfg(target_arch = "x86")]
use core::arch::x86::*;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::*;

use super::encode;
use crate::Output;
use crate::arch::Avx2;
use crate::arch::output::Window;

/// As [`encode::encode_blocks`], whose code the compiler makes vectors of for AVX2, too.
#[inline]
pub(super) fn encode_blocks(
    _proof: Avx2,
    before_letters: u8,
    input: &[u8],
    output: &mut Output<'_>,
) -> usize {
    #[target_feature(enable = "avx2")]
    unsafe fn compiled(before_letters: u8, input: &[u8], output: &mut Output<'_>) -> usize {
        encode::encode_blocks(before_letters, input, output)
    }
    // SAFETY: an Avx2 exists only where the extension does.
    unsafe { compiled(before_letters, input, output) }
}

/// Decodes blocks of 64 digits as long as there is nothing else among them. Returns how many characters it decoded.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn decode_blocks(
    _proof: Avx2,
    lowercase: bool,
    input: &[u8],
    output: &mut Output<'_>,
) -> usize {
    // SAFETY: an Avx2 exists only where the extension does, and decode returns how much it has stored.
    unsafe { output.fill(|window| decode(lowercase, input, window)) }
}

/// Returns how many bytes it wrote, and how many characters stand for them.
#[target_feature(enable = "avx2")]
unsafe fn decode(lowercase: bool, text: &[u8], window: Window<'_>) -> (usize, usize) {
    // The bit that makes a letter a lower-case one is set where it does not matter, and then the letters begin at `a`.
    let (case_bit, first_letter) = if lowercase { (0x20, b'a') } else { (0, b'A') };
    let mut written = 0;
    for (text, room) in text.chunks_exact(64).zip(window.chunks_exact_mut(32)) {
        let (first, second) = text.split_at(32);
        // SAFETY: the store is of 32 bytes, as there are, and wants no alignment. The instructions are of AVX2, which the
        // caller answers for.
        unsafe {
            let (first, first_digits) = look_up(case_bit, first_letter, first);
            let (second, second_digits) = look_up(case_bit, first_letter, second);
            if _mm256_movemask_epi8(_mm256_and_si256(first_digits, second_digits)) != -1 {
                break;
            }
            // The first digit of a byte times 16, and the second one.
            let weights = _mm256_set1_epi16(0x0110);
            let first = _mm256_maddubs_epi16(first, weights);
            let second = _mm256_maddubs_epi16(second, weights);
            // Packing goes by halves of vectors, so that the inner quarters have to change places.
            let bytes =
                _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packus_epi16(first, second));
            _mm256_storeu_si256(room.as_mut_ptr().cast(), bytes);
        }
        written += 32;
    }
    (written, 2 * written)
}

/// What each of the first 32 characters is worth, and all ones for each that is a digit.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn look_up(case_bit: u8, first_letter: u8, text: &[u8]) -> (__m256i, __m256i) {
    let text = &text[..32];
    // SAFETY: the load is of 32 bytes, as there are, and wants no alignment. The instructions are of AVX2, which the caller
    // answers for.
    unsafe {
        let text = _mm256_loadu_si256(text.as_ptr().cast());
        let decimal = _mm256_sub_epi8(text, _mm256_set1_epi8(b'0' as i8));
        let letter = _mm256_sub_epi8(
            _mm256_or_si256(text, _mm256_set1_epi8(case_bit as i8)),
            _mm256_set1_epi8(first_letter as i8),
        );
        let is_decimal = _mm256_cmpeq_epi8(_mm256_min_epu8(decimal, _mm256_set1_epi8(9)), decimal);
        let is_letter = _mm256_cmpeq_epi8(_mm256_min_epu8(letter, _mm256_set1_epi8(5)), letter);
        let letter = _mm256_add_epi8(letter, _mm256_set1_epi8(10));
        (
            _mm256_blendv_epi8(letter, decimal, is_decimal),
            _mm256_or_si256(is_decimal, is_letter),
        )
    }
}
