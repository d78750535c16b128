//! The layers: a crate uses those below its own, never one above or beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Finding;

pub const PURE: u8 = 0;
const SYS: u8 = 1;
const API: u8 = 2;
// What several modules have in common.
const SHARED: u8 = 3;
pub const MODULE: u8 = 4;
const STATICLIB: u8 = 5;

/// Crates that hold the raw C API: for cpython-sys alone.
const RAW_API: [&str; 2] = ["pyo3-ffi", "pyo3"];

pub struct Member {
    pub name: String,
    pub layer: u8,
    manifest: String,
    text: String,
    dependencies: Vec<String>,
}

#[derive(Deserialize)]
struct Manifest {
    package: Package,
    #[serde(default)]
    dependencies: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

/// The crates under Modules, with their layers.
pub fn crates(root: &Path) -> Result<Vec<Member>> {
    let mut members = Vec::new();
    for entry in fs::read_dir(root.join("Modules"))?.flatten() {
        let manifest = format!("Modules/{}/Cargo.toml", entry.file_name().to_string_lossy());
        let Ok(text) = fs::read_to_string(root.join(&manifest)) else { continue };
        let parsed: Manifest = toml::from_str(&text).with_context(|| format!("in {manifest}"))?;
        let dependencies: Vec<String> = parsed.dependencies.into_keys().collect();
        let name = parsed.package.name;
        let layer = match name.as_str() {
            "cpython-sys" => SYS,
            "cpython-api" => API,
            "hash-objects" => SHARED,
            "staticlib" => STATICLIB,
            _ if dependencies.iter().any(|name| name.starts_with("cpython-")) => MODULE,
            _ => PURE,
        };
        members.push(Member { name, layer, manifest, text, dependencies });
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(members)
}

pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let members = crates(root)?;
    let mut findings = Vec::new();
    for member in &members {
        for dependency in &member.dependencies {
            if let Some(message) = wrong(member, dependency, &members) {
                let line = line_of(&member.text, dependency);
                findings.push(Finding { file: member.manifest.clone(), line, message });
            }
        }
        if forbids_unsafe_code(member) {
            let file = member.manifest.replace("Cargo.toml", "src/lib.rs");
            let text = fs::read_to_string(root.join(&file)).unwrap_or_default();
            if !text.contains("#![forbid(unsafe_code)]") {
                let message = "this crate says #![forbid(unsafe_code)]".to_owned();
                findings.push(Finding { file, line: 1, message });
            }
        }
    }
    Ok(findings)
}

/// Modules and what they share, and pure crates without kernels for instruction sets.
fn forbids_unsafe_code(member: &Member) -> bool {
    let has_kernels = ["codecs", "digests"].contains(&member.name.as_str());
    matches!(member.layer, SHARED | MODULE) || (member.layer == PURE && !has_kernels)
}

fn wrong(member: &Member, dependency: &str, members: &[Member]) -> Option<String> {
    if RAW_API.contains(&dependency) && member.layer != SYS {
        return Some(format!("{} uses {dependency}: the raw C API is cpython-sys's alone", member.name));
    }
    let used = members.iter().find(|other| other.name == dependency)?;
    // A pure crate may stand on another one; cargo itself refuses a circle.
    let below = used.layer < member.layer || (used.layer == PURE && member.layer == PURE);
    if !below {
        return Some(format!(
            "{} (layer {}) uses {dependency} (layer {}): only layers below may be used",
            member.name, member.layer, used.layer
        ));
    }
    (matches!(member.layer, SHARED | MODULE) && used.layer == SYS)
        .then(|| format!("{} uses cpython-sys: a module talks to Python through cpython-api only", member.name))
}

fn line_of(manifest: &str, dependency: &str) -> usize {
    let starts = |line: &str| line.strip_prefix(dependency).is_some_and(|rest| rest.starts_with([' ', '.', '=']));
    manifest.lines().position(starts).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(crates: &[(&str, &str, &str)]) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        for (name, dependencies, lib) in crates {
            let folder = root.path().join("Modules").join(name).join("src");
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("lib.rs"), lib).unwrap();
            let manifest = format!("[package]\nname = \"{name}\"\n[dependencies]\n{dependencies}");
            fs::write(folder.parent().unwrap().join("Cargo.toml"), manifest).unwrap();
        }
        check(root.path()).unwrap().iter().map(Finding::to_string).collect()
    }

    const GOOD: &str = "#![forbid(unsafe_code)]\n";

    #[test]
    fn the_right_direction_is_silent() {
        let found = findings(&[
            ("codecs", "base64-simd = \"1\"\n", ""),
            ("digests", "", ""),
            ("der", "", GOOD),
            ("x509", "der.workspace = true\n", GOOD),
            ("cpython-sys", "pyo3-ffi.workspace = true\n", ""),
            ("cpython-api", "cpython-sys.workspace = true\n", ""),
            ("_base64", "codecs.workspace = true\ncpython-api.workspace = true\n", GOOD),
            ("staticlib", "_base64.workspace = true\ncpython-sys.workspace = true\n", ""),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn the_wrong_direction_is_named_with_its_line() {
        let found = findings(&[
            ("codecs", "", ""),
            ("der", "", "fn f() {}\n"),
            ("cpython-sys", "codecs.workspace = true\ncpython-api.workspace = true\n", ""),
            ("cpython-api", "pyo3-ffi = \"1\"\n", ""),
            ("_base64", "cpython-sys = \"1\"\n", "fn f() {}\n"),
        ]);
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(found[0].starts_with("Modules/_base64/Cargo.toml:4: _base64 uses cpython-sys"), "{found:?}");
        assert!(found[1].starts_with("Modules/_base64/src/lib.rs:1: "), "{found:?}");
        assert!(found[2].starts_with("Modules/cpython-api/Cargo.toml:4: cpython-api uses pyo3-ffi"), "{found:?}");
        assert!(found[3].starts_with("Modules/cpython-sys/Cargo.toml:5: "), "{found:?}");
        assert!(found[4].starts_with("Modules/der/src/lib.rs:1: "), "{found:?}");
    }
}
