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
        let mut command = with_rust(&self.tool);
        if let Some(local) = self.local {
            command.arg("--sources").arg(local);
        }
        command.args(arguments);
        command
    }

    pub fn cargo_test(&self, manifest: &str, arguments: &[&str]) -> Command {
        let mut command = process::command("cargo");
        // It would replace RUSTFLAGS.
        command.env_remove("CARGO_ENCODED_RUSTFLAGS");
        command.args(["test", "--locked", "--manifest-path", manifest]).args(arguments).current_dir(&self.project.root);
        if let Some(local) = self.local {
            command.env("CPYTHON_SOURCES", local);
        }
        command
    }

    /// Tests of the crates that are compiled for a Python, with the one that was built.
    pub fn cargo_test_against(&self, version: &str, arguments: &[&str]) -> Command {
        let mut command = self.cargo_test("Cargo.toml", arguments);
        self.project.compile_for(&mut command, version, &self.project.out(version));
        command
    }

    pub fn unittest(&self, python: impl AsRef<std::ffi::OsStr>, folder: &str) -> Command {
        self.unittest_files(python, folder, "test*.py")
    }

    pub fn unittest_files(&self, python: impl AsRef<std::ffi::OsStr>, folder: &str, pattern: &str) -> Command {
        let mut command = with_rust(python);
        command.args(["tests/run_tests.py", "discover", "--start-directory", folder, "--pattern", pattern]);
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
    let mut command = with_rust(out.join("python"));
    command.args(arguments);
    command
}

/// An interpreter, or what starts one, with all that was built, whatever is in the environment of ./x: a fallback compared with
/// itself proves nothing.
pub fn with_rust(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = process::command(program);
    command.env_remove("PYTHON_RUST_DISABLE");
    command
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::ui;

    /// What came of tests with this text, and the last line that was printed.
    fn outcome(text: &str, arguments: &[&str]) -> (bool, String) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("test_it.py"), format!("from unittest import TestCase, skip\n{text}")).unwrap();
        let context = Context { project: &Project::find().unwrap(), local: None, tool: "x".into() };
        let mut command = context.unittest("python3", folder.path().to_str().unwrap());
        let output = command.args(arguments).output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        (output.status.success(), printed.lines().last().unwrap_or_default().to_owned())
    }

    #[test]
    fn tests_that_did_nothing_are_told() {
        const PASSES: &str = "class A(TestCase):\n def test_a(self): pass\n @skip('b')\n def test_b(self): pass\n";
        const SKIPPED: &str =
            "@skip('no\\nneed')\nclass A(TestCase):\n def test_a(self): pass\n def test_b(self): pass\n";
        const ALL: &str = "class A(TestCase):\n @classmethod\n def setUpClass(cls): cls.skipTest(cls, 'all')\n def test_a(self): pass";
        assert_eq!(outcome(PASSES, &[]), (true, "left out: test_it.A.test_b: b".to_owned()));
        assert_eq!(outcome(PASSES, &["-k", "test_b"]), (true, format!("{}b", ui::ALL_SKIPPED)));
        assert_eq!(outcome(SKIPPED, &[]), (true, format!("{}no need", ui::ALL_SKIPPED)));
        assert_eq!(outcome(ALL, &[]), (true, format!("{}all", ui::ALL_SKIPPED)));
        assert_eq!(outcome("raise __import__('unittest').SkipTest('it')", &[]).1, format!("{}it", ui::ALL_SKIPPED));
        assert!(!outcome(PASSES, &["-k", "another"]).0);
        assert!(!outcome("", &[]).0);
        assert!(!outcome("class A(TestCase):\n def test_a(self): self.fail()", &[]).0);
    }
}
