"""The calls to compare: first fixed series, each about one subject, then random ones without end."""

import base64
import itertools
import sys

from callers import CALLERS
from outcome import Case
from sides import FUNCTIONS
from values import BUFFERS, NOT_SPECIFIED, NUMBERS, ORDINARY, OTHERS, PERVERSE, TEXTS, TRUTHS, Made

ENCODERS = ('b64encode', 'standard_b64encode', 'urlsafe_b64encode', 'encodebytes')
DECODERS = ('b64decode', 'standard_b64decode', 'urlsafe_b64decode', 'decodebytes')
PARAMETERS = {
    'b64encode': ('s', 'altchars', 'padded', 'wrapcol'),
    'b64decode': ('s', 'altchars', 'validate', 'padded', 'ignorechars', 'canonical'),
    'standard_b64encode': ('s',),
    'standard_b64decode': ('s',),
    'urlsafe_b64encode': ('s', 'padded'),
    'urlsafe_b64decode': ('s', 'padded'),
    'encodebytes': ('s',),
    'decodebytes': ('s',),
}
POSITIONAL = {'b64encode': 2, 'b64decode': 3}

ALL_BYTES = bytes(range(256))
WRAPCOLS = (0, 1, 2, 3, 4, 5, 7, 8, 75, 76, 77, 10**6)

# One of each class of characters that a decoder tells apart.
CLASSES = b'Qg+/-_=\n\x80\x00'


def decode_altchars():
    yield from (b'-_', b'_-', b'+/', b'/+', b'-/', b'+-', b'/-', b'+,', b'*$', b'==', b'=_', b'-=',
                b'AB', b'QQ', b'--', b'++', b'\xff\xfe', b'\x00\n', b'', b'-', b'-_*', ALL_BYTES[:64],
                '-_', '+/', 'QA', '-', '-_*', '', '\xe9_', '\u0141\u0142', '\U0001f40d', '\udc80_',
                (45, 95), '=', 0, 2, -2, 1.5, True, ('-', '_'))
    for kind in ORDINARY:
        yield Made(kind, b'-_')
    for kind in ('array H', 'memoryview H', 'memoryview, every second byte', 'memoryview, two rows',
                 'exporter, every second byte', 'bytearray', 'list', 'right add'):
        yield Made(kind, b'-_-_')
        yield Made(kind, b'-_*')


def ignored():
    yield from (b'', b'\n', b'=', b'-_', b'+/', b' \t\r\n\x0b\x0c', b'Qg', b'\n=', b'+', b'/', b'\x80', b'\x00',
                ALL_BYTES, b'\n' * 300, '', '\n', 'ab', None, 0, 1, (10,), NOT_SPECIFIED)
    for kind in ORDINARY:
        yield Made(kind, b'\n=')


def truths():
    yield from (True, False, None, 0, 1, '', 'x', (), (0,), b'', 0.0, 2**70, NOT_SPECIFIED)
    for kind in TRUTHS | {'length raises': None, 'object': None, 'int subclass': None}:
        yield Made(kind, b'')


def wrapcols():
    yield from (*WRAPCOLS, True, False, 6, 9, 64, 1000, sys.maxsize, sys.maxsize - 1, sys.maxsize + 1,
                2**64 - 1, 2**64 - 4, 2**64, 2**70, -1, -76, -sys.maxsize - 1, -2**64, 8.0, 0.0, 'x', b'8',
                None, (), 8j, NOT_SPECIFIED)
    for kind in NUMBERS | {'object': None, 'truth True': None}:
        yield Made(kind, b'')


POOLS = {
    'altchars': tuple(decode_altchars()),
    'ignorechars': tuple(ignored()),
    'validate': tuple(truths()),
    'padded': tuple(truths()),
    'canonical': tuple(truths()),
    'wrapcol': tuple(wrapcols()),
}

ENCODED = (
    b'', b'QUJD', b'QUI=', b'QQ==', b'QUI', b'QQ', b'Q', b'=', b'==', b'====', b'=QUJD', b'QUJD=', b'QUJDQ',
    b'QQ=', b'Q=Q=', b'QQ=Q', b'QQ==QUJD', b'QUI=QUJD', b'QQ==QQ==', b'QQ===', b'QQ==!', b'Q===', b'Q=Q==Q',
    b'QR==', b'QUJ=', b'QR', b'QUJ', b'++//', b'--__', b'+-_/', b'-_', b'+/', b'QU\nJD', b'QUJD\n', b'\nQUJD',
    b'QU JD\r\n', b'QU\x80D', b'QU\x00D', b'Q\nU\nI\n=\n', b'Q\nQ\n=\n=\n', b'QUJDREVGR0hJSktM+/-_\nQQ=\n=QUJD',
)


