//! Sorting a call's arguments into the order of the signature, by CPython's own parser.
//!
//! C header: Include/cpython/modsupport.h, Include/internal/pycore_modsupport.h

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_char, c_int};
use std::ptr;

use cpython_sys as ffi;

use crate::signature::MOST_PARAMETERS;
use crate::{Borrowed, Signature};

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
                signature.name(index)
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
