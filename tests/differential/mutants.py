"""Wrong copies of base64 and binascii, on which the harness is tried."""

import collections
import inspect
import sys
import types

import sides

Mutant = collections.namedtuple('Mutant', 'function field change', defaults=(None, None, None))
Mutant.__doc__ = """One wrong copy.

function, field: where the difference shows; the field may be a pattern.
change: for base64, what is appended to its source, or (old, new) to replace in it.  For binascii, source that defines other
    functions or constants, with those of CPython in `stock`; what is called like one takes its place.
"""


def _base64(name, field, change):
    return Mutant(f'base64.{name}', field, change)


def _binascii(name, field, change):
    return Mutant(f'binascii.{name}', field, change)


def _wrapping(name, body):
    """A function that does `body` with the arguments and the original."""
    return f'def {name}(*args, **kwargs):\n    original = stock.{name}\n{body}'


def _sometimes(name, condition, instead):
    return _wrapping(name, f'    if {condition}:\n        {instead}\n    return original(*args, **kwargs)\n')


def _with_result(name, expression):
    return _wrapping(name, f'    result = original(*args, **kwargs)\n    return {expression}\n')


MUTANTS = {
    'text of an error': _base64('encodebytes', 'error', ('expected bytes-like', 'need bytes-like')),
    'context of an error': _base64('b64decode', 'error', ('from None', 'from KeyError()')),
    'cause of an error': _base64('encodebytes', 'error', ('from err', '')),
    'one byte': _base64('standard_b64encode', 'result', '''
def standard_b64encode(s):
    result = b64encode(s)
    return result.replace(b'Z', b'z') if len(result) == 44 else result
'''),
    'type of the result': _base64('encodebytes', 'result', '''
def encodebytes(s, original=encodebytes):
    return bytearray(original(s))
'''),
    'another class of the same name': _base64('decodebytes', 'error', '''
class Error(ValueError):
    __module__ = 'binascii'
def decodebytes(s, original=decodebytes):
    try:
        return original(s)
    except binascii.Error as error:
        raise Error(*error.args) from None
'''),
    'a buffer never released': _base64('encodebytes', 'trace', '''
kept = []
def encodebytes(s, original=encodebytes):
    result = original(s)
    kept.append(memoryview(s))
    return result
'''),
    'an argument changed': _base64('urlsafe_b64encode', 'result', '''
def urlsafe_b64encode(s, original=urlsafe_b64encode, **kwargs):
    result = original(s, **kwargs)
    if type(s) is bytearray and len(s) == 6:
        s.clear()
        result += b'='
    return result
'''),
    'an error that is not raised': _base64('standard_b64decode', 'result', '''
def standard_b64decode(s, original=standard_b64decode):
    try:
        return original(s)
    except ValueError:
        return b''
'''),
    'an exception swallowed': _base64('encodebytes', 'trace', '''
def encodebytes(s, original=encodebytes):
    def fail(): raise ValueError
    class Noisy:
        def __del__(self): fail()
    if type(s).__name__ == 'mmap':
        Noisy()
    return original(s)
'''),
    'blanks in Ascii85': _base64('a85decode', 'result|error', (r"ignorechars=b' \t\n\r\v'", r"ignorechars=b' \t\n\r'")),
    'wrapping Ascii85': _base64('a85encode', 'result', '''
def a85encode(b, *, wrapcol=0, original=a85encode, **kwargs):
    return original(b, wrapcol=wrapcol - 1 if wrapcol == 76 else wrapcol, **kwargs)
'''),
    'the digit one': _base64('b32decode', 'result', '''
def b32decode(s, casefold=False, map01=None, original=b32decode, **kwargs):
    return original(s, casefold, b'I' if map01 == b'L' else map01, **kwargs)
'''),
    'case folded': _base64('b32hexdecode', 'error', '''
def b32hexdecode(s, casefold=False, original=b32hexdecode, **kwargs):
    return original(s, casefold and len(s) < 16, **kwargs)
'''),
    'an error after 32 bytes': _base64('b16decode', 'result', '''
def b16decode(s, casefold=False, original=b16decode, **kwargs):
    if isinstance(s, bytes) and len(s) > 64 and not s[64:72].isalnum():
        s = s[:64] + b'A' * len(s[64:72]) + s[72:]
    return original(s, casefold, **kwargs)
'''),
    'the padding of base85': _base64('b85encode', 'result', '''
def b85encode(b, pad=False, original=b85encode, **kwargs):
    return original(b, pad and len(b) % 4 != 3, **kwargs)
'''),
    'the overflow of z85': _base64('z85decode', 'error', '''
def z85decode(s, original=z85decode, **kwargs):
    try:
        return original(s, **kwargs)
    except ValueError as error:
        raise type(error)(error.args[0].replace('verflow', 'ver flow')) from None
'''),
    'lines read of files': _base64('decode', 'trace', ('input.readline()', 'input.readline() + input.readline()')),
    'chunks read of files': _base64('encode', 'trace', ('input.read(MAXBINSIZE)', 'input.read(MAXLINESIZE)')),

    'crc32, start': _binascii('crc32', 'result', _sometimes('crc32', 'args[1:] == (0xffff,)', 'args = args[:1]')),
    'crc32, length': _binascii('crc32', 'result', _with_result('crc32', 'result ^ (len(args[0]) == 257)')),
    'crc_hqx, bits': _binascii('crc_hqx', 'result', _with_result('crc_hqx', 'result if args[1] < 65536 else result ^ 1')),
    'hexlify, separator': _binascii('hexlify', 'result', _sometimes('hexlify', 'kwargs.get("bytes_per_sep") == -8', 'kwargs["bytes_per_sep"] = 8')),
    'b2a_hex, type': _binascii('b2a_hex', 'result', _with_result('b2a_hex', 'bytearray(result)')),
    'unhexlify, a digit': _binascii('unhexlify', 'result', _sometimes('unhexlify', 'args and args[0] in (b"0G", b"0g", b"g0")', 'return b"\\0"')),
    'a2b_hex, order of errors': _binascii('a2b_hex', 'error', _sometimes('a2b_hex', 'args and args[0] == b"g"', 'raise stock.Error("Non-hexadecimal digit")')),
    'a2b_uu, blanks': _binascii('a2b_uu', 'result', _sometimes('a2b_uu', 'args and isinstance(args[0], bytes)', 'args = (args[0].rstrip(b"\\x1f"),)')),
    'b2a_uu, backtick': _binascii('b2a_uu', 'result', _wrapping('b2a_uu', '    return original(*args)\n')),
    'b2a_uu, limit': _binascii('b2a_uu', 'result', _sometimes('b2a_uu', 'args and isinstance(args[0], bytes) and len(args[0]) == 46', 'return original(args[0][:45])')),
    'a2b_qp, soft break': _binascii('a2b_qp', 'result', _sometimes('a2b_qp', 'args and args[0] == b"=\\r"', 'return b"="')),
    'a2b_qp, header': _binascii('a2b_qp', 'result', _sometimes('a2b_qp', 'kwargs.get("header") == 1', 'kwargs["header"] = False')),
    'b2a_qp, end of line': _binascii('b2a_qp', 'result', _with_result('b2a_qp', 'result.replace(b"=09\\r\\n", b"\\t\\r\\n")')),
    'b2a_qp, dot': _binascii('b2a_qp', 'result', _with_result('b2a_qp', 'result.replace(b"\\n=2E\\n", b"\\n.\\n")')),
    'b2a_qp, long line': _binascii('b2a_qp', 'result', _with_result('b2a_qp', 'result if len(result) < 80 else result.replace(b"=\\n", b"\\n", 1)')),
    'b2a_base64, newline': _binascii('b2a_base64', 'result', _with_result('b2a_base64', 'result if result != b"\\n" else b""')),
    'a2b_base64, strict': _binascii('a2b_base64', 'result|error', _wrapping(
        'a2b_base64', '    kwargs.pop("strict_mode", None)\n    return original(*args, **kwargs)\n')),
    'a2b_base64, order of arguments': _binascii('a2b_base64', 'trace', _wrapping(
        'a2b_base64', '    memoryview(args[0]) if args and type(args[0]).__name__ == "Exporter" else 0\n    bool(kwargs.get("strict_mode"))\n'
        '    return original(*args, **kwargs)\n')),
    'wording of a wrong call': _binascii('b2a_uu', 'error', _wrapping(
        'b2a_uu', '    try:\n        return original(*args, **kwargs)\n'
        '    except TypeError as error:\n        raise TypeError(error.args[0].replace("takes", "took"))\n')),
}

