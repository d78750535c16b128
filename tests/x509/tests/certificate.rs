//! Certificates: what is read, and what is said of what is wrong.

use der::Rules;
use x509::{Certificate, DistributionPointName, ExtensionValue, GeneralName, Qualifier, oid};
use x509_tests::linear::assert_linear;
use x509_tests::tree::{Content, Node};
use x509_tests::{fixture, fixtures, set_bits};

#[test]
fn what_cryptography_writes_is_strict() {
    for (name, data) in fixtures(".der") {
        for rules in [Rules::Strict, Rules::Lenient] {
            let certificate = Certificate::from_der(&data, rules)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(certificate.encoded, data);
            for extension in &certificate.tbs_certificate.extensions {
                extension
                    .parse()
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
            }
        }
    }
}

#[test]
fn fields() {
    let data = fixture("server.der");
    let certificate = Certificate::from_der(&data, Rules::Strict).unwrap();
    let tbs = &certificate.tbs_certificate;
    assert_eq!(tbs.version, 3);
    assert_eq!(tbs.serial_number.bytes()[..4], [0x12, 0x34, 0x56, 0x78]);
    assert_eq!(tbs.signature, certificate.signature_algorithm);
    assert_eq!(
        oid::name(tbs.signature.oid.bytes()),
        Some("ecdsa-with-SHA256")
    );
    assert_eq!(
        tbs.validity.not_before.date_time.to_string(),
        "2026-01-02T03:04:05Z"
    );
    assert_eq!(tbs.validity.not_after.content, b"360102030405Z");
    let subject: Vec<_> = tbs
        .subject
        .rdns()
        .flat_map(|rdn| rdn.attributes())
        .map(|attribute| {
            (
                oid::name(attribute.oid.bytes()).unwrap(),
                attribute.string().unwrap().to_string(),
            )
        })
        .collect();
    let expected = [
        ("countryName", "XY"),
        ("localityName", "Castle Anthrax"),
        ("commonName", "localhost"),
    ];
    assert_eq!(
        subject,
        expected.map(|(name, value)| (name, value.to_owned()))
    );
    assert_eq!(
        tbs.subject_public_key_info.algorithm.oid.bytes(),
        oid::RSA_ENCRYPTION
    );
    assert_eq!(
        tbs.subject_public_key_info.algorithm.parameters,
        Some(&[5, 0][..])
    );
    assert!(tbs.issuer_unique_id.is_none() && tbs.subject_unique_id.is_none());
    // Each part has its own encoding, and they are where they should be.
    let offset = |part: &[u8]| {
        data.windows(part.len())
            .position(|window| window == part)
            .unwrap()
    };
    let parts = [
        tbs.encoded,
        tbs.signature.encoded,
        tbs.issuer.encoded(),
        tbs.validity.encoded,
        tbs.subject.encoded(),
        tbs.subject_public_key_info.encoded,
        tbs.extensions.encoded().unwrap(),
    ];
    assert!(parts.map(offset).is_sorted());
    let critical: Vec<bool> = tbs
        .extensions
        .iter()
        .map(|extension| extension.critical)
        .collect();
    assert_eq!(
        critical,
        [false, true, false, true, false, false, false, false, false]
    );
    let usage = tbs.extensions.find(oid::KEY_USAGE).unwrap();
    assert_eq!(
        data[usage.value_offset()..][..usage.value.len()],
        *usage.value
    );
    assert!(tbs.extensions.find(oid::NAME_CONSTRAINTS).is_none());
}

