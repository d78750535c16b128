//! Envelopes of keys.

use der::Rules;
use x509::{PrivateKeyInfo, SubjectPublicKeyInfo, oid};
use x509_tests::fixture;

#[test]
fn private_keys() {
    for (name, algorithm, parameters) in [
        ("rsa.p8", oid::RSA_ENCRYPTION, Some(2)),
        ("ec.p8", oid::EC_PUBLIC_KEY, Some(10)),
        ("ed25519.p8", oid::ED25519, None),
    ] {
        let data = fixture(name);
        let key = PrivateKeyInfo::from_der(&data, Rules::Strict).unwrap();
        assert_eq!(key.version, 1);
        assert_eq!(key.private_key_algorithm.oid.bytes(), algorithm);
        assert_eq!(
            key.private_key_algorithm.parameters.map(<[u8]>::len),
            parameters
        );
        assert!(key.attributes.is_none() && key.public_key.is_none());
        assert_eq!(key.encoded, data);
    }
}

/// The example of RFC 8410 section 10.3: version 2, with an attribute and the public key.
const ONE_ASYMMETRIC_KEY: &str = "307202010130050603 2b6570042204 20d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842\
    a01f301d060a2a864886f70d01090914310f0c0d437572646c6520436861697273\
    81210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1";

#[test]
fn attributes_and_public_key() {
    let digits: Vec<u8> = ONE_ASYMMETRIC_KEY
        .bytes()
        .filter(u8::is_ascii_hexdigit)
        .collect();
    let mut data: Vec<u8> = digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
    let key = PrivateKeyInfo::from_der(&data, Rules::Strict).unwrap();
    assert_eq!(key.version, 2);
    let attributes: Vec<_> = key.attributes.unwrap().iter().collect();
    assert_eq!(attributes[0].oid.to_string(), "1.2.840.113549.1.9.9.20");
    assert_eq!(
        attributes[0].values.iter().next().unwrap().0,
        b"\x0c\x0dCurdle Chairs"
    );
    assert_eq!(key.public_key.unwrap().bytes().len(), 32);

    data[4] = 0;
    let error = PrivateKeyInfo::from_der(&data, Rules::Strict).unwrap_err();
    assert_eq!(
        error.to_string(),
        "publicKey: only version 2 has a public key, at byte 81"
    );
    assert!(PrivateKeyInfo::from_der(&data, Rules::Lenient).is_ok());
}

#[test]
fn public_key() {
    let data = fixture("ec.spki");
    let key = SubjectPublicKeyInfo::from_der(&data, Rules::Strict).unwrap();
    assert_eq!(key.algorithm.oid.bytes(), oid::EC_PUBLIC_KEY);
    assert_eq!(key.subject_public_key.bytes().len(), 65);
    assert_eq!(key.encoded, data);
}
