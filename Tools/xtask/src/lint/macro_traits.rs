//! Traits that cpython-api's macros implement, and module crates do not: unsafe code relies on what the macros write
//! (SAFETY.md, What macros write).

use std::path::Path;

use anyhow::Result;
use regex::Regex;

use super::{Finding, module_sources, rust_text};

const TRAITS: &str =
    "KeptObject|PyClass|Module|ModuleString|ModuleException|ModuleImport|ImportedObject|Function|Get|New";

pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (file, source) in module_sources(root)? {
        check_text(&file, &source, &mut findings);
    }
    Ok(findings)
}

fn check_text(file: &str, source: &str, findings: &mut Vec<Finding>) {
    let code = rust_text::code_only(source);
    // Only an implementation has a trait before this word.
    let implemented = Regex::new(&format!(r"\b({TRAITS})\s+for\b")).expect("a constant");
    // Under another name it would not be found.
    let renamed = Regex::new(&format!(r"\buse\b[^;]*\b({TRAITS})\s+as\s+([A-Za-z]|_\w)")).expect("a constant");
    for (pattern, what) in [(implemented, "implemented by hand"), (renamed, "renamed")] {
        for found in pattern.captures_iter(&code) {
            let name = found.get(1).expect("each pattern has it");
            let line = code[..name.start()].matches('\n').count() + 1;
            let message = format!("{} is {what}: what implements it is a macro of cpython-api", name.as_str());
            findings.push(Finding { file: file.to_owned(), line, message });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(source: &str) -> Vec<String> {
        let mut findings = Vec::new();
        check_text("lib.rs", source, &mut findings);
        findings.iter().map(Finding::to_string).collect()
    }

    #[test]
    fn implemented_by_macros_only() {
        let found = findings("struct X;\n\nimpl cpython_api::KeptObject for X {\n    const INDEX: usize = 9;\n}\n");
        assert_eq!(
            found,
            ["lib.rs:3: KeptObject is implemented by hand: what implements it is a macro of cpython-api"]
        );
        for bad in [
            "impl PyClass for X {}\n",
            "impl<T: A<{ 1 }>> ModuleString\n    for X<T> {}\n",
            "impl New /* */ for X {}\n",
            "macro_rules! m { ($x:ident) => { impl $crate::Get for $x {} } }\n",
            "use cpython_api::{Borrowed, Function as F, PyClass as Renamed};\n",
            "use cpython_api::KeptObject as\n    Kept;\n",
        ] {
            assert_eq!(findings(bad).len(), 1, "{bad}");
        }
        for good in [
            "use cpython_api::{PyClass, ModuleImport};\n",
            "use cpython_api::ModuleString as _;\n",
            "impl GetItem for X {}\nimpl Repr for New {}\n",
            "// impl KeptObject for X {}\n",
            "pyclass! { class X = \"m.X\"; }\n",
            "let kind = Kind::New as usize;\n",
            "fn f<M: PyClass>() { for x in M::y {} }\n",
        ] {
            assert!(findings(good).is_empty(), "{good}");
        }
    }
}
