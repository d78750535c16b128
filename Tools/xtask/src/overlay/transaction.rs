//! Changing many files of a tree as one step: first everything is written aside, which is where a
//! full disk shows; then it is renamed into place, and renamed back if one of the renames fails.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Result, anyhow};

use crate::interrupt;
use crate::lock::{self, Lock};
use crate::version::TreeVersion;

/// A tree that no other run changes while this lives.
pub struct Locked {
    tree: PathBuf,
    _lock: Lock,
}

impl Locked {
    /// Waits for a run that changes the tree, then clears away what a killed one left.
    pub fn wait(tree: &Path) -> Result<Self> {
        // Before the lock, which would make a folder that is not there.
        TreeVersion::of_tree(tree)?;
        let lock = lock::folder(tree)?;
        recover(tree)?;
        Ok(Self { tree: tree.to_owned(), _lock: lock })
    }
}

/// In the tree, so that it is on the same file system and a rename is enough.
pub(super) const STAGE: &str = ".rust-overlay.new";

pub struct Transaction {
    tree: PathBuf,
    stage: PathBuf,
    steps: Vec<Step>,
}

enum Step {
    Put(String),
    Remove(String),
}

/// What has been done in the tree so far.
enum Done {
    /// The path had something, which is now under `old` in the stage.
    Replaced(String),
    Created(String),
    Folder(PathBuf),
}

impl Transaction {
    pub fn begin(locked: &Locked) -> Result<Self> {
        let tree = &locked.tree;
        recover(tree)?;
        let stage = tree.join(STAGE);
        fs::create_dir(&stage).map_err(|error| not_writable(tree, &error))?;
        // From here on dropping it removes the folder, if even the first file finds no room.
        let transaction = Self { tree: tree.to_owned(), stage, steps: Vec::new() };
        let ignored = transaction.stage.join(".gitignore");
        fs::write(ignored, "*\n").map_err(|error| not_writable(tree, &error))?;
        Ok(transaction)
    }

    /// Writes a file aside; `commit` puts it at `path`.
    pub fn put(&mut self, path: &str, contents: &[u8], mode: u32, modified: Option<SystemTime>) -> Result<()> {
        interrupt::check()?;
        let aside = self.aside(path)?;
        let write = || -> io::Result<()> {
            fs::write(&aside, contents)?;
            fs::set_permissions(&aside, fs::Permissions::from_mode(mode))?;
            if let Some(time) = modified {
                // Through a handle for reading: the file may have become read-only.
                File::open(&aside)?.set_modified(time)?;
            }
            Ok(())
        };
        write().map_err(|error| not_writable(&self.tree, &error))?;
        self.steps.push(Step::Put(path.to_owned()));
        Ok(())
    }

    /// Where the caller puts a whole folder that `commit` moves to `path`.
    pub fn put_folder(&mut self, path: &str) -> Result<PathBuf> {
        let aside = self.aside(path)?;
        self.steps.push(Step::Put(path.to_owned()));
        Ok(aside)
    }

    /// Removes a file or a folder with all that is in it.
    pub fn remove(&mut self, path: &str) {
        self.steps.push(Step::Remove(path.to_owned()));
    }

    /// Moves everything into place, or leaves the tree as it was.
    pub fn commit(mut self) -> Result<()> {
        interrupt::check()?;
        let _writing = interrupt::Writing::begin();
        let mut done = Vec::new();
        for step in std::mem::take(&mut self.steps) {
            if let Err(error) = self.run(&step, &mut done) {
                let (Step::Put(path) | Step::Remove(path)) = &step;
                let error = anyhow!("cannot change {}: {error}", self.tree.join(path).display());
                return Err(match self.undo(done) {
                    Ok(()) => error.context("the tree is as it was before: nothing was changed"),
                    Err(undo) => error.context(format!("and what had been changed cannot be undone ({undo})")),
                });
            }
        }
        Ok(())
    }

    fn run(&self, step: &Step, done: &mut Vec<Done>) -> io::Result<()> {
        match step {
            Step::Put(path) => {
                let target = self.tree.join(path);
                make_parents(&target, done)?;
                let existed = fs::symlink_metadata(&target).is_ok();
                if existed {
                    self.keep_old(path, &target)?;
                    done.push(Done::Replaced(path.clone()));
                }
                fs::rename(self.stage.join("new").join(path), &target)?;
                if !existed {
                    done.push(Done::Created(path.clone()));
                }
            }
            Step::Remove(path) => {
                let target = self.tree.join(path);
                if fs::symlink_metadata(&target).is_ok() {
                    let old = self.old(path)?;
                    fs::rename(&target, old)?;
                    done.push(Done::Replaced(path.clone()));
                }
            }
        }
        Ok(())
    }

    /// A second name for the old file, so that at no moment the tree is without it.
    fn keep_old(&self, path: &str, target: &Path) -> io::Result<()> {
        let old = self.old(path)?;
        if target.is_dir() || fs::hard_link(target, &old).is_err() {
            fs::rename(target, &old)?;
        }
        Ok(())
    }

