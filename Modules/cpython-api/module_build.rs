//! The build script of module crates (`build = "../cpython-api/module_build.rs"`): tells them for which version of Python they
//! are built, as `cfg(Py_3_14)` and `cfg(Py_3_15)`, and whether it was configured `--with-openssl-hashes-first`, as
//! `cfg(Py_openssl_hashes_first)`.

use std::env;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(Py_3_14, Py_3_15, Py_openssl_hashes_first)");
    println!("cargo::rerun-if-changed=../cpython-api/module_build.rs");
    let minor_version = env::var("DEP_CPYTHON_API_MINOR_VERSION").unwrap_or_default();
    let Ok(minor_version) = minor_version.parse::<u32>() else {
        println!("cargo::error=cpython-api does not say which version of Python this is");
        return;
    };
    for minor in 14..=minor_version {
        println!("cargo::rustc-cfg=Py_3_{minor}");
    }
    if env::var_os("DEP_CPYTHON_API_OPENSSL_HASHES_FIRST").is_some_and(|value| value == "1") {
        println!("cargo::rustc-cfg=Py_openssl_hashes_first");
    }
}
