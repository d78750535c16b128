"""Values for each parameter: a few that matter most, and many that are odd."""

import functools
import sys

import sides
from values import NOT_SPECIFIED, NUMBERS, ORDINARY, TRUTHS, Made

ALL_BYTES = bytes(range(256))
WRAPCOLS = (0, 1, 2, 3, 4, 5, 7, 8, 75, 76, 77, 10**6)


def _altchars():
    yield from (None, b'-_', b'_-', b'+/', b'/+', b'-/', b'+-', b'/-', b'+,', b'*$', b'==', b'=_', b'-=',
                b'AB', b'QQ', b'--', b'++', b'\xff\xfe', b'\x00\n', b'', b'-', b'-_*', ALL_BYTES[:64],
                '-_', '+/', 'QA', '-', '-_*', '', '\xe9_', '\u0141\u0142', '\U0001f40d', '\udc80_',
                (45, 95), '=', 0, 2, -2, 1.5, True, ('-', '_'))
    for kind in ORDINARY:
        yield Made(kind, b'-_')
    for kind in ('array H', 'memoryview H', 'memoryview, every second byte', 'memoryview, two rows',
                 'exporter, every second byte', 'bytearray', 'list', 'right add'):
        yield Made(kind, b'-_-_')
        yield Made(kind, b'-_*')


def _map01():
    yield from (None, b'L', b'I', b'l', b'0', b'1', b'=', b'\n', b'8', b'\xff', b'', b'LI', 'L', 'I', '', 'LI', '\xe9', 0, True, (76,), 1.5,
                NOT_SPECIFIED)
    for kind in ORDINARY:
        yield Made(kind, b'L')
    for kind in ('array H', 'memoryview, every second byte', 'memoryview, two rows', 'bytearray', 'list'):
        yield Made(kind, b'LI')


def _ignorechars():
    yield from (b'', b'\n', b' \t\r\n\x0b\x0c', b'=', b'-_', b'+/', b'z', b'abcdef', b'Qg', b'\n=', b'+', b'/', b'\x80', b'\x00',
                b':', b'01', b'a', b'~', b'<~>', b'y', b'!u', ALL_BYTES, b'\n' * 300, '', '\n', 'ab', None, 0, 1, (10,), [10, 61],
                NOT_SPECIFIED)
    for kind in ORDINARY:
        yield Made(kind, b'\n=')


def _alphabets(size):
    """Of one length, proper and not; the lengths of other functions' alphabets are wrong ones."""
    letters = {64: b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
               32: b'ABCDEFGHIJKLMNOPQRSTUVWXYZ2345', 85: bytes(range(33, 116))}[size]
    proper = letters + b'*$'
    yield from (proper, proper[::-1], letters + b'-_', letters + b'+=', b'=' + letters + b'.', letters + b'AA', letters + b'\n\x80',
                b'Q' * size, bytes(range(size)), ALL_BYTES[-size:], bytes(range(60, 60 + size)), letters + b'ab')
    for name in dir(sides.stock().binascii):
        if name.endswith('_ALPHABET'):
            yield getattr(sides.stock().binascii, name)
    yield from (b'', proper[:-1], proper + b'+', b'A', proper * 2, None, proper.decode(), 0, tuple(proper), '', NOT_SPECIFIED)
    for kind in ORDINARY:
        yield Made(kind, proper)
    for kind in ('bytes', 'bytearray', 'memoryview, every second byte', 'exporter', 'array H', 'bytes subclass'):
        yield Made(kind, proper * 2)
        yield Made(kind, proper[:-2])


def _truths():
    yield from (True, False, None, 0, 1, '', 'x', (), (0,), b'', 0.0, 2**70, NOT_SPECIFIED)
    for kind in TRUTHS | {'length raises': None, 'object': None, 'int subclass': None}:
        yield Made(kind, b'')


def _numbers(*typical):
    yield from (*typical, True, False, 6, 9, 64, 1000, sys.maxsize, sys.maxsize - 1, sys.maxsize + 1,
                2**64 - 1, 2**64 - 4, 2**64, 2**70, 2**31, 2**31 - 1, 2**32, 2**32 - 1, -1, -2, -76, -2**31, -2**31 - 1, -2**32,
                -sys.maxsize, -sys.maxsize - 1, -2**64, -2**70, 8.0, 0.0, 'x', b'8', None, (), 8j, NOT_SPECIFIED)
    for kind in NUMBERS | {'object': None, 'truth True': None}:
        yield Made(kind, b'')


def _separators():
    yield from (b':', b'\n', b'-', ':', '-', '', b'', b'::', '::', b'\x00', '\x00', b'\xff', '\x7f', '\x80', '\xe9', '\xff', '\u0141',
                '\U0001f40d', '\udc80', None, 0, 58, 1.5, (58,), ['a'], NOT_SPECIFIED)
    for kind in ORDINARY:
        yield Made(kind, b':')
        yield Made(kind, b'::')


_MANY = {
    'altchars': _altchars,
    'map01': _map01,
    'ignorechars': _ignorechars,
    'sep': _separators,
    'wrapcol': lambda: _numbers(*WRAPCOLS),
    'bytes_per_sep': lambda: _numbers(1, 0, 2, 3, 4, 5, 7, 8, 16, 31, 32, 33, -3, -4, -5, -8, -16, -31, -32, -33, -300),
    'crc': lambda: _numbers(0, 1, 0xffff, 0x10000, 0xffffffff, 0x12345678, 0xabcd),
}
_FEW = {
    'altchars': (None, b'-_', '-_', b'-/', b'=_', b'QU', Made('bytearray', b'+_'), b'-'),
    'map01': (None, b'L', 'I', b'=', b'LI'),
    'ignorechars': (b'', b'\n', b'=', b' \t\n\r\v', ALL_BYTES, Made('bytearray', b'\n+')),
    'sep': (b':', '-', '\n', b'\xff', '::'),
    'wrapcol': (0, 1, 4, 7, 76, 64),
    'bytes_per_sep': (1, 2, -2, 3, -3, 8, -8, 32, 0, -1),
    'crc': (0, 1, 0xffff, 0xffffffff, -1),
}


def _size_of_alphabet(function):
    return {'base64': 64, 'base32': 32, 'base85': 85}[function.format]


@functools.cache
def many(function, name):
    """All values for the parameter `name` of a function; the first are the most ordinary."""
    if name == 'alphabet':
        return tuple(_alphabets(_size_of_alphabet(function)))
    return tuple(_MANY.get(name, _truths)())


@functools.cache
def few(function, name):
    if name == 'alphabet':
        proper = many(function, name)
        return proper[0], proper[3], proper[5], proper[7], Made('bytearray', proper[0])
    return _FEW.get(name, (True, False))
