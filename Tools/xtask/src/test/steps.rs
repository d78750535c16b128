//! The steps of `./x test`. A new one is a line in the table and a function below it.

use std::process::Command;

use anyhow::Result;

use super::Step;
use super::context::{Context, python};
use crate::{autoconf, regrtest, sources, ui, valgrind};

pub(super) const STEPS: &[Step] = &[
    Step::new("unit", "the crates that need no Python, and this tool", unit),
    Step::new("sanitize", "codecs and digests under AddressSanitizer; codecs, der and x509 fuzzed a little", sanitize)
        .side_by_side_after(0),
    Step::new("overlay", "apply, check, export, revert on a real 3.15 tree", overlay),
    Step::new("other-versions", "the same on 3.14 and 3.13", other_versions),
    Step::new("build", "CPython 3.15 --with-rust", build),
    Step::new("configure", "--with-rust with every kind of toolchain", configure).side_by_side_after(1),
    Step::new("headers", "what Rust believes of them, and the safe layer by itself", headers),
    // Behind the build, because clippy needs its configuration for all but the pure crates.
    Step::new("lint", "format, clippy, layers, unsafe code, crates, shell", lint),
    Step::new("regrtest", "CPython's own tests on the Rust build", |context| native(context, sources::DEFAULT)),
    Step::new("blocked", "those that use what has a fallback, with the accelerators blocked", |context| {
        blocked(context, sources::DEFAULT)
    })
    .beside_the_last(),
    Step::new("differential", "against CPython's own code, random and hostile calls", differential)
        .side_by_side_after(2)
        .beside_the_last(),
    Step::new("hashes", "hash objects against CPython's own, by threads, without memory, in interpreters", hashes)
        .side_by_side_after(1)
        .beside_the_last(),
    Step::new("certificates", "what is read of them, against OpenSSL, cryptography and asn1crypto", |context| {
        certificates(context, sources::DEFAULT)
    })
    .beside_the_last(),
    Step::new("bench", "the arithmetic and the reports of the benchmark; nothing is timed", bench),
    Step::new("constant-time", "comparison, HMAC and padding: valgrind, the machine code, the clock", constant_time),
    Step::new(
        "vectors",
        "the hashes against all of NIST's vectors, from PyPI, and the RFCs' long ones, in Rust and Python",
        vectors,
    ),
    Step::new("make", "rebuilds, clean, install, job server", make),
    Step::new("without-rust", "a --with-rust=no build of the same tree", without_rust).beside_the_last(),
    Step::new("robust", "leaks, panics, no memory, interpreters, most of it in a debug build without OpenSSL", robust)
        .side_by_side_after(4),
    Step::new("build-3.14", "CPython 3.14 --with-rust and without, and what is installed", |context| {
        build_older(context, "3.14")
    })
    .side_by_side_after(1),
    Step::new("regrtest-3.14", "its own tests", |context| native(context, "3.14")),
    // This takes long, and so begins as soon as it can.
    Step::new("build-3.13", "CPython 3.13 --with-rust and without, and what is installed", |context| {
        build_older(context, "3.13")
    })
    .side_by_side_after(1)
    .beside_the_last(),
    Step::new("blocked-3.14", "with the accelerators blocked", |context| blocked(context, "3.14")).beside_the_last(),
    Step::new("differential-3.14", "against CPython's own code of that version", |context| {
        differential_older(context, "3.14")
    })
    .side_by_side_after(1)
    .beside_the_last(),
    Step::new("certificates-3.14", "against OpenSSL, cryptography and asn1crypto", |context| {
        certificates(context, "3.14")
    })
    .beside_the_last(),
    Step::new("contributing", "the module of CONTRIBUTING.md, from nothing", contributing).beside_the_last(),
    Step::new("regrtest-3.13", "its own tests", |context| native(context, "3.13")).beside_the_last(),
    Step::new("blocked-3.13", "with the accelerators blocked", |context| blocked(context, "3.13")).beside_the_last(),
    Step::new("differential-3.13", "against CPython's own code of that version", |context| {
        differential_older(context, "3.13")
    })
    .side_by_side_after(1)
    .beside_the_last(),
    Step::new("certificates-3.13", "against OpenSSL, cryptography and asn1crypto", |context| {
        certificates(context, "3.13")
    })
    .beside_the_last(),
];

