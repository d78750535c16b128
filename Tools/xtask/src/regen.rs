//! `./x regen`: the committed bindings, generated again by the program in Tools/bindings.

use std::path::Path;

use anyhow::Result;

use crate::project::Project;
use crate::{build, process, sources, ui};

#[derive(clap::Args)]
#[command(
    after_help = "The only command that needs libclang (Debian: libclang-dev). Its result, a file for each pinned \
    version in Modules/cpython-sys/src/generated, is committed: a build only reads it.\n\nExample:\n  ./x regen"
)]
pub struct Arguments {}

pub fn run(project: &Project, local: Option<&Path>, _arguments: &Arguments) -> Result<()> {
    for pin in &sources::PINS {
        let tree = sources::tree(project, pin, local)?;
        // The headers include pyconfig.h, which only configure can write.
        let configured = project.build().join(pin.version).join("regen");
        build::configure_without_rust(&tree, &configured)?;
        let series = sources::series(pin.version).replace('.', "");
        let output = project.root.join(format!("Modules/cpython-sys/src/generated/cp{series}.rs"));
        let mut command = process::command("cargo");
        command.args(["run", "--quiet", "--release", "--locked", "-p", "bindings", "--manifest-path"]);
        command.arg(project.root.join("Tools/Cargo.toml")).arg("--").args([&tree, &configured, &output]);
        process::run(command.current_dir(&project.root))?;
        ui::note(format!("written: {}", output.display()));
    }
    Ok(())
}