#[test]
fn strings_of_every_type() {
    let data = fixture("names.der");
    let certificate = Certificate::from_der(&data, Rules::Strict).unwrap();
    let rdns: Vec<Vec<_>> = certificate
        .tbs_certificate
        .subject
        .rdns()
        .map(|rdn| {
            rdn.attributes()
                .map(|attribute| attribute.string().map(|string| string.to_string()))
                .collect()
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(rdns[0], [some("zwei"), some("a@example.org")]);
    let single: Vec<_> = rdns[1..].concat();
    let expected = ["漢字", "𝄞", "T.61", "example", "12345", "visible"].map(some);
    assert_eq!(single[..6], expected);
    // A BIT STRING is no character string.
    assert_eq!(single[6..], [None]);
    assert!(certificate.tbs_certificate.issuer.is_empty());
}

#[test]
fn extensions() {
    let data = fixture("extensions.der");
    let certificate = Certificate::from_der(&data, Rules::Strict).unwrap();
    let extensions = &certificate.tbs_certificate.extensions;
    let value = |oid| extensions.find(oid).unwrap().parse().unwrap();
    let oids = |list: x509::SequenceOf<'_, der::ObjectIdentifier<'_>>| -> Vec<String> {
        list.iter().map(|oid| oid.to_string()).collect()
    };

    let ExtensionValue::BasicConstraints(constraints) = value(oid::BASIC_CONSTRAINTS) else {
        panic!()
    };
    assert!(constraints.ca && constraints.path_len_constraint.unwrap().to_i64() == Some(3));
    let ExtensionValue::KeyUsage(usage) = value(oid::KEY_USAGE) else {
        panic!()
    };
    assert_eq!(set_bits(usage.0), [0, 2, 4, 5, 6, 8]);
    let ExtensionValue::ExtendedKeyUsage(purposes) = value(oid::EXTENDED_KEY_USAGE) else {
        panic!()
    };
    assert_eq!(
        oids(purposes),
        ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.2.3.4.5"]
    );

    let ExtensionValue::SubjectAltName(names) = value(oid::SUBJECT_ALT_NAME) else {
        panic!()
    };
    let names: Vec<GeneralName> = names.iter().collect();
    assert_eq!(names.len(), 9);
    assert!(matches!(names[0], GeneralName::OtherName { value, .. } if value.content() == b"user"));
    assert!(matches!(names[1], GeneralName::Rfc822Name(_)));
    assert!(matches!(names[2], GeneralName::DnsName(b"example.org")));
    assert!(matches!(names[3], GeneralName::DnsName(_)));
    assert!(matches!(names[4], GeneralName::DirectoryName(_)));
    assert!(matches!(
        names[5],
        GeneralName::UniformResourceIdentifier(_)
    ));
    assert!(matches!(names[6], GeneralName::IpAddress([192, 0, 2, 1])));
    assert!(matches!(names[7], GeneralName::IpAddress(_)));
    assert!(matches!(names[8], GeneralName::RegisteredId(oid) if oid.to_string() == "2.999.1"));

    let ExtensionValue::AuthorityKeyIdentifier(key) = value(oid::AUTHORITY_KEY_IDENTIFIER) else {
        panic!()
    };
    assert_eq!(key.key_identifier, Some(&[1, 2, 3, 4][..]));
    assert_eq!(
        key.authority_cert_serial_number.unwrap().to_i64(),
        Some(0x80)
    );
    assert_eq!(key.authority_cert_issuer.unwrap().iter().count(), 1);

    let ExtensionValue::CrlDistributionPoints(points) = value(oid::CRL_DISTRIBUTION_POINTS) else {
        panic!()
    };
    let points: Vec<_> = points.iter().collect();
    assert!(
        matches!(&points[0].distribution_point, Some(DistributionPointName::FullName(names)) if !names.is_empty())
    );
    let Some(DistributionPointName::NameRelativeToCrlIssuer(relative)) =
        &points[1].distribution_point
    else {
        panic!()
    };
    assert_eq!(
        relative
            .attributes()
            .next()
            .unwrap()
            .string()
            .unwrap()
            .to_string(),
        "relative"
    );
    assert_eq!(set_bits(points[1].reasons.unwrap().0), [1, 8]);

    let ExtensionValue::CertificatePolicies(policies) = value(oid::CERTIFICATE_POLICIES) else {
        panic!()
    };
    let policies: Vec<_> = policies.iter().collect();
    assert_eq!(policies[0].policy_identifier.bytes(), oid::ANY_POLICY);
    let qualifiers: Vec<_> = policies[1]
        .policy_qualifiers
        .as_ref()
        .unwrap()
        .iter()
        .collect();
    assert!(matches!(
        qualifiers[0].qualifier,
        Qualifier::CpsUri(b"https://example.org/cps")
    ));
    let Qualifier::UserNotice(notice) = &qualifiers[1].qualifier else {
        panic!()
    };
    let reference = notice.notice_ref.as_ref().unwrap();
    assert_eq!(reference.organization.string.to_string(), "An organization");
    let numbers: Vec<_> = reference
        .notice_numbers
        .iter()
        .map(|number| number.to_i64().unwrap())
        .collect();
    assert_eq!(numbers, [1, 2, 300]);
    assert_eq!(
        notice.explicit_text.unwrap().string.to_string(),
        "Explicit text, ünïcode"
    );

    let ExtensionValue::SignedCertificateTimestamps(timestamps) = value(oid::CT_PRECERT_SCTS)
    else {
        panic!()
    };
    let timestamps: Vec<_> = timestamps.iter().collect();
    assert_eq!(timestamps.len(), 2);
    assert_eq!(timestamps[0].timestamp, 1_700_000_000_123);
    assert_eq!(
        (timestamps[0].log_id, timestamps[0].extensions),
        (b"LLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLL", &b"ex"[..])
    );
    assert_eq!(
        (
            timestamps[1].hash_algorithm,
            timestamps[1].signature_algorithm,
            timestamps[1].signature
        ),
        (4, 3, &b"sign"[..])
    );

    let unknown = extensions.iter().last().unwrap();
    assert!(matches!(
        unknown.parse().unwrap(),
        ExtensionValue::Unknown(b"not DER")
    ));
}

/// What is done to a certificate.
type Change = fn(&mut Node);

/// What is said of a certificate in which something was changed: of the outer structure, or else of the first extension that is wrong.
fn complaint(name: &str, rules: Rules, change: impl FnOnce(&mut Node)) -> String {
    let mut tree = Node::parse(&fixture(name));
    change(&mut tree);
    let data = tree.encode();
    match Certificate::from_der(&data, rules) {
        Err(error) => error.to_string(),
        Ok(certificate) => {
            let wrong = certificate
                .tbs_certificate
                .extensions
                .iter()
                .find_map(|extension| extension.parse().err());
            wrong.map_or_else(|| "ok".to_owned(), |error| error.to_string())
        }
    }
}

/// The node that is reached by these indices of children.
fn at<'a>(node: &'a mut Node, path: &[usize]) -> &'a mut Node {
    path.iter()
        .fold(node, |node, &index| match &mut node.content {
            Content::Constructed(nodes) => &mut nodes[index],
            Content::Wrapped(_, inside) => inside,
            Content::Primitive(_) => panic!("nothing is inside"),
        })
}

