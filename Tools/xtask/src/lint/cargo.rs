//! rustfmt and clippy for the workspaces.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::project::{Project, pyo3_config};
use crate::{process, sources, ui};

/// Clippy would have to build libFuzzer for it, in C++: only formatted.
const FUZZ: &str = "tests/fuzz/Cargo.toml";

/// Returns what failed. What was not done comes to `left_out`.
pub fn check(project: &Project, left_out: &mut Vec<String>) -> Result<Vec<String>> {
    let mut failed = Vec::new();
    let [fmt, has_clippy] = ["fmt", "clippy"].map(|subcommand| installed(subcommand, left_out));
    let manifests = ["Cargo.toml", "Tools/Cargo.toml", "tests/Cargo.toml", FUZZ];
    for manifest in manifests.into_iter().filter(|manifest| project.root.join(manifest).is_file()) {
        if fmt {
            // Left to itself, rustfmt colours its output in a log too.
            let colour = if ui::on_terminal() { "auto" } else { "never" };
            let format = ["fmt", "--all", "--manifest-path", manifest, "--", "--check", "--color", colour];
            run(cargo(project, &format), &mut failed)?;
        }
        if manifest != FUZZ && has_clippy {
            clippy(project, manifest, &mut failed, left_out)?;
        }
    }
    Ok(failed)
}

fn clippy(project: &Project, manifest: &str, failed: &mut Vec<String>, left_out: &mut Vec<String>) -> Result<()> {
    let mut command = cargo(project, &["clippy", "--quiet", "--locked", "--all-targets", "--manifest-path", manifest]);
    if manifest == "Cargo.toml" {
        let out = project.out(sources::DEFAULT);
        if pyo3_config(&out).is_file() {
            command.arg("--workspace");
            project.compile_for(&mut command, sources::DEFAULT, &out);
        } else {
            left_out.push("no configured build: clippy saw only the pure crates (./x build, then all)".to_owned());
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

fn installed(subcommand: &str, left_out: &mut Vec<String>) -> bool {
    let found = process::capture(process::command("cargo").args([subcommand, "--version"])).is_ok();
    if !found {
        left_out.push(format!("cargo {subcommand} is not installed"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_installed_is_told() {
        let mut left_out = Vec::new();
        assert!(!installed("no-such-subcommand", &mut left_out));
        assert_eq!(left_out, ["cargo no-such-subcommand is not installed"]);
    }
}
