//! Sorting a call's arguments into the order of the signature, by CPython's own parser.
//!
//! C header: Include/cpython/modsupport.h, Include/internal/pycore_modsupport.h

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_char, c_int};
use std::mem::MaybeUninit;
use std::ptr;

use cpython_sys as ffi;

use crate::signature::MOST_PARAMETERS;
use crate::{Borrowed, Signature};

/// The arguments of a call as C passes them.
#[derive(Clone, Copy)]
pub(crate) struct CallArguments {
    /// The positional ones, and in a vectorcall those passed by name behind them.
    pub(crate) args: *const *mut ffi::PyObject,
    /// How many are positional.
    pub(crate) nargs: ffi::Py_ssize_t,
    /// A dict of those passed by name; may be null.
    pub(crate) kwargs: *mut ffi::PyObject,
    /// Their names in a vectorcall; may be null.
    pub(crate) kwnames: *mut ffi::PyObject,
}

impl CallArguments {
    /// Those that are positional.
    ///
    /// # Safety
    /// The caller of the function keeps them for `'a`.
    pub(crate) unsafe fn positional<'a>(self) -> &'a [Option<Borrowed<'a>>] {
        match self.nargs {
            // There may be no address then.
            0 => &[],
            // SAFETY: the caller's promise; Borrowed is a transparent NonNull, of which an Option is a pointer.
            _ => unsafe { std::slice::from_raw_parts(self.args.cast(), self.nargs as usize) },
        }
    }
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

    /// The arguments in the signature's order. `None` says that an exception is set.
    ///
    /// # Safety
    /// The arguments must be those of a call, which keeps them for `'a`.
    #[inline(always)]
    pub(crate) unsafe fn sort<'a>(
        &self,
        call: CallArguments,
        slots: &'a mut MaybeUninit<[Option<Borrowed<'a>>; MOST_PARAMETERS]>,
    ) -> Option<&'a [Option<Borrowed<'a>>]> {
        let unnamed = call.kwargs.is_null() && call.kwnames.is_null();
        if unnamed && self.signature.is_complete(call.nargs) {
            // SAFETY: passed on.
            return Some(unsafe { call.positional() });
        }
        // SAFETY: passed on.
        unsafe { self.unpack_keywords(call, slots.write([None; MOST_PARAMETERS])) }
    }

    /// # Safety
    /// As for [`Parser::sort`].
    unsafe fn unpack_keywords<'a>(
        &self,
        call: CallArguments,
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
                call.args,
                call.nargs,
                call.kwargs,
                call.kwnames,
                self.parser.get(),
                counts.map(|count| count as c_int),
                slots.as_mut_ptr().cast(),
            );
            if sorted.is_null() {
                return None;
            }
            let len = if ptr::eq(sorted, call.args) {
                call.nargs as usize
            } else {
                signature.len
            };
            Some(std::slice::from_raw_parts(sorted.cast(), len))
        }
    }

    /// Whether a call has no arguments by name, as [`Parser::check_positional`] presumes. If it has, an exception is set.
    ///
    /// # Safety
    /// The arguments must be those of a call.
    pub(crate) unsafe fn check_no_keywords(&self, call: CallArguments) -> bool {
        // SAFETY: the caller's promise: a dict, a tuple, or null; the name is a C string. An exception is set where there are any.
        unsafe {
            if !call.kwargs.is_null()
                && ffi::_PyArg_NoKeywords(self.name.as_ptr(), call.kwargs) == 0
            {
                return false;
            }
            if !call.kwnames.is_null() && ffi::PyTuple_Size(call.kwnames) != 0 {
                ffi::PyErr_Format(
                    ffi::PyExc_TypeError,
                    c"%.200s() takes no keyword arguments".as_ptr(),
                    self.name.as_ptr(),
                );
                return false;
            }
        }
        true
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
