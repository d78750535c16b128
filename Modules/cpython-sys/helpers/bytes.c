// C header: Include/bytesobject.h, and memory that others may be writing to.
#include "Python.h"

// Copies what an exporter of writable memory holds. In C, so that the copy is one opaque call to Rust's compiler, which
// may then assume nothing of bytes that another thread can change under it; see SAFETY.md.
void
cpython_sys_copy_shared(void *to, const void *from, size_t len)
{
    // An empty exporter may have no address.
    if (len != 0) {
        memcpy(to, from, len);
    }
}
