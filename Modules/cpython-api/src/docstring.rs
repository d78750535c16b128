//! Docstrings in the form from which `inspect.signature()` reads signatures back.

use std::ffi::CStr;

use crate::Signature;

/// A docstring that begins with the signature, as CPython's functions have it: `name($module, …)`, a line of `--`, the text. What
/// stands for the parameter that callers do not see is `$module`, `$self`, or nothing for a class. Without a name it is only the text.
pub struct Docstring<const N: usize>([u8; N]);

impl<const N: usize> Docstring<N> {
    /// Puts it together, as Argument Clinic does: the receiver is positional only, and has a slash of its own if no parameter
    /// has one. `lines` is the text as Rust's doc comments give it, each line with the space behind the slashes.
    pub const fn new(name: &str, receiver: &str, signature: &str, lines: &[&str]) -> Self {
        let mut text = [0; N];
        let mut at = 0;
        if !name.is_empty() {
            at = append_head(&mut text, name, receiver, signature);
        }
        let mut index = 0;
        while index < lines.len() {
            if at > 0 {
                at = append(&mut text, at, b"\n", 0);
            }
            let line = lines[index].as_bytes();
            let skip = if !line.is_empty() && line[0] == b' ' {
                1
            } else {
                0
            };
            at = append(&mut text, at, line, skip);
            index += 1;
        }
        assert!(at < N, "a docstring ends with NUL");
        Docstring(text)
    }

    /// Room enough for [`Docstring::new`].
    pub const fn room(name: &str, receiver: &str, signature: &str, lines: &[&str]) -> usize {
        let mut len = name.len() + receiver.len() + "(, /, )\n--\n".len() + signature.len() + 1;
        let mut index = 0;
        while index < lines.len() {
            len += lines[index].len() + 1;
            index += 1;
        }
        len
    }

    /// As C wants it. NUL bytes end it.
    pub const fn as_c_str(&'static self) -> &'static CStr {
        match CStr::from_bytes_until_nul(&self.0) {
            Ok(text) => text,
            Err(_) => panic!("a docstring ends with NUL"),
        }
    }
}

/// A docstring with its signature, as a constant.
#[doc(hidden)]
#[macro_export]
macro_rules! docstring {
    ($name:expr, $receiver:literal, $signature:expr, [$($line:literal),*]) => {{
        const LINES: &[&str] = &[$($line),*];
        const ROOM: usize = $crate::Docstring::<0>::room($name, $receiver, $signature, LINES);
        const DOC: &$crate::Docstring<ROOM> =
            &$crate::Docstring::new($name, $receiver, $signature, LINES);
        DOC.as_c_str()
    }};
}

const fn append_head<const N: usize>(
    text: &mut [u8; N],
    name: &str,
    receiver: &str,
    signature: &str,
) -> usize {
    let mut at = append(text, 0, name.as_bytes(), 0);
    at = append(text, at, b"(", 0);
    at = append(text, at, receiver.as_bytes(), 0);
    if !receiver.is_empty() && Signature::parse(c"", signature).positional_only == 0 {
        at = append(text, at, b", /", 0);
    }
    if !receiver.is_empty() && !signature.is_empty() {
        at = append(text, at, b", ", 0);
    }
    at = append(text, at, signature.as_bytes(), 0);
    append(text, at, b")\n--\n", 0)
}

const fn append<const N: usize>(
    to: &mut [u8; N],
    mut at: usize,
    from: &[u8],
    skip: usize,
) -> usize {
    let mut index = skip;
    while index < from.len() {
        to[at] = from[index];
        at += 1;
        index += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::Docstring;

    #[test]
    fn puts_docstrings_together() {
        const LINES: &[&str] = &[" One.", "", "   Two."];
        const ROOM: usize = Docstring::<0>::room("f", "$module", "a, /", LINES);
        static DOCSTRING: Docstring<ROOM> = Docstring::new("f", "$module", "a, /", LINES);
        assert_eq!(
            DOCSTRING.as_c_str(),
            c"f($module, a, /)\n--\n\nOne.\n\n  Two."
        );
        static ANY_WAY: Docstring<64> = Docstring::new("f", "$self", "a", &[]);
        assert_eq!(ANY_WAY.as_c_str(), c"f($self, /, a)\n--\n");
        static NOTHING: Docstring<64> = Docstring::new("f", "$module", "", &[]);
        assert_eq!(NOTHING.as_c_str(), c"f($module, /)\n--\n");
        static TEXT: Docstring<64> = Docstring::new("", "", "", LINES);
        assert_eq!(TEXT.as_c_str(), c"One.\n\n  Two.");
        static CLASS: Docstring<64> = Docstring::new("C", "", "a, /", &[]);
        assert_eq!(CLASS.as_c_str(), c"C(a, /)\n--\n");
    }
}