const CALLS: &str = "tests/differential/calls.py";
const CALLS_OF_HASHES: &str = "tests/hashes/calls.py";
const CALLS_OF_KEY_DERIVATION: &str = "tests/hashes/kdf_calls.py";

fn lint(context: &Context) -> Result<Vec<Command>> {
    Ok(vec![context.x(&["lint"])])
}

fn unit(context: &Context) -> Result<Vec<Command>> {
    let mut pure: Vec<String> = Vec::new();
    for name in crate::lint::pure_crates(&context.project.root) {
        pure.extend(["-p".to_owned(), name]);
    }
    let pure: Vec<&str> = pure.iter().map(String::as_str).collect();
    let mut commands = vec![
        context.cargo_test("Cargo.toml", &pure),
        context.cargo_test("Tools/Cargo.toml", &["--workspace", "--lib", "--bins"]),
    ];
    if context.project.root.join("tests/Cargo.toml").is_file() {
        commands.push(context.cargo_test("tests/Cargo.toml", &["--workspace"]));
    }
    Ok(commands)
}

fn sanitize(context: &Context) -> Result<Vec<Command>> {
    let mut sanitize = context.x(&["sanitize"]);
    // `unit` has had all cases of each property. What differs in their thousands is bytes; addresses differ with the lengths.
    sanitize.env("PROPTEST_CASES", "300");
    Ok(vec![sanitize, context.x(&["fuzz", "--in-all", "25"])])
}

fn overlay(context: &Context) -> Result<Vec<Command>> {
    Ok(vec![
        context.x(&["fetch", "3.15"]),
        context.cargo_test("Tools/Cargo.toml", &["-p", "xtask", "--test", "real_trees", "--", "tree_3_15"]),
    ])
}

fn other_versions(context: &Context) -> Result<Vec<Command>> {
    Ok(vec![
        context.x(&["fetch", "3.14"]),
        context.x(&["fetch", "3.13"]),
        context
            .cargo_test("Tools/Cargo.toml", &["-p", "xtask", "--test", "real_trees", "--", "tree_3_14", "tree_3_13"]),
    ])
}

fn configure(context: &Context) -> Result<Vec<Command>> {
    let autoconf = autoconf::find(&context.project.cache(), context.local, "2.72")?;
    let mut whole = context.unittest_files("python3", "tests/configure", "test_full_configure.py");
    whole.env("CPYTHON_TREE", context.project.tree(sources::DEFAULT));
    let mut commands = vec![context.build_default(), whole];
    for share in ["1/3", "2/3", "3/3"] {
        let mut part = context.unittest_files("python3", "tests/configure", "test_rust_m4.py");
        part.env("AUTOCONF", autoconf.program()).envs(autoconf.environment()).env("SHARE", share);
        commands.push(part);
    }
    Ok(commands)
}

fn build(context: &Context) -> Result<Vec<Command>> {
    Ok(vec![context.build_default()])
}

fn headers(context: &Context) -> Result<Vec<Command>> {
    // The safe layer's own tests call nothing of Python's: what is not called need not be there. Its examples are compiled.
    let arguments = ["-p", "cpython-api", "--target-dir", "target/without-python"];
    let mut safe_layer = context.cargo_test_against(sources::DEFAULT, &arguments);
    safe_layer.env("RUSTFLAGS", "-C link-arg=-Wl,--unresolved-symbols=ignore-all");
    Ok(vec![context.build_default(), layout(context, sources::DEFAULT), safe_layer])
}

fn layout(context: &Context, version: &str) -> Command {
    context.cargo_test_against(version, &["-p", "cpython-sys", "--features", "layout"])
}

