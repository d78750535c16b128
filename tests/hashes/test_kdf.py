"""Key derivation without memory, in several threads and interpreters, and with RFC 7914's vector of a gigabyte.

    PYTHON tests/hashes/test_kdf.py        with `_kdf` built into PYTHON, or on PYTHONPATH
"""

import importlib.util
import os
import sys
import threading
import unittest

import _kdf

import test_objects

CALLS = {
    'pbkdf2_hmac': lambda: _kdf.pbkdf2_hmac('sha3_512', b'password', b'salt', 2, 300),
    'pbkdf2_hmac(bytearray)': lambda: _kdf.pbkdf2_hmac('sha256', bytearray(200), bytearray(3000), 2),
    'pbkdf2_hmac(0)': lambda: _kdf.pbkdf2_hmac('sha256', b'', b'', 0),
    'scrypt': lambda: _kdf.scrypt(b'password', salt=b'salt', n=16, r=2, p=2),
    'scrypt(bytearray)': lambda: _kdf.scrypt(bytearray(200), salt=bytearray(3000), n=2, r=8, p=1, dklen=1000),
    'scrypt(0)': lambda: _kdf.scrypt(b'', salt=b'', n=0, r=1, p=1),
}


class Memory(test_objects.Memory):
    test_long_data_is_not_copied = None

    def calls(self):
        return CALLS.items()

    def test_memory_that_cannot_be_had(self):
        resource = __import__('resource')
        before = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, before[1]))
        try:
            try:
                bytes(1 << 30)
            except MemoryError:
                pass
            else:
                self.skipTest('here: too little memory for a key: memory cannot be limited, as under qemu')
            with self.assertRaises(MemoryError):
                _kdf.scrypt(b'', salt=b'', n=1 << 20, r=15, p=1, maxmem=(1 << 31) - 1)
            with self.assertRaises(MemoryError):
                # So long that bytes can have that length on 32 bits, too.
                _kdf.pbkdf2_hmac('sha256', b'', b'', 1, (1 << 31) - 100)
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)


class Threads(unittest.TestCase):
    @unittest.skipUnless(test_objects.HAS_GIL, 'there is no GIL')
    def test_the_gil_is_released(self):
        for name, call in {'pbkdf2_hmac': lambda: _kdf.pbkdf2_hmac('sha512', b'', b'', 200_000),
                           'scrypt': lambda: _kdf.scrypt(b'', salt=b'', n=1 << 14, r=8, p=2, maxmem=1 << 30)}.items():
            with self.subTest(name):
                self.assertTrue(any(test_objects.other_thread_runs_during(call) for _ in range(10)))

    def test_equal_keys_at_once(self):
        expected = {name: call() for name, call in CALLS.items() if not name.endswith('(0)')}
        wrong = []

        def work():
            for _ in range(200):
                wrong.extend(name for name, key in expected.items() if CALLS[name]() != key)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])


class Interpreters(unittest.TestCase):
    def test_each_has_its_own(self):
        try:
            from concurrent import interpreters
        except ImportError:
            self.skipTest('needs concurrent.interpreters (Python 3.14)')
        name = 'sha512_256' if importlib.util.find_spec('_hashlib') else 'sha512'
        for _ in range(3):
            interpreter = interpreters.create()
            interpreter.exec(f'import sys; sys.path[:] = {sys.path!r}')
            interpreter.exec('import _kdf; assert not hasattr(_kdf, "mark"); _kdf.mark = 1')
            # What was asked of OpenSSL, where there is one, is kept by the module.
            interpreter.exec(f'_kdf.pbkdf2_hmac({name!r}, b"", b"", 1); _kdf.scrypt(b"", salt=b"", n=2, r=1, p=1)')
            interpreter.close()


class Vectors(unittest.TestCase):
    @unittest.skipUnless(os.environ.get('KDF_GIGABYTE'), 'takes a gigabyte: KDF_GIGABYTE=1')
    def test_rfc_7914(self):
        key = _kdf.scrypt(b'pleaseletmein', salt=b'SodiumChloride', n=1 << 20, r=8, p=1, maxmem=(1 << 31) - 1)
        self.assertEqual(key.hex(), '2101cb9b6a511aaeaddbbe09cf70f881ec568d574a2ffd4dabe5ee9820adaa47'
                                    '8e56fd8f4ba5d09ffa1c6d927c40f4c337304049e8a952fbcbf45c6fa77a41a4')


if __name__ == '__main__':
    unittest.main()
