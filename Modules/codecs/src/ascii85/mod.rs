//! Ascii85, as PostScript writes it (PostScript Language Reference, third edition, section 3.13.3, the ASCII85 filters), and with
//! the `y` of btoa.

mod decode;
mod encode;

pub use crate::radix85::LoneDigit;
pub use decode::{DecodeError, Decoder};
pub use encode::Encoder;

use crate::radix85::{Alphabet, BASE};

/// What Adobe's framing begins with.
const PREFIX: [u8; 2] = *b"<~";

/// What Adobe's framing ends with.
const SUFFIX: [u8; 2] = *b"~>";

/// The digits: `!` to `u`.
const ALPHABET: Alphabet = Alphabet::new(&CHARACTERS);

const CHARACTERS: [u8; BASE] = {
    let mut characters = [0; BASE];
    let mut digit = 0;
    while digit < characters.len() {
        characters[digit] = b'!' + digit as u8;
        digit += 1;
    }
    characters
};