fn contributing(context: &Context) -> Result<Vec<Command>> {
    let mut command = context.unittest("python3", "tests/contributing");
    if let Some(local) = context.local {
        command.env("CPYTHON_SOURCES", local);
    }
    // What the example is built on.
    Ok(vec![context.build_default(), command])
}

/// In an older version, what `build`, `headers`, `configure` and `make` do where it differs with the version.
fn build_older(context: &Context, version: &str) -> Result<Vec<Command>> {
    let version = sources::pin(version)?.version;
    let tree = context.project.tree(version);
    let mut configure = context.unittest_files("python3", "tests/configure", "test_full_configure.py");
    configure.env("CPYTHON_TREE", &tree);
    let mut result = context.unittest_files("python3", "tests/make", "test_result.py");
    result.env("CPYTHON_TREE", &tree).env("CPYTHON_OUT", context.project.out(version));
    Ok(vec![context.build_version(version), layout(context, version), configure, result])
}

fn native(context: &Context, version: &str) -> Result<Vec<Command>> {
    let version = sources::pin(version)?.version;
    let mut command = context.x(&["regrtest", "--out"]);
    command.arg(context.project.out(version));
    Ok(vec![context.build_version(version), command])
}

fn blocked(context: &Context, version: &str) -> Result<Vec<Command>> {
    let mut commands = native(context, version)?;
    if let Some(command) = commands.last_mut() {
        // Once is enough for those that take long.
        if version == sources::DEFAULT {
            command.args(regrtest::LONG_WITH_FALLBACK);
        }
        command.args(regrtest::WITH_FALLBACK).env("PYTHON_RUST_DISABLE", "all");
    }
    Ok(commands)
}

fn differential(context: &Context) -> Result<Vec<Command>> {
    // What the comparison stands on first: a test that cannot find a difference proves nothing.
    let tests = ["tests/stock/test_stock.py", "tests/differential/test_harness.py"];
    let mut commands = vec![context.build_default()];
    commands.extend(tests.map(|test| context.script(sources::DEFAULT, test)));
    commands.push(context.script(sources::DEFAULT, CALLS));
    Ok(commands)
}

fn differential_older(context: &Context, version: &str) -> Result<Vec<Command>> {
    let version = sources::pin(version)?.version;
    Ok(vec![
        context.build_version(version),
        // What takes longest begins first.
        context.script(version, CALLS),
        context.unittest(context.project.out(version).join("python"), "tests/hashes"),
        context.script(version, CALLS_OF_HASHES),
        context.script(version, CALLS_OF_KEY_DERIVATION),
    ])
}

fn hashes(context: &Context) -> Result<Vec<Command>> {
    Ok(vec![
        context.build_default(),
        context.unittest(context.out().join("python"), "tests/hashes"),
        context.script(sources::DEFAULT, CALLS_OF_HASHES),
        context.script(sources::DEFAULT, CALLS_OF_KEY_DERIVATION),
    ])
}

fn certificates(context: &Context, version: &str) -> Result<Vec<Command>> {
    Ok(vec![context.x(&["certificates", "--python", version])])
}

fn bench(context: &Context) -> Result<Vec<Command>> {
    Ok(vec![context.build_default(), context.unittest(context.out().join("python"), "tests/bench")])
}

fn constant_time(context: &Context) -> Result<Vec<Command>> {
    if let Err(why) = valgrind::install(context.project) {
        // The tests that need it say so, too, where the step's result is seen.
        ui::note(format!("valgrind is not there: {why:#}"));
    }
    // One test after the other: those that measure want the machine for themselves.
    let arguments = ["-p", "constant-time-tests", "--", "--ignored", "--nocapture", "--test-threads=1"];
    Ok(vec![context.cargo_test("tests/Cargo.toml", &arguments)])
}

