//! Bytes to characters.

use core::mem::MaybeUninit;
use core::num::NonZero;

use super::alphabet::Kernel;
#[cfg(avx512)]
use super::avx512;
use super::{EncodeAlphabet, PAD};
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
        self.encode_without_avx512(input, output);
    }

    #[inline(never)]
    fn encode_without_avx512(&self, input: &[u8], output: &mut Output<'_>) {
        let start = output.len();
        let kernel = match self.backend {
            Backend::Scalar => Kernel::Unknown,
            Backend::Simd | Backend::Avx512 => self.alphabet.kernel,
        };
        match self.line_len() {
            None => self.encode_line(kernel, input, output),
            Some(line_len) => self.encode_lines(kernel, input, line_len, output),
        }
        if let Kernel::LastTwo(last_two) = kernel {
            replace_last_two(output.written_from(start), last_two);
        }
        if self.padded {
            // Behind the replacement, because an alphabet may claim any character, but padding is always '='.
            match input.len() % 3 {
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
    fn encode_lines(
        &self,
        kernel: Kernel,
        input: &[u8],
        line_len: NonZero<usize>,
        output: &mut Output<'_>,
    ) {
        let mut lines = Lines::new(line_len);
        // Several lines at once, so that a kernel has enough to do; then each is moved to its place.
        let mut batch = [MaybeUninit::uninit(); BATCH];
        for part in input.chunks(BATCH / 4 * 3) {
            let mut text = Output::new(&mut batch);
            self.encode_line(kernel, part, &mut text);
            lines.write(text.finish(), output);
        }
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
