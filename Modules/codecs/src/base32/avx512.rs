//! Base32 in vectors of 64 bytes: 40 bytes become 64 characters at a time, and back.
//!
//! An alphabet is a register, whichever characters are in it. All that is unsafe here is to enter code compiled for the
//! instruction set, for which the caller's [`Avx512`] is the proof, and to say how much memory that code has filled. Vectors are
//! loaded and stored by [`zmm`](crate::arch::zmm), within slices.

use core::arch::x86_64::*;
use core::mem::MaybeUninit;
use core::num::NonZero;

use super::alphabet::PADDING;
use super::{BYTES_OF_CHARACTERS, CHARACTERS_OF_BYTES, PAD};
use crate::arch::Avx512;
use crate::arch::output::initialised;
use crate::arch::zmm::*;
use crate::{ByteSet, Output};

/// Bytes whose characters fill a vector.
const BYTES: usize = VECTOR / 8 * 5;
/// How many values are gathered before they are put together to bytes.
const BATCH: usize = 512;

/// Which end of a text a kernel may decode by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// A last group that is filled up by padding.
    Padded,
    /// A last group with as many characters as its bytes need.
    Unpadded,
    /// None but a whole group.
    Unknown,
}

/// How far a decoder got.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progress {
    /// The characters before the first one that it could not take, or before the end.
    pub(super) consumed: usize,
    /// How many of the last alphabet characters among them are not decoded, because they make no whole group.
    pub(super) left: usize,
}

/// Encodes `input` as one line.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn encode(
    _proof: Avx512,
    characters: &[u8; 32],
    input: &[u8],
    padded: bool,
    output: &mut Output<'_>,
) {
    // SAFETY: an Avx512 exists only where all of the extensions do, and encode_line returns how much it has stored.
    unsafe {
        output.fill(|window| {
            let written = encode_line(lookup(characters), input, padded, window);
            (written, ())
        });
    }
}

/// Encodes `input` in lines of `line_len` characters, a multiple of eight, with a newline between lines.
///
/// # Panics
/// If `output` has too little room, or `line_len` is not as it should be.
#[inline]
pub(super) fn encode_lines(
    _proof: Avx512,
    characters: &[u8; 32],
    input: &[u8],
    line_len: NonZero<usize>,
    padded: bool,
    output: &mut Output<'_>,
) {
    assert!(
        line_len.get().is_multiple_of(8),
        "lines of whole groups fill up"
    );
    // SAFETY: an Avx512 exists only where all of the extensions do, and both functions return how much they have stored.
    unsafe {
        output.fill(|window| {
            let written = if line_len.get() < VECTOR {
                encode_short_lines(lookup(characters), input, line_len, padded, window)
            } else {
                encode_long_lines(lookup(characters), input, line_len, padded, window)
            };
            (written, ())
        });
    }
}

/// Decodes the whole groups before the first character of `text` that has no value, and what is left if it ends as `ending`
/// says. Returns how many characters need not be looked at again.
///
/// `values` has the meanings of ASCII characters: values, [`PADDING`], and something above that for what is neither; other bytes
/// mean nothing here.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn decode(
    _proof: Avx512,
    values: &[u8; 128],
    text: &[u8],
    ending: Ending,
    output: &mut Output<'_>,
) -> usize {
    // SAFETY: an Avx512 exists only where all of the extensions do, and decode_clean returns how much it has stored.
    unsafe { output.fill(|window| decode_clean(values, text, ending, window)) }
}

/// Decodes `text` up to the first character that has no value and is not `skippable`. `values` is as for [`decode`].
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn decode_skipping(
    _proof: Avx512,
    values: &[u8; 128],
    skippable: &ByteSet,
    text: &[u8],
    output: &mut Output<'_>,
) -> Progress {
    // SAFETY: an Avx512 exists only where all of the extensions do, and compress_and_decode returns how much it has stored.
    unsafe { output.fill(|window| compress_and_decode(values, skippable, text, window)) }
}

