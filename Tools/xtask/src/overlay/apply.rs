//! Putting the overlay into a tree, or bringing a tree up to date with it.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Concern;
use super::changed::Changed;
use super::files::Overlay;
use super::manifest::{self, Entry, Manifest, State};
use super::plan::{Added, Change, Plan, Pristine, Regenerate, digest, plan};
use super::transaction::{Locked, Transaction};
use super::vendor;
use crate::hash;

#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    AlreadyApplied,
    Applied { written: Vec<String>, added: Added, files: usize },
}

pub fn apply(overlay_root: &Path, tree: &Path, vendored: bool, regenerate: &Regenerate) -> Result<Outcome> {
    let overlay = Overlay::read(overlay_root)?;
    let locked = Locked::wait(tree)?;
    let pristine = Pristine::of(tree)?;
    let tree = pristine.tree.as_path();
    let before = pristine.manifest.as_ref();
    let changed = before.map(|manifest| Changed::of(tree, manifest, &pristine.version)).transpose()?.flatten();
    if let Some(changed) = changed.and_then(|changed| changed.but_for_those_of(&overlay, tree, &pristine.version)) {
        bail!("{} is left as it is: {changed}", tree.display());
    }

    // A tree that has the crates keeps them: without them its configuration would be wrong.
    let lock = match vendored || before.is_some_and(|manifest| manifest.vendored.is_some()) {
        true => Some(vendor::lock_digest(overlay_root)?),
        false => None,
    };
    let overlay_digest = digest(&overlay, &pristine.version);
    let vendor_again = lock.is_some()
        && (before.and_then(|manifest| manifest.vendored.as_ref()) != lock.as_ref()
            || !tree.join(vendor::FOLDER).is_dir());
    if let Some(manifest) = before {
        if manifest.overlay == overlay_digest && !vendor_again && is_complete(tree, manifest)? {
            return Ok(Outcome::AlreadyApplied);
        }
    }

    let mut plan = plan(&overlay, &pristine, Concern::BuildSystem, regenerate)?;
    let mut transaction = Transaction::begin(&locked)?;
    if lock.is_some() {
        add_vendored(&mut plan, &mut transaction, &pristine, overlay_root, vendor_again)?;
    }
    let manifest = new_manifest(&pristine, &plan, overlay_digest, lock);
    let written = stage(&mut transaction, &pristine, &plan, &manifest)?;
    transaction.commit()?;
    finish(&locked, tree, manifest)
        .context("the overlay is in the tree; the end of its record is missing, which another ./x apply writes")?;
    Ok(Outcome::Applied { written, added: plan.added, files: plan.changes.len() })
}

fn is_complete(tree: &Path, manifest: &Manifest) -> Result<bool> {
    for entry in &manifest.entries {
        if entry.state(tree)? != State::Applied || entry.mode_in(tree)? != entry.mode {
            return Ok(false);
        }
    }
    Ok(true)
}

fn add_vendored(
    plan: &mut Plan,
    transaction: &mut Transaction,
    pristine: &Pristine,
    overlay_root: &Path,
    again: bool,
) -> Result<()> {
    if pristine.read(vendor::CONFIG)?.is_some() {
        bail!(
            "{} exists: vendoring would overwrite it. Move it away, or apply without --vendor.",
            pristine.tree.join(vendor::CONFIG).display()
        );
    }
    let text = if again {
        let folder = transaction.put_folder(vendor::FOLDER)?;
        vendor::vendor(overlay_root, &folder)?.into_bytes()
    } else {
        std::fs::read(pristine.tree.join(vendor::CONFIG))?
    };
    plan.changes.push(Change { path: vendor::CONFIG.to_owned(), contents: text, mode: 0o644, original: None });
    Ok(())
}

fn new_manifest(pristine: &Pristine, plan: &Plan, overlay: String, vendored: Option<String>) -> Manifest {
    let before = pristine.manifest.as_ref();
    let entry = |change: &Change| {
        let sha256 = hash::bytes(&change.contents);
        let previous = before
            .and_then(|manifest| manifest.entry(&change.path))
            .map(|entry| entry.sha256.clone())
            .filter(|previous| *previous != sha256);
        Entry {
            path: change.path.clone(),
            sha256,
            previous,
            mode: change.mode,
            marks: manifest::marks(&change.contents, change.original.as_ref().map_or(&[], |(_, contents)| contents)),
            original: change.original.as_ref().map(|(original, _)| original.clone()),
        }
    };
    let mut folders: Vec<String> = before.map(|manifest| manifest.folders.clone()).unwrap_or_default();
    for change in &plan.changes {
        for folder in Path::new(&change.path).ancestors().skip(1) {
            let name = folder.to_string_lossy();
            if !name.is_empty() && !pristine.tree.join(folder).exists() && !folders.iter().any(|known| *known == name) {
                folders.push(name.into_owned());
            }
        }
    }
    folders.sort();
    Manifest {
        version: pristine.version.full.clone(),
        overlay,
        vendored,
        folders,
        entries: plan.changes.iter().map(entry).collect(),
    }
}

