//! `./x build`: from a version or a tree to an interpreter.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use anyhow::{Context, Result, bail};

use crate::overlay::apply::Outcome;
use crate::project::Project;
use crate::ui::Spinner;
use crate::{hash, lock, process, sources, tree, ui};

#[derive(clap::Args)]
#[command(
    after_help = "A folder that was configured with the same arguments is not configured again, and a build that is up to \
    date takes seconds. --with-rust is passed to configure unless the arguments say something about Rust.\n\n\
    Examples:\n  ./x build\n  ./x build --python 3.14.7\n  ./x build --source ~/src/cpython --out /tmp/out\n  \
    ./x build --out build/debug -- --with-pydebug\n  ./x build --out build/plain -- --with-rust=no"
)]
pub struct Arguments {
    /// A pinned version to fetch and build
    #[arg(long, value_name = "VERSION", default_value = sources::DEFAULT)]
    pub python: String,
    /// A CPython tree of your own; the overlay is put into it
    #[arg(long, value_name = "TREE", conflicts_with = "python")]
    pub source: Option<PathBuf>,
    /// Folder to build in
    #[arg(long, value_name = "DIR", help = "Folder to build in [default: build/VERSION/out]")]
    pub out: Option<PathBuf>,
    /// How many jobs make runs at once [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Arguments for configure
    #[arg(last = true, value_name = "CONFIGURE-ARGUMENTS")]
    pub configure: Vec<String>,
}

impl Arguments {
    /// `./x build` without any.
    pub fn of_default_version() -> Self {
        Self { python: sources::DEFAULT.to_owned(), source: None, out: None, jobs: None, configure: Vec::new() }
    }
}

/// What configure was run with, kept in the folder that it made.
const STAMP: &str = ".x-configured";
const LOG: &str = "x-build.log";
/// Variables that decide what configure finds.
const VARIABLES: [&str; 12] = [
    "CC",
    "CXX",
    "CFLAGS",
    "CPPFLAGS",
    "LDFLAGS",
    "LIBS",
    "PKG_CONFIG_PATH",
    "CARGO",
    "RUSTC",
    "RUSTFLAGS",
    "RUST_TARGET",
    "CARGO_HOME",
];

/// Builds and returns the path of the interpreter.
pub fn run(project: &Project, local: Option<&Path>, arguments: &Arguments) -> Result<PathBuf> {
    let (tree, default_out) = match &arguments.source {
        Some(tree) => {
            let tree = tree.canonicalize().with_context(|| format!("{} cannot be read", tree.display()))?;
            let name = &hash::bytes(tree.as_os_str().as_encoded_bytes())[..8];
            let out = project.build().join(format!("source-{name}")).join("out");
            (tree, out)
        }
        None => {
            let pin = sources::pin(&arguments.python)?;
            (sources::tree(project, pin, local)?, project.out(pin.version))
        }
    };
    let out = arguments.out.clone().unwrap_or(default_out);
    // Before the folder is made: it must not be made in something that is no CPython tree.
    let applied = apply(project, local, &tree)?;
    let _lock = lock::folder(&out)?;
    let out = out.canonicalize()?;
    let log = out.join(LOG);
    fs::write(&log, format!("building {} in {}\n", tree.display(), out.display()))?;
    configure(&tree, &out, &log, &with_rust(&arguments.configure))?;
    make(&out, &log, arguments.jobs)?;
    let python = out.join("python");
    if !python.is_file() {
        bail!("make ended without an error, but there is no {}; the log is {}", python.display(), log.display());
    }
    if !applied.is_empty() {
        ui::note(applied);
    }
    Ok(python)
}

fn apply(project: &Project, local: Option<&Path>, tree: &Path) -> Result<String> {
    let outcome = tree::apply_quietly(project, local, tree, false)?;
    Ok(match outcome {
        Outcome::AlreadyApplied => String::new(),
        Outcome::Applied { written, .. } => format!("the overlay was applied: {} files written", written.len()),
    })
}

fn with_rust(arguments: &[String]) -> Vec<String> {
    let decided = arguments.iter().any(|argument| {
        argument == "--with-rust" || argument.starts_with("--with-rust=") || argument == "--without-rust"
    });
    let ours = (!decided).then(|| "--with-rust".to_owned());
    ours.into_iter().chain(arguments.iter().cloned()).collect()
}

