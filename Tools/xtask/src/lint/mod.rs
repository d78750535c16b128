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
use crate::{interrupt, process, ui};

/// All that the project has in shell.
const SCRIPTS: [&str; 3] = [".ci/run", "Makefile.pre.in-fragment/build_rust.sh", "x"];

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
    let mut left_out = Vec::new();
    match process::on_path(&["shellcheck"]) {
        Some(program) => failed.extend(shell(&project.root, &program)?),
        None => left_out.push("shellcheck is not installed: nothing looked at the shell scripts".to_owned()),
    }
    failed.extend(crates::check(project)?);
    failed.extend(cargo::check(project, &mut left_out)?);
    // A fresh machine lacks such programs: that fails nothing, and is seen in the result of `./x test`.
    for what in left_out {
        ui::step(format!("{}{what}", ui::SKIPPED));
    }
    if !failed.is_empty() {
        bail!("lint failed: {}", failed.join("; "));
    }
    Ok(())
}

/// Returns what failed.
fn shell(root: &Path, shellcheck: &Path) -> Result<Option<String>> {
    ui::step("shellcheck");
    let mut command = process::command(shellcheck);
    command.args(SCRIPTS).current_dir(root);
    let failed = process::run(&mut command).is_err();
    interrupt::check()?;
    Ok(failed.then(|| process::describe(&command)))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn scripts(root: &Path, folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name();
            let (path, kind) = (folder.join(&name), entry.file_type().unwrap());
            if kind.is_dir() {
                if !["build", "target", ".git"].iter().any(|other| name == *other) {
                    scripts(root, &path, found);
                }
            } else if kind.is_file() {
                let contents = fs::read(entry.path()).unwrap();
                let first = contents.split(|byte| *byte == b'\n').next().unwrap_or_default();
                if first.starts_with(b"#!") && first.ends_with(b"sh") {
                    found.push(path.to_str().unwrap().to_owned());
                }
            }
        }
    }

    #[test]
    fn every_script_is_looked_at() {
        let mut found = Vec::new();
        scripts(&Project::find().unwrap().root, Path::new(""), &mut found);
        found.sort();
        assert_eq!(found, SCRIPTS);
    }
}
