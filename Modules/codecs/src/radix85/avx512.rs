//! Sixteen words, which are 64 bytes, to 80 characters at a time, and back.
//!
//! All that is unsafe here is to enter code compiled for the instruction set, for which the caller's [`Avx512`] is the proof, and
//! to say how much memory that code has filled. Vectors are loaded and stored by [`zmm`](crate::arch::zmm), within slices.

use core::arch::x86_64::*;
use core::mem::MaybeUninit;

use super::encode::{ABBREVIATED_SPACES, ABBREVIATED_ZEROS, Abbreviations};
use super::{Alphabet, BASE, GROUP, Meaning, WORD};
use crate::arch::Avx512;
use crate::arch::output::initialised;
use crate::arch::zmm::*;
use crate::{ByteSet, Output};

/// Words in a vector.
const WORDS: usize = VECTOR / WORD;
/// Characters that a vector of words is written with.
const TEXT: usize = WORDS * GROUP;
/// Digits that skipping decoding collects before it decodes them, and what may be there when it looks whether they are enough.
const BATCH: usize = 8 * TEXT;
const BATCH_ROOM: usize = BATCH + VECTOR;

/// What the kernel's own table says of a character to be skipped: neither a digit nor, as other meanings do, out of ASCII.
const IGNORED: u8 = 0x7f;

/// Encodes `input`, the last bytes included, which may be no whole word.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn encode(
    _proof: Avx512,
    alphabet: &Alphabet,
    abbreviations: Abbreviations,
    pad: bool,
    input: &[u8],
    output: &mut Output<'_>,
) {
    // SAFETY: an Avx512 exists only where all of the extensions do, and encode_words returns how much it has stored.
    unsafe {
        output.fill(|window| {
            let written = encode_words(alphabet, abbreviations, pad, input, window);
            (written, ())
        });
    }
}

/// Decodes groups of digits as long as there is nothing else, and returns how many characters they were. Words that are zero stop
/// it, too, if `stop_at_zeros`.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn decode(
    _proof: Avx512,
    meanings: &[u8; 256],
    stop_at_zeros: bool,
    input: &[u8],
    output: &mut Output<'_>,
) -> usize {
    // SAFETY: an Avx512 exists only where all of the extensions do, and decode_groups stores the words of as many groups as it
    // says.
    unsafe {
        output.fill(|window| {
            let groups = decode_groups(Table::of(ascii(meanings)), stop_at_zeros, input, window);
            (groups * WORD, groups * GROUP)
        })
    }
}

/// The same for text with characters that are skipped: what is returned is the length of text that is done with, which ends where
/// a group does.
///
/// # Panics
/// If `output` has too little room.
#[inline(never)]
pub(super) fn decode_skipping(
    _proof: Avx512,
    meanings: &[u8; 256],
    ignored: &ByteSet,
    stop_at_zeros: bool,
    input: &[u8],
    output: &mut Output<'_>,
) -> usize {
    // SAFETY: an Avx512 exists only where all of the extensions do, and skip_and_decode returns how much it has stored.
    unsafe {
        output.fill(|window| skip_and_decode(meanings, ignored, stop_at_zeros, input, window))
    }
}

/// How many characters are among those that stand for a whole word.
#[inline]
pub(super) fn count(_proof: Avx512, abbreviations: [u8; 2], text: &[u8]) -> usize {
    // SAFETY: an Avx512 exists only where all of the extensions do.
    unsafe { count_either(abbreviations, text) }
}

/// 80 characters, of which the second vector has 16.
type Text = (__m512i, __m512i);

