#![no_main]

use arbitrary::Arbitrary;
use codecs::Backend;
use codecs::base32::{DecodeTable, Decoder, EncodeAlphabet};
use codecs_tests::direction::Direction;
use fuzz::{Alphabet, Ignored};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Options {
    alphabet: Alphabet,
    case_folded: bool,
    padded: bool,
    ignored: Ignored,
    canonical: bool,
}

fuzz_target!(|input: (Options, &[u8])| {
    let (options, text) = input;
    let known = [&EncodeAlphabet::STANDARD, &EncodeAlphabet::HEX].map(EncodeAlphabet::characters);
    let alphabet = EncodeAlphabet::new(options.alphabet.characters(known[0], known[1]));
    let mut table = DecodeTable::of(&alphabet);
    if options.case_folded {
        table = table.case_folded();
    }
    let decoder = Decoder {
        table: &table,
        padded: options.padded,
        ignored: options.ignored.set(),
        canonical: options.canonical,
        backend: Backend::Scalar,
    };
    let _ = decoder.agreed(text);
});
