//! Hexadecimal digits in vectors of 64 bytes: 32 bytes become 64 digits at a time, and back.
//!
//! All that is unsafe here is to enter code compiled for the instruction set, for which the caller's [`Avx512`] is the proof, and
//! to say how much memory that code has filled. Vectors are loaded and stored by [`zmm`](crate::arch::zmm), within slices.

use core::arch::x86_64::*;
use core::mem::MaybeUninit;
use core::num::NonZero;

use super::DecodeError;
use crate::arch::Avx512;
use crate::arch::output::initialised;
use crate::arch::zmm::*;
use crate::{ByteSet, Output};

/// Bytes whose digits fill a vector.
const BYTES: usize = VECTOR / 2;
/// How many values are gathered before they are put together to bytes.
const BATCH: usize = 512;

/// Encodes `input` without separators.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn encode(_proof: Avx512, digits: &[u8; 16], input: &[u8], output: &mut Output<'_>) {
    // SAFETY: an Avx512 exists only where all of the extensions do, and encode_digits fills what it says.
    unsafe {
        output.fill(|window| {
            encode_digits(lookup(digits), input, window);
            (2 * input.len(), ())
        });
    }
}

/// Encodes `input` with `separator` behind every `group` bytes, but not at the end.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn encode_groups(
    _proof: Avx512,
    digits: &[u8; 16],
    separator: u8,
    group: NonZero<usize>,
    input: &[u8],
    output: &mut Output<'_>,
) {
    // SAFETY: an Avx512 exists only where all of the extensions do, and both functions return how much they have stored.
    unsafe {
        output.fill(|window| {
            let written = if group.get() < BYTES {
                encode_short_groups(lookup(digits), separator, group, input, window)
            } else {
                encode_long_groups(lookup(digits), separator, group, input, window)
            };
            (written, ())
        });
    }
}

/// Decodes `text`, an even number of characters. `values` has what ASCII characters are worth, and something above 127 for
/// those that are no digits; other bytes are none. Returns whether all are digits; if not, nothing counts as written.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn decode(
    _proof: Avx512,
    values: &[u8; 128],
    text: &[u8],
    output: &mut Output<'_>,
) -> bool {
    // SAFETY: an Avx512 exists only where all of the extensions do, and decode_digits fills what it says.
    unsafe {
        output.fill(|window| {
            let all_digits = decode_digits(values, text, window);
            (if all_digits { text.len() / 2 } else { 0 }, all_digits)
        })
    }
}

/// Decodes the digits of `text`, among which there may be `ignored` characters. `values` is as for [`decode`].
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn decode_skipping(
    _proof: Avx512,
    values: &[u8; 128],
    ignored: &ByteSet,
    text: &[u8],
    output: &mut Output<'_>,
) -> Result<(), DecodeError> {
    // SAFETY: an Avx512 exists only where all of the extensions do, and compress_and_decode returns how much it has stored.
    unsafe {
        output.fill(
            |window| match compress_and_decode(values, ignored, text, window) {
                Ok(written) => (written, Ok(())),
                Err(error) => (0, Err(error)),
            },
        )
    }
}

