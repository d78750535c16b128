//! `_sha2`: what stands in place of Modules/sha2module.c.

#![forbid(unsafe_code)]

mod sha224_type;
mod sha256_type;
mod sha384_type;
mod sha512_type;

use cpython_api::{PyModule, PyResult, pymodule};
use digests::faster_than_openssl;

use sha224_type::{SHA224Type, sha224};
use sha256_type::{SHA256Type, sha256};
use sha384_type::{SHA384Type, sha384};
use sha512_type::{SHA512Type, sha512};

pymodule! {
    /// SHA-2 hashes.
    name: "_sha2",
    classes: [SHA224Type, SHA256Type, SHA384Type, SHA512Type],
    functions: [sha224, sha256, sha384, sha512],
    complete: complete,
}

fn complete(module: PyModule<'_>) -> PyResult<()> {
    hash_objects::add_gil_minsize(module)?;
    hash_objects::add_faster_than_openssl(
        module,
        &[
            ("sha224", faster_than_openssl::sha256()),
            ("sha256", faster_than_openssl::sha256()),
            ("sha384", faster_than_openssl::sha512()),
            ("sha512", faster_than_openssl::sha512()),
        ],
    )
}
