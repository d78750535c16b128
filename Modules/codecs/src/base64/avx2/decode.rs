//! Decoding: values from a row of characters, packed to bytes.

#[cfg(target_arch = "x86")]
use core::arch::x86::*;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::*;
use core::mem::MaybeUninit;

use super::{BYTES, EXCESS, ROUND, VECTOR, array_at, both_halves, load, room_at, store};
use crate::Output;
use crate::arch::Avx2;
use crate::arch::output::{Window, initialised};
use crate::arch::simd::KnownAlphabet;
use crate::base64::{DecodeTable, EncodeAlphabet};

/// What the kernels know of a text that is to be decoded.
#[derive(Clone, Copy, Debug)]
pub(in crate::base64) struct Decoding<'t> {
    /// That they may run.
    _proof: Avx2,
    /// What each ASCII character means, above 127 for nothing; other bytes mean nothing.
    values: &'t [u8; 128],
    /// The alphabet to which the text seems to keep. Other characters may have a value, too.
    known: Option<KnownAlphabet>,
}

impl<'t> Decoding<'t> {
    /// For texts in which `table` says what a character means; `None` if not only ASCII characters mean something.
    #[inline(always)]
    pub(in crate::base64) fn new(proof: Avx2, table: &'t DecodeTable) -> Option<Self> {
        Some(Decoding {
            _proof: proof,
            values: table.ascii_values()?,
            known: table.known(),
        })
    }

    /// Decodes whole quads up to one with something else than alphabet characters. Returns how many characters they are.
    ///
    /// Does nothing if there is less than a vector of text or of room.
    #[inline]
    pub(in crate::base64) fn decode(&mut self, text: &[u8], output: &mut Output<'_>) -> usize {
        let mut done = self.decode_run(text, output);
        if self.known.is_some() && self.is_quad(&text[done..]) {
            // The table has more characters than the alphabet that it is known by.
            self.known = None;
            done += self.decode_run(&text[done..], output);
        }
        done
    }

    /// Whether `text` begins with four characters that have a value, and a vector of text follows them.
    fn is_quad(&self, text: &[u8]) -> bool {
        let has_value = |&character: &u8| {
            let value = self.values.get(usize::from(character));
            value.is_some_and(|&value| value <= 63)
        };
        text.len() >= VECTOR && text[..4].iter().all(has_value)
    }

    fn decode_run(&self, text: &[u8], output: &mut Output<'_>) -> usize {
        let len = text.len().min(output.remaining() / 3 * 4) / 4 * 4;
        if len < VECTOR {
            return 0;
        }
        let text = &text[..len];
        let mut decoded = 0;
        output.extend_with(len / 4 * 3, |window| {
            // SAFETY: an Avx2, as this was made with one, exists only where the extension does.
            decoded = unsafe {
                match self.known {
                    Some(known) => decode_quads::<false>(&Rows::of(known), text, window),
                    None => decode_quads::<true>(&Rows::any(self.values), text, window),
                }
            };
            // SAFETY: decode_quads has stored what so many characters stand for, from the start on.
            Some(unsafe { initialised(&mut window[..decoded / 4 * 3]) })
        });
        decoded
    }

    /// Decodes lines of `line_len` characters, each with `separator` behind it, as long as there is nothing else. `line_len` is a
    /// multiple of four, and not less than [`VECTOR`]. Returns how much of the text they are.
    #[inline]
    pub(in crate::base64) fn decode_lines(
        &self,
        line_len: usize,
        separator: &[u8],
        text: &[u8],
        output: &mut Output<'_>,
    ) -> usize {
        let mut lines = 0;
        output.extend_with(output.remaining(), |window| {
            // SAFETY: an Avx2, as this was made with one, exists only where the extension does.
            lines = unsafe {
                match self.known {
                    Some(known) => decode_each_line::<false>(
                        &Rows::of(known),
                        line_len,
                        separator,
                        text,
                        window,
                    ),
                    None => decode_each_line::<true>(
                        &Rows::any(self.values),
                        line_len,
                        separator,
                        text,
                        window,
                    ),
                }
            };
            // SAFETY: decode_each_line has stored so many lines, from the start on.
            Some(unsafe { initialised(&mut window[..lines * (line_len / 4 * 3)]) })
        });
        lines * (line_len + separator.len())
    }
}

