// Header: sys/mman.h
#include "Python.h"

#ifdef __linux__
#  include <sys/mman.h>
#  include <unistd.h>
#endif

// Asks for huge pages behind fresh memory that is about to be filled from end to end: one page fault for 2 MiB instead of 512.
// Advice only: where the system has none to give, or does not know the word, nothing changes.
void
cpython_sys_advise_huge_pages(void *start, size_t len)
{
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t first = ((uintptr_t)start + page - 1) / page * page;
    uintptr_t last = ((uintptr_t)start + len) / page * page;
    if (first < last) {
        (void)madvise((void *)first, last - first, MADV_HUGEPAGE);
    }
#else
    (void)start;
    (void)len;
#endif
}
