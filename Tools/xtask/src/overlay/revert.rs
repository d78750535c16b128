//! Taking the overlay out: every byte, mode and modification time of CPython's own files comes back,
//! and what we added goes, with what a build left in the folders that we made.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::changed::Changed;
use super::manifest::{self, Entry, Manifest, State};
use super::transaction::{Locked, Transaction};
use super::vendor;
use crate::version::TreeVersion;

#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    NotApplied,
    Reverted {
        /// Files that are not ours in folders that we made: they stay, and so do the folders.
        kept: Vec<String>,
        /// Files that apply wrote, and that are others now.
        left: Vec<Left>,
    },
}

/// A file that somebody else replaced, or changed where its original would be one of another version.
#[derive(Debug, PartialEq, Eq)]
pub struct Left {
    pub path: String,
    pub has_our_text: bool,
}

/// What compilers and Python leave beside the sources of a build inside the tree.
const PRODUCTS: [&str; 9] = ["o", "lo", "a", "so", "d", "gcno", "gcda", "pyc", "dwo"];
/// Folders that a build makes because of the overlay, and what shows that it was such a build.
const BUILD_FOLDERS: [(&str, &str); 3] = [("Rust", "pyo3-config.txt"), ("Rust", "target"), ("target", "CACHEDIR.TAG")];

