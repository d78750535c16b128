// C header: Include/cpython/modsupport.h
// Nothing is compiled of this; it is a condition for everything else. CPython writes into these structures, which are ours.
#include "Python.h"
#include <stddef.h>

#define CHANGED(type) \
    #type " in the headers of this Python is not as in Modules/cpython-sys/src/generated, which ./x regen writes for the versions" \
    " that it knows; configure --with-rust=no builds Python without Rust"
#define SAME_SIZE(type) _Static_assert(sizeof(type) == sizeof(struct rust_##type), CHANGED(type))
#define SAME_OFFSET(type, field) \
    _Static_assert(offsetof(type, field) == offsetof(struct rust_##type, field), CHANGED(type))

// Written by build.rs.
#include "structures_in_rust.h"
