//! Bytes to characters.

use core::mem::MaybeUninit;
use core::num::NonZero;

use super::alphabet::Kernel;
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use super::avx2;
#[cfg(avx512)]
use super::avx512;
use super::{EncodeAlphabet, PAD};
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
use crate::arch::Avx2;
#[cfg(avx512)]
use crate::arch::Avx512;
use crate::arch::simd::{self, KnownAlphabet};
use crate::{Backend, Lines, Output};

/// Below this, calling a vector kernel costs more than it saves: shorter lines are encoded character by character.
const SHORTEST_VECTOR_INPUT: usize = 14;

/// Below this, a table of all pairs of characters costs more than it saves.
const SHORTEST_PAIRS_INPUT: usize = 1536;

/// Below this, portable code rather encodes several lines at once.
const SHORTEST_LINE: usize = 32;

/// How many characters are encoded at a time before they are broken into lines.
const BATCH: usize = 768;

/// How to encode. The form of the output is fixed by the fields; the backend changes only the speed.
#[derive(Clone, Copy, Debug)]
pub struct Encoder<'a> {
    /// The characters to use.
    pub alphabet: &'a EncodeAlphabet,
    /// Whether `=` fills the last quad up.
    pub padded: bool,
    /// The longest line in characters, rounded down to whole quads but at least one; 0 for a single line.
    pub wrapcol: usize,
    /// Whether one newline ends the output, even an empty one.
    pub newline: bool,
    /// What does the work.
    pub backend: Backend,
}

