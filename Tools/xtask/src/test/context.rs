//! What steps are made from: the commands that they have in common.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::Project;
use crate::{process, sources};

pub struct Context<'a> {
    pub project: &'a Project,
    pub local: Option<&'a Path>,
    pub tool: PathBuf,
}

impl Context<'_> {
    /// A command of this tool, looking for sources where this run does.
    pub fn x(&self, arguments: &[&str]) -> Command {
        let mut command = process::command(&self.tool);
        if let Some(local) = self.local {
            command.arg("--sources").arg(local);
        }
        command.args(arguments);
        command
    }

    pub fn cargo_test(&self, manifest: &str, arguments: &[&str]) -> Command {
        let mut command = process::command("cargo");
        command.args(["test", "--locked", "--manifest-path", manifest]).args(arguments).current_dir(&self.project.root);
        if let Some(local) = self.local {
            command.env("CPYTHON_SOURCES", local);
        }
        command
    }

    /// Tests of the crates that are compiled for a Python, with the one that was built.
    pub fn cargo_test_against(&self, version: &str, arguments: &[&str]) -> Command {
        let out = self.project.out(version);
        let mut command = self.cargo_test("Cargo.toml", arguments);
        command
            .env("PYO3_CONFIG_FILE", out.join("Rust/pyo3-config.txt"))
            .env("CPYTHON_SRCDIR", self.project.tree(version))
            .env("CPYTHON_BUILDDIR", out);
        command
    }

    pub fn unittest(&self, python: impl AsRef<std::ffi::OsStr>, folder: &str) -> Command {
        self.unittest_files(python, folder, "test*.py")
    }

    pub fn unittest_files(&self, python: impl AsRef<std::ffi::OsStr>, folder: &str, pattern: &str) -> Command {
        let mut command = process::command(python);
        command.args(["-m", "unittest", "discover", "--start-directory", folder, "--pattern", pattern]);
        command.current_dir(&self.project.root);
        // No __pycache__ in the checkout.
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    /// A script of ours, run by the Python that was built.
    pub fn script(&self, version: &str, script: &str) -> Command {
        let mut command = python(&self.project.out(version), &[]);
        command.arg(self.project.root.join(script)).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    pub fn out(&self) -> PathBuf {
        self.project.out(sources::DEFAULT)
    }

    /// The folder of another build of the default version.
    pub fn other_out(&self, name: &str) -> PathBuf {
        self.project.build().join(sources::DEFAULT).join(name)
    }

    pub fn build(&self, out: &Path, configure: &[&str]) -> Command {
        let mut command = self.x(&["build", "--out"]);
        command.arg(out).arg("--").args(configure);
        command
    }

    pub fn build_default(&self) -> Command {
        self.x(&["build"])
    }

    pub fn build_version(&self, version: &str) -> Command {
        self.x(&["build", "--python", version])
    }
}

/// The interpreter of a build.
pub fn python(out: &Path, arguments: &[&str]) -> Command {
    let mut command = process::command(out.join("python"));
    command.args(arguments);
    command
}
