//! What is checked of a Python that was built for another target.

use std::path::Path;
use std::process::Command;

use super::super::commands::{checked, tests_without};
use crate::regrtest::{RUNNER, STRICT};
use crate::test::context::{Context, with_rust};

/// The C code compiled sooner, and fast enough for emulation.
pub(super) const LIGHT: &str = "OPT=-DNDEBUG -O1";

/// What is exported, linked and installed, and that all of it is for the target.
pub(super) fn of_build(context: &Context, out: &Path, target: &str) -> Vec<Command> {
    let mut checks = checked(context, out, &["test_result.py", "test_hardening.py"]);
    checks.iter_mut().for_each(|check| _ = check.env("EXPECTED_TARGET", target));
    checks
}

/// CPython's tests, our own of hashes, and calls of ours beside CPython's own code, which the same compiler makes. There is no
/// OpenSSL: all of hashlib is ours.
pub(super) fn tests(context: &Context, python: &Path) -> [Command; 4] {
    let run = |arguments: &[&str]| {
        let mut command = with_rust(python);
        command.args(arguments).current_dir(&context.project.root).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    };
    let mut tests = run(&STRICT);
    tests.args(RUNNER).args(["-j2", "--timeout", "3600"]).args(tests_without("test_ssl_rust"));
    [
        tests,
        context.unittest(python, "tests/hashes"),
        run(&["tests/differential/calls.py", "--calls", "30_000", "--share", "0"]),
        run(&["tests/hashes/calls.py", "--calls", "100"]),
    ]
}
