//! `_sha1`: what stands in place of Modules/sha1module.c.

#![forbid(unsafe_code)]

mod sha1_type;

use cpython_api::pymodule;

use sha1_type::{SHA1Type, sha1};

pymodule! {
    /// SHA-1 hashes.
    name: "_sha1",
    classes: [SHA1Type],
    functions: [sha1],
    complete: hash_objects::add_gil_minsize,
}
