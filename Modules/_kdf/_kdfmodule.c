// Where CPython's build looks for the module; the rest is in src/.
#include "Python.h"

PyObject *_Py_rs_init__kdf(void);

PyMODINIT_FUNC
PyInit__kdf(void)
{
    return _Py_rs_init__kdf();
}
