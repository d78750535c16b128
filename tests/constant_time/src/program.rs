//! The programs that the tests run, compiled as the modules are.

use std::path::PathBuf;
use std::process::Command;

/// Compiles one of this crate's programs into a folder in `temporary`, unless that is done, and says where it is.
///
/// # Panics
/// If it cannot be compiled.
#[must_use]
pub fn build(temporary: &str, name: &str) -> PathBuf {
    let folder = PathBuf::from(temporary).join("shipped-programs");
    let status = Command::new("cargo")
        .args([
            "build",
            "--quiet",
            "--locked",
            "--profile",
            "shipped",
            "--bin",
            name,
            "--target-dir",
        ])
        .arg(&folder)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        // What the tests themselves are compiled with, as AddressSanitizer, is not for what they look at.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .status()
        .expect("cargo can be run");
    assert!(status.success(), "{name} cannot be compiled");
    folder.join("shipped").join(name)
}

/// Whether a tool is there; if not, says so where `./x test` sees it.
#[must_use]
pub fn has(tool: &str) -> bool {
    let found = Command::new(tool)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if !found {
        println!("SKIPPED: {tool} is not installed");
    }
    found
}
