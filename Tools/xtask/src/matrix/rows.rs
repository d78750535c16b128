//! The rows of `./x matrix`. A new one is a line in the table, a function below it, and a paragraph in docs/builds.md.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::sources;
use crate::test::Step;
use crate::test::context::{Context, python};

pub(super) const ROWS: &[Step] = &[
    Step {
        name: "shared",
        about: "shared modules, as by default: symbols, libraries, hardening, installed with DESTDIR and run there, CPython's tests",
        commands: |context| shared(context, "shared", &[]),
    },
    Step {
        name: "static",
        about: "modules built in: one std, no symbol of Rust's visible, CPython's tests",
        commands: |context| static_modules(context, "static", &[]),
    },
    Step {
        name: "enable-shared",
        about: "--enable-shared: as shared, and libpython links nothing of Rust",
        commands: |context| shared(context, "enable-shared", &["--enable-shared"]),
    },
    Step {
        name: "static-libpython",
        about: "--enable-shared with modules built in: as static",
        commands: |context| static_modules(context, "static-libpython", &["--enable-shared"]),
    },
    Step { name: "lto", about: "--with-lto: as shared", commands: |context| shared(context, "lto", &["--with-lto"]) },
    Step {
        name: "pgo",
        about: "--enable-optimizations, trained on tests of our modules: as shared",
        commands: |context| shared(context, "pgo", &["--enable-optimizations", TRAINING]),
    },
    Step {
        name: "debug",
        about: "--with-pydebug: as shared",
        commands: |context| shared(context, "debug", &["--with-pydebug"]),
    },
    Step {
        name: "trace-refs",
        about: "--with-trace-refs: as shared",
        commands: |context| shared(context, "trace-refs", &["--with-trace-refs"]),
    },
    Step {
        name: "free-threaded",
        about: "--disable-gil: as shared",
        commands: |context| shared(context, "free-threaded", &["--disable-gil"]),
    },
    Step {
        name: "free-threaded-debug",
        about: "--disable-gil --with-pydebug: as shared",
        commands: |context| shared(context, "free-threaded-debug", &["--disable-gil", "--with-pydebug"]),
    },
    Step {
        name: "clang",
        about: "the compiler is clang: as shared",
        commands: |context| shared(context, "clang", &["CC=clang"]),
    },
    Step {
        name: "offline",
        about: "no network, the crates in the tree: configure, make, distclean, and all of it again",
        commands: |context| scratch(context, "offline", "test_offline.py"),
    },
    Step {
        name: "reproducible",
        about: "built twice, in different folders and at different times: the modules are equal byte for byte",
        commands: |context| scratch(context, "reproducible", "test_reproducible.py"),
    },
    Step {
        name: "patches",
        about: "3.15, 3.14, 3.13: apply, check, revert to the byte, and git am of the exported patches on the pristine tree",
        commands: patches,
    },
];

/// CPython's tests of what our modules do, and our own that run there.
const TESTS: [&str; 11] = [
    "test_asn1_main",
    "test_asn1lib",
    "test_base64",
    "test_base64_rust",
    "test_binascii",
    "test_hashlib",
    "test_hmac",
    "test_secrets",
    "test_ssl_rust",
    "test_uuid",
    "test_xxrust",
];
const TRAINING: &str = "PROFILE_TASK=-m test --pgo test_base64 test_binascii test_hashlib test_hmac test_asn1lib";

fn out(context: &Context, row: &str) -> PathBuf {
    context.project.build().join("matrix").join(row).join("out")
}

/// The commands of most rows: a build, what it must be like, and CPython's tests.
fn checked(context: &Context, row: &str, configure: &[&str], checks: &[&str]) -> Vec<Command> {
    let out = out(context, row);
    let mut arguments = vec!["--with-rust"];
    arguments.extend(configure);
    let mut commands = vec![context.build(&out, &arguments)];
    for check in checks {
        let mut command = context.unittest_files("python3", "tests/make", check);
        command.env("CPYTHON_TREE", context.project.tree(sources::DEFAULT)).env("CPYTHON_OUT", &out);
        commands.push(command);
    }
    let mut tests = python(&out, &["-m", "test", "-j0"]);
    tests.args(TESTS);
    commands.push(tests);
    for command in &mut commands {
        // Where there is a libpython, it is found before it is installed.
        command.env("LD_LIBRARY_PATH", &out);
    }
    commands
}

fn shared(context: &Context, row: &str, configure: &[&str]) -> Result<Vec<Command>> {
    Ok(checked(context, row, configure, &["test_result.py", "test_hardening.py"]))
}

fn static_modules(context: &Context, row: &str, configure: &[&str]) -> Result<Vec<Command>> {
    // CPython's own test modules cannot be built in.
    let mut arguments = vec!["--disable-test-modules", "MODULE_BUILDTYPE=static"];
    arguments.extend(configure);
    Ok(checked(context, row, &arguments, &["test_static.py"]))
}

/// Tests that build CPython themselves, from a fresh tree.
fn scratch(context: &Context, row: &str, test: &str) -> Result<Vec<Command>> {
    let pin = sources::pin(sources::DEFAULT)?;
    let mut command = context.unittest_files("python3", "tests/builds", test);
    command
        .env("CPYTHON_TARBALL", sources::tarball(context.project, pin, context.local)?)
        .env("X", &context.tool)
        .env("SCRATCH", context.project.build().join("matrix").join(row));
    Ok(vec![command])
}

fn patches(context: &Context) -> Result<Vec<Command>> {
    let mut commands: Vec<Command> =
        ["3.15", "3.14", "3.13"].iter().map(|version| context.x(&["fetch", version])).collect();
    commands.push(context.cargo_test("Tools/Cargo.toml", &["--release", "-p", "xtask", "--test", "real_trees"]));
    Ok(commands)
}
