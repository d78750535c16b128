//! valgrind, which alone sees every branch on a secret. Only tests use it.

use anyhow::{Result, anyhow};

use crate::project::Project;
use crate::{apt, process, ui};

/// Installs it if it is missing. The error says why that cannot be.
pub fn install(project: &Project) -> Result<()> {
    if process::on_path(&["valgrind"]).is_some() {
        return Ok(());
    }
    let spinner = ui::Spinner::start("installing valgrind");
    apt::install(&["valgrind"], &project.build().join("logs/valgrind.log"))?;
    process::on_path(&["valgrind"]).ok_or_else(|| anyhow!("it was installed, but is not on PATH"))?;
    spinner.done("done");
    Ok(())
}
