//! Whether a tree has the overlay, and where it differs from it.

use std::fmt;
use std::path::Path;

use anyhow::Result;

use super::changed::Changed;
use super::files::Overlay;
use super::manifest::State;
use super::plan::{Pristine, digest};

#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Applied {
        up_to_date: bool,
    },
    NotApplied,
    /// The files that are missing or as CPython has them.
    Partly(Vec<String>),
    /// Files are neither as CPython had them nor as the overlay wants them.
    Changed(Changed),
    /// Files of the overlay that apply did not put there.
    Foreign(Vec<String>),
}

pub fn check(overlay_root: &Path, tree: &Path) -> Result<Verdict> {
    let overlay = Overlay::read(overlay_root)?;
    let pristine = Pristine::of(tree)?;
    let Some(manifest) = &pristine.manifest else {
        let foreign: Vec<String> = overlay
            .copies_for(pristine.version.series)
            .filter(|copy| pristine.tree.join(&copy.path).exists())
            .map(|copy| copy.path.clone())
            .collect();
        return Ok(if foreign.is_empty() { Verdict::NotApplied } else { Verdict::Foreign(foreign) });
    };
    let changed = Changed::of(&pristine.tree, manifest, &pristine.version)?;
    if let Some(changed) =
        changed.and_then(|changed| changed.but_for_those_of(&overlay, &pristine.tree, &pristine.version))
    {
        return Ok(Verdict::Changed(changed));
    }
    let mut missing = Vec::new();
    for entry in &manifest.entries {
        // What is changed by now is as the overlay has it.
        if matches!(entry.state(&pristine.tree)?, State::Pristine | State::Outdated) {
            missing.push(entry.path.clone());
        }
    }
    Ok(match missing.is_empty() {
        false => Verdict::Partly(missing),
        true => Verdict::Applied { up_to_date: manifest.overlay == digest(&overlay, &pristine.version) },
    })
}

impl Verdict {
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::Applied { .. } => 0,
            Self::NotApplied => 1,
            Self::Partly(_) | Self::Changed(_) | Self::Foreign(_) => 2,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, title: &str, files: &[String]| {
            write!(f, "{title}")?;
            files.iter().try_for_each(|file| write!(f, "\n  {file}"))
        };
        match self {
            Self::Applied { up_to_date: true } => f.write_str("applied"),
            Self::Applied { up_to_date: false } => f.write_str(
                "applied, but the overlay or the tree has changed since: ./x apply brings the tree up to date",
            ),
            Self::NotApplied => f.write_str("not applied"),
            Self::Partly(files) => list(
                f,
                "partly applied (./x apply completes it, ./x revert takes it out); not as the overlay has it:",
                files,
            ),
            Self::Changed(changed) => changed.fmt(f),
            Self::Foreign(files) => list(
                f,
                "not applied by ./x apply, but the tree has files of the overlay (patches of ./x export?):",
                files,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::testing::Fixture;

    fn verdict(fixture: &Fixture) -> Verdict {
        check(fixture.overlay(), fixture.tree()).unwrap()
    }

    #[test]
    fn all_verdicts() {
        let fixture = Fixture::new();
        assert_eq!(verdict(&fixture), Verdict::NotApplied);
        fixture.apply().unwrap();
        assert_eq!(verdict(&fixture), Verdict::Applied { up_to_date: true });
        fixture.tree_file("Makefile.pre.in", "top\nbottom\n");
        assert_eq!(verdict(&fixture), Verdict::Partly(vec!["Makefile.pre.in".into()]));
        fixture.tree_file("Makefile.pre.in", "mine\n");
        let changed = |now: &str| {
            Verdict::Changed(Changed {
                files: vec!["Makefile.pre.in".into()],
                applied_to: "3.15.0rc2".into(),
                now: now.into(),
            })
        };
        assert_eq!(verdict(&fixture), changed("3.15.0rc2"));
        assert!(verdict(&fixture).to_string().starts_with("changed by hand"), "{}", verdict(&fixture));
        fixture.set_version("3.15.1");
        assert_eq!(verdict(&fixture), changed("3.15.1"));
        let text = verdict(&fixture).to_string();
        assert!(text.contains("applied to CPython 3.15.0rc2, and the tree is 3.15.1 now"), "{text}");
        fixture.set_version("3.15.0rc2");
        fixture.tree_file("Makefile.pre.in", "top\nours\nbottom\n");
        fixture.overlay_file("Modules/xxrust/src/lib.rs", "// new\n");
        assert_eq!(verdict(&fixture), Verdict::Applied { up_to_date: false });
        fixture.tree_file("Modules/xxrust/src/lib.rs", "// new\n");
        assert_eq!(verdict(&fixture), Verdict::Applied { up_to_date: false });
        fixture.apply().unwrap();
        fixture.revert().unwrap();
        fixture.tree_file("Modules/xxrust/src/lib.rs", "// patched in\n");
        assert_eq!(verdict(&fixture), Verdict::Foreign(vec!["Modules/xxrust/src/lib.rs".into()]));
    }
}
