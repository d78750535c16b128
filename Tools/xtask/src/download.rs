//! Downloads into a folder: streamed into a file aside, hashed on the way, and given its name only
//! when the hash is the pinned one. So whatever has the right name in the folder can be trusted.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

use crate::{apt, archive, hash, interrupt, lock, ui};

/// A file that is wanted, known by its SHA-256.
pub struct Wanted<'a> {
    pub name: &'a str,
    pub sha256: &'a str,
    /// Addresses to try, in order.
    pub addresses: Vec<String>,
}

/// Finds the file in `local` or `cache`, else downloads it into `cache`.
pub fn obtain(wanted: &Wanted, local: Option<&Path>, cache: &Path) -> Result<PathBuf> {
    let mut tried = Vec::new();
    if let Some(folder) = local {
        let path = folder.join(wanted.name);
        if path.is_file() {
            let found = hash::file(&path).with_context(|| format!("cannot read {}", path.display()))?;
            if found != wanted.sha256 {
                bail!(
                    "{} has the wrong checksum\n  expected sha256 {}\n  found    sha256 {found}\n\
                     Replace the file or choose another folder of sources.",
                    path.display(),
                    wanted.sha256
                );
            }
            return Ok(path);
        }
        tried.push(format!("{}: not there", path.display()));
    }
    let _lock = lock::folder(cache)?;
    archive::remove_leftovers(cache)?;
    let cached = cache.join(wanted.name);
    if cached.is_file() {
        if hash::file(&cached)? == wanted.sha256 {
            return Ok(cached);
        }
        ui::note(format!("{} has the wrong checksum: removed, downloading it again", cached.display()));
        fs::remove_file(&cached)?;
    }
    tried.push(format!("{}: not there", cached.display()));
    for address in &wanted.addresses {
        interrupt::check()?;
        match download(address, &cached, wanted.sha256) {
            Ok(()) => return Ok(cached),
            Err(error) => tried.push(format!("{address}: {error:#}")),
        }
    }
    interrupt::check()?;
    Err(anyhow!("cannot get {} (sha256 {})\n  tried {}", wanted.name, wanted.sha256, tried.join("\n  tried ")))
}

/// Downloads one address to `target`, trying a second time if the connection breaks.
fn download(address: &str, target: &Path, sha256: &str) -> Result<()> {
    match download_once(address, target, sha256) {
        Err(error) if error.is::<Broken>() => {
            interrupt::check()?;
            ui::note(format!("{error}: trying again"));
            download_once(address, target, sha256)
        }
        result => result,
    }
}

/// The connection ended before the file did.
#[derive(Debug)]
struct Broken(String);

impl std::error::Error for Broken {}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn download_once(address: &str, target: &Path, sha256: &str) -> Result<()> {
    let response = agent(address)?.get(address).call()?;
    let length: Option<u64> =
        response.headers().get("content-length").and_then(|value| value.to_str().ok()?.parse().ok());
    let mut bar = ui::Bytes::start(&format!("downloading {address}"), length);
    let folder = target.parent().context("a download has a folder")?;
    let mut aside = tempfile::Builder::new().prefix(".download-").tempfile_in(folder)?;
    let mut body = response.into_body().into_reader();
    let mut hasher = hash::Hasher::default();
    let mut buffer = vec![0; 1 << 16];
    let mut received: u64 = 0;
    loop {
        interrupt::check()?;
        let count = match body.read(&mut buffer) {
            Ok(count) => count,
            Err(error) => return Err(Broken(format!("broken off after {received} bytes ({error})")).into()),
        };
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
        aside.write_all(&buffer[..count]).with_context(|| format!("cannot write in {}", folder.display()))?;
        received += count as u64;
        bar.add(count as u64);
    }
    if let Some(length) = length.filter(|length| *length != received) {
        return Err(Broken(format!("broken off after {received} of {length} bytes")).into());
    }
    let found = hasher.finish();
    if found != sha256 {
        bail!("wrong checksum, sha256 {found}");
    }
    // A temporary file is private; what is in the cache may be read like any other file.
    aside.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    aside.as_file().sync_all()?;
    aside.persist(target).with_context(|| format!("cannot make {}", target.display()))?;
    Ok(())
}

