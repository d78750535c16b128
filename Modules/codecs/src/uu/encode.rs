//! Bytes to a line.

use super::MOST_BYTES;
use crate::Output;

/// How to encode.
#[derive(Clone, Copy, Debug)]
pub struct Encoder {
    /// Whether zero is written as a grave accent, not as a space.
    pub backtick: bool,
}

impl Encoder {
    /// The length of the line that holds `input_len` bytes, which are at most [`MOST_BYTES`], with the newline at its end.
    pub fn encoded_len(&self, input_len: usize) -> usize {
        2 + input_len.div_ceil(3) * 4
    }

    /// Encodes `input` into `output`, which must have room for [`Encoder::encoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not, or `input` is longer than [`MOST_BYTES`].
    pub fn encode(&self, input: &[u8], output: &mut Output<'_>) {
        assert!(input.len() <= MOST_BYTES, "too long for a line");
        output.push(self.character(input.len() as u8));
        let whole = output.extend_while(input, |bytes| Some(self.quad(bytes)));
        match input[whole..] {
            [a] => output.extend(self.quad([a, 0, 0])),
            [a, b] => output.extend(self.quad([a, b, 0])),
            _ => {}
        }
        output.push(b'\n');
    }

    #[inline(always)]
    fn quad(&self, [a, b, c]: [u8; 3]) -> [u8; 4] {
        [a >> 2, a << 4 | b >> 4, b << 2 | c >> 6, c].map(|bits| self.character(bits & 0x3f))
    }

    #[inline(always)]
    fn character(&self, value: u8) -> u8 {
        if self.backtick && value == 0 {
            b'`'
        } else {
            b' ' + value
        }
    }
}
