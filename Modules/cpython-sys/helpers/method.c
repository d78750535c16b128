// C header: Include/cpython/methodobject.h
#include "Python.h"

// The name that a built-in function's definition has.
const char *
cpython_sys_builtin_function_name(PyObject *function)
{
    assert(PyCFunction_Check(function));
    return ((PyCFunctionObject *)function)->m_ml->ml_name;
}
