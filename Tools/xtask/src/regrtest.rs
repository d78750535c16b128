//! `./x regrtest`: CPython's own tests with the interpreter that was built.

use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{process, sources};

/// What uses the accelerated modules, directly or through another one: in each supported version.
const DEFAULT: [&str; 24] = [
    "test_base64",
    "test_base64_rust",
    "test_binascii",
    "test_quopri",
    "test_codecs",
    "test_email",
    "test_smtplib",
    "test_imaplib",
    "test_urllib",
    "test_urllib2",
    "test_urllib2_localnet",
    "test_plistlib",
    "test_xmlrpc",
    "test_http_cookies",
    "test_http_cookiejar",
    "test_httpservers",
    "test_mailbox",
    "test_secrets",
    "test_ssl",
    "test_ssl_rust",
    "test_uuid",
    "test_zipfile",
    "test_zlib",
    "test_xxrust",
];

/// Those of them that go through Lib/base64.py, and end soon.
pub const USERS_OF_BASE64: [&str; 9] = [
    "test_base64",
    "test_binascii",
    "test_codecs",
    "test_email",
    "test_urllib2",
    "test_urllib2_localnet",
    "test_plistlib",
    "test_xmlrpc",
    "test_secrets",
];

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
    let jobs = available_parallelism().map_or(1, usize::from);
    let mut command = process::command(python);
    command.args(["-m", "test", &format!("-j{jobs}"), "--timeout", "1200"]);
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
