"""Tests of what hashlib takes from modules in Rust: which constructors, and key derivation.

test_hashlib's own tests of key derivation are run on `_kdf` and, where there is one, on OpenSSL's.
"""

import array
import importlib
import inspect
import pickle
import random
import subprocess
import sys
import types
import unittest
from test import test_hashlib
from test.support import import_helper, threading_helper
from unittest import mock

_kdf = import_helper.import_module('_kdf')
try:
    import _hashlib
except ImportError:
    _hashlib = None

MODULES = {'_md5': ['md5'], '_sha1': ['sha1'], '_sha2': ['sha224', 'sha256', 'sha384', 'sha512'],
           '_sha3': ['sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256']}
UPPER = {'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'}
WITH_HMAC = [name for names in MODULES.values() for name in names if 'shake' not in name] + ['blake2b', 'blake2s']

needs_openssl = unittest.skipUnless(_hashlib, 'needs OpenSSL')
in_fips_mode = _hashlib is not None and _hashlib.get_fips_mode()
not_in_fips_mode = unittest.skipIf(in_fips_mode, 'OpenSSL decides')


def fresh(blocked=(), **replaced):
    """hashlib as it is where these modules are missing or others."""
    modules = dict.fromkeys(blocked) | replaced
    with mock.patch.dict(sys.modules, modules):
        sys.modules.pop('hashlib')
        return importlib.import_module('hashlib')


def other(module, **attributes):
    """The module with some things different."""
    another = types.ModuleType(module.__name__)
    vars(another).update(vars(module), **attributes)
    return another


def preferred():
    """What the modules say, by module."""
    names = {}
    for module in MODULES:
        try:
            names[module] = set(importlib.import_module(module)._faster_than_openssl)
        except (ImportError, AttributeError):
            pass
    return names


class Modules(unittest.TestCase):
    def test_names(self):
        for module, names in preferred().items():
            self.assertLessEqual(names, set(MODULES[module]))
        self.assertLessEqual(set(_kdf._faster_than_openssl), {'pbkdf2_hmac', 'scrypt'})
        self.assertIs(type(_kdf._faster_than_openssl), tuple)
        # In C they say nothing.
        if len(preferred()) == len(MODULES):
            self.assertEqual(set(_kdf._modules_faster_than_openssl), {module for module, names in preferred().items() if names})