def mutations(random, data):
    """Variants of encoded data, right and wrong."""
    yield data
    place = random.randrange(len(data) + 1)
    head, tail = data[:place], data[place:]
    for piece in (b'=', b'==', b'\n', b'\r\n', b' ', b'\x80', b'\x00', b'-', b'_', b'+', b'/', b'!', b'Q', b'\xff' * 5,
                  b'\n' * 17):
        yield head + piece + tail
    if data:
        flipped = bytearray(data)
        flipped[place - 1] ^= 1 << random.randrange(8)
        yield bytes(flipped)
        yield data[:place - 1] + data[place:]
    yield data + b'=' * random.randrange(1, 9)
    yield data + b'trailing'
    yield data + data
    yield data + b'\n' + data
    yield data.rstrip(b'=')
    yield b'=' * len(data)
    yield data.translate(bytes.maketrans(b'+/', b'-_'))
    yield b'\n'.join(data[i:i + 19] for i in range(0, len(data), 19))
    yield data.swapcase()


def lengths(random):
    """Every length from 0 to 300: encoding, and decoding what was encoded, whole and damaged."""
    for n in range(301):
        data = random.randbytes(n)
        for altchars, padded, wrapcol in itertools.product(
                (None, b'-_', b'*$', b'AB'), (True, False), WRAPCOLS):
            yield Case('b64encode', (data, altchars), {'padded': padded, 'wrapcol': wrapcol})
        for padded in (True, False):
            yield Case('urlsafe_b64encode', (data,), {'padded': padded})
        for name in ENCODERS:
            yield Case(name, (data,), {})
            yield Case(name, (b'\xff' * n,), {})
            yield Case(name, (Made('bytearray', data),), {})
        for encoded in mutations(random, base64.b64encode(data)):
            for name in DECODERS:
                yield Case(name, (encoded,), {})
            for padded in (True, False):
                yield Case('urlsafe_b64decode', (encoded,), {'padded': padded})
                yield Case('b64decode', (encoded,), {'padded': padded, 'validate': True})
                yield Case('b64decode', (encoded, b'-_'), {'padded': padded})
                yield Case('b64decode', (encoded,), {'padded': padded, 'ignorechars': b'\n'})
            yield Case('b64decode', (encoded, b'-_', True), {})
            yield Case('b64decode', (encoded, b'-_'), {'ignorechars': b'\n='})
            yield Case('b64decode', (encoded,), {'ignorechars': b'=', 'canonical': True})
            yield Case('b64decode', (Made('str', encoded),), {'validate': True, 'canonical': True})
            yield Case('b64decode', (Made('bytearray', encoded),), {'ignorechars': ALL_BYTES})


def every_kind_at_every_length(random):
    for n in range(301):
        data = random.randbytes(n)
        encoded = base64.b64encode(data, wrapcol=random.choice(WRAPCOLS))
        for kind in BUFFERS | TEXTS:
            yield Case(random.choice(ENCODERS), (Made(kind, data),), {})
            yield Case(random.choice(DECODERS), (Made(kind, encoded),), {})


def parameters(random):
    """The product of a few values of every parameter of b64decode, on every way of being wrong."""
    for s, altchars, validate, padded, ignorechars, canonical in itertools.product(
            ENCODED,
            (None, b'-_', '-_', b'-/', b'/+', b'=_', b'QU', Made('bytearray', b'+_'), b'-'),
            (None, NOT_SPECIFIED, True, False), (True, False),
            (None, NOT_SPECIFIED, b'', b'\n', b'=', ALL_BYTES, Made('bytearray', b'\n+')), (True, False)):
        kwargs = {'padded': padded, 'ignorechars': ignorechars, 'canonical': canonical}
        args = (s, altchars, validate)
        # None stands for "not given" here, where it would not be interesting as a value.
        if ignorechars is None:
            del kwargs['ignorechars']
        if validate is None:
            args = args[:2]
        yield Case('b64decode', args, kwargs)


def character_classes(random, longest):
    """Every short string of one character of each class."""
    settings = [
        ('b64decode', (), {}),
        ('b64decode', (None, True), {}),
        ('b64decode', (None, True), {'padded': False}),
        ('b64decode', (), {'padded': False, 'canonical': True}),
        ('b64decode', (), {'ignorechars': b'\n=', 'canonical': True}),
        ('b64decode', (), {'ignorechars': b'='}),
        ('b64decode', (), {'ignorechars': b'\n', 'padded': False}),
        ('b64decode', (b'-_',), {}),
        ('b64decode', (b'-_', True), {}),
        ('b64decode', (b'-_',), {'ignorechars': b'+\n'}),
        ('b64decode', (b'/=',), {'ignorechars': b'+\n'}),
        ('b64decode', (b'/=',), {}),
        ('urlsafe_b64decode', (), {}),
        ('urlsafe_b64decode', (), {'padded': True}),
        ('decodebytes', (), {}),
    ]
    for n in range(longest + 1):
        for string in itertools.product(CLASSES, repeat=n):
            for name, args, kwargs in settings:
                yield Case(name, (bytes(string), *args), kwargs)


