//! `_md5`: what stands in place of Modules/md5module.c.

#![forbid(unsafe_code)]

mod md5_type;

use cpython_api::{PyModule, PyResult, pymodule};
use digests::faster_than_openssl;

use md5_type::{MD5Type, md5};

pymodule! {
    /// MD5 hashes.
    name: "_md5",
    classes: [MD5Type],
    functions: [md5],
    complete: complete,
}

fn complete(module: PyModule<'_>) -> PyResult<()> {
    hash_objects::add_gil_minsize(module)?;
    hash_objects::add_faster_than_openssl(module, &[("md5", faster_than_openssl::md5())])
}
