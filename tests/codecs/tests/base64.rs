//! Base64: every backend against the scalar one, the scalar one against a naive one, and what the standards print.

use codecs::base64::{DecodeError, DecodeTable, Decoder, EncodeAlphabet, Encoder};
use codecs::{Backend, ByteSet};
use codecs_tests::{backends, decode, encode, naive_decode, naive_encode, python_3_13};
use proptest::prelude::*;

const STRICT: Decoder<'static> = Decoder {
    table: &DecodeTable::STANDARD,
    strict: true,
    padded: true,
    ignored: ByteSet::EMPTY,
    stops_at_padding: false,
    canonical: false,
    backend: Backend::Simd,
};
const LENIENT: Decoder<'static> = Decoder {
    strict: false,
    ..STRICT
};

/// RFC 4648 section 10.
const RFC_4648: [(&str, &str); 7] = [
    ("", ""),
    ("f", "Zg=="),
    ("fo", "Zm8="),
    ("foo", "Zm9v"),
    ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
];

#[test]
fn the_vectors_of_rfc_4648() {
    for backend in backends() {
        for (bytes, text) in RFC_4648 {
            let encoder = Encoder {
                backend,
                ..Encoder::standard()
            };
            assert_eq!(encode(&encoder, bytes.as_bytes()), text.as_bytes());
            let decoder = Decoder { backend, ..STRICT };
            assert_eq!(
                decode(&decoder, text.as_bytes()).as_deref(),
                Ok(bytes.as_bytes())
            );
        }
    }
}

/// Bytes that are different everywhere, so that a misplaced one shows.
fn sample(len: usize) -> Vec<u8> {
    (0..len as u32)
        .map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect()
}

/// Every length from 0 to 1024 at every alignment from 0 to 63, for every backend.
#[test]
fn every_length_and_alignment() {
    let newlines = ByteSet::of(b"\n");
    let skipping = [
        LENIENT,
        Decoder {
            ignored: newlines,
            canonical: true,
            ..STRICT
        },
    ];
    for len in 0..=1024 {
        let data = sample(len + 63);
        // Whole vectors, several lines in a vector, lines longer than one, and MIME's.
        let wrapcol = [4, 20, 60, 64, 76, 100, 192, 500][len % 8];
        for alignment in 0..64 {
            let input = &data[alignment..alignment + len];
            let text = naive_or_scalar(input, 0);
            let lines = naive_or_scalar(input, wrapcol);
            for backend in backends() {
                let encoder = Encoder {
                    backend,
                    ..Encoder::standard()
                };
                assert_eq!(encode(&encoder, input), text);
                assert_eq!(encode(&Encoder { wrapcol, ..encoder }, input), lines);
                let text = moved(&text, alignment);
                for decoder in [STRICT, LENIENT] {
                    let decoder = Decoder { backend, ..decoder };
                    assert_eq!(decode(&decoder, &text[alignment..]).as_deref(), Ok(input));
                }
                let lines = moved(&lines, alignment);
                for decoder in skipping {
                    let decoder = Decoder { backend, ..decoder };
                    assert_eq!(decode(&decoder, &lines[alignment..]).as_deref(), Ok(input));
                }
            }
        }
    }

    fn moved(text: &[u8], alignment: usize) -> Vec<u8> {
        [&vec![b'!'; alignment], text].concat()
    }

    // The naive one is slow: the scalar one stands for it at lengths where vector code has long begun to repeat itself.
    fn naive_or_scalar(input: &[u8], wrapcol: usize) -> Vec<u8> {
        if input.len() <= 200 {
            return naive_encode(EncodeAlphabet::STANDARD.characters(), input, true, wrapcol);
        }
        encode(
            &Encoder {
                wrapcol,
                backend: Backend::Scalar,
                ..Encoder::standard()
            },
            input,
        )
    }
}

/// Every line length, with the input ending everywhere in its last lines.
#[test]
fn every_line_length() {
    let data = sample(800);
    for wrapcol in 1..=300 {
        for len in [
            0, 1, 2, 3, 47, 48, 49, 64, 65, 112, 113, 200, 337, 600, 799, 800,
        ] {
            for padded in [false, true] {
                let expected = naive_encode(
                    EncodeAlphabet::URL_SAFE.characters(),
                    &data[..len],
                    padded,
                    wrapcol,
                );
                for backend in backends() {
                    let encoder = Encoder {
                        alphabet: &EncodeAlphabet::URL_SAFE,
                        padded,
                        wrapcol,
                        newline: false,
                        backend,
                    };
                    assert_eq!(
                        encode(&encoder, &data[..len]),
                        expected,
                        "{encoder:?} {len}"
                    );
                }
            }
        }
    }
}

