//! What `helpers/*.c` define.
//!
//! C header: the one that the C file of the same name includes.

use core::ffi::{c_char, c_int, c_void};

use pyo3_ffi::{Py_ssize_t, PyBytesObject, PyObject, PyThreadState, PyTupleObject};

unsafe extern "C" {
    /// `memcpy` that Rust's compiler cannot look into.
    pub fn cpython_sys_copy_shared(to: *mut c_void, from: *const c_void, len: usize);

    /// `madvise(MADV_HUGEPAGE)` for the whole pages in a block of memory, where there is such a thing.
    pub fn cpython_sys_advise_huge_pages(start: *mut c_void, len: usize);

    /// C header: stdlib.h. Not through std, whose copy of the value is an allocation that cannot fail gracefully.
    pub fn getenv(name: *const c_char) -> *const c_char;

    /// `PyEval_RestoreThread`, which returns or hangs, in every version.
    pub fn cpython_sys_restore_thread(state: *mut PyThreadState);

    /// Has `release` deallocate an object that the garbage collector knows, without deep recursion.
    pub fn cpython_sys_dealloc_container(
        object: *mut PyObject,
        release: unsafe extern "C" fn(*mut PyObject),
    );

    /// `PyMemoryView_Check`.
    pub fn cpython_sys_memoryview_check(object: *mut PyObject) -> c_int;

    /// `PyMemoryView_GET_BASE`: borrowed, may be null.
    pub fn cpython_sys_memoryview_base(view: *mut PyObject) -> *mut PyObject;

    /// The name that a built-in function's definition has.
    pub fn cpython_sys_builtin_function_name(function: *mut PyObject) -> *const c_char;

    /// The characters of an ASCII `str`; null, with no exception set, if it is not ASCII.
    pub fn cpython_sys_unicode_ascii(str: *mut PyObject, len: *mut Py_ssize_t) -> *const c_char;

    /// The characters of a `str`, and how many bytes each takes.
    pub fn cpython_sys_unicode_data(str: *mut PyObject, width: *mut c_int) -> *mut c_void;
}

/// `PyBytes_AS_STRING`. pyo3-ffi's goes through a reference to the first byte, and so may be used for that byte only.
///
/// # Safety
/// `bytes` must be a bytes object.
#[inline(always)]
pub unsafe fn bytes_data(bytes: *mut PyObject) -> *mut u8 {
    // SAFETY: the caller's promise; no reference is made.
    unsafe { (&raw mut (*bytes.cast::<PyBytesObject>()).ob_sval).cast() }
}

/// The elements of a tuple. pyo3-ffi's `PyTuple_SET_ITEM` goes through a reference to the first one, as its
/// `PyBytes_AS_STRING` does.
///
/// # Safety
/// `tuple` must be a tuple.
#[inline(always)]
pub unsafe fn tuple_items(tuple: *mut PyObject) -> *mut *mut PyObject {
    // SAFETY: the caller's promise; no reference is made.
    unsafe { (&raw mut (*tuple.cast::<PyTupleObject>()).ob_item).cast() }
}
