//! A line to bytes.

use core::fmt;

use crate::Output;

/// Why a line is not uuencoded. Displays as `binascii.Error` words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The line is empty.
    MissingLength,
    /// A character outside the alphabet among those that carry data.
    IllegalCharacter,
    /// There is more on the line than its length says, and it is neither zeros nor the line's end.
    TrailingGarbage,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DecodeError::MissingLength => "Missing length byte",
            DecodeError::IllegalCharacter => "Illegal char",
            DecodeError::TrailingGarbage => "Trailing garbage",
        })
    }
}

/// The number of bytes that `line` decodes to, if it does, which its first character says.
pub fn decoded_len(line: &[u8]) -> usize {
    line.first().map_or(0, |&length| usize::from(bits(length)))
}

/// Decodes `line` into `output`, which must have room for [`decoded_len`] bytes.
///
/// Where the line ends early, by a line break or altogether, zeros are assumed: spaces, which mean zero, get lost at ends of lines.
///
/// # Errors
/// As [`DecodeError`] says; what `output` then holds has no meaning.
///
/// # Panics
/// If `output` has too little room.
pub fn decode(line: &[u8], output: &mut Output<'_>) -> Result<(), DecodeError> {
    let Some((_, data)) = line.split_first() else {
        return Err(DecodeError::MissingLength);
    };
    let len = decoded_len(line);
    let start = output.len();
    // Characters that carry data; the last quad may have more, which are like any behind the data.
    let characters = (len * 8).div_ceil(6);
    let (data, behind) = data.split_at(data.len().min(characters));
    let quads = &data[..data.len().min(len / 3 * 4)];
    let whole = output.extend_while(quads, |quad: [u8; 4]| {
        let is_plain = |character: u8| (b' '..=b'`').contains(&character);
        quad.map(is_plain)
            .iter()
            .all(|&plain| plain)
            .then(|| bytes(quad.map(bits)))
    });
    for quad in data[whole..].chunks(4) {
        let mut values = [0; 4];
        for (value, &character) in values.iter_mut().zip(quad) {
            *value = match character {
                b'\n' | b'\r' => 0,
                b' '..=b'`' => bits(character),
                _ => return Err(DecodeError::IllegalCharacter),
            };
        }
        let missing = len - (output.len() - start);
        output.extend_from_slice(&bytes(values)[..missing.min(3)]);
    }
    while output.len() - start < len {
        output.push(0);
    }
    let is_blank = |character: &u8| matches!(character, b' ' | b'`' | b'\n' | b'\r');
    if !behind.iter().all(is_blank) {
        return Err(DecodeError::TrailingGarbage);
    }
    Ok(())
}

/// The six bits that a character means.
#[inline(always)]
fn bits(character: u8) -> u8 {
    character.wrapping_sub(b' ') & 0x3f
}

#[inline(always)]
fn bytes([a, b, c, d]: [u8; 4]) -> [u8; 3] {
    [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]
}