def every_byte_at_every_place(random):
    """Each value of a byte at each place of a text that is longer than a vector register."""
    encoded = base64.b64encode(random.randbytes(54))
    for value in range(256):
        for place in range(len(encoded)):
            text = encoded[:place] + bytes([value]) + encoded[place + 1:]
            yield Case('b64decode', (text,), {})
            yield Case('b64decode', (text, None, True), {})
            yield Case('b64decode', (text, b'-_'), {'ignorechars': b'+\n'})
            yield Case('urlsafe_b64decode', (text,), {})
            yield Case('b64encode', (text, b'*$'), {})


def two_byte_inputs(random):
    for value in range(65536):
        yield Case('b64encode', (value.to_bytes(2),), {})


DEFAULTS = {'s': b'QU+/', 'altchars': None, 'validate': NOT_SPECIFIED, 'padded': True,
            'ignorechars': NOT_SPECIFIED, 'canonical': False, 'wrapcol': 0}


def call(name, values, rng=None):
    """A case from values by parameter name; optional ones are passed in any way that fits."""
    names = PARAMETERS[name]
    args, kwargs = [], {}
    positional = POSITIONAL.get(name, 1)
    if rng:
        positional = rng.choice((positional, positional, 1, 0))
    for i, parameter in enumerate(names):
        if parameter in values:
            if i < positional and len(args) == i:
                args.append(values[parameter])
            else:
                kwargs[parameter] = values[parameter]
    return Case(name, tuple(args), kwargs)


def kinds(random):
    """Every kind of object for every parameter, alone and with every kind for another one."""
    ordinary = (b'', b'A', b'QU+/', b'Q-_=', b'QUJDREVGR0hJ', b'\xff\x80')
    for name in FUNCTIONS:
        for kind in ORDINARY:
            for data in ordinary:
                yield Case(name, (Made(kind, data),), {})
        for parameter in PARAMETERS[name][1:]:
            for value in POOLS[parameter]:
                for data in ordinary:
                    yield call(name, {'s': data, parameter: value})
                    yield call(name, {'s': Made('bytearray', data), parameter: value})
    for name in ('b64encode', 'b64decode', 'urlsafe_b64encode', 'urlsafe_b64decode'):
        for one, other in itertools.combinations(PARAMETERS[name][1:], 2):
            for value, another in itertools.product(POOLS[one], POOLS[other]):
                yield call(name, {'s': Made('bytearray', b'QU-/'), one: value, other: another})
        for kind in BUFFERS | TEXTS | OTHERS:
            for parameter in PARAMETERS[name][1:]:
                for value in POOLS[parameter]:
                    yield call(name, {'s': Made(kind, b'QU-/'), parameter: value})


ACTIONS = ('always', 'error', 'once', 'default', 'module', 'ignore', 'error in the module',
           'error in this file', 'failing display')


def warned(random):
    """Calls that warn and some that nearly do, from every kind of frame under every filter."""
    calls = [
        ('urlsafe_b64decode', (b'+A==',), {}),
        ('urlsafe_b64decode', (b'A/==',), {'padded': True}),
        ('urlsafe_b64decode', ('+/+/',), {}),
        ('urlsafe_b64decode', (b'-_',), {}),
        ('urlsafe_b64decode', (b'+',), {}),
        ('b64decode', (b'++++', b'-_'), {}),
        ('b64decode', (b'//+/', b'-_'), {'validate': True}),
        ('b64decode', ('/+', '-_'), {'padded': False}),
        ('b64decode', (b'+/+/', b'+_'), {}),
        ('b64decode', (b'+/+/', b'/-', False), {}),
        ('b64decode', (b'+/', b'-_'), {}),
        ('b64decode', (b'+/+/', b'-_', Made('truth True', b'')), {}),
        ('b64decode', (b'+/+/', Made('bytearray', b'-_'), Made('truth False', b'')), {}),
        ('b64decode', (b'+/+/', Made('array B', b'-_')), {}),
        ('b64decode', (b'+/+/', b'\xff\''), {}),
        ('b64decode', (b'+/+/', b'-_'), {'ignorechars': b'+/'}),
        ('b64decode', (b'+/+/', b'-_'), {'ignorechars': NOT_SPECIFIED}),
        ('b64decode', (b'+/+!', b'-_', True), {}),
    ]
    for caller in CALLERS:
        for action in ACTIONS:
            for name, args, kwargs in calls:
                yield Case(name, args, kwargs, caller, action)


