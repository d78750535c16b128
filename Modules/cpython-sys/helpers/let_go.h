// What keeps a thread that Rust called C in from being ended there; see SAFETY.md, "Attached and detached".
#ifndef CPYTHON_SYS_LET_GO_H
#define CPYTHON_SYS_LET_GO_H

#if defined(PY_ENDS_THREADS) && defined(_POSIX_THREADS)
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

// Until 3.13 a daemon thread that comes back while the interpreter ends is unwound by pthread_exit. Here it hangs before that
// reaches the caller's frame, as it does from 3.14 on.
#  define HANG_INSTEAD_OF_EXIT(statement) \
    do { \
        pthread_cleanup_push(hang, NULL); \
        statement; \
        pthread_cleanup_pop(0); \
    } while (0)
#else
#  define HANG_INSTEAD_OF_EXIT(statement) do { statement; } while (0)
#endif

#endif
