//! `./x export`: the overlay as a series of patches, one for each concern.
//!
//! The patches come from a scratch repository with only the files that the overlay touches; `git am`
//! looks at names and context, so they fit a repository with the rest of CPython as well.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::overlay::Concern;
use crate::overlay::files::Overlay;
use crate::overlay::plan::{Change, Pristine, Regenerate, plan};
use crate::project::Project;
use crate::{process, tree};

const AUTHOR: (&str, &str) = ("CPython Rust accelerators", "accelerators@example.invalid");

pub fn run(project: &Project, local: Option<&Path>, tree: &Path, dir: &Path) -> Result<()> {
    for patch in export(&project.root, tree, dir, &tree::regenerate(project, local))? {
        println!("{}", patch.display());
    }
    Ok(())
}

/// Writes the series into `dir` and returns its files in order.
pub fn export(overlay_root: &Path, tree: &Path, dir: &Path, regenerate: &Regenerate) -> Result<Vec<PathBuf>> {
    let overlay = Overlay::read(overlay_root)?;
    let pristine = Pristine::of(tree)?;
    if dir.is_dir() && fs::read_dir(dir)?.flatten().any(|entry| entry.path().extension() == Some(OsStr::new("patch"))) {
        bail!("{} holds patches already: choose an empty folder", dir.display());
    }
    let stages = Concern::ALL
        .map(|concern| plan(&overlay, &pristine, concern, regenerate).map(|plan| (concern, plan)))
        .into_iter()
        .collect::<Result<Vec<_>>>()?;

    let scratch = Scratch::new(&pristine.tree)?;
    let (_, last) = stages.last().context("there is a last concern")?;
    for change in &last.changes {
        if let Some((_, contents)) = &change.original {
            scratch.write(&change.path, contents, change.mode)?;
        }
    }
    scratch.commit("CPython as it is shipped")?;
    for (concern, plan) in &stages {
        for Change { path, contents, mode, .. } in &plan.changes {
            scratch.write(path, contents, *mode)?;
        }
        scratch.commit(message(*concern))?;
    }

    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let dir = dir.canonicalize()?;
    let mut format = scratch.git(["format-patch", "--quiet", "--no-signature", "--output-directory"]);
    process::capture(format.arg(&dir).arg("pristine"))?;
    let mut patches: Vec<PathBuf> = fs::read_dir(&dir)?.flatten().map(|entry| entry.path()).collect();
    patches.retain(|path| path.extension() == Some(OsStr::new("patch")));
    patches.sort();
    Ok(patches)
}

fn message(concern: Concern) -> &'static str {
    match concern {
        Concern::Ffi => {
            "Add the raw C API for modules written in Rust\n\n\
             Modules/cpython-sys is CPython's C API as Rust sees it: pyo3-ffi, what\n\
             that lacks, and C helpers for macros and inline functions. The Cargo\n\
             workspace and its lock file come with it, and the crates that this\n\
             names are listed in Misc/sbom.spdx.json; nothing is built yet."
        }
        Concern::SafeLayer => {
            "Add the safe layer for modules written in Rust\n\n\
             Modules/cpython-api is the only crate that modules talk to Python\n\
             through: argument parsing, buffers, exceptions, modules. A panic in Rust\n\
             becomes SystemError."
        }
        Concern::Module => {
            "Add standard library modules written in Rust\n\n\
             The accelerators, the pure crates that they call, and the archive that\n\
             links them. The pure-Python code stays and runs where the accelerator\n\
             is not there."
        }
        Concern::BuildSystem => {
            "Build modules written in Rust: configure --with-rust\n\n\
             configure looks for a usable Rust toolchain, make runs cargo once for\n\
             all modules. With --with-rust=no everything is built as before.\n\
             configure and pyconfig.h.in are regenerated."
        }
    }
}

/// A repository that nobody's settings reach, except the name of the author.
struct Scratch {
    folder: tempfile::TempDir,
    author: (String, String),
}

impl Scratch {
    fn new(tree: &Path) -> Result<Self> {
        let author = match (configured(tree, "user.name"), configured(tree, "user.email")) {
            (Some(name), Some(email)) => (name, email),
            _ => (AUTHOR.0.to_owned(), AUTHOR.1.to_owned()),
        };
        let scratch = Self { folder: tempfile::tempdir()?, author };
        process::capture(&mut scratch.git(["init", "--quiet", "--initial-branch=overlay"]))?;
        Ok(scratch)
    }

    fn git<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = process::command("git");
        command.args(arguments).current_dir(self.folder.path());
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), &self.author.0).env(format!("GIT_{role}_EMAIL"), &self.author.1);
        }
        command
    }

    fn write(&self, path: &str, contents: &[u8], mode: u32) -> Result<()> {
        let file = self.folder.path().join(path);
        fs::create_dir_all(file.parent().context("a file has a folder")?)?;
        fs::write(&file, contents)?;
        fs::set_permissions(&file, fs::Permissions::from_mode(mode))?;
        Ok(())
    }

    /// Commits what changed; the first commit is where the series starts.
    fn commit(&self, message: &str) -> Result<()> {
        let first = !self.git(["rev-parse", "--verify", "--quiet", "pristine"]).output()?.status.success();
        // The overlay may have no file of some concern: then the series has no patch for it.
        process::capture(&mut self.git(["add", "--all", "--force"]))?;
        let unchanged = self.git(["diff", "--cached", "--quiet"]).status()?.success();
        if first {
            process::capture(&mut self.git(["commit", "--quiet", "--allow-empty", "-m", message]))?;
            process::capture(&mut self.git(["tag", "pristine"]))?;
        } else if !unchanged {
            process::capture(&mut self.git(["commit", "--quiet", "-m", message]))?;
        }
        Ok(())
    }
}

fn configured(tree: &Path, key: &str) -> Option<String> {
    let text = process::capture(process::command("git").args(["config", key]).current_dir(tree)).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
