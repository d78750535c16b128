//! Base85, written so that a reader can check it by eye.

use codecs::base85::{DecodeError, Decoder, EncodeAlphabet, Encoder};

use crate::into_vec;
use crate::radix85::{BadGroup, naive_digits, naive_last, naive_word};

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

/// Word by word, then lines of whole groups.
pub fn naive_encode(encoder: &Encoder<'_>, input: &[u8]) -> Vec<u8> {
    let characters = encoder.alphabet.characters();
    let text: Vec<u8> = input
        .chunks(4)
        .flat_map(|word| naive_digits(word, encoder.pad || word.len() == 4))
        .map(|digit| characters[usize::from(digit)])
        .collect();
    match encoder.wrapcol {
        0 => text,
        wrapcol => {
            let line_len = (wrapcol - wrapcol % 5).max(5);
            text.chunks(line_len).collect::<Vec<_>>().join(&b'\n')
        }
    }
}

/// Character by character; `alphabet` is what the decoder's table was made of, `ignored` is what is in its set.
pub fn naive_decode(
    decoder: &Decoder<'_>,
    alphabet: &EncodeAlphabet,
    ignored: &[u8],
    text: &[u8],
) -> Result<Vec<u8>, DecodeError> {
    let bad = |group, position| match group {
        BadGroup::Overflow => DecodeError::Overflow {
            hunk: position / 5 * 5,
        },
        BadGroup::Incomplete => DecodeError::IncompleteGroup,
        BadGroup::NotCanonical => DecodeError::NonZeroPaddingBits,
    };
    let mut bytes = Vec::new();
    let mut group = Vec::new();
    for (position, character) in text.iter().enumerate() {
        match alphabet.characters().iter().rposition(|c| c == character) {
            Some(digit) => group.push(digit as u8),
            None if ignored.contains(character) => {}
            None => return Err(DecodeError::NotADigit { position }),
        }
        if group.len() == 5 {
            bytes.extend(naive_word(&group).map_err(|group| bad(group, position))?);
            group.clear();
        }
    }
    // Where the last of the digits would be that the last group lacks.
    let end = text.len() + 4 - group.len();
    let last = naive_last(&group, decoder.lone_digit, decoder.canonical);
    bytes.extend(last.map_err(|group| bad(group, end))?);
    Ok(bytes)
}