/// Writes aside all that differs from the tree. The record and the originals come first: whatever
/// happens from then on, revert has what it needs.
fn stage(transaction: &mut Transaction, pristine: &Pristine, plan: &Plan, manifest: &Manifest) -> Result<Vec<String>> {
    let tree = pristine.tree.as_path();
    let old_entries = || pristine.manifest.iter().flat_map(|manifest| &manifest.entries);
    transaction.put(manifest::FILE, manifest_with_leaving(manifest, old_entries())?.as_bytes(), 0o644, None)?;
    if !tree.join(manifest::GITIGNORE).exists() {
        transaction.put(manifest::GITIGNORE, b"*\n", 0o644, None)?;
    }
    let mut written = Vec::new();
    for change in &plan.changes {
        let known = pristine.manifest.as_ref().and_then(|manifest| manifest.entry(&change.path));
        if let (Some((original, contents)), true) = (&change.original, known.is_none()) {
            let kept = format!("{}/{}", manifest::ORIGINALS, change.path);
            transaction.put(&kept, contents, 0o644, Some(original.modified()))?;
        }
    }
    for (change, entry) in plan.changes.iter().zip(&manifest.entries) {
        let current = tree.join(&change.path).exists() && entry.state(tree)? == State::Applied;
        if !current || entry.mode_in(tree)? != change.mode {
            transaction.put(&change.path, &change.contents, change.mode, None)?;
            written.push(change.path.clone());
        }
    }
    for entry in old_entries().filter(|entry| manifest.entry(&entry.path).is_none()) {
        entry.stage_removal(transaction, tree)?;
        written.push(entry.path.clone());
    }
    Ok(written)
}

/// The manifest while files are being moved: it still names those that the overlay no longer has.
fn manifest_with_leaving<'a>(manifest: &Manifest, old: impl Iterator<Item = &'a Entry>) -> Result<String> {
    let mut manifest = manifest.clone();
    let leaving: Vec<Entry> = old.filter(|entry| manifest.entry(&entry.path).is_none()).cloned().collect();
    manifest.entries.extend(leaving);
    manifest.to_text()
}