@needs_openssl
class Constructors(unittest.TestCase):
    """The rules, on copies of hashlib."""

    def assertNative(self, hashlib, native):
        """hashlib has these names from modules in Rust, and no other."""
        for module, names in MODULES.items():
            for name in names:
                with self.subTest(name):
                    constructor = getattr(hashlib, name)
                    if name in native:
                        self.assertIs(constructor, getattr(importlib.import_module(module), name))
                    elif not in_fips_mode:
                        self.assertIs(constructor, getattr(hashlib._hashlib, f'openssl_{name}'))
                    for spelling in [name] + [name.upper()] * (name in UPPER):
                        made = type(hashlib.new(spelling, b'abc', usedforsecurity=False))
                        self.assertEqual(made.__module__ != '_hashlib', name in native, spelling)
                    if name in UPPER:
                        made = hashlib.new(name.title(), usedforsecurity=False)
                        self.assertEqual(type(made).__module__, '_hashlib')

    @not_in_fips_mode
    def test_what_the_modules_say(self):
        self.assertNative(fresh(), set().union(*preferred().values()))

    @not_in_fips_mode
    def test_everything(self):
        """As on a processor on which all are faster."""
        modules = {}
        for module, names in MODULES.items():
            modules[module] = other(importlib.import_module(module), _faster_than_openssl=tuple(names))
        modules['_kdf'] = other(_kdf, _modules_faster_than_openssl=tuple(MODULES))
        with mock.patch.dict(sys.modules, modules):
            self.assertNative(fresh(), set().union(*MODULES.values()))

    @not_in_fips_mode
    def test_nothing(self):
        """As with --with-openssl-hashes-first."""
        modules = {module: other(importlib.import_module(module), _faster_than_openssl=()) for module in [*MODULES, '_kdf']}
        hashlib = fresh(**modules)
        self.assertNative(hashlib, set())
        self.assertIs(hashlib.pbkdf2_hmac, _hashlib.pbkdf2_hmac)
        self.assertIs(hashlib.scrypt, _hashlib.scrypt)

    def test_fips_mode(self):
        hashlib = fresh(_hashlib=other(_hashlib, get_fips_mode=lambda: 1))
        self.assertNative(hashlib, set())
        self.assertIs(hashlib.pbkdf2_hmac, _hashlib.pbkdf2_hmac)
        self.assertIs(hashlib.scrypt, _hashlib.scrypt)

    def test_fips_mode_unknown(self):
        hashlib = fresh(_hashlib=other(_hashlib, get_fips_mode=mock.Mock(side_effect=ValueError('no reason supplied'))))
        self.assertNative(hashlib, set())

    @not_in_fips_mode
    def test_missing_module(self):
        """As with --with-builtin-hashlib-hashes."""
        for missing in MODULES:
            with self.subTest(missing):
                names = [names for module, names in preferred().items() if module != missing]
                self.assertNative(fresh(blocked=[missing]), set().union(*names))

    @not_in_fips_mode
    def test_modules_in_c(self):
        """They do not say what they are faster than."""
        modules = {module: types.ModuleType(module) for module in MODULES}
        modules['_kdf'] = other(_kdf, _modules_faster_than_openssl=tuple(MODULES))
        self.assertNative(fresh(**modules), set())

    @not_in_fips_mode
    def test_without_kdf(self):
        with mock.patch.dict(sys.modules):
            for module in MODULES:
                sys.modules.pop(module, None)
            hashlib = fresh(blocked=['_kdf'])
            self.assertFalse(MODULES.keys() & sys.modules.keys())
        self.assertNative(hashlib, set())
        self.assertIs(hashlib.pbkdf2_hmac, _hashlib.pbkdf2_hmac)

    def test_module_gone_later(self):
        """new() falls back to OpenSSL's."""
        hashlib = fresh()
        getattr(hashlib, '__builtin_constructor_cache').clear()
        with mock.patch.dict(sys.modules, dict.fromkeys(MODULES)):
            self.assertEqual(type(hashlib.new('sha256', usedforsecurity=False)).__module__, '_hashlib')

    def test_nothing_else_differs(self):
        import hashlib
        stock = fresh(blocked=['_kdf'])
        own = {'__native_hashes'}
        self.assertEqual(set(vars(hashlib)) - own, set(vars(stock)) - own)
        self.assertEqual(hashlib.__all__, stock.__all__)
        self.assertEqual(hashlib.algorithms_available, stock.algorithms_available)
        self.assertEqual(hashlib.algorithms_guaranteed, stock.algorithms_guaranteed)
        for name in hashlib.algorithms_guaranteed:
            ours, theirs = (getattr(module, name)(b'abc', usedforsecurity=False) for module in (hashlib, stock))
            for attribute in 'name', 'digest_size', 'block_size':
                self.assertEqual(getattr(ours, attribute), getattr(theirs, attribute))
            length = [20] * name.startswith('shake')
            self.assertEqual(ours.digest(*length), theirs.digest(*length))

    def test_errors_of_new(self):
        import hashlib
        stock = fresh(blocked=['_kdf'])
        for arguments in (('nonsense',), (3,), (None,), ('sha256', 'text'), ('sha256', 3), (b'sha256',), ('',), ([],)):
            with self.subTest(arguments):
                classes = []
                for module in hashlib, stock:
                    with self.assertRaises(Exception) as caught:
                        module.new(*arguments)
                    classes.append(type(caught.exception))
                self.assertIs(*classes)


