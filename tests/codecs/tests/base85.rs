//! Base85: every backend against a naive one, errors included.

use codecs::base85::{DecodeError, DecodeTable, Decoder, EncodeAlphabet, Encoder, LoneDigit};
use codecs::{Backend, ByteSet};
use codecs_tests::backends;
use codecs_tests::base85::{decode, encode, naive_decode, naive_encode};
use proptest::prelude::*;

const ENCODER: Encoder<'static> = Encoder {
    alphabet: &EncodeAlphabet::STANDARD,
    pad: false,
    wrapcol: 0,
    backend: Backend::Scalar,
};
const DECODER: Decoder<'static> = Decoder {
    table: &DecodeTable::STANDARD,
    ignored: ByteSet::EMPTY,
    canonical: false,
    lone_digit: LoneDigit::Reject,
    backend: Backend::Scalar,
};

/// ZeroMQ RFC 32: its test case.
#[test]
fn the_vector_of_zeromq() {
    let bytes = [0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b];
    for backend in backends() {
        let encoder = Encoder {
            alphabet: &EncodeAlphabet::Z85,
            backend,
            ..ENCODER
        };
        assert_eq!(encode(&encoder, &bytes), b"HelloWorld");
        let decoder = Decoder {
            table: &DecodeTable::Z85,
            backend,
            ..DECODER
        };
        assert_eq!(decode(&decoder, b"HelloWorld").as_deref(), Ok(&bytes[..]));
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
    for len in 0..=1024 {
        let data = sample(len + 63);
        for alignment in 0..64 {
            let input = &data[alignment..alignment + len];
            let text = naive_encode(&ENCODER, input);
            let mut moved = vec![b'!'; alignment];
            moved.extend_from_slice(&text);
            for backend in backends() {
                assert_eq!(encode(&Encoder { backend, ..ENCODER }, input), text);
                let decoder = Decoder {
                    canonical: true,
                    backend,
                    ..DECODER
                };
                assert_eq!(decode(&decoder, &moved[alignment..]).as_deref(), Ok(input));
            }
        }
    }
}

/// Every word that a digit's rounding may get wrong: those next to multiples of powers of 85, at every place in a vector.
#[test]
fn words_next_to_multiples() {
    let mut words = Vec::new();
    for power in [85_u64, 7225, 614_125, 52_200_625] {
        for factor in
            (0..=u64::from(u32::MAX) / power).step_by(if power < 7225 { 9973 } else { 83 })
        {
            let multiple = factor * power;
            for word in [
                multiple.saturating_sub(1),
                multiple,
                multiple + 1,
                multiple + power - 1,
            ] {
                words.extend(u32::try_from(word).ok());
            }
        }
    }
    words.extend((0..1000).map(|below| u32::MAX - below));
    let input: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
    let text = naive_encode(&ENCODER, &input);
    for backend in backends() {
        assert!(encode(&Encoder { backend, ..ENCODER }, &input) == text);
        assert!(decode(&Decoder { backend, ..DECODER }, &text).as_ref() == Ok(&input));
    }
}

/// All texts of up to five characters from a set that has one of each kind, behind none and behind so many that they stand at
/// the end of a vector, for every setting.
#[test]
fn every_short_text() {
    const KINDS: &[u8] = b"0|N~{\n \0\xff";
    const IGNORED: [&[u8]; 3] = [b"", b"\n\xff", b"\0~ "];
    for len in 0..=5 {
        for number in 0..KINDS.len().pow(len) {
            let text: Vec<u8> = (0..len)
                .map(|place| KINDS[number / KINDS.len().pow(place) % KINDS.len()])
                .collect();
            // All settings at each text would take long: each text gets another one, and all come often.
            let setting = number + number / 13;
            let ignored = IGNORED[setting % 3];
            let decoder = Decoder {
                ignored: ByteSet::of(ignored),
                canonical: setting & 1 != 0,
                lone_digit: if setting & 2 != 0 {
                    LoneDigit::Drop
                } else {
                    LoneDigit::Reject
                },
                ..DECODER
            };
            let before = [b"NM&qn".repeat(15), vec![b'\n'; 1 + number % 3]].concat();
            for text in [
                [&before[..75], &text].concat(),
                [&before[..], &text].concat(),
                text,
            ] {
                let expected = naive_decode(&decoder, &EncodeAlphabet::STANDARD, ignored, &text);
                for backend in backends() {
                    assert_eq!(
                        decode(&Decoder { backend, ..decoder }, &text),
                        expected,
                        "{text:?} {decoder:?}"
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
    let skipping = Decoder {
        ignored: ByteSet::of(b"\n"),
        ..DECODER
    };
    for (decoder, text, error, message) in [
        (
            DECODER,
            "|NsC1",
            Overflow { hunk: 0 },
            "Base85 overflow in hunk starting at byte 0",
        ),
        (
            DECODER,
            "00000~",
            Overflow { hunk: 5 },
            "Base85 overflow in hunk starting at byte 5",
        ),
        (
            skipping,
            "\n|NsC1",
            Overflow { hunk: 5 },
            "Base85 overflow in hunk starting at byte 5",
        ),
        (
            DECODER,
            "0000\"",
            NotADigit { position: 4 },
            "bad Base85 character at position 4",
        ),
        (DECODER, "0", IncompleteGroup, "Incomplete Base85 group"),
        (canonical, "01", NonZeroPaddingBits, "Non-zero padding bits"),
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
    assert_eq!(ENCODER.encoded_len(usize::MAX), None);
    assert_eq!(ENCODER.encoded_len(usize::MAX / 5 * 4 + 8), None);
    let narrow = Encoder {
        wrapcol: 1,
        ..ENCODER
    };
    assert_eq!(narrow.encoded_len(usize::MAX / 4 * 3), None);
}

fn alphabet() -> impl Strategy<Value = EncodeAlphabet> {
    prop_oneof![
        Just(EncodeAlphabet::STANDARD),
        Just(EncodeAlphabet::Z85),
        // Bytes out of ASCII, or some of them twice.
        prop::collection::vec(any::<u8>(), 85).prop_map(|characters| {
            EncodeAlphabet::new(characters.try_into().expect("85 characters"))
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(codecs_tests::cases(2_000)))]

    #[test]
    fn encoding_is_naive_encoding(
        input in prop::collection::vec(any::<u8>(), 0..2_000),
        alphabet in alphabet(),
        wrapcol in prop_oneof![Just(0_usize), 1..100_usize, Just(usize::MAX)],
        pad: bool,
    ) {
        let encoder = Encoder { alphabet: &alphabet, wrapcol, pad, ..ENCODER };
        let expected = naive_encode(&encoder, &input);
        for backend in backends() {
            prop_assert_eq!(&encode(&Encoder { backend, ..encoder }, &input), &expected);
        }
    }

    #[test]
    fn decoding_undoes_encoding(
        input in prop::collection::vec(any::<u8>(), 0..20_000),
        wrapcol in 0..100_usize,
    ) {
        let text = encode(&Encoder { wrapcol, ..ENCODER }, &input);
        for backend in backends() {
            let decoder = Decoder { ignored: ByteSet::of(b"\n"), canonical: true, backend, ..DECODER };
            prop_assert_eq!(&decode(&decoder, &text), &Ok(input.clone()));
        }
    }

    /// Near-valid text under every setting.
    #[test]
    fn decoding_is_naive_decoding(
        input in prop::collection::vec(any::<u8>(), 0..1_500),
        alphabet in alphabet(),
        wrapcol in prop_oneof![Just(0_usize), 1..100_usize],
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), prop_oneof![any::<u8>(), prop::sample::select(b"\n \0~|".to_vec())]), 0..4),
        canonical: bool, drop_lone_digit: bool,
        ignored in prop::sample::select(vec![&b""[..], b"\n", b" \n", b"\n\0~\xb5"]),
    ) {
        let mut text = encode(&Encoder { alphabet: &alphabet, wrapcol, ..ENCODER }, &input);
        for (place, is_more, character) in changes {
            let place = place.index(text.len() + 1);
            if is_more {
                text.insert(place, character);
            } else if let Some(changed) = text.get_mut(place) {
                *changed = character;
            }
        }
        let table = DecodeTable::of(&alphabet);
        let decoder = Decoder {
            table: &table,
            canonical,
            ignored: ByteSet::of(ignored),
            lone_digit: if drop_lone_digit { LoneDigit::Drop } else { LoneDigit::Reject },
            ..DECODER
        };
        let expected = naive_decode(&decoder, &alphabet, ignored, &text);
        for backend in backends() {
            prop_assert_eq!(&decode(&Decoder { backend, ..decoder }, &text), &expected);
        }
    }
}
