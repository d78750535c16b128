#![no_main]

use arbitrary::Arbitrary;
use codecs::Backend;
use codecs::hex::Decoder;
use codecs_tests::direction::Direction;
use fuzz::Ignored;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Options {
    lowercase: bool,
    ignored: Ignored,
}

fuzz_target!(|input: (Options, &[u8])| {
    let (options, text) = input;
    let decoder = Decoder {
        lowercase: options.lowercase,
        ignored: options.ignored.set(),
        backend: Backend::Scalar,
    };
    let _ = decoder.agreed(text);
});
