//! CPython versions: of a tree, and the condition of an edit (`>=3.14`, `==3.13`, `>=3.13, <3.15`).

use std::fmt;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use anyhow::{Context, Result, anyhow, bail};

/// The series that the overlay is made for. 3.16 is in development: accepted where the edits fit.
pub const SUPPORTED: std::ops::RangeInclusive<Series> = Series(3, 13)..=Series(3, 16);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Series(pub u32, pub u32);

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

impl FromStr for Series {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let parse = || {
            let (major, minor) = text.trim().split_once('.')?;
            Some(Series(major.parse().ok()?, minor.parse().ok()?))
        };
        parse().ok_or_else(|| anyhow!("{text:?} is not a version like 3.15"))
    }
}

/// What a tree says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeVersion {
    pub full: String,
    pub series: Series,
}

impl TreeVersion {
    /// Reads `Include/patchlevel.h`, which every CPython source tree has.
    pub fn of_tree(tree: &Path) -> Result<Self> {
        let header = tree.join("Include/patchlevel.h");
        if !header.is_file() {
            bail!("{} is not a CPython source tree: it has no Include/patchlevel.h", tree.display());
        }
        let text = fs::read_to_string(&header).with_context(|| format!("cannot read {}", header.display()))?;
        let version = Self::of_header(&text)
            .with_context(|| format!("{} has no PY_VERSION that can be read", header.display()))?;
        if !SUPPORTED.contains(&version.series) {
            bail!(
                "{} is CPython {}, which the overlay does not support: it is made for {} to {}",
                tree.display(),
                version.full,
                SUPPORTED.start(),
                SUPPORTED.end()
            );
        }
        Ok(version)
    }

    fn of_header(text: &str) -> Result<Self> {
        let full = text
            .lines()
            .find_map(|line| line.strip_prefix("#define PY_VERSION ")?.trim().strip_prefix('"')?.split('"').next())
            .context("no line #define PY_VERSION \"...\"")?;
        let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
        let mut parts = full.split('.').map(digits);
        let series = format!("{}.{}", parts.next().unwrap_or_default(), parts.next().unwrap_or_default()).parse()?;
        Ok(Self { full: full.to_owned(), series })
    }
}

/// A condition on the series; empty means every supported one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement(Vec<(Comparison, Series)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    AtLeast,
    AtMost,
    Below,
    Above,
    Equal,
}

impl FromStr for Requirement {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        use Comparison::*;
        // Longer operators first: ">=" also starts with ">".
        const OPERATORS: [(&str, Comparison); 5] =
            [(">=", AtLeast), ("<=", AtMost), ("==", Equal), ("<", Below), (">", Above)];
        let one = |part: &str| {
            let part = part.trim();
            let (comparison, rest) = OPERATORS
                .iter()
                .find_map(|(sign, comparison)| Some((*comparison, part.strip_prefix(sign)?)))
                .ok_or_else(|| anyhow!("{part:?} is not a condition like >=3.15 or ==3.13"))?;
            Ok((comparison, rest.parse()?))
        };
        Ok(Self(text.split(',').map(one).collect::<Result<_>>()?))
    }
}

impl Requirement {
    pub fn accepts(&self, series: Series) -> bool {
        self.0.iter().all(|(comparison, bound)| match comparison {
            Comparison::AtLeast => series >= *bound,
            Comparison::AtMost => series <= *bound,
            Comparison::Below => series < *bound,
            Comparison::Above => series > *bound,
            Comparison::Equal => series == *bound,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_patchlevel() {
        let text = "/* x */\n#define PY_MAJOR_VERSION 3\n#define PY_VERSION              \"3.16.0a0\"\n";
        let version = TreeVersion::of_header(text).unwrap();
        assert_eq!((version.full.as_str(), version.series), ("3.16.0a0", Series(3, 16)));
    }

    #[test]
    fn requirements() {
        let accepts = |text: &str, minor| text.parse::<Requirement>().unwrap().accepts(Series(3, minor));
        assert!(accepts(">=3.15", 15) && accepts(">=3.15", 16) && !accepts(">=3.15", 14));
        assert!(accepts(">=3.13,<3.15", 14) && !accepts(">=3.13, <3.15", 15));
        assert!(accepts("==3.13", 13) && !accepts("==3.13", 14));
        assert!("3.15".parse::<Requirement>().is_err());
        assert!(Requirement::default().accepts(Series(3, 13)));
    }

    #[test]
    fn refuses_other_folders_and_versions() {
        let folder = tempfile::tempdir().unwrap();
        let error = TreeVersion::of_tree(folder.path()).unwrap_err().to_string();
        assert!(error.contains("not a CPython source tree"), "{error}");
        std::fs::create_dir(folder.path().join("Include")).unwrap();
        std::fs::write(folder.path().join("Include/patchlevel.h"), "#define PY_VERSION \"3.12.1\"\n").unwrap();
        let error = TreeVersion::of_tree(folder.path()).unwrap_err().to_string();
        assert!(error.contains("3.12.1") && error.contains("3.13 to 3.16"), "{error}");
    }
}
