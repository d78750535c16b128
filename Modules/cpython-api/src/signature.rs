//! A function's signature in Python's own notation, read by the compiler.
//!
//! C header: Include/cpython/modsupport.h (what [`Parser`] holds)
//!
//! It stands once, next to the function, and everything follows from it: which names the parser knows, what is required,
//! and the first line of the docstring, from which `inspect.signature()` reads it back.

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_char, c_int};
use std::ptr;

use cpython_sys as ffi;

use crate::Borrowed;

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
    // Each name followed by NUL.
    names: [u8; LONGEST_NAMES],
    starts: [usize; MOST_PARAMETERS],
    pub(crate) if_absent: [IfAbsent; MOST_PARAMETERS],
    pub(crate) len: usize,
    pub(crate) positional_only: usize,
    pub(crate) positional: usize,
    pub(crate) required_positional: usize,
    required_keywords: usize,
}

impl Signature {
    /// Reads `text`: parameter names with their defaults, `/` and `*` where they belong; no annotations.
    ///
    /// # Panics
    /// When compiled, if it is not a signature.
    pub const fn parse(text: &str) -> Self {
        let mut signature = Signature {
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

    /// Whether `nargs` positional arguments are a complete call: then nothing has to be sorted.
    #[inline(always)]
    pub(crate) const fn is_complete(&self, nargs: ffi::Py_ssize_t) -> bool {
        let nargs = nargs as usize;
        self.required_keywords == 0 && self.required_positional <= nargs && nargs <= self.positional
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

/// The names as CPython's parser reads them: C strings, empty for what is positional only, then null.
pub struct Keywords {
    signature: &'static Signature,
    names: [*const c_char; MOST_PARAMETERS + 1],
}

// SAFETY: pointers to constants.
unsafe impl Sync for Keywords {}

impl Keywords {
    /// Those of `signature`.
    pub const fn of(signature: &'static Signature) -> Self {
        let mut names = [ptr::null(); MOST_PARAMETERS + 1];
        let mut index = 0;
        while index < signature.len {
            names[index] = if index < signature.positional_only {
                c"".as_ptr()
            } else {
                let (_, name) = signature.names.split_at(signature.starts[index]);
                name.as_ptr().cast()
            };
            index += 1;
        }
        Keywords { signature, names }
    }
}

/// What Argument Clinic makes of a signature: CPython's own parser does the rest, and words the errors.
pub struct Parser {
    name: &'static CStr,
    // The signature that the parser was made for, and no other, says how much memory it writes to.
    signature: &'static Signature,
    // CPython fills it in at the first call that needs it, under a once flag of its own, and keeps a list of all parsers
    // until the interpreter ends.
    parser: UnsafeCell<ffi::_PyArg_Parser>,
}

// SAFETY: what is written after compilation is written by CPython, which synchronises it.
unsafe impl Sync for Parser {}

impl Parser {
    /// The parser of the function `name`.
    pub const fn new(name: &'static CStr, keywords: &'static Keywords) -> Self {
        Parser {
            name,
            signature: keywords.signature,
            parser: UnsafeCell::new(ffi::_PyArg_Parser {
                format: ptr::null(),
                keywords: keywords.names.as_ptr(),
                fname: name.as_ptr(),
                custom_msg: ptr::null(),
                once: ffi::_PyOnceFlag { v: 0 },
                is_kwtuple_owned: 0,
                pos: 0,
                min: 0,
                max: 0,
                kwtuple: ptr::null_mut(),
                next: ptr::null_mut(),
            }),
        }
    }

    /// Sorts the arguments of a FASTCALL|KEYWORDS call into the signature's order. `None` says that an exception is set.
    ///
    /// # Safety
    /// The arguments must be those of such a call.
    pub(crate) unsafe fn unpack_keywords<'a>(
        &self,
        args: *const *mut ffi::PyObject,
        nargs: ffi::Py_ssize_t,
        kwnames: *mut ffi::PyObject,
        slots: &'a mut [Option<Borrowed<'a>>; MOST_PARAMETERS],
    ) -> Option<&'a [Option<Borrowed<'a>>]> {
        let signature = self.signature;
        let counts = [
            signature.required_positional,
            signature.positional,
            signature.required_keywords,
        ];
        // SAFETY: the arguments are a call's, the parser lives for ever, and there is a slot for every parameter. Slots that
        // CPython leaves alone stay None: a null pointer, since Borrowed is a transparent NonNull. Where every argument is
        // positional it may give `args` back as it is, of which `nargs` can be read.
        unsafe {
            let sorted = ffi::versions::unpack_keywords(
                args,
                nargs,
                kwnames,
                self.parser.get(),
                counts.map(|count| count as c_int),
                slots.as_mut_ptr().cast(),
            );
            if sorted.is_null() {
                return None;
            }
            let len = if ptr::eq(sorted, args) {
                nargs as usize
            } else {
                signature.len
            };
            Some(std::slice::from_raw_parts(sorted.cast(), len))
        }
    }

    /// Whether a FASTCALL call has the right number of arguments. If not, an exception is set.
    pub(crate) fn check_positional(&self, nargs: ffi::Py_ssize_t) -> bool {
        let signature = self.signature;
        let (least, most) = (signature.required_positional, signature.len);
        if (least..=most).contains(&(nargs as usize)) {
            return true;
        }
        // SAFETY: a C string and three numbers; the thread is attached in every call.
        unsafe {
            ffi::_PyArg_CheckPositional(
                self.name.as_ptr(),
                nargs,
                least as ffi::Py_ssize_t,
                most as ffi::Py_ssize_t,
            ) != 0
        }
    }
}

/// A docstring that begins with the signature, as CPython's functions have it: `name($module, …)`, a line of `--`, the text.
pub struct Docstring<const N: usize>([u8; N]);

impl<const N: usize> Docstring<N> {
    /// Puts it together; `lines` is the text as Rust's doc comments give it, each line with the space behind the slashes.
    pub const fn new(name: &str, signature: &str, lines: &[&str]) -> Self {
        let mut text = [0; N];
        let mut at = append(&mut text, 0, name.as_bytes(), 0);
        let opening = if signature.is_empty() {
            "($module"
        } else {
            "($module, "
        };
        at = append(&mut text, at, opening.as_bytes(), 0);
        at = append(&mut text, at, signature.as_bytes(), 0);
        at = append(&mut text, at, b")\n--\n", 0);
        let mut index = 0;
        while index < lines.len() {
            at = append(&mut text, at, b"\n", 0);
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
    pub const fn room(name: &str, signature: &str, lines: &[&str]) -> usize {
        let mut len = name.len() + "($module, )\n--\n".len() + signature.len() + 1;
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
    use super::{Docstring, IfAbsent, Signature};

    #[test]
    fn reads_python_notation() {
        let signature = Signature::parse("a, b=1, /, c=['x, /*'], *, d=True, e=None");
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
        let empty = Signature::parse("");
        assert_eq!(
            (empty.len, empty.positional_only, empty.positional),
            (0, 0, 0)
        );
    }

    #[test]
    fn puts_docstrings_together() {
        const LINES: &[&str] = &[" One.", "", "   Two."];
        const ROOM: usize = Docstring::<0>::room("f", "a, /", LINES);
        static DOCSTRING: Docstring<ROOM> = Docstring::new("f", "a, /", LINES);
        assert_eq!(
            DOCSTRING.as_c_str(),
            c"f($module, a, /)\n--\n\nOne.\n\n  Two."
        );
    }
}
