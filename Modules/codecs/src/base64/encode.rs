//! Bytes to characters.

use core::mem::MaybeUninit;

use super::alphabet::Kernel;
use super::{EncodeAlphabet, PAD};
use crate::Output;
use crate::arch::simd::{self, Backend, KnownAlphabet};

/// Below this, calling a vector kernel costs more than it saves: shorter lines are encoded character by character.
const SHORTEST_VECTOR_INPUT: usize = 14;

/// How many characters of short lines are encoded at a time.
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
    pub const STANDARD: Encoder<'static> = Encoder {
        alphabet: &EncodeAlphabet::STANDARD,
        padded: true,
        wrapcol: 0,
        newline: false,
        backend: Backend::Simd,
    };

    /// Characters in a full line, or `None` for a single line.
    fn line_len(&self) -> Option<usize> {
        match self.wrapcol {
            0 => None,
            wrapcol => Some((wrapcol / 4 * 4).max(4)),
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
            len = len.checked_add(len.saturating_sub(1) / line_len)?;
        }
        len.checked_add(usize::from(self.newline))
    }

    /// Encodes `input` into `output`, which must have room for [`Encoder::encoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not.
    #[inline]
    pub fn encode(&self, input: &[u8], output: &mut Output<'_>) {
        let start = output.len();
        let kernel = match self.backend {
            Backend::Simd => self.alphabet.kernel,
            Backend::Scalar => Kernel::Unknown,
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
    fn encode_lines(&self, kernel: Kernel, input: &[u8], line_len: usize, output: &mut Output<'_>) {
        let line_bytes = line_len / 4 * 3;
        let mut first = true;
        let mut end_line_before = |output: &mut Output<'_>| {
            if !first {
                output.push(b'\n');
            }
            first = false;
        };
        if line_len > BATCH / 2 {
            for line in input.chunks(line_bytes) {
                end_line_before(output);
                self.encode_line(kernel, line, output);
            }
            return;
        }
        // Several short lines at once, so that a kernel has enough to do; then each is moved to its place.
        let mut batch = [MaybeUninit::uninit(); BATCH];
        for lines in input.chunks(BATCH / line_len * line_bytes) {
            let mut text = Output::new(&mut batch);
            self.encode_line(kernel, lines, &mut text);
            for line in text.finish().chunks(line_len) {
                end_line_before(output);
                output.extend_from_slice(line);
            }
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

/// Encodes without padding, three bytes at a time.
fn encode_scalar(characters: &[u8; 64], input: &[u8], output: &mut Output<'_>) {
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
