//! `_sha1`: what stands in place of Modules/sha1module.c.

#![forbid(unsafe_code)]

mod sha1_type;

use cpython_api::{PyModule, PyResult, pymodule};
use digests::faster_than_openssl;

use sha1_type::{SHA1Type, sha1};

pymodule! {
    /// SHA-1 hashes.
    name: "_sha1",
    classes: [SHA1Type],
    functions: [sha1],
    complete: complete,
}

fn complete(module: PyModule<'_>) -> PyResult<()> {
    hash_objects::add_gil_minsize(module)?;
    hash_objects::add_faster_than_openssl(module, &[("sha1", faster_than_openssl::sha1())])
}
