//! Builds for another processor, run by qemu, or by this processor if it can do that as well.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::super::commands::folder;
use super::machine::{self, Need};
use super::{checks, crates};
use crate::process;
use crate::test::context::Context;

/// Its names.
pub(super) struct Processor {
    pub(super) rust: &'static str,
    pub(super) gnu: &'static str,
    /// In the names of Debian's packages.
    pub(super) debian: &'static str,
    /// The program that emulates it.
    pub(super) qemu: &'static str,
    /// The dynamic loader, below [`Processor::root`], of what this machine's processor may run by itself.
    pub(super) loader: Option<&'static str>,
}

/// What runs its programs.
struct Runner {
    command: String,
    /// The option for another name of the program.
    argv0: &'static str,
    is_slow: bool,
}

impl Processor {
    fn compiler(&self) -> String {
        format!("{}-gcc", self.gnu)
    }

    /// Where Debian's packages for cross builds have its libraries.
    fn root(&self) -> String {
        format!("/usr/{}", self.gnu)
    }

    fn runner(&self) -> Runner {
        let root = self.root();
        let loader = self.loader.map(|loader| format!("{root}/{loader}"));
        let by_itself = loader.filter(|loader| process::capture(process::command(loader).arg("--version")).is_ok());
        match by_itself {
            Some(loader) => {
                Runner { command: format!("{loader} --library-path {root}/lib"), argv0: "--argv0", is_slow: false }
            }
            None => Runner { command: format!("{} -L {root}", self.qemu), argv0: "-0", is_slow: true },
        }
    }

    fn needs(&self) -> [Need; 3] {
        [
            Need { path: self.compiler(), package: format!("gcc-{}", self.gnu) },
            Need { path: self.root() + "/include/stdio.h", package: format!("libc6-dev-{}-cross", self.debian) },
            Need { path: self.qemu.to_owned(), package: "qemu-user".to_owned() },
        ]
    }

    /// How cargo links for it, runs what it has linked, and compiles C.
    fn tell_cargo(&self, runner: &Runner, command: &mut Command) {
        let name = self.rust.replace('-', "_");
        let setting = |what| format!("CARGO_TARGET_{}_{what}", name.to_uppercase());
        command.env(setting("LINKER"), self.compiler()).env(setting("RUNNER"), &runner.command);
        command.env(format!("CC_{name}"), self.compiler());
        if runner.is_slow {
            // A test of a property takes minutes with as many cases as on the machine itself.
            command.env("PROPTEST_CASES", "100");
        }
    }
}

pub(super) fn emulated(context: &Context, row: &str, processor: &Processor) -> Result<Vec<Command>> {
    if let Err(why) = machine::prepare(context, &processor.needs(), processor.rust) {
        return Ok(vec![machine::skipped(&why)]);
    }
    let runner = processor.runner();
    let out = folder(context, row).join("out");
    let mut commands = crates::pure(context, processor.rust);
    // The Python that works while the other is made, of the same version.
    commands.push(context.build_default());
    commands.push(build(context, processor, &runner, &out));
    commands.push(crates::layout(context, processor.rust, &out));
    commands.iter_mut().for_each(|command| processor.tell_cargo(&runner, command));
    let mut checks = checks::of_build(context, &out, processor.rust);
    // smelly.py asks for symbols with "nm", which has to know the processor's files.
    let path = std::env::var("PATH").unwrap_or_default();
    checks.iter_mut().for_each(|check| _ = check.env("PATH", format!("{}/bin:{path}", processor.root())));
    commands.extend(checks);
    commands.extend(checks::tests(context, &python(&runner, &out)?));
    Ok(commands)
}

fn build(context: &Context, processor: &Processor, runner: &Runner, out: &Path) -> Command {
    let mut command = context.build(out, &["--with-rust"]);
    command.args([
        format!("--host={}", processor.gnu),
        format!("--build={}-linux-gnu", std::env::consts::ARCH),
        format!("--with-build-python={}", context.out().join("python").display()),
        format!("HOSTRUNNER={}", runner.command),
        // The machine's own libraries are of no use.
        format!("PKG_CONFIG_LIBDIR={}/lib/pkgconfig", processor.root()),
    ]);
    // What configure finds out by running programs.
    command.args(["ac_cv_buggy_getaddrinfo=no", "ac_cv_file__dev_ptmx=yes", "ac_cv_file__dev_ptc=no"]);
    command.arg(checks::LIGHT);
    command
}

/// A program beside the interpreter that runs it. Python takes it for itself, so what tests start is run that way, too.
fn python(runner: &Runner, out: &Path) -> Result<PathBuf> {
    fs::create_dir_all(out)?;
    let script = out.join("python-here");
    let Runner { command, argv0, .. } = runner;
    fs::write(&script, format!("#!/bin/sh\nexec {command} {argv0} \"$0\" \"${{0%/*}}/python\" \"$@\"\n"))?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
    Ok(script)
}
