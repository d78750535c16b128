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
const SHORTEST_PAIRS_INPUT: usize = 2048;

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
        let start = output.len();
        let kernel = match self.backend {
            Backend::Scalar => Kernel::Unknown,
            Backend::Simd | Backend::Avx512 => self.alphabet.kernel,
        };
        let line = |input: &[u8], output: &mut Output<'_>| self.encode_line(kernel, input, output);
        match self.line_len() {
            None => line(input, output),
            Some(line_len) => encode_lines(input, line_len, line, output),
        }
        if let Kernel::LastTwo(last_two) = kernel {
            replace_last_two(output.written_from(start), last_two);
        }
        // Behind the replacement, because an alphabet may claim any character, but padding is always '='.
        self.finish(input.len(), output);
    }

    #[inline(always)]
    fn encode_line(&self, kernel: Kernel, line: &[u8], output: &mut Output<'_>) {
        let (known, characters) = match kernel {
            Kernel::Known(known) => (known, self.alphabet),
            Kernel::LastTwo(_) => (KnownAlphabet::Standard, &EncodeAlphabet::STANDARD),
            Kernel::Unknown => return encode_scalar(self.alphabet.characters(), line, output),
        };
        if line.len() < SHORTEST_VECTOR_INPUT {
            return encode_scalar(characters.characters(), line, output);
        }
        let room = line.len() + line.len().div_ceil(3);
        output.extend_with(room, |window| Some(simd::encode(known, line, window)));
    }
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
    let done = if input.len() < SHORTEST_PAIRS_INPUT {
        0
    } else {
        encode_in_pairs(characters, input, output)
    };
    let input = &input[done..];
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

/// Encodes three bytes at a time by looking up two characters at once. Returns how many bytes it encoded.
#[inline(never)]
fn encode_in_pairs(characters: &[u8; 64], input: &[u8], output: &mut Output<'_>) -> usize {
    let mut pairs = [[[0; 2]; 64]; 64];
    for (first, pairs) in characters.iter().zip(&mut pairs) {
        for (second, pair) in characters.iter().zip(pairs) {
            *pair = [*first, *second];
        }
    }
    let pair = |bits: u32| pairs[(bits >> 6 & 63) as usize][(bits & 63) as usize];
    output.extend_while(input, |[a, b, c]| {
        let bits = u32::from_be_bytes([0, a, b, c]);
        let ([first, second], [third, fourth]) = (pair(bits >> 12), pair(bits));
        Some([first, second, third, fourth])
    })
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
