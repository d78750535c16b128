//! What Lib/ssl.py does with certificates.
//!
//! What is ordinary is done here, and only what certainly has one result. What is rare (subclasses, text that is not ASCII,
//! errors and their messages, what OpenSSL may change its mind about) stays where it is defined: the functions that ssl
//! has in Python are called for it, and where OpenSSL has to be asked, `decode_certificate` returns None.

mod certificate;
mod general_names;
mod line;
mod names;
mod objects;
mod pem;
mod refusal;
mod serial_number;
mod strings;
mod time;
mod tuples;
mod validity;

pub use certificate::decode_certificate;
pub use pem::{DER_cert_to_PEM_cert, PEM_cert_to_DER_cert};
pub use time::cert_time_to_seconds;
