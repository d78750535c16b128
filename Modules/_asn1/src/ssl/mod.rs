//! What Lib/ssl.py does with certificates.
//!
//! Each function does a part of what the one in Lib/ssl.py that has its name does, and exactly that, or returns None: then
//! the code there, Python's or OpenSSL's, runs as if nobody had tried. So all that is rare (subclasses, text that is not
//! ASCII, errors and their messages) stays where it is defined, and only what certainly has one result is done here.

mod pem;
mod time;

pub use pem::{DER_cert_to_PEM_cert, PEM_cert_to_DER_cert};
pub use time::cert_time_to_seconds;
