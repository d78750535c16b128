//! Says whether there is a GIL, as `cfg(Py_GIL_DISABLED)`; and hands on to the modules' build scripts what cpython-sys's says,
//! because cargo tells a crate only of those that it uses itself.

use std::env;

fn main() {
    let minor_version = env::var("DEP_CPYTHON_HELPERS_MINOR_VERSION").unwrap_or_default();
    println!("cargo::metadata=minor_version={minor_version}");
    let openssl_first = env::var("DEP_CPYTHON_HELPERS_OPENSSL_HASHES_FIRST").unwrap_or_default();
    println!("cargo::metadata=openssl_hashes_first={openssl_first}");
    println!("cargo::rustc-check-cfg=cfg(Py_GIL_DISABLED)");
    if env::var_os("DEP_CPYTHON_HELPERS_GIL_DISABLED").is_some_and(|value| value == "1") {
        println!("cargo::rustc-cfg=Py_GIL_DISABLED");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
