//! Taking the overlay out: every byte, mode and modification time of CPython's own files comes back,
//! and what we added goes, with what a build left in the folders that we made.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::manifest::{self, Manifest, State};
use super::transaction::{Locked, Transaction};
use super::vendor;

#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    NotApplied,
    /// With the files that are not ours in folders that we made: they stay, and so do the folders.
    Reverted {
        kept: Vec<String>,
    },
}

/// What compilers and Python leave beside the sources of a build inside the tree.
const PRODUCTS: [&str; 9] = ["o", "lo", "a", "so", "d", "gcno", "gcda", "pyc", "dwo"];
/// Folders that a build makes because of the overlay, and what shows that it was such a build.
const BUILD_FOLDERS: [(&str, &str); 3] = [("Rust", "pyo3-config.txt"), ("Rust", "target"), ("target", "CACHEDIR.TAG")];

pub fn revert(tree: &Path, force: bool) -> Result<Outcome> {
    let locked = Locked::wait(tree)?;
    let tree = &tree.canonicalize()?;
    let Some(manifest) = Manifest::read(tree)? else { return Ok(Outcome::NotApplied) };
    if !force {
        refuse_changed(tree, &manifest)?;
    }
    let mut transaction = Transaction::begin(&locked)?;
    for entry in &manifest.entries {
        let untouched = entry.state(tree)? == State::Pristine;
        let original_time = || {
            let modified = fs::metadata(tree.join(&entry.path)).and_then(|data| data.modified()).ok();
            modified == entry.original.as_ref().map(manifest::Original::modified)
        };
        if !(untouched && original_time()) {
            entry.stage_removal(&mut transaction, tree)?;
        }
    }
    if manifest.vendored.is_some() {
        transaction.remove(vendor::FOLDER);
    }
    // Last, so that an interrupted revert can be run again.
    transaction.remove(manifest::FOLDER);
    transaction.commit()?;
    remove_build_results(tree, &manifest)?;
    Ok(Outcome::Reverted { kept: remove_folders(tree, &manifest.folders)? })
}

fn refuse_changed(tree: &Path, manifest: &Manifest) -> Result<()> {
    let mut changed = Vec::new();
    for entry in &manifest.entries {
        if entry.state(tree)? == State::Changed {
            changed.push(entry.path.as_str());
        }
    }
    if !changed.is_empty() {
        bail!(
            "{} has files that were changed by hand after apply:\n  {}\n\
             Nothing was changed. Save your changes, then ./x revert --force gives the originals back.",
            tree.display(),
            changed.join("\n  ")
        );
    }
    Ok(())
}

fn remove_build_results(tree: &Path, manifest: &Manifest) -> Result<()> {
    for (folder, mark) in BUILD_FOLDERS {
        if tree.join(folder).join(mark).exists() {
            let folder = tree.join(folder);
            fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
    }
    for entry in manifest.entries.iter().filter(|entry| entry.original.is_none() && entry.path.ends_with(".py")) {
        remove_bytecode(&tree.join(&entry.path))?;
    }
    Ok(())
}

/// Removes the cached bytecode of a module, and the cache folder if nothing else is in it.
fn remove_bytecode(module: &Path) -> Result<()> {
    let (Some(folder), Some(stem)) = (module.parent(), module.file_stem()) else { return Ok(()) };
    let cache = folder.join("__pycache__");
    let Ok(entries) = fs::read_dir(&cache) else { return Ok(()) };
    let prefix = format!("{}.", stem.to_string_lossy());
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&prefix) && name.ends_with(".pyc") {
            fs::remove_file(entry.path())?;
        }
    }
    // Fails if bytecode of CPython's own modules is there, which is as it should be.
    let _ = fs::remove_dir(&cache);
    Ok(())
}

