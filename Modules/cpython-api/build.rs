//! Hands on to the modules' build scripts what cpython-sys's says: cargo tells a crate only of those that it uses itself.

use std::env;

fn main() {
    let minor_version = env::var("DEP_CPYTHON_HELPERS_MINOR_VERSION").unwrap_or_default();
    println!("cargo::metadata=minor_version={minor_version}");
    println!("cargo::rerun-if-changed=build.rs");
}
