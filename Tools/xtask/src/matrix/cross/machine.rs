//! What cross builds need of the machine that they run on. Installed where that can be.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::test::context::Context;
use crate::{apt, process, ui};

/// A file or program, and the Debian package that has it.
pub(super) struct Need {
    pub(super) path: String,
    pub(super) package: String,
}

/// Has these packages and the standard library for a Rust target. The error says what is missing and why it cannot be had.
pub(super) fn prepare(context: &Context, needs: &[Need], rust_target: &str) -> Result<()> {
    packages(context, needs)?;
    standard_library(context, rust_target)
}

pub(super) fn packages(context: &Context, needs: &[Need]) -> Result<()> {
    let missing = || needs.iter().filter(|need| !is_there(&need.path)).map(|need| need.package.as_str());
    let names: Vec<&str> = missing().collect();
    if names.is_empty() {
        return Ok(());
    }
    let spinner = ui::Spinner::start(format!("installing {}", names.join(" ")));
    apt::install(&names, &context.project.build().join("logs/cross-packages.log"))?;
    let names: Vec<&str> = missing().collect();
    if !names.is_empty() {
        bail!("{} were installed and do not have what is needed of them", names.join(" "));
    }
    spinner.done("done");
    Ok(())
}

/// What runs in a row's place where it cannot be made: a line with the reason, which becomes the row's result.
pub(super) fn skipped(why: &anyhow::Error) -> Command {
    let mut command = process::command("echo");
    command.arg(format!("{}{}", ui::ALL_SKIPPED, format!("{why:#}").replace('\n', " ")));
    command
}

fn is_there(path: &str) -> bool {
    if path.contains('/') { Path::new(path).exists() } else { process::on_path(&[path]).is_some() }
}

fn standard_library(context: &Context, target: &str) -> Result<()> {
    if has_standard_library(target)? {
        return Ok(());
    }
    if process::on_path(&["rustup"]).is_none() {
        bail!(
            "Rust's standard library for {target} is not installed, and there is no rustup to get it with; \
            distributions have it as libstd-rust-dev of the other architecture"
        );
    }
    let spinner = ui::Spinner::start(format!("installing the standard library for {target}"));
    let log = context.project.build().join("logs/cross-std.log");
    process::run_logged(process::command("rustup").args(["target", "add", target]), &log, |_| ())
        .with_context(|| format!("Rust's standard library for {target} cannot be installed"))?;
    if !has_standard_library(target)? {
        bail!("rustup has installed the standard library for {target}, but the rustc on PATH is another toolchain's");
    }
    spinner.done("done");
    Ok(())
}

pub(super) fn has_standard_library(target: &str) -> Result<bool> {
    let folder = process::capture(process::command("rustc").args(["--print", "target-libdir", "--target", target]))?;
    let Ok(entries) = Path::new(folder.trim_end()).read_dir() else { return Ok(false) };
    Ok(entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
}
