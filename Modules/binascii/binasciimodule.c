// Where CPython's build looks for the module; the rest is in src/.
#include "Python.h"

PyObject *_Py_rs_init_binascii(void);

PyMODINIT_FUNC
PyInit_binascii(void)
{
    return _Py_rs_init_binascii();
}