fn vectors(context: &Context) -> Result<Vec<Command>> {
    // CPython's pip gets them, so that nothing has to be installed on the machine.
    let with_vectors = || {
        let mut command = context.script(sources::DEFAULT, "tests/digests/vectors.py");
        command.arg(context.project.build().join("vectors/cryptography")).current_dir(&context.project.root);
        command
    };
    let mut digests = with_vectors();
    digests.args("cargo test --locked --manifest-path tests/Cargo.toml -p digests-tests".split(' '));
    digests.args(["--test", "cavp", "--", "--ignored"]);
    let long = context.cargo_test("tests/Cargo.toml", &["-p", "digests-tests", "--test", "rfc", "--", "--ignored"]);
    let mut objects = with_vectors();
    objects.arg(context.out().join("python")).arg("tests/hashes/vectors.py");
    // Once more what the processor's instructions for hashes are not used for.
    let mut portable =
        context.cargo_test("tests/Cargo.toml", &["-p", "digests-tests", "--target-dir", "tests/target/portable"]);
    portable.env("RUSTFLAGS", r#"--cfg sha1_backend="soft" --cfg sha2_backend="soft""#);
    Ok(vec![context.build_default(), digests, long, objects, portable])
}

fn make(context: &Context) -> Result<Vec<Command>> {
    let mut command = context.unittest("python3", "tests/make");
    command.env("CPYTHON_TREE", context.project.tree(sources::DEFAULT)).env("CPYTHON_OUT", context.out());
    Ok(vec![context.build_default(), command])
}

fn without_rust(context: &Context) -> Result<Vec<Command>> {
    let out = context.other_out("no-rust");
    // Unoptimised: what is shown is that it builds as ever, and works.
    Ok(vec![
        context.build(&out, &["--with-rust=no", "OPT=-O0"]),
        python(&out, &[&regrtest::RUNNER[..], &["test_base64", "test_binascii"]].concat()),
    ])
}

/// The files of tests/robust, each in one of these.
const LINEAR: &str = "test_linear.py";
const THREADS: &str = "test_threads.py";
const LIFECYCLES: &str = "test_lifecycles.py";
const OTHERS: &str = "test_[!lt]*.py";

fn robust(context: &Context) -> Result<Vec<Command>> {
    let out = context.other_out("debug");
    // Without OpenSSL, as CPython's configure has it where there is none: what hashlib and hmac do is all ours then.
    let configure = ["--with-pydebug", "--with-rust", "py_cv_module__hashlib=n/a", "py_cv_module__ssl=n/a"];
    let mut hashes = context.unittest(out.join("python"), "tests/hashes");
    // The others take long where nothing is optimised.
    hashes.args(["-k", "test_every_allocation_may_fail", "-k", "Interpreters"]);
    Ok(vec![
        context.build(&out, &configure),
        context.build_default(),
        // These measure time: by themselves.
        context.unittest_files(out.join("python"), "tests/robust", LINEAR),
        context.unittest_files(out.join("python"), "tests/robust", THREADS),
        python(
            &out,
            &[
                &regrtest::RUNNER[..],
                &["-j0", "-R", "3:3"],
                &regrtest::HUNT_LEAKS_WITHOUT[..],
                &regrtest::HUNT_LEAKS[..],
            ]
            .concat(),
        ),
        context.unittest_files(out.join("python"), "tests/robust", LIFECYCLES),
        context.unittest_files(out.join("python"), "tests/robust", OTHERS),
        hashes,
        context.unittest_files(context.out().join("python"), "tests/robust", "test_memory*.py"),
        context.unittest_files(context.out().join("python"), "tests/robust", LIFECYCLES),
        python(&out, &[&regrtest::RUNNER[..], &["-j0"], &regrtest::WITHOUT_OPENSSL[..]].concat()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn each_file_of_robust_is_run() {
        for entry in std::fs::read_dir(Project::find().unwrap().root.join("tests/robust")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if let Some(rest) = name.strip_prefix("test_") {
                assert_eq!(OTHERS, "test_[!lt]*.py");
                let among_others = !rest.starts_with(['l', 't']);
                assert!(among_others || [LINEAR, THREADS, LIFECYCLES].contains(&&*name), "{name} is run by nothing");
            }
        }
    }
}