pub fn revert(tree: &Path, force: bool) -> Result<Outcome> {
    let locked = Locked::wait(tree)?;
    let tree = &tree.canonicalize()?;
    let Some(manifest) = Manifest::read(tree)? else { return Ok(Outcome::NotApplied) };
    let version = TreeVersion::of_tree(tree)?;
    if let (Some(changed), false) = (Changed::of(tree, &manifest, &version)?, force) {
        bail!("{} is left as it is: {changed}", tree.display());
    }
    let mut left = Vec::new();
    let mut transaction = Transaction::begin(&locked)?;
    for entry in &manifest.entries {
        let state = entry.state(tree)?;
        if state == State::Changed && !may_take_back(entry, tree, manifest.version == version.full)? {
            left.push(Left { path: entry.path.clone(), has_our_text: entry.has_our_text(tree)? });
            continue;
        }
        let original_time = || {
            let modified = fs::metadata(tree.join(&entry.path)).and_then(|data| data.modified()).ok();
            modified == entry.original.as_ref().map(manifest::Original::modified)
        };
        if !(state == State::Pristine && original_time()) {
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
    let mut kept = remove_folders(tree, &manifest.folders)?;
    kept.retain(|file| !left.iter().any(|left| left.path == *file));
    Ok(Outcome::Reverted { kept, left })
}

/// Whether a changed file may be overwritten with its original, or removed if it is ours: not where the tree itself
/// replaced it, and an original never returns to another version.
fn may_take_back(entry: &Entry, tree: &Path, same_version: bool) -> Result<bool> {
    let is_missing = !tree.join(&entry.path).exists();
    Ok((is_missing || entry.has_our_text(tree)?) && (same_version || entry.original.is_none()))
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

    fn reverted() -> Outcome {
        left(&[])
    }

    fn left(files: &[(&str, bool)]) -> Outcome {
        let left = |&(path, has_our_text): &(&str, bool)| Left { path: path.to_owned(), has_our_text };
        Outcome::Reverted { kept: vec![], left: files.iter().map(left).collect() }
    }

    #[test]
    fn every_byte_mode_and_time_comes_back() {
        let fixture = Fixture::new();
        let before = fixture.snapshot();
        fixture.apply().unwrap();
        assert_ne!(before, fixture.snapshot());
        assert_eq!(fixture.revert().unwrap(), reverted());
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
        assert_eq!(outcome, Outcome::Reverted { kept: vec!["Modules/xxrust/src/notes.txt".into()], left: vec![] });
        assert_eq!(fixture.read("Modules/xxrust/src/notes.txt"), "mine");
    }

    #[test]
    fn changes_by_hand_need_force() {
        let fixture = Fixture::new();
        let before = fixture.snapshot();
        fixture.apply().unwrap();
        fixture.tree_file("Makefile.pre.in", "top\nours\nmine\nbottom\n");
        fs::remove_file(fixture.tree().join("Misc/list.json")).unwrap();
        let error = fixture.revert().unwrap_err().to_string();
        assert!(error.contains("Makefile.pre.in\n  Misc/list.json"), "{error}");
        assert_eq!(fixture.read("Makefile.pre.in"), "top\nours\nmine\nbottom\n");
        assert_eq!(revert(fixture.tree(), true).unwrap(), reverted());
        assert_eq!(before, fixture.snapshot());
    }

    #[test]
    fn what_a_file_was_replaced_with_is_left_alone() {
        let fixture = Fixture::new();
        fixture.apply().unwrap();
        fixture.tree_file("Makefile.pre.in", "newer\n");
        fixture.tree_file("Modules/xxrust/src/lib.rs", "// CPython has one now\n");
        let outcome = revert(fixture.tree(), true).unwrap();
        assert_eq!(outcome, left(&[("Makefile.pre.in", false), ("Modules/xxrust/src/lib.rs", false)]));
        assert_eq!(fixture.read("Makefile.pre.in"), "newer\n");
        assert_eq!(fixture.read("Modules/xxrust/src/lib.rs"), "// CPython has one now\n");
        assert_eq!(fixture.read("configure.ac"), "AC_INIT\nAC_OUTPUT\n");
        assert_eq!(fixture.revert().unwrap(), Outcome::NotApplied);
    }

    #[test]
    fn what_was_worked_on_is_told_from_what_was_replaced() {
        let fixture = Fixture::new();
        let lib = "// lib\n// line\n";
        fixture.overlay_file("Modules/xxrust/src/lib.rs", lib);
        fixture.apply().unwrap();
        // Its longest line is another one now.
        fixture.tree_file("Modules/xxrust/src/lib.rs", &lib.replace("line", "mine"));
        assert!(matches!(revert(fixture.tree(), true).unwrap(), Outcome::Reverted { left, .. } if left.is_empty()));
        assert!(!fixture.tree().join("Modules/xxrust").exists());
    }

    #[test]
    fn the_record_of_an_earlier_tool_knows_no_text() {
        let fixture = Fixture::new();
        fixture.apply().unwrap();
        let mut older: toml::Table = fixture.read(manifest::FILE).parse().unwrap();
        for entry in older.iter_mut().filter_map(|(_, value)| value.as_array_mut()).flatten() {
            entry.as_table_mut().map(|table| table.remove("marks"));
        }
        fixture.tree_file(manifest::FILE, &older.to_string());
        fixture.tree_file("Makefile.pre.in", "top\nmine\n");
        assert!(matches!(revert(fixture.tree(), true).unwrap(), Outcome::Reverted { left, .. } if left.is_empty()));
        assert_eq!(fixture.read("Makefile.pre.in"), "top\nbottom\n");
    }

    #[test]
    fn another_version_gets_no_originals() {
        let fixture = Fixture::new();
        fixture.apply().unwrap();
        fixture.set_version("3.15.1");
        // One that git merged, one that came whole, one that the new version does not have, one that did not change.
        fixture.tree_file("Makefile.pre.in", "top\nours\nnewer\n");
        fixture.tree_file("configure.ac", "AC_INIT\nNEWER\nAC_OUTPUT\n");
        fs::remove_file(fixture.tree().join("Misc/list.json")).unwrap();
        // And a file of ours that was worked on.
        fixture.tree_file("Modules/xxrust/src/lib.rs", "// lib\n// mine\n");
        for error in [fixture.revert().unwrap_err(), fixture.apply().unwrap_err()].map(|error| error.to_string()) {
            assert!(
                error.contains(
                    "left as it is: the overlay was applied to CPython 3.15.0rc2, and the tree is 3.15.1 now"
                ),
                "{error}"
            );
            assert!(error.contains("Makefile.pre.in") && error.contains("--force"), "{error}");
            assert!(error.contains("Modules/xxrust/src/lib.rs") && error.contains("Save what you changed"), "{error}");
        }
        let outcome = revert(fixture.tree(), true).unwrap();
        assert_eq!(outcome, left(&[("Makefile.pre.in", true), ("Misc/list.json", false), ("configure.ac", false)]));
        assert_eq!(fixture.read("Makefile.pre.in"), "top\nours\nnewer\n");
        assert_eq!(fixture.read("configure.ac"), "AC_INIT\nNEWER\nAC_OUTPUT\n");
        assert_eq!(fixture.read("configure"), "#! /bin/sh\n# Generated by GNU Autoconf 2.72 for x.\n");
        assert!(!fixture.tree().join("Misc/list.json").exists() && !fixture.tree().join("Modules/xxrust").exists());
        fixture.tree_file("Makefile.pre.in", "top\nnewer\n");
        fixture.tree_file("Misc/list.json", "[\n]");
        fixture.apply().unwrap();
        assert_eq!(fixture.read("Makefile.pre.in"), "top\nours\nnewer\n");
    }

    #[test]
    fn a_version_that_changed_none_of_the_files_is_gone_on_with() {
        let fixture = Fixture::new();
        fixture.apply().unwrap();
        fixture.set_version("3.15.1");
        fixture.apply().unwrap();
        assert_eq!(Manifest::read(fixture.tree()).unwrap().unwrap().version, "3.15.1");
        fixture.revert().unwrap();
        assert_eq!(fixture.read("Makefile.pre.in"), "top\nbottom\n");
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
