//! Ascii85: every backend against a naive one, errors included.

use codecs::ascii85::{DecodeError, Decoder, Encoder, LoneDigit};
use codecs::{Backend, ByteSet};
use codecs_tests::ascii85::{decode, encode, naive_decode, naive_encode};
use codecs_tests::backends;
use proptest::prelude::*;

const ENCODER: Encoder = Encoder {
    fold_spaces: false,
    wrapcol: 0,
    pad: false,
    adobe: false,
    backend: Backend::Scalar,
};
const DECODER: Decoder = Decoder {
    fold_spaces: false,
    adobe: false,
    ignored: ByteSet::EMPTY,
    canonical: false,
    lone_digit: LoneDigit::Reject,
    backend: Backend::Scalar,
};
const WHITE_SPACE: &[u8] = b" \t\n\r\x0b";

/// Bytes that are different everywhere, so that a misplaced one shows, and words that may be abbreviated.
fn sample(len: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..len as u32)
        .map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for word in bytes.chunks_mut(4).skip(20).step_by(37) {
        word.fill(0);
    }
    for word in bytes.chunks_mut(4).skip(30).step_by(41) {
        word.fill(b' ');
    }
    bytes
}

/// Every length from 0 to 1024 at every alignment from 0 to 63, for every backend.
#[test]
fn every_length_and_alignment() {
    for len in 0..=1024 {
        let data = sample(len + 63);
        for alignment in 0..64 {
            let input = &data[alignment..alignment + len];
            let fold_spaces = alignment % 2 != 0;
            let pad = alignment % 3 == 0;
            let encoder = Encoder {
                fold_spaces,
                pad,
                ..ENCODER
            };
            let text = naive_encode(&encoder, input);
            let mut moved = vec![b'!'; alignment];
            moved.extend_from_slice(&text);
            let mut bytes = input.to_vec();
            if pad {
                bytes.resize(len.next_multiple_of(4), 0);
            }
            for backend in backends() {
                assert_eq!(encode(&Encoder { backend, ..encoder }, input), text);
                let decoder = Decoder {
                    fold_spaces,
                    canonical: !pad,
                    backend,
                    ..DECODER
                };
                assert_eq!(decode(&decoder, &moved[alignment..]).as_ref(), Ok(&bytes));
            }
        }
    }
}

/// All texts of up to five characters from a set that has one of each kind, behind none and behind so many that they stand at
/// the end of a vector, for every setting.
#[test]
fn every_short_text() {
    const KINDS: &[u8] = b"!su8zy\n<~>\xff";
    const IGNORED: [&[u8]; 3] = [b"", b"\n\xff", b"~zy!"];
    for len in 0..=5 {
        for number in 0..KINDS.len().pow(len) {
            let text: Vec<u8> = (0..len)
                .map(|place| KINDS[number / KINDS.len().pow(place) % KINDS.len()])
                .collect();
            // All settings at each text would take long: each text gets another one, and all come often.
            let setting = number + number / 13;
            let ignored = IGNORED[setting % 3];
            let decoder = Decoder {
                fold_spaces: setting & 1 != 0,
                adobe: setting & 6 == 6,
                ignored: ByteSet::of(ignored),
                canonical: setting & 8 != 0,
                lone_digit: if setting & 16 != 0 {
                    LoneDigit::Drop
                } else {
                    LoneDigit::Reject
                },
                backend: Backend::Scalar,
            };
            let text = if decoder.adobe {
                [&text, &b"~>"[..]].concat()
            } else {
                text
            };
            let before = [b"87cUR".repeat(15), vec![b'\n'; 1 + number % 3]].concat();
            for text in [
                [&before[..75], &text].concat(),
                [&before[..], &text].concat(),
                text,
            ] {
                let expected = naive_decode(&decoder, ignored, &text);
                for backend in backends() {
                    assert_eq!(
                        decode(&Decoder { backend, ..decoder }, &text),
                        expected,
                        "{:?} {decoder:?}",
                        text.escape_ascii().to_string()
                    );
                }
            }
        }
    }
}

