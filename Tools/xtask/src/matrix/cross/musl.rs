//! musl instead of glibc, on the machine's own processor.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::super::commands::folder;
use super::machine::{self, Need};
use super::{checks, crates};
use crate::test::context::Context;

pub(super) fn row(context: &Context) -> Result<Vec<Command>> {
    let target = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
    let needs = [Need { path: "musl-gcc".to_owned(), package: "musl-tools".to_owned() }];
    if let Err(why) = machine::prepare(context, &needs, &target) {
        return Ok(vec![machine::skipped(&why)]);
    }
    let folder = folder(context, "musl");
    let out = folder.join("out");
    let mut commands = crates::pure(context, &target);
    let mut build = context.build(&out, &["--with-rust", "PKG_CONFIG_LIBDIR=/nonexistent", checks::LIGHT]);
    build.arg(format!("CC={}", compiler(&folder)?.display()));
    commands.push(build);
    commands.push(crates::layout(context, &target, &out));
    commands.extend(checks::of_build(context, &out, &target));
    commands.extend(checks::tests(context, &out.join("python")));
    Ok(commands)
}

/// musl-gcc, but that it answers like a compiler that was made for musl: CPython's configure compares two ways to ask which C
/// library this is, and Debian's gcc, which is behind it, always says glibc to one of them.
fn compiler(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let script = folder.join("musl-cc");
    let text = format!(
        "#!/bin/sh\ncase $1 in --print-multiarch) echo {}-linux-musl; exit ;; esac\nexec musl-gcc \"$@\"\n",
        std::env::consts::ARCH
    );
    fs::write(&script, text)?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
    Ok(script)
}
