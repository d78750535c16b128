//! Base64 in vectors of 64 bytes: 48 bytes become 64 characters at a time, and back.
//!
//! The methods are those of Wojciech Muła and Daniel Lemire, "Base64 encoding and decoding at almost the speed of a memory
//! copy" (2019). An alphabet is a register or two, whichever characters are in it.
//!
//! All that is unsafe here is to enter code compiled for the instruction set, for which the caller's [`Avx512`] is the proof, and
//! to say how much of its room that code has filled. Vectors are loaded and stored by [`zmm`](crate::arch::zmm), within slices.

use core::arch::x86_64::*;
use core::mem::MaybeUninit;
use core::num::NonZero;

use super::PAD;
use crate::arch::Avx512;
use crate::arch::zmm::*;
use crate::{ByteSet, Output};

/// Bytes that encode to a vector of characters.
const BYTES: usize = VECTOR / 4 * 3;
/// Vectors that a loop does at a time.
const ROUND: usize = 4;
/// Characters that skipping decoding takes at a time: with the three that may be carried over they fill a vector.
const STEP: usize = VECTOR - 3;

/// Which numbers of characters behind the last whole quad complete a text: bit N stands for N of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leftovers(pub(super) u8);

impl Leftovers {
    #[inline(always)]
    fn allow(self, count: usize) -> bool {
        self.0 >> count & 1 != 0
    }
}

/// How far a decoder got.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progress {
    /// How much of the text is dealt with: up to the end of a quad, unless `complete`.
    pub(super) consumed: usize,
    /// Whether that is all of it, what is left over behind the last whole quad included.
    pub(super) complete: bool,
}

/// Encodes `input` as one line.
///
/// # Panics
/// If `output` has too little room.
#[inline]
pub(super) fn encode(
    proof: Avx512,
    characters: &[u8; 64],
    input: &[u8],
    padded: bool,
    output: &mut Output<'_>,
) {
    // SAFETY: an Avx512 exists only where the extensions do, and both functions return how much they have stored.
    unsafe {
        fill(proof, output, |window| {
            let written = if input.len() <= BYTES {
                encode_short(characters, input, padded, window)
            } else {
                encode_line(characters, input, padded, window)
            };
            (written, ())
        });
    }
}

/// Encodes `input` in lines of `line_len` characters, a multiple of four, with a newline between lines.
///
/// # Panics
/// If `output` has too little room, or `line_len` is not as it should be.
#[inline]
pub(super) fn encode_lines(
    proof: Avx512,
    characters: &[u8; 64],
    input: &[u8],
    line_len: NonZero<usize>,
    padded: bool,
    output: &mut Output<'_>,
) {
    assert!(
        line_len.get().is_multiple_of(4),
        "lines of whole quads fill up"
    );
    // SAFETY: an Avx512 exists only where the extensions do, and both functions return how much they have stored.
    unsafe {
        fill(proof, output, |window| {
            let written = if line_len.get() < VECTOR {
                encode_short_lines(characters, input, line_len, padded, window)
            } else {
                encode_long_lines(characters, input, line_len, padded, window)
            };
            (written, ())
        });
    }
}

/// What the kernels know of a text that is to be decoded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decoding<'t> {
    /// That they may run.
    pub(super) proof: Avx512,
    /// What each ASCII character means, above 127 for nothing; other bytes mean nothing.
    pub(super) values: &'t [u8; 128],
    /// How the text may end.
    pub(super) leftovers: Leftovers,
}

impl Decoding<'_> {
    /// Decodes `text` as long as there is nothing but alphabet characters, in steps of a vector.
    ///
    /// # Panics
    /// If `output` has too little room.
    #[inline]
    pub(super) fn decode(&self, text: &[u8], output: &mut Output<'_>) -> Progress {
        let Decoding {
            proof,
            values,
            leftovers,
        } = *self;
        // SAFETY: an Avx512 exists only where the extensions do, and both functions return how much they have stored.
        unsafe {
            fill(proof, output, |window| {
                if text.len() < VECTOR {
                    decode_short(values, text, leftovers, window)
                } else {
                    decode_clean(values, text, leftovers, window)
                }
            })
        }
    }

    /// Decodes `text` up to the first character that is neither in the alphabet nor `skippable`.
    ///
    /// # Panics
    /// If `output` has too little room.
    #[inline]
    pub(super) fn decode_skipping(
        &self,
        skippable: &ByteSet,
        text: &[u8],
        output: &mut Output<'_>,
    ) -> Progress {
        let Decoding {
            proof,
            values,
            leftovers,
        } = *self;
        // SAFETY: an Avx512 exists only where the extensions do, and decode_compressed returns how much it has stored.
        unsafe {
            fill(proof, output, |window| {
                decode_compressed(values, skippable, text, leftovers, window)
            })
        }
    }
}