kernels! {
    /// Returns how many characters it wrote.
    fn encode_line(lookup: __m512i, input: &[u8], padded: bool, window: Window<'_>) -> usize {
        let mut done = 0;
        let mut written = 0;
        // A load takes more than is used: two vectors need 104 bytes.
        while let (Some(bytes), Some(room)) = (
            input[done..].first_chunk::<{ BYTES + VECTOR }>(),
            window[written..].first_chunk_mut::<{ 2 * VECTOR }>(),
        ) {
            let (first, second) = room.split_at_mut(VECTOR);
            store(encode_vector(lookup, load(bytes)), first);
            store(encode_vector(lookup, load(&bytes[BYTES..])), second);
            done += 2 * BYTES;
            written += 2 * VECTOR;
        }
        while let (Some(bytes), Some(room)) = (
            input[done..].first_chunk::<BYTES>(),
            window[written..].first_chunk_mut::<VECTOR>(),
        ) {
            store(encode_vector(lookup, load_some(bytes)), room);
            done += BYTES;
            written += VECTOR;
        }
        let rest = &input[done..];
        if !rest.is_empty() {
            let (text, len) = encode_end(lookup, rest, padded);
            store_part(text, &mut window[written..][..len]);
            written += len;
        }
        written
    }

    /// Several lines in a vector. Returns how many characters it wrote.
    fn encode_short_lines(
        lookup: __m512i,
        input: &[u8],
        line_len: NonZero<usize>,
        padded: bool,
        window: Window<'_>,
    ) -> usize {
        let text_len = line_len.get() + 1;
        let lines = VECTOR / text_len;
        let bytes_in_vector = lines * (line_len.get() / 8 * 5);
        let text_in_vector = lines * text_len;
        // A one for each character, a zero for each newline.
        let places = !every(text_len);
        let newlines = _mm512_set1_epi8(b'\n' as i8);
        let mut done = 0;
        let mut written = 0;
        while input.len() - done > bytes_in_vector {
            let rest = &input[done..];
            let bytes = load_some(rest);
            let text = _mm512_mask_expand_epi8(newlines, places, encode_vector(lookup, bytes));
            match window[written..].first_chunk_mut::<VECTOR>() {
                Some(room) => store(text, room),
                None => store_part(text, &mut window[written..][..text_in_vector]),
            }
            done += bytes_in_vector;
            written += text_in_vector;
        }
        let rest = &input[done..];
        if !rest.is_empty() {
            let (text, len) = encode_end(lookup, rest, padded);
            let text = _mm512_mask_expand_epi8(newlines, places, text);
            let len = len + (len - 1) / line_len;
            store_part(text, &mut window[written..][..len]);
            written += len;
        }
        written
    }

    /// At least a vector in a line. Returns how many characters it wrote.
    fn encode_long_lines(
        lookup: __m512i,
        input: &[u8],
        line_len: NonZero<usize>,
        padded: bool,
        window: Window<'_>,
    ) -> usize {
        let line_bytes = line_len.get() / 8 * 5;
        let mut lines = input.chunks_exact(line_bytes);
        let mut written = 0;
        for line in &mut lines {
            if written != 0 {
                window[written].write(b'\n');
                written += 1;
            }
            let room = &mut window[written..][..line_len.get()];
            for (bytes, room) in line.chunks_exact(BYTES).zip(room.chunks_exact_mut(VECTOR)) {
                store(encode_vector(lookup, load_some(bytes)), room);
            }
            if !line_bytes.is_multiple_of(BYTES) {
                // What is left of the line ends where it ends; some of it was encoded before, to the same characters.
                let bytes = load_some(&line[line_bytes - BYTES..]);
                store(encode_vector(lookup, bytes), &mut room[line_len.get() - VECTOR..]);
            }
            written += line_len.get();
        }
        let rest = lines.remainder();
        if !rest.is_empty() {
            if written != 0 {
                window[written].write(b'\n');
                written += 1;
            }
            written += encode_line(lookup, rest, padded, &mut window[written..]);
        }
        written
    }

    /// Returns how many bytes it wrote, and how many characters it decoded.
    fn decode_clean(
        values: &[u8; 128],
        text: &[u8],
        ending: Ending,
        window: Window<'_>,
    ) -> (usize, usize) {
        const GROUPS: usize = VECTOR / 8;
        let table = Table::of(values);
        let mut groups = 0;
        loop {
            let text = &text[groups * 8..];
            let window = &mut window[groups * 5..];
            if let (Some(text), Some(room)) =
                (text.first_chunk::<VECTOR>(), window.first_chunk_mut::<VECTOR>())
            {
                let text = load(text);
                let looked_up = table.look_up(text);
                if strangers(looked_up, text) == 0 {
                    store(put_together(looked_up), room);
                    groups += GROUPS;
                    continue;
                }
            }
            // The end, of the text or of the room for whole vectors, or something else than the alphabet.
            let part = &text[..text.len().min(VECTOR)];
            let characters = load_some(part);
            let looked_up = table.look_up(characters);
            let others = strangers(looked_up, characters);
            let clean = (others.trailing_zeros() as usize).min(part.len());
            let bytes = clean / 8 * 5;
            let ends = part.len() == text.len()
                && match ending {
                    Ending::Padded => {
                        let ascii = !_mm512_movepi8_mask(characters);
                        let pad = _mm512_set1_epi8(PADDING as i8);
                        let pads = _mm512_mask_cmpeq_epi8_mask(ascii, looked_up, pad);
                        part.len() == clean.next_multiple_of(8)
                            && pads >> (clean % 64) == lowest(part.len() - clean)
                    }
                    Ending::Unpadded => part.len() == clean,
                    Ending::Unknown => false,
                };
            let left = clean % 8;
            if left != 0 && ends && !matches!(left, 1 | 3 | 6) {
                let bytes = bytes + BYTES_OF_CHARACTERS[left];
                let known = _mm512_maskz_mov_epi8(lowest(clean), looked_up);
                store_part(put_together(known), &mut window[..bytes]);
                return (groups * 5 + bytes, groups * 8 + part.len());
            }
            store_part(put_together(looked_up), &mut window[..bytes]);
            groups += clean / 8;
            if clean < VECTOR {
                return (groups * 5, groups * 8);
            }
        }
    }

    /// Returns how many bytes it wrote, and how far it came.
    fn compress_and_decode(
        values: &[u8; 128],
        skippable: &ByteSet,
        text: &[u8],
        window: Window<'_>,
    ) -> (usize, Progress) {
        let table = Table::of(values);
        let skippable = members(skippable);
        // Values that are not in the output yet. There is always room for another vector of them.
        let mut batch = [MaybeUninit::uninit(); BATCH + VECTOR];
        let mut gathered = 0;
        let mut written = 0;
        let mut consumed = 0;
        for text in text.chunks(VECTOR) {
            let part = u64::MAX >> (VECTOR - text.len());
            let characters = load_some(text);
            let looked_up = table.look_up(characters);
            let others = strangers(looked_up, characters) & part;
            if others == 0 && part == u64::MAX && gathered == 0 {
                store_some(put_together(looked_up), BYTES, &mut window[written..]);
                written += BYTES;
                consumed += VECTOR;
                continue;
            }
            let stops = match others {
                0 => 0,
                _ => others & !among(skippable, characters),
            };
            let before = part & lowest(stops.trailing_zeros() as usize);
            let wanted = before & !others;
            let compressed = _mm512_maskz_compress_epi8(wanted, looked_up);
            store(compressed, &mut batch[gathered..][..VECTOR]);
            gathered += wanted.count_ones() as usize;
            consumed += before.count_ones() as usize;
            if gathered >= BATCH {
                // SAFETY: so many were stored one behind the other.
                let full = unsafe { initialised(&mut batch[..gathered]) };
                for values in full[..BATCH].chunks_exact(VECTOR) {
                    store_some(put_together(load(values)), BYTES, &mut window[written..]);
                    written += BYTES;
                }
                gathered -= BATCH;
                full.copy_within(BATCH.., 0);
            }
            if stops != 0 {
                break;
            }
        }
        let left = gathered % 8;
        // SAFETY: as above.
        let rest = unsafe { initialised(&mut batch[..gathered - left]) };
        for values in rest.chunks(VECTOR) {
            let len = values.len() / 8 * 5;
            store_some(put_together(load_some(values)), len, &mut window[written..]);
            written += len;
        }
        (written, Progress { consumed, left })
    }

    /// The characters twice, so that the upper bit of a six-bit index does not matter.
    fn lookup(characters: &[u8; 32]) -> __m512i {
        _mm512_broadcast_i64x4(load_half(characters))
    }

    /// The characters of the first 40 bytes.
    fn encode_vector(lookup: __m512i, bytes: __m512i) -> __m512i {
        // Five bytes in each eight, the first one uppermost, and where in them the bits of each character begin. What there is
        // above these does not matter.
        const PLACES: [u8; 8] = [35, 30, 25, 20, 15, 10, 5, 0];
        let groups = _mm512_permutexvar_epi8(load(&ENCODE_ORDER), bytes);
        let values = _mm512_multishift_epi64_epi8(_mm512_set1_epi64(i64::from_le_bytes(PLACES)), groups);
        _mm512_permutexvar_epi8(values, lookup)
    }

    /// The characters of at most 40 bytes with their padding, and how many of them count.
    fn encode_end(lookup: __m512i, bytes: &[u8], padded: bool) -> (__m512i, usize) {
        let text = encode_vector(lookup, load_some(bytes));
        let used = bytes.len() / 5 * 8 + CHARACTERS_OF_BYTES[bytes.len() % 5];
        let text = _mm512_mask_mov_epi8(_mm512_set1_epi8(PAD as i8), lowest(used), text);
        (text, if padded { used.next_multiple_of(8) } else { used })
    }

    /// The 40 bytes that 64 values make.
    fn put_together(values: __m512i) -> __m512i {
        /// What the first and the second of two values are multiplied by, as `maddubs` takes them.
        const OF_TWO: i16 = i16::from_le_bytes([32, 1]);
        /// What the first and the second of two pairs are multiplied by, as `madd` takes them.
        const OF_FOUR: i32 = 1 << 16 | 1024;
        /// Where in the 40 bits each byte begins, counted from the place of the lowest bit and round the end of the 64.
        const PLACES: [u8; 8] = [12, 4, 60, 52, 44, 0, 0, 0];
        let tens = _mm512_maddubs_epi16(values, _mm512_set1_epi16(OF_TWO));
        let twenties = _mm512_madd_epi16(tens, _mm512_set1_epi32(OF_FOUR));
        // The second twenty bits go to the upper end of the eight bytes, where those of the lower end follow them.
        let forties = _mm512_sllv_epi32(twenties, _mm512_set1_epi64(12 << 32));
        let bytes = _mm512_multishift_epi64_epi8(_mm512_set1_epi64(i64::from_le_bytes(PLACES)), forties);
        _mm512_permutexvar_epi8(load(&DECODE_ORDER), bytes)
    }
}

/// Where each byte of eight groups of five comes from: the last of a group first.
const ENCODE_ORDER: [u8; VECTOR] = {
    let mut order = [0; VECTOR];
    let mut index = 0;
    while index < VECTOR {
        if index % 8 < 5 {
            order[index] = (index / 8 * 5 + 4 - index % 8) as u8;
        }
        index += 1;
    }
    order
};

/// Where each byte of the result comes from: the first five of each eight.
const DECODE_ORDER: [u8; VECTOR] = {
    let mut order = [0; VECTOR];
    let mut index = 0;
    while index < BYTES {
        order[index] = (index / 5 * 8 + index % 5) as u8;
        index += 1;
    }
    order
};
