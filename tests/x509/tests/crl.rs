//! Revocation lists.

use der::Rules;
use x509::{CertificateRevocationList, ExtensionValue};
use x509_tests::linear::assert_linear;
use x509_tests::tree::{Content, Node};
use x509_tests::{fixture, set_bits};

#[test]
fn fields_entries_and_extensions() {
    let data = fixture("all.crl");
    let crl = CertificateRevocationList::from_der(&data, Rules::Strict).unwrap();
    let tbs = &crl.tbs_cert_list;
    assert_eq!(tbs.version, 2);
    assert_eq!(
        tbs.this_update.date_time.to_string(),
        "2026-01-02T03:04:05Z"
    );
    assert_eq!(
        tbs.next_update.unwrap().date_time.to_string(),
        "2051-01-02T03:04:05Z"
    );
    let values: Vec<ExtensionValue> = tbs
        .crl_extensions
        .iter()
        .map(|extension| extension.parse().unwrap())
        .collect();
    let [
        ExtensionValue::CrlNumber(number),
        ExtensionValue::DeltaCrlIndicator(base),
        ExtensionValue::AuthorityKeyIdentifier(_),
        ExtensionValue::IssuingDistributionPoint(point),
    ] = &values[..]
    else {
        panic!("{values:?}");
    };
    assert_eq!(
        (number.to_i64(), base.to_i64()),
        (Some(0x12_3456_7890), Some(12))
    );
    assert!(point.only_contains_user_certs && point.indirect_crl && !point.only_contains_ca_certs);
    assert_eq!(set_bits(point.only_some_reasons.unwrap().0), [1]);

    let revoked: Vec<_> = tbs.revoked_certificates.iter().collect();
    assert_eq!(revoked.len(), 3);
    assert!(revoked[0].crl_entry_extensions.is_empty());
    let values: Vec<ExtensionValue> = revoked[1]
        .crl_entry_extensions
        .iter()
        .map(|extension| extension.parse().unwrap())
        .collect();
    assert!(
        matches!(
            &values[..],
            [
                ExtensionValue::ReasonCode(_),
                ExtensionValue::InvalidityDate(_),
                ExtensionValue::CertificateIssuer(_)
            ]
        ),
        "{values:?}"
    );
    for entry in &revoked {
        let found = tbs
            .revoked_certificates
            .find(entry.user_certificate)
            .unwrap();
        assert_eq!(found.encoded, entry.encoded);
    }
    assert!(tbs.revoked_certificates.find(*number).is_none());
}

#[test]
fn nothing_revoked() {
    let data = fixture("empty.crl");
    let crl = CertificateRevocationList::from_der(&data, Rules::Strict).unwrap();
    assert!(crl.tbs_cert_list.revoked_certificates.is_empty());
    assert!(crl.tbs_cert_list.crl_extensions.is_empty());
}

#[test]
fn a_long_list_takes_linear_time() {
    let work = |data: &[u8]| {
        let crl = CertificateRevocationList::from_der(data, Rules::Strict).unwrap();
        let entries = crl.tbs_cert_list.revoked_certificates;
        let last = entries.iter().last().unwrap();
        let found = entries.find(last.user_certificate).unwrap();
        assert_eq!(found.encoded, last.encoded);
    };
    assert_linear(&list(2_000), &list(4_000), work);
}

/// A revocation list with so many entries.
fn list(entries: u32) -> Vec<u8> {
    let mut tree = Node::parse(&fixture("all.crl"));
    let primitive = |tag, bytes: &[u8]| Node {
        tag: vec![tag],
        content: Content::Primitive(bytes.to_vec()),
    };
    let entry = |number: u32| Node {
        tag: vec![0x30],
        content: Content::Constructed(vec![
            primitive(2, &[&[1], &number.to_be_bytes()[..]].concat()),
            primitive(0x17, b"260102030405Z"),
        ]),
    };
    let Content::Constructed(fields) = &mut tree.nth_mut(1).content else {
        panic!("tbsCertList is a SEQUENCE")
    };
    fields[5].content = Content::Constructed((0..entries).map(entry).collect());
    tree.encode()
}
