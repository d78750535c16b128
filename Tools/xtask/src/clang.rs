//! clang with the runtime of its sanitizers, which code that rustc has instrumented calls too. Only tests use it.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{apt, process, ui};

/// The newest first: the runtime must know all that rustc's LLVM, which is that of a new clang, makes code call.
const VERSIONS: [&str; 4] = ["22", "21", "20", "19"];

pub struct Clang {
    pub program: String,
    /// What gives reports, and suppressions by name, the names of functions.
    pub symbolizer: PathBuf,
}

impl Clang {
    /// One that is installed, or else installed now.
    pub fn find(project: &Project) -> Result<Self> {
        if let Some(found) = installed() {
            return Ok(found);
        }
        let spinner = ui::Spinner::start("installing clang");
        let log = project.build().join("logs/clang.log");
        let install = |version: &&str| -> bool {
            let packages =
                [format!("clang-{version}"), format!("libclang-rt-{version}-dev"), format!("llvm-{version}")];
            apt::install(&packages.each_ref().map(String::as_str), &log).is_ok()
        };
        VERSIONS.iter().any(install);
        let found = installed().with_context(|| {
            let oldest = VERSIONS[VERSIONS.len() - 1];
            format!(
                "there is no clang {oldest} or newer with the runtime of its sanitizers and llvm-symbolizer (on Debian and \
                Ubuntu clang-{oldest}, libclang-rt-{oldest}-dev, llvm-{oldest}), and it cannot be installed: see {}",
                log.display()
            )
        })?;
        spinner.done(&found.program);
        Ok(found)
    }
}

fn installed() -> Option<Clang> {
    VERSIONS.iter().map(|version| format!("clang-{version}")).find_map(|program| {
        process::on_path(&[&program])?;
        let answer = |option| process::capture(process::command(&program).arg(option)).ok();
        let resources = answer("--print-resource-dir")?;
        let symbolizer = PathBuf::from(answer("--print-prog-name=llvm-symbolizer")?.trim_end());
        let runtime = PathBuf::from(resources.trim_end()).join("lib");
        (runtime.is_dir() && symbolizer.is_file()).then_some(Clang { program, symbolizer })
    })
}
