//! What the overlay makes of a tree, computed in memory: nothing is written before all of it fits.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, anyhow, bail};
use regex::RegexBuilder;

use super::Concern;
use super::files::{Edit, Overlay, Place};
use super::manifest::{Manifest, Original};
use crate::hash;
use crate::version::TreeVersion;

/// What autoconf reads besides the files that configure.ac includes.
const AUTOCONF_INPUTS: [&str; 2] = ["configure.ac", "aclocal.m4"];
const AUTOCONF_RESULTS: [&str; 2] = ["configure", "pyconfig.h.in"];

/// Runs autoconf (of the release that made the given `configure`) in a folder.
pub type Regenerate<'a> = dyn Fn(&[u8], &Path) -> Result<()> + 'a;

/// The tree as CPython ships it, also when the overlay is in it.
pub struct Pristine {
    pub tree: PathBuf,
    pub version: TreeVersion,
    pub manifest: Option<Manifest>,
}

#[derive(Debug)]
pub struct Plan {
    pub changes: Vec<Change>,
    pub added: Added,
}

/// One file of the result.
#[derive(Debug)]
pub struct Change {
    pub path: String,
    pub contents: Vec<u8>,
    pub mode: u32,
    /// For a file of CPython's own.
    pub original: Option<(Original, Vec<u8>)>,
}

/// How many lines CPython's own files gain.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    pub lines: usize,
    pub files: usize,
    /// Lines in lists that a program writes.
    pub data: usize,
    /// Lines in the files that autoconf regenerates, counted as the difference in length.
    pub regenerated: isize,
}

impl Pristine {
    pub fn of(tree: &Path) -> Result<Self> {
        let version = TreeVersion::of_tree(tree)?;
        let tree = tree.canonicalize().with_context(|| format!("cannot read {}", tree.display()))?;
        let manifest = Manifest::read(&tree)?;
        Ok(Self { tree, version, manifest })
    }

    /// A file of CPython's own; `None` if it has none of that name.
    pub fn read(&self, path: &str) -> Result<Option<(Original, Vec<u8>)>> {
        let entry = self.manifest.as_ref().and_then(|manifest| manifest.entry(path));
        if let Some(entry) = entry {
            let Some(original) = &entry.original else { return Ok(None) };
            let kept = entry.original_path(&self.tree);
            let contents = fs::read(&kept).with_context(|| format!("cannot read {}", kept.display()))?;
            if hash::bytes(&contents) != original.sha256 {
                bail!("{} is damaged: it is not the original that was put there", kept.display());
            }
            return Ok(Some((original.clone(), contents)));
        }
        let file = self.tree.join(path);
        if !file.is_file() {
            return Ok(None);
        }
        let context = || format!("cannot read {}", file.display());
        let contents = fs::read(&file).with_context(context)?;
        let data = file.metadata().with_context(context)?;
        let modified = data.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        let original = Original {
            sha256: hash::bytes(&contents),
            mode: data.permissions().mode() & 0o7777,
            seconds: modified.as_secs(),
            nanoseconds: modified.subsec_nanos(),
        };
        Ok(Some((original, contents)))
    }
}

/// Digest of all that decides the result for one version.
pub fn digest(overlay: &Overlay, version: &TreeVersion) -> String {
    let mut hasher = hash::Hasher::default();
    hasher.field(version.full.as_bytes());
    for edit in overlay.edits.iter().filter(|edit| edit.versions.accepts(version.series)) {
        for part in [&edit.file, &edit.anchor, &format!("{:?}", edit.place), &edit.text] {
            hasher.field(part.as_bytes());
        }
    }
    for copy in overlay.copies_for(version.series) {
        hasher.field(copy.path.as_bytes());
        hasher.field(&copy.contents);
        hasher.field(&copy.mode.to_le_bytes());
    }
    hasher.finish()
}