#[test]
fn errors_say_what_is_wrong() {
    use DecodeError::*;
    let canonical = Decoder {
        canonical: true,
        ..DECODER
    };
    let adobe = Decoder {
        adobe: true,
        ..DECODER
    };
    for (decoder, text, error, message) in [
        (
            adobe,
            "<~",
            MissingEnd,
            "Ascii85 encoded byte sequences must end with b'~>'",
        ),
        (adobe, "<~>", IncompleteGroup, "Incomplete Ascii85 group"),
        (DECODER, "s8W-\"", Overflow, "Ascii85 overflow"),
        (DECODER, "t", Overflow, "Ascii85 overflow"),
        (
            DECODER,
            "!z",
            InsideGroup { character: b'z' },
            "'z' inside Ascii85 5-tuple",
        ),
        (
            DECODER,
            "y",
            NotADigit { character: b'y' },
            "Non-Ascii85 digit found: y",
        ),
        (
            DECODER,
            "\u{b5}",
            NotADigit { character: 0xc2 },
            "Non-Ascii85 digit found: \u{c2}",
        ),
        (DECODER, "!", IncompleteGroup, "Incomplete Ascii85 group"),
        (
            canonical,
            "!!!!!",
            NotAbbreviated,
            "Non-canonical encoding, use 'z' for all-zero groups",
        ),
        (
            canonical,
            "!\"",
            NonZeroPaddingBits,
            "Non-zero padding bits",
        ),
    ] {
        for backend in backends() {
            assert_eq!(
                decode(&Decoder { backend, ..decoder }, text.as_bytes()),
                Err(error)
            );
        }
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn lengths_that_do_not_fit() {
    assert_eq!(ENCODER.max_encoded_len(usize::MAX), None);
    assert_eq!(ENCODER.max_encoded_len(usize::MAX / 5 * 4 + 8), None);
    let narrow = Encoder {
        wrapcol: 1,
        ..ENCODER
    };
    assert_eq!(narrow.max_encoded_len(usize::MAX / 5 * 3), None);
}

/// What is not between blanks must not be looked at again and again.
#[test]
fn blanks_inside_of_groups() {
    let mut text = b"87cU".to_vec();
    text.resize(1 << 20, b'\n');
    text.push(b'R');
    for backend in backends() {
        let decoder = Decoder {
            ignored: ByteSet::of(WHITE_SPACE),
            backend,
            ..DECODER
        };
        assert_eq!(decode(&decoder, &text).as_deref(), Ok(&b"Hell"[..]));
    }
}

fn bytes_with_abbreviations(most: usize) -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        6 => any::<[u8; 4]>(),
        1 => Just([0; 4]),
        1 => Just(*b"    "),
        1 => Just([255; 4]),
    ];
    (
        prop::collection::vec(word, 0..most / 4),
        prop::collection::vec(prop_oneof![Just(0), any::<u8>()], 0..4),
    )
        .prop_map(|(words, rest)| [words.concat(), rest].concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(codecs_tests::cases(2_000)))]

    #[test]
    fn encoding_is_naive_encoding(
        input in bytes_with_abbreviations(2_000),
        wrapcol in prop_oneof![Just(0_usize), 1..100_usize, Just(usize::MAX)],
        fold_spaces: bool, pad: bool, adobe: bool,
    ) {
        let encoder = Encoder { fold_spaces, wrapcol, pad, adobe, ..ENCODER };
        let expected = naive_encode(&encoder, &input);
        for backend in backends() {
            prop_assert_eq!(&encode(&Encoder { backend, ..encoder }, &input), &expected);
        }
    }

    #[test]
    fn decoding_undoes_encoding(
        input in bytes_with_abbreviations(20_000),
        wrapcol in 0..100_usize,
        fold_spaces: bool, adobe: bool,
    ) {
        let text = encode(&Encoder { fold_spaces, wrapcol, adobe, ..ENCODER }, &input);
        // A line so short that it parts what framing begins with is no text that decoders know.
        prop_assume!(!adobe || wrapcol != 1);
        for backend in backends() {
            let ignored = ByteSet::of(WHITE_SPACE);
            let decoder = Decoder { fold_spaces, adobe, ignored, canonical: true, backend, ..DECODER };
            prop_assert_eq!(&decode(&decoder, &text), &Ok(input.clone()));
        }
    }

    /// Near-valid text under every setting.
    #[test]
    fn decoding_is_naive_decoding(
        input in bytes_with_abbreviations(1_500),
        wrapcol in prop_oneof![Just(0_usize), 1..100_usize],
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), prop_oneof![any::<u8>(), prop::sample::select(b"zy!us~<>\n ".to_vec())]), 0..4),
        fold_spaces: bool, adobe: bool, canonical: bool, drop_lone_digit: bool,
        ignored in prop::sample::select(vec![&b""[..], b"\n", WHITE_SPACE, b"\n!zy\xb5"]),
    ) {
        let mut text = encode(&Encoder { fold_spaces, wrapcol, adobe, ..ENCODER }, &input);
        for (place, is_more, character) in changes {
            let place = place.index(text.len() + 1);
            if is_more {
                text.insert(place, character);
            } else if let Some(changed) = text.get_mut(place) {
                *changed = character;
            }
        }
        let decoder = Decoder {
            fold_spaces, adobe, canonical,
            ignored: ByteSet::of(ignored),
            lone_digit: if drop_lone_digit { LoneDigit::Drop } else { LoneDigit::Reject },
            ..DECODER
        };
        let expected = naive_decode(&decoder, ignored, &text);
        for backend in backends() {
            prop_assert_eq!(&decode(&Decoder { backend, ..decoder }, &text), &expected);
        }
    }
}
