//! What must be true of the structures, whatever the data.

use std::fmt::Debug;

use der::{Error, Rules};
use x509::{
    Certificate, CertificateRevocationList, ExtensionValue, Extensions, OcspRequest, OcspResponse,
    PrivateKeyInfo, SubjectPublicKeyInfo,
};

/// What a structure says, with the values of all extensions, as a text.
pub type Load = fn(&[u8], Rules) -> Result<String, Error>;

/// Each structure, by the extension of its fixtures.
pub const KINDS: [(&str, Load); 6] = [
    (".der", certificate),
    (".crl", crl),
    (".ocsp-request", request),
    (".ocsp-response", response),
    (".p8", |data, rules| {
        debug(PrivateKeyInfo::from_der(data, rules))
    }),
    (".spki", |data, rules| {
        debug(SubjectPublicKeyInfo::from_der(data, rules))
    }),
];

pub fn certificate(data: &[u8], rules: Rules) -> Result<String, Error> {
    let certificate = Certificate::from_der(data, rules)?;
    Ok(format!(
        "{certificate:?} {:?}",
        values(&certificate.tbs_certificate.extensions)?
    ))
}

pub fn crl(data: &[u8], rules: Rules) -> Result<String, Error> {
    let crl = CertificateRevocationList::from_der(data, rules)?;
    let tbs = &crl.tbs_cert_list;
    let mut all = format!("{crl:?} {:?}", values(&tbs.crl_extensions)?);
    for revoked in &tbs.revoked_certificates {
        let found = tbs.revoked_certificates.find(revoked.user_certificate);
        assert!(found.is_some_and(|found| found.user_certificate == revoked.user_certificate));
        all += &format!("{revoked:?} {:?}", values(&revoked.crl_entry_extensions)?);
    }
    Ok(all)
}

pub fn request(data: &[u8], rules: Rules) -> Result<String, Error> {
    let request = OcspRequest::from_der(data, rules)?;
    let tbs = &request.tbs_request;
    let mut all = format!("{request:?} {:?}", values(&tbs.request_extensions)?);
    for asked in &tbs.request_list {
        all += &format!("{asked:?} {:?}", values(&asked.single_request_extensions)?);
    }
    Ok(all)
}

pub fn response(data: &[u8], rules: Rules) -> Result<String, Error> {
    let response = OcspResponse::from_der(data, rules)?;
    let mut all = format!("{response:?}");
    if let Some(basic) = response.response_bytes.and_then(|bytes| bytes.basic) {
        all += &format!(
            "{:?}",
            values(&basic.tbs_response_data.response_extensions)?
        );
        for answer in &basic.tbs_response_data.responses {
            all += &format!("{answer:?} {:?}", values(&answer.single_extensions)?);
        }
    }
    Ok(all)
}

fn debug(loaded: Result<impl Debug, Error>) -> Result<String, Error> {
    loaded.map(|loaded| format!("{loaded:?}"))
}

fn values<'a>(extensions: &Extensions<'a>) -> Result<Vec<ExtensionValue<'a>>, Error> {
    extensions
        .iter()
        .map(|extension| extension.parse())
        .collect()
}

/// Checks what must be true of any data, and returns whether each of the rules accepts it.
pub fn check(what: &str, load: Load, data: &[u8]) -> [bool; 2] {
    let results = [load(data, Rules::Strict), load(data, Rules::Lenient)];
    for error in results.iter().filter_map(|result| result.as_ref().err()) {
        assert!(error.offset() <= data.len(), "{what}: {error}");
        let path = error.path().to_string();
        for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
            let is_name = step.starts_with(|first: char| first.is_ascii_lowercase());
            assert!(
                is_name || step.parse::<usize>().is_ok() || step == "…",
                "{what}: {error}"
            );
        }
    }
    if let [Ok(strict), lenient] = &results {
        let lenient = lenient
            .as_ref()
            .unwrap_or_else(|error| panic!("{what}: strict, but not lenient: {error}"));
        assert_eq!(without_level(strict), without_level(lenient), "{what}");
    }
    results.map(|result| result.is_ok())
}

/// The text without what elements and readers know of the rules.
fn without_level(text: &str) -> String {
    let mut parts = text.split("Level(");
    let first = parts.next().unwrap_or_default();
    parts.fold(first.to_owned(), |all, part| {
        all + part.trim_start_matches(|c: char| c.is_ascii_digit())
    })
}
