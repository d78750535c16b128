//! All byte-oriented vectors of NIST's Cryptographic Algorithm Validation Program for SHA-1, SHA-2, SHA-3 and SHAKE.
//!
//! They are in `hashes` of the package cryptography_vectors on PyPI, of 56 MB, which `./x test vectors` fetches. To run them
//! by hand: `DIGESTS_VECTORS=…/cryptography_vectors/hashes cargo test --test cavp -- --ignored`.

use std::fs;
use std::path::PathBuf;

use digests_tests::{hash, hex, monte_carlo, shake, unhex};

/// The sections of a .rsp file: fields between empty lines. What is in brackets or behind # is left out.
fn sections(file: &str) -> Vec<Vec<(String, String)>> {
    let folder =
        std::env::var_os("DIGESTS_VECTORS").expect("DIGESTS_VECTORS names the folder of vectors");
    let path = PathBuf::from(folder).join(file);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut sections = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            sections.push(Vec::new());
        } else if let Some((name, value)) = line
            .split_once(" = ")
            .filter(|_| !line.starts_with(['#', '[']))
        {
            sections
                .last_mut()
                .expect("one at least")
                .push((name.to_owned(), value.to_owned()));
        }
    }
    sections.retain(|section| !section.is_empty());
    sections
}

fn field<'a>(section: &'a [(String, String)], name: &str) -> Option<&'a str> {
    section
        .iter()
        .find(|(other, _)| other == name)
        .map(|(_, value)| value.as_str())
}

/// The message of a section, which has a byte of zero where there is none. Bits are counted.
fn message(section: &[(String, String)]) -> Option<Vec<u8>> {
    let message = unhex(field(section, "Msg")?);
    let bits =
        field(section, "Len").map_or(8 * message.len(), |bits| bits.parse().expect("a number"));
    Some(message[..bits / 8].to_vec())
}

/// Name and file of the functions whose digests have one length.
const FILES: [(&str, &str); 9] = [
    ("sha1", "SHA1/SHA1"),
    ("sha224", "SHA2/SHA224"),
    ("sha256", "SHA2/SHA256"),
    ("sha384", "SHA2/SHA384"),
    ("sha512", "SHA2/SHA512"),
    ("sha3_224", "SHA3/SHA3_224"),
    ("sha3_256", "SHA3/SHA3_256"),
    ("sha3_384", "SHA3/SHA3_384"),
    ("sha3_512", "SHA3/SHA3_512"),
];

/// Name, file, bytes of an output that has no length of its own, and between which lengths those of the Monte Carlo test are.
const SHAKES: [(&str, &str, usize, [usize; 2]); 2] = [
    ("shake_128", "SHAKE/SHAKE128", 16, [16, 140]),
    ("shake_256", "SHAKE/SHAKE256", 32, [2, 250]),
];

#[test]
#[ignore = "needs vectors that are fetched: ./x test vectors"]
fn short_and_long_messages() {
    for (name, file) in FILES {
        for kind in ["Short", "Long"] {
            let sections = sections(&format!("{file}{kind}Msg.rsp"));
            let vectors = sections
                .iter()
                .filter_map(|section| Some((message(section)?, field(section, "MD")?)));
            let mut count = 0;
            for (message, digest) in vectors {
                assert_eq!(
                    hex(&hash(name, &message)),
                    digest,
                    "{name}, {} bytes",
                    message.len()
                );
                count += 1;
            }
            assert!(count >= 60, "{name} has {count} vectors");
        }
    }
}

#[test]
#[ignore = "needs vectors that are fetched: ./x test vectors"]
fn monte_carlo_results() {
    for (name, file) in FILES {
        let sections = sections(&format!("{file}Monte.rsp"));
        let seed = sections
            .iter()
            .find_map(|section| field(section, "Seed"))
            .expect("a seed");
        let expected: Vec<&str> = sections
            .iter()
            .filter_map(|section| field(section, "MD"))
            .collect();
        let results = monte_carlo(
            |data| hash(name, data),
            &unhex(seed),
            !name.starts_with("sha3_"),
        );
        assert_eq!(
            results.iter().map(|result| hex(result)).collect::<Vec<_>>(),
            expected,
            "{name}"
        );
    }
}

#[test]
#[ignore = "needs vectors that are fetched: ./x test vectors"]
fn shake_messages() {
    for (name, file, len, _) in SHAKES {
        for kind in ["ShortMsg", "LongMsg", "VariableOut"] {
            let sections = sections(&format!("{file}{kind}.rsp"));
            let mut count = 0;
            for section in &sections {
                let (Some(message), Some(output)) = (message(section), field(section, "Output"))
                else {
                    continue;
                };
                let len = field(section, "Outputlen")
                    .map_or(len, |bits| bits.parse::<usize>().expect("a number") / 8);
                assert_eq!(hex(&shake(name, &message, len)), output, "{name} {kind}");
                count += 1;
            }
            assert!(count >= 60, "{name} {kind} has {count} vectors");
        }
    }
}

/// SHA3VS section 6.3.3: each output is the message of the next, cut or filled up to 128 bits, and says how long the next is.
#[test]
#[ignore = "needs vectors that are fetched: ./x test vectors"]
fn shake_monte_carlo_results() {
    for (name, file, _, [min, max]) in SHAKES {
        let text = sections(&format!("{file}Monte.rsp"));
        let mut output = unhex(
            text.iter()
                .find_map(|section| field(section, "Msg"))
                .expect("a seed"),
        );
        let mut len = max;
        let mut count = 0;
        for section in text
            .iter()
            .filter(|section| field(section, "Output").is_some())
        {
            let mut last = 0;
            for _ in 0..1000 {
                let mut message = output;
                message.resize(16, 0);
                output = shake(name, &message, len);
                last = len;
                let end = output[output.len() - 2..].try_into().expect("two bytes");
                len = min + usize::from(u16::from_be_bytes(end)) % (max - min + 1);
            }
            assert_eq!(
                field(section, "Outputlen"),
                Some((8 * last).to_string().as_str()),
                "{name} {count}"
            );
            assert_eq!(
                field(section, "Output"),
                Some(hex(&output).as_str()),
                "{name} {count}"
            );
            count += 1;
        }
        assert_eq!(count, 100, "{name}");
    }
}
