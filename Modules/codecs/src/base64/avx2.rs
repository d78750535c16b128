//! Base64 with AVX2: 24 bytes become 32 characters at a time, and back.
//!
//! The methods are those of Wojciech Muła and Daniel Lemire, "Faster Base64 Encoding and Decoding Using AVX2 Instructions"
//! (2018). Alphabets that begin with letters and digits are computed, others looked up in rows of 16 characters.
//!
//! Unsafe are: to enter code compiled for the instruction set, for which the caller's [`Avx2`] is the proof; to load and store vectors
//! within slices; and to call initialised what was stored to. The functions are unsafe because Rust 1.85 asks for that.

use core::arch::asm;
#[cfg(target_arch = "x86")]
use core::arch::x86::*;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::*;
use core::mem::MaybeUninit;
use core::num::NonZero;

use super::{DecodeTable, EncodeAlphabet};
use crate::Output;
use crate::arch::Avx2;
use crate::arch::simd::KnownAlphabet;

/// Characters in a vector.
pub(super) const VECTOR: usize = 32;
/// Bytes that encode to a vector of characters.
pub(super) const BYTES: usize = VECTOR / 4 * 3;
/// Less is not worth it to [`encode`].
pub(super) const SHORTEST_INPUT: usize = BYTES / 2;
/// Vectors that a loop does at a time.
const ROUND: usize = 4;
/// How many bytes of a whole vector are not among those that it stands for.
const EXCESS: usize = VECTOR - BYTES;
/// How many of them are loaded from before those to be encoded, so that six pairs of bytes are in each half of a vector.
const BEFORE: usize = EXCESS / 2;

/// Memory to be filled.
type Window<'w> = &'w mut [MaybeUninit<u8>];

/// Encodes the whole groups of three bytes of `input`, of which there are at least [`SHORTEST_INPUT`]. Returns how many bytes they are.
///
/// # Panics
/// If `output` has too little room, or `input` is too short.
#[inline]
pub(super) fn encode(
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
pub(super) fn encode_lines(
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

/// What the kernels know of a text that is to be decoded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decoding<'t> {
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
    pub(super) fn new(proof: Avx2, table: &'t DecodeTable) -> Option<Self> {
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
    pub(super) fn decode(&mut self, text: &[u8], output: &mut Output<'_>) -> usize {
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
    pub(super) fn decode_lines(
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

/// Decodes whole quads up to one with something else than alphabet characters. Returns how many characters they are, for each
/// four of which it has stored three bytes.
///
/// The text is a vector or longer, and has whole quads; the window has just the room for it.
#[target_feature(enable = "avx2")]
unsafe fn decode_quads<const ANY: bool>(rows: &Rows, text: &[u8], window: Window<'_>) -> usize {
    let mut done = 0;
    let mut written = 0;
    // SAFETY: as in encode_groups.
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
    // SAFETY: as in encode_groups.
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
        // SAFETY: as in encode_groups.
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
        // SAFETY: as in encode_groups.
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
    // SAFETY: as in encode_groups.
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
    // SAFETY: as in encode_groups.
    unsafe {
        let pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x0140));
        let groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001_1000));
        let halves = _mm256_shuffle_epi8(groups, both_halves(&ORDER));
        _mm256_permutevar8x32_epi32(halves, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7))
    }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn load(bytes: &[u8; VECTOR]) -> __m256i {
    // SAFETY: the array has 32 bytes, and the load wants no alignment.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn load_half(bytes: &[u8; VECTOR / 2]) -> __m128i {
    // SAFETY: the array has 16 bytes, and the load wants no alignment.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

/// A row for each half of a vector, between which bytes are not shuffled.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn both_halves(row: &[u8; 16]) -> __m256i {
    // SAFETY: as in encode_groups.
    unsafe { _mm256_broadcastsi128_si256(load_half(row)) }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn store(vector: __m256i, room: &mut [MaybeUninit<u8>; VECTOR]) {
    // SAFETY: there is room for 32 bytes, and the store wants no alignment.
    unsafe { _mm256_storeu_si256(room.as_mut_ptr().cast(), vector) }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn store_half(vector: __m128i, room: &mut [MaybeUninit<u8>; VECTOR / 2]) {
    // SAFETY: there is room for 16 bytes, and the store wants no alignment.
    unsafe { _mm_storeu_si128(room.as_mut_ptr().cast(), vector) }
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

/// The `N` bytes from `index` on.
#[inline(always)]
fn array_at<const N: usize>(bytes: &[u8], index: usize) -> &[u8; N] {
    bytes[index..].first_chunk().expect("a whole vector")
}

/// The room for `N` bytes from `index` on.
#[inline(always)]
fn room_at<const N: usize>(room: Window<'_>, index: usize) -> &mut [MaybeUninit<u8>; N] {
    room[index..].first_chunk_mut().expect("a whole vector")
}

/// Memory that a kernel has filled.
///
/// # Safety
/// It must have stored to each byte.
#[inline(always)]
unsafe fn initialised(window: Window<'_>) -> &mut [u8] {
    // SAFETY: the caller vouches for it; MaybeUninit<u8> has u8's layout, and the exclusive borrow of the window passes on to the result.
    unsafe { core::slice::from_raw_parts_mut(window.as_mut_ptr().cast(), window.len()) }
}
