"""Tests of hmac with _hmac in Rust: when that is asked, and compare_digest.

test_hmac tests what both give.  Here they are compared with each other where it does not look.
"""

import array
import collections
import copy
import datetime
import hashlib
import itertools
import mmap
import os
import pickle
import sys
import unittest
from test.support import import_helper
from test.support.script_helper import assert_python_ok
from unittest import mock

_hmac = import_helper.import_module('_hmac')
if not hasattr(_hmac, '_name_if_first'):
    raise unittest.SkipTest('_hmac is not in Rust')

try:
    # Not every build has it: cross builds without libffi.
    import ctypes
except ImportError:
    ctypes = None
try:
    import _hashlib
except ImportError:
    _hashlib = None

native = import_helper.import_fresh_module('hmac')
stock = import_helper.import_fresh_module('hmac', blocked=['_hmac'])
python = import_helper.import_fresh_module('hmac', blocked=['_hmac', '_hashlib'])
# The one in C: of a new module, since Lib/hmac.py puts ours into the one that there is
c_compare_digest = import_helper.import_fresh_module('_operator')._compare_digest

NAMES = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512',
         'blake2b', 'blake2s')
PREFERRED = _hmac._faster_than_openssl if _hashlib else NAMES
SIZES = (0, 1, 16, 55, 56, 63, 64, 65, 127, 128, 129, 143, 144, 145, 1000, 2047, 2048, 2049, 40_000)


def constructor(name):
    """The constructor of that name that is not OpenSSL's."""
    module = {'md5': '_md5', 'sha1': '_sha1', 'sha3': '_sha3'}.get(name.split('_')[0])
    module = module or ('_blake2' if name.startswith('blake2') else '_sha2')
    return getattr(import_helper.import_module(module), name)


