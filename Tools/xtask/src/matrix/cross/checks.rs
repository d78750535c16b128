//! What is checked of a Python that was built for another target.

use std::path::Path;
use std::process::Command;

use super::super::commands::{TESTS, checked};
use crate::process;
use crate::regrtest::STRICT;
use crate::test::context::Context;

/// The C code compiled sooner, and fast enough for emulation.
pub(super) const LIGHT: &str = "OPT=-DNDEBUG -O1";

/// What is exported, linked and installed.
pub(super) fn of_build(context: &Context, out: &Path) -> Vec<Command> {
    checked(context, out, &["test_result.py", "test_hardening.py"])
}

/// CPython's tests, and our own of hashes. There is no OpenSSL: all of hashlib is ours.
pub(super) fn tests(context: &Context, python: &Path) -> [Command; 2] {
    let mut tests = process::command(python);
    tests.args(STRICT).args(["-m", "test", "-j2", "--timeout", "3600"]).args(TESTS);
    [tests, context.unittest(python, "tests/hashes")]
}