class Keyword(str):
    """A keyword that is not exactly a str."""


def binding(random):
    """Arguments that do not fit the signature, next to unusual ones that do."""
    hostile = Made('exporter', b'QUJD')
    for name in FUNCTIONS:
        positional = POSITIONAL.get(name, 1)
        yield Case(name, (), {}, binding=True)
        for value in (b'QUJD', hostile, 12):
            for extra in range(1, 4):
                yield Case(name, (value,) * (positional + extra), {}, binding=True)
            yield Case(name, (value,), {'s': value}, binding=True)
            yield Case(name, (), {'s': value, 'unknown': 1}, binding=True)
            yield Case(name, (value,), {'': 1}, binding=True)
            yield Case(name, (value,), {'\udc80': 1}, binding=True)
            yield Case(name, (value,), {'S': 1}, binding=True)
            yield Case(name, (value,), {'Padded': 1}, binding=True)
            yield Case(name, (), {'s': value})
            yield Case(name, (), {''.join(['', 's']): value})
            yield Case(name, (), {Keyword('s'): value})
            for parameter in PARAMETERS['b64decode'] + PARAMETERS['b64encode']:
                if parameter not in PARAMETERS[name]:
                    yield Case(name, (value,), {parameter: DEFAULTS[parameter]}, binding=True)
            for parameter in PARAMETERS[name][1:]:
                yield Case(name, (), {parameter: DEFAULTS[parameter]}, binding=True)
                yield Case(name, (value,), {Keyword(parameter): DEFAULTS[parameter]})
                yield Case(name, (value,), {parameter.upper().lower(): DEFAULTS[parameter]})
                yield Case(name, (value,), {parameter: DEFAULTS[parameter], 'unknown': 1}, binding=True)
        for parameter in PARAMETERS[name][1:positional]:
            yield Case(name, (b'QUJD',) + (None,) * (positional - 1), {parameter: None}, binding=True)


def perverse(random):
    """Objects that lie about their class, or override what the fallback calls."""
    for kind in PERVERSE:
        for name in FUNCTIONS:
            for data in (b'', b'QU+/', b'-_'):
                yield Case(name, (Made(kind, data),), {})
                for parameter in PARAMETERS[name][1:]:
                    yield call(name, {'s': b'QU+/', parameter: Made(kind, data)})


def fixed(random, exhaustive, with_perverse):
    """The fixed series, by name."""
    if with_perverse:
        yield 'perverse objects', perverse(random)
    yield 'arguments that do not fit', binding(random)
    yield 'warnings', warned(random)
    yield 'kinds of objects', kinds(random)
    yield 'every parameter', parameters(random)
    yield 'lengths 0 to 300', lengths(random)
    yield 'kinds at every length', every_kind_at_every_length(random)
    yield 'short strings', character_classes(random, 5 if exhaustive else 4)
    yield 'every byte at every place', every_byte_at_every_place(random)
    if exhaustive:
        yield 'all inputs of two bytes', two_byte_inputs(random)


def _random_data(random, name):
    size = random.choices((random.randrange(40), random.randrange(301), random.randrange(5000),
                           random.randrange(60_000, 200_000)), (60, 35, 4.9, 0.1))[0]
    if name in ENCODERS:
        return random.randbytes(size)
    style = random.randrange(10)
    if style == 0:
        return bytes(random.choices(CLASSES, k=size % 500))
    if style == 1:
        return random.choice(ENCODED)
    data = base64.b64encode(random.randbytes(size), wrapcol=random.choice((0, 0, 0, 4, 76)))
    if style < 6:
        return data
    return random.choice(list(mutations(random, data)))


_S_KINDS = tuple(BUFFERS | TEXTS)


def randomly(random):
    """Calls with anything anywhere, mostly nearly right, for ever."""
    callers = tuple(CALLERS)
    while True:
        name = random.choice(FUNCTIONS)
        data = _random_data(random, name)
        kind = random.randrange(12)
        if kind < 8:
            s = data
        elif kind < 11 or len(data) > 5000:
            s = Made('str' if name in DECODERS and kind == 8 else 'bytearray', data)
        else:
            s = Made(random.choice(_S_KINDS), data)
        values = {'s': s}
        for parameter in PARAMETERS[name][1:]:
            chance = random.random()
            if chance < 0.1:
                values[parameter] = random.choice(POOLS[parameter])
            elif chance < 0.4:
                values[parameter] = random.choice(POOLS[parameter][:12])
        case = call(name, values, random)
        # What that one makes the interpreter warn of, filters attribute to the fallback's own lines.
        if random.random() < 0.01 and Made('index True', b'') not in values.values():
            case = case._replace(caller=random.choice(callers), action=random.choice(ACTIONS))
        yield case
