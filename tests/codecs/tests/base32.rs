//! Base32: every backend against the scalar one, the scalar one against a naive one, and what the standard prints.

use codecs::ByteSet;
use codecs::base32::{DecodeError, DecodeTable, Decoder, EncodeAlphabet, Encoder};
use codecs_tests::backends;
use codecs_tests::base32::{Rules, decode, encode, naive_decode, naive_encode};
use proptest::prelude::*;

/// RFC 4648 section 10: Base32, then Base32hex.
const RFC_4648: [(&str, &str, &str); 7] = [
    ("", "", ""),
    ("f", "MY======", "CO======"),
    ("fo", "MZXQ====", "CPNG===="),
    ("foo", "MZXW6===", "CPNMU==="),
    ("foob", "MZXW6YQ=", "CPNMUOG="),
    ("fooba", "MZXW6YTB", "CPNMUOJ1"),
    ("foobar", "MZXW6YTBOI======", "CPNMUOJ1E8======"),
];

#[test]
fn the_vectors_of_rfc_4648() {
    for backend in backends() {
        for (bytes, standard, hex) in RFC_4648 {
            for (alphabet, text) in [
                (&EncodeAlphabet::STANDARD, standard),
                (&EncodeAlphabet::HEX, hex),
            ] {
                let encoder = Encoder {
                    alphabet,
                    backend,
                    ..Encoder::standard()
                };
                assert_eq!(encode(&encoder, bytes.as_bytes()), text.as_bytes());
                let decoder = Decoder {
                    table: &DecodeTable::of(alphabet),
                    backend,
                    ..Decoder::standard()
                };
                assert_eq!(
                    decode(&decoder, text.as_bytes()).as_deref(),
                    Ok(bytes.as_bytes())
                );
            }
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
    // The texts of bytes 0 to n do not depend on what is behind, but for the last group.
    for len in 0..=1024 {
        let data = sample(len + 63);
        for alignment in 0..64 {
            let input = &data[alignment..alignment + len];
            for padded in [false, true] {
                let mut text = vec![b'!'; alignment];
                let encoder = Encoder {
                    padded,
                    backend: codecs::Backend::Scalar,
                    ..Encoder::standard()
                };
                text.extend(encode(&encoder, input));
                let text = &text[alignment..];
                if alignment == 0 {
                    let naive = naive_encode(encoder.alphabet.characters(), input, padded, 0);
                    assert_eq!(text, naive);
                }
                for backend in backends() {
                    assert_eq!(encode(&Encoder { backend, ..encoder }, input), text);
                    let decoder = Decoder {
                        backend,
                        padded,
                        canonical: true,
                        ..Decoder::standard()
                    };
                    assert_eq!(decode(&decoder, text).as_deref(), Ok(input));
                }
            }
        }
    }
}

/// Every length with every line length up to three vectors.
#[test]
fn every_length_and_line() {
    let data = sample(250);
    for len in 0..=data.len() {
        let input = &data[..len];
        for wrapcol in (1..=200).step_by(7) {
            for padded in [false, true] {
                let encoder = Encoder {
                    padded,
                    wrapcol,
                    ..Encoder::standard()
                };
                let text = naive_encode(encoder.alphabet.characters(), input, padded, wrapcol);
                for backend in backends() {
                    assert_eq!(encode(&Encoder { backend, ..encoder }, input), text);
                    let decoder = Decoder {
                        backend,
                        padded,
                        ignored: ByteSet::of(b"\n"),
                        ..Decoder::standard()
                    };
                    assert_eq!(decode(&decoder, &text).as_deref(), Ok(input));
                }
            }
        }
    }
}

/// All texts of up to five characters from a set that has one of each kind, behind each number of characters that a group
/// may have so far and before others, for every setting.
#[test]
fn every_short_text() {
    const KINDS: &[u8] = b"AH=\n\xff";
    const BEFORE: [&[u8]; 5] = [b"", b"AA", b"AAAAA", b"AAAAAAA", b"AAAAAAAA"];
    const BEHIND: [&[u8]; 4] = [
        b"",
        b"===",
        b"BBBBBBBB",
        b"BCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLM",
    ];
    let alphabet = EncodeAlphabet::STANDARD;
    let table = DecodeTable::of(&alphabet);
    for len in 0..=5 {
        for number in 0..KINDS.len().pow(len) {
            let short: Vec<u8> = (0..len)
                .map(|place| KINDS[number / KINDS.len().pow(place) % KINDS.len()])
                .collect();
            for (before, behind) in BEFORE.iter().flat_map(|b| BEHIND.map(|c| (b, c))) {
                let text = [*before, &short, behind].concat();
                for ignored in [&b""[..], b"\n", b"=", b"\n=\xff"] {
                    for flags in 0..4 {
                        let rules = Rules {
                            characters: alphabet.characters(),
                            padded: flags & 1 != 0,
                            ignored,
                            canonical: flags & 2 != 0,
                        };
                        let expected = naive_decode(&rules, &text);
                        for backend in backends() {
                            let decoder = Decoder {
                                table: &table,
                                padded: rules.padded,
                                ignored: ByteSet::of(ignored),
                                canonical: rules.canonical,
                                backend,
                            };
                            assert_eq!(decode(&decoder, &text), expected, "{text:?} {decoder:?}");
                        }
                    }
                }
            }
        }
    }
}

/// One character of each kind in each place of texts of all lengths that a kernel may treat in a way of its own.
#[test]
fn every_character_in_every_place() {
    for len in (0..=170).chain(320..330) {
        let text = encode(&Encoder::standard(), &sample(len));
        for place in 0..text.len() {
            for character in *b"a18@[=\0 \x80\xc1\xff" {
                let mut text = text.clone();
                text[place] = character;
                let rules = Rules {
                    characters: EncodeAlphabet::STANDARD.characters(),
                    padded: true,
                    ignored: b" ",
                    canonical: false,
                };
                let expected = naive_decode(&rules, &text);
                for backend in backends() {
                    let decoder = Decoder {
                        ignored: ByteSet::of(b" "),
                        backend,
                        ..Decoder::standard()
                    };
                    assert_eq!(decode(&decoder, &text), expected);
                }
            }
        }
    }
}

/// What has a value, for each byte there is.
#[test]
fn every_byte() {
    for byte in 0..=255 {
        let text = [[b'A', byte]; 160].concat();
        for alphabet in [
            EncodeAlphabet::STANDARD,
            EncodeAlphabet::HEX,
            EncodeAlphabet::new(*b"A=CDEFGHIJKLM\xffOPQRSTUVWXYZ23A\x80\0!"),
        ] {
            let rules = Rules {
                characters: alphabet.characters(),
                padded: false,
                ignored: b"",
                canonical: false,
            };
            let expected = naive_decode(&rules, &text);
            for backend in backends() {
                let decoder = Decoder {
                    table: &DecodeTable::of(&alphabet),
                    padded: false,
                    backend,
                    ..Decoder::standard()
                };
                assert_eq!(decode(&decoder, &text), expected, "{byte} {decoder:?}");
            }
        }
    }
}

#[test]
fn errors_say_what_is_wrong() {
    use DecodeError::*;
    for (text, error, words) in [
        (&b"="[..], LeadingPadding, "Leading padding not allowed"),
        (b"AAAAAAAA=", ExcessPadding, "Excess padding not allowed"),
        (b"AB======A", DataAfterPadding, "Excess data after padding"),
        (
            b"AB=A",
            DiscontinuousPadding,
            "Discontinuous padding not allowed",
        ),
        (
            b"AAAAAAAAABC=",
            ExcessCharacter { characters: 11 },
            "Invalid base32-encoded string: number of data characters (11) cannot be 1, 3, or 6 more than a multiple of 8",
        ),
        (b"AB=====", IncorrectPadding, "Incorrect padding"),
        (b"AAAAAAA!", NotInAlphabet, "Only base32 data is allowed"),
        (b"AAA!", NotInAlphabet, "Only base32 data is allowed"),
    ] {
        assert_eq!(decode(&Decoder::standard(), text), Err(error), "{text:?}");
        assert_eq!(error.to_string(), words);
    }
    let unpadded = Decoder {
        padded: false,
        ..Decoder::standard()
    };
    assert_eq!(decode(&unpadded, b"AB======"), Err(PaddingNotAllowed));
    assert_eq!(PaddingNotAllowed.to_string(), "Padding not allowed");
    assert_eq!(decode(&unpadded, b"A!"), Err(NotInAlphabet));
    assert_eq!(decode(&unpadded, b"AA").as_deref(), Ok(&b"\0"[..]));
    let canonical = Decoder {
        canonical: true,
        ..Decoder::standard()
    };
    assert_eq!(decode(&canonical, b"AB======"), Err(NonZeroPaddingBits));
    assert_eq!(NonZeroPaddingBits.to_string(), "Non-zero padding bits");
    assert_eq!(
        decode(&Decoder::standard(), b"AB======").as_deref(),
        Ok(&b"\0"[..])
    );
}

#[test]
fn lengths_that_do_not_fit() {
    for encoder in [
        Encoder::standard(),
        Encoder {
            wrapcol: 1,
            padded: false,
            ..Encoder::standard()
        },
    ] {
        assert_eq!(encoder.encoded_len(usize::MAX), None);
        assert_eq!(encoder.encoded_len(usize::MAX / 8 * 5 + 5), None);
        assert_eq!(encoder.encoded_len(0), Some(0));
    }
}

/// A table for translated text does what translating the text would do.
#[test]
fn translated_tables() {
    let translations: [fn(u8) -> u8; 3] = [
        |byte| byte.to_ascii_uppercase(),
        |byte| match byte {
            b'0' => b'O',
            b'1' => b'L',
            other => other.to_ascii_uppercase(),
        },
        |byte| match byte {
            b'0' => b'O',
            b'1' => b'=',
            other => other,
        },
    ];
    for translation in translations {
        let table = DecodeTable::STANDARD.translated(translation);
        for ignored in [&b""[..], b"=", b"-a", b"OL"] {
            for byte in 0..=255 {
                for text in [
                    [byte; 16].to_vec(),
                    [&b"AAAAAA"[..], &[byte; 2]].concat(),
                    [&b"AA"[..], &[byte; 6]].concat(),
                ] {
                    let translated: Vec<u8> = text.iter().copied().map(translation).collect();
                    let plain = Decoder {
                        ignored: ByteSet::of(ignored),
                        ..Decoder::standard()
                    };
                    let expected = decode(&plain, &translated);
                    for backend in backends() {
                        let decoder = Decoder {
                            table: &table,
                            ignored: plain.ignored.translated(translation),
                            backend,
                            ..plain
                        };
                        assert_eq!(decode(&decoder, &text), expected, "{text:?}");
                    }
                }
            }
        }
    }
    let folded = DecodeTable::HEX.case_folded();
    let translated = DecodeTable::HEX.translated(|byte| byte.to_ascii_uppercase());
    assert_eq!(format!("{folded:?}"), format!("{translated:?}"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(codecs_tests::cases(2_000)))]

    #[test]
    fn encoding_is_naive_encoding(
        input in prop::collection::vec(any::<u8>(), 0..1_000),
        characters in prop_oneof![Just(*EncodeAlphabet::HEX.characters()), prop::array::uniform32(any::<u8>())],
        padded: bool,
        wrapcol in prop_oneof![Just(0_usize), 1..300_usize, Just(usize::MAX)],
    ) {
        let alphabet = EncodeAlphabet::new(characters);
        let expected = naive_encode(&characters, &input, padded, wrapcol);
        for backend in backends() {
            let encoder = Encoder { alphabet: &alphabet, padded, wrapcol, backend };
            prop_assert_eq!(&encode(&encoder, &input), &expected);
        }
    }

    #[test]
    fn decoding_undoes_encoding(
        input in prop::collection::vec(any::<u8>(), 0..20_000),
        wrapcol in 0..100_usize,
        padded: bool,
    ) {
        for backend in backends() {
            let text = encode(&Encoder { wrapcol, padded, backend, ..Encoder::standard() }, &input);
            let decoder = Decoder {
                padded,
                ignored: ByteSet::of(b"\n"),
                canonical: true,
                backend,
                ..Decoder::standard()
            };
            prop_assert_eq!(decode(&decoder, &text), Ok(input.clone()));
        }
    }

    /// Near-valid text under every setting.
    #[test]
    fn decoding_is_naive_decoding(
        input in prop::collection::vec(any::<u8>(), 0..1_500),
        wrapcol in prop_oneof![Just(0_usize), 1..300_usize],
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), prop::sample::select(b"A7=\n \0".to_vec())], any::<bool>()), 0..4),
        padded: bool, is_padded: bool, canonical: bool,
        ignored in prop_oneof![prop::sample::select(vec![b"".to_vec(), b"\n".to_vec(), b"=".to_vec(), b"=\n \0".to_vec()]), prop::collection::vec(any::<u8>(), 0..256)],
    ) {
        let mut text = encode(&Encoder { wrapcol, padded: is_padded, ..Encoder::standard() }, &input);
        for (place, character, replaces) in changes {
            let place = place.index(text.len() + 1);
            if !replaces {
                text.insert(place, character);
            } else if place < text.len() {
                text[place] = character;
            }
        }
        let rules = Rules { characters: EncodeAlphabet::STANDARD.characters(), padded, ignored: &ignored, canonical };
        let expected = naive_decode(&rules, &text);
        for backend in backends() {
            let decoder = Decoder {
                padded, canonical, backend,
                ignored: ByteSet::of(&ignored),
                ..Decoder::standard()
            };
            prop_assert_eq!(&decode(&decoder, &text), &expected);
        }
    }
}
