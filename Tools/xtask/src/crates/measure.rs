//! How much code a crate is, and how much of it is unsafe. Counted in the text, so that it needs no compiler and is the same on
//! every machine: what a feature or a platform leaves out is counted too.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use regex::Regex;

use crate::lint::rust_text;

/// Lines are those with code: without comments and blank lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub lines: usize,
    /// In an unsafe block, function, implementation, trait or declaration.
    pub unsafe_lines: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub enum NoStd {
    Always,
    /// As its features say.
    ByFeature,
    Never,
}

/// All Rust files in the folder of the library's first one.
pub fn size(library: &Path) -> Result<Size> {
    let mut size = Size::default();
    let mut folders = vec![library.parent().context("a file is in a folder")?.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path: PathBuf = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
                let one = size_of_text(&text);
                size.lines += one.lines;
                size.unsafe_lines += one.unsafe_lines;
            }
        }
    }
    Ok(size)
}

pub fn no_std(library: &Path) -> Result<NoStd> {
    let text = fs::read_to_string(library).with_context(|| format!("cannot read {}", library.display()))?;
    Ok(no_std_of_text(&text))
}

fn no_std_of_text(text: &str) -> NoStd {
    let code = rust_text::code_only(text);
    let has = |pattern: &str| Regex::new(pattern).expect("a constant").is_match(&code);
    match () {
        () if has(r"#!\[no_std\]") => NoStd::Always,
        () if has(r"#!\[cfg_attr\([^\]]*\bno_std\b") => NoStd::ByFeature,
        () => NoStd::Never,
    }
}

fn size_of_text(text: &str) -> Size {
    let code = rust_text::code_only(text);
    let keyword = Regex::new(r"\bunsafe\b").expect("a constant");
    // The name of the ABI is blanked.
    let function_type = Regex::new(r"^\s*(extern\s+)?fn\s*\(").expect("a constant");
    let mut end_of_unsafe = 0;
    let mut starts = keyword.find_iter(&code).peekable();
    let (mut size, mut offset) = (Size::default(), 0);
    for line in code.split_inclusive('\n') {
        let end = offset + line.len();
        while let Some(found) = starts.next_if(|found| found.start() < end) {
            if !function_type.is_match(&code[found.end()..]) {
                end_of_unsafe = end_of_unsafe.max(end_of(&code, found.end()));
            }
        }
        if !line.trim().is_empty() {
            size.lines += 1;
            // The last unsafe part may have begun in this line, or go on through it.
            size.unsafe_lines += usize::from(end_of_unsafe > offset);
        }
        offset = end;
    }
    size
}

/// Where that ends which the word before `from` makes unsafe: a block, what has a body, or a declaration.
fn end_of(code: &str, from: usize) -> usize {
    let mut depth = 0;
    for (at, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' if depth > 0 => depth -= 1,
            b'{' if depth == 0 => return closing_brace(code, at),
            // An attribute's bracket, a macro's fragment.
            b')' | b']' | b'}' => return at,
            b';' if depth == 0 => return at,
            _ => {}
        }
    }
    code.len()
}

fn closing_brace(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(text: &str) -> (usize, usize) {
        let size = size_of_text(text);
        (size.lines, size.unsafe_lines)
    }

    #[test]
    fn lines_of_code() {
        assert_eq!(sizes("//! Says.\n\nfn f() {\n    // unsafe\n    g(\"unsafe {\");\n}\n"), (3, 0));
        assert_eq!(sizes(""), (0, 0));
    }

    #[test]
    fn unsafe_parts_are_counted_to_their_ends() {
        for (text, unsafe_lines) in [
            ("fn f() {\n    let x = unsafe { g() };\n    h();\n}\n", 1),
            ("fn f() {\n    unsafe {\n\n        // SAFETY: x\n        g();\n    }\n    h();\n}\n", 3),
            ("unsafe fn f(\n    a: [u8; 2],\n) -> u8 {\n    { a[0] }\n}\nfn g() {}\n", 5),
            ("unsafe impl Send for X {}\nstruct Y;\n", 1),
            ("unsafe extern \"C\" {\n    fn f();\n    fn g();\n}\nfn h() {}\n", 4),
            ("extern \"C\" {\n    pub unsafe fn f();\n    pub fn g();\n}\n", 1),
            ("#[unsafe(no_mangle)]\nfn f() {}\n", 1),
            ("struct X {\n    f: unsafe extern \"C\" fn(u8) -> u8,\n    g: unsafe fn(),\n}\nfn h() {}\n", 0),
            ("unsafe fn f() {\n    unsafe { g() }\n}\n", 3),
            ("#![forbid(unsafe_code)]\nlet r#unsafe_ = 1;\n", 0),
            ("unsafe { a() }; unsafe {\nb() }\nc()\n", 2),
        ] {
            assert_eq!(size_of_text(text).unsafe_lines, unsafe_lines, "{text}");
        }
    }

    #[test]
    fn what_a_library_says_of_std() {
        for (text, expected) in [
            ("#![no_std]\n", NoStd::Always),
            ("#![cfg_attr(not(feature = \"std\"), no_std)]\n", NoStd::ByFeature),
            ("#![cfg_attr(\n    not(any(test, feature = \"std\")),\n    no_std\n)]\n", NoStd::ByFeature),
            ("//! #![no_std] is for others.\n", NoStd::Never),
        ] {
            assert_eq!(no_std_of_text(text), expected, "{text}");
        }
    }
}
