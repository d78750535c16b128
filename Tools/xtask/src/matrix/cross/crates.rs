//! Tests of crates, compiled for another target.

use std::process::Command;

use super::super::commands::folder;
use crate::lint;
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

/// `cargo test --target`. The rows share what is compiled for the machine itself.
pub(super) fn test(context: &Context, target: &str, manifest: &str, arguments: &[&str]) -> Command {
    let mut command = context.cargo_test(manifest, &["--target", target, "--target-dir"]);
    command.arg(folder(context, "cross-crates")).args(arguments);
    command
}
