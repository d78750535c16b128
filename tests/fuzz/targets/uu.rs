#![no_main]

use codecs::uu::{Encoder, MOST_BYTES};
use codecs_tests::direction::{Direction, UuDecoder};
use fuzz::assert_comes_back;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, &[u8])| {
    let (backtick, bytes) = input;
    let _ = UuDecoder.agreed(bytes);
    for line in bytes.chunks(MOST_BYTES) {
        assert_comes_back(&Encoder { backtick }, &UuDecoder, line);
    }
});