class WithoutOpenssl(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.hashlib = fresh(blocked=['_hashlib'])

    def test_constructors(self):
        for module, names in MODULES.items():
            for name in names:
                self.assertIs(getattr(self.hashlib, name), getattr(importlib.import_module(module), name))

    def test_kdfs(self):
        self.assertIs(self.hashlib.pbkdf2_hmac, _kdf.pbkdf2_hmac)
        self.assertIs(self.hashlib.scrypt, _kdf.scrypt)
        self.assertIn('pbkdf2_hmac', self.hashlib.__all__)
        self.assertEqual('scrypt' in self.hashlib.__all__, sys.version_info >= (3, 15))
        self.assertEqual(len(self.hashlib.__all__), len(set(self.hashlib.__all__)))

    def test_names_that_openssl_has(self):
        # In a process of its own: _kdf keeps OpenSSL's function once it has found it.
        code = '''if 1:
            import sys
            sys.modules['_hashlib'] = None
            import hashlib
            for arguments in (('unknown', b'', b'', 1), ('sha512-256', b'', b'', 0), ('SHA3_256', b'', b'', 1),
                              ('sha1\\0', 3, 3, 3), ('unknown', '', b'', 1), ('unknown', b'', b'', 1.5), (b'sha1', b'', b'', 1)):
                try:
                    hashlib.pbkdf2_hmac(*arguments)
                except Exception as error:
                    print(f'{type(error).__name__}: {error}', error.__context__)
        '''
        output = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True).stdout
        unsupported = 'unsupported hash algorithm' if sys.version_info >= (3, 15) else 'unsupported hash type'
        self.assertEqual(output.splitlines(), [
            f'ValueError: {unsupported} unknown None',
            f'ValueError: {unsupported} sha512-256 None',
            f'ValueError: {unsupported} SHA3_256 None',
            'ValueError: embedded null character None',
            "TypeError: a bytes-like object is required, not 'str' None",
            "TypeError: 'float' object cannot be interpreted as an integer None",
            "TypeError: pbkdf2_hmac() argument 'hash_name' must be str, not bytes None",
        ])


class KDFTests(test_hashlib.KDFTests):
    def test_pbkdf2_hmac_rust(self):
        self._test_pbkdf2_hmac(_kdf.pbkdf2_hmac, self.pbkdf2_results)


class RunScrypt:
    def setUp(self):
        super().setUp()
        patcher = mock.patch.object(test_hashlib.hashlib, 'scrypt', self.scrypt)
        patcher.start()
        self.addCleanup(patcher.stop)


# In 3.13 and 3.14 they are among KDFTests.
SCRYPT_TESTS = getattr(test_hashlib, 'TestScrypt', test_hashlib.KDFTests)


class NativeScryptTests(RunScrypt, SCRYPT_TESTS):
    scrypt = staticmethod(_kdf.scrypt)


@unittest.skipUnless(hasattr(_hashlib, 'scrypt'), 'needs OpenSSL')
class OpensslScryptTests(RunScrypt, SCRYPT_TESTS):
    scrypt = staticmethod(getattr(_hashlib, 'scrypt', None))


class Number:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        return self.number


class Kdfs(unittest.TestCase):
    def test_rfc_7914(self):
        """Section 11; test_hashlib has what is in section 12 and in RFC 6070."""
        self.assertEqual(_kdf.pbkdf2_hmac('sha256', b'passwd', b'salt', 1, 64).hex(),
                         '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc'
                         '49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783')
        self.assertEqual(_kdf.pbkdf2_hmac('sha256', b'Password', b'NaCl', 80000, 64).hex(),
                         '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56'
                         'a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d')

    def test_where_they_are_from(self):
        import hashlib
        for function in _kdf.pbkdf2_hmac, _kdf.scrypt:
            self.assertEqual(function.__module__, 'hashlib')
            self.assertIs(type(function), types.BuiltinFunctionType)
        if hashlib.pbkdf2_hmac is _kdf.pbkdf2_hmac:
            self.assertIs(pickle.loads(pickle.dumps(_kdf.pbkdf2_hmac)), _kdf.pbkdf2_hmac)

    @threading_helper.requires_working_threading()
    def test_other_threads_run(self):
        import threading
        seen = threading.Event()
        thread = threading.Thread(target=seen.set)
        interval = sys.getswitchinterval()
        sys.setswitchinterval(1000)
        try:
            thread.start()
            _kdf.pbkdf2_hmac('sha256', b'', b'', 300_000)
            self.assertTrue(seen.is_set())
        finally:
            sys.setswitchinterval(interval)
            thread.join()


