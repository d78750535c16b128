//! `_base64`: the Base64 part of Lib/base64.py.
//!
//! The results, the errors and the order in which arguments are looked at are those of Lib/base64.py and of the binascii
//! functions that it calls, which the differential test compares.

#![forbid(unsafe_code)]

mod decode;
mod encode;
mod input;

use cpython_api::{PyResult, Python, pyfunction, pymodule};

use codecs::Backend;
use decode::{b64decode, decodebytes, standard_b64decode, urlsafe_b64decode};
use encode::{b64encode, encodebytes, standard_b64encode, urlsafe_b64encode};

pyfunction! {
    /// Name the code that does the bulk of the work on this machine.
    #[signature = ""]
    fn _backend<'py>(_py: Python<'py>) -> PyResult<&'py str> {
        Ok(Backend::current().describe())
    }
}

pymodule! {
    /// Base64 in Rust: what base64 uses if it is there.
    name: "_base64",
    accelerates: "base64",
    functions: [
        b64encode,
        b64decode,
        standard_b64encode,
        standard_b64decode,
        urlsafe_b64encode,
        urlsafe_b64decode,
        encodebytes,
        decodebytes,
        _backend,
    ],
}