fn primitive(bytes: &[u8]) -> Content {
    Content::Primitive(bytes.to_vec())
}

#[test]
fn errors_of_the_outer_structure() {
    let strict = |change: Change| complaint("server.der", Rules::Strict, change);
    assert_eq!(strict(|_| {}), "ok");
    assert_eq!(
        strict(|tree| at(tree, &[0, 0, 0]).content = primitive(&[3])),
        "tbsCertificate.version: the version is not 1, 2 or 3, at byte 12"
    );
    assert_eq!(
        strict(|tree| at(tree, &[0, 0, 0]).content = primitive(&[0])),
        "tbsCertificate.version: the default value is encoded, at byte 8"
    );
    assert_eq!(
        strict(|tree| at(tree, &[0, 0, 0]).content = primitive(&[1])),
        "tbsCertificate.extensions: only version 3 has extensions, at byte 512"
    );
    assert_eq!(
        strict(|tree| at(tree, &[0, 1]).content = primitive(&[0, 1])),
        "tbsCertificate.serialNumber: INTEGER is not minimal, at byte 15"
    );
    assert_eq!(
        strict(|tree| at(tree, &[0, 3, 1, 0, 1]).content = primitive(b"\xc3\x28")),
        "tbsCertificate.issuer[1][0].value: UTF8String is not UTF-8, at byte 73"
    );
    assert_eq!(
        strict(|tree| at(tree, &[0, 3, 1]).content = primitive(b"")),
        "tbsCertificate.issuer[1]: SET without content, at byte 64"
    );
    assert_eq!(
        strict(|tree| at(tree, &[0, 4, 0]).tag = vec![0x13]),
        "tbsCertificate.validity.notBefore: expected Time, not PrintableString, at byte 128"
    );
    assert_eq!(
        strict(|tree| *at(tree, &[0, 4, 1]) = Node {
            tag: vec![0x18],
            content: primitive(b"20501231235959.5Z")
        }),
        "tbsCertificate.validity.notAfter: GeneralizedTime with a fraction of a second, at byte 159"
    );
    assert_eq!(
        strict(|tree| at(tree, &[0, 7, 0, 1, 1]).content = primitive(&[0])),
        "tbsCertificate.extensions[1].critical: the default value is encoded, at byte 562"
    );
    assert_eq!(
        strict(|tree| at(tree, &[0, 7, 0, 1, 2]).tag = vec![0x03]),
        "tbsCertificate.extensions[1].extnValue: expected OCTET STRING, not BIT STRING, at byte 565"
    );
    assert_eq!(
        strict(|tree| {
            let first = at(tree, &[0, 7, 0, 0, 0]).clone();
            *at(tree, &[0, 7, 0, 3, 0]) = first;
        }),
        "tbsCertificate.extensions[3].extnID: the extension occurs twice, at byte 604"
    );
    assert_eq!(
        strict(|tree| at(tree, &[1, 0]).content = primitive(&[0x80, 1])),
        "signatureAlgorithm.algorithm: OBJECT IDENTIFIER arc is not minimal, at byte 889"
    );
    assert_eq!(
        strict(|tree| at(tree, &[]).content = primitive(b"")),
        "tbsCertificate: expected SEQUENCE, but the data ends, at byte 2"
    );
}

