//! Ways to configure CPython.

use std::process::Command;

use anyhow::Result;

use super::commands::{built_and_checked, built_and_tested, scratch_with_tests, tests_without};
use crate::clang::Clang;
use crate::test::Step;
use crate::test::context::Context;

pub(super) const ROWS: &[Step] = &[
    Step::new(
        "shared",
        "shared modules, as by default: symbols, libraries, hardening, installed with DESTDIR and run there, CPython's tests",
        |context| shared(context, "shared", &[], ""),
    ),
    Step::new(
        "static",
        "modules built in: one std, no symbol of Rust's visible, hardening, installed and run there, CPython's tests",
        |context| static_modules(context, "static", &[], "static"),
    ),
    Step::new(
        "enable-shared",
        "--enable-shared, a distributor's flags, OpenSSL's hashes first: as shared, and libpython links nothing of Rust",
        enable_shared,
    ),
    Step::new("static-libpython", "--enable-shared with modules built in: as static", |context| {
        static_modules(context, "static-libpython", &["--enable-shared"], "static enable-shared")
    }),
    Step::new("lto", "--with-lto: as shared", |context| shared(context, "lto", &["--with-lto"], "lto")),
    Step::new("pgo", "--enable-optimizations, trained on tests of our modules: as shared", |context| {
        shared(context, "pgo", &["--enable-optimizations", TRAINING], "pgo")
    }),
    Step::new("debug", "--with-pydebug: as shared", |context| shared(context, "debug", &["--with-pydebug"], "debug")),
    Step::new("trace-refs", "--with-trace-refs: as shared", |context| {
        shared(context, "trace-refs", &["--with-trace-refs"], "trace-refs")
    }),
    Step::new("free-threaded", "--disable-gil: as shared", |context| {
        shared(context, "free-threaded", &["--disable-gil"], "free-threaded")
    }),
    Step::new("free-threaded-debug", "--disable-gil --with-pydebug: as shared", |context| {
        shared(context, "free-threaded-debug", &["--disable-gil", "--with-pydebug"], "free-threaded debug")
    }),
    Step::new("clang", "the compiler is clang: as shared", clang),
    Step::new(
        "odd-folders",
        "outside a source folder that is read-only, in a path with spaces: CPython's tests, a make with nothing to do",
        |context| scratch_with_tests(context, "odd-folders", "test_odd_folders.py"),
    ),
];

const TRAINING: &str = "PROFILE_TASK=-m test --pgo test_base64 test_binascii test_hashlib test_hmac test_asn1lib";

/// `expected` is what tests/make/test_configuration.py has to find.
fn shared(context: &Context, row: &str, configure: &[&str], expected: &str) -> Result<Vec<Command>> {
    let checks = ["test_configuration.py", "test_result.py", "test_hardening.py"];
    Ok(expecting(expected, built_and_checked(context, row, configure, &checks)))
}

fn enable_shared(context: &Context) -> Result<Vec<Command>> {
    // Other processors' compilers refuse it.
    let control_flow = if cfg!(target_arch = "x86_64") { " -fcf-protection" } else { "" };
    let flags = format!("CFLAGS=-O2 -fstack-protector-strong -D_FORTIFY_SOURCE=2{control_flow}");
    let configure = ["--enable-shared", "--with-openssl-hashes-first", &flags, "LDFLAGS=-Wl,-z,relro,-z,now"];
    shared(context, "enable-shared", &configure, "enable-shared hardened openssl-hashes-first")
}

fn static_modules(context: &Context, row: &str, configure: &[&str], expected: &str) -> Result<Vec<Command>> {
    // CPython's own test modules, and ours, cannot be built in.
    let tests = tests_without("test_xxrust");
    let mut arguments = vec!["--disable-test-modules", "MODULE_BUILDTYPE=static"];
    arguments.extend(configure);
    let checks = ["test_configuration.py", "test_static.py"];
    Ok(expecting(expected, built_and_tested(context, row, &arguments, &checks, &tests)))
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
