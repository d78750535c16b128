//! Reading the overlay: files that are copied whole, and the edits in `*.edits.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::Concern;
use crate::version::{Requirement, Series};

/// Folders whose files are copied to the same place in the tree.
const COPIED: [&str; 3] = ["Modules", "Lib", "Misc"];
/// Folders that hold edits and the texts they put in.
const FRAGMENTS: [&str; 2] = ["configure-fragment", "Makefile.pre.in-fragment"];
const ROOT_FILES: [&str; 2] = ["Cargo.toml", "Cargo.lock"];
const EDITS_SUFFIX: &str = ".edits.toml";

#[derive(Debug, Default)]
pub struct Overlay {
    pub root: PathBuf,
    pub edits: Vec<Edit>,
    pub copies: Vec<Copied>,
}

/// Our own text at a place in one of CPython's files.
#[derive(Debug)]
pub struct Edit {
    /// Path in the tree.
    pub file: String,
    pub concern: Concern,
    pub versions: Requirement,
    pub anchor: String,
    pub place: Place,
    pub text: String,
    /// Entries of a list that a program writes: counted apart.
    pub data: bool,
    /// Where the edit is written down, for messages.
    pub origin: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    Before,
    After,
    Replace,
}

/// A file that the tree does not have.
#[derive(Debug)]
pub struct Copied {
    /// Path in the tree.
    pub path: String,
    pub contents: Vec<u8>,
    pub mode: u32,
    pub concern: Concern,
    pub versions: Requirement,
}

impl Copied {
    /// Whether the tree has that file, to the byte.
    pub fn is_in(&self, tree: &Path) -> bool {
        fs::read(tree.join(&self.path)).is_ok_and(|contents| contents == self.contents)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditsFile {
    #[serde(default)]
    edit: Vec<RawEdit>,
    #[serde(default)]
    file: Vec<RawFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawEdit {
    file: String,
    concern: Concern,
    versions: Option<String>,
    anchor: String,
    place: Place,
    text: Option<String>,
    text_file: Option<String>,
    #[serde(default)]
    data: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    from: String,
    to: String,
    concern: Concern,
    versions: Option<String>,
}

impl Overlay {
    pub fn read(root: &Path) -> Result<Self> {
        let mut found = Vec::new();
        for folder in COPIED.iter().chain(&FRAGMENTS) {
            walk(root, Path::new(folder), &mut found)?;
        }
        // Where edits share an anchor, their texts follow each other in this order: a module's lines use what the fragments
        // define.
        found.sort_by_key(|path| (COPIED.iter().any(|folder| Path::new(path).starts_with(folder)), path.clone()));
        let mut overlay = Self { root: root.to_owned(), ..Self::default() };
        let mut fragments = BTreeSet::new();
        for path in found.iter().filter(|path| path.ends_with(EDITS_SUFFIX)) {
            overlay.read_edits(path, &mut fragments).with_context(|| format!("in {path}"))?;
        }
        let in_copied = |path: &&String| COPIED.iter().any(|folder| Path::new(path).starts_with(folder));
        for path in found.iter().filter(in_copied) {
            if !path.ends_with(EDITS_SUFFIX) && !fragments.contains(path) {
                let concern = concern_of(path);
                overlay.copy(path, path, concern, Requirement::default())?;
            }
        }
        for path in ROOT_FILES {
            if root.join(path).is_file() {
                overlay.copy(path, path, Concern::Ffi, Requirement::default())?;
            }
        }
        overlay.copies.sort_by(|a, b| a.path.cmp(&b.path));
        if overlay.copies.is_empty() && overlay.edits.is_empty() {
            bail!("{} holds no overlay: there is nothing to put into a tree", root.display());
        }
        Ok(overlay)
    }

    /// The files that trees of that version get.
    pub fn copies_for(&self, series: Series) -> impl Iterator<Item = &Copied> {
        self.copies.iter().filter(move |copy| copy.versions.accepts(series))
    }

    fn read_edits(&mut self, path: &str, fragments: &mut BTreeSet<String>) -> Result<()> {
        let text = fs::read_to_string(self.root.join(path))?;
        let file: EditsFile = toml::from_str(&text)?;
        let beside = |name: &str| {
            let folder = Path::new(path).parent().unwrap_or(Path::new(""));
            folder.join(name).to_string_lossy().into_owned()
        };
        for (index, raw) in file.edit.into_iter().enumerate() {
            let origin = format!("{path}, edit {}", index + 1);
            let text = match (raw.text, raw.text_file) {
                (Some(text), None) => text,
                (None, Some(name)) => {
                    let source = beside(&name);
                    let text = fs::read_to_string(self.root.join(&source))
                        .with_context(|| format!("{origin}: cannot read text-file {source}"))?;
                    fragments.insert(source);
                    text
                }
                _ => bail!("{origin}: give either text or text-file"),
            };
            self.edits.push(Edit {
                file: tree_path(&raw.file).with_context(|| origin.clone())?,
                concern: raw.concern,
                versions: requirement(raw.versions).with_context(|| origin.clone())?,
                anchor: raw.anchor,
                place: raw.place,
                text,
                data: raw.data,
                origin,
            });
        }
        for raw in file.file {
            let source = beside(&raw.from);
            let to = tree_path(&raw.to)?;
            self.copy(&source, &to, raw.concern, requirement(raw.versions)?)?;
            fragments.insert(source);
        }
        Ok(())
    }

    fn copy(&mut self, from: &str, to: &str, concern: Concern, versions: Requirement) -> Result<()> {
        let source = self.root.join(from);
        let read = || -> std::io::Result<_> { Ok((fs::read(&source)?, source.metadata()?.permissions().mode())) };
        let (contents, mode) = read().with_context(|| format!("cannot read {}", source.display()))?;
        let mode = if mode & 0o100 != 0 { 0o755 } else { 0o644 };
        self.copies.push(Copied { path: to.to_owned(), contents, mode, concern, versions });
        Ok(())
    }
}

fn requirement(text: Option<String>) -> Result<Requirement> {
    text.map_or(Ok(Requirement::default()), |text| text.parse())
}

/// A path that stays inside the tree.
fn tree_path(text: &str) -> Result<String> {
    let normal = Path::new(text).components().all(|part| matches!(part, Component::Normal(_)));
    if text.is_empty() || !normal {
        bail!("{text:?} is not a path inside a tree");
    }
    Ok(text.to_owned())
}

fn concern_of(path: &str) -> Concern {
    match path {
        _ if Path::new(path).starts_with("Modules/cpython-sys") => Concern::Ffi,
        _ if Path::new(path).starts_with("Modules/cpython-api") => Concern::SafeLayer,
        _ => Concern::Module,
    }
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) -> Result<()> {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        let kind = entry.file_type()?;
        if is_not_source(&entry.file_name().to_string_lossy()) {
            continue;
        }
        if kind.is_dir() {
            walk(root, &path, found)?;
        } else if kind.is_file() {
            found.push(path.to_str().with_context(|| format!("{} is not valid UTF-8", path.display()))?.to_owned());
        } else {
            bail!("{} is neither a file nor a folder", root.join(&path).display());
        }
    }
    Ok(())
}

/// What tools and editors leave behind in a working copy.
fn is_not_source(name: &str) -> bool {
    matches!(name, "target" | "__pycache__") || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".pyc")
}
