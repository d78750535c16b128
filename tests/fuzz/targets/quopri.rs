#![no_main]

use arbitrary::Arbitrary;
use codecs::Backend;
use codecs::quopri::{Decoder, Encoder};
use codecs_tests::direction::Direction;
use fuzz::{assert_comes_back, encoded};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Options {
    quote_tabs: bool,
    is_text: bool,
    header: bool,
}

fuzz_target!(|input: (Options, &[u8])| {
    let (options, bytes) = input;
    let encoder = Encoder {
        quote_tabs: options.quote_tabs,
        is_text: options.is_text,
        header: options.header,
        backend: Backend::Scalar,
    };
    let decoder = Decoder {
        header: options.header,
        backend: Backend::Scalar,
    };
    let _ = decoder.agreed(bytes);
    if options.is_text {
        // Ends of lines all become alike.
        encoded(&encoder, bytes);
    } else {
        assert_comes_back(&encoder, &decoder, bytes);
    }
});
