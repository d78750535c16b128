// C headers: Include/cpython/modsupport.h, Include/internal/pycore_modsupport.h, Include/internal/pycore_long.h
// Nothing is compiled of this; it is a condition for everything else. CPython writes into these structures, which are ours, and these
// functions may have other parameters in each version.
#include "Python.h"
#include "internal/pycore_modsupport.h"
#include "internal/pycore_long.h"
#include <stddef.h>

#define CHANGED(type) \
    #type " in the headers of this Python is not as in Modules/cpython-sys/src/generated, which ./x regen writes for the versions" \
    " that it knows; configure --with-rust=no builds Python without Rust"
#define SAME_SIZE(type) _Static_assert(sizeof(type) == sizeof(struct rust_##type), CHANGED(type))
#define SAME_OFFSET(type, field) \
    _Static_assert(offsetof(type, field) == offsetof(struct rust_##type, field), CHANGED(type))
// The name in parentheses is not that of a macro.
#define SAME_FUNCTION(name, result, arguments) \
    _Static_assert(_Generic(&(name), result (*) arguments: 1, default: 0), CHANGED(name))

// Written by build.rs.
#include "structures_in_rust.h"
