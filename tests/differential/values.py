"""Argument objects for the differential test.

An argument of a case is either a plain immutable value, which both sides share,
or a Made(kind, data), from which each side gets an object of its own.  A hostile
object notes in its Context what was asked of it, so that not only results but also
the order of side effects can be compared.
"""

import array
import collections
import io
import mmap
import pickle

try:
    import ctypes
except ImportError:
    ctypes = None
try:
    from _testbuffer import ndarray, ND_FORTRAN, ND_PIL, ND_WRITABLE
except ImportError:
    ndarray = None


class Made(collections.namedtuple('Made', 'kind data')):
    """A recipe for an argument: KINDS[kind] makes the object from data."""
    __slots__ = ()


class _NotSpecified:
    """Stands for the `_NOT_SPECIFIED` of whichever base64 is called, in the versions that have it."""

    def __repr__(self):
        return 'NOT_SPECIFIED'


NOT_SPECIFIED = _NotSpecified()


class Stop(BaseException):
    """What hostile objects raise where an Exception would be too tame."""


Trace = collections.namedtuple('Trace', 'events bytearrays exports')


class Context:
    """What happened to the objects made for one call."""

    def __init__(self):
        self.events = []
        self.bytearrays = []
        self.exporters = []
        self.registry = None

    def event(self, name):
        # Whether a bytearray can be resized at this moment shows whether the callee
        # holds its buffer: code outside can see that.
        self.events.append((name, *map(self.state, self.bytearrays)))

    @staticmethod
    def state(data):
        try:
            data.append(0)
        except BufferError:
            return 'held'
        data.pop()
        return 'free'

    def new_bytearray(self, data):
        result = bytearray(data)
        self.bytearrays.append(result)
        return result

    def summary(self):
        # The fallback asks some arguments for their buffer several times in a row.  How often may
        # differ; when it happens, and that buffers are given back, may not.
        events = []
        for event in self.events:
            if event[0] == 'buffer' and events and events[-1][0] == 'buffer':
                events.pop()
            events.append(event)
        return Trace(tuple(events),
                     tuple(map(self.state, self.bytearrays)),
                     tuple(exporter.exports for exporter in self.exporters))


def _answer(answer):
    if isinstance(answer, type) and issubclass(answer, BaseException):
        raise answer('from a hostile object')
    return answer


class Hostile:
    def __init__(self, context, answer=None):
        self.context = context
        self.answer = answer

    def __repr__(self):
        self.context.event('repr')
        return f'<{type(self).__name__}>'


class Truth(Hostile):
    def __bool__(self):
        self.context.event('bool')
        return _answer(self.answer)


class TruthByLength(Hostile):
    def __len__(self):
        self.context.event('len')
        return _answer(self.answer)


class ClearingTruth(Hostile):
    """Empties every bytearray among the arguments while the call is under way."""

    def __bool__(self):
        self.context.event('bool')
        for data in self.context.bytearrays:
            try:
                data.clear()
            except BufferError:
                pass
        return True


class OverwritingTruth(Hostile):
    """Changes every bytearray among the arguments in place, which a buffer allows."""

    def __bool__(self):
        self.context.event('bool')
        for data in self.context.bytearrays:
            data[:] = b'Z' * len(data)
        return True


class Index(Hostile):
    def __index__(self):
        self.context.event('index')
        return _answer(self.answer)

    def __int__(self):
        self.context.event('int')
        return 12


class OnlyInt(Hostile):
    def __int__(self):
        self.context.event('int')
        return 12


class IntSubclass(int):
    def __index__(self):
        return 1000


class Length(Hostile):
    def __len__(self):
        self.context.event('len')
        return _answer(self.answer)


class RightAdd(Hostile):
    def __len__(self):
        self.context.event('len')
        return 2

    def __radd__(self, left):
        self.context.event('radd')
        if self.answer is None:
            return NotImplemented
        answer = _answer(self.answer)
        return left + answer if isinstance(answer, bytes) else answer


