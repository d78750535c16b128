#![no_main]

use arbitrary::Arbitrary;
use codecs::Backend;
use codecs::hex::{Case, Decoder, Encoder};
use codecs_tests::direction::Direction;
use fuzz::{Ignored, Text};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Options {
    text: Text,
    lowercase: bool,
    ignored: Ignored,
}

fuzz_target!(|input: (Options, &[u8])| {
    let (options, bytes) = input;
    let case = if options.lowercase {
        Case::Lower
    } else {
        Case::Upper
    };
    let encoder = Encoder {
        case,
        separator: None,
        backend: Backend::Scalar,
    };
    let decoder = Decoder {
        lowercase: options.lowercase,
        ignored: options.ignored.set(),
        backend: Backend::Scalar,
    };
    let _ = decoder.agreed(&options.text.of(bytes, &encoder));
});
