// C header: Include/cpython/memoryobject.h
#include "Python.h"

// The object whose memory a memoryview shows, borrowed; NULL if there is none or `view` was released.
PyObject *
cpython_sys_memoryview_base(PyObject *view)
{
    assert(PyMemoryView_Check(view));
    return PyMemoryView_GET_BASE(view);
}

int
cpython_sys_memoryview_check(PyObject *object)
{
    return PyMemoryView_Check(object);
}
