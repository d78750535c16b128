//! `./x lint`: everything that can be said about the sources without running them.

mod cargo;
mod crates;
mod layers;
mod macro_traits;
mod oldest_rust;
pub(crate) mod rust_text;
mod unsafe_code;
mod variables;

pub use cargo::pure_crates;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{process, ui};

/// Something that is not as it should be, and where.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    /// Path from the project's root.
    file: String,
    line: usize,
    message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

pub fn run(project: &Project) -> Result<()> {
    let mut failed = Vec::new();
    ui::step("layers, unsafe code, variables, traits, the oldest Rust");
    let mut findings = layers::check(&project.root)?;
    findings.extend(unsafe_code::check(&project.root)?);
    findings.extend(variables::check(&project.root)?);
    findings.extend(macro_traits::check(&project.root)?);
    findings.extend(oldest_rust::check(&project.root)?);
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        failed
            .push(format!("{} findings in layers, unsafe code, variables, traits and the oldest Rust", findings.len()));
    }
    if !shell(&project.root)? {
        failed.push("shellcheck".to_owned());
    }
    failed.extend(crates::check(project)?);
    failed.extend(cargo::check(project)?);
    if !failed.is_empty() {
        bail!("lint failed: {}", failed.join("; "));
    }
    Ok(())
}

fn shell(root: &Path) -> Result<bool> {
    if process::on_path(&["shellcheck"]).is_none() {
        ui::note("shellcheck is not installed: left out");
        return Ok(true);
    }
    ui::step("shellcheck");
    let mut command = process::command("shellcheck");
    command.arg("x").arg(".ci/run").current_dir(root);
    Ok(process::run(&mut command).is_ok())
}

/// The Rust files below a folder, by their path from the root, without what cargo made.
fn rust_files(root: &Path, folder: &str) -> Result<Vec<String>> {
    let mut files = Vec::new();
    collect(root, PathBuf::from(folder), &mut files)?;
    files.sort();
    Ok(files)
}

/// The Rust files of the module crates, by their path from the root, with what they hold.
fn module_sources(root: &Path) -> Result<Vec<(String, String)>> {
    let mut sources = Vec::new();
    for member in layers::crates(root)?.iter().filter(|member| member.layer == layers::MODULE) {
        for file in rust_files(root, &format!("Modules/{}/src", member.name))? {
            let source = fs::read_to_string(root.join(&file))?;
            sources.push((file, source));
        }
    }
    Ok(sources)
}

fn collect(root: &Path, folder: PathBuf, files: &mut Vec<String>) -> Result<()> {
    let path = root.join(&folder);
    for entry in fs::read_dir(&path).with_context(|| format!("cannot read {}", path.display()))? {
        let entry = entry?;
        let inside = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            if entry.file_name() != "target" {
                collect(root, inside, files)?;
            }
        } else if inside.extension().is_some_and(|extension| extension == "rs") {
            files.push(inside.to_string_lossy().into_owned());
        }
    }
    Ok(())
}
