// C header: Include/ceval.h
#include "Python.h"
#include "let_go.h"

// PyEval_RestoreThread. It returns or hangs, in every version.
void
cpython_sys_restore_thread(PyThreadState *state)
{
    HANG_INSTEAD_OF_EXIT(PyEval_RestoreThread(state));
}
