//! What the structures' specifications forbid beside the encoding rules.

use der::ErrorKind;

macro_rules! rules {
    ($($(#[$doc:meta])+ $name:ident = $text:literal;)+) => {
        $($(#[$doc])+ #[doc = concat!("\n\n`", $text, "`")] pub const $name: ErrorKind = ErrorKind::Rule { text: $text };)+
    };
}

rules! {
    /// RFC 5280 section 4.1.2.1.
    CERTIFICATE_VERSION = "the version is not 1, 2 or 3";
    /// RFC 5280 section 5.1.2.1.
    CRL_VERSION = "the version is not 2";
    /// RFC 6960 sections 4.1.1 and 4.2.1.
    OCSP_VERSION = "the version is not 1";
    /// RFC 5958 section 2.
    PRIVATE_KEY_VERSION = "the version is not 1 or 2";
    /// RFC 5280 section 4.1.2.8.
    UNIQUE_ID_VERSION = "version 1 has no unique identifiers";
    /// RFC 5280 section 4.1.2.9.
    EXTENSIONS_VERSION = "only version 3 has extensions";
    /// RFC 5280 sections 5.1.2.9 and 5.3.
    CRL_EXTENSIONS_VERSION = "only version 2 has extensions";
    /// RFC 5958 section 2.
    PUBLIC_KEY_VERSION = "only version 2 has a public key";
    /// RFC 5280 section 4.2.
    DUPLICATE_EXTENSION = "the extension occurs twice";
    /// No specification's: it bounds the time that looking for duplicates takes.
    TOO_MANY_EXTENSIONS = "more than 128 extensions";
    /// RFC 5280 section 4.1.2.5.2.
    FRACTION_OF_SECOND = "GeneralizedTime with a fraction of a second";
    /// RFC 5280 section 4.2.1.6.
    ADDRESS_LENGTH = "iPAddress of neither 4 nor 16 bytes";
    /// RFC 5280 section 4.2.1.10.
    SUBNET_LENGTH = "iPAddress of neither 8 nor 32 bytes";
    /// `INTEGER (0..MAX)`.
    NEGATIVE = "INTEGER is negative";
    /// RFC 6962 section 3.3.
    TIMESTAMP_ENDS = "the data ends inside a SignedCertificateTimestamp";
    /// RFC 6962 section 3.2.
    TIMESTAMP_VERSION = "SignedCertificateTimestamp of a version other than 1";
    /// RFC 6960 section 4.2.1: there are bytes if, and only if, the status is successful.
    RESPONSE_BYTES = "only a successful response has bytes";
    /// RFC 6960 section 4.2.1.
    RESPONSE_STATUS = "no such response status";
}
