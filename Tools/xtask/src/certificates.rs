//! `./x certificates`: what is read of certificates, against OpenSSL and against libraries from PyPI.

use std::path::Path;

use anyhow::{Result, anyhow};

use crate::packages::{ASN1CRYPTO, CERTIFI, CRYPTOGRAPHY};
use crate::project::Project;
use crate::{build, nightly, packages, process, sources};

const PACKAGES: [&str; 3] = [CRYPTOGRAPHY, ASN1CRYPTO, CERTIFI];
/// What the comparisons stand on first: one that cannot find a difference proves nothing.
const SCRIPTS: [&str; 4] = ["test_harness.py", "compare_dicts.py", "compare_values.py", "compare_calls.py"];

#[derive(clap::Args)]
#[command(
    after_help = "Makes some two thousand odd certificates with cryptography and asn1crypto, which are installed from PyPI \
    into build/VERSION/venv; where that cannot be, the command says why and does nothing. What was made is kept in \
    build/certificates.\n\n\
    Examples:\n  ./x certificates\n  ./x certificates --python 3.14\n  \
    build/3.15.0rc2/venv/bin/python tests/certificates/compare_dicts.py --mutants 300_000"
)]
pub struct Arguments {
    /// The pinned version to look at, which is built if it has to be
    #[arg(long, alias = "version", value_name = "VERSION", default_value = sources::DEFAULT)]
    python: String,
}

pub fn run(project: &Project, local: Option<&Path>, arguments: &Arguments) -> Result<()> {
    let version = sources::pin(&arguments.python)?.version;
    let wanted = build::Arguments { python: version.to_owned(), ..build::Arguments::of_default_version() };
    let built = build::run(project, local, &wanted)?;
    let environment = packages::environment(project, version, &built, &PACKAGES)?;
    if !environment.missing.is_empty() {
        let (missing, log) = (environment.missing.join(", "), environment.log.display());
        nightly::skipped("certificates", &anyhow!("pip cannot get {missing}: see {log}"));
        return Ok(());
    }
    for script in SCRIPTS {
        let mut command = process::command(&environment.python);
        command.arg(project.root.join("tests/certificates").join(script));
        process::run(command.env("PYTHONDONTWRITEBYTECODE", "1").env_remove("PYTHON_RUST_DISABLE"))?;
    }
    Ok(())
}
