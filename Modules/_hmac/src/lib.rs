//! `_hmac`: what stands in place of Modules/hmacmodule.c, which is there from Python 3.14 on.

#![forbid(unsafe_code)]

mod algorithm;
mod code;
mod compare;
mod compute;
mod hmac;
mod limits;
mod lookup;
mod preference;

use cpython_api::{PyModule, PyResult, pymodule};

use compare::compare_digest;
use compute::{
    compute_blake2b_32, compute_blake2s_32, compute_digest, compute_md5, compute_sha1,
    compute_sha3_224, compute_sha3_256, compute_sha3_384, compute_sha3_512, compute_sha224,
    compute_sha256, compute_sha384, compute_sha512,
};
use hmac::{Hmac, new};
use preference::{_for_openssl, _name_if_first};

pymodule! {
    /// HMAC (RFC 2104) with the hash functions that are built in.
    name: "_hmac",
    exceptions: [UnknownHashError: cpython_api::exceptions::PyValueError],
    classes: [Hmac],
    functions: [
        new,
        compute_digest,
        compute_md5,
        compute_sha1,
        compute_sha224,
        compute_sha256,
        compute_sha384,
        compute_sha512,
        compute_sha3_224,
        compute_sha3_256,
        compute_sha3_384,
        compute_sha3_512,
        compute_blake2s_32,
        compute_blake2b_32,
        _name_if_first,
        _for_openssl,
    ],
    functions_for "hmac": [compare_digest],
    complete: complete,
}

fn complete(module: PyModule<'_>) -> PyResult<()> {
    hash_objects::add_gil_minsize(module)?;
    preference::add(module)
}
