//! `./x demo`: from nothing to base64 running on Rust, shown on a real file.

use std::path::Path;

use anyhow::Result;

use crate::project::Project;
use crate::{build, process};

#[derive(clap::Args)]
#[command(after_help = "The first run downloads and compiles for some minutes; later runs take seconds.\n\n\
    Examples:\n  ./x demo\n  ./x demo ~/Downloads/some.iso")]
pub struct Arguments {
    /// Arguments of tests/demo.py: the file to show it on [default: the interpreter itself]
    #[arg(value_name = "FILE", trailing_var_arg = true, allow_hyphen_values = true)]
    demo: Vec<String>,
}

pub fn run(project: &Project, local: Option<&Path>, arguments: &Arguments) -> Result<()> {
    let python = build::run(project, local, &build::Arguments::of_default_version())?;
    process::run(process::command(python).arg(project.root.join("tests/demo.py")).args(&arguments.demo))
}