/// Lets `kernel` fill the room that is left, on a machine that can run it.
///
/// # Safety
/// `kernel` must return how many bytes it has initialised, from the start of its window on.
#[inline(always)]
unsafe fn fill<R>(
    _proof: Avx512,
    output: &mut Output<'_>,
    kernel: impl FnOnce(Window<'_>) -> (usize, R),
) -> R {
    // SAFETY: the caller vouches for it.
    unsafe { output.fill(kernel) }
}

kernels! {
    /// Returns how many characters it wrote.
    fn encode_line(characters: &[u8; 64], input: &[u8], padded: bool, window: Window<'_>) -> usize {
        let alphabet = load(characters);
        let whole = window.len();
        let mut rest = input;
        let mut room = window;
        // A load takes in 16 bytes more than are used.
        while let Some(bytes) = rest.first_chunk::<{ BYTES * (ROUND - 1) + VECTOR }>() {
            let (now, later) = room.split_at_mut(VECTOR * ROUND);
            for index in 0..ROUND {
                let bytes = load(vector_at(bytes, BYTES * index));
                store(encode_vector(alphabet, bytes), room_at(now, VECTOR * index));
            }
            rest = &rest[BYTES * ROUND..];
            room = later;
        }
        while let Some(bytes) = rest.first_chunk::<VECTOR>() {
            let (now, later) = room.split_at_mut(VECTOR);
            store(encode_vector(alphabet, load(bytes)), room_at(now, 0));
            rest = &rest[BYTES..];
            room = later;
        }
        if rest.len() > BYTES {
            let (now, later) = room.split_at_mut(VECTOR);
            store(encode_vector(alphabet, load_part(_mm512_setzero_si512(), rest)), room_at(now, 0));
            rest = &rest[BYTES..];
            room = later;
        }
        let last = encode_part(alphabet, rest, padded, room);
        whole - room.len() + last
    }

    /// Encodes 48 bytes at most. Returns how many characters it wrote.
    fn encode_part(alphabet: __m512i, bytes: &[u8], padded: bool, window: Window<'_>) -> usize {
        let text = encode_vector(alphabet, load_part(_mm512_setzero_si512(), bytes));
        let (text, len) = finish(text, bytes.len(), padded);
        store_part(text, &mut window[..len]);
        len
    }

    /// What needs no loop, in code that is quick to enter. Returns how many characters it wrote.
    fn encode_short(characters: &[u8; 64], input: &[u8], padded: bool, window: Window<'_>) -> usize {
        encode_part(load(characters), input, padded, window)
    }

    /// Lines that fill a vector or more. Returns how many characters it wrote.
    fn encode_long_lines(
        characters: &[u8; 64],
        input: &[u8],
        line_len: NonZero<usize>,
        padded: bool,
        window: Window<'_>,
    ) -> usize {
        let alphabet = load(characters);
        let line_len = line_len.get();
        let line_bytes = line_len / 4 * 3;
        let mut done = 0;
        let mut written = 0;
        // The last vector of a line goes beyond its end, on both sides; what it writes there is then overwritten.
        while line_bytes + VECTOR <= input.len() - done && line_len + VECTOR <= window.len() - written {
            let line = &input[done..done + line_bytes + VECTOR];
            let room = &mut window[written..written + line_len + VECTOR];
            let vectors = line_bytes.div_ceil(BYTES);
            for index in 0..vectors {
                let bytes = load(vector_at(line, BYTES * index));
                store(encode_vector(alphabet, bytes), room_at(room, VECTOR * index));
            }
            room[line_len].write(b'\n');
            done += line_bytes;
            written += line_len + 1;
        }
        while done < input.len() {
            let line = &input[done..input.len().min(done + line_bytes)];
            written += encode_line(characters, line, padded, &mut window[written..]);
            done += line.len();
            if done < input.len() {
                window[written].write(b'\n');
                written += 1;
            }
        }
        written
    }

    /// Lines of which a vector holds one or more. Returns how many characters it wrote.
    fn encode_short_lines(
        characters: &[u8; 64],
        input: &[u8],
        line_len: NonZero<usize>,
        padded: bool,
        window: Window<'_>,
    ) -> usize {
        let alphabet = load(characters);
        let line_len = line_len.get();
        let lines = VECTOR / (line_len + 1);
        let bytes_taken = lines * (line_len / 4 * 3);
        let characters_made = lines * (line_len + 1);
        // Which characters of the vector are not newlines.
        let mut places = 0;
        for _ in 0..lines {
            places = places << (line_len + 1) | lowest(line_len);
        }
        let newlines = _mm512_set1_epi8(b'\n' as i8);
        let mut done = 0;
        let mut written = 0;
        while let (Some(bytes), Some(room)) = (
            input[done..].first_chunk::<VECTOR>(),
            window[written..].first_chunk_mut::<VECTOR>(),
        ) {
            let text = encode_vector(alphabet, load(bytes));
            store(_mm512_mask_expand_epi8(newlines, places, text), room);
            done += bytes_taken;
            written += characters_made;
        }
        while done < input.len() {
            let bytes = &input[done..input.len().min(done + bytes_taken)];
            done += bytes.len();
            let text = encode_vector(alphabet, load_part(_mm512_setzero_si512(), bytes));
            let (text, len) = finish(text, bytes.len(), padded);
            // The newline behind the last line of this vector is there if more follows.
            let newlines_within = (len - 1) / line_len + usize::from(done < input.len());
            let len = len + newlines_within;
            let text = _mm512_mask_expand_epi8(newlines, places, text);
            store_part(text, &mut window[written..written + len]);
            written += len;
        }
        written
    }

    /// Sixteen groups of three bytes in the low 48 bytes become four characters each.
    fn encode_vector(alphabet: __m512i, bytes: __m512i) -> __m512i {
        /// A group's bytes as b a c b: each pair has two characters' bits in one piece.
        const SPREAD: [u8; VECTOR] = {
            let mut order = [0; VECTOR];
            let mut lane = 0;
            while lane < VECTOR {
                order[lane] = (lane / 4 * 3) as u8 + [1, 0, 2, 1][lane % 4];
                lane += 1;
            }
            order
        };
        /// Where in two groups each character's bits begin, lowest character first.
        const SHIFTS: i64 = i64::from_le_bytes([10, 4, 22, 16, 42, 36, 54, 48]);
        let spread = _mm512_permutexvar_epi8(load(&SPREAD), bytes);
        // Two bits too many stay in each byte; the lookup takes the low six.
        let values = _mm512_multishift_epi64_epi8(_mm512_set1_epi64(SHIFTS), spread);
        _mm512_permutexvar_epi8(values, alphabet)
    }

    /// What `len` bytes, 48 at most, were encoded to, padded if `padded`, and its length.
    fn finish(text: __m512i, len: usize, padded: bool) -> (__m512i, usize) {
        // In 32 bits, where a division is cheaper.
        let characters = (len as u32 * 4).div_ceil(3);
        let padded_len = characters.next_multiple_of(4) as usize;
        let characters = characters as usize;
        let padding = _mm512_set1_epi8(PAD as i8);
        let text = _mm512_mask_mov_epi8(padding, lowest(characters), text);
        (text, if padded { padded_len } else { characters })
    }

    /// Returns how many bytes it wrote, too.
    fn decode_clean(
        values: &[u8; 128],
        text: &[u8],
        leftovers: Leftovers,
        window: Window<'_>,
    ) -> (usize, Progress) {
        let table = Table::new(values);
        let mut rest = text;
        let mut room = window;
        let size = room.len();
        // A store writes 16 bytes more than are made; the next one overwrites them.
        while let (Some(characters), true) = (
            rest.first_chunk::<{ VECTOR * ROUND }>(),
            room.len() >= BYTES * (ROUND - 1) + VECTOR,
        ) {
            let mut strange = _mm512_setzero_si512();
            for index in 0..ROUND {
                let characters = load(vector_at(characters, VECTOR * index));
                let values = table.look_up(characters);
                strange = either(strange, values, characters);
                store(pack(values), room_at(room, BYTES * index));
            }
            if _mm512_movepi8_mask(strange) != 0 {
                break;
            }
            rest = &rest[VECTOR * ROUND..];
            room = &mut room[BYTES * ROUND..];
        }
        while let Some(characters) = rest.first_chunk::<VECTOR>() {
            let characters = load(characters);
            let values = table.look_up(characters);
            if strangers(values, characters) != 0 {
                let progress = Progress {
                    consumed: text.len() - rest.len(),
                    complete: false,
                };
                return (size - room.len(), progress);
            }
            store_some(pack(values), BYTES, room);
            rest = &rest[VECTOR..];
            room = &mut room[BYTES..];
        }
        let written = size - room.len();
        let (last, mut progress) = decode_part(&table, rest, leftovers, room);
        progress.consumed += text.len() - rest.len();
        (written + last, progress)
    }

    /// Decodes less than a vector, or nothing if there is anything but alphabet characters. Returns how many bytes it wrote, too.
    fn decode_part(
        table: &Table,
        text: &[u8],
        leftovers: Leftovers,
        window: Window<'_>,
    ) -> (usize, Progress) {
        let characters = load_part(_mm512_setzero_si512(), text);
        let lanes = lowest(text.len());
        let values = table.look_up(characters);
        if strangers(values, characters) & lanes != 0 {
            let progress = Progress {
                consumed: 0,
                complete: false,
            };
            return (0, progress);
        }
        // So that nothing is added to the bits of what is left over.
        let values = _mm512_maskz_mov_epi8(lanes, values);
        let left_over = text.len() % 4;
        let complete = leftovers.allow(left_over);
        let consumed = if complete {
            text.len()
        } else {
            text.len() - left_over
        };
        let len = consumed * 3 / 4;
        store_part(pack(values), &mut window[..len]);
        (len, Progress { consumed, complete })
    }

    /// What needs no loop, in code that is quick to enter. Returns how many bytes it wrote, too.
    fn decode_short(
        values: &[u8; 128],
        text: &[u8],
        leftovers: Leftovers,
        window: Window<'_>,
    ) -> (usize, Progress) {
        decode_part(&Table::new(values), text, leftovers, window)
    }

    /// Returns how many bytes it wrote, too.
    ///
    /// A vector's values are moved together, behind up to three that were left over from those before; its whole quads are decoded.
    fn decode_compressed(
        values: &[u8; 128],
        skippable: &ByteSet,
        text: &[u8],
        leftovers: Leftovers,
        window: Window<'_>,
    ) -> (usize, Progress) {
        let table = Table::new(values);
        let skippable = members(skippable);
        let mut carry = Carry::new();
        let mut done = 0;
        let mut written = 0;
        // The distance that this loop moves on by is a constant: the next vector need not wait for what is found in this one.
        while let Some(characters) = text[done..].first_chunk::<VECTOR>() {
            let characters = load(characters);
            let values = table.look_up(characters);
            let others = strangers(values, characters) & lowest(STEP);
            if others & !among(skippable, characters) != 0 {
                break;
            }
            let (values, whole) = carry.join(values, lowest(STEP) & !others);
            let len = whole / 4 * 3;
            store_some(pack(values), len, &mut window[written..]);
            written += len;
            done += STEP;
        }
        let mut stopped = false;
        while done < text.len() && !stopped {
            let rest = &text[done..text.len().min(done + STEP)];
            let characters = load_part(_mm512_setzero_si512(), rest);
            let values = table.look_up(characters);
            let others = strangers(values, characters) & lowest(rest.len());
            let unskippable = others & !among(skippable, characters);
            let taken = rest.len().min(unskippable.trailing_zeros() as usize);
            stopped = taken < rest.len();
            let (values, whole) = carry.join(values, lowest(taken) & !others);
            let len = whole / 4 * 3;
            store_some(pack(values), len, &mut window[written..]);
            written += len;
            done += taken;
        }
        let Carry {
            values: carried,
            mut count,
        } = carry;
        let complete = !stopped && leftovers.allow(count);
        if complete {
            let len = count * 3 / 4;
            store_part(pack(carried), &mut window[written..written + len]);
            written += len;
        } else {
            // What is left over is given back.
            while count > 0 {
                done -= 1;
                let is_value = values
                    .get(usize::from(text[done]))
                    .is_some_and(|&value| value <= 63);
                count -= usize::from(is_value);
            }
        }
        (
            written,
            Progress {
                consumed: done,
                complete,
            },
        )
    }

    /// Sixteen groups of four values become three bytes each, in the low 48 bytes.
    fn pack(values: __m512i) -> __m512i {
        /// The bytes of sixteen 24-bit numbers, highest first.
        const ORDER: [u8; VECTOR] = {
            let mut order = [0; VECTOR];
            let mut lane = 0;
            while lane < BYTES {
                order[lane] = (lane / 3 * 4 + 2 - lane % 3) as u8;
                lane += 1;
            }
            order
        };
        let pairs = _mm512_maddubs_epi16(values, _mm512_set1_epi16(0x0140));
        let groups = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x0001_1000));
        _mm512_permutexvar_epi8(load(&ORDER), groups)
    }
}

