//! What `binascii.a2b_base64` of Python 3.13 does, written character by character so that a reader can check it by eye.

use codecs::base64::{DecodeError, PAD};

use crate::naive_decode;

/// Decodes `text` as Python 3.13 does: padding that completes a quad ends it.
pub fn a2b_base64(
    characters: &[u8; 64],
    text: &[u8],
    strict: bool,
) -> Result<Vec<u8>, DecodeError> {
    if strict && text.first() == Some(&PAD) {
        return Err(DecodeError::LeadingPadding);
    }
    let mut data = Vec::new();
    let mut pads_behind_data = 0;
    let mut padding_seen = false;
    for (index, character) in text.iter().enumerate() {
        let place = data.len() % 4;
        if *character == PAD {
            padding_seen = true;
            match place {
                0 if strict => return Err(DecodeError::ExcessPadding),
                0 | 1 => continue,
                _ => pads_behind_data += 1,
            }
            if place + pads_behind_data < 4 {
                continue;
            }
            let is_last = index + 1 == text.len();
            return match strict && !is_last {
                true => Err(DecodeError::DataAfterPadding),
                false => Ok(naive_decode(characters, &data)),
            };
        }
        if !characters.contains(character) {
            match strict {
                true => return Err(DecodeError::NotInAlphabet),
                false => continue,
            }
        }
        if strict && padding_seen {
            return Err(DecodeError::DiscontinuousPadding);
        }
        pads_behind_data = 0;
        data.push(*character);
    }
    match data.len() % 4 {
        0 => Ok(naive_decode(characters, &data)),
        1 => Err(DecodeError::ExcessCharacter {
            characters: data.len(),
        }),
        _ => Err(DecodeError::IncorrectPadding),
    }
}
