//! Lines of uuencoded data against naive ones.

use codecs::uu::{DecodeError, Encoder, MOST_BYTES};
use codecs_tests::uu::{decode, encode, naive_decode, naive_encode};
use proptest::prelude::*;

#[test]
fn every_length() {
    for len in 0..=MOST_BYTES {
        for backtick in [false, true] {
            let bytes: Vec<u8> = (0..len as u8).map(|byte| byte.wrapping_mul(89)).collect();
            for input in [bytes, vec![0; len], vec![255; len]] {
                let line = encode(&Encoder { backtick }, &input);
                assert_eq!(line, naive_encode(backtick, &input));
                assert_eq!(decode(&line), Ok(input.clone()));
                // As lines come that have lost the blanks at their end.
                let end = line
                    .iter()
                    .rposition(|&c| !b" \n".contains(&c))
                    .unwrap_or(0);
                assert_eq!(decode(&line[..=end]), Ok(input));
            }
        }
    }
}

/// All lines of up to six characters from a set that has one of each kind.
#[test]
fn every_short_line() {
    const KINDS: &[u8] = b" !#A`a\n\r\x1f\xff";
    for len in 0..=6 {
        for number in 0..KINDS.len().pow(len) {
            let line: Vec<u8> = (0..len)
                .map(|place| KINDS[number / KINDS.len().pow(place) % KINDS.len()])
                .collect();
            assert_eq!(decode(&line), naive_decode(&line), "{line:?}");
        }
    }
}

#[test]
fn errors_say_what_is_wrong() {
    use DecodeError::*;
    for (line, error, text) in [
        (&b""[..], MissingLength, "Missing length byte"),
        (b"\"a", IllegalCharacter, "Illegal char"),
        (b"!  !", TrailingGarbage, "Trailing garbage"),
    ] {
        assert_eq!(decode(line), Err(error));
        assert_eq!(error.to_string(), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(codecs_tests::cases(5_000)))]

    #[test]
    fn near_valid_lines(
        input in prop::collection::vec(any::<u8>(), 0..=MOST_BYTES),
        backtick: bool,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), prop::sample::select(b" `\n\rA".to_vec())]), 0..4),
        cut in any::<prop::sample::Index>(),
        is_cut: bool,
    ) {
        let mut line = naive_encode(backtick, &input);
        prop_assert_eq!(encode(&Encoder { backtick }, &input), line.clone());
        for (place, character) in changes {
            let place = place.index(line.len());
            line[place] = character;
        }
        if is_cut {
            line.truncate(cut.index(line.len() + 1));
        }
        prop_assert_eq!(decode(&line), naive_decode(&line));
    }
}