class Exporter(Hostile):
    """An object that implements the buffer protocol in Python."""

    def __init__(self, context, answer, length=None):
        super().__init__(context, answer)
        self.exports = 0
        self.length = length
        context.exporters.append(self)

    def __buffer__(self, flags):
        self.context.event('buffer')
        answer = _answer(self.answer)
        if callable(answer):
            answer = answer()
        self.exports += 1
        return answer

    def __release_buffer__(self, view):
        self.exports -= 1


class SizedExporter(Exporter):
    def __len__(self):
        self.context.event('len')
        return self.length


class FailingRelease(Exporter):
    def __release_buffer__(self, view):
        self.exports -= 1
        raise ValueError('release failed')


class WithBytes(Hostile):
    def __bytes__(self):
        self.context.event('bytes')
        return self.answer


class BytesSubclass(bytes):
    pass


class BytearraySubclass(bytearray):
    pass


class StrSubclass(str):
    pass


class Input(Hostile):
    """A file whose reads have given results."""

    def read(self, size=None):
        self.context.event(f'read {size}')
        return next(self.answer, b'')

    def readline(self):
        self.context.event('readline')
        return next(self.answer, b'')


class Output(Hostile):
    def write(self, data):
        self.context.event(f'write {type(data).__name__} {data!r}')
        return _answer(next(self.answer, None))


class Renamed(Hostile):
    """Has another name for its class than its type has."""

    @property
    def __class__(self):
        return _answer(self.answer)


class LyingBytes(bytes):
    """Overrides what the fallback happens to call on a bytes object."""

    def __contains__(self, item):
        return True

    def __len__(self):
        return 2

    def translate(self, table):
        return b'bGllcw=='


class LyingStr(str):
    def encode(self, *args):
        return b'bGllcw=='

    def __len__(self):
        return 2


def _bytearray_with_offset(data):
    result = bytearray(b'12345') + data
    del result[:5]
    return result


def _released(data):
    view = memoryview(data)
    view.release()
    return view


def _mmap(data):
    data = data or b'A'
    result = mmap.mmap(-1, len(data))
    result[:] = data
    return result


def _closed_mmap(data):
    result = _mmap(data)
    result.close()
    return result


