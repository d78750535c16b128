"""Shows that the stock side is CPython's own, and that having it changes nothing.

    PYTHON tests/stock/test_stock.py
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

import base64
import binascii
import stock


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
        with mock.patch.object(stock, '_run', side_effect=AssertionError):
            stock.load(self.out)

    def test_compiled_again_with_other_flags(self):
        other = list(stock.commands('source', 'target'))
        other[0].append('-DOTHER')
        with mock.patch.object(stock, 'commands', lambda *_: other), \
             mock.patch.object(stock, '_run', side_effect=InterruptedError), \
             self.assertRaises(InterruptedError):
            stock.load(self.out)

    def test_as_a_command(self):
        done = subprocess.run([sys.executable, stock.__file__], capture_output=True, text=True)
        self.assertEqual((os.path.dirname(done.stdout.strip()), done.stderr), (stock.default_out(), ''))
        self.assertTrue(os.path.exists(done.stdout.strip()))


if __name__ == '__main__':
    unittest.main()
