//! `./x sanitize`: the tests of the pure crates with unsafe code under AddressSanitizer.

use anyhow::Result;

use crate::nightly::{self, Nightly};
use crate::process;
use crate::project::Project;

#[derive(clap::Args)]
#[command(
    after_help = "Needs a nightly toolchain, which is installed with rustup if it is missing; where that cannot be, the \
    command says why and does nothing.\n\n\
    Examples:\n  ./x sanitize\n  ./x sanitize -- --test guard_pages base64"
)]
pub struct Arguments {
    /// Arguments of `cargo test`
    #[arg(last = true, value_name = "ARGUMENTS")]
    cargo: Vec<String>,
}

pub fn run(project: &Project, arguments: &Arguments) -> Result<()> {
    let nightly = match Nightly::find(project) {
        Ok(nightly) => nightly,
        Err(why) => {
            nightly::skipped("AddressSanitizer", &why);
            return Ok(());
        }
    };
    let manifest = project.root.join("tests/Cargo.toml");
    let target_dir = project.build().join("sanitize");
    let mut test = nightly.cargo("test", &manifest, &["-Zsanitizer=address"], &target_dir);
    // Optimised, because that is what ships, and takes a fraction of the time. The other crates forbid unsafe code, down to their
    // last dependency; they are fuzzed with the sanitizer all the same.
    process::run(test.args(["-p", "codecs-tests", "-p", "digests-tests", "--release"]).args(&arguments.cargo))
}