/// Lines that end in one to three characters, one of which may be something else at any place, in any kind of table: the
/// backends agree.
#[test]
fn every_separator() {
    let mut rotated = *EncodeAlphabet::STANDARD.characters();
    rotated.rotate_left(7);
    let rotated = EncodeAlphabet::new(rotated);
    let alphabets = [
        &EncodeAlphabet::STANDARD,
        &EncodeAlphabet::URL_SAFE,
        &rotated,
    ];
    let tables = [
        DecodeTable::STANDARD,
        DecodeTable::STANDARD_OR_URL_SAFE,
        DecodeTable::of(&rotated),
    ];
    for line_len in [28, 32, 36, 60, 64, 76, 128, 132] {
        for separator in [&b"\n"[..], b"\r\n", b"\n\n\n"] {
            for alphabet in alphabets {
                let encoder = Encoder {
                    alphabet,
                    backend: Backend::Scalar,
                    ..Encoder::standard()
                };
                let text = encode(&encoder, &sample(line_len * 3));
                let text = text.chunks(line_len).collect::<Vec<_>>().join(separator);
                for place in 0..text.len() {
                    for character in *b"\nA-/=\xff" {
                        let mut text = text.clone();
                        text[place] = character;
                        for table in &tables {
                            let decoder = Decoder { table, ..LENIENT };
                            assert_backends_agree(&decoder, &text);
                            let ignored = ByteSet::of(separator);
                            let strict = Decoder {
                                strict: true,
                                ignored,
                                ..decoder
                            };
                            assert_backends_agree(&strict, &text);
                        }
                    }
                }
            }
        }
    }
}

/// A character of each kind at every place of a text that several vectors and a part of one hold: the backends agree.
#[test]
fn every_place() {
    let standard = Encoder {
        backend: Backend::Scalar,
        ..Encoder::standard()
    };
    for (len, wrapcol) in [(250, 0), (230, 76), (100, 0), (40, 8)] {
        let text = encode(
            &Encoder {
                wrapcol,
                ..standard
            },
            &sample(len),
        );
        for place in 0..=text.len() {
            for character in *b"=\n-A\0\x80\xff" {
                let mut inserted = text.clone();
                inserted.insert(place, character);
                let mut replaced = text.clone();
                match replaced.get_mut(place) {
                    Some(there) => *there = character,
                    None => replaced.extend([character; 3]),
                }
                for flags in 0..16 {
                    for ignored in [&b""[..], b"\n", b"=\n\x80"] {
                        let decoder = Decoder {
                            table: &DecodeTable::STANDARD,
                            strict: flags & 1 != 0,
                            padded: flags & 2 != 0,
                            ignored: ByteSet::of(ignored),
                            stops_at_padding: flags & 4 != 0,
                            canonical: flags & 8 != 0,
                            backend: Backend::Scalar,
                        };
                        assert_backends_agree(&decoder, &inserted);
                        assert_backends_agree(&decoder, &replaced);
                    }
                }
            }
        }
    }
}

fn assert_backends_agree(decoder: &Decoder<'_>, text: &[u8]) {
    let scalar = decode(
        &Decoder {
            backend: Backend::Scalar,
            ..*decoder
        },
        text,
    );
    for backend in backends() {
        let other = decode(
            &Decoder {
                backend,
                ..*decoder
            },
            text,
        );
        assert!(
            scalar == other,
            "{backend:?}: {other:?}, not {scalar:?}, for {:?} {decoder:?}",
            text.escape_ascii().to_string()
        );
    }
}

