#![no_main]

use libfuzzer_sys::fuzz_target;
use x509_tests::judge::{check, request, response};

fuzz_target!(|data: &[u8]| {
    check("", request, data);
    check("", response, data);
});