fn agent(address: &str) -> Result<Agent> {
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let mut config = Agent::config_builder()
        .tls_config(tls)
        .timeout_connect(Some(Duration::from_secs(20)))
        .timeout_recv_response(Some(Duration::from_secs(60)))
        .timeout_recv_body(Some(Duration::from_secs(20 * 60)));
    // The usual variables come first (the builder's default); a machine whose only proxy stands in
    // apt's configuration reaches its mirror through that one.
    let from_apt = || apt::mirrors().iter().any(|mirror| address.starts_with(mirror.as_str())).then(apt::proxy)?;
    if let (None, Some(proxy)) = (ureq::Proxy::try_from_env(), from_apt()) {
        config = config.proxy(Some(ureq::Proxy::new(&proxy)?));
    }
    Ok(config.build().new_agent())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::net::TcpListener;
    use std::thread;

    const GOOD: &[u8] = b"the right bytes";

    /// Serves each of `answers` to one connection, then stops.
    fn server(answers: Vec<Vec<u8>>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/file", listener.local_addr().unwrap());
        thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let mut line = String::new();
                while reader.read_line(&mut line).unwrap() > 2 {
                    line.clear();
                }
                stream.write_all(&answer).unwrap();
            }
        });
        address
    }

    fn answer(length: usize, body: &[u8]) -> Vec<u8> {
        let mut bytes =
            format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n").into_bytes();
        bytes.extend_from_slice(body);
        bytes
    }

    fn fetch(addresses: Vec<String>, cache: &Path, local: Option<&Path>) -> Result<PathBuf> {
        let sha256 = hash::bytes(GOOD);
        obtain(&Wanted { name: "file", sha256: &sha256, addresses }, local, cache)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn good_download_is_kept_and_reused() {
        let cache = tempfile::tempdir().unwrap();
        let address = server(vec![answer(GOOD.len(), GOOD)]);
        let path = fetch(vec![address], cache.path(), None).unwrap();
        assert_eq!(fs::read(path).unwrap(), GOOD);
        fetch(vec![], cache.path(), None).unwrap();
    }

    #[test]
    fn cut_connection_is_tried_again_then_reported() {
        let cache = tempfile::tempdir().unwrap();
        let cut = answer(GOOD.len(), &GOOD[..4]);
        let address = server(vec![cut.clone(), answer(GOOD.len(), GOOD)]);
        fetch(vec![address], cache.path(), None).unwrap();
        fs::remove_file(cache.path().join("file")).unwrap();
        let address = server(vec![cut.clone(), cut]);
        let error = fetch(vec![address], cache.path(), None).unwrap_err().to_string();
        assert!(error.contains("broken off after 4"), "{error}");
        assert!(names(cache.path()).is_empty());
    }

    #[test]
    fn wrong_bytes_are_not_kept_and_the_next_address_is_tried() {
        let cache = tempfile::tempdir().unwrap();
        let wrong = server(vec![answer(5, b"wrong")]);
        let error = fetch(vec![wrong], cache.path(), None).unwrap_err().to_string();
        assert!(error.contains("wrong checksum"), "{error}");
        assert!(names(cache.path()).is_empty());
        let missing = server(vec![b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec()]);
        let good = server(vec![answer(GOOD.len(), GOOD)]);
        fetch(vec![missing, good], cache.path(), None).unwrap();
    }

    #[test]
    fn wrong_local_file_is_an_error_that_names_both_hashes() {
        let cache = tempfile::tempdir().unwrap();
        let local = tempfile::tempdir().unwrap();
        fs::write(local.path().join("file"), "other").unwrap();
        let error = fetch(vec![], cache.path(), Some(local.path())).unwrap_err().to_string();
        for part in ["file", &hash::bytes(GOOD), &hash::bytes(b"other")] {
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn damaged_cache_and_leftovers_are_replaced() {
        let cache = tempfile::tempdir().unwrap();
        fs::write(cache.path().join("file"), "half").unwrap();
        fs::write(cache.path().join(".download-abc"), "half").unwrap();
        let address = server(vec![answer(GOOD.len(), GOOD)]);
        fetch(vec![address], cache.path(), None).unwrap();
        assert_eq!(names(cache.path()), ["file"]);
    }

    #[test]
    fn every_place_is_named_when_all_fail() {
        let cache = tempfile::tempdir().unwrap();
        let local = tempfile::tempdir().unwrap();
        let closed = "http://127.0.0.1:1/file".to_owned();
        let error = fetch(vec![closed.clone()], cache.path(), Some(local.path())).unwrap_err().to_string();
        for part in [local.path().to_str().unwrap(), cache.path().to_str().unwrap(), &closed] {
            assert!(error.contains(part), "{error}");
        }
    }
}
