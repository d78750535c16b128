//! What the tests of `codecs` share: calls that return a `Vec`, and Base64 written so that a reader can check it by eye.

pub mod python_3_13;

use std::io::{self, Write as _};
use std::mem::MaybeUninit;
use std::sync::LazyLock;

use codecs::base64::{DecodeError, Decoder, Encoder};
use codecs::{Backend, Output};

pub mod ascii85;
pub mod base32;
pub mod base85;
pub mod direction;
pub mod hex;
pub mod quopri;
mod radix85;
pub mod uu;

/// The backends that this machine can run. What it cannot is named, once, so that nobody takes it for tested.
pub fn backends() -> Vec<Backend> {
    static AVAILABLE: LazyLock<Vec<Backend>> = LazyLock::new(|| {
        let (available, missing): (Vec<_>, Vec<_>) =
            Backend::ALL.into_iter().partition(|b| b.is_available());
        for backend in missing {
            // Not eprintln!, whose text the harness keeps to itself when a test passes; and all at once, as tests run side by side.
            let line = format!("SKIPPED: {backend:?} cannot be run here\n");
            _ = io::stderr().write_all(line.as_bytes());
        }
        available
    });
    AVAILABLE.clone()
}

/// Encodes into a buffer of just the right size, which the result must fill.
pub fn encode(encoder: &Encoder<'_>, input: &[u8]) -> Vec<u8> {
    let len = encoder.encoded_len(input.len()).expect("a small input");
    let mut buffer = vec![MaybeUninit::uninit(); len];
    let mut output = Output::new(&mut buffer);
    encoder.encode(input, &mut output);
    let text = output.finish().to_vec();
    assert_eq!(text.len(), len, "encoded_len is exact");
    text
}

/// Decodes into a buffer of the size that the decoder asks for.
pub fn decode(decoder: &Decoder<'_>, text: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let mut buffer = vec![MaybeUninit::uninit(); decoder.max_decoded_len(text)];
    let mut output = Output::new(&mut buffer);
    decoder.decode(text, &mut output)?;
    Ok(output.finish().to_vec())
}

/// RFC 4648 section 4 by the letter: bits in groups of six, '=' up to a multiple of four, a newline between lines.
pub fn naive_encode(characters: &[u8; 64], input: &[u8], padded: bool, wrapcol: usize) -> Vec<u8> {
    let mut bits: Vec<u8> = input
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    while bits.len() % 6 != 0 {
        bits.push(0);
    }
    let value = |group: &[u8]| {
        group
            .iter()
            .fold(0, |value, bit| value << 1 | usize::from(*bit))
    };
    let mut text: Vec<u8> = bits
        .chunks(6)
        .map(|group| characters[value(group)])
        .collect();
    while padded && text.len() % 4 != 0 {
        text.push(b'=');
    }
    if wrapcol == 0 {
        return text;
    }
    let line_len = (wrapcol / 4 * 4).max(4);
    text.chunks(line_len).collect::<Vec<_>>().join(&b'\n')
}

/// The bytes that the alphabet characters of `text` make, whatever else is in it; bits that are left over are dropped.
pub fn naive_decode(characters: &[u8; 64], text: &[u8]) -> Vec<u8> {
    let values = text
        .iter()
        .filter_map(|character| characters.iter().rposition(|c| c == character));
    let bits: Vec<u8> = values
        .flat_map(|value| (0..6).rev().map(move |bit| (value >> bit & 1) as u8))
        .collect();
    let byte = |group: &[u8]| group.iter().fold(0, |byte, bit| byte << 1 | bit);
    bits.chunks_exact(8).map(byte).collect()
}

/// Lets `write` fill a buffer of `len` bytes.
fn into_vec<E>(
    len: usize,
    write: impl FnOnce(&mut Output<'_>) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let mut buffer = vec![MaybeUninit::uninit(); len];
    let mut output = Output::new(&mut buffer);
    write(&mut output)?;
    Ok(output.finish().to_vec())
}

/// How many cases a property is tested with: as many as it needs, or the number in PROPTEST_CASES if that is lower, where the
/// machine is emulated or a sanitizer looks on.
pub fn cases(needed: u32) -> u32 {
    let most = std::env::var("PROPTEST_CASES");
    let most = most.map(|number| number.parse().expect("PROPTEST_CASES is a number"));
    most.map_or(needed, |most: u32| needed.min(most))
}
