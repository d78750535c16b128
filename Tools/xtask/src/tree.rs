//! `./x apply`, `revert` and `check`: the overlay's functions with what they tell the user.

use std::path::Path;

use anyhow::Result;

use crate::overlay::{apply, check, revert};
use crate::project::Project;
use crate::{autoconf, ui};

pub fn apply(project: &Project, local: Option<&Path>, tree: &Path, vendor: bool) -> Result<()> {
    match apply_quietly(project, local, tree, vendor)? {
        apply::Outcome::AlreadyApplied => println!("already applied: {}", tree.display()),
        apply::Outcome::Applied { written, added, files } => {
            println!("applied: {} ({} of {files} files written)", tree.display(), written.len());
            println!("CPython's own files: {} lines added in {} files", added.lines, added.files);
            println!("its list of what it is made of: {:+} lines", added.data);
            if added.regenerated != 0 {
                println!("regenerated configure and pyconfig.h.in: {:+} lines", added.regenerated);
            }
        }
    }
    Ok(())
}

pub fn apply_quietly(project: &Project, local: Option<&Path>, tree: &Path, vendor: bool) -> Result<apply::Outcome> {
    apply::apply(&project.root, tree, vendor, &regenerate(project, local))
}

/// Runs the autoconf release that made the tree's configure.
pub fn regenerate<'a>(project: &'a Project, local: Option<&'a Path>) -> impl Fn(&[u8], &Path) -> Result<()> + 'a {
    move |configure, scratch| {
        let release = autoconf::release_of(configure)?;
        autoconf::find(&project.cache(), local, &release)?.run(scratch)
    }
}

pub fn revert(tree: &Path, force: bool) -> Result<()> {
    match revert::revert(tree, force)? {
        revert::Outcome::NotApplied => println!("not applied, nothing to revert: {}", tree.display()),
        revert::Outcome::Reverted { kept, left } => {
            println!("reverted: {}", tree.display());
            for file in kept {
                ui::note(format!("kept, it is not ours: {file}"));
            }
            for file in left {
                ui::note(match file.has_our_text {
                    false => format!("left alone, the overlay's text was not found in it: {}", file.path),
                    true => format!(
                        "left alone WITH text of the overlay, its original being another version's: {} \
                         (get the tree's own back before you apply again)",
                        file.path
                    ),
                });
            }
        }
    }
    Ok(())
}

pub fn check(project: &Project, tree: &Path) -> Result<u8> {
    let verdict = check::check(&project.root, tree)?;
    println!("{}: {verdict}", tree.display());
    Ok(verdict.exit_status())
}
