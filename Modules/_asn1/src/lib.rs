//! `_asn1`: ASN.1 for Lib/asn1lib.py and Lib/ssl.py.

#![forbid(unsafe_code)]

mod ssl;

use cpython_api::pymodule;

use ssl::{DER_cert_to_PEM_cert, PEM_cert_to_DER_cert, cert_time_to_seconds, decode_certificate};

pymodule! {
    /// ASN.1 in Rust: what asn1lib and ssl use if it is there.
    name: "_asn1",
    accelerates: "asn1lib",
    imports: [
        // What ssl keeps of its own functions where those written in Rust take their places.
        PythonCertTimeToSeconds from "ssl" "_cert_time_to_seconds",
        PythonDERToPEM from "ssl" "_DER_cert_to_PEM_cert",
        PythonPEMToDER from "ssl" "_PEM_cert_to_DER_cert",
        FindObject from "_ssl" "txt2obj",
    ],
    strings: [
        Subject = "subject",
        Issuer = "issuer",
        Version = "version",
        SerialNumber = "serialNumber",
        NotBefore = "notBefore",
        NotAfter = "notAfter",
        SubjectAltName = "subjectAltName",
        Ocsp = "OCSP",
        CaIssuers = "caIssuers",
        CrlDistributionPoints = "crlDistributionPoints",
        Dns = "DNS",
        Email = "email",
        Uri = "URI",
        DirName = "DirName",
        IpAddress = "IP Address",
        RegisteredId = "Registered ID",
        CommonName = "commonName",
        Surname = "surname",
        CountryName = "countryName",
        LocalityName = "localityName",
        StateOrProvinceName = "stateOrProvinceName",
        OrganizationName = "organizationName",
        OrganizationalUnitName = "organizationalUnitName",
        Title = "title",
        GivenName = "givenName",
        EmailAddress = "emailAddress",
        DomainComponent = "domainComponent",
    ],
    functions: [decode_certificate],
    functions_for "ssl": [DER_cert_to_PEM_cert, PEM_cert_to_DER_cert, cert_time_to_seconds],
}
