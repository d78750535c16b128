"""What is measured of hashlib and hmac: one call and, of what gives an object, its digest().

Stock is what CPython's hashlib and hmac do with OpenSSL, built-in what they do where there is none: with CPython's own C
modules (tests/stock).  Ours is what users call.  Where that is OpenSSL still, our own modules are measured by themselves, too.
"""

import functools
import hashlib
import hmac
import importlib.util
import io
import operator
import os
import ssl
import tempfile
import types

import modules
import rows
import sides  # which knows where stock is
import stock_hashes
import targets
import timing

# The modules of the hashes that hashlib always has.
MODULES = {
    'sha256': '_sha2', 'sha1': '_sha1', 'md5': '_md5', 'sha512': '_sha2', 'sha3_256': '_sha3',
    'blake2b': '_blake2', 'blake2s': '_blake2', 'sha224': '_sha2', 'sha384': '_sha2', 'sha3_224': '_sha3',
    'sha3_384': '_sha3', 'sha3_512': '_sha3', 'shake_128': '_sha3', 'shake_256': '_sha3',
}
# The extension modules of ours: those of CPython 3.14, and key derivation.
NAMES = ('_md5', '_sha1', '_sha2', '_sha3', '_blake2', '_hmac', '_kdf')
# One for each core; the others say enough at fewer sizes.
CORES = ('sha256', 'sha1', 'md5', 'sha512', 'sha3_256', 'blake2b', 'blake2s')
FEW = (16, 1 << 10, 64 << 10)
SMALL = (16, 64, 1 << 10)
# Of what takes no data.
ONE = (0,)


@functools.cache
def ours():
    """Its modules as attributes, as of the other sides."""
    extensions = {name: importlib.import_module(name) for name in NAMES if importlib.util.find_spec(name)}
    return types.SimpleNamespace(hashlib=hashlib, hmac=hmac, **extensions)


@functools.cache
def stock():
    return stock_hashes.load()


@functools.cache
def built_in():
    return stock_hashes.without_openssl(stock())


def stock_files():
    """The paths of CPython's own extension modules, by what they are called in the report."""
    return {targets.STOCK + name: getattr(stock(), name).__file__ for name in stock_hashes.NAMES}


def import_files():
    """What `import hashlib` and `import hmac` find, ours and stock's."""
    ours = [hashlib.__file__, hmac.__file__, *modules.files(NAMES).values()]
    of_stock = [stock().hashlib.__file__, stock().hmac.__file__, *stock_files().values()]
    return {side + name: files for name in ('hashlib', 'hmac') for side, files in (('', ours), (targets.STOCK, of_stock))}


def openssl():
    """Its version, and what hashlib still calls it for."""
    names = [name for name in MODULES if getattr(hashlib, name).__module__ == '_hashlib']
    return f'{ssl.OPENSSL_VERSION.removeprefix("OpenSSL ")}; hashlib calls it for {", ".join(names) or "none of its hashes"}'


def _random(side, size):
    return {'data': rows.random_bytes(size)}


class Row:
    """`function` takes it from the modules of a side, or is a name there; `ours` likewise, where it is another on our side.

    `inputs` makes what the call takes from side and size, by name; `arguments` and `then` are source, as of timing.Call.
    """

    def __init__(self, group, label, function, arguments='data', then='', sizes=rows.SIZES, inputs=_random, ours=None, built_in=True):
        self.group = group
        self.label = label
        self.function = _getter(function)
        self.ours = _getter(ours or function)
        self.arguments = arguments
        self.then = then
        self.sizes = sizes
        self.inputs = inputs
        self.rivals = ('built-in',) if built_in else ()


def _getter(function):
    return operator.attrgetter(function) if isinstance(function, str) else function


def _hash(name, module='hashlib'):
    return Row('hashes' if module == 'hashlib' else 'hash-modules', f'{module}.{name}', f'hashlib.{name}',
               then='.digest(32)' if name.startswith('shake') else '.digest()',
               sizes=rows.SIZES if name in CORES else FEW, ours=f'{module}.{name}')


def _sha256(what, function='hashlib.sha256', arguments='data', **more):
    return Row('hashes', f'hashlib.sha256, {what}', function, arguments, **more)


def _hmac(label, arguments, then='', sizes=rows.SIZES):
    def inputs(side, size):
        return _random(side, size) | {'key': bytes(range(32)), 'constructor': side.hashlib.sha256}

    # Where CPython has no C module for it, it is Python code, which nobody uses who has OpenSSL.
    return Row('hmac', label, label.partition('(')[0], arguments, then, sizes, inputs, built_in='_hmac' in stock_hashes.NAMES)


def _compare(label, make, sizes):
    def inputs(side, size):
        # Two that are equal, and lie apart.
        return {'data': make(rows.random_bytes(size)), 'other': make(rows.random_bytes(size))}

    # The one without OpenSSL is made from the same lines of C.
    return Row('comparison', label, 'hmac.compare_digest', 'data, other', '', sizes, inputs, built_in=False)


def _derive_key(function, what, arguments, module='hashlib'):
    # Without OpenSSL, stock has neither.
    return Row('key-derivation', f'{module}.{function} ({what})', f'hashlib.{function}', arguments, sizes=ONE,
               ours=f'{module}.{function}', built_in=False)