/// The values behind the last whole quad, which go before those of the next vector.
struct Carry {
    values: __m512i,
    count: usize,
}

impl Carry {
    kernels! {
        fn new() -> Self {
            Carry {
                values: _mm512_setzero_si512(),
                count: 0,
            }
        }

        /// Puts those of `values` that `which` says, 61 at most, behind the carried ones. Returns all of them, and how many there are in
        /// whole quads; the rest is carried on.
        fn join(&mut self, values: __m512i, which: u64) -> (__m512i, usize) {
            /// The numbers of a vector's lanes, over and over; zero is at index 3.
            const LANES: [u8; 3 + 2 * VECTOR] = {
                let mut lanes = [0; 3 + 2 * VECTOR];
                let mut index = 0;
                while index < lanes.len() {
                    lanes[index] = ((index + VECTOR - 3) % VECTOR) as u8;
                    index += 1;
                }
                lanes
            };
            let values = _mm512_maskz_compress_epi8(which, values);
            let up = load(vector_at(&LANES, 3 - self.count));
            let joined = _mm512_mask_permutexvar_epi8(self.values, !lowest(self.count), up, values);
            let total = self.count + which.count_ones() as usize;
            let whole = total / 4 * 4;
            let down = load(vector_at(&LANES, 3 + whole));
            self.values = _mm512_permutexvar_epi8(down, joined);
            self.count = total - whole;
            (joined, whole)
        }
    }
}

