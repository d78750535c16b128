// C header: Include/cpython/unicodeobject.h
#include "Python.h"

// The characters of an ASCII str and their number; NULL, without an exception, if it holds others.
const char *
cpython_sys_unicode_ascii(PyObject *str, Py_ssize_t *len)
{
    assert(PyUnicode_Check(str));
    if (!PyUnicode_IS_ASCII(str)) {
        return NULL;
    }
    *len = PyUnicode_GET_LENGTH(str);
    return (const char *)PyUnicode_DATA(str);
}

// The characters of a str, and how many bytes each takes.
void *
cpython_sys_unicode_data(PyObject *str, int *width)
{
    assert(PyUnicode_Check(str));
    *width = (int)PyUnicode_KIND(str);
    return PyUnicode_DATA(str);
}
