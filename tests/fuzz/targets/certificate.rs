#![no_main]

use libfuzzer_sys::fuzz_target;
use x509_tests::judge::{certificate, check};

fuzz_target!(|data: &[u8]| {
    check("", certificate, data);
});