/// A node in the value of an extension.
fn in_value<'a>(tree: &'a mut Node, extension: usize, path: &[usize]) -> &'a mut Node {
    let Content::Constructed(fields) = &mut at(tree, &[0, 7, 0, extension]).content else {
        panic!("an extension is a SEQUENCE");
    };
    at(at(fields.last_mut().expect("it has a value"), &[0]), path)
}

#[test]
fn errors_in_extensions() {
    const CONSTRAINTS: usize = 0;
    const USAGE: usize = 1;
    const NAMES: usize = 3;
    const POINTS: usize = 7;
    const POLICIES: usize = 9;
    const SUBTREES: usize = 12;
    let cases: [(Change, &str); 12] = [
        (
            |tree| in_value(tree, CONSTRAINTS, &[0]).content = primitive(&[0]),
            "[0].extnValue.cA: the default value is encoded, at byte 334",
        ),
        (
            |tree| in_value(tree, CONSTRAINTS, &[1]).content = primitive(&[0xff]),
            "[0].extnValue.pathLenConstraint: INTEGER is negative, at byte 339",
        ),
        (
            |tree| in_value(tree, USAGE, &[]).content = primitive(&[1, 0x81]),
            "[1].extnValue: unused bits of BIT STRING are not zero, at byte 355",
        ),
        (
            |tree| in_value(tree, NAMES, &[0, 0]).content = primitive(&[0x80]),
            "[3].extnValue[0].otherName.type-id: OBJECT IDENTIFIER arc is not minimal, at byte 412",
        ),
        (
            |tree| in_value(tree, NAMES, &[2]).content = primitive(b"exa\xe4mple"),
            "[3].extnValue[2].dNSName: IA5String does not allow byte 0xe4, at byte 456",
        ),
        (
            |tree| in_value(tree, NAMES, &[4, 0, 1, 0, 1]).content = primitive(b"\xff"),
            "[3].extnValue[4].directoryName[1][0].value: UTF8String is not UTF-8, at byte 507",
        ),
        (
            |tree| in_value(tree, NAMES, &[6]).content = primitive(&[1, 2, 3]),
            "[3].extnValue[6].iPAddress: iPAddress of neither 4 nor 16 bytes, at byte 545",
        ),
        (
            |tree| in_value(tree, NAMES, &[8]).tag = vec![0x89],
            "[3].extnValue[8]: expected GeneralName, not [9], at byte 567",
        ),
        (
            |tree| in_value(tree, POINTS, &[1, 0, 0]).tag = vec![0xa2],
            "[7].extnValue[1].distributionPoint: expected DistributionPointName, not [2], at byte 746",
        ),
        (
            |tree| in_value(tree, POLICIES, &[1, 1, 1, 1, 1]).tag = vec![0x13],
            "[9].extnValue[1].policyQualifiers[1].qualifier.explicitText: expected DisplayText, not PrintableString, at byte 971",
        ),
        (
            |tree| in_value(tree, SUBTREES, &[0, 1, 0]).content = primitive(&[192, 0, 2, 0]),
            "[12].extnValue.permittedSubtrees[1].base.iPAddress: iPAddress of neither 8 nor 32 bytes, at byte 1082",
        ),
        (
            |tree| in_value(tree, SUBTREES, &[]).content = primitive(&[0xa0, 0x80, 0, 0]),
            "[12].extnValue.permittedSubtrees: length is indefinite, at byte 1060",
        ),
    ];
    for (change, expected) in cases {
        let complaint = complaint("extensions.der", Rules::Strict, change);
        assert_eq!(complaint, format!("tbsCertificate.extensions{expected}"));
    }
}

