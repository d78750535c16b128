//! `binascii`: what stands in place of Modules/binascii.c.
//!
//! The results, the errors and the order in which arguments are looked at are those of binascii.c in the version of CPython
//! that this is built for; the differential test compares the two. A function that differs between versions stands twice,
//! one under the other.

#![forbid(unsafe_code)]

#[cfg(Py_3_15)]
mod argument;
#[cfg(Py_3_15)]
mod ascii85;
#[cfg(Py_3_15)]
mod base32;
mod base64;
#[cfg(Py_3_15)]
mod base85;
#[cfg(Py_3_15)]
mod constants;
mod crc;
mod hex;
mod output;
mod quopri;
mod uu;

use codecs::Backend;
use cpython_api::exceptions::{PyException, PyValueError};
use cpython_api::{PyModule, PyResult, env, pymodule};

#[cfg(Py_3_15)]
use ascii85::{a2b_ascii85, b2a_ascii85};
#[cfg(Py_3_15)]
use base32::{a2b_base32, b2a_base32};
use base64::{a2b_base64, b2a_base64};
#[cfg(Py_3_15)]
use base85::{a2b_base85, b2a_base85};
use crc::{crc_hqx, crc32};
use hex::{a2b_hex, b2a_hex, hexlify, unhexlify};
use quopri::{a2b_qp, b2a_qp};
use uu::{a2b_uu, b2a_uu};

pymodule! {
    /// Conversions between binary data and ASCII text.
    name: "binascii",
    exceptions: [Error: PyValueError, Incomplete: PyException],
    functions: [
        a2b_uu,
        b2a_uu,
        a2b_base64,
        b2a_base64,
        #[cfg(Py_3_15)]
        b2a_ascii85,
        #[cfg(Py_3_15)]
        a2b_ascii85,
        #[cfg(Py_3_15)]
        a2b_base85,
        #[cfg(Py_3_15)]
        b2a_base85,
        #[cfg(Py_3_15)]
        a2b_base32,
        #[cfg(Py_3_15)]
        b2a_base32,
        a2b_hex,
        b2a_hex,
        hexlify,
        unhexlify,
        crc_hqx,
        crc32,
        a2b_qp,
        b2a_qp,
    ],
    complete: complete,
}

fn complete(module: PyModule<'_>) -> PyResult<()> {
    #[cfg(Py_3_15)]
    constants::add(module)?;
    env::hand_on(module.py(), Backend::VARIABLE, Backend::limit_to)
}
