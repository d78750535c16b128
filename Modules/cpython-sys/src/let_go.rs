// Functions of CPython that may let go of the interpreter, because they run Python code, or may drop the last reference to
// something. Until 3.13, coming back from that while the interpreter ends is the end of the thread by `pthread_exit`, which must
// not unwind Rust's frames: so these are called through C functions that hang then. SAFETY.md says why that has to be there.

use core::ffi::{c_char, c_int, c_long, c_void};

#[expect(missing_docs, reason = "each is CPython's function of this name")]
unsafe extern "C" {
    #[link_name = "cpython_sys_PyBuffer_Release"]
    pub fn PyBuffer_Release(view: *mut Py_buffer);
    #[link_name = "cpython_sys_PyBuffer_ToContiguous"]
    pub fn PyBuffer_ToContiguous(
        to: *mut c_void,
        view: *const Py_buffer,
        len: Py_ssize_t,
        order: c_char,
    ) -> c_int;
    #[link_name = "cpython_sys_PyDict_SetItem"]
    pub fn PyDict_SetItem(dict: *mut PyObject, key: *mut PyObject, value: *mut PyObject) -> c_int;
    #[link_name = "cpython_sys_PyDict_SetItemString"]
    pub fn PyDict_SetItemString(
        dict: *mut PyObject,
        key: *const c_char,
        value: *mut PyObject,
    ) -> c_int;
    #[link_name = "cpython_sys_PyErr_Clear"]
    pub fn PyErr_Clear();
    #[link_name = "cpython_sys_PyErr_NewException"]
    pub fn PyErr_NewException(
        name: *const c_char,
        base: *mut PyObject,
        dict: *mut PyObject,
    ) -> *mut PyObject;
    #[link_name = "cpython_sys_PyErr_NoMemory"]
    pub fn PyErr_NoMemory() -> *mut PyObject;
    #[link_name = "cpython_sys_PyErr_SetImportError"]
    pub fn PyErr_SetImportError(
        message: *mut PyObject,
        name: *mut PyObject,
        path: *mut PyObject,
    ) -> *mut PyObject;
    #[link_name = "cpython_sys_PyErr_SetObject"]
    pub fn PyErr_SetObject(class: *mut PyObject, value: *mut PyObject);
    #[link_name = "cpython_sys_PyErr_SetRaisedException"]
    pub fn PyErr_SetRaisedException(exception: *mut PyObject);
    #[link_name = "cpython_sys_PyErr_WarnEx"]
    pub fn PyErr_WarnEx(
        category: *mut PyObject,
        message: *const c_char,
        stacklevel: Py_ssize_t,
    ) -> c_int;
    #[link_name = "cpython_sys_PyErr_WriteUnraisable"]
    pub fn PyErr_WriteUnraisable(object: *mut PyObject);
    #[link_name = "cpython_sys_PyException_SetCause"]
    pub fn PyException_SetCause(exception: *mut PyObject, cause: *mut PyObject);
    #[link_name = "cpython_sys_PyException_SetContext"]
    pub fn PyException_SetContext(exception: *mut PyObject, context: *mut PyObject);
    #[link_name = "cpython_sys_PyImport_ImportModule"]
    pub fn PyImport_ImportModule(name: *const c_char) -> *mut PyObject;
    #[link_name = "cpython_sys_PyList_Append"]
    pub fn PyList_Append(list: *mut PyObject, item: *mut PyObject) -> c_int;
    #[link_name = "cpython_sys_PyLong_AsInt"]
    pub fn PyLong_AsInt(number: *mut PyObject) -> c_int;
    #[link_name = "cpython_sys_PyLong_AsNativeBytes"]
    pub fn PyLong_AsNativeBytes(
        number: *mut PyObject,
        to: *mut c_void,
        len: Py_ssize_t,
        flags: c_int,
    ) -> Py_ssize_t;
    #[link_name = "cpython_sys_PyLong_AsLong"]
    pub fn PyLong_AsLong(number: *mut PyObject) -> c_long;
    #[link_name = "cpython_sys_PyLong_AsSsize_t"]
    pub fn PyLong_AsSsize_t(number: *mut PyObject) -> Py_ssize_t;
    #[link_name = "cpython_sys_PyMem_RawCalloc"]
    pub fn PyMem_RawCalloc(count: usize, size: usize) -> *mut c_void;
    #[link_name = "cpython_sys_PyMem_RawMalloc"]
    pub fn PyMem_RawMalloc(size: usize) -> *mut c_void;
    #[link_name = "cpython_sys_PyMem_RawRealloc"]
    pub fn PyMem_RawRealloc(block: *mut c_void, size: usize) -> *mut c_void;
    #[link_name = "cpython_sys_PyMemoryView_FromObject"]
    pub fn PyMemoryView_FromObject(object: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyModule_AddObjectRef"]
    pub fn PyModule_AddObjectRef(
        module: *mut PyObject,
        name: *const c_char,
        value: *mut PyObject,
    ) -> c_int;
    #[link_name = "cpython_sys_PyNumber_Add"]
    pub fn PyNumber_Add(left: *mut PyObject, right: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyNumber_FloorDivide"]
    pub fn PyNumber_FloorDivide(left: *mut PyObject, right: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyNumber_Index"]
    pub fn PyNumber_Index(number: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyNumber_Negative"]
    pub fn PyNumber_Negative(number: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyObject_GetAttr"]
    pub fn PyObject_GetAttr(object: *mut PyObject, name: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyObject_GetBuffer"]
    pub fn PyObject_GetBuffer(exporter: *mut PyObject, view: *mut Py_buffer, flags: c_int)
    -> c_int;
    #[link_name = "cpython_sys_PyObject_GetItem"]
    pub fn PyObject_GetItem(object: *mut PyObject, key: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyObject_GetIter"]
    pub fn PyObject_GetIter(object: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyObject_Hash"]
    pub fn PyObject_Hash(object: *mut PyObject) -> Py_hash_t;
    #[link_name = "cpython_sys_PyObject_IsTrue"]
    pub fn PyObject_IsTrue(object: *mut PyObject) -> c_int;
    #[link_name = "cpython_sys_PyObject_Repr"]
    pub fn PyObject_Repr(object: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyObject_RichCompare"]
    pub fn PyObject_RichCompare(
        left: *mut PyObject,
        right: *mut PyObject,
        operation: c_int,
    ) -> *mut PyObject;
    #[link_name = "cpython_sys_PyObject_RichCompareBool"]
    pub fn PyObject_RichCompareBool(
        left: *mut PyObject,
        right: *mut PyObject,
        operation: c_int,
    ) -> c_int;
    #[link_name = "cpython_sys_PyObject_Size"]
    pub fn PyObject_Size(object: *mut PyObject) -> Py_ssize_t;
    #[link_name = "cpython_sys_PyObject_Str"]
    pub fn PyObject_Str(object: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyObject_Vectorcall"]
    pub fn PyObject_Vectorcall(
        callable: *mut PyObject,
        args: *const *mut PyObject,
        nargsf: usize,
        kwnames: *mut PyObject,
    ) -> *mut PyObject;
    #[link_name = "cpython_sys_PySequence_Contains"]
    pub fn PySequence_Contains(container: *mut PyObject, item: *mut PyObject) -> c_int;
    #[link_name = "cpython_sys_PySequence_GetItem"]
    pub fn PySequence_GetItem(sequence: *mut PyObject, index: Py_ssize_t) -> *mut PyObject;
    #[link_name = "cpython_sys_PySequence_InPlaceConcat"]
    pub fn PySequence_InPlaceConcat(left: *mut PyObject, right: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyType_FromModuleAndSpec"]
    pub fn PyType_FromModuleAndSpec(
        module: *mut PyObject,
        spec: *mut PyType_Spec,
        bases: *mut PyObject,
    ) -> *mut PyObject;
    #[link_name = "cpython_sys_PyUnicode_AsASCIIString"]
    pub fn PyUnicode_AsASCIIString(str: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_PyUnicode_AsUTF8AndSize"]
    pub fn PyUnicode_AsUTF8AndSize(str: *mut PyObject, len: *mut Py_ssize_t) -> *const c_char;
    #[link_name = "cpython_sys_PyUnicode_Concat"]
    pub fn PyUnicode_Concat(left: *mut PyObject, right: *mut PyObject) -> *mut PyObject;
    #[link_name = "cpython_sys_Py_DecRef"]
    pub fn Py_DecRef(object: *mut PyObject);
    #[link_name = "cpython_sys__PyArg_CheckPositional"]
    pub fn _PyArg_CheckPositional(
        name: *const c_char,
        nargs: Py_ssize_t,
        min: Py_ssize_t,
        max: Py_ssize_t,
    ) -> c_int;
    #[link_name = "cpython_sys__PyArg_NoKeywords"]
    pub fn _PyArg_NoKeywords(name: *const c_char, kwargs: *mut PyObject) -> c_int;
    #[link_name = "cpython_sys__PyArg_UnpackKeywords"]
    pub fn _PyArg_UnpackKeywords(
        args: *const *mut PyObject,
        nargs: Py_ssize_t,
        kwargs: *mut PyObject,
        kwnames: *mut PyObject,
        parser: *mut _PyArg_Parser,
        minpos: c_int,
        maxpos: c_int,
        minkw: c_int,
        slots: *mut *mut PyObject,
    ) -> *const *mut PyObject;
    #[link_name = "cpython_sys__PyBytes_Resize"]
    pub fn _PyBytes_Resize(bytes: *mut *mut PyObject, len: Py_ssize_t) -> c_int;
    #[link_name = "cpython_sys__PyLong_Size_t_Converter"]
    pub fn _PyLong_Size_t_Converter(number: *mut PyObject, to: *mut c_void) -> c_int;
    #[link_name = "cpython_sys__PyLong_UnsignedLong_Converter"]
    pub fn _PyLong_UnsignedLong_Converter(number: *mut PyObject, to: *mut c_void) -> c_int;
    #[link_name = "cpython_sys__PyLong_UnsignedLongLong_Converter"]
    pub fn _PyLong_UnsignedLongLong_Converter(number: *mut PyObject, to: *mut c_void) -> c_int;
    #[link_name = "cpython_sys_PyErr_Format"]
    pub fn PyErr_Format(class: *mut PyObject, format: *const c_char, ...) -> *mut PyObject;
}