/// Decodes whole quads up to one with something else than alphabet characters. Returns how many characters they are, for each
/// four of which it has stored three bytes.
///
/// The text is a vector or longer, and has whole quads; the window has just the room for it.
#[target_feature(enable = "avx2")]
unsafe fn decode_quads<const ANY: bool>(rows: &Rows, text: &[u8], window: Window<'_>) -> usize {
    let mut done = 0;
    let mut written = 0;
    // SAFETY: the instructions are of AVX2, which the caller answers for; loads and stores are of whole arrays.
    unsafe {
        while let (Some(text), Some(room)) = (
            text[done..].first_chunk::<{ VECTOR * ROUND }>(),
            window[written..].first_chunk_mut::<{ BYTES * ROUND + EXCESS }>(),
        ) {
            let mut strange = _mm256_setzero_si256();
            for index in 0..ROUND {
                let values = look_up::<ANY>(rows, array_at(text, VECTOR * index), &mut strange);
                store(pack(values), room_at(room, BYTES * index));
            }
            if _mm256_testz_si256(strange, strange) == 0 {
                break;
            }
            done += VECTOR * ROUND;
            written += BYTES * ROUND;
        }
        loop {
            // The last one takes some of the text once more.
            let start = done.min(text.len() - VECTOR);
            let mut strange = _mm256_setzero_si256();
            let values = look_up::<ANY>(rows, array_at(text, start), &mut strange);
            store_bytes(pack(values), room_at(window, start / 4 * 3));
            let ordinary = _mm256_cmpeq_epi8(strange, _mm256_setzero_si256());
            let quads = _mm256_movemask_epi8(ordinary).trailing_ones() as usize / 4;
            if quads < VECTOR / 4 {
                return start + quads * 4;
            }
            done = start + VECTOR;
            if done == text.len() {
                return done;
            }
        }
    }
}

/// Decodes lines that have `separator` behind them, as long as there is nothing but alphabet characters in them. Returns how many they
/// are, for each of which it has stored three quarters of `line_len`.
///
/// The last ones may be left, so that there is room for the excess of a store.
#[target_feature(enable = "avx2")]
unsafe fn decode_each_line<const ANY: bool>(
    rows: &Rows,
    line_len: usize,
    separator: &[u8],
    text: &[u8],
    window: Window<'_>,
) -> usize {
    let line_bytes = line_len / 4 * 3;
    let mut lines = 0;
    let mut written = 0;
    // SAFETY: as in decode_quads.
    unsafe {
        for line in text.chunks_exact(line_len + separator.len()) {
            let Some(room) = window.get_mut(written..written + line_bytes + EXCESS) else {
                break;
            };
            let (line, end) = line.split_at(line_len);
            let mut strange = _mm256_setzero_si256();
            let mut done = 0;
            while let Some(part) = line[done..].first_chunk() {
                let values = look_up::<ANY>(rows, part, &mut strange);
                store(pack(values), room_at(room, done / 4 * 3));
                done += VECTOR;
            }
            if done < line_len {
                // Some of it once more.
                let start = line_len - VECTOR;
                let values = look_up::<ANY>(rows, array_at(line, start), &mut strange);
                store(pack(values), room_at(room, start / 4 * 3));
            }
            let differs = end.iter().zip(separator).any(|(a, b)| a != b);
            if differs || _mm256_testz_si256(strange, strange) == 0 {
                break;
            }
            lines += 1;
            written += line_bytes;
        }
    }
    lines
}

/// What a decoder looks values up in. If `ANY`, the values of sixteen characters each, the sign bit set for none. Otherwise:
/// which upper halves of a byte do not go with its lower half, a bit each; what to add to a character, by its upper half; and the one
/// character to which is added what stands for upper half 0.
struct Rows([__m256i; 8]);

/// The rows for one alphabet.
struct KnownRows {
    strange: [u8; 16],
    offsets: [u8; 16],
    exception: u8,
}

impl KnownRows {
    const STANDARD: KnownRows = Self::of(EncodeAlphabet::STANDARD.characters());
    const URL_SAFE: KnownRows = Self::of(EncodeAlphabet::URL_SAFE.characters());

    /// For an alphabet without control characters, in which characters with the same upper half are consecutive but for the last one.
    const fn of(characters: &[u8; 64]) -> Self {
        let exception = characters[63];
        let mut rows = KnownRows {
            strange: [0xff; 16],
            offsets: [0; 16],
            exception,
        };
        rows.strange[(exception & 15) as usize] &= !(1 << (exception >> 4));
        rows.offsets[0] = 63_u8.wrapping_sub(exception);
        let mut value = 0;
        while value < 63 {
            let character = characters[value];
            rows.strange[(character & 15) as usize] &= !(1 << (character >> 4));
            rows.offsets[(character >> 4) as usize] = (value as u8).wrapping_sub(character);
            value += 1;
        }
        rows
    }
}

