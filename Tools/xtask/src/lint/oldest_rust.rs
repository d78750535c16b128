//! The oldest Rust that will do stands in Cargo.toml. Who cannot read it from there says the same.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use regex::Regex;

use super::Finding;
use crate::process;
use crate::toolchains::oldest_version;

/// Files other than manifests, and how they say it; the group is the version or its second number.
const OTHERS: [(&str, &str); 4] = [
    ("x", r"(?m)^rust_minor=(\d+)"),
    ("configure-fragment/rust.m4", r"\[PY_RUST_MSRV\], \[([\d.]+)\]"),
    ("Tools/bindings/src/main.rs", r"RustTarget::stable\((\d+), 0\)"),
    ("README.md", r"Rust ([\d.]+) or newer"),
];

pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let oldest = oldest_version(root)?;
    let mut findings = Vec::new();
    for (file, pattern) in OTHERS {
        check_text(file, &read(root, file)?, pattern, &oldest, &mut findings);
    }
    let mut list = process::command("git");
    list.args(["ls-files", "--", "Cargo.toml", "*/Cargo.toml"]).current_dir(root);
    for file in process::capture(&mut list)?.lines() {
        let text = read(root, file)?;
        // A manifest of nothing but a workspace has no package to say it of.
        if text.contains("rust-version.workspace = true") || !text.contains("[package]") && file != "Cargo.toml" {
            continue;
        }
        check_text(file, &text, r#"(?m)^rust-version = "([\d.]+)""#, &oldest, &mut findings);
    }
    Ok(findings)
}

fn read(root: &Path, file: &str) -> Result<String> {
    fs::read_to_string(root.join(file)).with_context(|| format!("cannot read {file}"))
}

fn check_text(file: &str, text: &str, pattern: &str, oldest: &str, findings: &mut Vec<Finding>) {
    let found = Regex::new(pattern).expect("a constant").captures(text).and_then(|captures| captures.get(1));
    let (line, said) = match found {
        Some(found) => (text[..found.start()].lines().count().max(1), found.as_str()),
        None => (1, "nothing"),
    };
    if said != oldest && Some(said) != oldest.strip_prefix("1.") {
        let message = format!("the oldest Rust is {oldest} (Cargo.toml's rust-version), and here {said}");
        findings.push(Finding { file: file.to_owned(), line, message });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    fn said(text: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        check_text("x", text, OTHERS[0].1, "1.85", &mut findings);
        findings
    }

    #[test]
    fn all_say_the_same() {
        assert_eq!(check(&Project::find().unwrap().root).unwrap(), []);
    }

    #[test]
    fn another_version_is_found_and_so_is_none() {
        assert_eq!(said("#!/bin/sh\nrust_minor=85 # so\n"), []);
        assert_eq!(said("#!/bin/sh\nrust_minor=86\n")[0].line, 2);
        assert!(said("#!/bin/sh\n")[0].message.ends_with("nothing"));
    }
}
