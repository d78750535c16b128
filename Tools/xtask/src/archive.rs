//! Unpacking: a source tarball, and the data part of a Debian package. Always into a folder aside
//! that gets its name only when everything is there.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use liblzma::read::XzDecoder;

use crate::{interrupt, ui};

/// Unpacks a `.tar.xz` that holds one folder; that folder becomes `target`.
pub fn unpack_source(tarball: &Path, target: &Path) -> Result<()> {
    let size = tarball.metadata()?.len();
    let name = tarball.file_name().unwrap_or_default().to_string_lossy();
    let bar = ui::Bytes::start(&format!("unpacking {name}"), Some(size));
    let file = File::open(tarball).with_context(|| format!("cannot read {}", tarball.display()))?;
    let reader = Watched { inner: BufReader::with_capacity(1 << 16, file), bar };
    into_place(target, |aside| {
        tar::Archive::new(XzDecoder::new(reader)).unpack(aside)?;
        let mut entries = fs::read_dir(aside)?.collect::<io::Result<Vec<_>>>()?;
        match (entries.pop(), entries.pop()) {
            (Some(only), None) => Ok(only.path()),
            _ => bail!("{} does not hold exactly one folder", tarball.display()),
        }
    })
}

/// Unpacks the files of a Debian package into `target`.
pub fn unpack_deb(package: &Path, target: &Path) -> Result<()> {
    let bytes = fs::read(package).with_context(|| format!("cannot read {}", package.display()))?;
    let data =
        ar_member(&bytes, "data.tar.xz").with_context(|| format!("{} holds no data.tar.xz", package.display()))?;
    into_place(target, |aside| {
        tar::Archive::new(XzDecoder::new(data)).unpack(aside)?;
        Ok(aside.to_owned())
    })
}

/// Runs `fill` on a fresh folder beside `target` and renames what it returns to `target`.
fn into_place(target: &Path, fill: impl FnOnce(&Path) -> Result<std::path::PathBuf>) -> Result<()> {
    let parent = target.parent().context("a folder to unpack into has a parent")?;
    fs::create_dir_all(parent)?;
    let aside = tempfile::Builder::new().prefix(".unpack-").tempdir_in(parent)?;
    let filled = fill(aside.path()).with_context(|| format!("cannot unpack into {}", parent.display()))?;
    interrupt::check()?;
    fs::rename(&filled, target).with_context(|| format!("cannot make {}", target.display()))?;
    Ok(())
}

/// Removes what an interrupted run left; the caller holds the folder's lock.
pub fn remove_leftovers(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(".unpack-") {
            fs::remove_dir_all(entry.path())?;
        } else if name.starts_with(".download-") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// The member `name` of an `ar` archive: 60-byte headers, contents padded to an even length.
fn ar_member<'a>(archive: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let mut rest = archive.strip_prefix(b"!<arch>\n")?;
    while rest.len() >= 60 {
        let (header, body) = rest.split_at(60);
        let member = std::str::from_utf8(&header[..16]).ok()?.trim_end().trim_end_matches('/');
        let size: usize = std::str::from_utf8(&header[48..58]).ok()?.trim_end().parse().ok()?;
        if member == name {
            return body.get(..size);
        }
        rest = body.get(size + size % 2..)?;
    }
    None
}

/// Moves the bar with what is read, and stops at Ctrl-C.
struct Watched<R> {
    inner: R,
    bar: ui::Bytes,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if interrupt::was_interrupted() {
            return Err(io::Error::other("interrupted"));
        }
        let count = self.inner.read(buffer)?;
        self.bar.add(count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut bytes = b"!<arch>\n".to_vec();
        for (name, data) in members {
            bytes.extend(format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, 0, 100644, data.len()).bytes());
            bytes.extend_from_slice(data);
            bytes.extend(vec![b'\n'; data.len() % 2]);
        }
        bytes
    }

    #[test]
    fn finds_ar_members() {
        let bytes = archive(&[("debian-binary", b"2.0"), ("data.tar.xz/", b"data!")]);
        assert_eq!(ar_member(&bytes, "data.tar.xz"), Some(&b"data!"[..]));
        assert_eq!(ar_member(&bytes, "other"), None);
        assert_eq!(ar_member(&bytes[..bytes.len() - 4], "data.tar.xz"), None);
    }

    #[test]
    fn broken_tarball_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let tarball = folder.path().join("x.tar.xz");
        fs::write(&tarball, b"not xz at all").unwrap();
        let target = folder.path().join("tree");
        assert!(unpack_source(&tarball, &target).is_err());
        assert!(!target.exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
