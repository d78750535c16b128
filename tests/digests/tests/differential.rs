//! The same as Python's `hashlib` and `hmac`, whose code is OpenSSL's and the authors' of BLAKE2.
//!
//! `DIGESTS_SEED` and `DIGESTS_CASES` ask for other cases than those of every run, and for more of them.

use std::collections::BTreeMap;
use std::env;
use std::process::Command;

use digests::blake2::Parameters;
use digests_tests::{blake2, hash, hash_parts, hex, hmac, pbkdf2, scrypt, shake, unhex};

/// The fields of a line of `reference.py`.
struct Case<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Case<'a> {
    fn new(line: &'a str) -> Self {
        Self(
            line.split(' ')
                .map(|field| field.split_once('=').expect("a field"))
                .collect(),
        )
    }

    fn text(&self, field: &str) -> &'a str {
        self.0[field]
    }

    fn bytes(&self, field: &str) -> Vec<u8> {
        unhex(self.text(field))
    }

    fn number<T: TryFrom<u64>>(&self, field: &str) -> T {
        let number: u64 = self.text(field).parse().expect("a number");
        T::try_from(number).ok().expect("a number in range")
    }
}

fn result(case: &Case<'_>) -> Vec<u8> {
    match case.text("kind") {
        "hash" => {
            let (name, data) = (case.text("name"), case.bytes("data"));
            let (first, second) = data.split_at(data.len() / 3);
            let whole = hash(name, &data);
            assert_eq!(hash_parts(name, &[first, second]), whole);
            whole
        }
        "shake" => shake(case.text("name"), &case.bytes("data"), case.number("len")),
        "hmac" => hmac(case.text("name"), &case.bytes("key"), &case.bytes("data")),
        "blake2" => {
            let (key, salt, person) = (case.bytes("key"), case.bytes("salt"), case.bytes("person"));
            let parameters = Parameters {
                digest_size: Some(case.number("digest_size")),
                key: &key,
                salt: &salt,
                person: &person,
                fanout: case.number("fanout"),
                depth: case.number("depth"),
                leaf_size: case.number("leaf_size"),
                node_offset: case.number("node_offset"),
                node_depth: case.number("node_depth"),
                inner_size: case.number("inner_size"),
                last_node: case.text("last_node") == "True",
            };
            blake2(case.text("name"), &parameters, &case.bytes("data"))
        }
        "pbkdf2" => pbkdf2(
            case.text("name"),
            &case.bytes("password"),
            &case.bytes("salt"),
            case.number("iterations"),
            case.number("len"),
        ),
        "scrypt" => {
            let cost = ["n", "r", "p"].map(|field| case.number(field));
            scrypt(
                &case.bytes("password"),
                &case.bytes("salt"),
                cost,
                case.number("len"),
            )
        }
        other => panic!("no case is of the kind {other}"),
    }
}

#[test]
fn as_in_python() {
    let setting = |name: &str, default: &str| env::var(name).unwrap_or_else(|_| default.to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/reference.py");
    let output = Command::new(setting("PYTHON", "python3"))
        .arg(script)
        .args([
            setting("DIGESTS_SEED", "1"),
            setting("DIGESTS_CASES", "400"),
        ])
        .output()
        .expect("python3 can be run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = String::from_utf8(output.stdout).expect("lines of text");
    for line in lines.lines() {
        let case = Case::new(line);
        assert_eq!(hex(&result(&case)), case.text("result"), "{line}");
    }
    assert!(lines.lines().count() > 1000);
}
