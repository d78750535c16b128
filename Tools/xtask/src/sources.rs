//! The CPython sources that are pinned, and where they are looked for.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::download::{Wanted, obtain};
use crate::project::Project;
use crate::{apt, archive, lock};

pub struct Pin {
    pub version: &'static str,
    sha256: &'static str,
}

/// The first one is what is built when no version is asked for.
pub const PINS: [Pin; 3] = [
    Pin { version: "3.15.0rc2", sha256: "8d93af5eaaaea5adfd41bd786a7ba3f03f2ad1ab57c6a65e0b963deab91d5ad7" },
    Pin { version: "3.14.7", sha256: "3b48dac8fb59f62eaa67ac83c1eb12bda1b7a08406dd286e252c11a66be27f81" },
    Pin { version: "3.13.5", sha256: "93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640" },
];

pub const DEFAULT: &str = PINS[0].version;

/// The pinned version that `text` names: in full, or by its series (3.15).
pub fn pin(text: &str) -> Result<&'static Pin> {
    PINS.iter().find(|pin| pin.version == text || series(pin.version) == text).ok_or_else(|| {
        let known: Vec<&str> = PINS.iter().map(|pin| pin.version).collect();
        anyhow!(
            "CPython {text} is not pinned: known are {}. A tree of your own needs no fetching (./x build --source TREE).",
            known.join(", ")
        )
    })
}

/// The tarball of a pinned version, fetched if it has to be.
pub fn tarball(project: &Project, pin: &Pin, local: Option<&Path>) -> Result<PathBuf> {
    let name = format!("Python-{}.tar.xz", pin.version);
    obtain(&Wanted { name: &name, sha256: pin.sha256, addresses: addresses(pin.version) }, local, &project.cache())
}

/// The extracted tree of a pinned version; unpacked if it is not there yet.
pub fn tree(project: &Project, pin: &Pin, local: Option<&Path>) -> Result<PathBuf> {
    let tree = project.tree(pin.version);
    if tree.is_dir() {
        return Ok(tree);
    }
    let folder = project.build().join(pin.version);
    let _lock = lock::folder(&folder)?;
    archive::remove_leftovers(&folder)?;
    if !tree.is_dir() {
        archive::unpack_source(&tarball(project, pin, local)?, &tree)?;
    }
    Ok(tree)
}

fn addresses(version: &str) -> Vec<String> {
    let release = release_part(version);
    let mut addresses = vec![format!("https://www.python.org/ftp/python/{release}/Python-{version}.tar.xz")];
    let package = format!("python{}", series(version));
    // Debian sorts 3.15.0~rc2 before 3.15.0.
    let debian = match &version[release.len()..] {
        "" => release.to_owned(),
        candidate => format!("{release}~{candidate}"),
    };
    addresses.extend(
        apt::mirrors().iter().map(|mirror| format!("{mirror}/pool/main/p/{package}/{package}_{debian}.orig.tar.xz")),
    );
    addresses
}

/// 3.15.0 of 3.15.0rc2.
fn release_part(version: &str) -> &str {
    let end = version.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(version.len());
    &version[..end]
}

/// 3.15 of 3.15.0rc2.
pub fn series(version: &str) -> &str {
    let end = version.match_indices('.').nth(1).map_or(version.len(), |(at, _)| at);
    &version[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_by_name_and_series() {
        assert_eq!(pin("3.15").unwrap().version, "3.15.0rc2");
        assert_eq!(pin("3.13.5").unwrap().version, "3.13.5");
        let error = pin("3.9").err().unwrap().to_string();
        assert!(error.contains("3.14.7"), "{error}");
    }

    #[test]
    fn python_org_comes_first() {
        assert_eq!(addresses("3.15.0rc2")[0], "https://www.python.org/ftp/python/3.15.0/Python-3.15.0rc2.tar.xz");
        for mirror in &addresses("3.15.0rc2")[1..] {
            assert!(mirror.ends_with("/pool/main/p/python3.15/python3.15_3.15.0~rc2.orig.tar.xz"), "{mirror}");
        }
        for mirror in &addresses("3.14.7")[1..] {
            assert!(mirror.ends_with("/pool/main/p/python3.14/python3.14_3.14.7.orig.tar.xz"), "{mirror}");
        }
    }
}
