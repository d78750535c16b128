#![no_main]

use arbitrary::Arbitrary;
use codecs::Backend;
use codecs::ascii85::{Decoder, Encoder, LoneDigit};
use codecs_tests::direction::Direction;
use fuzz::{Ignored, Text};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Options {
    text: Text,
    wrapcol: u8,
    fold_spaces: bool,
    adobe: bool,
    ignored: Ignored,
    canonical: bool,
    drop_lone_digit: bool,
}

fuzz_target!(|input: (Options, &[u8])| {
    let (options, bytes) = input;
    let encoder = Encoder {
        fold_spaces: options.fold_spaces,
        wrapcol: usize::from(options.wrapcol),
        pad: false,
        adobe: options.adobe,
        backend: Backend::Scalar,
    };
    let decoder = Decoder {
        fold_spaces: options.fold_spaces,
        adobe: options.adobe,
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
