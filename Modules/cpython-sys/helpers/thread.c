// C header: Include/ceval.h
#include "Python.h"

#if PY_VERSION_HEX < 0x030E0000 && defined(_POSIX_THREADS)
#  include <pthread.h>
#  include <unistd.h>

static void
hang(void *unused)
{
    (void)unused;
    for (;;) {
        pause();
    }
}

// PyEval_RestoreThread. Until 3.13 a daemon thread that comes back while the interpreter ends is unwound by pthread_exit, which
// must not happen to Rust's frames. It hangs here instead, as it does from 3.14 on.
void
cpython_sys_restore_thread(PyThreadState *state)
{
    pthread_cleanup_push(hang, NULL);
    PyEval_RestoreThread(state);
    pthread_cleanup_pop(0);
}
#else
void
cpython_sys_restore_thread(PyThreadState *state)
{
    PyEval_RestoreThread(state);
}
#endif
