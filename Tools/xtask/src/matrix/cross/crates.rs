//! Tests of crates, compiled for another target.

use std::path::Path;
use std::process::Command;

use super::super::commands::folder;
use crate::lint;
use crate::sources;
use crate::test::context::Context;

/// All tests of the crates that know nothing of Python. Optimised, because that is what ships, and emulation is slow.
pub(super) fn pure(context: &Context, target: &str) -> Vec<Command> {
    let names = lint::pure_crates(&context.project.root);
    let mut of_their_own = vec!["--release"];
    names.iter().for_each(|name| of_their_own.extend(["-p", name]));
    // Tests of constant time are of the machine's own instructions.
    let beside = ["--release", "--workspace", "--exclude", "constant-time-tests"];
    vec![test(context, target, "tests/Cargo.toml", &beside), test(context, target, "Cargo.toml", &of_their_own)]
}

/// Sizes and offsets in the headers, against what Rust believes of them.
pub(super) fn layout(context: &Context, target: &str, out: &Path) -> Command {
    let mut command = test(context, target, "Cargo.toml", &["-p", "cpython-sys", "--features", "layout"]);
    context.project.compile_for(&mut command, sources::DEFAULT, out);
    command
}

/// `cargo test --target`. The rows share what is compiled for the machine itself.
fn test(context: &Context, target: &str, manifest: &str, arguments: &[&str]) -> Command {
    let mut command = context.cargo_test(manifest, &["--target", target, "--target-dir"]);
    command.arg(folder(context, "cross-crates")).args(arguments);
    command
}
