//! The nightly compiler, which alone has sanitizers and coverage for fuzzing. Only tests ever use it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::project::Project;
use crate::{lock, process, ui};

/// A nightly toolchain that rustup knows.
pub struct Nightly {
    /// The triple of the machine.
    pub host: String,
}

impl Nightly {
    /// The one that is installed, or else installed now. The error says why there is none.
    pub fn find(project: &Project) -> Result<Self> {
        process::on_path(&["rustup"])
            .ok_or_else(|| anyhow!("rustup, which keeps toolchains apart, is not installed"))?;
        // Of two that run side by side one installs it, and the other one waits for that.
        let _lock = lock::folder(&project.build().join("nightly"))?;
        if rustc_version().is_err() {
            let spinner = ui::Spinner::start("installing the nightly toolchain");
            let mut install = process::command("rustup");
            install.args(["toolchain", "install", "nightly", "--profile", "minimal", "--no-self-update"]);
            process::run_logged(&mut install, &project.build().join("logs/nightly.log"), |_| ())
                .context("there is no nightly toolchain, and it cannot be installed")?;
            spinner.done("done");
        }
        let version = rustc_version()?;
        let host = version.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.context("rustc --version --verbose names no host")?.to_owned();
        Ok(Self { host })
    }

    /// The same with the sources of the standard library, for builds that compile that too.
    pub fn with_sources(project: &Project) -> Result<Self> {
        let found = Self::find(project)?;
        if !found.sysroot()?.join("lib/rustlib/src/rust/library/std").is_dir() {
            let mut install = process::command("rustup");
            install.args(["component", "add", "rust-src", "--toolchain", "nightly"]);
            process::run_logged(&mut install, &project.build().join("logs/nightly.log"), |_| ())
                .context("the nightly toolchain has no rust-src, and it cannot be installed")?;
        }
        Ok(found)
    }

    /// One of its programs, for what cannot be told to run it by rustup.
    pub fn program(&self, name: &str) -> Result<PathBuf> {
        Ok(self.sysroot()?.join("bin").join(name))
    }

    fn sysroot(&self) -> Result<PathBuf> {
        let printed =
            process::capture(process::command("rustup").args(["run", "nightly", "rustc", "--print", "sysroot"]))?;
        Ok(PathBuf::from(printed.trim_end()))
    }

    /// Cargo, for the machine, with the flags for what runs there; build scripts and macros do without. What it makes goes into
    /// a folder of its own: other flags are another build of everything.
    pub fn cargo(&self, subcommand: &str, manifest: &Path, rustflags: &[&str], target_dir: &Path) -> Command {
        let mut command = process::command("rustup");
        command.args(["run", "nightly", "cargo", subcommand, "--locked", "--manifest-path"]).arg(manifest);
        command.args(["--target", &self.host, "--target-dir"]).arg(target_dir);
        command.env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTFLAGS", rustflags.join(" "));
        command
    }
}

fn rustc_version() -> Result<String> {
    process::capture(process::command("rustup").args(["run", "nightly", "rustc", "--version", "--verbose"]))
}

/// Says of a whole command that it was not done; `./x test` shows the reason in the step's result.
pub fn skipped(what: &str, why: &anyhow::Error) {
    ui::step(format!("{}{what}: {why:#}", ui::ALL_SKIPPED));
}