def _digest_of_file(side):
    file_digest = side.hashlib.file_digest

    def digest(path):
        with open(path, 'rb') as file:
            return file_digest(file, 'sha256').digest()
    return digest


@functools.cache
def _folder():
    return tempfile.TemporaryDirectory()


@functools.cache
def _file(size):
    path = os.path.join(_folder().name, str(size))
    with open(path, 'wb') as file:
        file.write(rows.random_bytes(size))
    return path


DERIVATIONS = (
    ('pbkdf2_hmac', 'sha256, 1 iteration', "'sha256', b'password', b'salt', 1"),
    ('pbkdf2_hmac', 'sha256, 10,000 iterations', "'sha256', b'password', b'salt', 10_000"),
    ('pbkdf2_hmac', 'sha1, 10,000 iterations', "'sha1', b'password', b'salt', 10_000"),
    ('pbkdf2_hmac', 'sha512, 10,000 iterations', "'sha512', b'password', b'salt', 10_000"),
    ('scrypt', 'n=16384, r=8, p=1', "b'password', salt=b'salt', n=16384, r=8, p=1"),
    ('scrypt', 'n=1024, r=8, p=16', "b'password', salt=b'salt', n=1024, r=8, p=16"),
)

ROWS = (
    *map(_hash, MODULES),
    Row('hashes', "hashlib.new('sha256')", 'hashlib.new', "'sha256', data", '.digest()', SMALL),
    _sha256('hexdigest()', then='.hexdigest()', sizes=SMALL),
    _sha256('of a bytearray', then='.digest()', sizes=FEW, inputs=lambda side, size: {'data': bytearray(rows.random_bytes(size))}),
    _sha256('update()', lambda side: side.hashlib.sha256().update, sizes=FEW),
    _sha256('copy()', lambda side: side.hashlib.sha256(b'more').copy, '', sizes=(16,)),
    Row('hashes', "hashlib.file_digest(BytesIO, 'sha256')", 'hashlib.file_digest', "data, 'sha256'", '.digest()', (*FEW, 1 << 20),
        lambda side, size: {'data': io.BytesIO(rows.random_bytes(size))}),
    Row('hashes', "hashlib.file_digest(file, 'sha256')", _digest_of_file, sizes=(*FEW, 1 << 20, 16 << 20),
        inputs=lambda side, size: {'data': _file(size)}),

    *(_hash(name, module) for name, module in MODULES.items()),

    _hmac("hmac.digest('sha256')", "key, data, 'sha256'"),
    _hmac("hmac.digest('sha1')", "key, data, 'sha1'", sizes=FEW),
    _hmac("hmac.digest('md5')", "key, data, 'md5'", sizes=FEW),
    _hmac("hmac.digest('sha512')", "key, data, 'sha512'", sizes=FEW),
    _hmac("hmac.digest('sha3_256')", "key, data, 'sha3_256'", sizes=FEW),
    _hmac('hmac.digest(hashlib.sha256)', 'key, data, constructor', sizes=SMALL),
    _hmac("hmac.new('sha256')", "key, data, 'sha256'", '.digest()'),
    _hmac('hmac.new(hashlib.sha256)', 'key, data, constructor', '.digest()', SMALL),

    _compare('hmac.compare_digest', lambda data: bytes(bytearray(data)), rows.TO_1_MIB),
    _compare('hmac.compare_digest(str)', lambda data: data.hex()[:len(data)], SMALL),

    *(_derive_key(*derivation, module) for module in ('hashlib', '_kdf') for derivation in DERIVATIONS),
)


class Task:
    """A row at a size: what timing.measure takes.  `sides` are the modules of each by its name."""

    def __init__(self, row, size, sides):
        self.row = row
        self.size = size
        self._sides = sides
        self._compared = False

    def calls(self):
        row = self.row
        calls = {name: timing.Call((row.ours if name == 'ours' else row.function)(side), row.arguments, then=row.then,
                                   **row.inputs(side, self.size))
                 for name, side in self._sides.items()}
        if not self._compared:
            results = {name: _comparable(call()) for name, call in calls.items()}
            for name in results:
                if results[name] != results['stock']:
                    raise SystemExit(f'{row.label}, {self.size} bytes: {name} and stock differ in their result')
            self._compared = True
        return calls


def _comparable(result):
    return result.digest() if hasattr(result, 'digest') else result


def needed(row):
    """Whether it says what no other row says: what is private does where hashlib calls something else."""
    if not row.label.startswith('_'):
        return True
    try:
        return row.ours(ours()) is not row.function(ours())
    except AttributeError:
        # Not built.
        return False


def _sides_of(row):
    found = {'ours': ours(), 'stock': stock()}
    # What OpenSSL has no part in is the same twice.
    if row.rivals and row.function(stock()) is not row.function(built_in()):
        found['built-in'] = built_in()
    return found


def tasks(chosen=lambda label: True, largest=rows.SIZES[-1]):
    return [Task(row, size, _sides_of(row))
            for row in ROWS if chosen(row.label) and needed(row)
            for size in row.sizes if size <= largest]
