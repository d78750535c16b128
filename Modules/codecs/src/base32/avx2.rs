//! Base32 with AVX2: 20 bytes become 32 characters at a time, and back.

#[cfg(target_arch = "x86")]
use core::arch::x86::*;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::*;

use crate::Output;
use crate::arch::Avx2;
use crate::arch::output::Window;

/// Less is not worth it to [`encode`].
pub(super) const SHORTEST_INPUT: usize = 26;
/// Less is not worth it to [`decode`].
pub(super) const SHORTEST_TEXT: usize = 64;

/// Encodes whole groups, but for the last few, and returns how many bytes that were.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn encode(
    _proof: Avx2,
    characters: &[u8; 32],
    input: &[u8],
    output: &mut Output<'_>,
) -> usize {
    // SAFETY: an Avx2 exists only where the extension does, and encode_groups returns how much it has stored.
    unsafe { output.fill(|window| encode_groups(characters, input, window)) }
}

/// Decodes whole groups, but for the last few, as long as there are characters with a value only. Returns how many characters
/// that were.
///
/// `values` has those of ASCII characters, and something above 127 for those without; other bytes have none here.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn decode(
    _proof: Avx2,
    values: &[u8; 128],
    text: &[u8],
    output: &mut Output<'_>,
) -> usize {
    // SAFETY: an Avx2 exists only where the extension does, and decode_groups returns how much it has stored.
    unsafe { output.fill(|window| decode_groups(values, text, window)) }
}

/// Returns how many characters it wrote, and how many bytes they stand for.
#[target_feature(enable = "avx2")]
unsafe fn encode_groups(characters: &[u8; 32], input: &[u8], window: Window<'_>) -> (usize, usize) {
    let mut done = 0;
    let mut written = 0;
    // SAFETY: each load and store is of as many bytes as the slice it is given has, and wants no alignment. The instructions are
    // of AVX2, which the caller answers for.
    unsafe {
        let (low, high) = characters.split_at(16);
        let low = _mm256_broadcastsi128_si256(_mm_loadu_si128(low.as_ptr().cast()));
        let high = _mm256_broadcastsi128_si256(_mm_loadu_si128(high.as_ptr().cast()));
        // Two characters come from two bytes, the first one above: the one in which their ten bits begin, and the next.
        let order = _mm256_broadcastsi128_si256(_mm_setr_epi8(
            1, 0, 2, 1, 3, 2, 4, 3, 6, 5, 7, 6, 8, 7, 9, 8,
        ));
        // How far up the ten bits have to move, as factors.
        let factors = _mm256_set1_epi64x(i64::from_le_bytes([1, 0, 4, 0, 16, 0, 64, 0]));
        // A half of the vector takes ten bytes, and loads 16.
        while let (Some(bytes), Some(room)) = (
            input[done..].first_chunk::<SHORTEST_INPUT>(),
            window[written..].first_chunk_mut::<32>(),
        ) {
            let (first, second) = (&bytes[..16], &bytes[10..26]);
            let bytes = _mm256_inserti128_si256::<1>(
                _mm256_castsi128_si256(_mm_loadu_si128(first.as_ptr().cast())),
                _mm_loadu_si128(second.as_ptr().cast()),
            );
            let tens = _mm256_mullo_epi16(_mm256_shuffle_epi8(bytes, order), factors);
            let values = _mm256_or_si256(
                _mm256_srli_epi16::<11>(tens),
                _mm256_and_si256(_mm256_slli_epi16::<2>(tens), _mm256_set1_epi16(0x1f00)),
            );
            // Bit 4 of a value says which half of the alphabet it is from; blending looks at bit 7.
            let text = _mm256_blendv_epi8(
                _mm256_shuffle_epi8(low, values),
                _mm256_shuffle_epi8(high, values),
                _mm256_slli_epi16::<3>(values),
            );
            _mm256_storeu_si256(room.as_mut_ptr().cast(), text);
            done += 20;
            written += 32;
        }
    }
    (written, done)
}

/// Returns how many bytes it wrote, and how many characters stand for them.
#[target_feature(enable = "avx2")]
unsafe fn decode_groups(values: &[u8; 128], text: &[u8], window: Window<'_>) -> (usize, usize) {
    let mut done = 0;
    let mut written = 0;
    // SAFETY: as in encode_groups.
    unsafe {
        // Sixteen characters with the same upper four bits a row. The sign bit now marks those that have a value.
        let mut rows = [_mm256_setzero_si256(); 8];
        for (row, values) in rows.iter_mut().zip(values.chunks_exact(16)) {
            let values = _mm256_broadcastsi128_si256(_mm_loadu_si128(values.as_ptr().cast()));
            let known = _mm256_cmpgt_epi8(values, _mm256_set1_epi8(-1));
            *row = _mm256_and_si256(known, _mm256_or_si256(values, _mm256_set1_epi8(-128)));
        }
        // Bytes of a group, the first one uppermost, to the start of each half.
        let order = _mm256_broadcastsi128_si256(_mm_setr_epi8(
            4, 3, 2, 1, 0, 12, 11, 10, 9, 8, -1, -1, -1, -1, -1, -1,
        ));
        while let (Some(text), Some(room)) = (
            text[done..].first_chunk::<32>(),
            window[written..].first_chunk_mut::<26>(),
        ) {
            let text = _mm256_loadu_si256(text.as_ptr().cast());
            let mut looked_up = _mm256_setzero_si256();
            for (number, row) in rows.iter().enumerate() {
                // What is not in this row becomes an index that finds zero.
                let index = _mm256_xor_si256(text, _mm256_set1_epi8((number as i8) << 4));
                let index = _mm256_adds_epu8(index, _mm256_set1_epi8(0x70));
                looked_up = _mm256_or_si256(looked_up, _mm256_shuffle_epi8(*row, index));
            }
            if _mm256_movemask_epi8(looked_up) != -1 {
                break;
            }
            let values = _mm256_and_si256(looked_up, _mm256_set1_epi8(31));
            // The first of two times the place of the second, twice, and then by shifts.
            let tens = _mm256_maddubs_epi16(values, _mm256_set1_epi16(i16::from_le_bytes([32, 1])));
            let twenties = _mm256_madd_epi16(tens, _mm256_set1_epi32(1 << 16 | 1024));
            let forties = _mm256_or_si256(
                _mm256_slli_epi64::<20>(twenties),
                _mm256_srli_epi64::<32>(twenties),
            );
            let bytes = _mm256_shuffle_epi8(forties, order);
            // The second store begins behind the ten bytes of the first that count.
            let first = room[..16].as_mut_ptr();
            _mm_storeu_si128(first.cast(), _mm256_castsi256_si128(bytes));
            let second = room[10..26].as_mut_ptr();
            _mm_storeu_si128(second.cast(), _mm256_extracti128_si256::<1>(bytes));
            done += 32;
            written += 20;
        }
    }
    (written, done)
}