/// The plan with the concerns up to and including `last`.
pub fn plan(overlay: &Overlay, pristine: &Pristine, last: Concern, regenerate: &Regenerate) -> Result<Plan> {
    let mut changes = BTreeMap::new();
    let mut added = Added::default();
    for copy in overlay.copies_for(pristine.version.series).filter(|copy| copy.concern <= last) {
        // Where it was brought home from this tree, the tree has it.
        let is_ours = pristine.manifest.is_some() && copy.is_in(&pristine.tree);
        if !is_ours && pristine.read(&copy.path)?.is_some() {
            bail!(
                "{} is in the tree already, and not put there by ./x apply: \
                 either CPython has a file of that name, or the overlay's patches are part of this tree",
                pristine.tree.join(&copy.path).display()
            );
        }
        let change =
            Change { path: copy.path.clone(), contents: copy.contents.clone(), mode: copy.mode, original: None };
        if changes.insert(copy.path.clone(), change).is_some() {
            bail!("the overlay has two files for {}", copy.path);
        }
    }
    for (file, edits) in edits_by_file(overlay, pristine, last) {
        let (original, text) = pristine.read(file)?.ok_or_else(|| {
            anyhow!("{} does not exist, but {} edits it", pristine.tree.join(file).display(), edits[0].origin)
        })?;
        let source = std::str::from_utf8(&text).with_context(|| format!("{file} is not valid UTF-8"))?;
        let edited = edit_text(file, source, &edits)?;
        for edit in &edits {
            *(if edit.data { &mut added.data } else { &mut added.lines }) += edit.text.lines().count();
        }
        added.files += 1;
        let change = Change {
            path: file.to_owned(),
            contents: edited.into_bytes(),
            mode: original.mode,
            original: Some((original, text)),
        };
        changes.insert(file.to_owned(), change);
    }
    if last == Concern::BuildSystem && AUTOCONF_INPUTS.iter().any(|path| changes.contains_key(*path)) {
        added.regenerated = add_regenerated(&mut changes, pristine, regenerate)?;
    }
    Ok(Plan { changes: changes.into_values().collect(), added })
}

fn edits_by_file<'a>(overlay: &'a Overlay, pristine: &Pristine, last: Concern) -> BTreeMap<&'a str, Vec<&'a Edit>> {
    let mut files: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in &overlay.edits {
        if edit.concern <= last && edit.versions.accepts(pristine.version.series) {
            files.entry(&edit.file).or_default().push(edit);
        }
    }
    files
}

/// Applies the edits of one file. All anchors are looked for in the pristine text, so that no edit
/// depends on another one.
fn edit_text(file: &str, text: &str, edits: &[&Edit]) -> Result<String> {
    let mut places = Vec::new();
    for edit in edits {
        let found = find_anchor(file, text, edit)?;
        let place = match edit.place {
            Place::Before => {
                let start = text[..found.start].rfind('\n').map_or(0, |at| at + 1);
                start..start
            }
            Place::After => {
                // A match that ends with its newline has its last line before it.
                let from = if text[found.clone()].ends_with('\n') { found.end - 1 } else { found.end };
                let end = text[from..].find('\n').map_or(text.len(), |at| from + at + 1);
                end..end
            }
            Place::Replace => found,
        };
        places.push((place, *edit));
    }
    // Stable: edits at one place stay in the order they are written down in.
    places.sort_by_key(|(place, _)| (place.start, place.end));
    let mut result = String::with_capacity(text.len() + 4096);
    let mut copied = 0;
    let mut before: Option<&Edit> = None;
    for (place, edit) in places {
        if place.start < copied {
            bail!("{file}: two edits overlap: {} and {}", before.map_or("?", |edit| edit.origin.as_str()), edit.origin);
        }
        result.push_str(&text[copied..place.start]);
        if edit.place != Place::Replace && place.start > 0 && !result.ends_with('\n') {
            result.push('\n');
        }
        result.push_str(&edit.text);
        if edit.place != Place::Replace && !edit.text.ends_with('\n') {
            result.push('\n');
        }
        copied = place.end;
        before = Some(edit);
    }
    result.push_str(&text[copied..]);
    Ok(result)
}

fn find_anchor(file: &str, text: &str, edit: &Edit) -> Result<Range<usize>> {
    let anchor = &edit.anchor;
    let regex = RegexBuilder::new(anchor)
        .multi_line(true)
        .build()
        .with_context(|| format!("{}: the anchor is not a regular expression", edit.origin))?;
    let mut matches = regex.find_iter(text);
    let Some(first) = matches.next() else {
        bail!("{file}: anchor not found\n  anchor  {anchor}\n  from    {}", edit.origin);
    };
    let more = matches.count();
    if more > 0 {
        bail!(
            "{file}: anchor found {} times, it has to be there exactly once\n  anchor  {anchor}\n  from    {}",
            more + 1,
            edit.origin
        );
    }
    Ok(first.range())
}

