"""Shows that the differential test finds differences: each mutant of base64 has one.

Needs no native module, so any interpreter of the right version runs it:
    PYTHON tests/differential/test_harness.py
"""

import contextlib
import inspect
import io
import subprocess
import sys
import types
import unittest
from unittest import mock

import base64_calls
import interface
import outcome
import sides

# What is appended to the source of base64, or replaced in it, and where the difference shows.
MUTANTS = {
    'category of a warning': (('FutureWarning', 'DeprecationWarning'), 'warnings'),
    'line of a warning': (('stacklevel=2', 'stacklevel=3'), 'warnings'),
    'text of a warning': (('in URL-safe', 'in url-safe'), 'warnings'),
    'text of an error': (('expected bytes-like', 'need bytes-like'), 'error'),
    'context of an error': (('from None', 'from KeyError()'), 'error'),
    'cause of an error': (('from err', ''), 'error'),
    'truth tested twice': (('        if validate:', '        if validate and validate:'), 'trace'),
    'a parameter ignored': (('canonical=canonical', 'canonical=bool(canonical) and False'), 'trace'),
    'one byte': ('''
def standard_b64encode(s):
    result = b64encode(s)
    return result.replace(b'Z', b'z') if len(result) == 44 else result
''', 'result'),
    'type of the result': ('''
def encodebytes(s, original=encodebytes):
    return bytearray(original(s))
''', 'result'),
    'another class of the same name': ('''
class Error(ValueError):
    __module__ = 'binascii'
def decodebytes(s, original=decodebytes):
    try:
        return original(s)
    except binascii.Error as error:
        raise Error(*error.args) from None
''', 'error'),
    'order of side effects': ('''
import operator
def b64encode(s, altchars=None, *, padded=True, wrapcol=0, original=b64encode):
    if type(wrapcol).__name__ == 'Index':
        operator.index(wrapcol)
    return original(s, altchars, padded=padded, wrapcol=wrapcol)
''', 'trace'),
    'a buffer never released': ('''
kept = []
def encodebytes(s, original=encodebytes):
    result = original(s)
    kept.append(memoryview(s))
    return result
''', 'trace'),
    'an argument changed': ('''
def urlsafe_b64encode(s, *, padded=True, original=urlsafe_b64encode):
    result = original(s, padded=padded)
    if type(s) is bytearray and len(s) == 6:
        s.clear()
        result += b'='
    return result
''', 'result'),
    'an error that is not raised': ('''
def standard_b64decode(s, original=standard_b64decode):
    try:
        return original(s)
    except ValueError:
        return b''
''', 'result'),
    'an exception swallowed': ('''
def encodebytes(s, original=encodebytes):
    def fail(): raise ValueError
    class Noisy:
        def __del__(self): fail()
    if type(s).__name__ == 'mmap':
        Noisy()
    return original(s)
''', 'trace'),
}

INTERFACE_MUTANTS = {
    'signature': '\ndef decodebytes(s=b""): "Decode."\n',
    '__module__': '\ndecodebytes.__module__ = "_base64"\n',
    '__name__': '\ndecodebytes.__name__ = "decode"\n',
    'docstring': '\ndecodebytes.__doc__ = " "\n',
    'names': '\nleft_behind = 1\n',
    '__all__': '\n__all__ = __all__[:-1]\n',
}


def mutant(fallback, change):
    source = inspect.getsource(fallback)
    if isinstance(change, tuple):
        old, new = change
        if old not in source:
            raise AssertionError(f'base64.py has no {old!r}: choose another mutation')
        source = source.replace(old, new)
    else:
        source += change
    module = types.ModuleType('base64')
    with mock.patch.dict(sys.modules, {'_base64': None}):
        exec(compile(source, fallback.__file__, 'exec'), module.__dict__)
    return module


class DifferencesAreFound(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.fallback = sides.fallback()
        cls.saved_hook = sys.unraisablehook
        outcome.watch_unraisable()

    @classmethod
    def tearDownClass(cls):
        sys.unraisablehook = cls.saved_hook

    def test_calls(self):
        for name, (change, field) in MUTANTS.items():
            with self.subTest(name):
                output = io.StringIO()
                with contextlib.redirect_stdout(output), self.assertRaises(base64_calls.Difference):
                    base64_calls.compare(mutant(self.fallback, change), self.fallback, 600_000, 1)
                self.assertIn(f'DIFFERENCE in {field} of', output.getvalue())
                self.reproduces(output.getvalue())

    def reproduces(self, output):
        # The code is run where both sides are the same, so only that it runs can be seen.
        code = output.partition('with this interpreter:\n\n')[2]
        code = code.replace('replay(', 'print(')
        child = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
        self.assertEqual(child.returncode, 0, code + child.stderr)
        self.assertLess(len(code), 700, 'not a minimal reproduction')

    def test_interface(self):
        for name, change in INTERFACE_MUTANTS.items():
            with self.subTest(name):
                found = list(interface.problems(mutant(self.fallback, change), self.fallback, processes=False))
                self.assertTrue(found)

    def test_no_difference(self):
        made = base64_calls.compare(sides.fallback(), self.fallback, 20_000, 1)
        self.assertEqual(made, 20_000)


if __name__ == '__main__':
    unittest.main()