impl Encoder<'_> {
    /// One padded line of the standard alphabet.
    #[inline(always)]
    pub fn standard() -> Encoder<'static> {
        Encoder {
            alphabet: &EncodeAlphabet::STANDARD,
            padded: true,
            wrapcol: 0,
            newline: false,
            backend: Backend::current(),
        }
    }

    /// Characters in a full line, or `None` for a single line.
    fn line_len(&self) -> Option<NonZero<usize>> {
        match self.wrapcol {
            0 => None,
            wrapcol => NonZero::new((wrapcol / 4 * 4).max(4)),
        }
    }

    /// The length of what `input_len` bytes are encoded to, or `None` if `usize` does not hold it.
    pub fn encoded_len(&self, input_len: usize) -> Option<usize> {
        let mut len = input_len.div_ceil(3).checked_mul(4)?;
        if !self.padded {
            len -= match input_len % 3 {
                1 => 2,
                2 => 1,
                _ => 0,
            };
        }
        if let Some(line_len) = self.line_len() {
            len = len.checked_add(Lines::newlines(line_len, len))?;
        }
        len.checked_add(usize::from(self.newline))
    }

    /// Encodes `input` into `output`, which must have room for [`Encoder::encoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not.
    #[inline]
    pub fn encode(&self, input: &[u8], output: &mut Output<'_>) {
        #[cfg(avx512)]
        if let Some(proof) = Avx512::of(self.backend) {
            let characters = self.alphabet.characters();
            match self.line_len() {
                None => avx512::encode(proof, characters, input, self.padded, output),
                Some(line_len) => {
                    avx512::encode_lines(proof, characters, input, line_len, self.padded, output)
                }
            }
            if self.newline {
                output.push(b'\n');
            }
            return;
        }
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        if let Some(proof) = Avx2::of(self.backend) {
            return self.encode_with_avx2(proof, input, output);
        }
        self.encode_otherwise(input, output);
    }

    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    #[inline(never)]
    fn encode_with_avx2(&self, proof: Avx2, input: &[u8], output: &mut Output<'_>) {
        let line = |input: &[u8], output: &mut Output<'_>| {
            let done = if input.len() < avx2::SHORTEST_INPUT {
                0
            } else {
                avx2::encode(proof, self.alphabet, input, output)
            };
            encode_scalar(self.alphabet.characters(), &input[done..], output);
        };
        match self.line_len() {
            Some(line_len) if line_len.get() < avx2::VECTOR => {
                encode_lines(input, line_len, line, output);
            }
            Some(line_len) => {
                let done = avx2::encode_lines(proof, self.alphabet, input, line_len, output);
                line(&input[done..], output);
            }
            None => line(input, output),
        }
        self.finish(input.len(), output);
    }

    /// Appends what follows the characters.
    #[inline(always)]
    fn finish(&self, input_len: usize, output: &mut Output<'_>) {
        if self.padded {
            match input_len % 3 {
                1 => output.extend([PAD, PAD]),
                2 => output.push(PAD),
                _ => {}
            }
        }
        if self.newline {
            output.push(b'\n');
        }
    }

    #[inline(never)]
    fn encode_otherwise(&self, input: &[u8], output: &mut Output<'_>) {
        let kernel = match self.backend {
            Backend::Scalar => Kernel::Unknown,
            Backend::Simd | Backend::Avx512 => self.alphabet.kernel,
        };
        match kernel {
            Kernel::Known(known) => self.encode_with_kernel(known, input, output),
            Kernel::LastTwo(last_two) => {
                let start = output.len();
                self.encode_with_kernel(KnownAlphabet::Standard, input, output);
                replace_last_two(output.written_from(start), last_two);
            }
            Kernel::Unknown if input.len() < SHORTEST_PAIRS_INPUT => {
                self.encode_portably(input, encode_scalar, output);
            }
            Kernel::Unknown => self.encode_in_pairs(input, output),
        }
        // Behind the replacement, because an alphabet may claim any character, but padding is always '='.
        self.finish(input.len(), output);
    }

    /// Encodes by looking up two characters at once.
    #[inline(never)]
    fn encode_in_pairs(&self, input: &[u8], output: &mut Output<'_>) {
        let pairs = Pairs::of(self.alphabet.characters());
        let encode = |characters: &[u8; 64], input: &[u8], output: &mut Output<'_>| {
            let done = pairs.encode(input, output);
            encode_rest(characters, &input[done..], output);
        };
        self.encode_portably(input, encode, output);
    }

    /// Encodes lines into their places.
    #[inline(always)]
    fn encode_portably(
        &self,
        input: &[u8],
        encode: impl Fn(&[u8; 64], &[u8], &mut Output<'_>),
        output: &mut Output<'_>,
    ) {
        let characters = self.alphabet.characters();
        let encode = |input: &[u8], output: &mut Output<'_>| encode(characters, input, output);
        let mut rest = input;
        match self.line_len() {
            None => {}
            Some(line_len) if line_len.get() < SHORTEST_LINE => {
                return encode_lines(input, line_len, encode, output);
            }
            Some(line_len) => {
                let line_bytes = line_len.get() / 4 * 3;
                while rest.len() > line_bytes {
                    let (line, behind) = rest.split_at(line_bytes);
                    encode(line, output);
                    output.push(b'\n');
                    rest = behind;
                }
            }
        }
        encode(rest, output);
    }

    /// Encodes by base64-simd.
    fn encode_with_kernel(&self, known: KnownAlphabet, input: &[u8], output: &mut Output<'_>) {
        let line = |input: &[u8], output: &mut Output<'_>| encode_line(known, input, output);
        match self.line_len() {
            None => line(input, output),
            Some(line_len) => encode_lines(input, line_len, line, output),
        }
    }
}

fn encode_line(known: KnownAlphabet, line: &[u8], output: &mut Output<'_>) {
    if line.len() < SHORTEST_VECTOR_INPUT {
        let alphabet = match known {
            KnownAlphabet::Standard => &EncodeAlphabet::STANDARD,
            KnownAlphabet::UrlSafe => &EncodeAlphabet::URL_SAFE,
        };
        return encode_scalar(alphabet.characters(), line, output);
    }
    let room = line.len() + line.len().div_ceil(3);
    output.extend_with(room, |window| Some(simd::encode(known, line, window)));
}

