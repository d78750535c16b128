//! Certificates and extensions against those of the crate x509-cert: what is accepted, and what is read.
//!
//! Both read DER, so that the differences are few. Each is a row of a table, with its reason.

use der::Rules;
use x509::{Certificate, oid};
use x509_cert::der::{Decode, Encode};
use x509_cert::ext::pkix;
use x509_tests::fixtures;
use x509_tests::tree::{Node, Random};

/// A difference: where (the end of our path without indices, or, if it begins with a dot, a field in it), what is in our message, what is in theirs, and why. `ok` is no
/// message.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// Unequal judgements of the same data.
#[derive(Debug)]
struct Difference {
    field: String,
    ours: String,
    theirs: String,
}

impl Difference {
    fn is(&self, (field, ours, theirs, _): &Row) -> bool {
        (self.field.ends_with(field) || field.starts_with('.') && self.field.contains(field))
            && self.ours.contains(ours)
            && self.theirs.contains(theirs)
    }

    /// Compares judgements, and, if both are good, with a function what was read.
    fn of<A, B>(
        ours: Result<A, der::Error>,
        theirs: Result<B, x509_cert::der::Error>,
        compare: impl FnOnce(A, B),
    ) -> Option<Difference> {
        let ok = || "ok".to_owned();
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => {
                compare(ours, theirs);
                None
            }
            (Err(_), Err(_)) => None,
            (Ok(_), Err(theirs)) => Some(Difference {
                field: String::new(),
                ours: ok(),
                theirs: theirs.to_string(),
            }),
            (Err(ours), Ok(_)) => {
                let path = ours.path().to_string();
                let field: String = path.chars().filter(|c| !c.is_ascii_digit()).collect();
                Some(Difference {
                    field: field.replace("[]", ""),
                    ours: ours.kind().to_string(),
                    theirs: ok(),
                })
            }
        }
    }
}

/// Fails if a difference is in no row of the table, or if there is none for a row.
fn assert_explained(differences: &[(String, Difference)], table: &[Row]) {
    let unexplained = differences
        .iter()
        .filter(|(_, difference)| !table.iter().any(|row| difference.is(row)));
    let lines: Vec<_> = unexplained
        .map(|difference| format!("{difference:?}\n"))
        .take(20)
        .collect();
    assert!(lines.is_empty(), "{}", lines.concat());
    for row in table {
        assert!(
            differences.iter().any(|(_, difference)| difference.is(row)),
            "no longer different: {row:?}"
        );
    }
}

fn compare_certificate(ours: Certificate<'_>, theirs: x509_cert::Certificate) {
    let (our, their) = (&ours.tbs_certificate, &theirs.tbs_certificate);
    assert_eq!(our.version, i64::from(their.version as u8) + 1);
    assert_eq!(
        our.serial_number.bytes(),
        &their.serial_number.to_der().unwrap()[2..]
    );
    assert_eq!(our.issuer.encoded(), their.issuer.to_der().unwrap());
    assert_eq!(our.subject.encoded(), their.subject.to_der().unwrap());
    for (our, their) in [
        (our.validity.not_before, their.validity.not_before),
        (our.validity.not_after, their.validity.not_after),
    ] {
        assert_eq!(our.date_time.to_string(), their.to_date_time().to_string());
    }
    assert_eq!(
        our.subject_public_key_info.encoded,
        their.subject_public_key_info.to_der().unwrap()
    );
    assert_eq!(
        our.subject_public_key_info.subject_public_key.bytes(),
        their.subject_public_key_info.subject_public_key.raw_bytes()
    );
    assert_eq!(our.signature.encoded, their.signature.to_der().unwrap());
    assert_eq!(
        ours.signature_algorithm.encoded,
        theirs.signature_algorithm.to_der().unwrap()
    );
    assert_eq!(ours.signature_value.bytes(), theirs.signature.raw_bytes());
    let extensions = their.extensions.as_deref().unwrap_or_default();
    assert_eq!(our.extensions.iter().count(), extensions.len());
    for (our, their) in our.extensions.iter().zip(extensions) {
        assert_eq!(our.oid.to_string(), their.extn_id.to_string());
        assert_eq!(our.critical, their.critical);
        assert_eq!(our.value, their.extn_value.as_bytes());
    }
}

const ANY: &str = "they do not look into values of any type";
const OID: &str =
    "their identifiers have up to 39 octets, arcs of 32 bits, and a second arc below 40";
const ARC: &str = "they do not look at leading zeros of arcs";
const TAG: &str = "they know tags below 31, and not all types";
const SET: &str = "they want elements of a SET OF to be different, which X.690 does not";
const SIZE: &str = "they do not ask whether lists that must not be empty are";
const TRAILING: &str =
    "they pass over tags with a lower number than the next one that there could be";
const DEFAULT: &str = "they do not ask whether a default is encoded";

