//! Where things are: the project's own folders and those that the tool makes under `build/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

#[derive(Clone, Debug)]
pub struct Project {
    pub root: PathBuf,
}

impl Project {
    /// The checkout that this program was compiled in.
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = root
            .canonicalize()
            .with_context(|| format!("the project's folder {} is gone: run ./x in the new place", root.display()))?;
        Ok(Self { root })
    }

    pub fn build(&self) -> PathBuf {
        self.root.join("build")
    }

    pub fn cache(&self) -> PathBuf {
        self.build().join("cache")
    }

    /// The extracted and applied tree of a pinned version.
    pub fn tree(&self, version: &str) -> PathBuf {
        self.build().join(version).join("tree")
    }

    pub fn out(&self, version: &str) -> PathBuf {
        self.build().join(version).join("out")
    }

    /// Tells the build scripts of `cpython-sys` and pyo3-ffi for which Python they compile: one of this version, built in `out`.
    pub fn compile_for(&self, command: &mut Command, version: &str, out: &Path) {
        command
            .env("PYO3_CONFIG_FILE", pyo3_config(out))
            .env("CPYTHON_SRCDIR", self.tree(version))
            .env("CPYTHON_BUILDDIR", out);
    }
}

/// The file by which configure tells pyo3-ffi what it is built for.
pub fn pyo3_config(out: &Path) -> PathBuf {
    out.join("Rust/pyo3-config.txt")
}
