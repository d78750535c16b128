//! Where the private API differs between versions: each difference once, so that nothing above sees it.

use core::ffi::c_int;

use crate::{
    _PyArg_Parser, _PyArg_UnpackKeywords, Py_ASNATIVEBYTES_ALLOW_INDEX,
    Py_ASNATIVEBYTES_UNSIGNED_BUFFER, Py_ssize_t, PyLong_AsNativeBytes, PyObject,
};

/// `_PyArg_UnpackKeywords` for a function without `*args`.
///
/// C header: Include/internal/pycore_modsupport.h
///
/// # Safety
/// As for the C function.
#[inline]
pub unsafe fn unpack_keywords(
    args: *const *mut PyObject,
    nargs: Py_ssize_t,
    kwargs: *mut PyObject,
    kwnames: *mut PyObject,
    parser: *mut _PyArg_Parser,
    [minpos, maxpos, minkw]: [c_int; 3],
    slots: *mut *mut PyObject,
) -> *const *mut PyObject {
    // SAFETY: passed on.
    unsafe {
        _PyArg_UnpackKeywords(
            args,
            nargs,
            kwargs,
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

/// Says that the hash of a tuple is not known yet, which `tuple.__new__` does for an instance of a subclass. The memory that a type
/// allocates is all zeros, and that is a hash.
///
/// C header: Include/cpython/tupleobject.h
///
/// # Safety
/// `tuple` must be a tuple that nobody else has.
#[inline]
pub unsafe fn forget_tuple_hash(tuple: *mut PyObject) {
    // New in 3.14.
    #[cfg(Py_3_14)]
    // SAFETY: the caller's promise; no reference is made.
    unsafe {
        (*tuple.cast::<crate::PyTupleObject>()).ob_hash = -1;
    }
    #[cfg(not(Py_3_14))]
    let _ = tuple;
}

/// The lowest 32 bits of an int or of what `__index__` makes one, and whether that is all of it; `None` with an exception.
///
/// C header: Include/cpython/longobject.h
///
/// # Safety
/// `number` must be a valid reference, and the thread attached.
#[inline]
pub unsafe fn long_low_bits(number: *mut PyObject) -> Option<(u32, bool)> {
    const NATIVE_ENDIAN: c_int = 3;
    let mut bits = 0_u32;
    // SAFETY: the caller's promise; there is room for so many bytes.
    let needed = unsafe {
        PyLong_AsNativeBytes(
            number,
            (&raw mut bits).cast(),
            size_of::<u32>() as Py_ssize_t,
            NATIVE_ENDIAN | Py_ASNATIVEBYTES_ALLOW_INDEX | Py_ASNATIVEBYTES_UNSIGNED_BUFFER,
        )
    };
    // Until 3.14 Argument Clinic lets the rest go without a word.
    let fits = cfg!(not(Py_3_15)) || needed <= size_of::<u32>() as Py_ssize_t;
    (needed >= 0).then_some((bits, fits))
}
