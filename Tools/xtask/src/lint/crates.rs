//! What crates there are: the generated lists, where the crates come from, and under which licences.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::project::Project;
use crate::{crates, deny, interrupt, ui};

/// Those of all workspaces.
const LOCKS: [&str; 4] = ["Cargo.lock", "Tools/Cargo.lock", "tests/Cargo.lock", "tests/fuzz/Cargo.lock"];

/// Returns what failed. What cargo-deny alone can say is left out aloud where it is missing.
pub fn check(project: &Project) -> Result<Vec<String>> {
    ui::step("crates: lists, sources, licences");
    let mut failed = foreign_sources(&project.root)?;
    match crates::stale(&project.root) {
        Ok(stale) => {
            failed.extend(stale.iter().map(|file| format!("{file} is not up to date: ./x regen writes it")));
            failed.extend(other_licenses(&project.root)?);
        }
        // Also what it has to refuse: a crate without a reason, twice, or from elsewhere.
        Err(error) => failed.push(format!("{error:#}")),
    }
    interrupt::check()?;
    match deny::find(project) {
        Some(program) => failed.extend(deny::check(project, &program)?),
        None => ui::step(format!(
            "{}cargo-deny is not installed. Only this was looked at: the licences of what CPython links, that no crate of it is there \
             twice, and that all crates are from crates.io. For the licences of tools and tests, and advisories: ./x matrix cargo-deny",
            ui::SKIPPED
        )),
    }
    Ok(failed)
}

fn foreign_sources(root: &Path) -> Result<Vec<String>> {
    let mut failed = Vec::new();
    for lock in LOCKS {
        let text = fs::read_to_string(root.join(lock)).with_context(|| format!("cannot read {lock}"))?;
        let sources = text.lines().filter_map(|line| line.strip_prefix("source = "));
        let foreign = sources.filter(|source| source.trim_matches('"') != crates::CRATES_IO);
        failed.extend(foreign.map(|source| format!("{lock} has a crate from {source}")));
    }
    Ok(failed)
}

#[derive(Deserialize)]
struct Rules {
    licenses: Licenses,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

/// Crates that CPython would link, and that cannot be used under a licence that deny.toml allows.
fn other_licenses(root: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(root.join(deny::RULES)).with_context(|| format!("cannot read {}", deny::RULES))?;
    let rules: Rules = toml::from_str(&text).with_context(|| format!("in {}", deny::RULES))?;
    let mut failed = Vec::new();
    for one in crates::read(root)? {
        if !is_allowed(&one.license, &rules.licenses.allow) {
            failed.push(format!("{}: {} allows no licence of {:?}", one.name, deny::RULES, one.license));
        }
    }
    Ok(failed)
}

/// Alternatives are all that is understood; what is more complicated has to be looked at.
fn is_allowed(license: &str, allowed: &[String]) -> bool {
    license.split(" OR ").any(|one| allowed.iter().any(|other| other == one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_other_than_crates_io_are_named() {
        let root = tempfile::tempdir().unwrap();
        for lock in LOCKS {
            let path = root.path().join(lock);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("[[package]]\nname = \"x\"\nsource = \"{}\"\n", crates::CRATES_IO)).unwrap();
        }
        assert_eq!(foreign_sources(root.path()).unwrap(), Vec::<String>::new());
        fs::write(root.path().join(LOCKS[1]), "[[package]]\nname = \"x\"\nsource = \"git+https://x\"\n").unwrap();
        let found = foreign_sources(root.path()).unwrap();
        assert_eq!(found, ["Tools/Cargo.lock has a crate from \"git+https://x\""]);
    }

    #[test]
    fn one_licence_has_to_be_allowed() {
        let allowed = ["MIT".to_owned(), "Apache-2.0".to_owned()];
        for (license, expected) in [
            ("MIT", true),
            ("GPL-3.0-only OR MIT", true),
            ("GPL-3.0-only", false),
            ("Apache-2.0 WITH LLVM-exception", false),
            ("MIT AND GPL-3.0-only", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", false),
        ] {
            assert_eq!(is_allowed(license, &allowed), expected, "{license}");
        }
    }
}
