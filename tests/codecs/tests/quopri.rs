//! Quoted-printable: every backend against a naive one.

use codecs::Backend;
use codecs::quopri::{Decoder, Encoder};
use codecs_tests::backends;
use codecs_tests::quopri::{decode, encode, naive_decode, naive_encode};
use proptest::prelude::*;

const ENCODER: Encoder = Encoder {
    quote_tabs: false,
    is_text: true,
    header: false,
    backend: Backend::Scalar,
};
const DECODER: Decoder = Decoder {
    header: false,
    backend: Backend::Scalar,
};

fn encoder(settings: usize) -> Encoder {
    Encoder {
        quote_tabs: settings & 1 != 0,
        is_text: settings & 2 != 0,
        header: settings & 4 != 0,
        ..ENCODER
    }
}

/// Text that is different everywhere, so that a misplaced character shows, with some of everything.
fn sample(len: usize) -> Vec<u8> {
    let letter = |index: u32| match index.wrapping_mul(2_654_435_761) >> 24 {
        0..=30 => b' ',
        31..=34 => b'=',
        35..=38 => 0xc3,
        39 => b'\n',
        40 => b'_',
        41 => b'\t',
        42 => b'.',
        other => b'A' + (other % 58) as u8,
    };
    (0..len as u32).map(letter).collect()
}

/// Lines so short that a kernel is not worth it, and escapes that are none: both ways back from one to the other.
#[test]
fn what_kernels_leave_to_others() {
    let line_ends: [&[u8]; 6] = [b"\n", b" \n", b"\r\n", b"\t\r\n", b"\r", b"\n.\n"];
    for len in 0..=80 {
        for line_end in line_ends {
            let line = [&b"x".repeat(len), line_end].concat();
            let short = line.repeat(1 + 300 / line.len());
            // Where it was not worth it, it is worth it again, and the other way round.
            for input in [
                [&short[..], &sample(300), &short].concat(),
                [&sample(300), &short[..]].concat(),
            ] {
                for settings in 0..8 {
                    let encoder = encoder(settings);
                    let text = naive_encode(&encoder, &input);
                    for backend in backends() {
                        assert_eq!(encode(&Encoder { backend, ..encoder }, &input), text);
                    }
                }
            }
        }
        let plain = b"y".repeat(len);
        for escape in [&b"=x"[..], b"==", b"=\r", b"=\rz\n", b"=4", b"=\n", b"="] {
            let piece = [&plain, escape].concat();
            let many = piece.repeat(1 + 600 / piece.len());
            for text in [many.clone(), [&many[..], &sample(300), &many].concat()] {
                let expected = naive_decode(&DECODER, &text);
                for backend in backends() {
                    assert_eq!(decode(&Decoder { backend, ..DECODER }, &text), expected);
                }
            }
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
            let encoder = encoder(alignment % 8);
            let text = naive_encode(&encoder, input);
            let mut moved = vec![b'!'; alignment];
            moved.extend_from_slice(&text);
            for backend in backends() {
                assert_eq!(encode(&Encoder { backend, ..encoder }, input), text);
                let decoder = Decoder {
                    header: encoder.header,
                    backend,
                };
                assert_eq!(decode(&decoder, &moved[alignment..]), input);
            }
        }
    }
}

/// All data of up to five bytes from a set that has one of each kind, on a line of its own and where a line is to be broken.
#[test]
fn every_short_text() {
    const KINDS: &[u8] = b"aF=_. \t\r\n\0";
    for len in 0..=5 {
        for number in 0..KINDS.len().pow(len) {
            let kinds: Vec<u8> = (0..len)
                .map(|place| KINDS[number / KINDS.len().pow(place) % KINDS.len()])
                .collect();
            let encoder = encoder(number + number / 11);
            let decoder = Decoder {
                header: number % 2 != 0,
                ..DECODER
            };
            let columns = [0, 70 + number % 7];
            for bytes in columns.map(|column| [&vec![b'x'; column], &kinds[..]].concat()) {
                let encoded = naive_encode(&encoder, &bytes);
                let decoded = naive_decode(&decoder, &bytes);
                for backend in backends() {
                    let encoder = Encoder { backend, ..encoder };
                    assert_eq!(encode(&encoder, &bytes), encoded, "{bytes:?} {encoder:?}");
                    let decoder = Decoder { backend, ..decoder };
                    assert_eq!(decode(&decoder, &bytes), decoded, "{bytes:?} {decoder:?}");
                }
            }
        }
    }
}

#[test]
fn lines_are_76_characters_long() {
    for backend in backends() {
        let encoder = Encoder { backend, ..ENCODER };
        assert_eq!(encode(&encoder, &[b'x'; 76]), [b'x'; 76]);
        assert_eq!(
            encode(&encoder, &[b'x'; 77]),
            [&[b'x'; 75], &b"=\nxx"[..]].concat()
        );
        let quoted = encode(&encoder, &[255; 26]);
        assert_eq!(quoted, [b"=FF".repeat(25), b"=\n=FF".to_vec()].concat());
        assert_eq!(encode(&encoder, b".\n..\n. \n"), b"=2E\n..\n.=20\n");
    }
}

/// The kinds of bytes, those that are rare in text not so rare.
fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    let run = prop_oneof![
        prop::collection::vec(b'a'..=b'z', 0..90),
        prop::collection::vec(any::<u8>(), 0..30),
        prop::collection::vec(prop::sample::select(b" \t\r\n.=_\0a".to_vec()), 0..6),
        Just(b"\r\n".to_vec()),
        Just(b"\n".to_vec()),
        Just(vec![b' '; 80]),
    ];
    prop::collection::vec(run, 0..most / 20).prop_map(|runs| runs.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(codecs_tests::cases(3_000)))]

    #[test]
    fn encoding_is_naive_encoding(input in bytes(600), settings in 0..8_usize) {
        let encoder = encoder(settings);
        let expected = naive_encode(&encoder, &input);
        for backend in backends() {
            let text = encode(&Encoder { backend, ..encoder }, &input);
            prop_assert_eq!(&text, &expected);
        }
    }

    /// Only for data that is no text: the line ends of text all become like the first.
    #[test]
    fn decoding_undoes_encoding(input in prop::collection::vec(any::<u8>(), 0..5_000), quote_tabs: bool, header: bool) {
        for backend in backends() {
            let encoder = Encoder { quote_tabs, is_text: false, header, backend };
            let text = encode(&encoder, &input);
            // 76, one more where a quoted newline did not fit any more, and a carriage return.
            prop_assert!(text.split(|&c| c == b'\n').all(|line| line.len() <= 78));
            prop_assert_eq!(&decode(&Decoder { header, backend }, &text), &input);
        }
    }

    /// Near-valid text.
    #[test]
    fn decoding_is_naive_decoding(
        input in bytes(600),
        settings in 0..8_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), prop_oneof![any::<u8>(), prop::sample::select(b"=_\r\nAf0".to_vec())]), 0..12),
        header: bool,
    ) {
        let mut text = encode(&encoder(settings), &input);
        for (place, is_more, character) in changes {
            let place = place.index(text.len() + 1);
            if is_more {
                text.insert(place, character);
            } else if let Some(changed) = text.get_mut(place) {
                *changed = character;
            }
        }
        let decoder = Decoder { header, ..DECODER };
        let expected = naive_decode(&decoder, &text);
        for backend in backends() {
            prop_assert_eq!(&decode(&Decoder { backend, ..decoder }, &text), &expected);
        }
    }
}