impl Rows {
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn of(known: KnownAlphabet) -> Self {
        let rows = match known {
            KnownAlphabet::Standard => &const { KnownRows::STANDARD },
            KnownAlphabet::UrlSafe => &const { KnownRows::URL_SAFE },
        };
        // SAFETY: as in decode_quads.
        unsafe {
            let mut all = [_mm256_setzero_si256(); 8];
            all[0] = both_halves(&rows.strange);
            all[1] = both_halves(&rows.offsets);
            all[2] = _mm256_set1_epi8(rows.exception as i8);
            Rows(all)
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn any(values: &[u8; 128]) -> Self {
        // SAFETY: as in decode_quads.
        unsafe {
            let mut all = [_mm256_setzero_si256(); 8];
            for (row, values) in all.iter_mut().zip(values.chunks_exact(16)) {
                *row = both_halves(array_at(values, 0));
            }
            Rows(all)
        }
    }
}

/// The values of `text`. Adds something other than zero to `strange` where a character has none.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn look_up<const ANY: bool>(
    rows: &Rows,
    text: &[u8; VECTOR],
    strange: &mut __m256i,
) -> __m256i {
    let Rows([a, b, c, d, e, f, g, h]) = *rows;
    // SAFETY: as in decode_quads.
    unsafe {
        let text = load(text);
        let low_bits = _mm256_set1_epi8(0x0f);
        if ANY {
            // Bits 4 to 6 of a character say which row it is in; blending looks at bit 7. That one itself makes a shuffle give zero.
            let (bit_4, bit_5, bit_6) = (
                _mm256_slli_epi16::<3>(text),
                _mm256_slli_epi16::<2>(text),
                _mm256_add_epi8(text, text),
            );
            let row = |row| _mm256_shuffle_epi8(row, text);
            let pair = |low, high| _mm256_blendv_epi8(row(low), row(high), bit_4);
            let values = _mm256_blendv_epi8(
                _mm256_blendv_epi8(pair(a, b), pair(c, d), bit_5),
                _mm256_blendv_epi8(pair(e, f), pair(g, h), bit_5),
                bit_6,
            );
            let without_value = _mm256_or_si256(values, text);
            let sign = _mm256_set1_epi8(i8::MIN);
            *strange = _mm256_or_si256(*strange, _mm256_and_si256(without_value, sign));
            return values;
        }
        let (unfit, offsets, exception) = (a, b, c);
        let upper = _mm256_and_si256(_mm256_srli_epi16::<4>(text), low_bits);
        let lower = _mm256_and_si256(text, low_bits);
        // A bit for each upper half of ASCII; all bits, of which each lower half has one, for others.
        let bits = _mm256_broadcastsi128_si256(_mm_setr_epi8(
            1, 2, 4, 8, 16, 32, 64, -128, -1, -1, -1, -1, -1, -1, -1, -1,
        ));
        let unfit = _mm256_and_si256(
            _mm256_shuffle_epi8(unfit, lower),
            _mm256_shuffle_epi8(bits, upper),
        );
        *strange = _mm256_or_si256(*strange, unfit);
        // All bits, which bring its upper half down to 0.
        let is_exception = _mm256_cmpeq_epi8(text, exception);
        let upper = _mm256_subs_epu8(upper, is_exception);
        _mm256_add_epi8(text, _mm256_shuffle_epi8(offsets, upper))
    }
}

/// Eight groups of four values become three bytes each; behind all of them are eight without meaning.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn pack(values: __m256i) -> __m256i {
    /// The bytes of four 24-bit numbers, highest first.
    const ORDER: [u8; 16] = [2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 7, 11, 15];
    // SAFETY: as in decode_quads.
    unsafe {
        let pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x0140));
        let groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001_1000));
        let halves = _mm256_shuffle_epi8(groups, both_halves(&ORDER));
        _mm256_permutevar8x32_epi32(halves, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7))
    }
}

/// Stores the first 24 bytes.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn store_bytes(vector: __m256i, room: &mut [MaybeUninit<u8>; BYTES]) {
    let (lower, upper) = room.split_at_mut(VECTOR / 2);
    // SAFETY: there is room for 16 bytes, and for 8 behind them, and the stores want no alignment.
    unsafe {
        _mm_storeu_si128(lower.as_mut_ptr().cast(), _mm256_castsi256_si128(vector));
        _mm_storel_epi64(
            upper.as_mut_ptr().cast(),
            _mm256_extracti128_si256::<1>(vector),
        );
    }
}
