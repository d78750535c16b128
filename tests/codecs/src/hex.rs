//! Hexadecimal digits, written so that a reader can check it by eye.

use codecs::hex::{Case, CountedFrom, DecodeError, Decoder, Encoder, Separator};

use crate::into_vec;

/// Encodes into a buffer of just the right size, which the result must fill.
pub fn encode(encoder: &Encoder, input: &[u8]) -> Vec<u8> {
    let len = encoder.encoded_len(input.len()).expect("a small input");
    let text = into_vec(len, |output| {
        encoder.encode(input, output);
        Ok::<_, DecodeError>(())
    });
    let text = text.expect("encoding cannot fail");
    assert_eq!(text.len(), len, "encoded_len is exact");
    text
}

/// Decodes into a buffer of the size that the decoder asks for.
pub fn decode(decoder: &Decoder, text: &[u8]) -> Result<Vec<u8>, DecodeError> {
    into_vec(decoder.max_decoded_len(text), |output| {
        decoder.decode(text, output)
    })
}

/// Two digits for each byte, and the separator wherever the number of bytes before it, or behind it, is a multiple of the group.
pub fn naive_encode(case: Case, separator: Option<Separator>, input: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for (index, byte) in input.iter().enumerate() {
        if let Some(separator) = separator {
            let counted = match separator.counted_from {
                CountedFrom::Left => index,
                CountedFrom::Right => input.len() - index,
            };
            if index > 0 && counted % separator.group == 0 {
                text.push(separator.character);
            }
        }
        let digits = match case {
            Case::Lower => format!("{byte:02x}"),
            Case::Upper => format!("{byte:02X}"),
        };
        text.extend_from_slice(digits.as_bytes());
    }
    text
}

/// The digits two by two, behind a look at every character.
pub fn naive_decode(lowercase: bool, ignored: &[u8], text: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let is_digit = |c: &u8| c.is_ascii_hexdigit() && (lowercase || !c.is_ascii_lowercase());
    if !text.iter().all(|c| is_digit(c) || ignored.contains(c)) {
        return Err(DecodeError::NotHexadecimal);
    }
    let digits: String = text
        .iter()
        .filter(|c| is_digit(c))
        .map(|&c| char::from(c))
        .collect();
    if digits.len() % 2 != 0 {
        return Err(DecodeError::OddNumberOfDigits);
    }
    let byte = |place| u8::from_str_radix(&digits[place..place + 2], 16).expect("two digits");
    Ok((0..digits.len()).step_by(2).map(byte).collect())
}
