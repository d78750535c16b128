#![no_main]

use libfuzzer_sys::fuzz_target;
use x509_tests::judge::{check, crl};

fuzz_target!(|data: &[u8]| {
    check("", crl, data);
});
