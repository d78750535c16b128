//! X.509 certificates, certificate revocation lists, OCSP and key envelopes, read without copying or allocating.
//!
//! Everything borrows from the input. What a function gives out has been checked as a whole: a list is an iterator over an encoding that
//! was gone through once already, and so cannot fail. Only the contents of extensions are not looked at before
//! [`Extension::parse`] is called.
//!
//! | structure | read by | source |
//! |---|---|---|
//! | [`Certificate`] | [`Certificate::from_der`] | RFC 5280 section 4 |
//! | [`CertificateRevocationList`] | [`CertificateRevocationList::from_der`] | RFC 5280 section 5 |
//! | [`OcspRequest`], [`OcspResponse`] | their `from_der` | RFC 6960 |
//! | [`PrivateKeyInfo`] | [`PrivateKeyInfo::from_der`] | RFC 5958, PKCS #8 |
//! | [`SubjectPublicKeyInfo`] | [`SubjectPublicKeyInfo::from_der`] | RFC 5280 section 4.1.2.7 |
//! | PEM | [`pem::blocks`] | RFC 7468 |
//!
//! # Errors
//! A [`der::Error`] has the offset in the whole input and the path of the field, in the names of the RFC: `tbsCertificate.extensions[3].extnValue`.
//! A CHOICE is no step of the path, with the exception of a GeneralName's kind. What the structure's specification forbids beside the encoding
//! rules is one of [`rules`].
//!
//! # Strict and lenient
//! Strictly read, a structure is DER and keeps those rules, but for two that certificates of trusted authorities break and that leave nothing in
//! doubt: dates before 2050 may be a GeneralizedTime (RFC 5280 section 4.1.2.5), and the bits of KeyUsage and of ReasonFlags may end with zeros
//! (X.690 section 11.2.2). Leniently read, it is what OpenSSL 3 accepts, and a little more: attributes of any type in names,
//! dates only if there is such a date. Nothing is verified either way: signatures, validity, names and key usage are the caller's.

#![no_std]
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate std;

mod algorithm;
mod certificate;
mod crl;
mod entries;
mod extension;
mod general_name;
mod list;
mod name;
mod ocsp;
pub mod oid;
pub mod pem;
mod private_key;
pub mod rules;
mod text;
mod time;

pub use algorithm::{AlgorithmIdentifier, SubjectPublicKeyInfo};
pub use certificate::{Certificate, TbsCertificate, Validity};
pub use crl::{CertificateRevocationList, RevokedCertificate, RevokedCertificates, TbsCertList};
pub use entries::{Entries, Entry, EntryIter};
pub use extension::*;
pub use general_name::{EdiPartyName, GeneralName, GeneralNames, IpAddressUse};
pub use list::{Decode, Iter, SequenceOf};
pub use name::{AttributeTypeAndValue, Name, RelativeDistinguishedName};
pub use ocsp::*;
pub use private_key::{Attribute, PrivateKeyInfo, Value};
pub use text::Text;
pub use time::Time;