@needs_openssl
@not_in_fips_mode
class AgainstOpenssl(unittest.TestCase):
    """Results, and classes of errors; the texts are OpenSSL's in part, and compared where it is the version that they are of."""

    def compare(self, name, *args, **kwargs):
        seen = []
        for module in _kdf, _hashlib:
            try:
                seen.append(getattr(module, name)(*args, **kwargs))
            except Exception as error:
                text = str(error) if (3,) <= self.openssl_version < (4,) else ''
                seen.append((type(error), text))
        self.assertEqual(*seen, f'{name} {args} {kwargs}')
        return seen[0]

    @property
    def openssl_version(self):
        try:
            from _ssl import OPENSSL_VERSION_INFO
        except ImportError:
            return (0,)
        return OPENSSL_VERSION_INFO

    def test_signatures(self):
        for name in 'pbkdf2_hmac', 'scrypt':
            self.assertEqual(inspect.signature(getattr(_kdf, name)), inspect.signature(getattr(_hashlib, name)))

    def test_pbkdf2_hmac(self):
        for name in WITH_HMAC:
            for salt, iterations, dklen in ((b'', 1, None), (b's' * 200, 2, 1), (bytearray(b'salt'), 3, 64), (b'salt', 10, 300)):
                for password in b'', b'password', b'p' * 64, b'p' * 128, b'p' * 500, array.array('I', [1, 2]):
                    self.assertIsInstance(self.compare('pbkdf2_hmac', name, password, salt, iterations, dklen), bytes)

    def test_names(self):
        for name in ('SHA256', 'Sha256', 'SHA3_256', 'sha3-256', 'BLAKE2B', 'blake2b512', 'sha512_256', 'sha512-256', 'ripemd160',
                     'sm3', 'unknown', '', 'sha256\0', '\ud800', 'é', 'ſha1', 'md5-sha1', 'x' * 3000, b'sha1', None):
            self.compare('pbkdf2_hmac', name, b'password', b'salt', 2)
            self.compare('pbkdf2_hmac', hash_name=name, password=b'password', salt=b'salt', iterations=2, dklen=7)
            self.compare('pbkdf2_hmac', name, 'text', None, 1.5, 'x')

    def test_function_without_a_digest_size(self):
        # OpenSSL's text is what an earlier error has left.
        with self.assertRaises(ValueError):
            _kdf.pbkdf2_hmac('shake_128', b'', b'', 1)

    def test_limits_of_pbkdf2_hmac(self):
        for number in (0, -1, 1 << 31, (1 << 31) - 1, 1 << 32, 1 << 63, -(1 << 63), 1 << 64, 1.5, None, 'x', True, Number(3), Number(0)):
            if number != (1 << 31) - 1:
                self.compare('pbkdf2_hmac', 'sha1', b'', b'', number)
                self.compare('pbkdf2_hmac', 'sha1', b'', b'', 1, number)
                self.compare('pbkdf2_hmac', 'sha1', b'', b'', 0, number)

    def test_scrypt(self):
        for n, r, p in ((2, 1, 1), (2, 8, 1), (16, 1, 3), (64, 3, 2), (1024, 8, 1), (2, 100, 1), (4, 1, 20), (1 << 15, 1, 1)):
            for dklen in 1, 31, 64, 300:
                self.assertIsInstance(self.compare('scrypt', b'password', salt=b'salt', n=n, r=r, p=p, dklen=dklen), bytes)

    def test_limits_of_scrypt(self):
        right = dict(salt=b'salt', n=4, r=2, p=1)
        wrong = [0, -1, 1, 3, 1 << 16, 1 << 20, 1 << 29, 1 << 30, 1 << 31, 1 << 32, 1 << 62, 1 << 63, 1 << 64, 1.5, None, 'x', True,
                 Number(2)]
        for name in 'n', 'r', 'p', 'maxmem', 'dklen', 'salt':
            for value in wrong:
                if name == 'dklen' and value in (1 << 29, 1 << 30):
                    continue
                self.compare('scrypt', b'', **right | {name: value})
            if name in right:
                self.compare('scrypt', b'', **{key: value for key, value in right.items() if key != name})

    def test_memory_of_scrypt(self):
        for n, r, p in ((16, 1, 1), (64, 3, 2), (2, 8, 5)):
            memory = 128 * r * (n + p + 2)
            for maxmem in memory - 1, memory, memory + 1:
                result = self.compare('scrypt', b'', salt=b'', n=n, r=r, p=p, maxmem=maxmem)
                self.assertEqual(isinstance(result, bytes), maxmem >= memory)

    def test_random_calls(self):
        rng = random.Random(7914)
        for _ in range(200):
            password, salt = (rng.randbytes(rng.choice([0, 1, 8, 63, 64, 65, 127, 128, 129, 1000])) for _ in range(2))
            self.compare('pbkdf2_hmac', rng.choice(WITH_HMAC), password, salt, rng.randrange(1, 20), rng.randrange(1, 200))
            self.compare('scrypt', password, salt=salt, n=1 << rng.randrange(1, 8), r=rng.randrange(1, 10), p=rng.randrange(1, 4),
                         dklen=rng.randrange(1, 200))


if __name__ == '__main__':
    unittest.main()
