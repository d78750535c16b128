//! The machine code of the loops themselves: no path through it branches on a secret, whatever was run.

#![cfg(target_arch = "x86_64")]

use std::process::Command;

use constant_time_tests::disassembly::{functions, leaks, loops};
use constant_time_tests::program::{build, has};

/// A function, and in which registers it gets secrets besides those in memory.
const FUNCTIONS: [(&str, &[&str]); 2] = [
    ("digests::constant_time::difference", &[]),
    // The filler, which is the last byte where it is not zero, and the count.
    ("digests::padding::check", &["rcx", "r8"]),
];

const LEAKY: [&str; 3] = ["leaky_compare", "leaky_pkcs7", "leaky_ansi_x923"];

fn disassembly() -> String {
    let output = Command::new("objdump")
        .args([
            "--disassemble",
            "--demangle",
            "--no-show-raw-insn",
            "-M",
            "intel",
        ])
        .arg(build(env!("CARGO_TARGET_TMPDIR"), "secrets"))
        .output()
        .expect("objdump can be run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
#[ignore = "needs objdump: ./x test constant-time"]
fn no_path_branches_on_a_secret() {
    if !has("objdump") {
        return;
    }
    let text = disassembly();
    for (name, secret_registers) in FUNCTIONS {
        let functions = functions(&text, name);
        assert!(!functions.is_empty(), "{name} is not there by itself");
        for code in functions {
            assert_eq!(
                leaks(&code, secret_registers),
                Vec::<String>::new(),
                "{name}"
            );
            assert!(loops(&code) > 0, "{name} has no loop");
        }
    }
}

#[test]
#[ignore = "needs objdump: ./x test constant-time"]
fn what_leaks_is_found() {
    if !has("objdump") {
        return;
    }
    let text = disassembly();
    for name in LEAKY {
        let functions = functions(&text, name);
        assert!(!functions.is_empty(), "{name} is not there by itself");
        for code in functions {
            let leaks = leaks(&code, &[]);
            assert!(
                leaks.iter().any(|leak| leak.ends_with("jumps on a secret")),
                "{name}: {leaks:?}"
            );
        }
    }
}
