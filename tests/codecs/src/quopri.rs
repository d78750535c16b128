//! Quoted-printable, written so that a reader can check it by eye.

use std::convert::Infallible;

use codecs::quopri::{Decoder, Encoder};

use crate::into_vec;

/// Encodes into a buffer of the size that the encoder asks for.
pub fn encode(encoder: &Encoder, input: &[u8]) -> Vec<u8> {
    let len = encoder.max_encoded_len(input).expect("a small input");
    let text = into_vec(len, |output| {
        encoder.encode(input, output);
        Ok::<_, Infallible>(())
    });
    text.expect("encoding cannot fail")
}

/// Decodes into a buffer of the size that the decoder asks for.
pub fn decode(decoder: &Decoder, text: &[u8]) -> Vec<u8> {
    let bytes = into_vec(decoder.max_decoded_len(text), |output| {
        decoder.decode(text, output);
        Ok::<_, Infallible>(())
    });
    bytes.expect("decoding cannot fail")
}

/// Byte by byte.
pub fn naive_encode(encoder: &Encoder, input: &[u8]) -> Vec<u8> {
    let first_newline = input.iter().position(|&byte| byte == b'\n');
    let crlf = first_newline.is_some_and(|newline| newline > 0 && input[newline - 1] == b'\r');
    let line_end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let quoted = |byte: u8| format!("={byte:02X}").into_bytes();

    let mut text = Vec::new();
    let mut line = Vec::new();
    let mut rest = input;
    while let [byte, behind @ ..] = rest {
        let ends_line = match rest {
            [b'\n', ..] if encoder.is_text => 1,
            [b'\r', b'\n', ..] if encoder.is_text => 2,
            _ => 0,
        };
        if ends_line > 0 {
            // Blanks at ends of lines get lost in transport.
            if let Some(blank @ (b' ' | b'\t')) = line.last().copied() {
                line.pop();
                line.extend(quoted(blank));
            }
            text.append(&mut line);
            text.extend(line_end);
            rest = &rest[ends_line..];
            continue;
        }
        let must_be_quoted = match byte {
            b' ' | b'\t' => encoder.quote_tabs || behind.is_empty(),
            b'\r' | b'\n' => !encoder.is_text,
            b'_' => encoder.header,
            // Alone on its line.
            b'.' => line.is_empty() && matches!(behind, [] | [b'\r' | b'\n' | 0, ..]),
            b'=' => true,
            _ => !byte.is_ascii_graphic(),
        };
        let written = match byte {
            _ if must_be_quoted => quoted(*byte),
            b' ' if encoder.header => vec![b'_'],
            _ => vec![*byte],
        };
        // 76 characters, of which the last is for the escape of the break, unless no break will follow.
        let is_last = !must_be_quoted && matches!(behind, [] | [b'\n', ..]);
        if !is_last && line.len() + written.len() > 75 {
            text.append(&mut line);
            text.push(b'=');
            text.extend(line_end);
        }
        line.extend(written);
        rest = behind;
    }
    text.append(&mut line);
    text
}

/// Character by character.
pub fn naive_decode(decoder: &Decoder, text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    loop {
        rest = match rest {
            [] | [b'='] => return bytes,
            [b'=', b'\n', behind @ ..] => behind,
            [b'=', b'\r', behind @ ..] => {
                let mut lines = behind.splitn(2, |&character| character == b'\n');
                lines.nth(1).unwrap_or_default()
            }
            [b'=', b'=', behind @ ..] => {
                bytes.push(b'=');
                behind
            }
            [b'=', upper, lower, behind @ ..]
                if upper.is_ascii_hexdigit() && lower.is_ascii_hexdigit() =>
            {
                let digits = [*upper, *lower].map(char::from);
                let number = u8::from_str_radix(&String::from_iter(digits), 16);
                bytes.push(number.expect("two digits"));
                behind
            }
            [b'_', behind @ ..] if decoder.header => {
                bytes.push(b' ');
                behind
            }
            [character, behind @ ..] => {
                bytes.push(*character);
                behind
            }
        };
    }
}
