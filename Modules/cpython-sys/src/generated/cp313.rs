// Written by `./x regen` from CPython's headers: do not edit.
use pyo3_ffi::{PyObject, Py_ssize_t};

unsafe extern "C" {
    pub fn _PyBytes_Resize(
        arg1: *mut *mut PyObject,
        arg2: Py_ssize_t,
    ) -> ::core::ffi::c_int;
}
unsafe extern "C" {
    pub fn PyLong_AsInt(arg1: *mut PyObject) -> ::core::ffi::c_int;
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct _PyOnceFlag {
    pub v: u8,
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct _PyArg_Parser {
    pub format: *const ::core::ffi::c_char,
    pub keywords: *const *const ::core::ffi::c_char,
    pub fname: *const ::core::ffi::c_char,
    pub custom_msg: *const ::core::ffi::c_char,
    pub once: _PyOnceFlag,
    pub is_kwtuple_owned: ::core::ffi::c_int,
    pub pos: ::core::ffi::c_int,
    pub min: ::core::ffi::c_int,
    pub max: ::core::ffi::c_int,
    pub kwtuple: *mut PyObject,
    pub next: *mut _PyArg_Parser,
}
unsafe extern "C" {
    pub fn _PyArg_NoKeywords(
        funcname: *const ::core::ffi::c_char,
        kwargs: *mut PyObject,
    ) -> ::core::ffi::c_int;
}
unsafe extern "C" {
    pub fn _PyArg_CheckPositional(
        arg1: *const ::core::ffi::c_char,
        arg2: Py_ssize_t,
        arg3: Py_ssize_t,
        arg4: Py_ssize_t,
    ) -> ::core::ffi::c_int;
}
unsafe extern "C" {
    pub fn _PyArg_UnpackKeywords(
        args: *const *mut PyObject,
        nargs: Py_ssize_t,
        kwargs: *mut PyObject,
        kwnames: *mut PyObject,
        parser: *mut _PyArg_Parser,
        minpos: ::core::ffi::c_int,
        maxpos: ::core::ffi::c_int,
        minkw: ::core::ffi::c_int,
        buf: *mut *mut PyObject,
    ) -> *const *mut PyObject;
}
unsafe extern "C" {
    pub fn _PyLong_Size_t_Converter(
        arg1: *mut PyObject,
        arg2: *mut ::core::ffi::c_void,
    ) -> ::core::ffi::c_int;
}
