//! Rust toolchains other than the one that compiles this tool: the oldest that will do, the newest, and the distribution's. Only
//! tests use them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::project::Project;
use crate::{apt, process, ui};

/// A toolchain of rustup's, as the folder of its programs.
pub struct Toolchain {
    programs: PathBuf,
}

/// The oldest Rust that compiles our crates, as Cargo.toml has it: 1.85.
pub fn oldest_version(root: &Path) -> Result<String> {
    let manifest = root.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let manifest: toml::Table = text.parse()?;
    let version = manifest.get("workspace").and_then(|table| table.get("package")?.get("rust-version")?.as_str());
    Ok(version.context("Cargo.toml has no rust-version")?.to_owned())
}

impl Toolchain {
    /// The first release of the oldest version, among the user's other toolchains.
    pub fn oldest(project: &Project) -> Result<Self> {
        let name = format!("{}.0", oldest_version(&project.root)?);
        Self::of_rustup(project, &name, None, &[])
    }

    /// The newest stable release that rustup can get, with clippy. In a place of its own, since the user's "stable" is what the user
    /// wants it to be.
    pub fn newest(project: &Project) -> Result<Self> {
        let home = project.build().join("rustup");
        Self::of_rustup(project, "stable", Some(&home), &["--component", "clippy"])
    }

    fn of_rustup(project: &Project, name: &str, home: Option<&Path>, options: &[&str]) -> Result<Self> {
        process::on_path(&["rustup"])
            .ok_or_else(|| anyhow!("rustup, which keeps toolchains apart, is not installed"))?;
        let rustup = |arguments: &[&str]| {
            let mut command = process::command("rustup");
            command.args(arguments);
            if let Some(home) = home {
                command.env("RUSTUP_HOME", home);
            }
            command
        };
        let which = ["which", "--toolchain", name, "rustc"];
        let spinner = ui::Spinner::start(format!("Rust {name}"));
        // What has a number does not change. What has none is installed again, which brings it up to date.
        if !name.starts_with("1.") || process::capture(&mut rustup(&which)).is_err() {
            let install = ["toolchain", "install", name, "--profile", "minimal", "--no-self-update"];
            let log = project.build().join("logs/toolchains.log");
            process::run_logged(&mut rustup(&[&install[..], options].concat()), &log, |_| ())
                .with_context(|| format!("Rust {name} cannot be installed"))?;
        }
        let rustc = process::capture(&mut rustup(&which))?;
        let programs = Path::new(rustc.trim()).parent().context("rustc is in a folder")?.to_owned();
        let toolchain = Self { programs };
        spinner.done(format!("rustc {}", toolchain.version()?));
        Ok(toolchain)
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name)
    }

    /// That of its rustc: 1.85.0.
    pub fn version(&self) -> Result<String> {
        let told = process::capture(process::command(self.program("rustc")).arg("--version"))?;
        let version = told.split_whitespace().nth(1).with_context(|| format!("rustc --version says {told:?}"))?;
        Ok(version.to_owned())
    }

    /// What makes configure take it.
    pub fn configure(&self) -> Vec<String> {
        [("CARGO", "cargo"), ("RUSTC", "rustc")]
            .map(|(variable, name)| format!("{variable}={}", self.program(name).display()))
            .into()
    }

    /// Puts it first on the command's PATH, for the programs that cargo looks for, and what cargo makes into a folder of its own.
    pub fn use_in(&self, command: &mut Command, target_dir: &Path) -> Result<()> {
        let mut path = vec![self.programs.clone()];
        path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
        command.env("PATH", std::env::join_paths(path)?).env("CARGO_TARGET_DIR", target_dir);
        Ok(())
    }
}

/// Sees to it that the distribution's own cargo and rustc are there, and new enough.
pub fn install_from_distribution(project: &Project) -> Result<()> {
    let oldest = oldest_version(&project.root)?;
    let oldest = Some(minor(&oldest).with_context(|| format!("{oldest} is no version of Rust"))?);
    let installed = || {
        let version = |program: &str| {
            minor(process::capture(process::command(program).arg("--version")).ok()?.split(' ').nth(1)?)
        };
        ["/usr/bin/cargo", "/usr/bin/rustc"].iter().all(|program| version(program) >= oldest)
            // Debian's rustup puts links to itself into the same place.
            && process::capture(process::command("/usr/bin/rustc").args(["--print", "sysroot"])).is_ok_and(|root| root.trim() == "/usr")
    };
    if installed() {
        return Ok(());
    }
    // The second pair is what Debian has for its own builds of browsers in a stable release.
    let Some(packages) =
        [["rustc", "cargo"], ["rustc-web", "cargo-web"]].into_iter().find(|[rustc, _]| candidate(rustc) >= oldest)
    else {
        bail!("this distribution has no package of a Rust new enough, or no apt-get: install its cargo and rustc")
    };
    let spinner = ui::Spinner::start(format!("installing {}", packages.join(", ")));
    apt::install(&packages, &project.build().join("logs/toolchains.log"))?;
    if !installed() {
        bail!(
            "{} were installed, but /usr/bin/rustc is not a Rust of the distribution's that is new enough",
            packages.join(" and ")
        );
    }
    spinner.done("done");
    Ok(())
}

/// What apt would install.
fn candidate(package: &str) -> Option<u32> {
    let text = process::capture(process::command("apt-cache").args(["policy", package])).ok()?;
    minor(text.lines().find_map(|line| line.trim().strip_prefix("Candidate: "))?)
}

/// 85 of 1.85.0 and of 1.85.0+dfsg3-1.
fn minor(version: &str) -> Option<u32> {
    version.trim().strip_prefix("1.")?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(minor("1.85"), Some(85));
        assert_eq!(minor("1.96.0+dfsg3-1~deb12u1\n"), Some(96));
        assert_eq!(minor("(none)"), None);
        assert!(minor(&oldest_version(&Project::find().unwrap().root).unwrap()).is_some());
    }
}
