//! Reads the private declarations that the safe layer needs, and pyo3-ffi lacks, from one CPython tree's headers.
//!
//! Usage: `bindings SOURCE BUILD OUTPUT`: a CPython tree, a folder in which it was configured, the Rust file to write.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// What Argument Clinic's generated code uses, so that our parsing and its messages are CPython's own; and the one way to cut
/// a new bytes object to its length.
const FUNCTIONS: &str = "_PyArg_UnpackKeywords|_PyArg_CheckPositional|_PyArg_NoKeywords|_PyLong_Size_t_Converter|PyLong_AsInt|_PyBytes_Resize";
const TYPES: &str = "_PyArg_Parser|_PyOnceFlag";

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [source, build, output] = arguments.as_slice() else {
        bail!("usage: bindings SOURCE BUILD OUTPUT");
    };
    let text = generate(source, build)?;
    let aside = output.with_extension("rs.new");
    std::fs::write(&aside, text).with_context(|| format!("cannot write {}", aside.display()))?;
    std::fs::rename(&aside, output).with_context(|| format!("cannot replace {}", output.display()))
}

fn generate(source: &Path, build: &Path) -> Result<String> {
    let include = source.join("Include");
    let bindings = bindgen::Builder::default()
        .header_contents(
            "wanted.h",
            "#include \"Python.h\"\n#include \"internal/pycore_modsupport.h\"\n#include \"internal/pycore_long.h\"\n",
        )
        .clang_args([
            format!("-I{}", build.display()),
            format!("-I{}", include.display()),
            format!("-I{}", include.join("internal").display()),
            "-DPy_BUILD_CORE_MODULE".to_owned(),
        ])
        .allowlist_function(FUNCTIONS)
        .allowlist_type(TYPES)
        // The rest is pyo3-ffi's.
        .allowlist_recursively(false)
        .raw_line("use pyo3_ffi::{PyObject, Py_ssize_t};")
        .use_core()
        // They would hold the numbers of the machine that ran this; helpers/layout.c asks the headers instead.
        .layout_tests(false)
        .generate_comments(false)
        .formatter(bindgen::Formatter::Prettyplease)
        .rust_target(target())
        .rust_edition(bindgen::RustEdition::Edition2024)
        .disable_header_comment()
        .generate()
        .with_context(|| format!("the headers of {} do not parse", source.display()))?;
    Ok(format!("// Written by `./x regen` from CPython's headers: do not edit.\n{bindings}"))
}

/// The oldest compiler that has to read what is written here.
fn target() -> bindgen::RustTarget {
    match bindgen::RustTarget::stable(85, 0) {
        Ok(target) => target,
        Err(error) => unreachable!("bindgen does not know Rust 1.85: {error}"),
    }
}