if sys.version_info >= (3, 15):
    MUTANTS |= {
        'category of a warning': _base64('b64decode', 'warnings', ('FutureWarning', 'DeprecationWarning')),
        'line of a warning': _base64('b64decode', 'warnings', ('stacklevel=2', 'stacklevel=3')),
        'text of a warning': _base64('urlsafe_b64decode', 'warnings', ('in URL-safe', 'in url-safe')),
        'truth tested twice': _base64('b64decode', 'trace', ('        if validate:', '        if validate and validate:')),
        'a parameter ignored': _base64('b64decode', 'trace', ('canonical=canonical', 'canonical=bool(canonical) and False')),
        'order of side effects': _base64('b64encode', 'trace', '''
import operator
def b64encode(s, altchars=None, *, padded=True, wrapcol=0, original=b64encode):
    if type(wrapcol).__name__ == 'Index':
        operator.index(wrapcol)
    return original(s, altchars, padded=padded, wrapcol=wrapcol)
'''),
        'a2b_base32, alphabet': _binascii('a2b_base32', 'result', _wrapping(
            'a2b_base32', '    if kwargs.get("alphabet") == stock.BASE32HEX_ALPHABET: del kwargs["alphabet"]\n    return original(*args, **kwargs)\n')),
        'b2a_base32, wrapping': _binascii('b2a_base32', 'result', _sometimes('b2a_base32', 'kwargs.get("wrapcol") == 7', 'kwargs["wrapcol"] = 16')),
        'a2b_ascii85, canonical': _binascii('a2b_ascii85', 'result', _wrapping(
            'a2b_ascii85', '    kwargs.pop("canonical", None)\n    return original(*args, **kwargs)\n')),
        'b2a_ascii85, end': _binascii('b2a_ascii85', 'result', _with_result('b2a_ascii85', 'result.replace(b"\\n~>", b"~\\n>")')),
        'a2b_base85, last group': _binascii('a2b_base85', 'result', _sometimes('a2b_base85', 'args and args[0] == b"~"', 'return b""')),
        'b2a_base85, alphabet': _binascii('b2a_base85', 'result', _sometimes(
            'b2a_base85', 'type(kwargs.get("alphabet")) is bytearray', 'raise TypeError("not bytes")')),
    }

