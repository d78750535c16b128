//! The crates that the overlay's Cargo.lock lists, put into the tree, so that make needs no network.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{hash, process};

pub const FOLDER: &str = ".cargo/vendor";
pub const CONFIG: &str = ".cargo/config.toml";

/// SHA-256 of the lock file that decides which crates there are.
pub fn lock_digest(overlay: &Path) -> Result<String> {
    let lock = overlay.join("Cargo.lock");
    hash::file(&lock).with_context(|| format!("cannot read {}, which says what to vendor", lock.display()))
}

/// Puts the crates into `folder` and returns the configuration that makes cargo use them.
pub fn vendor(overlay: &Path, folder: &Path) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = process::command(cargo);
    command
        .args(["vendor", "--locked", "--versioned-dirs", "--manifest-path"])
        .arg(overlay.join("Cargo.toml"))
        .arg(folder)
        .current_dir(overlay);
    let printed = process::capture(&mut command).context("the crates cannot be vendored")?;
    relative(&printed)
}

/// Cargo's own text with the folder as seen from the tree's root, where cargo starts looking for it.
fn relative(printed: &str) -> Result<String> {
    let mut text = String::from("# Written by ./x apply --vendor: the crates are in the tree, no network is needed.\n");
    let mut replaced = 0;
    for line in printed.lines() {
        if line.starts_with("directory = ") {
            text.push_str(&format!("directory = \"{FOLDER}\"\n"));
            replaced += 1;
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    if replaced != 1 {
        bail!("cargo vendor printed a configuration that is not understood:\n{printed}");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_becomes_relative() {
        let printed = "[source.crates-io]\nreplace-with = \"vendored-sources\"\n\n[source.vendored-sources]\ndirectory = \"/a/b\"\n";
        let text = relative(printed).unwrap();
        assert!(text.contains("directory = \".cargo/vendor\"\n") && !text.contains("/a/b"), "{text}");
        assert!(relative("").is_err());
    }
}
