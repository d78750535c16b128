//! What a distributor does with the sources.

use std::process::Command;

use anyhow::Result;

use super::commands::scratch;
use crate::test::Step;
use crate::test::context::Context;

pub(super) const ROWS: &[Step] = &[
    Step {
        name: "offline",
        about: "no network, the crates in the tree: configure, make, distclean, and all of it again",
        commands: |context| scratch(context, "offline", "test_offline.py"),
    },
    Step {
        name: "reproducible",
        about: "built twice, in different folders and at different times: the modules are equal byte for byte",
        commands: |context| scratch(context, "reproducible", "test_reproducible.py"),
    },
    Step {
        name: "patches",
        about: "3.15, 3.14, 3.13: apply, check, revert to the byte, and git am of the exported patches on the pristine tree",
        commands: patches,
    },
    Step {
        name: "patchcheck",
        about: "what CPython's checks of a pull request say of the exported patches: white space, ruff, generated files, symbols",
        commands: |context| scratch(context, "patchcheck", "test_patchcheck.py"),
    },
];

fn patches(context: &Context) -> Result<Vec<Command>> {
    let mut commands: Vec<Command> =
        ["3.15", "3.14", "3.13"].iter().map(|version| context.x(&["fetch", version])).collect();
    commands.push(context.cargo_test("Tools/Cargo.toml", &["--release", "-p", "xtask", "--test", "real_trees"]));
    Ok(commands)
}
