//! Compiles the C helpers against the headers of the tree being built, and tells the crate which version that is.

mod structures;

use std::env;
use std::path::{Path, PathBuf};

/// The versions 3.N that src/generated has a file of. A later Python has to be as the last of them in what that says.
const GENERATED: [u32; 3] = [13, 14, 15];

fn main() {
    println!("cargo::rustc-check-cfg=cfg(Py_3_13, Py_3_14, Py_3_15, Py_ends_threads)");
    println!("cargo::rustc-check-cfg=cfg(Py_generated, values(\"3.13\", \"3.14\", \"3.15\"))");
    let source = directory("CPYTHON_SRCDIR", "the source folder of CPython");
    let build = directory("CPYTHON_BUILDDIR", "the folder in which configure ran");
    let include = source.join("Include");

    let minor_version = minor_version(&include.join("patchlevel.h"));
    for minor in 13..=minor_version {
        println!("cargo::rustc-cfg=Py_3_{minor}");
    }
    // For the build scripts of the crates above.
    println!("cargo::metadata=minor_version={minor_version}");
    let pyconfig = read(&build.join("pyconfig.h"));
    for (key, macro_name) in [
        ("gil_disabled", "Py_GIL_DISABLED"),
        ("openssl_hashes_first", "PY_OPENSSL_HASHES_FIRST"),
    ] {
        let value = u8::from(is_defined(&pyconfig, macro_name));
        println!("cargo::metadata={key}={value}");
    }

    let mut helpers = cc::Build::new();
    helpers
        .include(&build)
        .include(&include)
        .include(include.join("internal"));
    helpers.define("Py_BUILD_CORE_MODULE", None);
    // From 3.14 on, a thread that is late when the interpreter ends hangs by itself. See SAFETY.md, "Attached and detached".
    if minor_version < 14 {
        println!("cargo::rustc-cfg=Py_ends_threads");
        helpers.define("PY_ENDS_THREADS", None);
        // A handler then costs nothing where the thread is not ended. Compilers without it make setjmp of it.
        helpers.flag_if_supported("-fexceptions");
    }
    helpers.include(write_structures(minor_version));
    for file in [
        "bytes.c",
        "let_go.c",
        "memory.c",
        "memoryview.c",
        "method.c",
        "object.c",
        "structures.c",
        "thread.c",
        "unicode.c",
    ] {
        helpers.file(Path::new("helpers").join(file));
    }
    if env::var_os("CARGO_FEATURE_LAYOUT").is_some() {
        helpers.file("helpers/layout.c");
    }
    helpers.compile("cpython_helpers");

    println!("cargo::rerun-if-changed=helpers");
    println!("cargo::rerun-if-changed={}", include.display());
    println!(
        "cargo::rerun-if-changed={}",
        build.join("pyconfig.h").display()
    );
}

/// Chooses the file in src/generated, and writes what it says of structures in C, into the folder that is returned.
fn write_structures(minor_version: u32) -> PathBuf {
    let newest = GENERATED.into_iter().rfind(|&minor| minor <= minor_version);
    let minor = newest.unwrap_or_else(|| fail("Python is older than 3.13"));
    println!("cargo::rustc-cfg=Py_generated=\"3.{minor}\"");
    let generated = format!("src/generated/cp3{minor}.rs");
    println!("cargo::rerun-if-changed={generated}");
    let in_c = structures::in_c(&read(Path::new(&generated)))
        .unwrap_or_else(|error| fail(&format!("{generated}: {error}")));
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let header = folder.join("structures_in_rust.h");
    std::fs::write(&header, in_c)
        .unwrap_or_else(|error| fail(&format!("cannot write {}: {error}", header.display())));
    folder
}

fn directory(variable: &str, what: &str) -> PathBuf {
    println!("cargo::rerun-if-env-changed={variable}");
    let Some(value) = env::var_os(variable) else {
        fail(&format!(
            "{variable} is not set: it names {what}. CPython's Makefile sets it; `./x` does for its own calls of cargo"
        ));
    };
    PathBuf::from(value)
}

fn minor_version(patchlevel: &Path) -> u32 {
    println!("cargo::rerun-if-changed={}", patchlevel.display());
    read(patchlevel)
        .lines()
        .find_map(|line| {
            line.strip_prefix("#define PY_MINOR_VERSION")?
                .trim()
                .parse()
                .ok()
        })
        .unwrap_or_else(|| fail(&format!("no PY_MINOR_VERSION in {}", patchlevel.display())))
}

fn is_defined(pyconfig: &str, macro_name: &str) -> bool {
    let definition = format!("#define {macro_name} 1");
    pyconfig.lines().any(|line| line.trim() == definition)
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file)
        .unwrap_or_else(|error| fail(&format!("cannot read {}: {error}", file.display())))
}

fn fail(message: &str) -> ! {
    println!("cargo::error={message}");
    std::process::exit(1);
}
