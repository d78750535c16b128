//! Hexadecimal digits: every backend against the scalar one, the scalar one against a naive one.

use std::num::NonZero;

use codecs::ByteSet;
use codecs::hex::{Case, CountedFrom, DecodeError, Decoder, Encoder, Separator};
use codecs_tests::backends;
use codecs_tests::hex::{decode, encode, naive_decode, naive_encode};
use proptest::prelude::*;

/// Bytes that are different everywhere, so that a misplaced one shows.
fn sample(len: usize) -> Vec<u8> {
    (0..len as u32)
        .map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect()
}

fn separator(character: u8, group: usize, counted_from: CountedFrom) -> Option<Separator> {
    let group = NonZero::new(group)?;
    Some(Separator {
        character,
        group,
        counted_from,
    })
}

/// RFC 4648 section 10.
#[test]
fn the_vectors_of_rfc_4648() {
    for backend in backends() {
        for (bytes, text) in [
            ("", ""),
            ("f", "66"),
            ("fo", "666F"),
            ("foo", "666F6F"),
            ("foob", "666F6F62"),
            ("fooba", "666F6F6261"),
            ("foobar", "666F6F626172"),
        ] {
            let encoder = Encoder {
                case: Case::Upper,
                separator: None,
                backend,
            };
            assert_eq!(encode(&encoder, bytes.as_bytes()), text.as_bytes());
            let decoder = Decoder {
                lowercase: false,
                backend,
                ..Decoder::new()
            };
            assert_eq!(
                decode(&decoder, text.as_bytes()).as_deref(),
                Ok(bytes.as_bytes())
            );
        }
    }
}

/// Every length from 0 to 1024 at every alignment from 0 to 63, for every backend.
#[test]
fn every_length_and_alignment() {
    for len in 0..=1024 {
        let data = sample(len + 63);
        for alignment in 0..64 {
            let input = &data[alignment..alignment + len];
            let text = naive_encode(Case::Lower, None, input);
            let mut moved = vec![b'!'; alignment];
            moved.extend_from_slice(&text);
            for backend in backends() {
                let encoder = Encoder {
                    backend,
                    ..Encoder::new(Case::Lower)
                };
                assert_eq!(encode(&encoder, input), text);
                let decoder = Decoder {
                    backend,
                    ..Decoder::new()
                };
                assert_eq!(decode(&decoder, &moved[alignment..]).as_deref(), Ok(input));
            }
        }
    }
}

/// Every length with every small group, from both ends.
#[test]
fn every_length_and_group() {
    let data = sample(200);
    for len in 0..=data.len() {
        let input = &data[..len];
        for group in 1..=70 {
            for counted_from in [CountedFrom::Left, CountedFrom::Right] {
                let separator = separator(b':', group, counted_from);
                let text = naive_encode(Case::Lower, separator, input);
                for backend in backends() {
                    let encoder = Encoder {
                        case: Case::Lower,
                        separator,
                        backend,
                    };
                    assert_eq!(encode(&encoder, input), text, "{encoder:?} {len}");
                    let decoder = Decoder {
                        ignored: ByteSet::of(b":"),
                        backend,
                        ..Decoder::new()
                    };
                    assert_eq!(decode(&decoder, &text).as_deref(), Ok(input));
                }
            }
        }
    }
}

