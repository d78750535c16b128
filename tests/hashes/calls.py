"""The modules under hashlib in Rust against CPython's own in C, in one process: interfaces, and random calls.

    PYTHON tests/hashes/calls.py [--seed N] [--calls N] [MODULE ...]

with the modules in Rust built into PYTHON, or on PYTHONPATH. Those in C are compiled from the sources of PYTHON (tests/stock). Each
call is made on both sides with equal arguments; results, types of exceptions, messages and warnings have to be the same. The seed
that is printed makes the same calls again.
"""

import argparse
import array
import builtins
import copy
import importlib
import mmap
import os
import pickle
import random
import sys
import warnings
import weakref

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'stock'))

import from_ctypes
import stock_hashes

# What is known to differ: docstrings are our own, these attributes tell which implementation it is, and hashlib and hmac ask
# those in the lines below of modules that have them (Lib/hashlib.py.edits.toml, Lib/hmac.py.edits.toml).
ABOUT_THE_IMPLEMENTATION = {'__file__', '__loader__', '__spec__', '__doc__', '__builtins__', 'implementation',
                            '_faster_than_openssl'}
# What Lib/hmac.py imports from _hmac in Rust (Lib/hmac.py.edits.toml); test_hmac_rust tests it.
FOR_HMAC = {'compare_digest', '_name_if_first', '_for_openssl'}


class Refusing:
    """No buffer for anybody."""

    def __buffer__(self, flags):
        raise LookupError('no')


# What exporters see in one call, and what nobody could be told of.
SEEN = []


class Exporter:
    """A buffer that notes who gets it and gives it back in which order, and raises at one of these, or not."""

    def __init__(self, data, raises=None):
        self.data, self.raises = data, raises

    def __buffer__(self, flags):
        self.note('got')
        return memoryview(self.data)

    def __release_buffer__(self, view):
        self.note('given back')

    def note(self, what):
        SEEN.append((what, self.data[:8], len(self.data)))
        if what == self.raises:
            raise LookupError(what)


class Int(int):
    pass


class NoIndex:
    def __index__(self):
        raise LookupError('no')


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __repr__(self):
        return f'Index({self.value})'


class Untrue:
    def __bool__(self):
        raise ZeroDivisionError('neither')


class Text(str):
    lowered = 'sha1'

    def lower(self):
        if isinstance(self.lowered, Exception):
            raise self.lowered
        return self.lowered


def lowered(to):
    """A str whose lower() is `to`, or raises it."""
    text = Text('q')
    text.lowered = to
    return text


def outcome(function, *args, warn='always', **kwargs):
    """What a call gives, in a form that can be compared, and the object it gave."""
    SEEN.clear()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter(warn)
        try:
            result = function(*args, **kwargs)
            seen = seen_of(result)
        except Exception as error:
            result = None
            seen = error_of(error)
    return (seen, SEEN[:], [(w.category, str(w.message), w.filename, w.lineno) for w in caught]), result


def error_of(error):
    if error is None:
        return None
    kind = type(error)
    return ('raised', f'{kind.__module__}.{kind.__qualname__}', str(error), error_of(error.__cause__),
            error_of(error.__context__))


def seen_of(result):
    if hasattr(result, 'hexdigest'):
        return 'object', type(result).__module__, type(result).__qualname__
    return type(result).__name__, result