kernels! {
    /// Returns how many characters it wrote.
    fn encode_words(
        alphabet: &Alphabet,
        abbreviations: Abbreviations,
        pad: bool,
        input: &[u8],
        window: Window<'_>,
    ) -> usize {
        let table = Table::of(alphabet.entries());
        let mut filled = 0;
        let mut blocks = input.chunks_exact(VECTOR);
        for block in &mut blocks {
            let words = big_endian(load(block));
            let text = groups_of(table, words);
            let room = &mut window[filled..];
            filled += match abbreviate(abbreviations, words, !0, text) {
                None => {
                    let (first, second) = room[..TEXT].split_at_mut(VECTOR);
                    store(text.0, first);
                    store_part(text.1, second);
                    TEXT
                }
                Some((text, dropped)) => store_kept(room, text, !dropped, TEXT),
            };
        }
        let rest = blocks.remainder();
        if !rest.is_empty() {
            let words = big_endian(load_some(rest));
            let text = groups_of(table, words);
            let len = if pad {
                rest.len().div_ceil(WORD) * GROUP
            } else {
                rest.len() + rest.len().div_ceil(WORD)
            };
            let may_be_short = if pad {
                rest.len().div_ceil(WORD)
            } else {
                rest.len() / WORD
            };
            let room = &mut window[filled..];
            filled += match abbreviate(abbreviations, words, lowest(may_be_short) as u16, text) {
                None => {
                    let room = &mut room[..len];
                    let (first, second) = room.split_at_mut(len.min(VECTOR));
                    store_part(text.0, first);
                    if !second.is_empty() {
                        store_part(text.1, second);
                    }
                    len
                }
                Some((text, dropped)) => store_kept(room, text, !dropped, len),
            };
        }
        filled
    }

    /// The groups that write `words`.
    fn groups_of(table: Table, words: __m512i) -> Text {
        // word / 85²: the upper half of the product with 2⁴⁴ / 85², rounded up, shifted by the 12 that are too many.
        let reciprocal = _mm512_set1_epi32(2_434_904_643_u32 as i32);
        let even = _mm512_srli_epi64::<32>(_mm512_mul_epu32(words, reciprocal));
        let odd = _mm512_mul_epu32(_mm512_srli_epi64::<32>(words), reciprocal);
        let upper = _mm512_srli_epi32::<12>(_mm512_mask_blend_epi32(0xaaaa, even, odd));
        // upper / 85², which is the first digit. The quotient rounds down correctly for every number below 2³² / 85²: the factor is
        // larger than the true one by less than what the largest of them is from the next multiple.
        let quotient = _mm512_mul_ps(
            _mm512_cvtepi32_ps(upper),
            _mm512_set1_ps(1.000_000_2 / 7225.0),
        );
        let first = _mm512_cvttps_epi32(quotient);
        // Both remainders are less than 2¹⁶, so that 16 bits of each product are enough. The lower half of each lane is for the last
        // two digits, the upper half for the two in the middle.
        let square = _mm512_set1_epi32(7225);
        let last = _mm512_sub_epi16(words, _mm512_mullo_epi16(upper, square));
        let middle = _mm512_sub_epi16(upper, _mm512_mullo_epi16(first, square));
        let pairs = _mm512_mask_blend_epi16(0xaaaa_aaaa, last, _mm512_slli_epi32::<16>(middle));
        // pair / 85 as a product with 2²⁰ / 85, rounded up. Then quotient + 256 * (pair - 85 * quotient), both digits of the pair.
        let tens = _mm512_srli_epi16::<4>(_mm512_mulhi_epu16(pairs, _mm512_set1_epi16(12337)));
        let digits = _mm512_sub_epi16(
            _mm512_slli_epi16::<8>(pairs),
            _mm512_mullo_epi16(tens, _mm512_set1_epi16(85 * 256 - 1)),
        );
        const ORDER: [u8; 2 * VECTOR] = {
            let mut order = [0; 2 * VECTOR];
            let mut place = 0;
            while place < TEXT {
                let lane = (place / GROUP * WORD) as u8;
                order[place] = [VECTOR as u8, 2, 3, 0, 1][place % GROUP] + lane;
                place += 1;
            }
            order
        };
        let (order, order_of_second) = ORDER.split_at(VECTOR);
        let text = _mm512_permutex2var_epi8(digits, load(order), first);
        let second = _mm512_permutex2var_epi8(digits, load(order_of_second), first);
        (table.look_up(text), table.look_up(second))
    }

    /// Puts abbreviations in the first places of the groups for which there are any, and says which characters are to be dropped then;
    /// `None` if there are none. `allowed` has a bit for each word that may be abbreviated.
    fn abbreviate(
        abbreviations: Abbreviations,
        words: __m512i,
        allowed: u16,
        text: Text,
    ) -> Option<(Text, u128)> {
        let (zeros, spaces) = match abbreviations {
            Abbreviations::None => (0, 0),
            Abbreviations::Zeros => (_mm512_testn_epi32_mask(words, words), 0),
            Abbreviations::ZerosAndSpaces => (
                _mm512_testn_epi32_mask(words, words),
                _mm512_cmpeq_epi32_mask(words, _mm512_set1_epi32(0x2020_2020)),
            ),
        };
        let (zeros, spaces) = (zeros & allowed, spaces & allowed);
        if zeros | spaces == 0 {
            return None;
        }
        let mut text = text;
        for (words, character) in [(zeros, ABBREVIATED_ZEROS), (spaces, ABBREVIATED_SPACES)] {
            let character = _mm512_set1_epi8(character as i8);
            let places = first_places(words);
            text.0 = _mm512_mask_mov_epi8(text.0, places as u64, character);
            text.1 = _mm512_mask_mov_epi8(text.1, (places >> VECTOR) as u64, character);
        }
        let places = first_places(zeros | spaces);
        Some((text, places << 1 | places << 2 | places << 3 | places << 4))
    }

    /// From a bit for each group, one for the first character of each.
    fn first_places(groups: u16) -> u128 {
        const EVERY_FIFTH: u64 = 0x1084_2108_4210_8421;
        // Thirteen groups begin in the first 64 characters, the last of them with the last but three.
        let first = _pdep_u64(groups.into(), EVERY_FIFTH);
        let second = _pdep_u64((groups >> 13).into(), EVERY_FIFTH);
        u128::from(first) | u128::from(second) << (13 * GROUP)
    }

    /// Stores those of the first `len` characters whose bit is set in `kept`, and returns how many they are.
    fn store_kept(room: Window<'_>, text: Text, kept: u128, len: usize) -> usize {
        let kept = kept & ((1 << len) - 1);
        let (first, second) = (kept as u64, (kept >> VECTOR) as u64);
        let count = first.count_ones() as usize;
        let end = kept.count_ones() as usize;
        // Compressed in a register: to compress into memory is slow on some processors.
        let (first_room, second_room) = room[..end].split_at_mut(count);
        store_part(_mm512_maskz_compress_epi8(first, text.0), first_room);
        store_part(_mm512_maskz_compress_epi8(second, text.1), second_room);
        end
    }

    /// Returns the number of groups.
    fn decode_groups(table: Table, stop_at_zeros: bool, input: &[u8], window: Window<'_>) -> usize {
        let mut groups = 0;
        let mut blocks = input.chunks_exact(TEXT);
        for block in &mut blocks {
            let (words, good) = words_of(table, stop_at_zeros, block);
            if good < WORDS {
                store_part(words, &mut window[groups * WORD..][..good * WORD]);
                return groups + good;
            }
            store(words, &mut window[groups * WORD..]);
            groups += WORDS;
        }
        let rest = blocks.remainder();
        if rest.len() >= GROUP {
            let (words, good) = words_of(table, stop_at_zeros, rest);
            store_part(words, &mut window[groups * WORD..][..good * WORD]);
            groups += good;
        }
        groups
    }

    /// The words that up to 80 characters write, and how many groups there are before anything else.
    fn words_of(table: Table, stop_at_zeros: bool, text: &[u8]) -> (__m512i, usize) {
        let (first, second) = text.split_at(text.len().min(VECTOR));
        let first = table.of_ascii(load_some(first));
        let second = if second.is_empty() {
            first
        } else {
            table.of_ascii(load_some(second))
        };
        let no_digits = u128::from(_mm512_movepi8_mask(first))
            | u128::from(_mm512_movepi8_mask(second)) << VECTOR
            | 1 << text.len();
        let (words, stops) = {
            const LEADING: [u8; VECTOR] = order(0);
            const OTHERS: [u8; VECTOR] = order(1);
            let leading = _mm512_maskz_permutex2var_epi8(0x1111_1111_1111_1111, first, load(&LEADING), second);
            let others = _mm512_permutex2var_epi8(first, load(&OTHERS), second);
            // 85 * 1st + 2nd and 85 * 3rd + 4th, then 85² * the former + the latter.
            let pairs = _mm512_maddubs_epi16(others, _mm512_set1_epi16(0x0155));
            let sums = _mm512_madd_epi16(pairs, _mm512_set1_epi32(1 << 16 | 7225));
            let weight = _mm512_set1_epi32(52_200_625);
            let words = _mm512_add_epi32(_mm512_mullo_epi32(leading, weight), sums);
            // A group that begins with 82 is at least 82 * 85⁴; it has overflowed if it is less, as all have that begin with more.
            let large = _mm512_cmpge_epu32_mask(leading, _mm512_set1_epi32(82));
            let least = _mm512_set1_epi32((82 * 52_200_625_u32) as i32);
            let mut stops = _mm512_mask_cmplt_epu32_mask(large, words, least);
            if stop_at_zeros {
                stops |= _mm512_testn_epi32_mask(words, words);
            }
            (words, stops)
        };
        let good = no_digits.trailing_zeros() as usize / GROUP;
        let good = good.min((u32::from(stops) | 1 << WORDS).trailing_zeros() as usize);
        (big_endian(words), good)
    }

    /// Returns how many bytes were stored, and how much of the text is done with.
    fn skip_and_decode(
        meanings: &[u8; 256],
        ignored: &ByteSet,
        stop_at_zeros: bool,
        input: &[u8],
        window: Window<'_>,
    ) -> (usize, usize) {
        let table = Table::of(ascii(meanings));
        let skipping = {
            let none = _mm512_set1_epi8(Meaning::NONE as i8);
            let skip = _mm512_set1_epi8(IGNORED as i8);
            let ignore = |entries: __m512i, bits: u64| {
                let unknown = _mm512_cmpeq_epi8_mask(entries, none);
                _mm512_mask_mov_epi8(entries, unknown & bits, skip)
            };
            let [low, high, _, _] = *ignored.bits();
            Table {
                low: ignore(table.low, low),
                high: ignore(table.high, high),
            }
        };
        let mut batch = [MaybeUninit::uninit(); BATCH_ROOM];
        // How much of the text was looked at, how many of its digits wait in the batch, and how many bytes were stored.
        let (mut position, mut waiting, mut stored) = (0, 0, 0);
        loop {
            let part = &input[position..input.len().min(position + VECTOR)];
            let characters = load_some(part);
            let entries = skipping.of_ascii(characters);
            let digits = _mm512_cmplt_epu8_mask(entries, _mm512_set1_epi8(BASE as i8));
            let skipped = _mm512_cmpeq_epi8_mask(entries, _mm512_set1_epi8(IGNORED as i8));
            let known = digits | skipped;
            // A comparison, so that where to look next is foreseen and not waited for.
            let last = part.len() < VECTOR || known != !0;
            let len = if last {
                // Behind the text there is something else, too.
                (known & lowest(part.len())).trailing_ones() as usize
            } else {
                VECTOR
            };
            let digits = digits & lowest(len);
            store(_mm512_maskz_compress_epi8(digits, characters), &mut batch[waiting..]);
            waiting += digits.count_ones() as usize;
            position += len;
            if waiting < BATCH && !last {
                continue;
            }
            let ready = if last { waiting } else { waiting / TEXT * TEXT };
            // SAFETY: whole vectors were stored one behind the other, so that everything before `waiting` was.
            let collected = unsafe { initialised(&mut batch[..waiting]) };
            let groups = decode_groups(table, stop_at_zeros, &collected[..ready], &mut window[stored..]);
            stored += groups * WORD;
            let decoded = groups * GROUP;
            if last || decoded < ready {
                let before = before_digits(meanings, &input[..position], waiting - decoded);
                return (stored, before);
            }
            collected.copy_within(decoded.., 0);
            waiting -= decoded;
        }
    }

    fn count_either(characters: [u8; 2], text: &[u8]) -> usize {
        let [first, second] = characters.map(|character| _mm512_set1_epi8(character as i8));
        let count = |part: &[u8]| {
            let part_loaded = load_some(part);
            let either = _mm512_cmpeq_epi8_mask(part_loaded, first)
                | _mm512_cmpeq_epi8_mask(part_loaded, second);
            (either & lowest(part.len())).count_ones() as usize
        };
        text.chunks(VECTOR).map(count).sum()
    }

    /// Swaps the bytes in each word.
    fn big_endian(words: __m512i) -> __m512i {
        let order = _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
        _mm512_shuffle_epi8(words, _mm512_broadcast_i32x4(order))
    }
}

/// For each byte of each word, the place of a digit: the `first` of the word's group, and those behind.
const fn order(first: usize) -> [u8; VECTOR] {
    let mut order = [0; VECTOR];
    let mut place = 0;
    while place < VECTOR {
        order[place] = (place / WORD * GROUP + first + place % WORD) as u8;
        place += 1;
    }
    order
}

/// Where the last `count` digits of `text` begin.
fn before_digits(meanings: &[u8; 256], text: &[u8], count: usize) -> usize {
    let is_digit = |&character: &u8| usize::from(meanings[usize::from(character)]) < BASE;
    let mut positions = text.iter().enumerate().rev().filter(|(_, c)| is_digit(c));
    match count {
        0 => text.len(),
        _ => positions.nth(count - 1).map_or(0, |(position, _)| position),
    }
}
