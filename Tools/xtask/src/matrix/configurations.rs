//! Ways to configure CPython.

use std::process::Command;

use anyhow::Result;

use super::commands::{built_and_checked, scratch_with_tests};
use crate::clang::Clang;
use crate::test::Step;
use crate::test::context::Context;

pub(super) const ROWS: &[Step] = &[
    Step {
        name: "shared",
        about: "shared modules, as by default: symbols, libraries, hardening, installed with DESTDIR and run there, CPython's tests",
        commands: |context| shared(context, "shared", &[], ""),
    },
    Step {
        name: "static",
        about: "modules built in: one std, no symbol of Rust's visible, CPython's tests",
        commands: |context| static_modules(context, "static", &[], "static"),
    },
    Step {
        name: "enable-shared",
        about: "--enable-shared: as shared, and libpython links nothing of Rust",
        commands: |context| shared(context, "enable-shared", &["--enable-shared"], "enable-shared"),
    },
    Step {
        name: "static-libpython",
        about: "--enable-shared with modules built in: as static",
        commands: |context| static_modules(context, "static-libpython", &["--enable-shared"], "static enable-shared"),
    },
    Step {
        name: "lto",
        about: "--with-lto: as shared",
        commands: |context| shared(context, "lto", &["--with-lto"], "lto"),
    },
    Step {
        name: "pgo",
        about: "--enable-optimizations, trained on tests of our modules: as shared",
        commands: |context| shared(context, "pgo", &["--enable-optimizations", TRAINING], "pgo"),
    },
    Step {
        name: "debug",
        about: "--with-pydebug: as shared",
        commands: |context| shared(context, "debug", &["--with-pydebug"], "debug"),
    },
    Step {
        name: "trace-refs",
        about: "--with-trace-refs: as shared",
        commands: |context| shared(context, "trace-refs", &["--with-trace-refs"], "trace-refs"),
    },
    Step {
        name: "free-threaded",
        about: "--disable-gil: as shared",
        commands: |context| shared(context, "free-threaded", &["--disable-gil"], "free-threaded"),
    },
    Step {
        name: "free-threaded-debug",
        about: "--disable-gil --with-pydebug: as shared",
        commands: |context| {
            shared(context, "free-threaded-debug", &["--disable-gil", "--with-pydebug"], "free-threaded debug")
        },
    },
    Step { name: "clang", about: "the compiler is clang: as shared", commands: clang },
    Step {
        name: "odd-folders",
        about: "outside a source folder that is read-only, in a path with spaces: CPython's tests, a make with nothing to do",
        commands: |context| scratch_with_tests(context, "odd-folders", "test_odd_folders.py"),
    },
];

const TRAINING: &str = "PROFILE_TASK=-m test --pgo test_base64 test_binascii test_hashlib test_hmac test_asn1lib";

/// `expected` is what tests/make/test_configuration.py has to find.
fn shared(context: &Context, row: &str, configure: &[&str], expected: &str) -> Result<Vec<Command>> {
    let checks = ["test_configuration.py", "test_result.py", "test_hardening.py"];
    Ok(expecting(expected, built_and_checked(context, row, configure, &checks)))
}

fn static_modules(context: &Context, row: &str, configure: &[&str], expected: &str) -> Result<Vec<Command>> {
    // CPython's own test modules cannot be built in.
    let mut arguments = vec!["--disable-test-modules", "MODULE_BUILDTYPE=static"];
    arguments.extend(configure);
    let checks = ["test_configuration.py", "test_static.py"];
    Ok(expecting(expected, built_and_checked(context, row, &arguments, &checks)))
}

fn expecting(expected: &str, mut commands: Vec<Command>) -> Vec<Command> {
    for command in &mut commands {
        command.env("EXPECTED", expected);
    }
    commands
}

fn clang(context: &Context) -> Result<Vec<Command>> {
    let clang = Clang::find(context.project)?;
    shared(context, "clang", &[&format!("CC={}", clang.program)], "clang")
}
