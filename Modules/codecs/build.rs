//! Asks what the compiler knows of x86:
//!
//! * `cfg(safe_intrinsics)` where intrinsics are safe to call in functions that are compiled for them: rustc 1.87, x86 and x86-64.
//! * `cfg(avx512)` where those of AVX-512 are stable, too: rustc 1.89, and x86-64 only.

use std::env;
use std::process::Command;

/// The first minor version of rustc with safe intrinsics.
const SAFE_INTRINSICS_SINCE: u32 = 87;

/// The first minor version of rustc with stable AVX-512 intrinsics.
const AVX512_SINCE: u32 = 89;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RUSTC");
    println!("cargo::rustc-check-cfg=cfg(safe_intrinsics)");
    println!("cargo::rustc-check-cfg=cfg(avx512)");
    let arch = env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    let minor = rustc_minor().unwrap_or(0);
    if matches!(arch.as_str(), "x86" | "x86_64") && minor >= SAFE_INTRINSICS_SINCE {
        println!("cargo::rustc-cfg=safe_intrinsics");
    }
    if arch == "x86_64" && minor >= AVX512_SINCE {
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