/// Encodes by means of `encode`, several lines at once, so that it has enough to do; then each is moved to its place.
#[inline(always)]
fn encode_lines(
    input: &[u8],
    line_len: NonZero<usize>,
    encode: impl Fn(&[u8], &mut Output<'_>),
    output: &mut Output<'_>,
) {
    let mut lines = Lines::new(line_len);
    let mut batch = [MaybeUninit::uninit(); BATCH];
    for part in input.chunks(BATCH / 4 * 3) {
        let mut text = Output::new(&mut batch);
        encode(part, &mut text);
        lines.write(text.finish(), output);
    }
}

/// Encodes without padding.
fn encode_scalar(characters: &[u8; 64], input: &[u8], output: &mut Output<'_>) {
    let character = |value: u32| characters[(value & 63) as usize];
    let blocks = output.extend_by_blocks(input, |block: &[u8; 12], text: &mut [u8; 16]| {
        for (group, quad) in block.chunks_exact(3).zip(text.chunks_exact_mut(4)) {
            let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
            quad[0] = character(bits >> 18);
            quad[1] = character(bits >> 12);
            quad[2] = character(bits >> 6);
            quad[3] = character(bits);
        }
    });
    encode_rest(characters, &input[blocks..], output);
}

/// Encodes without padding what is left of larger blocks.
#[inline(always)]
fn encode_rest(characters: &[u8; 64], input: &[u8], output: &mut Output<'_>) {
    let character = |value: u8| characters[(value & 63) as usize];
    let done = output.extend_while(input, |[a, b, c]| {
        Some([
            character(a >> 2),
            character(a << 4 | b >> 4),
            character(b << 2 | c >> 6),
            character(c),
        ])
    });
    match input[done..] {
        [a] => output.extend([character(a >> 2), character(a << 4)]),
        [a, b] => output.extend([
            character(a >> 2),
            character(a << 4 | b >> 4),
            character(b << 2),
        ]),
        _ => {}
    }
}

/// All pairs of characters, in the order of the twelve bits that they stand for.
struct Pairs([[u8; 2]; 64 * 64]);

impl Pairs {
    fn of(characters: &[u8; 64]) -> Self {
        let mut pairs = [[0; 2]; 64 * 64];
        for (first, pairs) in characters.iter().zip(pairs.chunks_exact_mut(64)) {
            for (second, pair) in characters.iter().zip(pairs) {
                *pair = [*first, *second];
            }
        }
        Pairs(pairs)
    }

    /// Encodes whole groups of three bytes. Returns how many bytes they are.
    #[inline(always)]
    fn encode(&self, input: &[u8], output: &mut Output<'_>) -> usize {
        let pair = |bits: u64| self.0[(bits & 0xfff) as usize];
        let done = output.extend_by_blocks(input, |block: &[u8; 12], text: &mut [u8; 16]| {
            let [a, b, c, d, e, f, g, h, i, j, k, l] = *block;
            let first = u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> 16;
            let second = u64::from_be_bytes([e, f, g, h, i, j, k, l]);
            for (bits, text) in [first, second].into_iter().zip(text.chunks_exact_mut(8)) {
                text[..2].copy_from_slice(&pair(bits >> 36));
                text[2..4].copy_from_slice(&pair(bits >> 24));
                text[4..6].copy_from_slice(&pair(bits >> 12));
                text[6..].copy_from_slice(&pair(bits));
            }
        });
        let groups =
            output.extend_by_blocks(&input[done..], |group: &[u8; 3], text: &mut [u8; 4]| {
                let bits = u64::from(u32::from_be_bytes([0, group[0], group[1], group[2]]));
                text[..2].copy_from_slice(&pair(bits >> 12));
                text[2..].copy_from_slice(&pair(bits));
            });
        done + groups
    }
}

/// Turns the standard alphabet's `+` and `/` into `last_two`. Written so that the compiler makes vector code of it.
#[inline(never)]
fn replace_last_two(text: &mut [u8], last_two: [u8; 2]) {
    let [plus, slash] = last_two;
    for character in text {
        let before = *character;
        *character = match before {
            b'+' => plus,
            b'/' => slash,
            other => other,
        };
    }
}
