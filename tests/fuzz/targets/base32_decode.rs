#![no_main]

use arbitrary::Arbitrary;
use codecs::Backend;
use codecs::base32::{DecodeTable, Decoder, EncodeAlphabet, Encoder};
use codecs_tests::direction::Direction;
use fuzz::{Alphabet, Ignored, Text};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Options {
    text: Text,
    wrapcol: u8,
    alphabet: Alphabet,
    case_folded: bool,
    padded: bool,
    ignored: Ignored,
    canonical: bool,
}

fuzz_target!(|input: (Options, &[u8])| {
    let (options, bytes) = input;
    let known = [&EncodeAlphabet::STANDARD, &EncodeAlphabet::HEX].map(EncodeAlphabet::characters);
    let alphabet = EncodeAlphabet::new(options.alphabet.characters(known[0], known[1]));
    let mut table = DecodeTable::of(&alphabet);
    if options.case_folded {
        table = table.case_folded();
    }
    let encoder = Encoder {
        alphabet: &alphabet,
        padded: options.padded,
        wrapcol: usize::from(options.wrapcol),
        backend: Backend::Scalar,
    };
    let decoder = Decoder {
        table: &table,
        padded: options.padded,
        ignored: options.ignored.set(),
        canonical: options.canonical,
        backend: Backend::Scalar,
    };
    let _ = decoder.agreed(&options.text.of(bytes, &encoder));
});
