// Where CPython's build looks for the module; the rest is in src/.
#include "Python.h"

PyObject *_Py_rs_init__blake2(void);

PyMODINIT_FUNC
PyInit__blake2(void)
{
    return _Py_rs_init__blake2();
}
