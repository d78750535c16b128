// What the headers of the tree being built say of the sizes, offsets and constants that Rust code relies on.
// Compiled for tests only; tests/layout.rs compares it with what Rust believes.
#include "Python.h"
#include <stddef.h>

struct fact {
    const char *name;
    unsigned long long value;
};

#define SIZE(type) {"sizeof " #type, sizeof(type)}
#define OFFSET(type, field) {"offset " #type "." #field, offsetof(type, field)}
#define CONSTANT(name) {#name, (unsigned long long)(name)}

const struct fact cpython_sys_layout[] = {
    SIZE(PyObject),
    SIZE(PyVarObject),
    OFFSET(PyVarObject, ob_size),
    OFFSET(PyObject, ob_type),
    OFFSET(PyBytesObject, ob_sval),
    OFFSET(PyTupleObject, ob_item),
    OFFSET(PyTypeObject, tp_name),
    OFFSET(PyTypeObject, tp_flags),
    OFFSET(PyTypeObject, tp_basicsize),
    OFFSET(PyTypeObject, tp_itemsize),
    OFFSET(PyTypeObject, tp_methods),
    OFFSET(PyTypeObject, tp_dictoffset),
    OFFSET(PyTypeObject, tp_weaklistoffset),
    OFFSET(PyTypeObject, tp_alloc),
    OFFSET(PyTypeObject, tp_free),
    OFFSET(PyTypeObject, tp_vectorcall),

    SIZE(PyMutex),
    SIZE(PyType_Slot),
    OFFSET(PyType_Slot, pfunc),
    SIZE(PyType_Spec),
    OFFSET(PyType_Spec, basicsize),
    OFFSET(PyType_Spec, flags),
    OFFSET(PyType_Spec, slots),
    SIZE(PyGetSetDef),
    OFFSET(PyGetSetDef, get),
    OFFSET(PyGetSetDef, doc),
    CONSTANT(Py_TPFLAGS_HAVE_GC),
    CONSTANT(Py_TPFLAGS_IMMUTABLETYPE),
    CONSTANT(Py_TPFLAGS_DISALLOW_INSTANTIATION),
    CONSTANT(Py_TPFLAGS_HEAPTYPE),
    CONSTANT(Py_TPFLAGS_TUPLE_SUBCLASS),
    CONSTANT(Py_TPFLAGS_MANAGED_DICT),
    CONSTANT(Py_TPFLAGS_MANAGED_WEAKREF),
    CONSTANT(Py_TPFLAGS_DEFAULT),
    CONSTANT(Py_mp_length),
    CONSTANT(Py_mp_subscript),
    CONSTANT(Py_sq_item),
    CONSTANT(Py_sq_length),
    CONSTANT(Py_tp_clear),
    CONSTANT(Py_tp_dealloc),
    CONSTANT(Py_tp_doc),
    CONSTANT(Py_tp_getset),
    CONSTANT(Py_tp_hash),
    CONSTANT(Py_tp_iter),
    CONSTANT(Py_tp_methods),
    CONSTANT(Py_tp_new),
    CONSTANT(Py_tp_repr),
    CONSTANT(Py_tp_richcompare),
    CONSTANT(Py_tp_traverse),

    SIZE(Py_buffer),
    OFFSET(Py_buffer, buf),
    OFFSET(Py_buffer, obj),
    OFFSET(Py_buffer, len),
    OFFSET(Py_buffer, readonly),
    OFFSET(Py_buffer, ndim),
    OFFSET(Py_buffer, format),
    OFFSET(Py_buffer, shape),
    OFFSET(Py_buffer, internal),
    CONSTANT(PyBUF_SIMPLE),
    CONSTANT(PyBUF_FULL_RO),

    SIZE(PyMethodDef),
    OFFSET(PyMethodDef, ml_name),
    OFFSET(PyMethodDef, ml_meth),
    OFFSET(PyMethodDef, ml_flags),
    OFFSET(PyMethodDef, ml_doc),
    CONSTANT(METH_NOARGS),
    CONSTANT(METH_O),
    CONSTANT(METH_FASTCALL),
    CONSTANT(METH_KEYWORDS),

    SIZE(PyModuleDef),
    OFFSET(PyModuleDef, m_name),
    OFFSET(PyModuleDef, m_doc),
    OFFSET(PyModuleDef, m_size),
    OFFSET(PyModuleDef, m_slots),
    SIZE(PyModuleDef_Slot),
    OFFSET(PyModuleDef_Slot, value),
    CONSTANT(Py_mod_exec),
    CONSTANT(Py_mod_multiple_interpreters),
    CONSTANT(Py_mod_gil),
    CONSTANT(Py_MOD_PER_INTERPRETER_GIL_SUPPORTED),
    CONSTANT(Py_MOD_GIL_NOT_USED),

    SIZE(_PyOnceFlag),
    SIZE(_PyArg_Parser),
    OFFSET(_PyArg_Parser, keywords),
    OFFSET(_PyArg_Parser, fname),
    OFFSET(_PyArg_Parser, once),
    OFFSET(_PyArg_Parser, is_kwtuple_owned),
    OFFSET(_PyArg_Parser, pos),
    OFFSET(_PyArg_Parser, kwtuple),
    OFFSET(_PyArg_Parser, next),

    {NULL, 0},
};
