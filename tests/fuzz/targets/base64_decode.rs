#![no_main]

use arbitrary::Arbitrary;
use codecs::Backend;
use codecs::base64::{DecodeTable, Decoder, EncodeAlphabet, Encoder};
use codecs_tests::direction::Direction;
use fuzz::{Alphabet, Ignored, Text};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Options {
    text: Text,
    wrapcol: u8,
    alphabet: Alphabet,
    strict: bool,
    padded: bool,
    ignored: Ignored,
    stops_at_padding: bool,
    canonical: bool,
}

fuzz_target!(|input: (Options, &[u8])| {
    let (options, bytes) = input;
    let known =
        [&EncodeAlphabet::STANDARD, &EncodeAlphabet::URL_SAFE].map(EncodeAlphabet::characters);
    let alphabet = EncodeAlphabet::new(options.alphabet.characters(known[0], known[1]));
    let encoder = Encoder {
        alphabet: &alphabet,
        padded: options.padded,
        wrapcol: usize::from(options.wrapcol),
        newline: false,
        backend: Backend::Scalar,
    };
    let decoder = Decoder {
        table: &DecodeTable::of(&alphabet),
        strict: options.strict,
        padded: options.padded,
        ignored: options.ignored.set(),
        stops_at_padding: options.stops_at_padding,
        canonical: options.canonical,
        backend: Backend::Scalar,
    };
    let _ = decoder.agreed(&options.text.of(bytes, &encoder));
});
