//! Where the private API differs between versions: each difference once, so that nothing above sees it.

use core::ffi::c_int;

use crate::{_PyArg_Parser, _PyArg_UnpackKeywords, Py_ssize_t, PyObject};

/// `_PyArg_UnpackKeywords` for a vectorcall of a function without `*args`.
///
/// C header: Include/internal/pycore_modsupport.h
///
/// # Safety
/// As for the C function.
#[inline]
pub unsafe fn unpack_keywords(
    args: *const *mut PyObject,
    nargs: Py_ssize_t,
    kwnames: *mut PyObject,
    parser: *mut _PyArg_Parser,
    [minpos, maxpos, minkw]: [c_int; 3],
    slots: *mut *mut PyObject,
) -> *const *mut PyObject {
    let no_kwargs = core::ptr::null_mut();
    // SAFETY: passed on.
    unsafe {
        _PyArg_UnpackKeywords(
            args,
            nargs,
            no_kwargs,
            kwnames,
            parser,
            minpos,
            maxpos,
            minkw,
            // 3.14 added varpos, whether there is a parameter *args.
            #[cfg(Py_3_14)]
            0,
            slots,
        )
    }
}