const CERTIFICATE: &[Row] = &[
    (".value", "", "ok", ANY),
    (".parameters", "", "ok", ANY),
    ("", "ok", "malformed OID", OID),
    ("", "OBJECT IDENTIFIER arc is not minimal", "ok", ARC),
    ("", "ok", "invalid tag number", TAG),
    ("", "ok", "unknown/unsupported ASN.1 DER tag", TAG),
    ("", "ok", "SET OF contains duplicate", SET),
    ("", "SET without content", "ok", SIZE),
    (
        "tbsCertificate.extensions",
        "SEQUENCE without content",
        "ok",
        SIZE,
    ),
    (
        "tbsCertificate.version",
        "the default value is encoded",
        "ok",
        DEFAULT,
    ),
    (".critical", "the default value is encoded", "ok", DEFAULT),
    (
        "tbsCertificate.extensions",
        "only version 3 has extensions",
        "ok",
        "they do not ask for the version",
    ),
    (
        ".extnID",
        "the extension occurs twice",
        "ok",
        "they do not ask how often an extension occurs",
    ),
    (
        "",
        "unused bits of BIT STRING are not zero",
        "ok",
        "they do not look at unused bits",
    ),
    ("tbsCertificate", "trailing data", "ok", TRAILING),
    (
        "",
        "ok",
        "malformed ASN.1 DER value for INTEGER",
        "their serial numbers have up to 20 octets",
    ),
];

#[test]
fn certificates() {
    let mut differences = Vec::new();
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for (name, data) in fixtures(".der") {
        let changed = Node::parse(&data).changed();
        let damaged = (0..5000).map(|round| (format!("round {round}"), random.damage(&data)));
        for (what, data) in changed.into_iter().chain(damaged) {
            let ours = Certificate::from_der(&data, Rules::Strict);
            let theirs = x509_cert::Certificate::from_der(&data);
            let found = Difference::of(ours, theirs, compare_certificate);
            differences.extend(found.map(|difference| (format!("{name}, {what}"), difference)));
        }
    }
    assert_explained(&differences, CERTIFICATE);
}

/// What x509-cert makes of the value of an extension, if it knows it.
fn their_value(oid: &[u8], value: &[u8]) -> Option<Result<(), x509_cert::der::Error>> {
    fn read<'a, T: Decode<'a>>(value: &'a [u8]) -> Option<Result<(), x509_cert::der::Error>> {
        Some(T::from_der(value).map(drop))
    }
    match oid {
        oid::BASIC_CONSTRAINTS => read::<pkix::BasicConstraints>(value),
        oid::KEY_USAGE => read::<pkix::KeyUsage>(value),
        oid::EXTENDED_KEY_USAGE => read::<pkix::ExtendedKeyUsage>(value),
        oid::SUBJECT_ALT_NAME => read::<pkix::SubjectAltName>(value),
        oid::ISSUER_ALT_NAME => read::<pkix::IssuerAltName>(value),
        oid::SUBJECT_KEY_IDENTIFIER => read::<pkix::SubjectKeyIdentifier>(value),
        oid::AUTHORITY_KEY_IDENTIFIER => read::<pkix::AuthorityKeyIdentifier>(value),
        oid::CRL_DISTRIBUTION_POINTS => read::<pkix::CrlDistributionPoints>(value),
        oid::FRESHEST_CRL => read::<pkix::FreshestCrl>(value),
        oid::CERTIFICATE_POLICIES => read::<pkix::CertificatePolicies>(value),
        oid::POLICY_MAPPINGS => read::<pkix::PolicyMappings>(value),
        oid::POLICY_CONSTRAINTS => read::<pkix::PolicyConstraints>(value),
        oid::INHIBIT_ANY_POLICY => read::<pkix::InhibitAnyPolicy>(value),
        oid::NAME_CONSTRAINTS => read::<pkix::NameConstraints>(value),
        oid::AUTHORITY_INFO_ACCESS => read::<pkix::AuthorityInfoAccessSyntax>(value),
        oid::SUBJECT_INFO_ACCESS => read::<pkix::SubjectInfoAccessSyntax>(value),
        _ => None,
    }
}

const EXTENSION: &[Row] = &[
    (".value", "", "ok", ANY),
    (".qualifier", "", "ok", ANY),
    ("", "ok", "malformed OID", OID),
    ("", "OBJECT IDENTIFIER arc is not minimal", "ok", ARC),
    ("", "ok", "invalid tag number", TAG),
    ("", "ok", "unknown/unsupported ASN.1 DER tag", TAG),
    ("", "ok", "SET OF contains duplicate", SET),
    ("", "without content", "ok", SIZE),
    ("", "trailing data", "ok", TRAILING),
    ("", "ok", "INTEGER", "their integers have up to 32 bits"),
    (".cA", "the default value is encoded", "ok", DEFAULT),
    (
        "",
        "unused bits of BIT STRING are not zero",
        "ok",
        "they do not look at unused bits",
    ),
    (
        "",
        "ok",
        "message is too long",
        "their flags have as many bits as there are names",
    ),
    (
        ".iPAddress",
        "iPAddress of neither",
        "ok",
        "they do not look at an address",
    ),
];

#[test]
fn extensions() {
    let mut differences = Vec::new();
    let mut random = Random(0x1234_5678_9abc_def1);
    for (name, data) in fixtures(".der") {
        let changed = Node::parse(&data).changed();
        let damaged = (0..20_000).map(|round| (format!("round {round}"), random.damage(&data)));
        for (what, data) in changed.into_iter().chain(damaged) {
            let Ok(certificate) = Certificate::from_der(&data, Rules::Strict) else {
                continue;
            };
            for extension in &certificate.tbs_certificate.extensions {
                let Some(theirs) = their_value(extension.oid.bytes(), extension.value) else {
                    continue;
                };
                let found = Difference::of(extension.parse(), theirs, |_, ()| {});
                differences.extend(
                    found.map(|difference| {
                        (format!("{name}, {what}, {}", extension.oid), difference)
                    }),
                );
            }
        }
    }
    assert_explained(&differences, EXTENSION);
}
