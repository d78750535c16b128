//! The crates that CPython's modules in Rust are made from, and what is written down of them: docs/crates.md, and the entries
//! in CPython's list of what it is made of. `./x regen` writes both, `./x lint` looks whether they are as it would.

mod measure;
mod metadata;
mod page;
mod reasons;
mod sbom;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

pub use metadata::{CRATES_IO, Crate, read};

/// The generated files, by their path from the root, with what has to be in them.
fn generated(root: &Path) -> Result<Vec<(&'static str, String)>> {
    let crates = read(root)?;
    Ok(vec![(page::FILE, page::text(&crates, &reasons::read(root)?)?), (sbom::FILE, sbom::text(&crates))])
}

pub fn write(root: &Path) -> Result<Vec<&'static str>> {
    let mut written = Vec::new();
    for (file, text) in generated(root)? {
        fs::write(root.join(file), text).with_context(|| format!("cannot write {file}"))?;
        written.push(file);
    }
    Ok(written)
}

/// The generated files that are not as they would be written now.
pub fn stale(root: &Path) -> Result<Vec<&'static str>> {
    let differs =
        |(file, text): &(&'static str, String)| fs::read_to_string(root.join(file)).ok().as_ref() != Some(text);
    Ok(generated(root)?.into_iter().filter(differs).map(|(file, _)| file).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn what_is_committed_is_what_would_be_written() {
        let root = Project::find().unwrap().root;
        assert_eq!(stale(&root).unwrap(), Vec::<&str>::new(), "./x regen writes them");
    }
}