def _array(typecode):
    size = array.array(typecode).itemsize
    return lambda data, context: array.array(typecode, data[:len(data) // size * size])


def _cast(format, size):
    return lambda data, context: memoryview(data[:len(data) // size * size]).cast(format)


def _two_rows(data, context):
    half = len(data) // 2
    return memoryview(data[:2 * half]).cast('B', (2, half)) if half else memoryview(b'AB').cast('B', (1, 2))


def _column(data, context):
    return memoryview(data).cast('B', (len(data), 1)) if data else memoryview(b'AB').cast('B', (2, 1))


def _picklebuffer_released(data, context):
    result = pickle.PickleBuffer(data)
    result.release()
    return result


def _raising(exception):
    return lambda data, context: Exporter(context, exception)


# Objects that hold bytes, from ordinary ones to those that fail.
BUFFERS = {
    'bytes': lambda data, context: data,
    'bytes subclass': lambda data, context: BytesSubclass(data),
    'bytearray': lambda data, context: context.new_bytearray(data),
    'bytearray subclass': lambda data, context: BytearraySubclass(data),
    'bytearray with an offset': lambda data, context: _bytearray_with_offset(data),
    'memoryview': lambda data, context: memoryview(data),
    'memoryview of bytearray': lambda data, context: memoryview(bytearray(data)),
    'memoryview of a slice': lambda data, context: memoryview(b'xyz' + data + b'uvw')[3:-3],
    'read-only memoryview': lambda data, context: memoryview(bytearray(data)).toreadonly(),
    'memoryview, every second byte': lambda data, context: memoryview(data)[::2],
    'memoryview, backwards': lambda data, context: memoryview(data)[::-1],
    'memoryview, two rows': _two_rows,
    'memoryview, one column': _column,
    'memoryview, no dimension': lambda data, context: memoryview(data[:1] or b'A').cast('B', ()),
    'memoryview, released': lambda data, context: _released(data),
    'memoryview c': _cast('c', 1),
    'memoryview b': _cast('b', 1),
    'memoryview @B': _cast('@B', 1),
    'memoryview ?': _cast('?', 1),
    'memoryview H': _cast('H', 2),
    'memoryview d': _cast('d', 8),
    'mmap': lambda data, context: _mmap(data),
    'closed mmap': lambda data, context: _closed_mmap(data),
    'BytesIO buffer': lambda data, context: io.BytesIO(data).getbuffer(),
    'PickleBuffer': lambda data, context: pickle.PickleBuffer(data),
    'released PickleBuffer': _picklebuffer_released,
    'exporter': lambda data, context: Exporter(context, lambda: memoryview(data)),
    'exporter of bytearray': lambda data, context: Exporter(context, lambda: memoryview(bytearray(data))),
    'exporter, two rows': lambda data, context: Exporter(context, lambda: _two_rows(data, context)),
    'exporter, every second byte': lambda data, context: Exporter(context, lambda: memoryview(data)[::2]),
    'exporter, released': lambda data, context: Exporter(context, lambda: _released(data)),
    'exporter raises TypeError': _raising(TypeError),
    'exporter raises ValueError': _raising(ValueError),
    'exporter raises BufferError': _raising(BufferError),
    'exporter raises MemoryError': _raising(MemoryError),
    'exporter raises Stop': _raising(Stop),
    'exporter returns int': lambda data, context: Exporter(context, 12),
    'exporter returns bytes': lambda data, context: Exporter(context, data),
    'exporter with a length of 2': lambda data, context: SizedExporter(context, lambda: memoryview(data), 2),
    'exporter with a length of 3': lambda data, context: SizedExporter(context, lambda: memoryview(data), 3),
    'exporter that fails to release': lambda data, context: FailingRelease(context, lambda: memoryview(data)),
}


BUFFERS |= {f'array {typecode}': _array(typecode)
            for typecode in array.typecodes if typecode not in ('u', 'w')}
BUFFERS['array w'] = lambda data, context: array.array('w', data.decode('latin-1'))

if ctypes is not None:
    BUFFERS |= {
        'ctypes c_char array': lambda data, context: (ctypes.c_char * len(data))(*data),
        'ctypes c_ubyte array': lambda data, context: (ctypes.c_ubyte * len(data))(*data),
        'ctypes c_byte array': lambda data, context: (ctypes.c_byte * len(data)).from_buffer_copy(data),
        'ctypes c_uint16 array': lambda data, context: (ctypes.c_uint16 * len(data))(*data),
        'ctypes 2-D array': lambda data, context: ((ctypes.c_ubyte * 2) * (len(data) // 2)).from_buffer_copy(
            data[:len(data) // 2 * 2]),
        'ctypes number': lambda data, context: ctypes.c_uint32(len(data)),
    }

if ndarray is not None:
    BUFFERS |= {
        'ndarray': lambda data, context: ndarray(list(data or b'A'), shape=[len(data) or 1]),
        'writable ndarray': lambda data, context: ndarray(
            list(data or b'A'), shape=[len(data) or 1], flags=ND_WRITABLE),
        'ndarray, suboffsets': lambda data, context: ndarray(
            list(data or b'A'), shape=[len(data) or 1], flags=ND_PIL),
        'ndarray, Fortran order': lambda data, context: ndarray(
            list((data + b'QUJDRA')[:6]), shape=[2, 3], flags=ND_FORTRAN),
        'ndarray, structs': lambda data, context: ndarray(
            [(byte, 7) for byte in data or b'A'], shape=[len(data) or 1], format='=BH'),
    }

TEXTS = {
    'str': lambda data, context: data.decode('latin-1'),
    'str subclass': lambda data, context: StrSubclass(data.decode('latin-1')),
    'str with a two-byte character': lambda data, context: data.decode('latin-1') + '\u0141',
    'str with a four-byte character': lambda data, context: '\U0001f40d' + data.decode('latin-1'),
    'str with a surrogate': lambda data, context: data.decode('latin-1') + '\udc80',
    'str built up': lambda data, context: ''.join(map(chr, data)),
}

# What is no bytes at all, and what only has some of their methods.
OTHERS = {
    'int': lambda data, context: len(data),
    'None': lambda data, context: None,
    'float': lambda data, context: 1.5,
    'list': lambda data, context: list(data),
    'tuple': lambda data, context: tuple(data),
    'dict': lambda data, context: dict.fromkeys(data),
    'set': lambda data, context: set(data),
    'range': lambda data, context: range(len(data)),
    'type': lambda data, context: bytes,
    'object': lambda data, context: object(),
    'module': lambda data, context: io,
    'length 2': lambda data, context: Length(context, 2),
    'length 3': lambda data, context: Length(context, 3),
    'length -1': lambda data, context: Length(context, -1),
    'length 2**70': lambda data, context: Length(context, 2**70),
    'length "2"': lambda data, context: Length(context, '2'),
    'length raises': lambda data, context: Length(context, ZeroDivisionError),
    'right add': lambda data, context: RightAdd(context, data),
    'right add not implemented': lambda data, context: RightAdd(context),
    'right add raises': lambda data, context: RightAdd(context, ZeroDivisionError),
    'right add gives int': lambda data, context: RightAdd(context, 12),
    '__bytes__': lambda data, context: WithBytes(context, data),
    'renamed': lambda data, context: Renamed(context, IntSubclass),
}

# What can tell Python code from C by other means than a call: see --perverse.
PERVERSE = {
    'renamed, raises': lambda data, context: Renamed(context, ZeroDivisionError),
    'says it is bytes': lambda data, context: Renamed(context, bytes),
    'says it is str': lambda data, context: Renamed(context, str),
    'lying bytes': lambda data, context: LyingBytes(data),
    'lying str': lambda data, context: LyingStr(data.decode('latin-1')),
}

TRUTHS = {
    'truth True': lambda data, context: Truth(context, True),
    'truth False': lambda data, context: Truth(context, False),
    'truth 1': lambda data, context: Truth(context, 1),
    'truth raises': lambda data, context: Truth(context, ZeroDivisionError),
    'truth raises Stop': lambda data, context: Truth(context, Stop),
    'truth by length 0': lambda data, context: TruthByLength(context, 0),
    'truth by length 3': lambda data, context: TruthByLength(context, 3),
    'truth by length -1': lambda data, context: TruthByLength(context, -1),
    'truth that clears': lambda data, context: ClearingTruth(context),
    'truth that overwrites': lambda data, context: OverwritingTruth(context),
}

NUMBERS = {
    'index 0': lambda data, context: Index(context, 0),
    'index 8': lambda data, context: Index(context, 8),
    'index -8': lambda data, context: Index(context, -8),
    'index 2**70': lambda data, context: Index(context, 2**70),
    'index True': lambda data, context: Index(context, True),
    'index "8"': lambda data, context: Index(context, '8'),
    'index raises': lambda data, context: Index(context, ZeroDivisionError),
    'index raises Stop': lambda data, context: Index(context, Stop),
    'index raises OverflowError': lambda data, context: Index(context, OverflowError),
    'only __int__': lambda data, context: OnlyInt(context),
    'int subclass': lambda data, context: IntSubclass(8),
}

FILES = {
    'input': lambda data, context: Input(context, (_answer(make(piece, context, None)) for piece in data)),
    'output': lambda data, context: Output(context, iter(data)),
}

ORDINARY = BUFFERS | TEXTS | OTHERS | TRUTHS
KINDS = ORDINARY | NUMBERS | PERVERSE | FILES

# How the common kinds are written in a reproduction.
CODE = {
    'bytes': '{data!r}',
    'bytearray': 'bytearray({data!r})',
    'memoryview': 'memoryview({data!r})',
    'memoryview of bytearray': 'memoryview(bytearray({data!r}))',
    'memoryview, every second byte': 'memoryview({data!r})[::2]',
    'memoryview, backwards': 'memoryview({data!r})[::-1]',
    'str': '{data!r}.decode("latin-1")',
    'list': 'list({data!r})',
    'None': 'None',
}


def make(value, context, side):
    """The object that stands for `value` in one call of a function of `side`."""
    if type(value) is Made:
        return KINDS[value.kind](value.data, context)
    if value is NOT_SPECIFIED:
        return getattr(side.base64, '_NOT_SPECIFIED', 'not specified')
    return value
