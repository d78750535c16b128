//! No codec reads or writes a byte outside the buffers it was given: inputs and outputs of every size lie against pages whose
//! touch ends the process. (Run with `--nocapture` to see at which codec.)
#![cfg(unix)]

mod guarded;

use std::mem::MaybeUninit;
use std::num::NonZero;

use codecs::base64::EncodeAlphabet;
use codecs::hex::{Case, CountedFrom, Separator};
use codecs::{Backend, ByteSet, ascii85, base32, base64, base85, crc, hex, quopri, uu};
use codecs_tests::backends;
use codecs_tests::direction::{Direction, UuDecoder};
use guarded::Guarded;

/// Longer than every output.
const ROOM: usize = 1 << 16;

fn lengths() -> impl Iterator<Item = usize> {
    let around = |multiple: usize| multiple - 2..=multiple + 2;
    (0..=300).chain((320..=1088).step_by(64).flat_map(around))
}

const LONGEST: usize = 1090;

/// Bytes without a pattern, the same in each run.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let byte = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..len).map(byte).collect()
}

/// Where a buffer lies.
#[derive(Clone, Copy, Debug)]
enum Side {
    /// Behind a page that must not be touched.
    First,
    /// Before one.
    Last,
}

impl Side {
    fn of(self, memory: &mut Guarded, len: usize) -> &mut [MaybeUninit<u8>] {
        match self {
            Side::First => memory.first(len),
            Side::Last => memory.last(len),
        }
    }

    fn holding<'m>(self, memory: &'m mut Guarded, bytes: &[u8]) -> &'m [u8] {
        let room = self.of(memory, bytes.len());
        let mut output = codecs::Output::new(room);
        output.extend_from_slice(bytes);
        output.finish()
    }
}

/// The beginnings and ends of `texts` in every length, on every backend, at either end of the memory.
fn check(name: &str, direction: &dyn Direction, texts: &[Vec<u8>]) {
    let (mut input_memory, mut output_memory) = (Guarded::new(ROOM), Guarded::new(ROOM));
    for backend in backends() {
        println!("{name}, {backend:?}");
        for text in texts {
            for len in lengths() {
                let parts = text
                    .get(..len)
                    .into_iter()
                    .chain(text.len().checked_sub(len).map(|start| &text[start..]));
                for part in parts {
                    let Some(expected) = direction.run(Backend::Scalar, part) else {
                        continue;
                    };
                    let room = direction.room(part).expect("there was room before");
                    for side in [Side::First, Side::Last] {
                        let input = side.holding(&mut input_memory, part);
                        let output = side.of(&mut output_memory, room);
                        let result = direction.run_in(output, backend, input);
                        assert_eq!(result, expected, "{name}, {backend:?}, {side:?}, {part:?}");
                    }
                }
            }
        }
    }
}

/// `check` for an encoder of any bytes.
fn check_encoder(name: &str, encoder: &dyn Direction) {
    check(
        name,
        encoder,
        &[noise(LONGEST), vec![0; LONGEST], vec![b' '; LONGEST]],
    );
}

/// `check` for a decoder of what an encoder makes: as it is, with line breaks, and with one character that does not belong.
fn check_decoder(name: &str, decoder: &dyn Direction, encoder: &dyn Direction) {
    let encode = |input: &[u8]| {
        let text = encoder.run(Backend::Scalar, input);
        text.expect("room").expect("encoders cannot fail")
    };
    // Until the text is long enough, in steps of one byte, which make every kind of end.
    let texts = (LONGEST / 2..)
        .map(|len| encode(&noise(len)))
        .skip_while(|text| text.len() < LONGEST);
    for text in texts.take(5) {
        let broken = text.chunks(76).collect::<Vec<_>>().join(&b'\n');
        let mut wrong = text.clone();
        wrong[LONGEST / 2] = 0xF0;
        check(name, decoder, &[text, broken, wrong]);
    }
}

#[test]
fn base64() {
    let own = EncodeAlphabet::new(std::array::from_fn(|n| n as u8 + 0x80));
    for (alphabet, table) in [
        (&EncodeAlphabet::STANDARD, &base64::DecodeTable::STANDARD),
        (
            &EncodeAlphabet::URL_SAFE,
            &base64::DecodeTable::of(&EncodeAlphabet::URL_SAFE),
        ),
        (&own, &base64::DecodeTable::of(&own)),
    ] {
        for padded in [true, false] {
            let encoder = base64::Encoder {
                alphabet,
                padded,
                ..base64::Encoder::standard()
            };
            check_encoder("base64 encoder", &encoder);
            for wrapcol in [4, 64, 76] {
                check_encoder(
                    "base64 encoder",
                    &base64::Encoder {
                        wrapcol,
                        newline: padded,
                        ..encoder
                    },
                );
            }
            for strict in [true, false] {
                for ignored in [ByteSet::EMPTY, ByteSet::of(b"\n")] {
                    let decoder = base64::Decoder {
                        table,
                        strict,
                        padded,
                        ignored,
                        stops_at_padding: false,
                        canonical: false,
                        backend: Backend::Scalar,
                    };
                    check_decoder("base64 decoder", &decoder, &encoder);
                    let decoder = base64::Decoder {
                        stops_at_padding: true,
                        ..decoder
                    };
                    check_decoder("base64 decoder that stops", &decoder, &encoder);
                }
            }
        }
    }
}

