//! `_md5`: what stands in place of Modules/md5module.c.

#![forbid(unsafe_code)]

mod md5_type;

use cpython_api::pymodule;

use md5_type::{MD5Type, md5};

pymodule! {
    /// MD5 hashes.
    name: "_md5",
    classes: [MD5Type],
    functions: [md5],
    complete: hash_objects::add_gil_minsize,
}
