//! Why each crate is there: docs/crates.toml.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Crate;

const FILE: &str = "docs/crates.toml";

pub struct Reasons(BTreeMap<String, String>);

pub fn read(root: &Path) -> Result<Reasons> {
    let text = fs::read_to_string(root.join(FILE)).with_context(|| format!("cannot read {FILE}"))?;
    Ok(Reasons(toml::from_str(&text).with_context(|| format!("in {FILE}"))?))
}

impl Reasons {
    /// An error if some crate has none, or one that is not there has.
    pub fn check(&self, crates: &[Crate]) -> Result<()> {
        let missing: Vec<&str> =
            crates.iter().map(|one| &*one.name).filter(|name| !self.0.contains_key(*name)).collect();
        if !missing.is_empty() {
            bail!("{FILE} does not say why CPython should have {}", missing.join(", "));
        }
        let gone: Vec<&str> =
            self.0.keys().map(|name| &**name).filter(|name| crates.iter().all(|one| one.name != *name)).collect();
        if !gone.is_empty() {
            bail!("{FILE} has a reason for what Cargo.lock does not have: {}", gone.join(", "));
        }
        Ok(())
    }

    pub fn of(&self, one: &Crate) -> &str {
        self.0.get(&one.name).map(String::as_str).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn reasons_and_crates_belong_together() {
        let root = Project::find().unwrap().root;
        let mut crates = super::super::read(&root).unwrap();
        let mut reasons = read(&root).unwrap();
        reasons.check(&crates).unwrap();
        reasons.0.remove("libc").unwrap();
        let error = reasons.check(&crates).unwrap_err().to_string();
        assert!(error.contains("why CPython should have libc"), "{error}");
        crates.retain(|one| one.name != "libc" && one.name != "cc");
        let error = reasons.check(&crates).unwrap_err().to_string();
        assert!(error.contains("does not have: cc"), "{error}");
    }
}