INTERFACE_MUTANTS = {name: Mutant(f'{module}.', None, change) for module, name, change in (
    ('base64', 'signature', '\ndef decodebytes(s=b""): "Decode."\n'),
    ('base64', '__module__', '\ndecodebytes.__module__ = "_base64"\n'),
    ('base64', '__name__', '\ndecodebytes.__name__ = "decode"\n'),
    ('base64', 'docstring', '\ndecodebytes.__doc__ = " "\n'),
    ('base64', 'names', '\nleft_behind = 1\n'),
    ('base64', '__all__', '\n__all__ = __all__[:-1]\n'),
    ('base64', 'a number', '\nMAXLINESIZE = 77\n'),
    ('binascii', 'another type of function', 'def crc32(data, crc=0, /): "Compute."\n'),
    ('binascii', 'a function too many', 'left_behind = len\n'),
    ('binascii', 'a function of another module', 'from _struct import pack as crc32\n'),
    ('binascii', 'another function of that name', 'b2a_hex = stock.crc32\n'),
    ('binascii', 'base of an exception', 'class Error(Exception): pass\n'),
    ('binascii', 'module of an exception', 'class Error(ValueError): pass\nError.__module__ = "_binascii"\n'),
    ('binascii', 'class of an exception', 'Incomplete = stock.Error\n'),
    ('binascii', 'docstring of the module', '__doc__ = ""\n'),
)}


def _mutant_of_base64(stock, change):
    source = inspect.getsource(stock.base64)
    if isinstance(change, tuple):
        old, new = change
        if old not in source:
            raise AssertionError(f'base64.py has no {old!r}: choose another mutation')
        source = source.replace(old, new)
    else:
        source += change
    module = types.ModuleType('base64')
    with sides.replaced(_base64=None, binascii=stock.binascii):
        exec(compile(source, stock.base64.__file__, 'exec'), module.__dict__)
    module.__file__ = stock.base64.__file__
    return module


def _mutant_of_binascii(stock, change):
    module = types.ModuleType('binascii')
    module.__dict__.update(stock.binascii.__dict__)
    defined = {'stock': stock.binascii, '__name__': 'binascii'}
    exec(change, defined)
    module.__dict__.update((name, value) for name, value in defined.items() if name not in ('stock', '__builtins__'))
    return module


def mutant(stock, change):
    """A side of which one module is wrong."""
    if change.function.startswith('base64.'):
        return sides.Side(_mutant_of_base64(stock, change.change), stock.binascii)
    return sides.Side(stock.base64, _mutant_of_binascii(stock, change.change))
