//! Files that are neither as apply left them nor as they were before it: somebody worked on them, or the tree was brought
//! to another state under the overlay, by git or by a newer tarball.

use std::fmt;
use std::path::Path;

use anyhow::Result;

use super::files::Overlay;
use super::manifest::{Manifest, State};
use crate::version::TreeVersion;

#[derive(Debug, PartialEq, Eq)]
pub struct Changed {
    /// Their paths in the tree.
    pub files: Vec<String>,
    /// The version that the overlay was applied to.
    pub applied_to: String,
    /// The version of the tree as it is.
    pub now: String,
}

impl Changed {
    pub fn of(tree: &Path, manifest: &Manifest, version: &TreeVersion) -> Result<Option<Self>> {
        let mut files = Vec::new();
        for entry in &manifest.entries {
            if entry.state(tree)? == State::Changed {
                files.push(entry.path.clone());
            }
        }
        let changed = Self { files, applied_to: manifest.version.clone(), now: version.full.clone() };
        Ok(changed.if_any())
    }

    /// Without those that have just the text that the overlay has by now, as of work in the tree that was brought home: nothing of
    /// these can be lost.
    pub fn but_for_those_of(mut self, overlay: &Overlay, tree: &Path, version: &TreeVersion) -> Option<Self> {
        self.files
            .retain(|path| !overlay.copies_for(version.series).any(|copy| copy.path == *path && copy.is_in(tree)));
        self.if_any()
    }

    fn if_any(self) -> Option<Self> {
        (!self.files.is_empty()).then_some(self)
    }
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = self.files.join("\n  ");
        if self.applied_to == self.now {
            return write!(
                f,
                "changed by hand after apply, or replaced by other files of CPython:\n  {files}\n\
                 Save your changes. ./x revert --force then takes the overlay out: files that still have its text become what \
                 they were, the others are left alone. ./x apply puts it in again."
            );
        }
        write!(
            f,
            "the overlay was applied to CPython {}, and the tree is {} now, with other files:\n  {files}\n\
             Save what you changed in files of the overlay's own: ./x revert --force takes these out. It leaves CPython's alone. \
             ./x apply puts the overlay in again.",
            self.applied_to, self.now
        )
    }
}
