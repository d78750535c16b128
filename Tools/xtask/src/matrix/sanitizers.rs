//! Compilers' checks at run time.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::commands::{TESTS, folder};
use crate::clang::Clang;
use crate::nightly::Nightly;
use crate::regrtest::{RUNNER, STRICT};
use crate::sources;
use crate::test::Step;
use crate::test::context::{Context, python};

pub(super) const ROWS: &[Step] = &[
    Step::new(
        "address-undefined",
        "AddressSanitizer in C and Rust, UndefinedBehaviorSanitizer in C: CPython's tests, ours, random calls",
        address_undefined,
    ),
    Step::new(
        "thread",
        "ThreadSanitizer in C, Rust and std, without a GIL: eight threads over all that they can share",
        thread,
    ),
];

/// What a sanitizer looks for costs a multiple of the time; its reports need lines, and nothing else of what debuggers read.
const OPT: &str = "OPT=-O1 -gline-tables-only";

fn address_undefined(context: &Context) -> Result<Vec<Command>> {
    let tree = context.project.tree(sources::DEFAULT);
    let clang = Clang::find(context.project)?;
    let build = Build {
        context,
        out: folder(context, "address-undefined").join("out"),
        sanitizer: "address",
        options: vec![
            // What the interpreter makes once is never freed. Tests that ask for more memory than there is want a MemoryError.
            ("ASAN_OPTIONS", "detect_leaks=0:allocator_may_return_null=1".to_owned()),
            ("ASAN_SYMBOLIZER_PATH", clang.symbolizer.display().to_string()),
            (
                "UBSAN_OPTIONS",
                format!(
                    "halt_on_error=1:print_stacktrace=1:suppressions={}/Tools/ubsan/suppressions.txt",
                    tree.display()
                ),
            ),
        ],
    };
    let nightly = Nightly::find(context.project)?;
    let configure = ["--with-address-sanitizer", "--with-undefined-behavior-sanitizer"];
    let mut tests = build.python(&STRICT);
    tests.args(RUNNER).arg("-j0").args(TESTS);
    Ok(vec![
        build.make(&nightly, &clang, &configure)?,
        build.is_instrumented(),
        tests,
        build.python(&["tests/differential/calls.py", "--calls", "120_000", "--share", "0.01"]),
        build.python(&["tests/hashes/calls.py", "--calls", "300"]),
        build.python(&["tests/hashes/kdf_calls.py", "--calls", "300"]),
        build.unittest("tests/hashes", "test_objects.py", &["Memory.test_every_allocation_may_fail", "Interpreters"]),
        build.python(&["tests/robust/races.py", "2"]),
        build.unittest("tests/robust", "test_interpreters.py", &[]),
        build.unittest("tests/robust", "test_panic.py", &[]),
    ])
}

fn thread(context: &Context) -> Result<Vec<Command>> {
    let clang = Clang::find(context.project)?;
    let suppressions = context.project.root.join("tests/robust/races_suppressed.txt");
    let build = Build {
        context,
        out: folder(context, "thread").join("out"),
        sanitizer: "thread",
        options: vec![(
            "TSAN_OPTIONS",
            format!("suppressions={}:external_symbolizer_path={}", suppressions.display(), clang.symbolizer.display()),
        )],
    };
    let nightly = Nightly::with_sources(context.project)?;
    let configure = ["--disable-gil", "--with-thread-sanitizer", "--disable-test-modules"];
    let mut make = build.make(&nightly, &clang, &configure)?;
    // What of Rust's standard library is not instrumented would be seen to race, because its synchronisation is not seen.
    make.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_unwind");
    Ok(vec![
        make,
        build.is_instrumented(),
        build.python(&["tests/robust/races.py", "3"]),
        build.unittest("tests/robust", "test_threads.py", &["ManyThreads"]),
        build.unittest("tests/hashes", "test_objects.py", &["Threads"]),
    ])
}

/// A build whose C and Rust are instrumented, and what its sanitizers are told when it runs.
struct Build<'a> {
    context: &'a Context<'a>,
    out: PathBuf,
    /// The one that Rust has too.
    sanitizer: &'static str,
    options: Vec<(&'static str, String)>,
}

impl Build<'_> {
    fn make(&self, nightly: &Nightly, clang: &Clang, configure: &[&str]) -> Result<Command> {
        let mut arguments = vec!["--with-rust".to_owned(), OPT.to_owned(), format!("CC={}", clang.program)];
        for (variable, program) in [("CARGO", "cargo"), ("RUSTC", "rustc")] {
            arguments.push(format!("{variable}={}", nightly.program(program)?.display()));
        }
        arguments.push(format!("RUSTFLAGS=-Zsanitizer={}", self.sanitizer));
        arguments.extend(configure.iter().map(|argument| (*argument).to_owned()));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut command = self.context.build(&self.out, &arguments);
        self.tell(&mut command);
        Ok(command)
    }

    fn is_instrumented(&self) -> Command {
        let mut command = self.context.unittest_files("python3", "tests/make", "test_sanitizer.py");
        command.env("CPYTHON_OUT", &self.out).env("SANITIZER", self.sanitizer);
        command
    }

    /// The interpreter, in the project's folder.
    fn python(&self, arguments: &[&str]) -> Command {
        let mut command = python(&self.out, arguments);
        command.current_dir(&self.context.project.root).env("PYTHONDONTWRITEBYTECODE", "1");
        self.tell(&mut command);
        command
    }

    /// Tests of a file, all or those whose names have one of these in them.
    fn unittest(&self, folder: &str, file: &str, names: &[&str]) -> Command {
        let mut command = self.context.unittest_files(self.out.join("python"), folder, file);
        names.iter().for_each(|name| _ = command.args(["-k", name]));
        self.tell(&mut command);
        command
    }

    fn tell(&self, command: &mut Command) {
        command.envs(self.options.iter().map(|(name, value)| (*name, value)));
    }
}
