//! What rows have in common.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::regrtest::{RUNNER, STRICT};
use crate::sources;
use crate::test::context::{Context, python};

/// CPython's tests of what our modules do, and our own that run there.
pub(super) const TESTS: [&str; 13] = [
    "test_asn1_main",
    "test_asn1lib",
    "test_base64",
    "test_base64_rust",
    "test_binascii",
    "test_hashlib",
    "test_hashlib_rust",
    "test_hmac",
    "test_hmac_rust",
    "test_secrets",
    "test_ssl_rust",
    "test_uuid",
    "test_xxrust",
];

/// Those of them that need not what a build lacks by its configuration.
pub(super) fn tests_without(left_out: &str) -> Vec<&'static str> {
    TESTS.into_iter().filter(|test| *test != left_out).collect()
}

/// What a row may write to.
pub(super) fn folder(context: &Context, row: &str) -> PathBuf {
    context.project.build().join("matrix").join(row)
}

/// A build `--with-rust`, files of tests/make about what it must be like, and CPython's tests.
pub(super) fn built_and_checked(context: &Context, row: &str, configure: &[&str], checks: &[&str]) -> Vec<Command> {
    built_and_tested(context, row, configure, checks, &TESTS)
}

/// The same with these tests.
pub(super) fn built_and_tested(
    context: &Context,
    row: &str,
    configure: &[&str],
    checks: &[&str],
    tests: &[&str],
) -> Vec<Command> {
    let out = folder(context, row).join("out");
    let mut arguments = vec!["--with-rust"];
    arguments.extend(configure);
    let mut commands = vec![context.build(&out, &arguments)];
    commands.extend(checked(context, &out, checks));
    let mut run = python(&out, &STRICT);
    run.args(RUNNER).arg("-j0").args(tests);
    commands.push(run);
    for command in &mut commands {
        // Where there is a libpython, it is found before it is installed.
        command.env("LD_LIBRARY_PATH", &out);
    }
    commands
}

/// Files of tests/make, about a build of the default version.
pub(super) fn checked(context: &Context, out: &Path, checks: &[&str]) -> Vec<Command> {
    let check = |file: &&str| {
        let mut command = context.unittest_files("python3", "tests/make", file);
        command.env("CPYTHON_TREE", context.project.tree(sources::DEFAULT)).env("CPYTHON_OUT", out);
        command
    };
    checks.iter().map(check).collect()
}

/// A file of tests/builds, which builds CPython itself, from a fresh tree.
pub(super) fn scratch(context: &Context, row: &str, test: &str) -> Result<Vec<Command>> {
    let pin = sources::pin(sources::DEFAULT)?;
    let mut command = context.unittest_files("python3", "tests/builds", test);
    command
        .env("CPYTHON_TARBALL", sources::tarball(context.project, pin, context.local)?)
        .env("X", &context.tool)
        .env("SCRATCH", folder(context, row));
    Ok(vec![command])
}

/// The same, told which of CPython's tests to run.
pub(super) fn scratch_with_tests(context: &Context, row: &str, test: &str) -> Result<Vec<Command>> {
    let mut commands = scratch(context, row, test)?;
    for command in &mut commands {
        command.env("TESTS", TESTS.join(" "));
    }
    Ok(commands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regrtest::our_own;

    #[test]
    fn our_own_tests_are_run() {
        our_own().iter().for_each(|test| assert!(TESTS.contains(&&**test), "{test}"));
    }
}
