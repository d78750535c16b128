// C header: Include/cpython/object.h
#include "Python.h"
#include "let_go.h"

static void
dealloc_container(PyObject *object, void (*release)(PyObject *))
{
    PyObject_GC_UnTrack(object);
    Py_TRASHCAN_BEGIN(object, Py_TYPE(object)->tp_dealloc)
    release(object);
    Py_TRASHCAN_END
}

// Deallocates an instance of a type that the garbage collector knows: `release` does so, at once, or later where the call stack
// is already deep with such calls. From 3.14 on CPython sees to that before it calls tp_dealloc.
void
cpython_sys_dealloc_container(PyObject *object, void (*release)(PyObject *))
{
    HANG_INSTEAD_OF_EXIT(dealloc_container(object, release));
}
