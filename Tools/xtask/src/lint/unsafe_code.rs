//! Where `unsafe` may stand, and that each use says why it is sound.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::Result;
use regex::Regex;

use super::{Finding, rust_files, rust_text};

/// Folders, and files but for their extension, that are there for instruction sets.
const INSTRUCTION_SETS: [&str; 6] = ["arch", "avx512", "avx2", "ssse3", "pclmul", "neon"];

/// The files of the tests that map memory, and that ask the processor and valgrind.
const OF_TESTS: [&str; 2] = ["tests/codecs/tests/guard_pages/guarded.rs", "tests/constant_time/src/machine.rs"];

/// The only places where unsafe code is allowed.
fn may_hold_unsafe(file: &str) -> bool {
    let path = Path::new(file);
    let starts = |folder: &str| path.starts_with(folder);
    let without_extension = path.with_extension("");
    let named = |name: &&str| without_extension.components().any(|part| part.as_os_str() == OsStr::new(name));
    let instruction_sets = starts("Modules") && INSTRUCTION_SETS.iter().any(named);
    let ffi = starts("Modules/cpython-sys") || starts("Modules/cpython-api") || starts("Modules/staticlib");
    ffi || instruction_sets || OF_TESTS.contains(&file)
}

/// An attribute like `#[unsafe(no_mangle)]` is how the archive gives its names to the C shims.
fn may_export(file: &str) -> bool {
    Path::new(file).starts_with("Modules/staticlib/src")
}

/// What bindgen wrote is declarations; nobody argues there.
fn is_generated(file: &str) -> bool {
    file.starts_with("Modules/cpython-sys/src/generated")
}

pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for folder in ["Modules", "Tools", "tests"] {
        if !root.join(folder).is_dir() {
            continue;
        }
        for file in rust_files(root, folder)? {
            if !is_generated(&file) {
                check_text(&file, &fs::read_to_string(root.join(&file))?, &mut findings);
            }
        }
    }
    Ok(findings)
}

fn check_text(file: &str, source: &str, findings: &mut Vec<Finding>) {
    let code = rust_text::code_only(source);
    let keyword = Regex::new(r"\bunsafe\b").expect("a constant");
    let needs_reason = Regex::new(r"\bunsafe\s*(\{|impl\b|$)|#\[unsafe\(").expect("a constant");
    let lines: Vec<&str> = source.lines().collect();
    let code_lines: Vec<&str> = code.lines().collect();
    for (index, line) in code_lines.iter().enumerate().filter(|(_, line)| keyword.is_match(line)) {
        let mut report = |message: &str| {
            findings.push(Finding { file: file.to_owned(), line: index + 1, message: message.to_owned() });
        };
        let exports = may_export(file) && line.trim_start().starts_with("#[unsafe(");
        if !may_hold_unsafe(file) && !exports {
            report(
                "unsafe code is for cpython-sys, cpython-api, staticlib, arch/ and what is named after an instruction set only",
            );
        } else if needs_reason.is_match(line) && !has_reason(&lines, &code_lines, index) {
            report("no // SAFETY: comment just above this unsafe block, impl or attribute");
        }
    }
}

/// Whether a SAFETY comment stands right above the statement that this line belongs to.
fn has_reason(lines: &[&str], code: &[&str], index: usize) -> bool {
    let mut at = index;
    while at > 0 {
        at -= 1;
        let (text, code) = (lines[at].trim(), code[at].trim());
        if text.starts_with("//") {
            // The whole comment, up to its first line.
            let comment = lines[..=at].iter().rev().take_while(|line| line.trim().starts_with("//"));
            return comment.into_iter().any(|line| line.contains("SAFETY:"));
        }
        let attribute = code.starts_with("#[");
        let statement_goes_on = !code.is_empty() && !code.ends_with([';', '{', '}', ',']);
        if !attribute && !statement_goes_on {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(file: &str, source: &str) -> Vec<String> {
        let mut findings = Vec::new();
        check_text(file, source, &mut findings);
        findings.iter().map(Finding::to_string).collect()
    }

    #[test]
    fn unsafe_stays_in_its_places() {
        let source = "// SAFETY: x\nunsafe impl Send for X {}\n";
        for file in ["Modules/cpython-api/src/a.rs", "Modules/staticlib/src/lib.rs", "Modules/codecs/src/arch/x.rs"]
            .into_iter()
            .chain(["Modules/codecs/src/hex/avx2.rs", "Modules/codecs/src/base64/avx2/mod.rs"])
        {
            assert!(findings(file, source).is_empty());
        }
        for file in [
            "Modules/_base64/src/lib.rs",
            "Modules/codecs/src/lib.rs",
            "Tools/xtask/src/main.rs",
            "tests/codecs/src/lib.rs",
        ] {
            assert_eq!(findings(file, source).len(), 1);
        }
        assert!(
            findings("Tools/xtask/src/main.rs", "// unsafe\nlet x = \"unsafe {\"; let unsafe_code = 1;\n").is_empty()
        );
    }

    #[test]
    fn each_use_says_why() {
        let file = "Modules/cpython-api/src/a.rs";
        assert_eq!(
            findings(file, "fn f() {\n    unsafe { g() }\n}\n"),
            [format!("{file}:2: no // SAFETY: comment just above this unsafe block, impl or attribute")]
        );
        for good in [
            "// SAFETY: because\n// of this.\n#[inline]\nunsafe impl X for Y {}\n",
            "// SAFETY: because.\nlet x =\n    unsafe { g() };\n",
            "unsafe fn f() {}\n",
            "unsafe extern \"C\" {\n}\n",
        ] {
            assert!(findings(file, good).is_empty(), "{good}");
        }
        for bad in
            ["// Something else.\nunsafe { g() }\n", "// SAFETY: for the first.\nunsafe { f() };\nunsafe { g() };\n"]
        {
            assert_eq!(findings(file, bad).len(), 1, "{bad}");
        }
    }
}
