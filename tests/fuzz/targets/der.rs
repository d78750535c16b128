#![no_main]

use der_tests::compare::{agreed, as_each_type};
use libfuzzer_sys::fuzz_target;

// Both rules agree with the naive reader, errors and their places included; what is strictly read is leniently read, and comes
// back when it is written.
fuzz_target!(|data: &[u8]| {
    let _ = agreed(data);
    as_each_type(data);
});
