//! The record of what was done to a tree, kept in the tree: `.rust-overlay/manifest.toml`, with the
//! original of each edited file under `.rust-overlay/original/`.

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::transaction::Transaction;
use crate::hash;

pub const FOLDER: &str = ".rust-overlay";
pub const FILE: &str = ".rust-overlay/manifest.toml";
pub const ORIGINALS: &str = ".rust-overlay/original";
/// Keeps the record out of sight of a git checkout.
pub const GITIGNORE: &str = ".rust-overlay/.gitignore";

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the tree.
    pub version: String,
    /// Digest of everything in the overlay that went into the tree.
    pub overlay: String,
    /// SHA-256 of the Cargo.lock whose crates are vendored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendored: Option<String>,
    /// Folders that were not there before.
    #[serde(default)]
    pub folders: Vec<String>,
    #[serde(default, rename = "path")]
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    pub path: String,
    pub sha256: String,
    /// What an earlier version of the overlay made of the file, while an update is being written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    pub mode: u32,
    /// Lines that only the overlay's text has: a changed file with none of them was not changed but replaced. Empty where there are
    /// none to be had, as in records of earlier tools.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// For a file of CPython's own; without it the file is ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<Original>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    pub sha256: String,
    pub mode: u32,
    /// Modification time, so that make sees the file as it was.
    pub seconds: u64,
    pub nanoseconds: u32,
}

impl Original {
    pub fn modified(&self) -> SystemTime {
        UNIX_EPOCH + Duration::new(self.seconds, self.nanoseconds)
    }
}

/// How a file in the tree stands to its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As the overlay wants it.
    Applied,
    /// As CPython has it, or missing if it is ours.
    Pristine,
    /// As an update that did not finish left it.
    Outdated,
    /// Neither: somebody changed it.
    Changed,
}

impl Manifest {
    pub fn read(tree: &Path) -> Result<Option<Self>> {
        let path = tree.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let manifest = toml::from_str(&text).with_context(|| format!("{} is damaged", path.display()))?;
        Ok(Some(manifest))
    }

    pub fn to_text(&self) -> Result<String> {
        let text = toml::to_string(self)?;
        Ok(format!("# What ./x apply did to this tree. ./x revert needs it.\n{text}"))
    }

    pub fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.path == path)
    }
}

/// The longest lines that the file did not have before: those that nobody else writes by chance, if it has such lines.
pub fn marks(contents: &[u8], original: &[u8]) -> Vec<String> {
    const ENOUGH: usize = 10;
    /// `#include "Python.h"` and `[dependencies]` are shorter.
    const TELLING: usize = 24;
    let (Ok(contents), original) = (std::str::from_utf8(contents), String::from_utf8_lossy(original)) else {
        return Vec::new();
    };
    let before: HashSet<&str> = original.lines().collect();
    let mut ours: Vec<&str> =
        contents.lines().filter(|line| !line.trim().is_empty() && !before.contains(line)).collect();
    ours.sort_by_key(|line| std::cmp::Reverse(line.len()));
    let telling = ours.iter().take_while(|line| line.len() > TELLING).count();
    ours.truncate(if telling == 0 { ENOUGH } else { telling.min(ENOUGH) });
    ours.into_iter().map(str::to_owned).collect()
}

impl Entry {
    pub fn state(&self, tree: &Path) -> Result<State> {
        let path = tree.join(&self.path);
        if !path.exists() {
            return Ok(if self.original.is_some() { State::Changed } else { State::Pristine });
        }
        let found = hash::file(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(match &self.original {
            _ if found == self.sha256 => State::Applied,
            _ if Some(&found) == self.previous.as_ref() => State::Outdated,
            Some(original) if original.sha256 == found => State::Pristine,
            _ => State::Changed,
        })
    }

    /// Whether the file in the tree has text of the overlay's still. What cannot be told is taken for yes.
    pub fn has_our_text(&self, tree: &Path) -> Result<bool> {
        let path = tree.join(&self.path);
        if !path.exists() {
            return Ok(false);
        }
        let contents = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let contents = String::from_utf8_lossy(&contents);
        Ok(self.marks.is_empty() || contents.lines().any(|line| self.marks.iter().any(|mark| mark == line)))
    }

    /// The mode of the file in the tree; 0 if there is none.
    pub fn mode_in(&self, tree: &Path) -> Result<u32> {
        let path = tree.join(&self.path);
        if !path.exists() {
            return Ok(0);
        }
        let data = path.metadata().with_context(|| format!("cannot read {}", path.display()))?;
        Ok(data.permissions().mode() & 0o7777)
    }

    /// Has the transaction give the tree its own file back, or remove ours.
    pub fn stage_removal(&self, transaction: &mut Transaction, tree: &Path) -> Result<()> {
        let Some(original) = &self.original else {
            transaction.remove(&self.path);
            return Ok(());
        };
        let kept = self.original_path(tree);
        let contents = fs::read(&kept).with_context(|| format!("cannot read {}", kept.display()))?;
        if hash::bytes(&contents) != original.sha256 {
            bail!("{} is damaged: it is not the original that was put there", kept.display());
        }
        transaction.put(&self.path, &contents, original.mode, Some(original.modified()))
    }

    pub fn original_path(&self, tree: &Path) -> PathBuf {
        tree.join(ORIGINALS).join(&self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_anybody_writes_marks_a_file_only_if_it_has_nothing_else() {
        let line = "_Py_rs_init_xxrust(void);";
        assert_eq!(marks(format!("{{\n#include \"Python.h\"\n{line}\n}}\n").as_bytes(), b""), [line]);
        assert_eq!(marks(b"}\n\nours\ntheirs\n", b"theirs\n"), ["ours", "}"]);
    }
}