/// All texts of up to five characters from a set that has one of each kind, for every setting: both backends agree.
#[test]
fn every_short_text() {
    const KINDS: &[u8] = b"AB/=\n-\xff";
    let ignored = [ByteSet::EMPTY, ByteSet::of(b"\n"), ByteSet::of(b"=")];
    let tables = [
        DecodeTable::STANDARD,
        DecodeTable::STANDARD_OR_URL_SAFE,
        DecodeTable::standard_with(*b"=-"),
        DecodeTable::of(&EncodeAlphabet::with_last_two(*b"=A")),
    ];
    for len in 0..=5 {
        for number in 0..KINDS.len().pow(len) {
            let text: Vec<u8> = (0..len)
                .map(|place| KINDS[number / KINDS.len().pow(place) % KINDS.len()])
                .collect();
            for flags in 0..16 {
                for ignored in ignored {
                    for table in &tables {
                        let decoder = Decoder {
                            table,
                            strict: flags & 1 != 0,
                            padded: flags & 2 != 0,
                            ignored,
                            canonical: flags & 4 != 0,
                            stops_at_padding: flags & 8 != 0,
                            backend: Backend::Scalar,
                        };
                        assert_backends_agree(&decoder, &text);
                    }
                }
            }
        }
    }
}

/// All texts of up to seven characters from a set that has one of each kind.
#[test]
fn stopping_at_padding_is_what_python_3_13_does() {
    const KINDS: &[u8] = b"AB=\n\xff";
    for len in 0..=7 {
        for number in 0..KINDS.len().pow(len) {
            let text: Vec<u8> = (0..len)
                .map(|place| KINDS[number / KINDS.len().pow(place) % KINDS.len()])
                .collect();
            for strict in [false, true] {
                let expected =
                    python_3_13::a2b_base64(EncodeAlphabet::STANDARD.characters(), &text, strict);
                for backend in backends() {
                    let decoder = Decoder {
                        strict,
                        stops_at_padding: true,
                        backend,
                        ..LENIENT
                    };
                    assert_eq!(decode(&decoder, &text), expected, "{text:?} {decoder:?}");
                }
            }
        }
    }
}

#[test]
fn errors_say_what_is_wrong() {
    use DecodeError::*;
    for (text, error) in [
        (&b"="[..], LeadingPadding),
        (b"AAAA=", ExcessPadding),
        (b"AB==C", DataAfterPadding),
        (b"AB=C", DiscontinuousPadding),
        (b"A", ExcessCharacter { characters: 1 }),
        (b"AAAAA", ExcessCharacter { characters: 5 }),
        (b"A=", ExcessCharacter { characters: 1 }),
        (b"AB", IncorrectPadding),
        (b"AB=", IncorrectPadding),
        (b"AAAA\n", NotInAlphabet),
    ] {
        assert_eq!(decode(&STRICT, text), Err(error), "{text:?}");
    }
    let unpadded = Decoder {
        padded: false,
        ..STRICT
    };
    assert_eq!(decode(&unpadded, b"AB=="), Err(PaddingNotAllowed));
    assert_eq!(decode(&unpadded, b"AB").as_deref(), Ok(&b"\0"[..]));
    let canonical = Decoder {
        canonical: true,
        ..STRICT
    };
    assert_eq!(decode(&canonical, b"AB=="), Err(NonZeroPaddingBits));
    assert_eq!(decode(&STRICT, b"AB==").as_deref(), Ok(&b"\0"[..]));
}

