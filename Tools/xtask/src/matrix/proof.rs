//! What takes long to show: that nothing else about Python changed, and that nothing is lost in the long run.

use std::process::Command;

use anyhow::Result;

use super::commands::folder;
use super::refleaks;
use crate::sources;
use crate::test::Step;
use crate::test::context::Context;

pub(super) const ROWS: &[Step] = &[
    Step::new(
        "whole-suite",
        "CPython's whole test suite, in a build with Rust and in one without: no case is worse with it",
        whole_suite,
    ),
    Step::new(
        "refleaks",
        "-R 3:3, in a debug build, of every test that touches our modules: no reference and no memory is kept",
        refleaks::row,
    ),
    Step::new(
        "memory",
        "every allocation of every function, method and attribute of our modules fails in turn",
        memory,
    ),
    Step::new(
        "lifecycles",
        "1000 interpreters, 1000 starts and stops, imports in any order, forks and exits with threads at work",
        lifecycles,
    ),
    Step::new(
        "long-vectors",
        "more than 4 GiB through every hash, in one call and in pieces, in Rust and Python, against OpenSSL",
        long_vectors,
    ),
];

const LIFECYCLES: &str = "1000";

fn whole_suite(context: &Context) -> Result<Vec<Command>> {
    let builds = ["with-rust", "without-rust"].map(|name| folder(context, "whole-suite").join(name));
    let mut compare = context.unittest_files("python3", "tests/builds", "test_whole_suite.py");
    compare
        .env("WITH_RUST", &builds[0])
        .env("WITHOUT_RUST", &builds[1])
        .env("RESULTS", folder(context, "whole-suite").join("results"));
    Ok(vec![context.build(&builds[0], &["--with-rust"]), context.build(&builds[1], &["--with-rust=no"]), compare])
}

fn memory(context: &Context) -> Result<Vec<Command>> {
    let built = context.out().join("python");
    let mut hashes = context.unittest(&built, "tests/hashes");
    hashes.args(["-k", "Memory"]);
    Ok(vec![context.build_default(), context.unittest_files(&built, "tests/robust", "test_memory*.py"), hashes])
}

fn lifecycles(context: &Context) -> Result<Vec<Command>> {
    let mut long = context.unittest_files(context.out().join("python"), "tests/robust", "test_lifecycles.py");
    long.env("LIFECYCLES", LIFECYCLES);
    Ok(vec![context.build_default(), long])
}

fn long_vectors(context: &Context) -> Result<Vec<Command>> {
    let huge = ["--release", "-p", "digests-tests", "--test", "huge", "--", "--ignored"];
    let mut gigabyte = context.unittest_files(context.out().join("python"), "tests/hashes", "test_kdf.py");
    gigabyte.args(["-k", "test_rfc_7914"]).env("KDF_GIGABYTE", "1");
    Ok(vec![
        context.cargo_test("tests/Cargo.toml", &huge),
        context.build_default(),
        context.script(sources::DEFAULT, "tests/hashes/huge.py"),
        gigabyte,
    ])
}
