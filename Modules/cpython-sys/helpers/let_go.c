// C header: Include/Python.h
#include "Python.h"
#include "pycore_long.h"       // _PyLong_Size_t_Converter and the like
#include "pycore_modsupport.h" // _PyArg_UnpackKeywords and the like
#include "let_go.h"

#ifdef PY_ENDS_THREADS
// Functions of CPython that may let go of the interpreter, because they run Python code, or may drop the last reference to
// something; each under its own name behind cpython_sys_.
#define DEFINE(type, function, parameters, arguments) \
    type \
    cpython_sys_##function parameters \
    { \
        type result; \
        HANG_INSTEAD_OF_EXIT(result = function arguments); \
        return result; \
    }
#define DEFINE_VOID(function, parameters, arguments) \
    void \
    cpython_sys_##function parameters \
    { \
        HANG_INSTEAD_OF_EXIT(function arguments); \
    }

DEFINE_VOID(PyBuffer_Release, (Py_buffer *view), (view))
DEFINE(int, PyBuffer_ToContiguous, (void *to, const Py_buffer *view, Py_ssize_t len, char order),
       (to, view, len, order))
DEFINE(int, PyDict_SetItem, (PyObject *dict, PyObject *key, PyObject *value), (dict, key, value))
DEFINE(int, PyDict_SetItemString, (PyObject *dict, const char *key, PyObject *value), (dict, key, value))
DEFINE_VOID(PyErr_Clear, (void), ())
DEFINE(PyObject *, PyErr_NewException, (const char *name, PyObject *base, PyObject *dict), (name, base, dict))
DEFINE(PyObject *, PyErr_NoMemory, (void), ())
DEFINE(PyObject *, PyErr_SetImportError, (PyObject *message, PyObject *name, PyObject *path), (message, name, path))
DEFINE_VOID(PyErr_SetObject, (PyObject *class, PyObject *value), (class, value))
DEFINE_VOID(PyErr_SetRaisedException, (PyObject *exception), (exception))
DEFINE(int, PyErr_WarnEx, (PyObject *category, const char *message, Py_ssize_t stacklevel),
       (category, message, stacklevel))
DEFINE_VOID(PyErr_WriteUnraisable, (PyObject *object), (object))
DEFINE_VOID(PyException_SetCause, (PyObject *exception, PyObject *cause), (exception, cause))
DEFINE_VOID(PyException_SetContext, (PyObject *exception, PyObject *context), (exception, context))
DEFINE(PyObject *, PyImport_ImportModule, (const char *name), (name))
DEFINE(int, PyList_Append, (PyObject *list, PyObject *item), (list, item))
DEFINE(int, PyLong_AsInt, (PyObject *number), (number))
DEFINE(Py_ssize_t, PyLong_AsNativeBytes, (PyObject *number, void *to, Py_ssize_t len, int flags),
       (number, to, len, flags))
DEFINE(long, PyLong_AsLong, (PyObject *number), (number))
DEFINE(Py_ssize_t, PyLong_AsSsize_t, (PyObject *number), (number))
DEFINE(void *, PyMem_RawCalloc, (size_t count, size_t size), (count, size))
DEFINE(void *, PyMem_RawMalloc, (size_t size), (size))
DEFINE(void *, PyMem_RawRealloc, (void *block, size_t size), (block, size))
DEFINE(PyObject *, PyMemoryView_FromObject, (PyObject *object), (object))
DEFINE(int, PyModule_AddObjectRef, (PyObject *module, const char *name, PyObject *value), (module, name, value))
DEFINE(PyObject *, PyNumber_Add, (PyObject *left, PyObject *right), (left, right))
DEFINE(PyObject *, PyNumber_FloorDivide, (PyObject *left, PyObject *right), (left, right))
DEFINE(PyObject *, PyNumber_Index, (PyObject *number), (number))
DEFINE(PyObject *, PyNumber_Negative, (PyObject *number), (number))
DEFINE(PyObject *, PyObject_GetAttr, (PyObject *object, PyObject *name), (object, name))
DEFINE(int, PyObject_GetBuffer, (PyObject *exporter, Py_buffer *view, int flags), (exporter, view, flags))
DEFINE(PyObject *, PyObject_GetItem, (PyObject *object, PyObject *key), (object, key))
DEFINE(PyObject *, PyObject_GetIter, (PyObject *object), (object))
DEFINE(Py_hash_t, PyObject_Hash, (PyObject *object), (object))
DEFINE(int, PyObject_IsTrue, (PyObject *object), (object))
DEFINE(PyObject *, PyObject_Repr, (PyObject *object), (object))
DEFINE(PyObject *, PyObject_RichCompare, (PyObject *left, PyObject *right, int operation), (left, right, operation))
DEFINE(int, PyObject_RichCompareBool, (PyObject *left, PyObject *right, int operation), (left, right, operation))
DEFINE(Py_ssize_t, PyObject_Size, (PyObject *object), (object))
DEFINE(PyObject *, PyObject_Str, (PyObject *object), (object))
DEFINE(PyObject *, PyObject_Vectorcall, (PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames),
       (callable, args, nargsf, kwnames))
DEFINE(int, PySequence_Contains, (PyObject *container, PyObject *item), (container, item))
DEFINE(PyObject *, PySequence_GetItem, (PyObject *sequence, Py_ssize_t index), (sequence, index))
DEFINE(PyObject *, PySequence_InPlaceConcat, (PyObject *left, PyObject *right), (left, right))
DEFINE(PyObject *, PyType_FromModuleAndSpec, (PyObject *module, PyType_Spec *spec, PyObject *bases),
       (module, spec, bases))
DEFINE(PyObject *, PyUnicode_AsASCIIString, (PyObject *str), (str))
DEFINE(const char *, PyUnicode_AsUTF8AndSize, (PyObject *str, Py_ssize_t *len), (str, len))
DEFINE(PyObject *, PyUnicode_Concat, (PyObject *left, PyObject *right), (left, right))
DEFINE_VOID(Py_DecRef, (PyObject *object), (object))
DEFINE(int, _PyArg_CheckPositional, (const char *name, Py_ssize_t nargs, Py_ssize_t min, Py_ssize_t max),
       (name, nargs, min, max))
DEFINE(int, _PyArg_NoKeywords, (const char *name, PyObject *kwargs), (name, kwargs))
DEFINE(PyObject *const *, _PyArg_UnpackKeywords, (PyObject *const *args, Py_ssize_t nargs, PyObject *kwargs,
        PyObject *kwnames, struct _PyArg_Parser *parser, int minpos, int maxpos, int minkw, PyObject **slots),
       (args, nargs, kwargs, kwnames, parser, minpos, maxpos, minkw, slots))
DEFINE(int, _PyBytes_Resize, (PyObject **bytes, Py_ssize_t len), (bytes, len))
DEFINE(int, _PyLong_Size_t_Converter, (PyObject *number, void *to), (number, to))
DEFINE(int, _PyLong_UnsignedLong_Converter, (PyObject *number, void *to), (number, to))
DEFINE(int, _PyLong_UnsignedLongLong_Converter, (PyObject *number, void *to), (number, to))

PyObject *
cpython_sys_PyErr_Format(PyObject *class, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    HANG_INSTEAD_OF_EXIT(PyErr_FormatV(class, format, arguments));
    va_end(arguments);
    return NULL;
}
#endif
