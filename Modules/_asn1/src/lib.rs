//! `_asn1`: ASN.1 for Lib/asn1lib.py and Lib/ssl.py.

#![forbid(unsafe_code)]

mod ssl;

use cpython_api::pymodule;

use ssl::{DER_cert_to_PEM_cert, PEM_cert_to_DER_cert, cert_time_to_seconds};

pymodule! {
    /// ASN.1 in Rust: what asn1lib and ssl use if it is there.
    name: "_asn1",
    accelerates: "asn1lib",
    functions: [cert_time_to_seconds, DER_cert_to_PEM_cert, PEM_cert_to_DER_cert],
}
