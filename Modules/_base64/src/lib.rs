//! `_base64`: the codecs of Lib/base64.py.
//!
//! The results, the errors and the order in which arguments are looked at are those of Lib/base64.py and of the binascii
//! functions that it calls, which the differential test compares. Python 3.15 gave them new options and moved the work into
//! binascii; until then most of it was Python, which takes whatever has the methods. So there are two folders with a
//! function of each name. Between 3.13 and 3.14 there is one difference, in `until_3_14::base64`.

#![forbid(unsafe_code)]

mod codec;
mod error;
mod input;
#[cfg(Py_3_15)]
mod since_3_15;
#[cfg(not(Py_3_15))]
mod until_3_14;

use cpython_api::{PyModule, PyResult, Python, env, pyfunction, pymodule};

use codecs::Backend;
#[cfg(Py_3_15)]
use since_3_15::*;
#[cfg(not(Py_3_15))]
use until_3_14::*;

pyfunction! {
    /// Name the code that does the bulk of the work on this machine.
    #[signature = ""]
    fn _backend<'py>(_py: Python<'py>) -> PyResult<&'py str> {
        Ok(Backend::current().describe())
    }
}

pymodule! {
    /// Base64 and its relatives in Rust: what base64 uses if it is there.
    name: "_base64",
    accelerates: "base64",
    imported_exceptions: [Error from "binascii"],
    functions: [
        b64encode,
        b64decode,
        standard_b64encode,
        standard_b64decode,
        urlsafe_b64encode,
        urlsafe_b64decode,
        b32encode,
        b32decode,
        b32hexencode,
        b32hexdecode,
        b16encode,
        b16decode,
        a85encode,
        a85decode,
        b85encode,
        b85decode,
        z85encode,
        z85decode,
        encodebytes,
        decodebytes,
        _backend,
    ],
    complete: limit_backend,
}

/// Each module has a backend of its own.
fn limit_backend(module: PyModule<'_>) -> PyResult<()> {
    env::hand_on(module.py(), Backend::VARIABLE, Backend::limit_to)
}
