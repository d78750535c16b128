//! Quoted-printable to bytes.

use super::ESCAPE;
use crate::{Backend, Output};

/// What to understand. Every text can be decoded: an escape that is none stands for itself.
#[derive(Clone, Copy, Debug)]
pub struct Decoder {
    /// Whether `_` is a space, as in headers.
    pub header: bool,
    /// What does the work.
    pub backend: Backend,
}

impl Decoder {
    /// The most bytes that `input` can decode to.
    pub fn max_decoded_len(&self, input: &[u8]) -> usize {
        input.len()
    }

    /// Decodes `input` into `output`, which must have room for [`Decoder::max_decoded_len`] bytes.
    ///
    /// # Panics
    /// If it has not.
    pub fn decode(&self, input: &[u8], output: &mut Output<'_>) {
        let mut rest = input;
        loop {
            let plain = rest
                .iter()
                .position(|&character| self.is_special(character))
                .unwrap_or(rest.len());
            output.extend_from_slice(&rest[..plain]);
            rest = match &rest[plain..] {
                [] => return,
                [ESCAPE, behind @ ..] => self.decode_escape(behind, output),
                [_, behind @ ..] => {
                    output.push(b' ');
                    behind
                }
            };
        }
    }

    #[inline(always)]
    fn is_special(&self, character: u8) -> bool {
        character == ESCAPE || (self.header && character == b'_')
    }

    /// Decodes what stands behind an escape character and belongs to it, and returns the rest.
    #[inline(always)]
    fn decode_escape<'i>(&self, behind: &'i [u8], output: &mut Output<'_>) -> &'i [u8] {
        match behind {
            [] => behind,
            [b'\n', rest @ ..] => rest,
            [b'\r', ..] => match behind.iter().position(|&character| character == b'\n') {
                Some(newline) => &behind[newline + 1..],
                None => &[],
            },
            [ESCAPE, rest @ ..] => {
                output.push(ESCAPE);
                rest
            }
            [upper, lower, rest @ ..] => match (digit(*upper), digit(*lower)) {
                (Some(upper), Some(lower)) => {
                    output.push(upper << 4 | lower);
                    rest
                }
                _ => {
                    output.push(ESCAPE);
                    behind
                }
            },
            [_] => {
                output.push(ESCAPE);
                behind
            }
        }
    }
}

/// The value of a hexadecimal digit.
#[inline(always)]
fn digit(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        b'a'..=b'f' => Some(character - b'a' + 10),
        b'A'..=b'F' => Some(character - b'A' + 10),
        _ => None,
    }
}
