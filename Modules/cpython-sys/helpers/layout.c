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