    fn undo(&self, done: Vec<Done>) -> io::Result<()> {
        for done in done.into_iter().rev() {
            match done {
                Done::Replaced(path) => {
                    let (old, target) = (self.stage.join("old").join(&path), self.tree.join(&path));
                    if old.is_dir() && target.is_dir() {
                        fs::remove_dir_all(&target)?;
                    }
                    fs::rename(old, target)?;
                }
                Done::Created(path) => {
                    let target = self.tree.join(path);
                    if target.is_dir() { fs::remove_dir_all(target)? } else { fs::remove_file(target)? }
                }
                Done::Folder(folder) => fs::remove_dir(folder)?,
            }
        }
        Ok(())
    }

    fn aside(&self, path: &str) -> Result<PathBuf> {
        in_stage(&self.stage, "new", path).map_err(|error| not_writable(&self.tree, &error))
    }

    fn old(&self, path: &str) -> io::Result<PathBuf> {
        in_stage(&self.stage, "old", path)
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // The next transaction removes what cannot be removed now.
        let _ = fs::remove_dir_all(&self.stage);
    }
}

fn in_stage(stage: &Path, part: &str, path: &str) -> io::Result<PathBuf> {
    let file = stage.join(part).join(path);
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(file)
}

fn make_parents(target: &Path, done: &mut Vec<Done>) -> io::Result<()> {
    let mut missing = Vec::new();
    let mut folder = target.parent();
    while let Some(parent) = folder.filter(|parent| !parent.exists()) {
        missing.push(parent.to_owned());
        folder = parent.parent();
    }
    for folder in missing.into_iter().rev() {
        fs::create_dir(&folder)?;
        done.push(Done::Folder(folder));
    }
    Ok(())
}

/// Clears away what a killed run left: a file that it had moved aside goes back to its place. The caller has the lock, so
/// nobody alive needs it.
fn recover(tree: &Path) -> Result<()> {
    let stage = tree.join(STAGE);
    if !stage.exists() {
        return Ok(());
    }
    put_back(&stage.join("old"), tree)
        .and_then(|()| fs::remove_dir_all(&stage))
        .map_err(|error| not_writable(tree, &error))
}

fn put_back(old: &Path, target: &Path) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(old) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let place = target.join(entry.file_name());
        if fs::symlink_metadata(&place).is_err() {
            fs::rename(entry.path(), &place)?;
        } else if place.is_dir() {
            put_back(&entry.path(), &place)?;
        }
    }
    Ok(())
}

fn not_writable(tree: &Path, error: &io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => anyhow!(
            "{} cannot be written to ({error}): make it writable, or use a copy of it. Nothing was changed.",
            tree.display()
        ),
        _ => anyhow!("cannot write in {}: {error}. Nothing was changed.", tree.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::{apply, revert, testing::Fixture};
    use std::thread;
    use std::time::Duration;

    #[test]
    fn what_a_living_run_has_written_aside_is_not_taken_for_a_leftover() {
        let fixture = Fixture::new();
        let locked = Locked::wait(fixture.tree()).unwrap();
        let mut first = Transaction::begin(&locked).unwrap();
        first.put("Misc/new", b"first\n", 0o644, None).unwrap();
        thread::scope(|scope| {
            let second = scope.spawn(|| fixture.apply());
            // Long enough for all that it does.
            thread::sleep(Duration::from_millis(500));
            assert!(!second.is_finished());
            first.commit().unwrap();
            assert_eq!(fixture.read("Misc/new"), "first\n");
            drop(locked);
            assert!(matches!(second.join().unwrap().unwrap(), apply::Outcome::Applied { .. }));
        });
        assert_eq!(fixture.apply().unwrap(), apply::Outcome::AlreadyApplied);
    }

    #[test]
    fn runs_that_meet_come_one_after_the_other() {
        let fixture = Fixture::new();
        thread::scope(|scope| {
            for number in 0..6 {
                let fixture = &fixture;
                scope.spawn(move || {
                    for _ in 0..10 {
                        if number % 2 == 0 { drop(fixture.apply().unwrap()) } else { drop(fixture.revert().unwrap()) }
                    }
                });
            }
        });
        fixture.revert().unwrap();
        fixture.assert_pristine();
        assert_eq!(fixture.revert().unwrap(), revert::Outcome::NotApplied);
    }

    #[test]
    fn a_read_only_tree_is_an_error_of_its_own() {
        for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem] {
            let error = not_writable(Path::new("/tree"), &kind.into()).to_string();
            assert!(error.contains("/tree cannot be written to") && error.contains("use a copy"), "{error}");
        }
        let error = not_writable(Path::new("/tree"), &io::ErrorKind::StorageFull.into()).to_string();
        assert!(error.contains("cannot write in /tree: no storage space"), "{error}");
    }

    #[test]
    fn what_a_killed_run_left_is_cleared_away() {
        let fixture = Fixture::new();
        fixture.tree_file(".rust-overlay.new/old/Misc/list.json", "[\n2\n]");
        fixture.tree_file(".rust-overlay.new/new/Misc/list.json", "half");
        fs::remove_file(fixture.tree().join("Misc/list.json")).unwrap();
        drop(Locked::wait(fixture.tree()).unwrap());
        assert_eq!(fixture.read("Misc/list.json"), "[\n2\n]");
        assert!(!fixture.tree().join(STAGE).exists());
    }
}
