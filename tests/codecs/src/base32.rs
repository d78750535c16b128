//! Base32, written so that a reader can check it by eye.

use codecs::base32::{DecodeError, Decoder, Encoder};

use crate::into_vec;

/// Encodes into a buffer of just the right size, which the result must fill.
pub fn encode(encoder: &Encoder<'_>, input: &[u8]) -> Vec<u8> {
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
pub fn decode(decoder: &Decoder<'_>, text: &[u8]) -> Result<Vec<u8>, DecodeError> {
    into_vec(decoder.max_decoded_len(text), |output| {
        decoder.decode(text, output)
    })
}

/// RFC 4648 section 6 by the letter: bits in groups of five, '=' up to a multiple of eight, a newline between lines.
pub fn naive_encode(characters: &[u8; 32], input: &[u8], padded: bool, wrapcol: usize) -> Vec<u8> {
    let mut bits: String = input.iter().map(|byte| format!("{byte:08b}")).collect();
    while bits.len() % 5 != 0 {
        bits.push('0');
    }
    let mut text: Vec<u8> = (0..bits.len())
        .step_by(5)
        .map(|place| usize::from_str_radix(&bits[place..place + 5], 2).expect("five bits"))
        .map(|value| characters[value])
        .collect();
    while padded && text.len() % 8 != 0 {
        text.push(b'=');
    }
    if wrapcol == 0 {
        return text;
    }
    let line_len = (wrapcol / 8 * 8).max(8);
    text.chunks(line_len).collect::<Vec<_>>().join(&b'\n')
}

/// What [`naive_decode`] accepts.
#[derive(Clone, Debug)]
pub struct Rules<'a> {
    /// The alphabet.
    pub characters: &'a [u8; 32],
    /// Whether there must be padding.
    pub padded: bool,
    /// What to skip.
    pub ignored: &'a [u8],
    /// Whether bits that encode nothing must be zero.
    pub canonical: bool,
}

/// One character after the other, with the number of characters and pads so far as the only state, and the bits of all
/// characters in a string.
pub fn naive_decode(rules: &Rules<'_>, text: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let pads_ignored = rules.ignored.contains(&b'=');
    let mut bits = String::new();
    let mut characters = 0;
    // Those since the last whole group.
    let mut pads = 0;
    for &character in text {
        let position = characters % 8;
        if rules.padded && character == b'=' {
            pads += 1;
            let carries_whole_bytes = [2, 4, 5, 7].contains(&position);
            if pads_ignored || (carries_whole_bytes && position + pads <= 8) {
                continue;
            }
            if [1, 3, 6].contains(&position) {
                break;
            }
            return Err(match characters {
                0 => DecodeError::LeadingPadding,
                _ => DecodeError::ExcessPadding,
            });
        }
        let value = rules.characters.iter().rposition(|&c| c == character);
        match value {
            Some(value) if character != b'=' => {
                if pads > 0 && !pads_ignored {
                    return Err(match position + pads {
                        8 => DecodeError::DataAfterPadding,
                        _ => DecodeError::DiscontinuousPadding,
                    });
                }
                bits += &format!("{value:05b}");
                characters += 1;
                if characters % 8 == 0 {
                    pads = 0;
                }
            }
            _ if rules.ignored.contains(&character) => {}
            _ if character == b'=' => return Err(DecodeError::PaddingNotAllowed),
            _ => return Err(DecodeError::NotInAlphabet),
        }
    }
    let position = characters % 8;
    if [1, 3, 6].contains(&position) {
        return Err(DecodeError::ExcessCharacter { characters });
    }
    if rules.padded && position != 0 && position + pads < 8 {
        return Err(DecodeError::IncorrectPadding);
    }
    let (bytes, left) = bits.split_at(bits.len() / 8 * 8);
    if rules.canonical && left.contains('1') {
        return Err(DecodeError::NonZeroPaddingBits);
    }
    let byte = |place| u8::from_str_radix(&bytes[place..place + 8], 2).expect("eight bits");
    Ok((0..bytes.len()).step_by(8).map(byte).collect())
}
