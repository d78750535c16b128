#![no_main]

use std::num::NonZero;

use arbitrary::Arbitrary;
use codecs::hex::{Case, CountedFrom, Separator};
use codecs::{Backend, ByteSet, ascii85, base32, base64, base85, hex};
use fuzz::{Alphabet, assert_comes_back, encoded, is_unambiguous};
use libfuzzer_sys::fuzz_target;

/// Options of all encoders; each takes those that it knows.
#[derive(Arbitrary, Debug)]
struct Options {
    codec: Codec,
    alphabet: Alphabet,
    padded: bool,
    wrapcol: u8,
    newline: bool,
    fold_spaces: bool,
    adobe: bool,
    separator: Option<(u8, NonZero<u8>, bool)>,
}

#[derive(Arbitrary, Debug)]
enum Codec {
    Base64,
    Base32,
    Hex,
    Ascii85,
    Base85,
}

fuzz_target!(|input: (Options, &[u8])| {
    let (options, bytes) = input;
    match options.codec {
        Codec::Base64 => in_base64(&options, bytes),
        Codec::Base32 => in_base32(&options, bytes),
        Codec::Hex => in_hex(&options, bytes),
        Codec::Ascii85 => in_ascii85(&options, bytes),
        Codec::Base85 => in_base85(&options, bytes),
    }
});

fn in_base64(options: &Options, bytes: &[u8]) {
    let known = [
        &base64::EncodeAlphabet::STANDARD,
        &base64::EncodeAlphabet::URL_SAFE,
    ];
    let known = known.map(base64::EncodeAlphabet::characters);
    let alphabet = base64::EncodeAlphabet::new(options.alphabet.characters(known[0], known[1]));
    let encoder = base64::Encoder {
        alphabet: &alphabet,
        padded: options.padded,
        wrapcol: usize::from(options.wrapcol),
        newline: options.newline,
        backend: Backend::Scalar,
    };
    if !is_unambiguous(alphabet.characters()) {
        encoded(&encoder, bytes);
        return;
    }
    let decoder = base64::Decoder {
        table: &base64::DecodeTable::of(&alphabet),
        strict: true,
        padded: options.padded,
        ignored: ByteSet::of(b"\n"),
        stops_at_padding: false,
        canonical: true,
        backend: Backend::Scalar,
    };
    assert_comes_back(&encoder, &decoder, bytes);
    if options.padded {
        assert_comes_back(
            &encoder,
            &base64::Decoder {
                strict: false,
                stops_at_padding: true,
                ..decoder
            },
            bytes,
        );
    }
}

fn in_base32(options: &Options, bytes: &[u8]) {
    let known = [
        &base32::EncodeAlphabet::STANDARD,
        &base32::EncodeAlphabet::HEX,
    ];
    let known = known.map(base32::EncodeAlphabet::characters);
    let alphabet = base32::EncodeAlphabet::new(options.alphabet.characters(known[0], known[1]));
    let encoder = base32::Encoder {
        alphabet: &alphabet,
        padded: options.padded,
        wrapcol: usize::from(options.wrapcol),
        backend: Backend::Scalar,
    };
    if !is_unambiguous(alphabet.characters()) {
        encoded(&encoder, bytes);
        return;
    }
    let decoder = base32::Decoder {
        table: &base32::DecodeTable::of(&alphabet),
        padded: options.padded,
        ignored: ByteSet::of(b"\n"),
        canonical: true,
        backend: Backend::Scalar,
    };
    assert_comes_back(&encoder, &decoder, bytes);
}

fn in_hex(options: &Options, bytes: &[u8]) {
    let separator = options
        .separator
        .map(|(character, group, from_left)| Separator {
            character,
            group: group.into(),
            counted_from: if from_left {
                CountedFrom::Left
            } else {
                CountedFrom::Right
            },
        });
    let case = if options.padded {
        Case::Lower
    } else {
        Case::Upper
    };
    let encoder = hex::Encoder {
        case,
        separator,
        backend: Backend::Scalar,
    };
    let character = separator.map_or(b':', |separator| separator.character);
    if character.is_ascii_hexdigit() {
        encoded(&encoder, bytes);
        return;
    }
    let decoder = hex::Decoder {
        lowercase: case == Case::Lower,
        ignored: ByteSet::of(&[character]),
        backend: Backend::Scalar,
    };
    assert_comes_back(&encoder, &decoder, bytes);
}

fn in_ascii85(options: &Options, bytes: &[u8]) {
    let encoder = ascii85::Encoder {
        fold_spaces: options.fold_spaces,
        wrapcol: usize::from(options.wrapcol),
        pad: options.padded,
        adobe: options.adobe,
        backend: Backend::Scalar,
    };
    let decoder = ascii85::Decoder {
        fold_spaces: options.fold_spaces,
        adobe: options.adobe,
        ignored: ByteSet::of(b"\n"),
        canonical: true,
        lone_digit: ascii85::LoneDigit::Reject,
        backend: Backend::Scalar,
    };
    if options.padded {
        // Zeros that were added come back with the rest.
        encoded(&encoder, bytes);
    } else {
        assert_comes_back(&encoder, &decoder, bytes);
    }
}

fn in_base85(options: &Options, bytes: &[u8]) {
    let known = [
        &base85::EncodeAlphabet::STANDARD,
        &base85::EncodeAlphabet::Z85,
    ];
    let known = known.map(base85::EncodeAlphabet::characters);
    let alphabet = base85::EncodeAlphabet::new(options.alphabet.characters(known[0], known[1]));
    let encoder = base85::Encoder {
        alphabet: &alphabet,
        pad: options.padded,
        wrapcol: usize::from(options.wrapcol),
        backend: Backend::Scalar,
    };
    // Here `=` may be a digit.
    let without_equals = alphabet
        .characters()
        .map(|c| if c == b'=' { b'\0' } else { c });
    if options.padded || !is_unambiguous(&without_equals) {
        encoded(&encoder, bytes);
        return;
    }
    let decoder = base85::Decoder {
        table: &base85::DecodeTable::of(&alphabet),
        ignored: ByteSet::of(b"\n"),
        canonical: true,
        lone_digit: base85::LoneDigit::Reject,
        backend: Backend::Scalar,
    };
    assert_comes_back(&encoder, &decoder, bytes);
}
