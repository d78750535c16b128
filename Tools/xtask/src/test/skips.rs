//! What the commands of a step leave out. They say so in their output.

use std::borrow::Cow;

use crate::ui;

/// Of all commands of a step.
#[derive(Default)]
pub(super) struct Skips {
    pub(super) reasons: Vec<String>,
    /// One of them did more than that.
    pub(super) something_done: bool,
}

impl Skips {
    pub(super) fn add(&mut self, reason: String) {
        // Several commands can miss the same.
        if !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }
}

/// Reads what one command prints.
#[derive(Default)]
pub(super) struct Reader {
    /// The command said that it left out everything.
    pub(super) all: bool,
    /// In the list of files that CPython's regrtest puts under "2 tests skipped:".
    in_list: bool,
    /// How many tests a program of `cargo test` says that it has run; none, if it says nothing.
    tests: Option<usize>,
}

impl Reader {
    /// A reason that this line gives.
    pub(super) fn see(&mut self, line: &str) -> Option<String> {
        let line = &*uncoloured(line);
        if let Some(passed) = line.strip_prefix("test result: ok. ").and_then(|counts| counts.split(' ').next()) {
            *self.tests.get_or_insert(0) += passed.parse::<usize>().unwrap_or(0);
        }
        self.all |= line.contains(ui::ALL_SKIPPED);
        if let Some((_, reason)) = line.split_once(ui::SKIPPED) {
            return Some(reason.trim_end().to_owned());
        }
        let files = line.strip_prefix("    ").filter(|_| self.in_list);
        self.in_list = files.is_some() || is_title(line);
        files.map(|files| format!("{} (says CPython's regrtest)", files.trim()))
    }

    /// Whether `cargo test` found none that it was asked for, which is no error to it.
    pub(super) fn found_no_test(&self) -> bool {
        self.tests == Some(0)
    }
}

/// Without the escape sequences by which FORCE_COLOR has programs colour what they write.
fn uncoloured(line: &str) -> Cow<'_, str> {
    if !line.contains('\x1b') {
        return line.into();
    }
    let mut parts = line.split("\x1b[");
    let mut text = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| text.push_str(part.split_once('m').map_or(part, |(_, text)| text)));
    text.into()
}

/// "1 test skipped:", "5 tests skipped (resource denied):", "2 tests run no tests:"
fn is_title(line: &str) -> bool {
    let mut words = line.trim_end().split(' ');
    let counted = words.next().is_some_and(|word| word.parse::<u32>().is_ok());
    counted
        && words.next().is_some_and(|word| matches!(word, "test" | "tests"))
        && words.next().is_some_and(|word| matches!(word, "skipped:" | "skipped" | "run" | "omitted:"))
        && line.trim_end().ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(text: &str) -> Vec<String> {
        let mut reader = Reader::default();
        text.lines().filter_map(|line| reader.see(line)).collect()
    }

    #[test]
    fn files_that_cpython_skips_are_told() {
        let text = "== Tests result: SUCCESS ==\n\n2 tests skipped:\n    test_a test_b\n    test_c\n\n1 test skipped (resource denied):\n    \
                    test_d\n\n\x1b[33m1 test run no tests:\x1b[0m\n    test_e\n12 tests OK.\n    indented\n\
                    Total tests: run=3 skipped=1\n";
        let files = ["test_a test_b", "test_c", "test_d", "test_e"];
        assert_eq!(reasons(text), files.map(|files| format!("{files} (says CPython's regrtest)")));
    }

    #[test]
    fn what_our_own_say_is_told() {
        assert_eq!(reasons("==> SKIPPED: no network \nfine\n"), ["no network"]);
        let mut reader = Reader::default();
        assert_eq!(reader.see("ALL SKIPPED: no qemu").as_deref(), Some("no qemu"));
        assert!(reader.all);
    }

    #[test]
    fn that_cargo_found_no_test_is_seen() {
        let found_none = |lines: &[&str]| {
            let mut reader = Reader::default();
            lines.iter().for_each(|line| _ = reader.see(line));
            reader.found_no_test()
        };
        const NONE: &str =
            "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.00s";
        const TWO: &str = "test result: \x1b[32mok\x1b[0m. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert!(found_none(&[NONE]) && found_none(&[NONE, NONE]));
        assert!(!found_none(&[]) && !found_none(&[NONE, TWO, NONE]));
    }
}
