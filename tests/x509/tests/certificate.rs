//! Certificates.

use der::Rules;
use x509::Certificate;
use x509_tests::{fixture, fixtures};

#[test]
fn every_extension_is_known() {
    let data = fixture("extensions.der");
    let certificate = Certificate::from_der(&data, Rules::Strict).unwrap();
    for extension in &certificate.tbs_certificate.extensions {
        extension.parse().unwrap();
    }
}

#[test]
fn what_cryptography_writes_is_strict() {
    for (name, data) in fixtures(".der") {
        for rules in [Rules::Strict, Rules::Lenient] {
            let certificate = Certificate::from_der(&data, rules)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(certificate.encoded, data);
        }
    }
}
