//! What the commands of a step leave out. They say so in their output.

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
}

impl Reader {
    /// A reason that this line gives.
    pub(super) fn see(&mut self, line: &str) -> Option<String> {
        self.all |= line.contains(ui::ALL_SKIPPED);
        if let Some((_, reason)) = line.split_once(ui::SKIPPED) {
            return Some(reason.trim_end().to_owned());
        }
        let files = line.strip_prefix("    ").filter(|_| self.in_list);
        self.in_list = files.is_some() || is_title(line);
        files.map(|files| format!("{} (says CPython's regrtest)", files.trim()))
    }
}

/// "1 test skipped:", "5 tests skipped (resource denied):"
fn is_title(line: &str) -> bool {
    let mut words = line.trim_end().split(' ');
    let counted = words.next().is_some_and(|word| word.parse::<u32>().is_ok());
    counted
        && words.next().is_some_and(|word| matches!(word, "test" | "tests"))
        && words.next().is_some_and(|word| matches!(word, "skipped:" | "skipped"))
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
                    test_d\n\n12 tests OK.\n    indented\nTotal tests: run=3 skipped=1\n";
        let files = ["test_a test_b", "test_c", "test_d"];
        assert_eq!(reasons(text), files.map(|files| format!("{files} (says CPython's regrtest)")));
    }

    #[test]
    fn what_our_own_say_is_told() {
        assert_eq!(reasons("==> SKIPPED: no network \nfine\n"), ["no network"]);
        let mut reader = Reader::default();
        assert_eq!(reader.see("ALL SKIPPED: no qemu").as_deref(), Some("no qemu"));
        assert!(reader.all);
    }
}
