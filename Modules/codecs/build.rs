//! Sets `cfg(avx512)` where the compiler can: x86-64, and rustc 1.89, which made the intrinsics stable.

use std::env;
use std::process::Command;

/// The first minor version of rustc with stable AVX-512 intrinsics.
const AVX512_SINCE: u32 = 89;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RUSTC");
    println!("cargo::rustc-check-cfg=cfg(avx512)");
    let is_x86_64 = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "x86_64");
    if is_x86_64 && rustc_minor().is_some_and(|minor| minor >= AVX512_SINCE) {
        println!("cargo::rustc-cfg=avx512");
    }
}

/// The N of rustc 1.N; `None`, and so no AVX-512, if it cannot be told.
fn rustc_minor() -> Option<u32> {
    let output = Command::new(env::var_os("RUSTC")?)
        .arg("--version")
        .output()
        .ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    version.split('.').nth(1)?.parse().ok()
}
