#![no_main]

use arbitrary::Arbitrary;
use codecs::Backend;
use codecs::base85::{DecodeTable, Decoder, EncodeAlphabet, Encoder, LoneDigit};
use codecs_tests::direction::Direction;
use fuzz::{Alphabet, Ignored, Text};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Options {
    text: Text,
    wrapcol: u8,
    alphabet: Alphabet,
    ignored: Ignored,
    canonical: bool,
    drop_lone_digit: bool,
}

fuzz_target!(|input: (Options, &[u8])| {
    let (options, bytes) = input;
    let known = [&EncodeAlphabet::STANDARD, &EncodeAlphabet::Z85].map(EncodeAlphabet::characters);
    let alphabet = EncodeAlphabet::new(options.alphabet.characters(known[0], known[1]));
    let encoder = Encoder {
        alphabet: &alphabet,
        pad: false,
        wrapcol: usize::from(options.wrapcol),
        backend: Backend::Scalar,
    };
    let decoder = Decoder {
        table: &DecodeTable::of(&alphabet),
        ignored: options.ignored.set(),
        canonical: options.canonical,
        lone_digit: if options.drop_lone_digit {
            LoneDigit::Drop
        } else {
            LoneDigit::Reject
        },
        backend: Backend::Scalar,
    };
    let _ = decoder.agreed(&options.text.of(bytes, &encoder));
});