/// The final record, without what was only needed in case the writing was interrupted.
fn finish(locked: &Locked, tree: &Path, mut manifest: Manifest) -> Result<()> {
    for entry in &mut manifest.entries {
        entry.previous = None;
    }
    let text = manifest.to_text()?;
    if std::fs::read_to_string(tree.join(manifest::FILE)).ok().as_ref() != Some(&text) {
        let mut transaction = Transaction::begin(locked)?;
        transaction.put(manifest::FILE, text.as_bytes(), 0o644, None)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::testing::Fixture;
    use crate::overlay::transaction::STAGE;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    fn applied(outcome: Outcome) -> Vec<String> {
        match outcome {
            Outcome::Applied { written, .. } => written,
            Outcome::AlreadyApplied => panic!("already applied"),
        }
    }

    #[test]
    fn applies_edits_copies_and_regenerates() {
        let fixture = Fixture::new();
        let outcome = fixture.apply().unwrap();
        assert_eq!(fixture.read("Makefile.pre.in"), "top\nours\nbottom\n");
        assert_eq!(fixture.read("Misc/list.json"), "[\n1,\n2\n]");
        assert_eq!(fixture.read("Modules/xxrust/src/lib.rs"), "// lib\n");
        assert_eq!(fixture.read("Tools/build/rust.m4"), "dnl ours\n");
        assert!(fixture.read("configure").contains("regenerated"));
        let Outcome::Applied { added, .. } = outcome else { panic!() };
        assert_eq!(added, Added { lines: 2, files: 3, data: 1, regenerated: 1 });
        let mode = fs::metadata(fixture.tree().join("configure")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o755);
    }

    #[test]
    fn second_run_touches_nothing() {
        let fixture = Fixture::new();
        fixture.apply().unwrap();
        let before = fixture.snapshot();
        assert_eq!(fixture.apply().unwrap(), Outcome::AlreadyApplied);
        assert_eq!(before, fixture.snapshot());
    }

    #[test]
    fn a_changed_overlay_touches_what_changed() {
        let fixture = Fixture::new();
        fixture.apply().unwrap();
        fixture.overlay_file("Modules/xxrust/src/lib.rs", "// new\n");
        fixture.overlay_file("Modules/xxrust/src/more.rs", "// more\n");
        fixture.remove_overlay_file("Lib/test/test_xxrust.py");
        let written = applied(fixture.apply().unwrap());
        assert_eq!(written, ["Modules/xxrust/src/lib.rs", "Modules/xxrust/src/more.rs", "Lib/test/test_xxrust.py"]);
        assert!(!fixture.tree().join("Lib/test/test_xxrust.py").exists());
        assert_eq!(fixture.apply().unwrap(), Outcome::AlreadyApplied);
        fixture.revert().unwrap();
        fixture.assert_pristine();
    }

    #[test]
    fn a_tree_that_does_not_fit_is_left_untouched() {
        let fixture = Fixture::new();
        fixture.tree_file("Makefile.pre.in", "nothing that fits\n");
        let before = fixture.snapshot();
        let error = fixture.apply().unwrap_err().to_string();
        assert!(error.contains("anchor not found"), "{error}");
        assert_eq!(before, fixture.snapshot());
    }

    #[test]
    fn a_failed_autoconf_leaves_the_tree_untouched() {
        let fixture = Fixture::new();
        let before = fixture.snapshot();
        let error = apply(fixture.overlay(), fixture.tree(), false, &|_, _| bail!("no autoconf")).unwrap_err();
        assert!(error.to_string().contains("no autoconf"));
        assert_eq!(before, fixture.snapshot());
    }

    #[test]
    fn a_write_that_fails_midway_is_rolled_back() {
        let fixture = Fixture::new();
        // A file where a folder has to be: everything can be written aside, but not moved into place.
        fixture.tree_file("Modules/xxrust", "in the way\n");
        let before = fixture.snapshot();
        let error = format!("{:#}", fixture.apply().unwrap_err());
        assert!(error.contains("nothing was changed") && error.contains("Modules/xxrust"), "{error}");
        assert_eq!(before, fixture.snapshot());
    }

    #[test]
    fn a_tree_that_takes_no_folder_is_left_untouched() {
        let fixture = Fixture::new();
        // A link to nowhere, which even root cannot make a folder of.
        let stage = fixture.tree().join(STAGE);
        std::os::unix::fs::symlink("nowhere", &stage).unwrap();
        let error = fixture.apply().unwrap_err().to_string();
        assert!(error.contains("cannot write in") && error.contains("Nothing was changed"), "{error}");
        fs::remove_file(stage).unwrap();
        fixture.assert_pristine();
    }

    #[test]
    fn a_partly_applied_tree_is_completed() {
        let fixture = Fixture::new();
        fixture.apply().unwrap();
        fs::remove_file(fixture.tree().join("Modules/xxrust/src/lib.rs")).unwrap();
        fixture.tree_file("Makefile.pre.in", "top\nbottom\n");
        assert_eq!(applied(fixture.apply().unwrap()), ["Makefile.pre.in", "Modules/xxrust/src/lib.rs"]);
        assert_eq!(fixture.read("Makefile.pre.in"), "top\nours\nbottom\n");
    }

    #[test]
    fn changes_by_hand_are_not_overwritten() {
        let fixture = Fixture::new();
        fixture.apply().unwrap();
        fixture.tree_file("Makefile.pre.in", "mine\n");
        let error = fixture.apply().unwrap_err().to_string();
        assert!(error.contains("changed by hand") && error.contains("Makefile.pre.in"), "{error}");
        assert_eq!(fixture.read("Makefile.pre.in"), "mine\n");
    }

    #[test]
    fn work_in_the_tree_that_the_overlay_has_by_now_is_no_change() {
        let fixture = Fixture::new();
        fixture.apply().unwrap();
        fixture.tree_file("Modules/xxrust/src/lib.rs", "// better\n");
        fixture.overlay_file("Modules/xxrust/src/lib.rs", "// best\n");
        assert!(fixture.apply().unwrap_err().to_string().contains("changed by hand"));
        fixture.overlay_file("Modules/xxrust/src/lib.rs", "// better\n");
        fixture.tree_file("Modules/xxrust/src/another.rs", "// one more\n");
        fixture.overlay_file("Modules/xxrust/src/another.rs", "// not that\n");
        assert!(fixture.apply().unwrap_err().to_string().contains("in the tree already"));
        fixture.overlay_file("Modules/xxrust/src/another.rs", "// one more\n");
        assert!(applied(fixture.apply().unwrap()).is_empty());
        assert_eq!(fixture.apply().unwrap(), Outcome::AlreadyApplied);
        fixture.revert().unwrap();
        fixture.assert_pristine();
    }
}
