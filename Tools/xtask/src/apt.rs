//! apt: its packages, and the Debian mirrors that this machine's is configured for. No host name stands in this
//! project: whoever set the machine up has chosen the mirror.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// Base addresses of the archives with a `main` component, in apt's order, each once.
pub fn mirrors() -> Vec<String> {
    mirrors_in(Path::new("/etc/apt"))
}

/// The HTTP proxy that apt is told to use, if any.
pub fn proxy() -> Option<String> {
    process::on_path(&["apt-config"])?;
    let text = process::capture(process::command("apt-config").args(["dump", "Acquire::http::Proxy"])).ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix("Acquire::http::Proxy \"")?.strip_suffix("\";"))?;
    (!value.is_empty() && value != "DIRECT").then(|| value.to_owned())
}

/// Installs packages, as root or with a sudo that asks no password. The error says why that cannot be.
pub fn install(packages: &[&str], log: &Path) -> Result<()> {
    let options = ["install", "--assume-yes", "--quiet", "--no-install-recommends"];
    for arguments in [&["update", "--quiet"][..], &[&options, packages].concat()] {
        process::run_logged(as_root("apt-get").args(arguments), log, |_| ())
            .with_context(|| format!("{} cannot be installed", packages.join(" ")))?;
    }
    Ok(())
}

fn as_root(program: &str) -> Command {
    let mut command = process::command(if rustix::process::geteuid().is_root() { "env" } else { "sudo" });
    if !rustix::process::geteuid().is_root() {
        command.args(["--non-interactive", "env"]);
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    command
}

fn mirrors_in(apt: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in config_files(apt) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let addresses = match file.extension().and_then(|extension| extension.to_str()) {
            Some("sources") => deb822(&text),
            _ => one_line(&text),
        };
        for address in addresses {
            let address = address.trim_end_matches('/').to_owned();
            let http = address.starts_with("http://") || address.starts_with("https://");
            if http && !found.contains(&address) {
                found.push(address);
            }
        }
    }
    found
}

fn config_files(apt: &Path) -> Vec<PathBuf> {
    let mut parts: Vec<PathBuf> = fs::read_dir(apt.join("sources.list.d"))
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    parts.retain(|path| path.extension().is_some_and(|extension| extension == "list" || extension == "sources"));
    parts.sort();
    parts.insert(0, apt.join("sources.list"));
    parts
}

/// `deb [options] ADDRESS SUITE COMPONENT...`
fn one_line(text: &str) -> Vec<String> {
    let address = |line: &str| {
        let line = line.split('#').next()?.trim();
        let rest = line.strip_prefix("deb-src").or_else(|| line.strip_prefix("deb"))?;
        let rest = rest.strip_prefix([' ', '\t'])?.trim_start();
        let rest = match rest.strip_prefix('[') {
            Some(options) => options.split_once(']')?.1,
            None => rest,
        };
        let mut words = rest.split_whitespace();
        let address = words.next()?.to_owned();
        words.skip(1).any(|component| component == "main").then_some(address)
    };
    text.lines().filter_map(address).collect()
}

/// Paragraphs of `Field: value`, values going on in lines that start with a space.
fn deb822(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    for paragraph in lines.split(|line| line.trim().is_empty()) {
        let words = |name: &str| -> Vec<&str> {
            let mut values = Vec::new();
            let mut inside = false;
            for line in paragraph {
                if line.starts_with([' ', '\t']) {
                    if inside {
                        values.extend(line.split_whitespace());
                    }
                    continue;
                }
                inside = line.split_once(':').is_some_and(|(field, value)| {
                    let ours = field.trim().eq_ignore_ascii_case(name);
                    if ours {
                        values.extend(value.split_whitespace());
                    }
                    ours
                });
            }
            values
        };
        let disabled = words("Enabled").first().is_some_and(|value| value.eq_ignore_ascii_case("no"));
        if !disabled && words("Components").contains(&"main") {
            found.extend(words("URIs").into_iter().map(str::to_owned));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_formats() {
        let apt = tempfile::tempdir().unwrap();
        let parts = apt.path().join("sources.list.d");
        fs::create_dir(&parts).unwrap();
        fs::write(
            apt.path().join("sources.list"),
            "# deb http://off.test/debian stable main\n\
             deb [arch=amd64 signed-by=/k.gpg] http://one.test/debian/ stable main contrib # note\n\
             deb-src http://one.test/debian stable main\n\
             deb http://other.test/x stable nonfree\n\
             deb cdrom:[Debian]/ stable main\n",
        )
        .unwrap();
        fs::write(
            parts.join("b.sources"),
            "Types: deb deb-src\n# a comment\nURIs: http://two.test/debian\n https://three.test/debian\nSuites: x x-updates\n\
             Components: main\nSigned-By:\n -----BEGIN\n .\n\n\
             Enabled: no\nURIs: http://never.test/debian\nComponents: main\n",
        )
        .unwrap();
        fs::write(parts.join("old.sources.disabled"), "URIs: http://never.test/\nComponents: main\n").unwrap();
        assert_eq!(
            mirrors_in(apt.path()),
            ["http://one.test/debian", "http://two.test/debian", "https://three.test/debian"]
        );
    }

    #[test]
    fn no_apt_is_no_mirror() {
        assert!(mirrors_in(Path::new("/nonexistent")).is_empty());
    }
}
