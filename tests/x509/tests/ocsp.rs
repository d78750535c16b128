//! OCSP requests and responses.

use der::Rules;
use x509::{CertStatus, ExtensionValue, OcspRequest, OcspResponse, ResponderId};
use x509_tests::fixture;

#[test]
fn request() {
    let data = fixture("nonce.ocsp-request");
    let request = OcspRequest::from_der(&data, Rules::Strict).unwrap();
    let tbs = &request.tbs_request;
    assert_eq!(tbs.version, 1);
    assert!(tbs.requestor_name.is_none() && request.optional_signature.is_none());
    let asked: Vec<_> = tbs.request_list.iter().collect();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].req_cert.issuer_name_hash.len(), 20);
    assert_eq!(
        asked[0].req_cert.serial_number.bytes()[..3],
        [0x12, 0x34, 0x56]
    );
    let values: Vec<_> = tbs
        .request_extensions
        .iter()
        .map(|extension| extension.parse().unwrap())
        .collect();
    let [
        ExtensionValue::OcspNonce(nonce),
        ExtensionValue::OcspAcceptableResponses(types),
    ] = &values[..]
    else {
        panic!("{values:?}");
    };
    assert_eq!(**nonce, (0..16).collect::<Vec<u8>>()[..]);
    assert_eq!(
        types.iter().map(|oid| oid.to_string()).collect::<Vec<_>>(),
        ["1.3.6.1.5.5.7.48.1.1"]
    );
}

#[test]
fn a_nonce_without_type_is_read_leniently() {
    let mut data = fixture("nonce.ocsp-request");
    let nonce = data
        .windows(2)
        .rposition(|window| window == [4, 16])
        .unwrap();
    data[nonce] = 0x99;
    let error = {
        let request = OcspRequest::from_der(&data, Rules::Strict).unwrap();
        request
            .tbs_request
            .request_extensions
            .iter()
            .next()
            .unwrap()
            .parse()
            .unwrap_err()
    };
    assert_eq!(
        error.to_string(),
        format!(
            "tbsRequest.requestExtensions[0].extnValue: expected OCTET STRING, not [25], at byte {nonce}"
        )
    );
    let request = OcspRequest::from_der(&data, Rules::Lenient).unwrap();
    let value = request
        .tbs_request
        .request_extensions
        .iter()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(
        matches!(value, ExtensionValue::OcspNonce([0x99, 16, 0, 1, ..])),
        "{value:?}"
    );
}

#[test]
fn responses() {
    for (name, status, by_key) in [
        ("good", "Good", true),
        ("revoked", "Revoked", false),
        ("unknown", "Unknown", false),
    ] {
        let data = fixture(&format!("{name}.ocsp-response"));
        let response = OcspResponse::from_der(&data, Rules::Strict).unwrap();
        assert_eq!(response.response_status.name(), Some("successful"));
        let basic = response.response_bytes.unwrap().basic.unwrap();
        let answers: Vec<_> = basic.tbs_response_data.responses.iter().collect();
        assert_eq!(answers.len(), 1);
        assert!(format!("{:?}", answers[0].cert_status).starts_with(status));
        if let CertStatus::Revoked(info) = answers[0].cert_status {
            assert_eq!(info.revocation_reason.unwrap().to_i64(), Some(4));
            assert_eq!(
                info.revocation_time.date_time.to_string(),
                "2026-01-02T03:04:05Z"
            );
        }
        assert_eq!(
            matches!(basic.tbs_response_data.responder_id, ResponderId::ByKey(_)),
            by_key
        );
        assert_eq!(
            basic.certs.map_or(0, |certs| certs.iter().count()),
            usize::from(by_key)
        );
        assert_eq!(answers[0].next_update.unwrap().date_time.year(), 2036);
    }
}

#[test]
fn refusal() {
    let data = fixture("unauthorized.ocsp-response");
    let response = OcspResponse::from_der(&data, Rules::Strict).unwrap();
    assert_eq!(response.response_status.name(), Some("unauthorized"));
    assert!(response.response_bytes.is_none());
}
