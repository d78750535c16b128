//! What a distributor does with the sources.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::commands::{folder, scratch, scratch_with_tests};
use crate::test::Step;
use crate::test::context::Context;
use crate::{deny, packages, sources};

pub(super) const ROWS: &[Step] = &[
    Step::new(
        "offline",
        "no network, the crates in the tree: configure, make, distclean, and all of it again",
        |context| scratch_with_tests(context, "offline", "test_offline.py"),
    ),
    Step::new(
        "reproducible",
        "built twice, in different folders and at different times: the modules are equal byte for byte",
        |context| scratch(context, "reproducible", "test_reproducible.py"),
    ),
    Step::new(
        "patches",
        "3.15, 3.14, 3.13: apply, check, revert to the byte, and git am of the exported patches on the pristine tree",
        patches,
    ),
    Step::new(
        "sbom",
        "3.15, 3.14, 3.13: the crates in CPython's SPDX file, its own tool and a validator agree with them, revert to the byte",
        sbom,
    ),
    Step::new(
        "cargo-deny",
        "licences, sources, duplicate versions and advisories of all crates, as part of ./x lint",
        cargo_deny,
    ),
    Step::new(
        "patchcheck",
        "what CPython's checks of a pull request say of the exported patches: white space, ruff, generated files, symbols",
        |context| scratch(context, "patchcheck", "test_patchcheck.py"),
    ),
];

fn patches(context: &Context) -> Result<Vec<Command>> {
    let mut commands: Vec<Command> =
        ["3.15", "3.14", "3.13"].iter().map(|version| context.x(&["fetch", version])).collect();
    commands.push(context.cargo_test("Tools/Cargo.toml", &["-p", "xtask", "--test", "real_trees"]));
    Ok(commands)
}

fn sbom(context: &Context) -> Result<Vec<Command>> {
    let row = "sbom";
    // Nothing of CPython has to be built for it.
    let validator =
        packages::environment(context.project, "matrix/sbom", Path::new("python3"), &[packages::SPDX_TOOLS])?;
    if !validator.missing.is_empty() {
        bail!("pip cannot get {}: see {}", packages::SPDX_TOOLS, validator.log.display());
    }
    let mut commands = Vec::new();
    for pin in &sources::PINS {
        let mut command = context.unittest_files(&validator.python, "tests/builds", "test_sbom.py");
        command
            .env("CPYTHON_TARBALL", sources::tarball(context.project, pin, context.local)?)
            .env("X", &context.tool)
            .env("SCRATCH", folder(context, row).join(pin.version));
        commands.push(command);
    }
    Ok(commands)
}

fn cargo_deny(context: &Context) -> Result<Vec<Command>> {
    deny::install(context.project)?;
    // Clippy needs the configuration of a build for all but the pure crates.
    Ok(vec![context.x(&["lint"])])
}