/// All texts of up to five characters from a set that has one of each kind, alone and within a longer text.
#[test]
fn every_short_text() {
    const KINDS: &[u8] = b"0aF:g\0\xff";
    const AROUND: [&[u8]; 3] = [b"", b"00", b"0123456789abcdefABCDEF00112233445566778899"];
    for len in 0..=5 {
        for number in 0..KINDS.len().pow(len) {
            let short: Vec<u8> = (0..len)
                .map(|place| KINDS[number / KINDS.len().pow(place) % KINDS.len()])
                .collect();
            for around in AROUND {
                let text = [around, &short, around].concat();
                for lowercase in [false, true] {
                    for ignored in [&b""[..], b":", b"a:\xff", b"0\0gbcdef"] {
                        let expected = naive_decode(lowercase, ignored, &text);
                        for backend in backends() {
                            let decoder = Decoder {
                                lowercase,
                                ignored: ByteSet::of(ignored),
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
    for len in (0..=260).step_by(2) {
        let text = naive_encode(Case::Upper, None, &sample(len / 2));
        for place in 0..len {
            for character in *b"a/:@G`g\0 \x80\xb0\xc1\xff" {
                let mut text = text.clone();
                text[place] = character;
                let expected = naive_decode(false, b" ", &text);
                for backend in backends() {
                    let decoder = Decoder {
                        lowercase: false,
                        ignored: ByteSet::of(b" "),
                        backend,
                    };
                    assert_eq!(decode(&decoder, &text), expected);
                    let strict = Decoder {
                        ignored: ByteSet::EMPTY,
                        ..decoder
                    };
                    assert_eq!(decode(&strict, &text), Err(DecodeError::NotHexadecimal));
                }
            }
        }
    }
}

/// What is a digit, for each byte there is.
#[test]
fn every_byte() {
    for byte in 0..=255 {
        for lowercase in [false, true] {
            let text = [[b'0', byte]; 150].concat();
            let expected = naive_decode(lowercase, b"", &text);
            for backend in backends() {
                let decoder = Decoder {
                    lowercase,
                    ignored: ByteSet::EMPTY,
                    backend,
                };
                assert_eq!(decode(&decoder, &text), expected, "{byte} {decoder:?}");
            }
        }
    }
}

#[test]
fn lengths_that_do_not_fit() {
    let plain = Encoder::new(Case::Lower);
    assert_eq!(plain.encoded_len(usize::MAX / 2), Some(usize::MAX - 1));
    assert_eq!(plain.encoded_len(usize::MAX / 2 + 1), None);
    let separated = Encoder {
        separator: separator(b' ', 1, CountedFrom::Left),
        ..plain
    };
    assert_eq!(separated.encoded_len(usize::MAX / 2), None);
    assert_eq!(separated.encoded_len(0), Some(0));
}

#[test]
fn errors_are_worded_as_in_binascii() {
    assert_eq!(
        DecodeError::NotHexadecimal.to_string(),
        "Non-hexadecimal digit found"
    );
    assert_eq!(
        DecodeError::OddNumberOfDigits.to_string(),
        "Odd number of hexadecimal digits"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(codecs_tests::cases(2_000)))]

    #[test]
    fn encoding_is_naive_encoding(
        input in prop::collection::vec(any::<u8>(), 0..1_000),
        upper: bool,
        character: u8,
        group in prop_oneof![Just(0_usize), 1..200_usize, Just(usize::MAX)],
        left: bool,
    ) {
        let case = if upper { Case::Upper } else { Case::Lower };
        let counted_from = if left { CountedFrom::Left } else { CountedFrom::Right };
        let separator = separator(character, group, counted_from);
        let expected = naive_encode(case, separator, &input);
        for backend in backends() {
            prop_assert_eq!(&encode(&Encoder { case, separator, backend }, &input), &expected);
        }
    }

    #[test]
    fn decoding_undoes_encoding(input in prop::collection::vec(any::<u8>(), 0..20_000), group in 0..100_usize) {
        for backend in backends() {
            let separator = separator(b'\n', group, CountedFrom::Left);
            let text = encode(&Encoder { separator, backend, ..Encoder::new(Case::Lower) }, &input);
            let decoder = Decoder { ignored: ByteSet::of(b"\n"), backend, ..Decoder::new() };
            prop_assert_eq!(decode(&decoder, &text), Ok(input.clone()));
        }
    }

    /// Near-valid text under every setting.
    #[test]
    fn decoding_is_naive_decoding(
        input in prop::collection::vec(any::<u8>(), 0..1_500),
        group in 0..100_usize,
        upper: bool,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), prop::sample::select(b"0aF\n: \0".to_vec())], any::<bool>()), 0..4),
        lowercase: bool,
        ignored in prop_oneof![prop::sample::select(vec![b"".to_vec(), b"\n".to_vec(), b":\n \0".to_vec(), b"abcdef\n".to_vec()]), prop::collection::vec(any::<u8>(), 0..256)],
    ) {
        let case = if upper { Case::Upper } else { Case::Lower };
        let mut text = naive_encode(case, separator(b'\n', group, CountedFrom::Left), &input);
        for (place, character, replaces) in changes {
            let place = place.index(text.len() + 1);
            if !replaces {
                text.insert(place, character);
            } else if place < text.len() {
                text[place] = character;
            }
        }
        let expected = naive_decode(lowercase, &ignored, &text);
        for backend in backends() {
            let decoder = Decoder { lowercase, ignored: ByteSet::of(&ignored), backend };
            prop_assert_eq!(&decode(&decoder, &text), &expected);
        }
    }
}