/// Runs configure in `out` for the sake of the headers alone.
pub fn configure_without_rust(tree: &Path, out: &Path) -> Result<()> {
    let _lock = lock::folder(out)?;
    configure(tree, &out.canonicalize()?, &out.join(LOG), &["--with-rust=no".to_owned()])
}

fn configure(tree: &Path, out: &Path, log: &Path, arguments: &[String]) -> Result<()> {
    let stamp = stamp(tree, arguments)?;
    let stamp_file = out.join(STAMP);
    if fs::read_to_string(&stamp_file).ok().as_ref() == Some(&stamp) && out.join("Makefile").is_file() {
        return Ok(());
    }
    // Gone while configure runs: a run that was interrupted is not taken for a finished one.
    if stamp_file.exists() {
        fs::remove_file(&stamp_file)?;
    }
    let spinner = Spinner::start(format!("configure {}", arguments.join(" ")));
    let mut command = process::command(tree.join("configure"));
    command.args(arguments).current_dir(out);
    process::run_logged(&mut command, log, |line| {
        if line.starts_with("checking ") {
            spinner.detail(line.chars().take(60).collect::<String>());
        }
    })?;
    fs::write(&stamp_file, stamp)?;
    spinner.done("done");
    Ok(())
}

fn stamp(tree: &Path, arguments: &[String]) -> Result<String> {
    let configure = tree.join("configure");
    let digest = hash::file(&configure).with_context(|| format!("cannot read {}", configure.display()))?;
    let mut stamp = format!("{} {digest}\n", configure.display());
    arguments.iter().for_each(|argument| stamp.push_str(&format!("{argument}\n")));
    for name in VARIABLES {
        if let Ok(value) = std::env::var(name) {
            stamp.push_str(&format!("{name}={value}\n"));
        }
    }
    Ok(stamp)
}

fn make(out: &Path, log: &Path, jobs: Option<usize>) -> Result<()> {
    let jobs = jobs.unwrap_or_else(|| available_parallelism().map_or(1, usize::from));
    let spinner = Spinner::start(format!("make -j{jobs}"));
    let mut compiled = Compiled::default();
    let mut command = process::command("make");
    command.arg(format!("-j{jobs}")).current_dir(out);
    // A build started from inside another make would otherwise take that one's job server.
    command.env_remove("MAKEFLAGS").env_remove("MFLAGS");
    process::run_logged(&mut command, log, |line| {
        if compiled.see(line) {
            spinner.detail(compiled.to_string());
        }
    })?;
    spinner.done(compiled.to_string());
    Ok(())
}

/// Counts what make's output shows as compiled.
#[derive(Default)]
struct Compiled {
    files: usize,
    crates: usize,
}

impl Compiled {
    fn see(&mut self, line: &str) -> bool {
        if line.trim_start().starts_with("Compiling ") {
            self.crates += 1;
        } else if line.contains(" -c ") && line.contains(".o") {
            self.files += 1;
        } else {
            return false;
        }
        true
    }
}

impl std::fmt::Display for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.files, self.crates) {
            (0, 0) => f.write_str("up to date"),
            (files, 0) => write!(f, "{files} files compiled"),
            (files, crates) => write!(f, "{files} files and {crates} crates compiled"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_rust_unless_decided() {
        let run = |arguments: &[&str]| with_rust(&arguments.iter().map(|text| text.to_string()).collect::<Vec<_>>());
        assert_eq!(run(&["--with-pydebug"]), ["--with-rust", "--with-pydebug"]);
        assert_eq!(run(&["--with-rust=no"]), ["--with-rust=no"]);
        assert_eq!(run(&["--without-rust"]), ["--without-rust"]);
    }

    #[test]
    fn compiled_files_are_counted() {
        let mut compiled = Compiled::default();
        assert!(compiled.see("gcc -c -Wall -o Objects/x.o ../Objects/x.c"));
        assert!(compiled.see("   Compiling codecs v0.1.0 (/x)"));
        assert!(!compiled.see("checking for gcc"));
        assert_eq!(compiled.to_string(), "1 files and 1 crates compiled");
    }
}
