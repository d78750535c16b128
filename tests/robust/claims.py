"""Calls with lengths that no memory can hold; run by test_huge.py in a child.

Prints JSON: for each call what our function did and what CPython's own did.
"""

import ctypes
import json
import sys

import need
import cases

# These look at their input before they allocate anything.
LOOK_FIRST = {'binascii.crc32', 'binascii.crc_hqx', 'binascii.b2a_qp', 'binascii.a2b_uu', 'binascii.a2b_ascii85', 'base64.a85decode'}
SIZES = (sys.maxsize, sys.maxsize - 1, sys.maxsize // 2, sys.maxsize // 2 + 1, sys.maxsize // 2 - 1,
         sys.maxsize // 4 * 3, sys.maxsize // 4 * 3 - 4, sys.maxsize // 4 * 3 + 4, sys.maxsize // 5 * 4, sys.maxsize // 5 * 4 + 5,
         sys.maxsize // 8 * 5, sys.maxsize // 8 * 5 + 5, sys.maxsize // 8 * 5 - 5, sys.maxsize // 3)
NUMBERS = {
    'wrapcol': (1, 2, 4, 5, 8, 76, sys.maxsize, 2**64 - 1),
    'bytes_per_sep': (1, -1, 2, 3, -3, sys.maxsize, -sys.maxsize - 1),
}


def settings(subject):
    yield from (values for values in subject.settings() if not any(type(value) is cases.Made for value in values.values()))
    for option in subject.options:
        for number in NUMBERS.get(option, ()):
            with_separator = {'sep': b':'} if option == 'bytes_per_sep' else {}
            yield {option: number, **with_separator}
            for other in subject.options:
                if other in ('padded', 'adobe', 'pad', 'newline'):
                    yield {option: number, other: other != 'padded'}


def outcome(side, name, args, kwargs):
    try:
        side.function(name)(*args, **kwargs)
    except Exception as error:
        text = f'{type(error).__module__}.{type(error).__name__}: {error}'
        # For the last few sizes, which of the two it is depends on what is allocated first.
        return 'builtins.MemoryError: ' if text == 'builtins.OverflowError: byte string is too large' else text
    return 'no error'


def main():
    # A ctypes array is believed about its length.  The memory behind it must not be touched before the result is
    # allocated, which fails.
    memory = ctypes.create_string_buffer(64)
    ours, stock = need.both()
    results = []

    def compare(label, name, *args, **kwargs):
        results.append((f'{name}, {label}', *(outcome(side, name, args, kwargs) for side in (ours, stock))))

    for size in SIZES:
        data = (ctypes.c_ubyte * size).from_address(ctypes.addressof(memory))
        for subject in cases.SUBJECTS:
            if subject.function.name in LOOK_FIRST:
                continue
            for values in settings(subject):
                case = subject.call(data, values)
                compare(f'{size} bytes, {values}', case.function, *case.args, **case.kwargs)
            for option in {'altchars', 'alphabet', 'sep', 'map01'}.intersection(subject.options):
                case = subject.call(b'QUJD', {option: data})
                compare(f'{option} of {size} bytes', case.function, *case.args, **case.kwargs)
    json.dump(results, sys.stdout)


if __name__ == '__main__':
    main()
