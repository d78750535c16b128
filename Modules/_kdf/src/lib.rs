//! `_kdf`: the key derivation functions of hashlib, which CPython has from OpenSSL only.
//!
//! Signatures, limits and errors are those of `_hashlib`, in each version of Python its own; the texts that OpenSSL itself
//! writes are those of OpenSSL 3.

#![forbid(unsafe_code)]

mod limits;
mod pbkdf2_function;
#[expect(clippy::too_many_arguments, reason = "scrypt has so many")]
mod scrypt_function;

use cpython_api::{PyModule, PyResult, pymodule};

use pbkdf2_function::pbkdf2_hmac;
use scrypt_function::scrypt;

pymodule! {
    /// Key derivation functions in Rust: what hashlib uses where OpenSSL is missing or slower.
    name: "_kdf",
    accelerates: "hashlib",
    imports: [OpensslPbkdf2Hmac from "_hashlib" "pbkdf2_hmac"],
    functions: [pbkdf2_hmac, scrypt],
    complete: complete,
}

fn complete(module: PyModule<'_>) -> PyResult<()> {
    hash_objects::add_faster_than_openssl(module, &[("pbkdf2_hmac", true), ("scrypt", true)])
}
