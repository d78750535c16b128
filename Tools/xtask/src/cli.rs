//! The command line: what there is to say, and which file does it.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::project::Project;
use crate::{
    bench, build, certificates, demo, export, fuzz, lint, matrix, regen, regrtest, sanitize, sources, test, tree,
};

#[derive(Parser)]
#[command(
    name = "./x",
    bin_name = "./x",
    about = "Rust accelerators for CPython's standard library: fetch, apply, build, test.",
    after_help = "Examples:\n  \
        ./x demo                              from nothing to a CPython whose base64 runs on Rust\n  \
        ./x test                              everything that has to be green\n  \
        ./x apply ~/src/cpython               put the overlay into a tree of your own\n  \
        ./x build --python 3.14.7             build another version\n  \
        ./x build --out /tmp/dbg -- --with-pydebug\n\n\
        Everything that ./x makes is under build/. `./x COMMAND --help` says more about each command.",
    disable_help_subcommand = false,
    max_term_width = 100
)]
pub struct Cli {
    #[command(flatten)]
    sources: Sources,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args)]
pub struct Sources {
    /// Folder with CPython tarballs (and autoconf packages), looked in before the network
    #[arg(long, global = true, value_name = "DIR")]
    sources: Option<PathBuf>,
}

impl Sources {
    fn folder(self) -> Option<PathBuf> {
        self.sources.or_else(|| std::env::var_os("CPYTHON_SOURCES").filter(|value| !value.is_empty()).map(Into::into))
    }
}

