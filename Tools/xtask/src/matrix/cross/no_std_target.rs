//! A target that the Rust of this machine cannot compile for.

use std::process::Command;

use anyhow::{Result, bail};

use super::super::commands::scratch;
use super::machine::{self, Need};
use crate::test::context::Context;

const ROW: &str = "no-std-target";
const TARGET: &str = "arm-unknown-linux-gnueabihf";
const GNU: &str = "arm-linux-gnueabihf";

pub(super) fn row(context: &Context) -> Result<Vec<Command>> {
    let need = |path: &str, package: &str| Need { path: path.to_owned(), package: package.to_owned() };
    let needs = [
        need(&format!("{GNU}-gcc"), &format!("gcc-{GNU}")),
        need(&format!("/usr/{GNU}/include/stdio.h"), "libc6-dev-armhf-cross"),
        need("qemu-arm", "qemu-user"),
    ];
    if let Err(why) = machine::packages(context, &needs) {
        return Ok(vec![machine::skipped(&why)]);
    }
    if machine::has_standard_library(TARGET)? {
        bail!("{TARGET} has a standard library here: this row is about one that has none");
    }
    let mut commands = vec![context.build_default()];
    commands.extend(scratch(context, ROW, "test_no_std_target.py")?);
    for command in &mut commands {
        command
            .env("BUILD_PYTHON", context.out().join("python"))
            .env("BUILD", format!("{}-linux-gnu", std::env::consts::ARCH))
            .env("GNU", GNU)
            .env("RUST_TARGET_WITHOUT_STD", TARGET)
            .env("RUNNER", format!("qemu-arm -L /usr/{GNU}"));
    }
    Ok(commands)
}