#[test]
fn base32() {
    let encoder = base32::Encoder::standard();
    for wrapcol in [0, 8, 76] {
        check_encoder("base32 encoder", &base32::Encoder { wrapcol, ..encoder });
    }
    for padded in [true, false] {
        let encoder = base32::Encoder { padded, ..encoder };
        check_encoder("base32 encoder", &encoder);
        for ignored in [ByteSet::EMPTY, ByteSet::of(b"\n")] {
            let decoder = base32::Decoder {
                padded,
                ignored,
                ..base32::Decoder::standard()
            };
            check_decoder("base32 decoder", &decoder, &encoder);
        }
    }
}

#[test]
fn hexadecimal() {
    let encoder = hex::Encoder::new(Case::Lower);
    check_encoder("hex encoder", &encoder);
    for group in [1, 2, 7, 32, 100].map(|n| NonZero::new(n).expect("not zero")) {
        for counted_from in [CountedFrom::Left, CountedFrom::Right] {
            let separator = Some(Separator {
                character: b':',
                group,
                counted_from,
            });
            check_encoder(
                "hex encoder with separators",
                &hex::Encoder {
                    separator,
                    ..encoder
                },
            );
        }
    }
    for ignored in [ByteSet::EMPTY, ByteSet::of(b"\n")] {
        for lowercase in [true, false] {
            let decoder = hex::Decoder {
                lowercase,
                ignored,
                ..hex::Decoder::new()
            };
            check_decoder("hex decoder", &decoder, &encoder);
        }
    }
}

#[test]
fn ascii85() {
    for [fold_spaces, pad, adobe] in [
        [false; 3],
        [true, false, false],
        [false, true, true],
        [true; 3],
    ] {
        for wrapcol in [0, 5, 76] {
            let encoder = ascii85::Encoder {
                fold_spaces,
                wrapcol,
                pad,
                adobe,
                backend: Backend::Scalar,
            };
            check_encoder("ascii85 encoder", &encoder);
            if wrapcol == 5 {
                continue;
            }
            for ignored in [ByteSet::EMPTY, ByteSet::of(b"\n")] {
                let lone_digit = ascii85::LoneDigit::Reject;
                let decoder = ascii85::Decoder {
                    fold_spaces,
                    adobe,
                    ignored,
                    canonical: pad,
                    lone_digit,
                    backend: Backend::Scalar,
                };
                check_decoder("ascii85 decoder", &decoder, &encoder);
            }
        }
    }
}

#[test]
fn base85() {
    for pad in [false, true] {
        let alphabet = &base85::EncodeAlphabet::STANDARD;
        let encoder = base85::Encoder {
            alphabet,
            pad,
            wrapcol: 0,
            backend: Backend::Scalar,
        };
        for wrapcol in [0, 5, 76] {
            check_encoder("base85 encoder", &base85::Encoder { wrapcol, ..encoder });
        }
        for ignored in [ByteSet::EMPTY, ByteSet::of(b"\n")] {
            let (table, lone_digit) = (&base85::DecodeTable::STANDARD, base85::LoneDigit::Drop);
            let decoder = base85::Decoder {
                table,
                ignored,
                canonical: pad,
                lone_digit,
                backend: Backend::Scalar,
            };
            check_decoder("base85 decoder", &decoder, &encoder);
        }
    }
}

#[test]
fn quoted_printable() {
    let text = "Grüße = hello, World!\t\n.\nand so on \r\n_"
        .repeat(LONGEST / 30)
        .into_bytes();
    for [quote_tabs, is_text, header] in [
        [false; 3],
        [true, false, false],
        [false, true, true],
        [false, true, false],
    ] {
        let encoder = quopri::Encoder {
            quote_tabs,
            is_text,
            header,
            backend: Backend::Scalar,
        };
        check_encoder("quopri encoder", &encoder);
        check(
            "quopri encoder",
            &encoder,
            &[text.clone(), vec![b'a'; LONGEST], vec![b'\n'; LONGEST]],
        );
        let decoder = quopri::Decoder {
            header,
            backend: Backend::Scalar,
        };
        check_decoder("quopri decoder", &decoder, &encoder);
        check(
            "quopri decoder",
            &decoder,
            &[text.clone(), vec![b'='; LONGEST]],
        );
    }
}

#[test]
fn uuencoded_lines() {
    for backtick in [false, true] {
        check_encoder("uu encoder", &uu::Encoder { backtick });
    }
    for first in [b' ', b'!', b'M', b'_', b'`'] {
        let line = |rest: &[u8]| [&[first], rest].concat();
        check(
            "uu decoder",
            &UuDecoder,
            &[line(&[b'A'; 100]), line(&[b' '; 100]), noise(100)],
        );
    }
}

#[test]
fn checks() {
    let mut memory = Guarded::new(ROOM);
    for backend in backends() {
        for len in lengths() {
            let bytes = noise(len);
            for side in [Side::First, Side::Last] {
                let input = side.holding(&mut memory, &bytes);
                assert_eq!(
                    crc::crc32(1, input, backend),
                    crc::crc32(1, &bytes, Backend::Scalar)
                );
                assert_eq!(
                    crc::crc_hqx(1, input, backend),
                    crc::crc_hqx(1, &bytes, Backend::Scalar)
                );
            }
        }
    }
}

#[test]
fn the_pages_are_shut() {
    let mut memory = Guarded::new(1);
    assert!(!memory.is_open(false) && !memory.is_open(true));
}
