//! Quoted-printable in vectors of 64 bytes.
//!
//! All that is unsafe here is to enter code compiled for the instruction set, for which the caller's [`Avx512`] is the proof, and
//! to say how much memory that code has filled. Vectors are loaded and stored by [`zmm`](crate::arch::zmm), within slices.

use core::arch::x86_64::*;

use super::ESCAPE;
use super::class::{Classes, LINE_END, PLAIN, QUOTED};
use super::decode::DIGITS;
use super::encode::{LINE_LEN, State};
use crate::Output;
use crate::arch::Avx512;
use crate::arch::zmm::*;

/// Bytes that fit into a vector even if all of them are quoted.
const QUOTABLE: usize = VECTOR / 3;
/// A line of the input with fewer bytes is not worth a vector.
const SHORT_LINE: usize = 8;
/// A bit for the first of each three characters that a byte has room for.
const EVERY_THIRD: u64 = 0x1249_2492_4924_9249;

/// How many bytes are quoted, or are dots, and how many are newlines.
#[inline]
pub(super) fn count(_proof: Avx512, classes: &Classes, input: &[u8]) -> (usize, usize) {
    // SAFETY: an Avx512 exists only where the extensions do.
    unsafe { count_vectors(classes, input) }
}

/// Encodes bytes and ends of lines, breaking lines that get too long, up to a byte for which it matters where it stands.
/// Returns how many they are. What follows `input` is not the end of the data.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn encode(
    _proof: Avx512,
    classes: &Classes,
    header: bool,
    input: &[u8],
    state: &mut State,
    output: &mut Output<'_>,
) -> usize {
    // SAFETY: an Avx512 exists only where all of the extensions do, and encode_run returns how much it has stored.
    unsafe { output.fill(|window| encode_run(classes, header, input, state, window)) }
}

/// Decodes up to an escape that is out of the ordinary, or stands at the very end, and returns how much text that was.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn decode(_proof: Avx512, header: bool, text: &[u8], output: &mut Output<'_>) -> usize {
    // SAFETY: an Avx512 exists only where all of the extensions do, and decode_run returns how much it has stored.
    unsafe { output.fill(|window| decode_run(header, text, window)) }
}