/// The meaning of 128 characters.
struct Table {
    low: __m512i,
    high: __m512i,
}

impl Table {
    kernels! {
        fn new(values: &[u8; 128]) -> Self {
            Table {
                low: load(vector_at(values, 0)),
                high: load(vector_at(values, VECTOR)),
            }
        }

        /// The values of ASCII characters; for other bytes, those of their low seven bits.
        fn look_up(&self, characters: __m512i) -> __m512i {
            _mm512_permutex2var_epi8(self.low, characters, self.high)
        }
    }
}

kernels! {
    /// Which characters mean nothing.
    fn strangers(values: __m512i, characters: __m512i) -> u64 {
        _mm512_movepi8_mask(_mm512_or_si512(values, characters))
    }

    /// The bits that are set in any of the three.
    fn either(a: __m512i, b: __m512i, c: __m512i) -> __m512i {
        _mm512_ternarylogic_epi64::<0xfe>(a, b, c)
    }

    /// A mask of the lowest `count` lanes, 64 at most.
    fn lowest(count: usize) -> u64 {
        _bzhi_u64(!0, count as u32)
    }

    /// Stores the first `len` bytes, and more of them where there is room for all.
    fn store_some(vector: __m512i, len: usize, room: &mut [MaybeUninit<u8>]) {
        match room.first_chunk_mut::<VECTOR>() {
            Some(room) => store(vector, room),
            None => store_part(vector, &mut room[..len]),
        }
    }
}

/// The vector that begins at `index`.
#[inline(always)]
fn vector_at(bytes: &[u8], index: usize) -> &[u8; VECTOR] {
    bytes[index..].first_chunk().expect("a whole vector")
}

/// The room for a vector that begins at `index`.
#[inline(always)]
fn room_at(room: &mut [MaybeUninit<u8>], index: usize) -> &mut [MaybeUninit<u8>; VECTOR] {
    room[index..].first_chunk_mut().expect("a whole vector")
}
