//! `./x regen`: what is committed and generated. The list of the crates, and the bindings, by the program in Tools/bindings.

use std::path::Path;

use anyhow::Result;

use crate::project::Project;
use crate::{build, crates, process, sources, ui};

#[derive(clap::Args)]
#[command(
    after_help = "First docs/crates.md and what CPython's own list says of the crates, in Misc/, which `./x lint` insists on \
    after a change of Cargo.lock. Then the bindings, a file for each pinned version in Modules/cpython-sys/src/generated: the only \
    thing that needs libclang (Debian: libclang-dev). A build only reads what is committed.\n\nExample:\n  ./x regen"
)]
pub struct Arguments {}

pub fn run(project: &Project, local: Option<&Path>, _arguments: &Arguments) -> Result<()> {
    for file in crates::write(&project.root)? {
        ui::note(format!("written: {file}"));
    }
    for pin in &sources::PINS {
        let tree = sources::tree(project, pin, local)?;
        // The headers include pyconfig.h, which only configure can write.
        let configured = project.build().join(pin.version).join("regen");
        build::configure_without_rust(&tree, &configured)?;
        let series = sources::series(pin.version).replace('.', "");
        let output = project.root.join(format!("Modules/cpython-sys/src/generated/cp{series}.rs"));
        let mut command = process::command("cargo");
        command.args(["run", "--quiet", "--locked", "-p", "bindings", "--manifest-path"]);
        command.arg(project.root.join("Tools/Cargo.toml")).arg("--").args([&tree, &configured, &output]);
        process::run(command.current_dir(&project.root))?;
        ui::note(format!("written: {}", output.display()));
    }
    Ok(())
}