/// Regenerates configure and pyconfig.h.in in a scratch folder with the few files autoconf reads.
/// Returns how many lines they grow by.
fn add_regenerated(
    changes: &mut BTreeMap<String, Change>,
    pristine: &Pristine,
    regenerate: &Regenerate,
) -> Result<isize> {
    let scratch = tempfile::tempdir()?;
    let current = |path: &str| -> Result<Vec<u8>> {
        if let Some(change) = changes.get(path) {
            return Ok(change.contents.clone());
        }
        let (_, contents) =
            pristine.read(path)?.with_context(|| format!("{} does not exist", pristine.tree.join(path).display()))?;
        Ok(contents)
    };
    let configure_ac = current("configure.ac")?;
    let mut inputs: BTreeSet<String> = AUTOCONF_INPUTS.map(str::to_owned).into();
    inputs.extend(included(&String::from_utf8_lossy(&configure_ac)));
    for path in &inputs {
        let target = scratch.path().join(path);
        fs::create_dir_all(target.parent().unwrap_or(scratch.path()))?;
        fs::write(&target, current(path).context("configure.ac needs it")?)?;
    }
    regenerate(&current("configure")?, scratch.path())?;
    let mut growth = 0;
    for path in AUTOCONF_RESULTS {
        let contents = fs::read(scratch.path().join(path))?;
        let (original, before) =
            pristine.read(path)?.with_context(|| format!("{} does not exist", pristine.tree.join(path).display()))?;
        if contents != before {
            growth += count_lines(&contents) - count_lines(&before);
            let change =
                Change { path: path.to_owned(), contents, mode: original.mode, original: Some((original, before)) };
            changes.insert(path.to_owned(), change);
        }
    }
    Ok(growth)
}

fn count_lines(text: &[u8]) -> isize {
    text.iter().filter(|byte| **byte == b'\n').count() as isize
}

/// The files that configure.ac takes in with m4_include.
fn included(configure_ac: &str) -> Vec<String> {
    let name = |line: &str| {
        let rest = line.trim_start().strip_prefix("m4_include(")?;
        Some(rest.split(')').next()?.trim_matches(['[', ']', ' ']).to_owned())
    };
    configure_ac.lines().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::testing::Fixture;

    fn edit(anchor: &str, place: Place, text: &str) -> Edit {
        Edit {
            file: "f".into(),
            concern: Concern::Module,
            versions: Default::default(),
            anchor: anchor.into(),
            place,
            text: text.into(),
            data: false,
            origin: format!("origin of {anchor}"),
        }
    }

    fn edited(text: &str, edits: &[Edit]) -> Result<String> {
        edit_text("f", text, &edits.iter().collect::<Vec<_>>())
    }

    #[test]
    fn places() {
        let text = "one\ntwo words\nthree\n";
        let before = edit("words", Place::Before, "B\n");
        let after = edit("two", Place::After, "A");
        let replace = edit("^three$", Place::Replace, "3");
        assert_eq!(edited(text, &[after, replace, before]).unwrap(), "one\nB\ntwo words\nA\n3\n");
    }

    #[test]
    fn first_and_last_line_and_several_lines() {
        let text = "one\ntwo\nlast";
        let edits =
            [edit("one\ntwo\n", Place::After, "A"), edit("^one", Place::Before, "B"), edit("last", Place::After, "Z")];
        assert_eq!(edited(text, &edits).unwrap(), "B\none\ntwo\nA\nlast\nZ\n");
    }

    #[test]
    fn edits_at_one_place_keep_their_order() {
        let edits = [edit("x", Place::After, "1\n"), edit("^y", Place::Before, "2\n")];
        assert_eq!(edited("x\ny\n", &edits).unwrap(), "x\n1\n2\ny\n");
    }

    #[test]
    fn missing_and_repeated_anchors_are_named() {
        let error = edited("a\n", &[edit("^nothing$", Place::After, "")]).unwrap_err().to_string();
        assert!(error.contains("f: anchor not found") && error.contains("^nothing$"), "{error}");
        assert!(error.contains("origin of ^nothing$"), "{error}");
        let error = edited("a\na\na\n", &[edit("^a$", Place::After, "")]).unwrap_err().to_string();
        assert!(error.contains("found 3 times"), "{error}");
        let error = edited("a", &[edit("(", Place::After, "")]).unwrap_err().to_string();
        assert!(error.contains("not a regular expression"), "{error}");
    }

    #[test]
    fn overlapping_edits_are_refused() {
        let edits = [edit("abc", Place::Replace, "1"), edit("bcd", Place::Replace, "2")];
        let error = edited("abcd", &edits).unwrap_err().to_string();
        assert!(error.contains("overlap") && error.contains("origin of abc"), "{error}");
    }

    #[test]
    fn a_file_of_cpythons_own_is_not_overwritten() {
        let fixture = Fixture::new();
        fixture.overlay_file("Lib/base64.py", "ours\n");
        let error = fixture.apply().unwrap_err().to_string();
        assert!(error.contains("Lib/base64.py is in the tree already"), "{error}");
    }

    #[test]
    fn includes_are_found() {
        let text = "AC_INIT\nm4_include([Tools/build/rust.m4])\n  m4_include(other.m4)\n";
        assert_eq!(included(text), ["Tools/build/rust.m4", "other.m4"]);
    }
}
