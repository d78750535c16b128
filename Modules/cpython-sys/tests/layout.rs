//! The headers of the tree being built against what Rust believes of them: `cargo test -p cpython-sys --features layout`.

#![cfg(feature = "layout")]
use std::ffi::{CStr, c_char};
use std::mem::offset_of;

use cpython_sys as ffi;

#[repr(C)]
struct Fact {
    name: *const c_char,
    value: u64,
}

unsafe extern "C" {
    static cpython_sys_layout: [Fact; 0];
}

macro_rules! facts {
    (
        sizes: $($size:ident),*;
        offsets: $($type:ident . $field:ident),*;
        constants: $($constant:ident),*;
    ) => {
        vec![
            $((concat!("sizeof ", stringify!($size)), size_of::<ffi::$size>() as u64),)*
            $((
                concat!("offset ", stringify!($type), ".", stringify!($field)),
                offset_of!(ffi::$type, $field) as u64,
            ),)*
            $((stringify!($constant), ffi::$constant as u64),)*
        ]
    };
}

fn believed_by_rust() -> Vec<(&'static str, u64)> {
    facts! {
        sizes: PyObject, PyVarObject, Py_buffer, PyMethodDef, PyModuleDef, PyModuleDef_Slot, _PyOnceFlag, _PyArg_Parser,
            PyMutex, PyType_Slot, PyType_Spec, PyGetSetDef;
        offsets:
            PyVarObject.ob_size, PyObject.ob_type, PyBytesObject.ob_sval, PyTupleObject.ob_item, PyTypeObject.tp_name, PyTypeObject.tp_flags,
            PyTypeObject.tp_basicsize, PyTypeObject.tp_itemsize, PyTypeObject.tp_methods, PyTypeObject.tp_dictoffset,
            PyTypeObject.tp_weaklistoffset, PyTypeObject.tp_alloc, PyTypeObject.tp_free, PyTypeObject.tp_vectorcall,
            PyType_Slot.pfunc, PyType_Spec.basicsize, PyType_Spec.flags, PyType_Spec.slots, PyGetSetDef.get, PyGetSetDef.doc,
            Py_buffer.buf, Py_buffer.obj, Py_buffer.len, Py_buffer.readonly, Py_buffer.ndim, Py_buffer.format,
            Py_buffer.shape, Py_buffer.internal,
            PyMethodDef.ml_name, PyMethodDef.ml_meth, PyMethodDef.ml_flags, PyMethodDef.ml_doc,
            PyModuleDef.m_name, PyModuleDef.m_doc, PyModuleDef.m_size, PyModuleDef.m_slots, PyModuleDef_Slot.value,
            _PyArg_Parser.keywords, _PyArg_Parser.fname, _PyArg_Parser.once, _PyArg_Parser.is_kwtuple_owned,
            _PyArg_Parser.pos, _PyArg_Parser.kwtuple, _PyArg_Parser.next;
        constants:
            PyBUF_SIMPLE, PyBUF_FULL_RO, METH_NOARGS, METH_O, METH_FASTCALL, METH_KEYWORDS, Py_mod_exec,
            Py_mod_multiple_interpreters, Py_mod_gil, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_MOD_GIL_NOT_USED,
            Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HEAPTYPE,
            Py_TPFLAGS_TUPLE_SUBCLASS, Py_TPFLAGS_MANAGED_DICT, Py_TPFLAGS_MANAGED_WEAKREF, Py_TPFLAGS_DEFAULT,
            Py_mp_length, Py_mp_subscript, Py_sq_item, Py_sq_length, Py_tp_clear, Py_tp_dealloc, Py_tp_doc, Py_tp_getset, Py_tp_hash,
            Py_tp_iter, Py_tp_methods, Py_tp_new, Py_tp_repr, Py_tp_richcompare, Py_tp_traverse;
    }
}

fn said_by_the_headers() -> Vec<(&'static str, u64)> {
    let mut facts = Vec::new();
    // SAFETY: helpers/layout.c ends the table with a null name; the names are string literals.
    unsafe {
        let mut fact = (&raw const cpython_sys_layout).cast::<Fact>();
        while !(*fact).name.is_null() {
            let name = CStr::from_ptr((*fact).name)
                .to_str()
                .expect("names are ASCII");
            facts.push((name, (*fact).value));
            fact = fact.add(1);
        }
    }
    facts
}

#[test]
fn headers_and_rust_agree() {
    let mut said = said_by_the_headers();
    let mut believed = believed_by_rust();
    said.sort_unstable();
    believed.sort_unstable();
    assert_eq!(said, believed);
}
