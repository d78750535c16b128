//! What takes long to show: that nothing else about Python changed, and that nothing is lost in the long run.

use std::process::Command;

use anyhow::Result;

use crate::sources;
use crate::test::Step;
use crate::test::context::Context;

pub(super) const ROWS: &[Step] = &[Step {
    name: "long-vectors",
    about: "more than 4 GiB through every hash, in one call and in pieces, in Rust and Python, against OpenSSL",
    commands: long_vectors,
}];

fn long_vectors(context: &Context) -> Result<Vec<Command>> {
    let huge = ["--release", "-p", "digests-tests", "--test", "huge", "--", "--ignored"];
    Ok(vec![
        context.cargo_test("tests/Cargo.toml", &huge),
        context.build_default(),
        context.script(sources::DEFAULT, "tests/hashes/huge.py"),
    ])
}