/// Removes the folders that apply made, deepest first. Returns the files that keep some of them.
fn remove_folders(tree: &Path, folders: &[String]) -> Result<Vec<String>> {
    let mut kept = Vec::new();
    let mut deepest_first: Vec<&String> = folders.iter().collect();
    deepest_first.sort_by_key(|folder| std::cmp::Reverse(Path::new(folder).components().count()));
    for folder in deepest_first {
        let path = tree.join(folder);
        remove_products(&path, tree, folders, &mut kept)?;
        // Not empty if something of the user's own is in it; that is in `kept` then.
        let _ = fs::remove_dir(&path);
    }
    kept.sort();
    kept.dedup();
    Ok(kept)
}

fn remove_products(folder: &Path, tree: &Path, ours: &[String], kept: &mut Vec<String>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path: PathBuf = entry?.path();
        let inside = path.strip_prefix(tree).unwrap_or(&path).to_string_lossy().into_owned();
        if path.is_dir() && !path.is_symlink() {
            if !ours.contains(&inside) {
                remove_products(&path, tree, ours, kept)?;
                let _ = fs::remove_dir(&path);
            }
        } else if path.extension().is_some_and(|ending| PRODUCTS.iter().any(|product| ending == *product)) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        } else {
            kept.push(inside);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::testing::Fixture;

    #[test]
    fn every_byte_mode_and_time_comes_back() {
        let fixture = Fixture::new();
        let before = fixture.snapshot();
        fixture.apply().unwrap();
        assert_ne!(before, fixture.snapshot());
        assert_eq!(fixture.revert().unwrap(), Outcome::Reverted { kept: vec![] });
        assert_eq!(before, fixture.snapshot());
        assert_eq!(fixture.revert().unwrap(), Outcome::NotApplied);
    }

    #[test]
    fn what_a_build_left_goes_too() {
        let fixture = Fixture::new();
        let before = fixture.snapshot();
        fixture.apply().unwrap();
        fixture.tree_file("Modules/xxrust/xxrustmodule.o", "object");
        fixture.tree_file("Modules/xxrust/src/__pycache__/x.cpython-315.pyc", "bytecode");
        fixture.tree_file("Lib/test/__pycache__/test_xxrust.cpython-315.pyc", "bytecode");
        fixture.tree_file("Rust/pyo3-config.txt", "version=3.15");
        fixture.tree_file("Rust/target/release/librust_modules.a", "archive");
        fixture.revert().unwrap();
        assert_eq!(before, fixture.snapshot());
    }

    #[test]
    fn a_users_own_file_is_kept_and_named() {
        let fixture = Fixture::new();
        fixture.apply().unwrap();
        fixture.tree_file("Modules/xxrust/src/notes.txt", "mine");
        let outcome = fixture.revert().unwrap();
        assert_eq!(outcome, Outcome::Reverted { kept: vec!["Modules/xxrust/src/notes.txt".into()] });
        assert_eq!(fixture.read("Modules/xxrust/src/notes.txt"), "mine");
    }

    #[test]
    fn changes_by_hand_need_force() {
        let fixture = Fixture::new();
        let before = fixture.snapshot();
        fixture.apply().unwrap();
        fixture.tree_file("Makefile.pre.in", "mine\n");
        let error = fixture.revert().unwrap_err().to_string();
        assert!(error.contains("Makefile.pre.in"), "{error}");
        assert_eq!(fixture.read("Makefile.pre.in"), "mine\n");
        revert(fixture.tree(), true).unwrap();
        assert_eq!(before, fixture.snapshot());
    }

    #[test]
    fn half_a_revert_is_finished_by_the_next() {
        let fixture = Fixture::new();
        let before = fixture.snapshot();
        fixture.apply().unwrap();
        fixture.tree_file("Makefile.pre.in", "top\nbottom\n");
        fs::remove_file(fixture.tree().join("Modules/xxrust/src/lib.rs")).unwrap();
        fixture.revert().unwrap();
        assert_eq!(before, fixture.snapshot());
    }
}
