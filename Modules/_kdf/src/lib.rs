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
use digests::faster_than_openssl;

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

// Measured as the hash functions were (`digests::faster_than_openssl`), with 1 to 20000 iterations and 2 to 131072 for n. With
// every hash function PBKDF2 takes less time than OpenSSL's, which copies a context for each iteration; on processors where
// long messages of the two that most people use are not as fast, it was not measured. OpenSSL's scrypt has no vector code.
fn complete(module: PyModule<'_>) -> PyResult<()> {
    let pbkdf2_hmac = faster_than_openssl::sha1() && faster_than_openssl::sha256();
    let scrypt = cfg!(target_arch = "x86_64");
    let functions = [("pbkdf2_hmac", pbkdf2_hmac), ("scrypt", scrypt)];
    hash_objects::add_faster_than_openssl(module, &functions)
}
