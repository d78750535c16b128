//! cargo-deny: licences and sources of all crates that the project uses, versions, and advisories. Compiling it takes minutes, so
//! `./x lint` runs it only where it is; `./x matrix cargo-deny` installs it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{interrupt, process, ui};

pub const RULES: &str = "deny.toml";
const VERSION: &str = "0.20.2";

/// Each workspace with what is asked of it. What CPython links is there once; tools and tests have what their libraries ask for.
const WORKSPACES: [(&str, &[&str]); 4] = [
    ("Cargo.toml", &["licenses", "sources", "bans"]),
    ("Tools/Cargo.toml", &["licenses", "sources"]),
    ("tests/Cargo.toml", &["licenses", "sources"]),
    ("tests/fuzz/Cargo.toml", &["licenses", "sources"]),
];

/// That on PATH, or the one that was installed here.
pub fn find(project: &Project) -> Option<PathBuf> {
    process::on_path(&["cargo-deny"])
        .or_else(|| Some(folder(project).join("bin/cargo-deny")).filter(|file| file.is_file()))
}

fn folder(project: &Project) -> PathBuf {
    project.build().join("cargo-deny")
}

/// Compiles it if there is none.
pub fn install(project: &Project) -> Result<()> {
    if find(project).is_some() {
        return Ok(());
    }
    let spinner = ui::Spinner::start("compiling cargo-deny");
    let mut install = process::command("cargo");
    install.args(["install", "--locked", "cargo-deny", "--version", VERSION, "--root"]).arg(folder(project));
    // It runs for a second: to optimise it would take longer than all its runs.
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0").env("CARGO_PROFILE_RELEASE_LTO", "off");
    process::run_logged(&mut install, &project.build().join("logs/cargo-deny.log"), |line| spinner.detail(line))
        .with_context(|| format!("cargo-deny {VERSION}, which needs Rust 1.88, cannot be installed"))?;
    spinner.done("done");
    Ok(())
}

/// Returns what failed.
pub fn check(project: &Project, program: &Path) -> Result<Vec<String>> {
    let mut failed = Vec::new();
    let advisories = process::capture(&mut command(project, program, "Cargo.toml", &["fetch", "db"]));
    interrupt::check()?;
    if let Err(error) = &advisories {
        let error = format!("{error:#}").replace('\n', " ");
        ui::step(format!("{}advisories: their database cannot be fetched: {error}", ui::SKIPPED));
    }
    for (manifest, what) in WORKSPACES {
        let mut arguments = vec!["check", "--hide-inclusion-graph"];
        // The rules are those of all workspaces together.
        arguments.extend(["-A", "license-not-encountered", "-A", "license-exception-not-encountered"]);
        arguments.extend(what);
        if advisories.is_ok() {
            arguments.push("advisories");
        }
        let mut command = command(project, program, manifest, &arguments);
        let name = process::describe(&command);
        ui::step(&name);
        if process::run(&mut command).is_err() {
            interrupt::check()?;
            failed.push(name);
        }
    }
    Ok(failed)
}

fn command(project: &Project, program: &Path, manifest: &str, arguments: &[&str]) -> Command {
    let mut command = process::command(program);
    command.args(["--locked", "--color", "never", "--config", RULES, "--manifest-path", manifest]).args(arguments);
    command.current_dir(&project.root);
    command
}
