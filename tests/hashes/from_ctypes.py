"""Functions that make what ctypes exports as buffers, with formats of its own. None in builds without libffi, as cross builds are."""

try:
    import ctypes
except ImportError:
    ctypes = None


def of_bytes(data) -> list:
    return [lambda: (ctypes.c_char * len(data)).from_buffer_copy(data)] if ctypes else []


def not_of_bytes() -> list:
    return [lambda: ((ctypes.c_char * 2) * 3)(), lambda: ctypes.c_int(7)] if ctypes else []
