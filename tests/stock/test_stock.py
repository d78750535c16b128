"""Shows that the stock side is CPython's own, and that having it changes nothing.

    PYTHON tests/stock/test_stock.py
"""

import importlib
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

import base64
import binascii
import hashlib
import stock
import stock_compile
import stock_hashes


class Stock(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.out = folder.name
        cls.base64, cls.binascii = stock.load(cls.out)

    def test_is_apart(self):
        self.assertIs(sys.modules['base64'], base64)
        self.assertIs(sys.modules['binascii'], binascii)
        self.assertIsNot(self.binascii, binascii)
        self.assertIsNot(self.binascii.Error, binascii.Error)
        self.assertIs(self.base64.binascii, self.binascii)

    def test_is_the_one_compiled_here(self):
        self.assertTrue(self.binascii.__file__.startswith(self.out))
        self.assertNotIn(b'_Py_rs_', pathlib.Path(self.binascii.__file__).read_bytes())

    def test_is_all_python(self):
        for name in base64.__all__:
            with self.subTest(name):
                self.assertEqual(type(getattr(self.base64, name)).__name__, 'function')

    def test_an_unimported_accelerator_stays_so(self):
        without = {name: module for name, module in sys.modules.items() if name != '_base64'}
        with mock.patch.dict(sys.modules, without, clear=True):
            stock.load(self.out)
            self.assertNotIn('_base64', sys.modules)

    def test_compiled_once(self):
        with mock.patch.object(stock_compile, 'run', side_effect=AssertionError):
            stock.load(self.out)

    def test_compiled_again_with_other_flags(self):
        compile_command = stock_compile.compile_command
        with mock.patch.object(stock_compile, 'compile_command', lambda *args: [*compile_command(*args), '-DOTHER']), \
             mock.patch.object(stock_compile, 'run', side_effect=InterruptedError), \
             self.assertRaises(InterruptedError):
            stock.load(self.out)

    def test_as_a_command(self):
        done = subprocess.run([sys.executable, stock.__file__], capture_output=True, text=True)
        self.assertEqual((os.path.dirname(done.stdout.strip()), done.stderr), (stock.default_out(), ''))
        self.assertTrue(os.path.exists(done.stdout.strip()))


class Hashes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.out = stock.default_out()
        cls.stock = stock_hashes.load(cls.out)

    def test_are_apart(self):
        for name in (*stock_hashes.NAMES, '_hashlib', '_operator', 'hashlib', 'hmac'):
            with self.subTest(name):
                self.assertIsNot(getattr(self.stock, name), importlib.import_module(name))
        self.assertIs(sys.modules['hashlib'], hashlib)

    def test_are_those_compiled_here(self):
        for name in stock_hashes.NAMES:
            with self.subTest(name):
                path = getattr(self.stock, name).__file__
                self.assertTrue(path.startswith(self.out))
                self.assertNotIn(b'_Py_rs_', pathlib.Path(path).read_bytes())

    def test_hashlib_and_hmac_stand_on_them(self):
        self.assertIs(self.stock.hashlib.blake2b, self.stock._blake2.blake2b)
        # What is imported when it is first needed.
        get = getattr(self.stock.hashlib, '__get_builtin_constructor')
        self.assertIs(get('SHA256'), self.stock._sha2.sha256)
        self.assertIs(get('md5'), self.stock._md5.md5)
        digest = self.stock.hmac.new(b'key', b'message', get('sha3_256')).hexdigest()
        self.assertEqual(digest, self.stock.hmac.digest(b'key', b'message', 'sha3_256').hex())

    def test_compiled_once(self):
        with mock.patch.object(stock_compile, 'run', side_effect=AssertionError):
            stock_hashes.load(self.out)


if __name__ == '__main__':
    unittest.main()
