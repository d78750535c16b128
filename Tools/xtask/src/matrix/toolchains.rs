//! Which Rust compiles the modules.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::commands::{built_and_checked, folder, scratch, scratch_with_tests};
use crate::test::Step;
use crate::test::context::Context;
use crate::toolchains::{Toolchain, install_from_distribution};
use crate::{process, sources, valgrind};

pub(super) const ROWS: &[Step] = &[
    Step::new(
        "oldest-rust",
        "the oldest Rust that Cargo.toml allows: CPython as shared, the other workspaces, tests of the pure crates",
        oldest,
    ),
    Step::new(
        "newest-rust",
        "the newest stable Rust: CPython as shared, the other workspaces; what its clippy says is only shown",
        newest,
    ),
    Step::new(
        "distribution",
        "no Python on the machine, cargo and rustc of the distribution: from the checkout to CPython's tests",
        distribution,
    ),
    Step::new(
        "cost",
        "what Rust adds to a build, to a make with nothing to do and to the start of the interpreter, within limits",
        cost,
    ),
];

fn oldest(context: &Context) -> Result<Vec<Command>> {
    let toolchain = Toolchain::oldest(context.project)?;
    let mut commands = with(context, "oldest-rust", &toolchain)?;
    commands.push(cargo(
        context,
        "oldest-rust",
        &toolchain,
        &["test", "--workspace", "--manifest-path", "tests/Cargo.toml"],
    )?);
    Ok(commands)
}

fn newest(context: &Context) -> Result<Vec<Command>> {
    let toolchain = Toolchain::newest(context.project)?;
    let mut commands = with(context, "newest-rust", &toolchain)?;
    // New lints come with every release: warnings are no failure, and ./x lint is about the toolchain that is in use.
    for manifest in ["Cargo.toml", "Tools/Cargo.toml", "tests/Cargo.toml"] {
        let arguments = ["clippy", "--workspace", "--all-targets", "--manifest-path", manifest];
        let mut clippy = cargo(context, "newest-rust", &toolchain, &arguments)?;
        clippy.args(["--", "--cap-lints", "warn"]);
        commands.push(clippy);
    }
    Ok(commands)
}

fn distribution(context: &Context) -> Result<Vec<Command>> {
    install_from_distribution(context.project)?;
    let mut commands = scratch_with_tests(context, "distribution", "test_distribution.py")?;
    for command in &mut commands {
        command.env("PROJECT", &context.project.root);
    }
    Ok(commands)
}

fn cost(context: &Context) -> Result<Vec<Command>> {
    valgrind::install(context.project)?;
    scratch(context, "cost", "test_cost.py")
}

/// CPython built and tested with this toolchain, and every workspace of the project compiled by it, tests included.
fn with(context: &Context, row: &str, toolchain: &Toolchain) -> Result<Vec<Command>> {
    let configure = toolchain.configure();
    let configure: Vec<&str> = configure.iter().map(String::as_str).collect();
    let version = toolchain.version()?;
    forget_another(context, row, &version)?;
    let checks = ["test_configuration.py", "test_result.py", "test_hardening.py"];
    let mut commands = built_and_checked(context, row, &configure, &checks);
    for command in &mut commands {
        command.env("EXPECTED", "").env("RUSTC_VERSION", &version);
    }
    for manifest in ["Cargo.toml", "Tools/Cargo.toml", "tests/Cargo.toml"] {
        let arguments = ["check", "--workspace", "--all-targets", "--manifest-path", manifest];
        commands.push(cargo(context, row, toolchain, &arguments)?);
    }
    Ok(commands)
}

/// Removes a build that another version made. The newest Rust stays in one place, so neither configure's arguments nor make's rules
/// tell that it has been replaced.
fn forget_another(context: &Context, row: &str, version: &str) -> Result<()> {
    let out = folder(context, row).join("out");
    let makefile = out.join("Makefile");
    if makefile.is_file() && !fs::read_to_string(makefile)?.contains(&format!("\nRUSTC_VERSION=\t{version}\n")) {
        fs::remove_dir_all(out)?;
    }
    Ok(())
}

/// Cargo in the checkout, for the Python that the row has built.
fn cargo(context: &Context, row: &str, toolchain: &Toolchain, arguments: &[&str]) -> Result<Command> {
    let folder = folder(context, row);
    let mut command = process::command(toolchain.program("cargo"));
    command.args(arguments).arg("--locked").current_dir(&context.project.root);
    context.project.compile_for(&mut command, sources::DEFAULT, &folder.join("out"));
    toolchain.use_in(&mut command, &folder.join("target"))?;
    Ok(command)
}
