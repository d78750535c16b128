//! A function's signature in Python's own notation, read by the compiler.
//!
//! It stands once, next to the function, and everything follows from it: which names the parser knows, what is required,
//! and the first line of the docstring, from which `inspect.signature()` reads it back.

use std::ffi::{CStr, c_char};

use cpython_sys as ffi;

/// More parameters than any function of the standard library's C modules has.
pub(crate) const MOST_PARAMETERS: usize = 24;
const LONGEST_NAMES: usize = 512;

/// What a parameter is if the caller says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfAbsent {
    /// It has to be given.
    Required,
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// A non-negative int.
    Int(usize),
    /// Something that the function knows by itself; Python's notation of it is for readers.
    Other,
}

/// What the text of a signature says.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// The function's name, a C string.
    pub(crate) function: &'static CStr,
    // Each name followed by NUL.
    names: [u8; LONGEST_NAMES],
    starts: [usize; MOST_PARAMETERS],
    pub(crate) if_absent: [IfAbsent; MOST_PARAMETERS],
    pub(crate) len: usize,
    pub(crate) positional_only: usize,
    pub(crate) positional: usize,
    pub(crate) required_positional: usize,
    pub(crate) required_keywords: usize,
}

impl Signature {
    /// Reads `text`, the signature of `function`: parameter names with their defaults, `/` and `*` where they belong; no
    /// annotations.
    ///
    /// # Panics
    /// When compiled, if it is not a signature.
    pub const fn parse(function: &'static CStr, text: &str) -> Self {
        let mut signature = Signature {
            function,
            names: [0; LONGEST_NAMES],
            starts: [0; MOST_PARAMETERS],
            if_absent: [IfAbsent::Required; MOST_PARAMETERS],
            len: 0,
            positional_only: 0,
            positional: usize::MAX,
            required_positional: 0,
            required_keywords: 0,
        };
        let text = text.as_bytes();
        let mut names_len = 0;
        let mut at = 0;
        while at < text.len() {
            let end = find_at_depth_0(text, at, b',');
            let (start, stop) = trim(text, at, end);
            assert!(start < stop, "an empty parameter");
            if text[start] == b'/' {
                assert!(
                    stop - start == 1 && signature.len > 0,
                    "a slash follows parameters"
                );
                signature.positional_only = signature.len;
            } else if text[start] == b'*' {
                assert!(stop - start == 1, "*args is not supported");
                signature.positional = signature.len;
            } else {
                assert!(signature.len < MOST_PARAMETERS, "too many parameters");
                let equals = find_at_depth_0(text, start, b'=');
                let (has_default, name_stop) = if equals < stop {
                    (true, equals)
                } else {
                    (false, stop)
                };
                signature.starts[signature.len] = names_len;
                let mut index = start;
                while index < name_stop {
                    assert!(
                        is_identifier_byte(text[index]),
                        "a parameter's name is not a name"
                    );
                    signature.names[names_len] = text[index];
                    names_len += 1;
                    index += 1;
                }
                names_len += 1;
                assert!(names_len < LONGEST_NAMES, "the names are too long");
                signature.if_absent[signature.len] = if has_default {
                    parse_default(text, equals + 1, stop)
                } else {
                    assert!(
                        signature.positional != usize::MAX
                            || signature.len == 0
                            || matches!(signature.if_absent[signature.len - 1], IfAbsent::Required),
                        "a required parameter behind an optional one",
                    );
                    IfAbsent::Required
                };
                signature.len += 1;
            }
            at = end + 1;
        }
        if signature.positional == usize::MAX {
            signature.positional = signature.len;
        }
        signature.required_positional = signature.count_required(0, signature.positional);
        signature.required_keywords = signature.count_required(signature.positional, signature.len);
        signature
    }

    /// The number of parameters.
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether its parameters are called `names`.
    pub const fn has_names(&self, names: &[&str]) -> bool {
        let mut index = 0;
        while index < self.len && index < names.len() {
            let name = names[index].as_bytes();
            let start = self.starts[index];
            let stop = start + name.len();
            // The NUL behind it too: one name may begin with another.
            if !equals(&self.names, start, stop, name) || self.names[stop] != 0 {
                return false;
            }
            index += 1;
        }
        self.len == names.len()
    }

