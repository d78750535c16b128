//! `./x bench`: the Rust modules against CPython's own, and against packages from PyPI when asked.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::project::Project;
use crate::{build, process, sources, ui};

/// Compiled on the machine for the interpreter that was built: there are no wheels for it yet.
const PEERS: [&str; 1] = ["pybase64==1.5.1"];

#[derive(clap::Args)]
#[command(after_help = "Arguments after -- go to tests/bench/bench_base64.py (see `./x bench -- --help`).\n\n\
    Examples:\n  ./x bench\n  ./x bench --peers -- --quick\n  ./x bench -- --markdown table.md")]
pub struct Arguments {
    /// Compare with pybase64 too, installed into an environment under build/
    #[arg(long)]
    peers: bool,
    /// Arguments of the benchmark
    #[arg(last = true, value_name = "ARGUMENTS")]
    bench: Vec<String>,
}

pub fn run(project: &Project, local: Option<&Path>, arguments: &Arguments) -> Result<()> {
    let built = build::run(project, local, &build::Arguments::of_default_version())?;
    let mut python = built.clone();
    if arguments.peers {
        match with_peers(project, &built) {
            Ok(with_peers) => python = with_peers,
            Err(error) => ui::step(format!("going on without {}: {error:#}", PEERS.join(", "))),
        }
    }
    process::run(process::command(python).arg(project.root.join("tests/bench/bench_base64.py")).args(&arguments.bench))
}

/// An environment on top of the built interpreter that has the packages.
fn with_peers(project: &Project, built: &Path) -> Result<PathBuf> {
    let folder = project.build().join(sources::DEFAULT).join("venv");
    let python = folder.join("bin/python");
    let installed = folder.join("x-installed");
    let wanted = PEERS.join("\n");
    if fs::read_to_string(&installed).ok().as_ref() == Some(&wanted) && python.exists() {
        return Ok(python);
    }
    let log = project.build().join(sources::DEFAULT).join("venv.log");
    let spinner = ui::Spinner::start(format!("installing {}", PEERS.join(", ")));
    process::run_logged(process::command(built).args(["-m", "venv", "--clear"]).arg(&folder), &log, |_| ())?;
    let mut pip = process::command(&python);
    pip.args(["-m", "pip", "install", "--disable-pip-version-check"]).args(PEERS);
    process::run_logged(&mut pip, &log, |_| ())?;
    fs::write(&installed, wanted)?;
    spinner.done("done");
    Ok(python)
}