kernels! {
    /// Fills the first `2 * input.len()` bytes of the window.
    fn encode_digits(lookup: __m512i, input: &[u8], window: Window<'_>) {
        let window = &mut window[..2 * input.len()];
        let Some((last_bytes, last_room)) = input
            .last_chunk::<BYTES>()
            .zip(window.len().checked_sub(VECTOR))
        else {
            return store_part(encode_vector(lookup, load_half_part(input)), window);
        };
        for (bytes, room) in input
            .chunks_exact(2 * BYTES)
            .zip(window.chunks_exact_mut(2 * VECTOR))
        {
            let ((first, second), (first_room, second_room)) =
                (bytes.split_at(BYTES), room.split_at_mut(VECTOR));
            store(encode_vector(lookup, load_half(first)), first_room);
            store(encode_vector(lookup, load_half(second)), second_room);
        }
        let done = input.len() / (2 * BYTES) * (2 * BYTES);
        if let Some(bytes) = input[done..].first_chunk::<BYTES>() {
            store(encode_vector(lookup, load_half(bytes)), &mut window[2 * done..][..VECTOR]);
        }
        // What is left ends where the input ends; some of it was encoded before, to the same digits.
        store(encode_vector(lookup, load_half(last_bytes)), &mut window[last_room..]);
    }

    /// Several groups in a vector, each less than half of one. Returns how many characters it wrote.
    fn encode_short_groups(
        lookup: __m512i,
        separator: u8,
        group: NonZero<usize>,
        input: &[u8],
        window: Window<'_>,
    ) -> usize {
        let text_len = 2 * group.get() + 1;
        let groups = VECTOR / text_len;
        let bytes_in_vector = groups * group.get();
        let text_in_vector = groups * text_len;
        // A one for each digit, a zero for each separator.
        let places = !every(text_len);
        let separators = _mm512_set1_epi8(separator as i8);
        let mut done = 0;
        let mut written = 0;
        while input.len() - done > bytes_in_vector {
            let rest = &input[done..];
            let bytes = match rest.first_chunk::<BYTES>() {
                Some(bytes) => load_half(bytes),
                None => load_half_part(rest),
            };
            let digits = encode_vector(lookup, bytes);
            let text = _mm512_mask_expand_epi8(separators, places, digits);
            match window[written..].first_chunk_mut::<VECTOR>() {
                Some(room) => store(text, room),
                None => store_part(text, &mut window[written..][..text_in_vector]),
            }
            done += bytes_in_vector;
            written += text_in_vector;
        }
        let rest = &input[done..];
        if !rest.is_empty() {
            let digits = encode_vector(lookup, load_half_part(rest));
            let text = _mm512_mask_expand_epi8(separators, places, digits);
            let len = 2 * rest.len() + (rest.len() - 1) / group;
            store_part(text, &mut window[written..][..len]);
            written += len;
        }
        written
    }

    /// Several vectors in a group. Returns how many characters it wrote.
    fn encode_long_groups(
        lookup: __m512i,
        separator: u8,
        group: NonZero<usize>,
        input: &[u8],
        window: Window<'_>,
    ) -> usize {
        let mut written = 0;
        for bytes in input.chunks(group.get()) {
            if written != 0 {
                window[written].write(separator);
                written += 1;
            }
            encode_digits(lookup, bytes, &mut window[written..]);
            written += 2 * bytes.len();
        }
        written
    }

    /// Fills the first `text.len() / 2` bytes of the window, if all of the text is digits; otherwise says that it is not.
    fn decode_digits(values: &[u8; 128], text: &[u8], window: Window<'_>) -> bool {
        let table = Table::of(values);
        let window = &mut window[..text.len() / 2];
        let Some((last_text, last_room)) = text
            .last_chunk::<VECTOR>()
            .zip(window.len().checked_sub(BYTES))
        else {
            let text = load_part(_mm512_set1_epi8(b'0' as i8), text);
            let looked_up = table.look_up(text);
            store_half_part(put_together(looked_up), window);
            return strangers(looked_up, text) == 0;
        };
        for (text, room) in text
            .chunks_exact(2 * VECTOR)
            .zip(window.chunks_exact_mut(2 * BYTES))
        {
            let (first, second) = text.split_at(VECTOR);
            let (first, second) = (load(first), load(second));
            let (first_values, second_values) = (table.look_up(first), table.look_up(second));
            let both_values = _mm512_or_si512(first_values, second_values);
            if strangers(both_values, _mm512_or_si512(first, second)) != 0 {
                return false;
            }
            store(put_together_two(first_values, second_values), room);
        }
        let done = text.len() / (2 * VECTOR) * (2 * VECTOR);
        if let Some(text) = text[done..].first_chunk::<VECTOR>() {
            let text = load(text);
            let looked_up = table.look_up(text);
            if strangers(looked_up, text) != 0 {
                return false;
            }
            store_half(put_together(looked_up), &mut window[done / 2..][..BYTES]);
        }
        // What is left ends where the text ends; some of it was decoded before, to the same bytes.
        let text = load(last_text);
        let looked_up = table.look_up(text);
        store_half(put_together(looked_up), &mut window[last_room..]);
        strangers(looked_up, text) == 0
    }

    /// Returns how many bytes it wrote.
    fn compress_and_decode(
        values: &[u8; 128],
        ignored: &ByteSet,
        text: &[u8],
        window: Window<'_>,
    ) -> Result<usize, DecodeError> {
        let table = Table::of(values);
        let ignored = members(ignored);
        // Values that are not in the output yet. There is always room for another vector of them.
        let mut batch = [MaybeUninit::uninit(); BATCH + VECTOR];
        let mut gathered = 0;
        let mut written = 0;
        for text in text.chunks(VECTOR) {
            let part = u64::MAX >> (VECTOR - text.len());
            let text = load_some(text);
            let looked_up = table.look_up(text);
            let others = strangers(looked_up, text);
            if others == 0 && part == u64::MAX && gathered == 0 {
                store_half(put_together(looked_up), &mut window[written..][..BYTES]);
                written += BYTES;
                continue;
            }
            if others & part != 0 && others & part & !among(ignored, text) != 0 {
                return Err(DecodeError::NotHexadecimal);
            }
            let digits = part & !others;
            let compressed = _mm512_maskz_compress_epi8(digits, looked_up);
            store(compressed, &mut batch[gathered..][..VECTOR]);
            gathered += digits.count_ones() as usize;
            if gathered >= BATCH {
                // SAFETY: so many were stored one behind the other.
                let full = unsafe { initialised(&mut batch[..gathered]) };
                for (values, room) in full[..BATCH]
                    .chunks_exact(2 * VECTOR)
                    .zip(window[written..].chunks_exact_mut(2 * BYTES))
                {
                    let (first, second) = values.split_at(VECTOR);
                    store(put_together_two(load(first), load(second)), room);
                }
                written += BATCH / 2;
                gathered -= BATCH;
                full.copy_within(BATCH.., 0);
            }
        }
        // SAFETY: as above.
        let rest = unsafe { initialised(&mut batch[..gathered]) };
        for values in rest.chunks(VECTOR) {
            let bytes = put_together(load_some(values));
            store_half_part(bytes, &mut window[written..][..values.len() / 2]);
            written += values.len() / 2;
        }
        if gathered % 2 != 0 {
            return Err(DecodeError::OddNumberOfDigits);
        }
        Ok(written)
    }

    /// The digits four times, so that the two upper bits of a six-bit index do not matter.
    fn lookup(digits: &[u8; 16]) -> __m512i {
        let digits = i128::from_le_bytes(*digits);
        _mm512_broadcast_i32x4(_mm_set_epi64x((digits >> 64) as i64, digits as i64))
    }

    fn encode_vector(lookup: __m512i, bytes: __m256i) -> __m512i {
        // Four bytes of input in each eight, and where in them the bits of each digit begin.
        const PLACES: [u8; 8] = [4, 0, 12, 8, 20, 16, 28, 24];
        let places = _mm512_set1_epi64(i64::from_le_bytes(PLACES));
        let values = _mm512_multishift_epi64_epi8(places, _mm512_cvtepu32_epi64(bytes));
        _mm512_permutexvar_epi8(values, lookup)
    }

    /// The bytes that 64 values make.
    fn put_together(values: __m512i) -> __m256i {
        _mm512_cvtepi16_epi8(_mm512_maddubs_epi16(values, _mm512_set1_epi16(WEIGHTS)))
    }

    /// The bytes that twice 64 values make.
    fn put_together_two(first: __m512i, second: __m512i) -> __m512i {
        let first = _mm512_maddubs_epi16(first, _mm512_set1_epi16(WEIGHTS));
        let second = _mm512_maddubs_epi16(second, _mm512_set1_epi16(WEIGHTS));
        _mm512_permutex2var_epi8(first, load(&EVEN), second)
    }
}

/// What the first and the second digit of a byte are multiplied by, as `maddubs` takes them.
const WEIGHTS: i16 = i16::from_le_bytes([16, 1]);

/// The even numbers below 128.
const EVEN: [u8; VECTOR] = {
    let mut even = [0; VECTOR];
    let mut index = 0;
    while index < VECTOR {
        even[index] = 2 * index as u8;
        index += 1;
    }
    even
};
