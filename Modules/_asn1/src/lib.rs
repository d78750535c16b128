//! `_asn1`: ASN.1 for Lib/asn1lib.py and Lib/ssl.py.

#![forbid(unsafe_code)]

mod algorithms;
mod certificate;
mod convert;
mod crl;
mod element;
mod errors;
mod extensions;
mod identifiers;
mod keys;
mod loading;
mod names;
mod ocsp;
mod oid_names;
mod ssl;
mod structure;
mod times;
mod words;

use cpython_api::pymodule;

use certificate::{Certificate, load_certificate, load_certificates};
use crl::{CertificateRevocationList, load_crl, load_crls};
use element::{Element, decode, encode};
use keys::{load_private_key_info, load_public_key_info};
use ocsp::{OCSPRequest, OCSPResponse, load_ocsp_request, load_ocsp_response};
use oid_names::oid_name;
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
        // The classes that asn1lib has in Python only.
        AccessDescription from "asn1lib" "AccessDescription",
        AlgorithmIdentifier from "asn1lib" "AlgorithmIdentifier",
        Attribute from "asn1lib" "Attribute",
        AuthorityKeyIdentifier from "asn1lib" "AuthorityKeyIdentifier",
        BasicConstraints from "asn1lib" "BasicConstraints",
        BitString from "asn1lib" "BitString",
        CertID from "asn1lib" "CertID",
        DistributionPoint from "asn1lib" "DistributionPoint",
        EDIPartyName from "asn1lib" "EDIPartyName",
        Extension from "asn1lib" "Extension",
        GeneralName from "asn1lib" "GeneralName",
        GeneralSubtree from "asn1lib" "GeneralSubtree",
        IssuingDistributionPoint from "asn1lib" "IssuingDistributionPoint",
        Name from "asn1lib" "Name",
        NameAttribute from "asn1lib" "NameAttribute",
        NameConstraints from "asn1lib" "NameConstraints",
        OtherName from "asn1lib" "OtherName",
        PolicyConstraints from "asn1lib" "PolicyConstraints",
        PolicyInformation from "asn1lib" "PolicyInformation",
        PolicyMapping from "asn1lib" "PolicyMapping",
        PolicyQualifier from "asn1lib" "PolicyQualifier",
        PrivateKeyInfo from "asn1lib" "PrivateKeyInfo",
        PrivateKeyUsagePeriod from "asn1lib" "PrivateKeyUsagePeriod",
        PublicKeyInfo from "asn1lib" "PublicKeyInfo",
        Request from "asn1lib" "Request",
        ResponderID from "asn1lib" "ResponderID",
        RevokedCertificate from "asn1lib" "RevokedCertificate",
        ServiceLocator from "asn1lib" "ServiceLocator",
        SignedCertificateTimestamp from "asn1lib" "SignedCertificateTimestamp",
        SingleResponse from "asn1lib" "SingleResponse",
        UserNotice from "asn1lib" "UserNotice",
        DecodeError from "asn1lib" "DecodeError",
        // What it does in Python only.
        CertificateDict from "_asn1_x509" "_certificate_dict",
        EncodeElement from "_asn1_der" "_encode_element",
        Rebuild from "asn1lib" "_rebuild",
        Tags from "_asn1_der" "_TAGS",
        TagClasses from "_asn1_der" "_TAG_CLASSES",
        // What pickles say.
        Decode from "asn1lib" "decode",
        LoadCertificate from "asn1lib" "load_certificate",
        LoadCRL from "asn1lib" "load_crl",
        LoadOCSPRequest from "asn1lib" "load_ocsp_request",
        LoadOCSPResponse from "asn1lib" "load_ocsp_response",
        DateTimeCapi from "datetime" "datetime_CAPI",
        Index from "operator" "index",
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
        // The words of asn1lib's values.
        KindOtherName = "otherName",
        KindRfc822Name = "rfc822Name",
        KindDnsName = "dNSName",
        KindX400Address = "x400Address",
        KindDirectoryName = "directoryName",
        KindEdiPartyName = "ediPartyName",
        KindUniformResourceIdentifier = "uniformResourceIdentifier",
        KindIpAddress = "iPAddress",
        KindRegisteredId = "registeredID",
        DigitalSignature = "digitalSignature",
        NonRepudiation = "nonRepudiation",
        KeyEncipherment = "keyEncipherment",
        DataEncipherment = "dataEncipherment",
        KeyAgreement = "keyAgreement",
        KeyCertSign = "keyCertSign",
        CrlSign = "cRLSign",
        EncipherOnly = "encipherOnly",
        DecipherOnly = "decipherOnly",
        Unused = "unused",
        Unspecified = "unspecified",
        KeyCompromise = "keyCompromise",
        CaCompromise = "cACompromise",
        AffiliationChanged = "affiliationChanged",
        Superseded = "superseded",
        CessationOfOperation = "cessationOfOperation",
        CertificateHold = "certificateHold",
        RemoveFromCrl = "removeFromCRL",
        PrivilegeWithdrawn = "privilegeWithdrawn",
        AaCompromise = "aACompromise",
        Successful = "successful",
        MalformedRequest = "malformedRequest",
        InternalError = "internalError",
        TryLater = "tryLater",
        SigRequired = "sigRequired",
        Unauthorized = "unauthorized",
        Good = "good",
        Revoked = "revoked",
        Unknown = "unknown",
    ],
    classes: [Certificate, CertificateRevocationList, Element, OCSPRequest, OCSPResponse],
    functions: [
        decode,
        decode_certificate,
        encode,
        load_certificate,
        load_certificates,
        load_crl,
        load_crls,
        load_ocsp_request,
        load_ocsp_response,
        load_private_key_info,
        load_public_key_info,
        oid_name,
    ],
    functions_for "ssl": [DER_cert_to_PEM_cert, PEM_cert_to_DER_cert, cert_time_to_seconds],
}
