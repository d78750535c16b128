//! Packages from PyPI, for the built interpreter, which only tests and benchmarks use.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::project::Project;
use crate::{interrupt, process, ui};

/// The certificates of the test that everybody agrees on, and libraries that make others, and read them.
pub const CERTIFI: &str = "certifi==2026.10.18";
pub const ASN1CRYPTO: &str = "asn1crypto==1.5.1";
/// With what it imports; its wheels serve several versions of Python.
pub const CRYPTOGRAPHY: &str = "cryptography==50.0.2 cffi==2.1.1 pycparser==3.12";

/// Reads SPDX documents, and says what is wrong with them.
pub const SPDX_TOOLS: &str = "spdx-tools==0.8.5";

/// An environment on top of the interpreter `built`, with packages in it.
pub struct Environment {
    pub python: PathBuf,
    /// Those that pip could not get.
    pub missing: Vec<&'static str>,
    pub log: PathBuf,
}

/// The environment of a version, with the packages that pip can get of those wanted. What is separated by spaces is installed
/// together, else each by itself, so that one that cannot be installed leaves the others.
pub fn environment(project: &Project, version: &str, built: &Path, wanted: &[&'static str]) -> Result<Environment> {
    let folder = project.build().join(version).join("venv");
    let log = project.build().join(version).join("venv.log");
    let python = folder.join("bin/python");
    let list = folder.join("x-installed");
    let mut installed: BTreeSet<String> = match fs::read_to_string(&list) {
        Ok(text) if python.exists() => text.lines().map(str::to_owned).collect(),
        _ => BTreeSet::new(),
    };
    let lacking: Vec<_> = wanted.iter().copied().filter(|one| !installed.contains(*one)).collect();
    let mut missing = Vec::new();
    if lacking.is_empty() {
        return Ok(Environment { python, missing, log });
    }
    let spinner = ui::Spinner::start(format!("installing {}", lacking.join(", ")));
    if installed.is_empty() {
        process::run_logged(process::command(built).args(["-m", "venv", "--clear"]).arg(&folder), &log, |_| ())?;
    }
    for packages in lacking {
        let mut pip = process::command(&python);
        pip.args(["-m", "pip", "install", "--disable-pip-version-check"]).args(packages.split(' '));
        if process::run_logged(&mut pip, &log, |_| ()).is_ok() {
            installed.insert(packages.to_owned());
        } else {
            interrupt::check()?;
            missing.push(packages);
        }
    }
    fs::write(&list, installed.iter().map(|one| format!("{one}\n")).collect::<String>())?;
    spinner.done(if missing.is_empty() {
        "done".to_owned()
    } else {
        format!("going on without {}: see {}", missing.join(", "), log.display())
    });
    Ok(Environment { python, missing, log })
}
