//! rustfmt and clippy for the workspaces.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::project::{Project, pyo3_config};
use crate::{process, sources, ui};

/// Clippy would have to build libFuzzer for it, in C++: only formatted.
const FUZZ: &str = "tests/fuzz/Cargo.toml";

/// Returns what failed.
pub fn check(project: &Project) -> Result<Vec<String>> {
    let mut failed = Vec::new();
    let manifests = ["Cargo.toml", "Tools/Cargo.toml", "tests/Cargo.toml", FUZZ];
    for manifest in manifests.into_iter().filter(|manifest| project.root.join(manifest).is_file()) {
        if installed("fmt") {
            // Left to itself, rustfmt colours its output in a log too.
            let colour = if ui::on_terminal() { "auto" } else { "never" };
            let format = ["fmt", "--all", "--manifest-path", manifest, "--", "--check", "--color", colour];
            run(cargo(project, &format), &mut failed)?;
        }
        if manifest != FUZZ && installed("clippy") {
            clippy(project, manifest, &mut failed)?;
        }
    }
    Ok(failed)
}

fn clippy(project: &Project, manifest: &str, failed: &mut Vec<String>) -> Result<()> {
    let mut command = cargo(project, &["clippy", "--quiet", "--locked", "--all-targets", "--manifest-path", manifest]);
    if manifest == "Cargo.toml" {
        let out = project.out(sources::DEFAULT);
        if pyo3_config(&out).is_file() {
            command.arg("--workspace");
            project.compile_for(&mut command, sources::DEFAULT, &out);
        } else {
            ui::note("no configured build: clippy sees only the pure crates (./x build, then all)");
            command.args(pure_crates(&project.root).iter().flat_map(|name| ["-p", name]));
        }
    } else {
        command.arg("--workspace");
    }
    command.args(["--", "-D", "warnings"]);
    run(command, failed)
}

/// Crates that need no Python headers.
pub fn pure_crates(root: &Path) -> Vec<String> {
    super::layers::crates(root)
        .unwrap_or_default()
        .into_iter()
        .filter(|member| member.layer == super::layers::PURE)
        .map(|member| member.name)
        .collect()
}

fn cargo(project: &Project, arguments: &[&str]) -> Command {
    let mut command = process::command("cargo");
    command.args(arguments).current_dir(&project.root);
    command
}

fn installed(subcommand: &str) -> bool {
    let found = process::capture(process::command("cargo").args([subcommand, "--version"])).is_ok();
    if !found {
        ui::note(format!("cargo {subcommand} is not installed: left out"));
    }
    found
}

fn run(mut command: Command, failed: &mut Vec<String>) -> Result<()> {
    let name = process::describe(&command);
    ui::step(&name);
    if process::run(&mut command).is_err() {
        crate::interrupt::check()?;
        failed.push(name);
    }
    Ok(())
}
