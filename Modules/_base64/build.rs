//! Tells the crate for which version of Python it is built.

use std::env;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(Py_3_14, Py_3_15)");
    println!("cargo::rerun-if-changed=build.rs");
    let minor_version = env::var("DEP_CPYTHON_API_MINOR_VERSION").unwrap_or_default();
    let Ok(minor_version) = minor_version.parse::<u32>() else {
        println!("cargo::error=cpython-api does not say which version of Python this is");
        return;
    };
    for minor in 14..=minor_version {
        println!("cargo::rustc-cfg=Py_3_{minor}");
    }
}