def buffers(rng, size):
    data = rng.randbytes(size)
    yield lambda: data
    yield lambda: bytearray(data)
    yield lambda: memoryview(data)
    yield lambda: memoryview(bytearray(data))
    yield lambda: array.array('B', data)
    yield lambda: Exporter(data)
    raises = rng.choice(['got', 'given back'])
    yield lambda: Exporter(data, raises)
    yield lambda: memoryview(data).cast('B', [len(data) // 2, 2]) if len(data) % 2 == 0 and data else data
    yield from from_ctypes.of_bytes(data)
    if size:
        yield lambda: mapped(data)


def mapped(data):
    memory = mmap.mmap(-1, len(data))
    memory[:] = data
    return memory


def data(rng):
    """A function that makes an argument: each side gets its own."""
    if rng.random() < .12:
        bad = rng.choice(['text', '', None, 3, 1.5, [1], Refusing(), Index(3), Text('x')])
        strange = rng.choice([
            lambda: bad, lambda: memoryview(b'abcdef')[::2], lambda: memoryview(b'abcdef').cast('B', [2, 3]),
            lambda: array.array('I', [1, 2]), *from_ctypes.not_of_bytes(),
        ])
        return strange
    size = rng.choice([0, 1, 3, 16, 55, 56, 63, 64, 65, 71, 72, 104, 111, 112, 127, 128, 129, 136, 143, 144, 168, 200, 256,
                       1000, 2047, 2048, 2049, 16384, 16385, 50000, rng.randrange(400), rng.randrange(5000)])
    return rng.choice(list(buffers(rng, size)))


def length(rng):
    return rng.choice([0, 1, 2, 16, 31, 32, 33, 135, 136, 137, 168, 169, 500, 5000, rng.randrange(1000), -1, -5, 1 << 29, (1 << 29) + 1,
                       1 << 31, 1 << 32, (1 << 63) - 1, 1 << 63, 1 << 64, -(1 << 63), -(1 << 64), True, None, 'a', 1.0, Index(5),
                       Index(-2), Index(1 << 70), NoIndex(), Index('x'), Int(5)])


def number(rng, most):
    return rng.choice([0, 1, 2, most, most + 1, most - 1, rng.randrange(most + 1), rng.randrange(most + 1), -1, 1 << 31, -(1 << 31),
                       (1 << 31) - 1, 1 << 32, (1 << 32) - 1, 1 << 48, (1 << 48) - 1, 1 << 63, 1 << 64, (1 << 64) - 1, -(1 << 70),
                       None, 'a', 1.0, Index(3), Index(-3), NoIndex(), Int(1), True])


def sensible(rng, most):
    return rng.randrange(most + 1) if rng.random() < .9 else number(rng, most)


def constructor_keywords(rng, name):
    keywords = {}
    if rng.random() < .2:
        value = rng.choice([True, False, None, 1, [], Untrue()])
        keywords['usedforsecurity'] = lambda: value
    if rng.random() < .15:
        keywords['string'] = data(rng)
    if rng.random() < .05:
        keywords[rng.choice(['nonsense', 'Data', 'obj', 'length'])] = lambda: 1
    if name in ('blake2b', 'blake2s'):
        longest = 64 if name == 'blake2b' else 32
        most = {'digest_size': longest, 'fanout': 255, 'depth': 255, 'leaf_size': (1 << 32) - 1, 'node_offset': (1 << 48) - 1,
                'node_depth': 255, 'inner_size': longest}
        for key in most:
            if rng.random() < .3:
                value = sensible(rng, most[key])
                keywords[key] = lambda value=value: value
        for key, limit in ('key', longest), ('salt', longest // 4), ('person', longest // 4):
            if rng.random() < .3:
                value = rng.randbytes(min(rng.randrange(limit + 1), limit)) if rng.random() < .93 else \
                    rng.choice([b'x' * (limit + 1), b'x' * 300, 'text', None, memoryview(b'abcd')[::2], 7])
                wrap = rng.choice([bytes, bytearray, memoryview, Exporter]) if isinstance(value, bytes) else lambda value: value
                keywords[key] = lambda value=value, wrap=wrap: wrap(value)
        if rng.random() < .2:
            value = rng.choice([True, False, 2, None, Untrue()])
            keywords['last_node'] = lambda: value
    return keywords


HMAC_NAMES = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2s',
              'blake2b', 'sha2_224', 'sha2_256', 'sha2_384', 'sha2_512', 'blake2s_32', 'blake2b_32', 'MD5', 'Sha256', 'SHA2_512',
              'bLAKE2s', 'Blake2B_32']


def digestmod(rng):
    if rng.random() < .8:
        value = rng.choice(HMAC_NAMES)
    else:
        value = rng.choice(['', 'shake_128', 'nonsense', None, 3, b'sha1', Text('q'), 'sha256\0', '\ud800', 'ſha1', str, [], 'é',
                            *map(lowered, [LookupError('no'), 3, None, '\ud800', b'sha1', 'sha256\0x', lowered('sha1')])])
    return lambda: value


def calls(rng, module, name):
    """Positional arguments and keywords, as functions that make them."""
    if module == '_hmac' and name == 'new':
        args = [data(rng) for _ in range(rng.choice([0, 1, 1, 2]))]
        keywords = {}
        if len(args) == 2 and rng.random() < .3:
            return [*args, digestmod(rng)], keywords
        if len(args) < 2 and rng.random() < .5:
            keywords['msg'] = data(rng)
        if rng.random() < .9:
            keywords['digestmod'] = digestmod(rng)
        if not args:
            keywords['key'] = data(rng)
        return args, keywords
    if module == '_hmac':
        args = [data(rng) for _ in range(rng.choice([0, 1, 2, 2, 2, 2, 2, 3]))]
        keywords = {}
        if name == 'compute_digest':
            args = args[:2] + [digestmod(rng)]
            if rng.random() < .3:
                keywords['digest'] = args.pop()
        elif rng.random() < .05:
            keywords['key'] = lambda: b''
        return args, keywords
    args = [data(rng) for _ in range(rng.choice([0, 1, 1, 1, 1, 1, 2]))]
    if not args and rng.random() < .5:
        return args, {'data': data(rng)} | constructor_keywords(rng, name)
    return args, constructor_keywords(rng, name)


def method_call(rng, name):
    what = rng.choice(['update', 'update', 'update', 'digest', 'hexdigest', 'copy', 'attributes', 'repr'])
    args, keywords = [], {}
    if what == 'update':
        args = [data(rng)] if rng.random() < .95 else []
        if not args and rng.random() < .5:
            keywords = {rng.choice(['obj', 'data', 'msg']): data(rng)}
    elif what in ('digest', 'hexdigest') and name.startswith('shake'):
        size = length(rng)
        if rng.random() < .1:
            keywords = {'length': lambda: size}
        elif rng.random() < .95:
            args = [lambda: size]
    if rng.random() < .05:
        args = args + [lambda: 1]
    if rng.random() < .02:
        keywords = keywords | {'x': lambda: 1}
    return what, args, keywords


ATTRIBUTES = ['name', 'digest_size', 'block_size', '_capacity_bits', '_rate_bits', '_suffix', 'MAX_KEY_SIZE', 'SALT_SIZE', 'PERSON_SIZE',
              'MAX_DIGEST_SIZE', '__class__', 'nothing']


# What hash objects do not do.
STRANGE = [
    lambda object: pickle.dumps(object), lambda object: copy.copy(object), lambda object: copy.deepcopy(object),
    lambda object: weakref.ref(object), lambda object: vars(object), lambda object: setattr(object, 'name', 'x'),
    lambda object: setattr(object, 'other', 1), lambda object: setattr(object, '__class__', int), lambda object: memoryview(object),
    lambda object: object.update(object), lambda object: object.__init__(1), lambda object: object < object,
    lambda object: type(object).__new__(type(object), 1, 2, 3), lambda object: builtins.object.__new__(type(object)),
    lambda object: type(object).name.__get__(3), lambda object: type(object).__basicsize__ > 0,
]


class Pair:
    def __init__(self, module, native, stock):
        self.module, self.native, self.stock = module, native, stock
        self.log = []

    def compare(self, what, ours, theirs):
        if ours != theirs:
            raise AssertionError(f'{self.module}: {what}\nnative: {ours!r:.1000}\nstock:  {theirs!r:.1000}\nafter {self.log!r:.3000}')

    def call(self, what, functions, args, keywords):
        outcomes = []
        warn = 'error' if len(self.log) % 9 == 8 else 'always'
        for function in functions:
            made_args = [make() for make in args]
            made = {key: make() for key, make in keywords.items()}
            outcomes.append(outcome(function, *made_args, warn=warn, **made))
        shown = f'{what}({made_args!r:.300}, {made!r:.500})'
        self.log.append(shown)
        if "'invalid HACL* algorithm'" in repr(outcomes[1][0]):
            # Whether HMAC objects with BLAKE2 can be made depends on how the C module was compiled.
            return [None, None]
        self.compare(shown, outcomes[0][0], outcomes[1][0])
        return [result for _, result in outcomes]

    def sequence(self, rng, name):
        self.log = []
        functions = getattr(self.native, name), getattr(self.stock, name)
        objects = self.call(name, functions, *calls(rng, self.module, name))
        if not hasattr(objects[0], 'hexdigest'):
            return
        for _ in range(rng.randrange(6)):
            what, args, keywords = method_call(rng, name)
            if what == 'attributes':
                for attribute in ATTRIBUTES:
                    seen = [outcome(getattr, object, attribute)[0] for object in objects]
                    seen = [repr(one) for one in seen] if attribute == '__class__' else seen
                    self.compare(attribute, *seen)
            elif what == 'repr':
                if self.module == '_hmac':
                    self.compare('repr', *[repr(object).split(' at ')[0].split(' @ ')[0] for object in objects])
            else:
                made = self.call(what, [getattr(object, what) for object in objects], args, keywords)
                if what == 'copy' and made[0] is not None:
                    objects = made if rng.random() < .5 else objects
        for strange in STRANGE:
            self.compare(strange.__code__.co_names, *[outcome(strange, object)[0] for object in objects])
        size = [lambda: 40] * name.startswith('shake')
        self.call('hexdigest', [object.hexdigest for object in objects], size, {})

    def interface(self):
        ours, theirs = (set(dir(module)) - ABOUT_THE_IMPLEMENTATION - FOR_HMAC for module in (self.native, self.stock))
        self.compare('attributes', sorted(ours), sorted(theirs))
        for name in sorted(ours):
            pair = getattr(self.native, name), getattr(self.stock, name)
            if isinstance(pair[0], (int, str)):
                self.compare(name, *pair)
                continue
            described = [self.described(object) for object in pair]
            if self.module == '_sha3':
                # Classes without a signature in C. Ours have one, as the functions that hashlib has of OpenSSL.
                described = [(kind, seen[:-1], value) for kind, seen, value in described]
            self.compare(name, *described)
            if isinstance(pair[0], type) and not issubclass(pair[0], Exception):
                members = [set(vars(cls)) - {'__doc__'} for cls in pair]
                self.compare(f'members of {name}', *map(sorted, members))
                for member in sorted(members[0]):
                    self.compare(f'{name}.{member}', *[self.described(vars(cls)[member]) for cls in pair])
                for make in lambda cls: cls(1, 2, 3), lambda cls: cls(x=1), lambda cls: cls.__new__(cls), \
                        lambda cls: setattr(cls, 'x', 1), lambda cls: delattr(cls, 'update'), lambda cls: type('B', (cls,), {}), \
                        lambda cls: cls.update(3), lambda cls: cls.update(), lambda cls: cls.copy(3), lambda cls: cls.digest():
                    self.compare(f'{name}: {make.__code__.co_consts}', *[outcome(make, cls)[0] for cls in pair])
                immutable = 1 << 8
                self.compare('flags', *[(cls.__flags__ & immutable, cls.__bases__) for cls in pair])

    @staticmethod
    def described(object):
        kind = type(object).__name__
        names = ['__name__', '__qualname__', '__module__', '__text_signature__']
        seen = [getattr(object, name, None) for name in names]
        return kind, seen, object if isinstance(object, (int, str)) else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seed', type=int, default=random.randrange(1 << 32))
    parser.add_argument('--calls', type=int, default=2000)
    parser.add_argument('modules', nargs='*', default=stock_hashes.NAMES)
    arguments = parser.parse_args()
    print(f'seed {arguments.seed}, Python {sys.version.split()[0]}', flush=True)
    rng = random.Random(arguments.seed)
    sys.unraisablehook = lambda error: SEEN.append(('unraisable', str(error.exc_value)))
    stock = stock_hashes.load()
    if importlib.import_module('_sha3').implementation == stock._sha3.implementation:
        raise SystemExit(f'{sys.executable} has no hashes in Rust')
    for module in arguments.modules:
        pair = Pair(module, importlib.import_module(module), getattr(stock, module))
        pair.interface()
        functions = [name for name in dir(pair.stock) if not name.startswith('_')
                     and callable(getattr(pair.stock, name)) and not name.endswith(('Type', 'Error', 'HMAC'))]
        for _ in range(arguments.calls):
            pair.sequence(rng, rng.choice(functions))
        print(f'{module}: {", ".join(functions)}: {arguments.calls} sequences of calls', flush=True)


if __name__ == '__main__':
    main()