def outcome(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        return type(error), str(error)
    return result


def run(code):
    """Runs it in a new process, which finds modules where this one does."""
    assert_python_ok('-c', code, __isolated=False, PYTHONPATH=os.pathsep.join(filter(None, sys.path)))


class Exporter:
    """Memory that keeps a record of who asks for it."""

    def __init__(self, data, record, name, error=None):
        self.data, self.record, self.name, self.error = data, record, name, error

    def __buffer__(self, flags):
        self.record.append((self.name, int(flags)))
        if self.error is not None:
            raise self.error
        return memoryview(self.data)

    def __release_buffer__(self, view):
        self.record.append(self.name)


class Text(str):
    def __eq__(self, other):
        raise ZeroDivisionError

    def __len__(self):
        raise ZeroDivisionError

    __hash__ = None


class Data(bytes):
    def __eq__(self, other):
        raise ZeroDivisionError

    def __len__(self):
        raise ZeroDivisionError

    __hash__ = None


class Disguised(bytes):
    def __buffer__(self, flags):
        return memoryview(b'foobar')


def released():
    view = memoryview(b'foobar')
    view.release()
    return view


def mapped():
    memory = mmap.mmap(-1, 6)
    memory[:] = b'foobar'
    return memory


# Functions of a list, for a record, and a name.
ARGUMENTS = [
    lambda record, name: b'',
    lambda record, name: b'foobar',
    lambda record, name: b'foobaz',
    lambda record, name: b'foo',
    lambda record, name: bytearray(),
    lambda record, name: bytearray(b'foobar'),
    lambda record, name: memoryview(b'foobar'),
    lambda record, name: memoryview(bytearray(b'foobaz')),
    lambda record, name: memoryview(b'f-o-o-b-a-r-')[::2],
    lambda record, name: memoryview(b'raboof')[::-1],
    lambda record, name: memoryview(b'foobar').cast('B', [2, 3]),
    released,
    mapped,
    lambda record, name: array.array('B', b'foobar'),
    lambda record, name: array.array('I', [1, 2]),
    lambda record, name: '',
    lambda record, name: 'foobar',
    lambda record, name: 'foobaz',
    lambda record, name: 'foobär',
    lambda record, name: '\ud800',
    lambda record, name: Text('foobar'),
    lambda record, name: Text('foobär'),
    lambda record, name: Data(b'foobar'),
    lambda record, name: Disguised(b'other!'),
    lambda record, name: Exporter(b'foobar', record, name),
    lambda record, name: Exporter(bytearray(b'foobar'), record, name),
    lambda record, name: Exporter(b'foobar', record, name, LookupError('no')),
    lambda record, name: None,
    lambda record, name: 100,
    lambda record, name: [1],
    lambda record, name: datetime.date(2000, 1, 1),
    lambda record, name: collections.OrderedDict(),
    lambda record, name: bytes,
    lambda record, name: type('N' * 150, (), {})(),
    lambda record, name: type('ä' * 80, (), {})(),
]
if ctypes:
    ARGUMENTS += [
        lambda record, name: (ctypes.c_char * 6)(*b'foobar'),
        lambda record, name: ((ctypes.c_char * 3) * 2)(),
        lambda record, name: ctypes.c_int(7),
        lambda record, name: Exporter(((ctypes.c_char * 3) * 2)(), record, name),
    ]


def made(make, record, name):
    return make() if make in (released, mapped) else make(record, name)


class CompareDigestTest(unittest.TestCase):
    compare_digest = staticmethod(_hmac.compare_digest)

    def test_is_one_function(self):
        # Where nothing was imported anew
        code = '''if True:
            import operator, sys
            if '_hmac' in sys.modules:
                raise AssertionError('operator imports too much')
            import hmac, secrets, _hmac, _operator
            same = {hmac.compare_digest, secrets.compare_digest, _operator._compare_digest, _hmac.compare_digest}
            if '_hashlib' in sys.modules and sys.modules['_hashlib']:
                same.add(sys.modules['_hashlib'].compare_digest)
            assert len(same) == 1, same
        '''
        run(code)
        run('import sys; sys.modules["_hashlib"] = None\n' + code)

    def test_stays_in_c_without_hmac(self):
        code = '''if True:
            import sys
            sys.modules['_hmac'] = None
            import _operator
            compare_digest = _operator._compare_digest
            import hmac
            assert _operator._compare_digest is compare_digest
            assert hmac.compare_digest.__module__ != 'hmac', hmac.compare_digest
        '''
        run(code)

    def test_pickle(self):
        with mock.patch.dict(sys.modules, hmac=native):
            pickles = [pickle.dumps(native.compare_digest, protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
        with mock.patch.dict(sys.modules, hmac=stock):
            for data in pickles:
                self.assertIs(pickle.loads(data), stock.compare_digest)
        self.assertIs(copy.deepcopy(self.compare_digest), self.compare_digest)

    def test_arguments_as_in_c(self):
        for make_a, make_b in itertools.product(ARGUMENTS, repeat=2):
            seen = []
            for function in self.compare_digest, c_compare_digest:
                record = []
                a, b = made(make_a, record, 'a'), made(make_b, record, 'b')
                seen.append((outcome(function, a, b), record))
            self.assertEqual(*seen, f'{a!r:.200}, {b!r:.200}')
            self.assertIs(type(seen[0][0]), type(seen[1][0]))

    def test_calls_as_in_c(self):
        for args in (), (b'',), (b'', b'', b''):
            error, message = outcome(c_compare_digest, *args)
            message = message.replace('_compare_digest', 'compare_digest')
            self.assertEqual(outcome(self.compare_digest, *args), (error, message))
        self.assertRaises(TypeError, self.compare_digest, a=b'', b=b'')

    def test_same_object(self):
        for data in b'', b'data', 'text', bytearray(b'data'), bytearray(100_000):
            self.assertIs(self.compare_digest(data, data), True)

    def test_every_pair_of_bytes(self):
        singles = [bytes([byte]) for byte in range(256)]
        for before, after in (b'', b''), (b'0123456', b''), (b'', b'0123456789abcdef'), (b'x' * 70, b'y' * 60):
            left = [before + single + after for single in singles]
            right = [before + single + after for single in singles]
            for a, b in itertools.product(range(256), repeat=2):
                if self.compare_digest(left[a], right[b]) is not (a == b):
                    self.fail(f'{left[a]} and {right[b]}')

    def test_every_place(self):
        for size in range(1, 200):
            data = bytes(size)
            for place in range(size):
                other = bytearray(data)
                other[place] = 1 << place % 8
                self.assertIs(self.compare_digest(data, bytes(other)), False)
                self.assertIs(self.compare_digest(other, data), False)
                self.assertIs(self.compare_digest(other, other.copy()), True)

    def test_long_writable_memory(self):
        # It is gone through in pieces.
        size = 50_001
        data = bytes(range(256)) * (size // 256 + 1)
        data = data[:size]
        for place in (0, 16_383, 16_384, 16_385, 32_767, 32_768, size - 1):
            other = bytearray(data)
            self.assertIs(self.compare_digest(data, other), True)
            self.assertIs(self.compare_digest(other, bytearray(data)), True)
            other[place] ^= 0x10
            for a, b in (data, other), (other, data), (other, bytearray(data)), (memoryview(data), other):
                self.assertIs(self.compare_digest(a, b), False)
        self.assertIs(self.compare_digest(data, bytearray(data[:-1])), False)
        self.assertIs(self.compare_digest(bytearray(data[:-1]), data), False)

    def test_bytearray_is_let_go(self):
        data = bytearray(b'data')
        self.compare_digest(data, data)
        if ctypes:
            self.assertRaises(BufferError, self.compare_digest, data, ((ctypes.c_char * 2) * 2)())
        data.append(0)


class ResultsTest(unittest.TestCase):
    """Whoever computes it, the results are the same."""

    def digestmods(self, name):
        yield name
        yield name.upper()
        yield constructor(name)
        yield getattr(hashlib, name)

    def test_digest(self):
        for name, size in itertools.product(NAMES, SIZES):
            message = bytes(range(251)) * (size // 251 + 1)
            message = message[:size]
            key = message[:size // 3]
            expected = python.digest(key, message, constructor(name))
            for digestmod in self.digestmods(name):
                with self.subTest(name=name, size=size, digestmod=digestmod):
                    theirs = outcome(stock.digest, key, message, digestmod)
                    if type(theirs) is tuple:
                        continue
                    self.assertEqual(theirs, expected)
                    self.assertEqual(native.digest(key, message, digestmod), expected)
                    for kind in bytearray, memoryview, lambda data: array.array('B', data):
                        self.assertEqual(native.digest(key, kind(message), digestmod), expected)
                    self.assertEqual(native.digest(bytearray(key), message, digestmod), expected)
                    self.assertEqual(native.new(key, message, digestmod).digest(), expected)

    def test_objects(self):
        for name in NAMES:
            for digestmod in self.digestmods(name):
                theirs = outcome(python.new, b'key', b'mess', constructor(name))
                if type(outcome(stock.new, b'key', b'mess', digestmod)) is tuple:
                    continue
                with self.subTest(name=name, digestmod=digestmod):
                    updated = native.HMAC(bytearray(b'key'), digestmod=digestmod)
                    updated.update(memoryview(b'mess'))
                    for ours in native.new(b'key', b'mess', digestmod), updated:
                        self.assertIs(type(ours), native.HMAC)
                        for attribute in 'name', 'digest_size', 'block_size', 'blocksize':
                            self.assertEqual(getattr(ours, attribute), getattr(theirs, attribute))
                        self.assertEqual(ours.hexdigest(), theirs.hexdigest())
                        copied, their_copy = ours.copy(), theirs.copy()
                        copied.update(b'age')
                        their_copy.update(b'age')
                        self.assertEqual(copied.digest(), their_copy.digest())
                        self.assertEqual(ours.digest(), theirs.digest())

    def test_wrong_calls(self):
        # As where OpenSSL, or else the code in C or Python, is asked at once.
        keys = [b'key', 'key', None, 3, bytearray(b'key'), memoryview(b'key'), array.array('B', b'key'), Data(b'key'),
                memoryview(b'k-e-y-')[::2], [1]]
        messages = [b'message', 'message', None, 3, memoryview(b'm-s-g')[::2], array.array('I', [1]), [1], ()]
        if ctypes:
            messages.append((ctypes.c_char * 2 * 2)())
        digestmods = [('sha256', 'sha256'), ('SHA256', 'SHA256'), ('sha2_256', 'sha2_256'), ('nonsense', 'nonsense'), ('', ''),
                      (None, None), (3, 3), (b'sha256', b'sha256'), ('sha256\0', 'sha256\0'), ('\ud800', '\ud800'), ([], [])]
        # Its constructor in hashlib, if that is ours, is in stock's place of OpenSSL's.
        if hashlib.sha256 is constructor('sha256') and _hashlib:
            digestmods.append((hashlib.sha256, _hashlib.openssl_sha256))
        if not _hashlib:
            self.skipTest('what C has instead of OpenSSL differs from version to version')
        for key, message, (ours, theirs) in itertools.product(keys, messages, digestmods):
            # A name of ours alone. Its type first: with -bb, comparing bytes with str is an error.
            known_to_c = not isinstance(theirs, str) or theirs != 'sha2_256'
            with self.subTest(key=key, message=message, digestmod=ours):
                seen, expected = outcome(native.digest, key, message, ours), outcome(stock.digest, key, message, theirs)
                if expected == outcome(python.digest, key, message, 'nonsense'):
                    continue  # what _hmac supports where OpenSSL does not
                if known_to_c or type(expected) is bytes:
                    self.assertEqual(seen, expected)
                seen, expected = (outcome(lambda: module.new(key, message, digestmod).hexdigest())
                                  for module, digestmod in ((native, ours), (stock, theirs)))
                if known_to_c or type(expected) is str:
                    self.assertEqual(seen, expected)


class DispatchTest(unittest.TestCase):
    def assert_asked(self, expected, key, message, digestmod, module=native):
        with mock.patch.object(_hmac, 'compute_digest', wraps=_hmac.compute_digest) as compute:
            outcome(module.digest, key, message, digestmod)
        first = [mock.call(key, message, name) for name in NAMES]
        self.assertEqual(bool(compute.mock_calls) and compute.mock_calls[0] in first, expected)

    def test_which_are_asked_first(self):
        for name in NAMES:
            with self.subTest(name=name):
                self.assert_asked(True, b'key', b'message', constructor(name))
                # Of BLAKE2, some versions of OpenSSL leave the HMAC to us.
                if name in PREFERRED or not name.startswith('blake2'):
                    self.assert_asked(name in PREFERRED, b'key', b'message', name)

    @unittest.skipUnless(_hashlib, 'needs OpenSSL')
    def test_openssl_is_asked_for_the_rest(self):
        for digestmod in 'SHA256', 'sha512-256', Text('sha256'), _hashlib.openssl_sha256:
            self.assert_asked(False, b'key', b'message', digestmod)
        for name in PREFERRED:
            for digestmod in name, constructor(name):
                for key, message in (Data(b'key'), b'message'), (b'key', Data(b'message')), (array.array('B'), b''), (b'', mapped()):
                    with self.subTest(key=key, message=message, digestmod=digestmod):
                        self.assert_asked(False, key, message, digestmod)
                        # by OpenSSL itself, and not in Python
                        with mock.patch.object(native, '_compute_digest_fallback', create=True) as fallback:
                            with mock.patch.object(_hashlib, 'hmac_digest', wraps=_hashlib.hmac_digest) as openssl:
                                native.digest(key, message, digestmod)
                        openssl.assert_called_once_with(key, message, name)
                        fallback.assert_not_called()

    def test_names(self):
        name_if_first = _hmac._name_if_first
        for name in NAMES:
            self.assertEqual(name_if_first(b'', b'', name, True), name)
            self.assertEqual(name_if_first(b'', b'', name, False), name if name in _hmac._faster_than_openssl else None)
            self.assertEqual(name_if_first(b'', b'', constructor(name), False), name)
            self.assertIs(name_if_first(Data(), b'', constructor(name), False), False)
            self.assertIs(name_if_first(b'', None, name, True), False)
        strange = [len, b''.join, [].append, print, type, object, int, hashlib.new, hashlib.shake_128, hashlib, None, 3, b'md5',
                   Text('md5'), 'MD5', '', 'sha2_256', '\ud800', 'é', unittest.TestCase, constructor('sha256')(), Exporter,
                   type('_sha3.sha3_256', (), {}), type('M', (type,), {})('md5', (), {}), datetime.date,
                   hashlib.sha256().update]
        if _hashlib:
            strange += [_hashlib.openssl_sha256, _hashlib.HASH]
        for digestmod in strange:
            with self.subTest(digestmod=digestmod):
                self.assertIsNone(name_if_first(b'', b'', digestmod, True))
                self.assertIs(_hmac._for_openssl(digestmod), digestmod)

    @unittest.skipUnless(_hashlib, 'needs OpenSSL')
    def test_fips_mode(self):
        for how in {'return_value': 1}, {'side_effect': ValueError}:
            with mock.patch.object(_hashlib, 'get_fips_mode', **how):
                module = import_helper.import_fresh_module('hmac')
            self.assertIsNone(module._name_if_first)
            self.assert_asked(False, b'key', b'message', 'sha256', module)
            self.assertEqual(module.digest(b'key', b'message', 'sha256'), native.digest(b'key', b'message', 'sha256'))
            self.assertIs(module.compare_digest, _hmac.compare_digest)

    def test_blocked(self):
        self.assertIsNone(stock._name_if_first)
        self.assertIsNone(python._name_if_first)

    def test_what_refuses_is_not_the_last_word(self):
        # As test.support.hashlib_helper has it, or a message that is too long
        expected = python.digest(b'key', b'message', 'sha256')
        for error in _hmac.UnknownHashError, OverflowError:
            for digestmod in 'sha256', constructor('sha256'):
                with mock.patch.object(_hmac, 'compute_digest', side_effect=error):
                    self.assertEqual(native.digest(b'key', b'message', digestmod), expected)
                if not _hashlib and error is OverflowError:
                    continue  # which hmac.new() raises
                with mock.patch.object(_hmac, 'new', side_effect=error):
                    self.assertEqual(native.new(b'key', b'message', digestmod).digest(), expected)


if __name__ == '__main__':
    unittest.main()