kernels! {
    fn count_vectors(classes: &Classes, input: &[u8]) -> (usize, usize) {
        let classes = Table::of(ascii(classes));
        let (mut quoted, mut newlines) = (0, 0);
        for part in input.chunks(VECTOR) {
            let bytes = load_some(part);
            let dots = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(b'.' as i8));
            let count = (to_quote(classes, bytes) | dots) & lowest(part.len());
            quoted += count.count_ones() as usize;
            let newline = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(b'\n' as i8));
            newlines += newline.count_ones() as usize;
        }
        (quoted, newlines)
    }

    /// Returns how many characters it wrote, and how many bytes it encoded.
    fn encode_run(
        classes: &Classes,
        header: bool,
        input: &[u8],
        state: &mut State,
        window: Window<'_>,
    ) -> (usize, usize) {
        let classes = Table::of(ascii(classes));
        let line_end: &[u8] = if state.crlf { b"\r\n" } else { b"\n" };
        let (mut position, mut filled) = (0, 0);
        let mut line_start = 0;
        loop {
            let part = &input[position..input.len().min(position + VECTOR)];
            let bytes = load_some(part);
            let count = (may_end_line(classes, bytes).trailing_zeros() as usize).min(part.len());
            let quoted = to_quote(classes, bytes) & lowest(count);
            let plain = (quoted.trailing_zeros() as usize).min(count);
            let fitting = (LINE_LEN - 1).saturating_sub(state.column);
            let newlines = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(b'\n' as i8));
            let spaces = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(b' ' as i8));
            let bytes = if header {
                // Spaces are plain, or the table would not have them so.
                _mm512_mask_mov_epi8(bytes, spaces & !quoted, _mm512_set1_epi8(b'_' as i8))
            } else {
                bytes
            };
            let (text, taken, len) = if plain == count || plain >= QUOTABLE {
                let taken = plain.min(fitting);
                (bytes, taken, taken)
            } else {
                quote_some(bytes, quoted, count.min(QUOTABLE), fitting)
            };
            store_some(text, len, &mut window[filled..]);
            filled += len;
            position += taken;
            state.column += len;
            let is_next_quoted = quoted >> (taken % VECTOR) & 1 != 0;
            let is_full =
                taken < count && state.column + if is_next_quoted { 3 } else { 1 } >= LINE_LEN;
            // A plain character is a line's last if a newline follows, even a quoted one.
            let goes_on = taken + 1 < count && newlines >> (taken + 1) & 1 == 0;
            if is_full && (is_next_quoted || goes_on) {
                filled += write(&mut window[filled..], &[ESCAPE]);
                filled += write(&mut window[filled..], line_end);
                state.column = 0;
            } else if taken == 0 || taken == count && count < VECTOR {
                // Before a line's end, or what has to be the last of a line, or at the end of the input.
                let ended = end_of_line(&input[..position], &input[position..]);
                // Several lines in a vector are better left to portable code.
                if ended == 0 || position - line_start < SHORT_LINE {
                    return (filled, position);
                }
                position += ended;
                line_start = position;
                filled += write(&mut window[filled..], line_end);
                state.column = 0;
            }
        }
    }

    /// Quotes those of the first `count` bytes that are to be `quoted`. Returns characters for as many bytes as fit into `fitting`
    /// characters, how many bytes they stand for, and how many they are.
    fn quote_some(
        bytes: __m512i,
        quoted: u64,
        count: usize,
        fitting: usize,
    ) -> (__m512i, usize, usize) {
        // Three places for each byte.
        const ORDER: [u8; VECTOR] = {
            let mut order = [0; VECTOR];
            let mut place = 0;
            while place < VECTOR {
                order[place] = (place / 3) as u8;
                place += 1;
            }
            order
        };
        let places = _mm512_permutexvar_epi8(load(&ORDER), bytes);
        let nibble = _mm512_set1_epi8(0x0f);
        let upper = _mm512_and_si512(_mm512_srli_epi16::<4>(places), nibble);
        let lower = _mm512_and_si512(places, nibble);
        let digits = _mm512_mask_mov_epi8(lower, EVERY_THIRD << 1, upper);
        let hexadecimal = _mm_setr_epi8(
            48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 65, 66, 67, 68, 69, 70,
        );
        let digits = _mm512_shuffle_epi8(_mm512_broadcast_i32x4(hexadecimal), digits);
        let first = _pdep_u64(quoted, EVERY_THIRD);
        let text = _mm512_mask_mov_epi8(places, !EVERY_THIRD, digits);
        let text = _mm512_mask_mov_epi8(text, first, _mm512_set1_epi8(ESCAPE as i8));
        let kept = (EVERY_THIRD | first << 1 | first << 2) & lowest(3 * count);
        // Where the first character stands that does not fit, if there are so many.
        let too_much = _pdep_u64(1_u64.checked_shl(fitting as u32).unwrap_or(0), kept);
        let taken = (too_much.trailing_zeros() as usize / 3).min(count);
        let kept = kept & lowest(3 * taken);
        let len = kept.count_ones() as usize;
        (_mm512_maskz_compress_epi8(kept, text), taken, len)
    }

    /// Returns how many bytes it wrote, and how many characters it decoded.
    fn decode_run(header: bool, text: &[u8], window: Window<'_>) -> (usize, usize) {
        let digits = Table::of(ascii(&DIGITS));
        let (mut position, mut filled) = (0, 0);
        // Which of the first characters of a vector belong to an escape at the end of the one before.
        let mut carried = 0;
        while position < text.len() {
            let rest = &text[position..];
            let part = &rest[..rest.len().min(VECTOR)];
            let mut bytes = load_some(part);
            if header {
                let spaces = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(b'_' as i8));
                bytes = _mm512_mask_mov_epi8(bytes, spaces, _mm512_set1_epi8(b' ' as i8));
            }
            let escapes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(ESCAPE as i8));
            let room = &mut window[filled..];
            if escapes | carried == 0 {
                store_some(bytes, part.len(), room);
                filled += part.len();
                position += part.len();
                continue;
            }
            // What is behind each character: behind the end there are zeros, which escape nothing.
            let first = load_some(&rest[1..]);
            let second = load_some(rest.get(2..).unwrap_or_default());
            let (upper, lower) = (digits.of_ascii(first), digits.of_ascii(second));
            let no_digits = _mm512_movepi8_mask(_mm512_or_si512(upper, lower));
            let equal = |bytes, byte: u8| _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte as i8));
            let newlines = equal(first, b'\n');
            let crlfs = equal(first, b'\r') & equal(second, b'\n');
            let others = escapes & no_digits & !newlines & !crlfs;
            // Up to the first escape that is something else.
            let len = (others.trailing_zeros() as usize).min(part.len());
            let escapes = escapes & lowest(len);
            let quotes = escapes & !no_digits;
            let breaks = escapes & !quotes;
            let of_three = escapes & !newlines;
            let nibble = _mm512_set1_epi8(0x0f);
            let upper = _mm512_slli_epi16::<4>(_mm512_and_si512(upper, nibble));
            let decoded = _mm512_mask_mov_epi8(bytes, quotes, _mm512_or_si512(upper, lower));
            let dropped = carried | breaks | escapes << 1 | of_three << 2;
            let kept = lowest(len) & !dropped;
            let count = kept.count_ones() as usize;
            store_some(_mm512_maskz_compress_epi8(kept, decoded), count, room);
            filled += count;
            position += len;
            if others != 0 {
                break;
            }
            carried = escapes >> 63 | of_three >> 62;
        }
        (filled, position)
    }

    /// Which bytes are to be quoted: all that are not ASCII are.
    fn to_quote(classes: Table, bytes: __m512i) -> u64 {
        const { assert!(PLAIN == 0 && LINE_END & QUOTED == 0) };
        _mm512_test_epi8_mask(classes.of_ascii(bytes), _mm512_set1_epi8((0x80 | QUOTED) as i8))
    }

    /// Which bytes may be line ends.
    fn may_end_line(classes: Table, bytes: __m512i) -> u64 {
        let ascii = !_mm512_movepi8_mask(bytes);
        _mm512_mask_test_epi8_mask(ascii, classes.look_up(bytes), _mm512_set1_epi8(LINE_END as i8))
    }
}

/// The length of the line's end between `before` and `rest`, or zero if there is none, or something stands before or behind it
/// that may have to be quoted for standing there.
#[inline]
fn end_of_line(before: &[u8], rest: &[u8]) -> usize {
    if let [.., b' ' | b'\t'] = before {
        return 0;
    }
    match rest {
        [b'\n', next, ..] if *next != b'.' => 1,
        [b'\r', b'\n', next, ..] if *next != b'.' => 2,
        _ => 0,
    }
}

/// Writes a few characters, and returns how many.
#[inline]
fn write(room: Window<'_>, characters: &[u8]) -> usize {
    for (slot, &character) in room[..characters.len()].iter_mut().zip(characters) {
        slot.write(character);
    }
    characters.len()
}
