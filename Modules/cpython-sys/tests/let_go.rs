//! Every function of CPython that cpython-api uses is one that hangs instead of ending the thread until 3.13, or is known not to
//! let go of the interpreter.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// They only look, allocate, or make the object that they are told to: no Python code runs, no reference to an object that
/// somebody else made is dropped, and no lock is waited for. The garbage collector runs between bytecodes only. `PyMutex_Lock` waits, but
/// is called detached, and does not attach then.
const KEEP: &str = "
    PyBool_Check PyBool_FromLong PyBuffer_IsContiguous PyByteArray_AsString PyByteArray_Check PyByteArray_CheckExact
    PyByteArray_FromStringAndSize PyByteArray_Size PyBytes_Check PyBytes_CheckExact PyBytes_FromStringAndSize
    PyCFunction_CheckExact PyCFunction_GetSelf PyCMethod_New PyCapsule_GetPointer PyDict_New PyErr_ExceptionMatches
    PyErr_GetRaisedException PyErr_Occurred PyEval_SaveThread PyList_AsTuple PyList_CheckExact PyList_GetItemRef PyList_New
    PyList_Size PyLong_Check PyLong_CheckExact PyLong_FromLongLong PyLong_FromNativeBytes PyLong_FromSize_t PyLong_FromSsize_t
    PyMem_RawFree PyModuleDef_Init PyModule_Check PyModule_GetDef PyModule_GetState PyMutex_Lock
    PyMutex_Unlock PyObject_CheckBuffer PyObject_Free PyObject_GC_Del PyObject_GC_New PyObject_GC_Track PyObject_GC_UnTrack
    PyObject_New PySlice_New PyThreadState_GetUnchecked PyTuple_New PyTuple_Size PyType_Check PyType_CheckExact
    PyType_GenericAlloc PyType_GetDict PyType_GetFlags PyType_GetModule PyUnicode_Check PyUnicode_CheckExact
    PyUnicode_CompareWithASCIIString PyUnicode_DecodeLatin1 PyUnicode_FromString PyUnicode_FromStringAndSize
    PyUnicode_InternFromString PyUnicode_New PyUnicode_ReadChar PyVectorcall_NARGS Py_IncRef Py_None Py_NotImplemented Py_SIZE
    Py_TYPE
";

/// The functions named behind `before` in a text: those that are called, and those whose names stand alone.
fn functions<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
        let (name, behind) = rest.split_at(end);
        let is_function = name.trim_start_matches('_').starts_with("Py") && behind.starts_with('(');
        is_function.then_some(name)
    })
}

fn add_used(folder: &Path, used: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("its entry").path();
        let text = fs::read_to_string(&path).expect("a source file");
        used.extend(functions(&text, "ffi::").map(String::from));
    }
}

#[test]
fn no_function_lets_go_unnoticed() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = BTreeSet::new();
    add_used(&here.join("../cpython-api/src"), &mut used);
    let hang = fs::read_to_string(here.join("src/let_go.rs")).expect("the list of those that hang");
    let hang: BTreeSet<&str> = functions(&hang, "pub fn ").collect();
    let keep: BTreeSet<&str> = KEEP.split_whitespace().collect();
    assert!(used.len() > 50, "the sources are elsewhere: {used:?}");
    assert_eq!(
        hang.intersection(&keep).collect::<Vec<_>>(),
        [""; 0].iter().collect::<Vec<_>>()
    );
    let unnoticed: Vec<_> = used
        .iter()
        .filter(|name| !hang.contains(name.as_str()) && !keep.contains(name.as_str()))
        .collect();
    assert!(
        unnoticed.is_empty(),
        "neither in let_go.rs nor known to keep the interpreter: {unnoticed:?}"
    );
}