#[derive(Subcommand)]
enum Command {
    /// Build CPython with the Rust modules and show what they do and how fast
    Demo(demo::Arguments),
    /// Run every check, or only the named steps
    Test(test::Arguments),
    /// Build as distributors build, and print what came of it
    Matrix(matrix::Arguments),
    /// Get the sources of a pinned CPython version
    #[command(
        after_help = "Looked for in this order: --sources or $CPYTHON_SOURCES, build/cache, python.org, the Debian \
        mirror in this machine's apt configuration. Only the pinned SHA-256 is accepted.\n\n\
        Examples:\n  ./x fetch 3.15.0rc2\n  ./x fetch 3.14 --sources ~/Downloads"
    )]
    Fetch {
        /// A pinned version, in full or by its series: 3.15.0rc2, 3.14.7, 3.13.5
        #[arg(default_value = sources::DEFAULT)]
        version: String,
    },
    /// Put the overlay into a CPython source tree
    #[command(
        after_help = "The tree is a git checkout's or a tarball's, 3.13 to 3.16. Nothing is written before every edit \
        fits; a failure leaves the tree as it was. Applying again brings the tree up to date and touches only what \
        changed.\n\n\
        Examples:\n  ./x apply ~/src/cpython\n  ./x apply --vendor ~/src/cpython   # with the crates: make needs no network"
    )]
    Apply {
        /// Folder of the CPython sources
        tree: PathBuf,
        /// Put the crates into the tree too, so that make needs no network
        #[arg(long)]
        vendor: bool,
    },
    /// Take the overlay out of a tree again, to the byte
    #[command(
        after_help = "Also removes what a build inside the tree left in folders of the overlay. Files of your own in \
        those folders are kept and named. Files that something else has replaced since, as another version does, are \
        left alone with --force, and named.\n\nExample:\n  ./x revert ~/src/cpython"
    )]
    Revert {
        /// Folder of the CPython sources
        tree: PathBuf,
        /// Also if files were changed after apply: those that still have the overlay's text become what they were
        #[arg(long)]
        force: bool,
    },
    /// Say whether the overlay is in a tree
    #[command(after_help = "Exit status: 0 applied, 1 not applied, 2 partly applied or changed since; \
        the files are listed.\n\nExample:\n  ./x check ~/src/cpython")]
    Check {
        /// Folder of the CPython sources
        tree: PathBuf,
    },
    /// Write the overlay as patches that `git am` takes on a pristine tree
    #[command(after_help = "One patch for each concern: FFI, safe layer, modules, build system.\n\n\
        Example:\n  ./x export ~/src/cpython /tmp/patches && git -C ~/src/cpython am /tmp/patches/*.patch")]
    Export {
        /// Folder of the CPython sources (they are only read)
        tree: PathBuf,
        /// Where the patches go; made if it is not there
        dir: PathBuf,
    },
    /// Fetch, apply, configure and make; the interpreter is then DIR/python
    Build(build::Arguments),
    /// Run CPython's own regression tests with the built interpreter
    Regrtest(regrtest::Arguments),
    /// Measure the Rust modules against CPython's own and against packages, and write reports
    Bench(bench::Arguments),
    /// Compare what is read of certificates with OpenSSL, cryptography and asn1crypto
    Certificates(certificates::Arguments),
    /// Generate again what is committed: the list of crates, and the bindings (which needs libclang)
    Regen(regen::Arguments),
    /// Format, clippy, layers, unsafe code, crates, shell
    Lint,
    /// Run the tests of the crates `codecs` and `digests` under AddressSanitizer
    Sanitize(sanitize::Arguments),
    /// Look for inputs on which the crates `codecs`, `der` and `x509` fail
    Fuzz(fuzz::Arguments),
}

/// Does what the command line says; the number is the exit status.
pub fn run(cli: Cli) -> Result<u8> {
    let project = Project::find()?;
    let local = cli.sources.folder();
    let local = local.as_deref();
    match cli.command {
        Command::Demo(arguments) => demo::run(&project, local, &arguments)?,
        Command::Test(arguments) => return test::run(&project, local, &arguments),
        Command::Matrix(arguments) => return matrix::run(&project, local, &arguments),
        Command::Fetch { version } => {
            println!("{}", sources::tarball(&project, sources::pin(&version)?, local)?.display());
        }
        Command::Apply { tree, vendor } => tree::apply(&project, local, &tree, vendor)?,
        Command::Revert { tree, force } => tree::revert(&tree, force)?,
        Command::Check { tree } => return tree::check(&project, &tree),
        Command::Export { tree, dir } => export::run(&project, local, &tree, &dir)?,
        Command::Build(arguments) => {
            println!("{}", build::run(&project, local, &arguments)?.display());
        }
        Command::Regrtest(arguments) => regrtest::run(&project, &arguments)?,
        Command::Bench(arguments) => bench::run(&project, local, &arguments)?,
        Command::Certificates(arguments) => certificates::run(&project, local, &arguments)?,
        Command::Regen(arguments) => regen::run(&project, local, &arguments)?,
        Command::Lint => lint::run(&project)?,
        Command::Sanitize(arguments) => sanitize::run(&project, &arguments)?,
        Command::Fuzz(arguments) => fuzz::run(&project, &arguments)?,
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::process::{Command, Output};

    use clap::CommandFactory;

    use super::*;
    use crate::process;

    /// `./x` on a machine that has next to nothing.
    fn x_without_anything(arguments: &[&str]) -> Output {
        let machine = tempfile::tempdir().unwrap();
        for program in ["cat", "dirname"] {
            symlink(process::on_path(&[program]).unwrap(), machine.path().join(program)).unwrap();
        }
        let mut x = Command::new("/bin/sh");
        x.arg(Project::find().unwrap().root.join("x")).args(arguments);
        x.env_clear().env("PATH", machine.path()).env("HOME", machine.path()).output().unwrap()
    }

    #[test]
    fn help_needs_nothing_and_names_every_command() {
        for arguments in [&[][..], &["help"], &["--help"], &["-h"]] {
            let output = x_without_anything(arguments);
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success(), "{arguments:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
            assert!(text.contains("about a command; it comes from ./x's own tool"), "{arguments:?}: {text}");
            let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
            for command in Cli::command().get_subcommands() {
                assert!(words.contains(&command.get_name()), "{}: {text}", command.get_name());
            }
        }
        // What only the tool can say.
        assert!(!x_without_anything(&["help", "build"]).status.success());
    }
}
