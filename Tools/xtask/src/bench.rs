//! `./x bench`: the Rust modules against CPython's own, and against packages from PyPI that do the same work.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::packages::{ASN1CRYPTO, CERTIFI, CRYPTOGRAPHY};
use crate::project::Project;
use crate::{build, packages, process, regrtest, sources};

/// What is measured beside CPython's own, where pip can get it, and what it is measured with.
const PEERS: [&str; 7] =
    ["pybase64==1.5.1", "isal==1.9.1", "zlib-ng==1.1.0", CRYPTOGRAPHY, ASN1CRYPTO, "pyasn1==0.6.5", CERTIFI];

/// Read by the Rust modules when they are imported.
const BACKEND_VARIABLE: &str = "PYTHON_RUST_BACKEND";

#[derive(clap::Args)]
#[command(
    after_help = "Writes NAME.md, NAME.json and NAME-GROUP.svg, where NAME is 3.15, 3.15-simd and the like: for base64 and binascii \
    into the folder, for the rest into hashes and certificates in it. The packages that they are compared with are installed \
    from PyPI into build/VERSION/venv; what cannot be installed is named in the report.\n\
    tests/bench/targets.toml has what is to be reached, tests/bench/reasons.toml why something is not.\n\n\
    Examples:\n  ./x bench\n  ./x bench --python 3.14\n  ./x bench --backend scalar\n  ./x bench --render\n  \
    ./x bench --quick --rows 'b64(en|de)code'\n  ./x bench --rows '^(hash|hmac|_)' --output docs/benchmarks"
)]
pub struct Arguments {
    /// The pinned version to measure, which is built if it has to be
    #[arg(long, alias = "version", value_name = "VERSION", default_value = sources::DEFAULT)]
    python: String,
    /// Use nothing better than this, in ours and in pybase64
    #[arg(long, value_name = "BACKEND")]
    backend: Option<Backend>,
    /// Less exact, and without 16 MiB: some seconds
    #[arg(long)]
    quick: bool,
    /// Only the functions in whose name this is found
    #[arg(long, value_name = "REGEX")]
    rows: Option<String>,
    /// Folder of the reports
    #[arg(
        long,
        value_name = "DIR",
        help = "Folder of the reports [default: docs/benchmarks; with --quick or --rows, none]"
    )]
    output: Option<PathBuf>,
    /// Only write the reports again from their JSON, with targets and reasons as they are now
    #[arg(long, conflicts_with_all = ["backend", "quick", "rows"])]
    render: bool,
}

/// The values of PYTHON_RUST_BACKEND.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Backend {
    Scalar,
    Simd,
    Avx512,
}

impl Backend {
    fn name(self) -> &'static str {
        match self {
            Backend::Scalar => "scalar",
            Backend::Simd => "simd",
            Backend::Avx512 => "avx512",
        }
    }
}

pub fn run(project: &Project, local: Option<&Path>, arguments: &Arguments) -> Result<()> {
    let mut command = if arguments.render {
        let mut command = process::command(regrtest::interpreter(&project.out(sources::DEFAULT))?);
        command.arg(script(project)).arg("--render");
        command
    } else {
        measure(project, local, arguments)?
    };
    if let Some(folder) = arguments.folder(project) {
        command.arg("--output").arg(folder);
    }
    process::run(command.env("PYTHONDONTWRITEBYTECODE", "1"))
}

fn script(project: &Project) -> PathBuf {
    project.root.join("tests/bench/bench.py")
}

/// Builds what is measured, and gives the command that measures it.
fn measure(project: &Project, local: Option<&Path>, arguments: &Arguments) -> Result<Command> {
    let version = sources::pin(&arguments.python)?.version;
    let wanted = build::Arguments { python: version.to_owned(), ..build::Arguments::of_default_version() };
    let built = build::run(project, local, &wanted)?;
    let mut command = process::command(packages::environment(project, version, &built, &PEERS)?.python);
    command.arg(script(project));
    if arguments.quick {
        command.arg("--quick");
    }
    if let Some(rows) = &arguments.rows {
        command.arg(format!("--rows={rows}"));
    }
    command.env_remove("PYTHON_RUST_DISABLE").env_remove(BACKEND_VARIABLE);
    if let Some(backend) = arguments.backend {
        command.env(BACKEND_VARIABLE, backend.name());
    }
    Ok(command)
}

impl Arguments {
    /// Where the report goes, if it is to be kept: part of it, or an inexact one, does not replace the whole.
    fn folder(&self, project: &Project) -> Option<PathBuf> {
        let whole = !self.quick && self.rows.is_none();
        self.output.clone().or_else(|| whole.then(|| project.root.join("docs/benchmarks")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_does_not_replace_the_whole() {
        let project = Project { root: PathBuf::from("/p") };
        let arguments = |output: Option<&str>, quick, rows: Option<&str>| Arguments {
            python: sources::DEFAULT.to_owned(),
            backend: None,
            quick,
            rows: rows.map(str::to_owned),
            output: output.map(PathBuf::from),
            render: false,
        };
        assert_eq!(arguments(None, false, None).folder(&project), Some(PathBuf::from("/p/docs/benchmarks")));
        assert_eq!(arguments(None, true, None).folder(&project), None);
        assert_eq!(arguments(None, false, Some("b64")).folder(&project), None);
        assert_eq!(arguments(Some("/o"), true, None).folder(&project), Some(PathBuf::from("/o")));
    }
}
