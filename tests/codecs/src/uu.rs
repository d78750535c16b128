//! Lines of uuencoded data, written so that a reader can check it by eye.

use codecs::uu::{self, DecodeError, Encoder};

use crate::into_vec;

/// Encodes into a buffer of just the right size, which the result must fill.
pub fn encode(encoder: &Encoder, input: &[u8]) -> Vec<u8> {
    let len = encoder.encoded_len(input.len());
    let line = into_vec(len, |output| {
        encoder.encode(input, output);
        Ok::<_, DecodeError>(())
    });
    let line = line.expect("encoding cannot fail");
    assert_eq!(line.len(), len, "encoded_len is exact");
    line
}

/// Decodes into a buffer of just the right size, which the result must fill.
pub fn decode(line: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let len = uu::decoded_len(line);
    let bytes = into_vec(len, |output| uu::decode(line, output))?;
    assert_eq!(bytes.len(), len, "decoded_len is exact");
    Ok(bytes)
}

/// The length, bits in groups of six up to a multiple of four, a newline.
pub fn naive_encode(backtick: bool, input: &[u8]) -> Vec<u8> {
    let mut bits: Vec<u8> = input
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    while bits.len() % 24 != 0 {
        bits.push(0);
    }
    let values = bits
        .chunks(6)
        .map(|group| group.iter().fold(0, |value, bit| value << 1 | bit));
    let mut line: Vec<u8> = [input.len() as u8]
        .into_iter()
        .chain(values)
        .map(|value| {
            if backtick && value == 0 {
                b'`'
            } else {
                b' ' + value
            }
        })
        .collect();
    line.push(b'\n');
    line
}

/// The bits of as many characters as the length asks for; nothing but blanks and line ends behind them.
pub fn naive_decode(line: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let (length, characters) = line.split_first().ok_or(DecodeError::MissingLength)?;
    let len = usize::from((256 + u16::from(*length) - 32) as u8 % 64);
    let mut bits = Vec::new();
    let mut rest = characters.iter();
    while bits.len() < 8 * len {
        let value = match rest.next() {
            None | Some(b'\n' | b'\r') => 0,
            Some(character @ 32..=96) => (character - 32) % 64,
            Some(_) => return Err(DecodeError::IllegalCharacter),
        };
        bits.extend((0..6).rev().map(|bit| value >> bit & 1));
    }
    if rest.any(|character| !b" `\r\n".contains(character)) {
        return Err(DecodeError::TrailingGarbage);
    }
    let byte = |group: &[u8]| group.iter().fold(0, |byte, bit| byte << 1 | bit);
    Ok(bits[..8 * len].chunks(8).map(byte).collect())
}
