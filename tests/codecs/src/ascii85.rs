//! Ascii85, written so that a reader can check it by eye.

use codecs::ascii85::{DecodeError, Decoder, Encoder};

use crate::into_vec;
use crate::radix85::{BadGroup, naive_digits, naive_last, naive_word};

/// Encodes into a buffer of the size that the encoder asks for.
pub fn encode(encoder: &Encoder, input: &[u8]) -> Vec<u8> {
    let len = encoder.max_encoded_len(input.len()).expect("a small input");
    let text = into_vec(len, |output| {
        encoder.encode(input, output);
        Ok::<_, DecodeError>(())
    });
    text.expect("encoding cannot fail")
}

/// Decodes into a buffer of the size that the decoder asks for.
pub fn decode(decoder: &Decoder, text: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let len = decoder.max_decoded_len(text).expect("a small input");
    into_vec(len, |output| decoder.decode(text, output))
}

/// Word by word; then the framing, then lines.
pub fn naive_encode(encoder: &Encoder, input: &[u8]) -> Vec<u8> {
    let mut text = if encoder.adobe {
        b"<~".to_vec()
    } else {
        Vec::new()
    };
    for word in input.chunks(4) {
        let all = encoder.pad || word.len() == 4;
        match word {
            _ if all && word.iter().all(|&byte| byte == 0) => text.push(b'z'),
            b"    " if encoder.fold_spaces => text.push(b'y'),
            _ => text.extend(naive_digits(word, all).iter().map(|digit| b'!' + digit)),
        }
    }
    let end: &[u8] = if encoder.adobe { b"~>" } else { b"" };
    if encoder.wrapcol == 0 {
        return [&text, end].concat();
    }
    let line_len = encoder.wrapcol.max(end.len());
    let mut lines: Vec<Vec<u8>> = text.chunks(line_len).map(<[u8]>::to_vec).collect();
    match lines.last_mut() {
        Some(line) if line.len() + end.len() <= line_len => line.extend(end),
        Some(_) if encoder.adobe => lines.push(end.to_vec()),
        _ => {}
    }
    lines.join(&b'\n')
}

/// Character by character; `ignored` is what is in the decoder's set.
pub fn naive_decode(
    decoder: &Decoder,
    ignored: &[u8],
    text: &[u8],
) -> Result<Vec<u8>, DecodeError> {
    let bad = |group| match group {
        BadGroup::Overflow => DecodeError::Overflow,
        BadGroup::Incomplete => DecodeError::IncompleteGroup,
        BadGroup::NotCanonical => DecodeError::NonZeroPaddingBits,
    };
    let mut text = text;
    if decoder.adobe {
        text = text.strip_suffix(b"~>").ok_or(DecodeError::MissingEnd)?;
        text = text.strip_prefix(b"<~").unwrap_or(text);
    }
    let mut bytes = Vec::new();
    let mut group = Vec::new();
    for &character in text {
        match character {
            b'!'..=b'u' => group.push(character - b'!'),
            b'z' | b'y' if character == b'z' || decoder.fold_spaces => {
                if !group.is_empty() {
                    return Err(DecodeError::InsideGroup { character });
                }
                bytes.extend(if character == b'z' {
                    b"\0\0\0\0"
                } else {
                    b"    "
                });
            }
            _ if ignored.contains(&character) => {}
            _ => return Err(DecodeError::NotADigit { character }),
        }
        if group.len() == 5 {
            let word = naive_word(&group).map_err(bad)?;
            if decoder.canonical && word == [0; 4] {
                return Err(DecodeError::NotAbbreviated);
            }
            bytes.extend(word);
            group.clear();
        }
    }
    bytes.extend(naive_last(&group, decoder.lone_digit, decoder.canonical).map_err(bad)?);
    Ok(bytes)
}