    /// Whether no parameter can be passed by name.
    pub(crate) const fn is_positional_only(&self) -> bool {
        self.positional_only == self.len
    }

    /// Whether `nargs` positional arguments are a complete call: then nothing has to be sorted.
    #[inline(always)]
    pub(crate) const fn is_complete(&self, nargs: ffi::Py_ssize_t) -> bool {
        let nargs = nargs as usize;
        self.required_keywords == 0 && self.required_positional <= nargs && nargs <= self.positional
    }

    /// The name of parameter `index`, as a C string.
    pub(crate) const fn name(&'static self, index: usize) -> *const c_char {
        let (_, name) = self.names.split_at(self.starts[index]);
        name.as_ptr().cast()
    }

    const fn count_required(&self, from: usize, to: usize) -> usize {
        let mut count = 0;
        let mut index = from;
        while index < to {
            if matches!(self.if_absent[index], IfAbsent::Required) {
                count += 1;
            }
            index += 1;
        }
        count
    }
}

const fn is_identifier_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The first `wanted` from `at` on that is in no brackets and no string, or the text's length.
const fn find_at_depth_0(text: &[u8], at: usize, wanted: u8) -> usize {
    let mut depth = 0_usize;
    let mut quote = 0;
    let mut index = at;
    while index < text.len() {
        let byte = text[index];
        if quote != 0 {
            if byte == b'\\' {
                index += 1;
            } else if byte == quote {
                quote = 0;
            }
        } else if byte == b'\'' || byte == b'"' {
            quote = byte;
        } else if byte == b'(' || byte == b'[' || byte == b'{' {
            depth += 1;
        } else if byte == b')' || byte == b']' || byte == b'}' {
            depth -= 1;
        } else if byte == wanted && depth == 0 {
            return index;
        }
        index += 1;
    }
    text.len()
}

const fn trim(text: &[u8], mut start: usize, mut stop: usize) -> (usize, usize) {
    while start < stop && text[start] == b' ' {
        start += 1;
    }
    while start < stop && text[stop - 1] == b' ' {
        stop -= 1;
    }
    (start, stop)
}

const fn parse_default(text: &[u8], start: usize, stop: usize) -> IfAbsent {
    if equals(text, start, stop, b"None") {
        return IfAbsent::None;
    }
    if equals(text, start, stop, b"True") || equals(text, start, stop, b"False") {
        return IfAbsent::Bool(text[start] == b'T');
    }
    let mut number = 0;
    let mut index = start;
    while index < stop {
        if !text[index].is_ascii_digit() {
            return IfAbsent::Other;
        }
        number = number * 10 + (text[index] - b'0') as usize;
        index += 1;
    }
    assert!(start < stop, "a default is missing");
    IfAbsent::Int(number)
}

const fn equals(text: &[u8], start: usize, stop: usize, other: &[u8]) -> bool {
    if stop - start != other.len() {
        return false;
    }
    let mut index = 0;
    while index < other.len() {
        if text[start + index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{IfAbsent, Signature};

    #[test]
    fn reads_python_notation() {
        let signature = Signature::parse(c"f", "a, b=1, /, c=['x, /*'], *, d=True, e=None");
        assert_eq!(
            (
                signature.len,
                signature.positional_only,
                signature.positional
            ),
            (5, 2, 3)
        );
        assert_eq!(
            signature.if_absent[..5],
            [
                IfAbsent::Required,
                IfAbsent::Int(1),
                IfAbsent::Other,
                IfAbsent::Bool(true),
                IfAbsent::None
            ]
        );
        assert!(signature.has_names(&["a", "b", "c", "d", "e"]));
        assert!(!signature.has_names(&["a", "b", "d", "c", "e"]));
        assert!(!signature.has_names(&["a", "b", "c", "d"]));
        assert_eq!(signature.required_positional, 1);
        let empty = Signature::parse(c"f", "");
        assert_eq!(
            (empty.len, empty.positional_only, empty.positional),
            (0, 0, 0)
        );
    }
}
