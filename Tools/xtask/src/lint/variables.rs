//! Module crates have no variables that outlive a call: what they remember stands in Python's objects, which belong to one
//! interpreter each (SAFETY.md, References).

use std::path::Path;

use anyhow::Result;
use regex::Regex;

use super::{Finding, module_sources, rust_text};

pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (file, source) in module_sources(root)? {
        check_text(&file, &source, &mut findings);
    }
    Ok(findings)
}

fn check_text(file: &str, source: &str, findings: &mut Vec<Finding>) {
    // What a static could be changed through, and what is one for each thread.
    let changeable =
        Regex::new(r"\bthread_local\b|\b(std|core)::(sync|cell|thread)\b|\b(Once|Lazy)(Lock|Cell)\b|\bRefCell\b")
            .expect("a constant");
    let listed = Regex::new(r"\buse\s+(std|core)::\{[^;]*\b(sync|cell|thread)\b").expect("a constant");
    let code = rust_text::code_only(source);
    let mut report = |line: usize, found: &str| {
        let message = format!("{found}: a module crate has no variables that outlive a call");
        findings.push(Finding { file: file.to_owned(), line, message });
    };
    for (index, line) in code.lines().enumerate() {
        if let Some(found) = changeable.find(line) {
            report(index + 1, found.as_str());
        }
    }
    for found in listed.find_iter(&code) {
        let line = code[..found.start()].lines().count() + 1;
        report(line, &found.as_str().split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(source: &str) -> usize {
        let mut findings = Vec::new();
        check_text("Modules/_x/src/lib.rs", source, &mut findings);
        findings.len()
    }

    #[test]
    fn nothing_to_remember_in() {
        for bad in [
            "use std::sync::OnceLock;\n",
            "thread_local! { static X: u8 = 0; }\n",
            "static X: core::cell::OnceCell<u8> = todo();\n",
            "use std::thread;\n",
            "use std::{\n    fmt,\n    sync::Mutex,\n};\n",
        ] {
            assert_eq!(findings(bad), 1, "{bad}");
        }
        for good in ["static TABLE: [u8; 2] = [1, 2];\n", "use cpython_api::{Lazy, Mutex};\n", "// std::sync\n"] {
            assert_eq!(findings(good), 0, "{good}");
        }
    }
}