#[test]
fn what_only_the_lenient_rules_take() {
    let changes: [(&str, Change); 7] = [
        ("a version that is the default", |tree| {
            at(tree, &[0, 0, 0]).content = primitive(&[0])
        }),
        ("a version that is none", |tree| {
            at(tree, &[0, 0, 0]).content = primitive(&[0x7f])
        }),
        ("critical FALSE", |tree| {
            at(tree, &[0, 7, 0, 1, 1]).content = primitive(&[0])
        }),
        ("critical 1", |tree| {
            at(tree, &[0, 7, 0, 1, 1]).content = primitive(&[1])
        }),
        ("an empty RDN", |tree| {
            at(tree, &[0, 3, 1]).content = primitive(b"")
        }),
        ("a time without seconds", |tree| {
            at(tree, &[0, 4, 0]).content = primitive(b"2601020304Z")
        }),
        ("an extension twice", |tree| {
            let first = at(tree, &[0, 7, 0, 0]).clone();
            *at(tree, &[0, 7, 0, 3]) = first;
        }),
    ];
    for (what, change) in changes {
        assert_ne!(
            complaint("server.der", Rules::Strict, change),
            "ok",
            "{what}"
        );
        assert_eq!(
            complaint("server.der", Rules::Lenient, change),
            "ok",
            "{what}"
        );
    }
}

#[test]
fn many_extensions_take_linear_time() {
    let work = |data: &[u8]| {
        let error = Certificate::from_der(data, Rules::Strict).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("tbsCertificate.extensions[128].extnID: more than 128 extensions"),
            "{error}"
        );
        let certificate = Certificate::from_der(data, Rules::Lenient).unwrap();
        certificate.tbs_certificate.extensions.iter().count()
    };
    let (short, long) = (with_extensions(1_000), with_extensions(2_000));
    assert_eq!((work(&short), work(&long)), (1_000, 2_000));
    assert_linear(&short, &long, |data| _ = work(data));
}

/// A certificate with so many extensions, whose identifiers differ.
fn with_extensions(count: u32) -> Vec<u8> {
    let mut tree = Node::parse(&fixture("server.der"));
    let extension = |number: u32| Node {
        tag: vec![0x30],
        content: Content::Constructed(vec![
            Node {
                tag: vec![6],
                content: primitive(&[
                    0x2a,
                    0x80 | (number >> 14) as u8 | 0x40,
                    0x80 | (number >> 7) as u8 & 0x7f,
                    number as u8 & 0x7f,
                ]),
            },
            Node {
                tag: vec![4],
                content: primitive(b""),
            },
        ]),
    };
    at(&mut tree, &[0, 7, 0]).content = Content::Constructed((0..count).map(extension).collect());
    tree.encode()
}
