//! Asks what the compiler knows of x86: `cfg(avx512)` where the intrinsics of AVX-512 are stable, which is from rustc 1.89 on.

use std::env;
use std::process::Command;

/// The first minor version of rustc with stable AVX-512 intrinsics.
const AVX512_SINCE: u32 = 89;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RUSTC");
    println!("cargo::rustc-check-cfg=cfg(avx512)");
    let arch = env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    // Not with pointers of 32 bits: the assembly takes addresses as they are.
    let width = env::var("CARGO_CFG_TARGET_POINTER_WIDTH").unwrap_or_default();
    if arch == "x86_64" && width == "64" && rustc_minor().is_some_and(|minor| minor >= AVX512_SINCE)
    {
        println!("cargo::rustc-cfg=avx512");
    }
}

/// The N of rustc 1.N; `None`, which is as good as an old one, if it cannot be told.
fn rustc_minor() -> Option<u32> {
    let output = Command::new(env::var_os("RUSTC")?)
        .arg("--version")
        .output()
        .ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    version.split('.').nth(1)?.parse().ok()
}
