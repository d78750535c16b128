//! `./x regrtest`: CPython's own tests with the interpreter that was built.

use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{process, sources};

/// What uses the accelerated modules, directly or through another one: in each supported version. Those that take longest are
/// first, so that none of them is left to run alone.
pub const DEFAULT: [&str; 40] = [
    "test_imaplib",
    "test_ssl",
    "test_multiprocessing_fork.test_misc",
    "test_zipfile",
    "test_ftplib",
    "test_asyncio.test_ssl",
    "test_poplib",
    "test_asyncio.test_sslproto",
    "test_asyncio.test_streams",
    "test_asn1_main",
    "test_asn1lib",
    "test_ssl_rust",
    "test_base64",
    "test_base64_rust",
    "test_binascii",
    "test_codecs",
    "test_email",
    "test_hashlib",
    "test_hashlib_rust",
    "test_hmac",
    "test_hmac_rust",
    "test_http_cookiejar",
    "test_http_cookies",
    "test_httplib",
    "test_httpservers",
    "test_mailbox",
    "test_operator",
    "test_plistlib",
    "test_quopri",
    "test_random",
    "test_secrets",
    "test_smtplib",
    "test_support",
    "test_urllib",
    "test_urllib2",
    "test_urllib2_localnet",
    "test_uuid",
    "test_xmlrpc",
    "test_xxrust",
    "test_zlib",
];

/// Those of them that go through what has a fallback, Lib/base64.py, Lib/ssl.py, Lib/hashlib.py and Lib/hmac.py, and end soon.
pub const WITH_FALLBACK: [&str; 18] = [
    "test_ftplib",
    "test_asyncio.test_ssl",
    "test_poplib",
    "test_asyncio.test_sslproto",
    "test_asyncio.test_streams",
    "test_base64",
    "test_binascii",
    "test_codecs",
    "test_email",
    "test_hashlib",
    "test_hmac",
    "test_httplib",
    "test_plistlib",
    "test_secrets",
    "test_smtplib",
    "test_urllib2",
    "test_urllib2_localnet",
    "test_xmlrpc",
];

/// Those of them that take most of a minute.
pub const LONG_WITH_FALLBACK: [&str; 2] = ["test_imaplib", "test_ssl"];

/// Those of them that are run several times over, for references that are never given back.
pub const HUNT_LEAKS: [&str; 6] =
    ["test_base64", "test_base64_rust", "test_binascii", "test_hashlib", "test_hmac", "test_xxrust"];

/// Which of their parts are not: hashes of long data, which debug builds take long for, leak no more than those of short data.
pub const HUNT_LEAKS_WITHOUT: [&str; 4] = ["--ignore", "test_threaded_hashing*", "--ignore", "test_case_*_3"];

/// Those of them that use hashes or HMAC, which without OpenSSL are in our modules alone.
pub const WITHOUT_OPENSSL: [&str; 7] =
    ["test_hashlib_rust", "test_random", "test_secrets", "test_smtplib", "test_support", "test_urllib2", "test_uuid"];

/// What `make test` tells the interpreter of warnings: those of mixing `bytes` with `str` are errors.
pub const STRICT: [&str; 3] = ["-bb", "-W", "default"];

/// Its runner, strict as that of `make test`: a test that leaves something behind, as an exception that nobody catches, fails.
pub const RUNNER: [&str; 3] = ["-m", "test", "--fail-env-changed"];

/// Many of these tests wait most of the time, for what a server does or for time to pass.
const JOBS_PER_CORE: usize = 2;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  ./x regrtest\n  ./x regrtest test_base64 test_email\n  \
    ./x regrtest --out build/debug -- -R 3:3 test_base64")]
pub struct Arguments {
    /// Folder that CPython was built in
    #[arg(long, value_name = "DIR", help = "Folder that CPython was built in [default: build/VERSION/out]")]
    out: Option<PathBuf>,
    /// Tests, or after -- anything that `python -m test` takes [default: those that use the accelerated modules]
    #[arg(value_name = "TESTS")]
    tests: Vec<String>,
}

pub fn run(project: &Project, arguments: &Arguments) -> Result<()> {
    let out = arguments.out.clone().unwrap_or_else(|| project.out(sources::DEFAULT));
    let python = interpreter(&out)?;
    let jobs = JOBS_PER_CORE * available_parallelism().map_or(1, usize::from);
    let mut command = process::command(python);
    command.args(STRICT).args(RUNNER).args([&format!("-j{jobs}"), "--timeout", "1200"]);
    if arguments.tests.is_empty() {
        command.args(DEFAULT);
    } else {
        command.args(&arguments.tests);
    }
    process::run(&mut command)
}

/// The interpreter of a build folder, by its full path.
pub fn interpreter(out: &Path) -> Result<PathBuf> {
    let python = out.join("python");
    if !python.is_file() {
        bail!("{} does not exist: build it first (./x build --out {})", python.display(), out.display());
    }
    python.canonicalize().with_context(|| format!("cannot read {}", python.display()))
}

/// The files of tests that the overlay adds to CPython's.
#[cfg(test)]
pub fn our_own() -> Vec<String> {
    let folder = Project::find().unwrap().root.join("Lib/test");
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter_map(|name| Some(name.strip_suffix(".py").filter(|name| name.starts_with("test_"))?.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_test_is_named_once() {
        let names = HashSet::from(DEFAULT);
        assert_eq!(names.len(), DEFAULT.len());
        for name in WITH_FALLBACK.iter().chain(&LONG_WITH_FALLBACK).chain(&HUNT_LEAKS).chain(&WITHOUT_OPENSSL) {
            assert!(names.contains(name), "{name}");
        }
    }

    #[test]
    fn our_own_tests_are_run() {
        let ours = our_own();
        assert!(ours.iter().any(|test| test == "test_base64_rust"), "{ours:?}");
        ours.iter().for_each(|test| assert!(DEFAULT.contains(&&**test), "{test}"));
    }
}