#[test]
fn lengths_that_do_not_fit() {
    for encoder in [
        Encoder::standard(),
        Encoder {
            wrapcol: 1,
            newline: true,
            ..Encoder::standard()
        },
    ] {
        assert_eq!(encoder.encoded_len(usize::MAX), None);
        assert_eq!(encoder.encoded_len(usize::MAX / 4 * 3 + 3), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(codecs_tests::cases(2_000)))]

    #[test]
    fn encoding_is_naive_encoding(
        input in prop::collection::vec(any::<u8>(), 0..400),
        last_two in prop_oneof![Just(*b"+/"), Just(*b"-_"), any::<[u8; 2]>()],
        padded: bool,
        wrapcol in prop_oneof![Just(0_usize), 1..100_usize, Just(usize::MAX)],
        newline: bool,
    ) {
        let alphabet = EncodeAlphabet::with_last_two(last_two);
        let mut expected = naive_encode(alphabet.characters(), &input, padded, wrapcol);
        if newline {
            expected.push(b'\n');
        }
        for backend in backends() {
            let encoder = Encoder { alphabet: &alphabet, padded, wrapcol, newline, backend };
            prop_assert_eq!(&encode(&encoder, &input), &expected);
        }
    }

    #[test]
    fn any_alphabet_encodes(input in prop::collection::vec(any::<u8>(), 0..200), characters in prop::array::uniform32(any::<[u8; 2]>())) {
        let characters: [u8; 64] = characters.concat().try_into().expect("64 characters");
        let alphabet = EncodeAlphabet::new(characters);
        for backend in backends() {
            let encoder = Encoder { alphabet: &alphabet, backend, ..Encoder::standard() };
            prop_assert_eq!(encode(&encoder, &input), naive_encode(&characters, &input, true, 0));
        }
    }

    #[test]
    fn decoding_undoes_encoding(
        input in prop::collection::vec(any::<u8>(), 0..20_000),
        wrapcol in 0..100_usize,
    ) {
        let text = encode(&Encoder { wrapcol, ..Encoder::standard() }, &input);
        for backend in backends() {
            prop_assert_eq!(decode(&Decoder { backend, ..LENIENT }, &text), Ok(input.clone()));
            let ignored = ByteSet::of(b"\n");
            let strict = Decoder { backend, ignored, canonical: true, ..STRICT };
            prop_assert_eq!(decode(&strict, &text), Ok(input.clone()));
        }
    }

    /// Text with something else strewn in: skipping it gives what the alphabet characters alone give.
    #[test]
    fn skipping_is_naive_decoding(
        quads in prop::collection::vec(prop::sample::select(EncodeAlphabet::STANDARD.characters().to_vec()), 0..2_000),
        junk in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"\n\r -_.\0\xff".to_vec())), 0..40),
    ) {
        let mut text = quads[..quads.len() / 4 * 4].to_vec();
        for (place, character) in junk {
            text.insert(place.index(text.len() + 1), character);
        }
        let expected = naive_decode(EncodeAlphabet::STANDARD.characters(), &text);
        for backend in backends() {
            prop_assert_eq!(decode(&Decoder { backend, ..LENIENT }, &text), Ok(expected.clone()));
        }
    }

    /// Python 3.13's rules, in texts that are long enough for vectors.
    #[test]
    fn stopping_at_padding_is_naive(
        text in prop::collection::vec(
            prop_oneof![
                40 => prop::sample::select(b"ABCabc019+/".to_vec()),
                1 => prop::sample::select(b"=\n-\0\xff".to_vec()),
            ],
            0..400,
        ),
        ending in prop::sample::select(vec!["", "=", "==", "===", "==\n", "=\n="]),
        strict: bool,
    ) {
        let text = [&text, ending.as_bytes()].concat();
        let expected = python_3_13::a2b_base64(EncodeAlphabet::STANDARD.characters(), &text, strict);
        for backend in backends() {
            let decoder = Decoder { strict, stops_at_padding: true, backend, ..LENIENT };
            prop_assert_eq!(&decode(&decoder, &text), &expected);
        }
    }

    /// Near-valid text under every setting, in any alphabet: the backends agree, in results and in errors.
    #[test]
    fn backends_agree(
        input in prop::collection::vec(any::<u8>(), 0..600),
        wrapcol in prop_oneof![Just(0_usize), 1..100_usize],
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), prop_oneof![any::<u8>(), prop::sample::select(b"=\n-_+/A \r\0".to_vec())]), 0..6),
        strict: bool, padded: bool, stops_at_padding: bool, canonical: bool,
        ignored in prop::sample::select(vec![&b""[..], b"\n", b"=", b"\n=-", b"\n\xff\x80A"]),
        last_two in prop::sample::select(vec![*b"+/", *b"-_", *b"=.", *b"AA", *b"\x80\xff", *b"+\xff"]),
        kind in 0..3,
        rotation in 0..64_usize,
    ) {
        let mut characters = *EncodeAlphabet::with_last_two(last_two).characters();
        if kind == 2 {
            characters.rotate_left(rotation);
        }
        let alphabet = EncodeAlphabet::new(characters);
        let table = match kind {
            0 => DecodeTable::standard_with(last_two),
            _ => DecodeTable::of(&alphabet),
        };
        let encoder = Encoder { alphabet: &alphabet, wrapcol, backend: Backend::Scalar, ..Encoder::standard() };
        let mut text = encode(&encoder, &input);
        for (place, inserts, character) in changes {
            let place = place.index(text.len() + 1);
            if inserts || place == text.len() {
                text.insert(place, character);
            } else {
                text[place] = character;
            }
        }
        let ignored = ByteSet::of(ignored);
        let decoder = Decoder { table: &table, strict, padded, ignored, stops_at_padding, canonical, backend: Backend::Scalar };
        assert_backends_agree(&decoder, &text);
    }
}
