"""Shows that the differential test finds differences: each mutant of base64 and binascii has one.

Compares CPython's own code with itself, so any interpreter in its build folder runs it:
    PYTHON tests/differential/test_harness.py
"""

import contextlib
import io
import re
import subprocess
import sys
import unittest
from unittest import mock

import calls
import interface
import outcome
import sides
import values
from mutants import INTERFACE_MUTANTS, MUTANTS, mutant
from signatures import FUNCTIONS


class DifferencesAreFound(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stock = sides.stock()
        # The interpreter warns of that one, and blames the nearest code in Python: a mutant's.
        cls.enterClassContext(mock.patch.dict(values.NUMBERS))
        del values.NUMBERS['index True']
        cls.saved_hook = sys.unraisablehook
        outcome.watch_unraisable()

    @classmethod
    def tearDownClass(cls):
        sys.unraisablehook = cls.saved_hook

    def test_calls(self):
        for name, change in MUTANTS.items():
            with self.subTest(name):
                output = io.StringIO()
                with contextlib.redirect_stdout(output), self.assertRaises(calls.Difference):
                    calls.compare(mutant(self.stock, change), self.stock, 20_000, 1, only=(change.function,))
                self.assertRegex(output.getvalue(), f'DIFFERENCE in ({change.field}) of {re.escape(change.function)}\n')
                self.reproduces(output.getvalue())

    def reproduces(self, output):
        # The code is run where both sides are the same, so only that it runs can be seen.
        code = output.partition('with this interpreter:\n\n')[2]
        code = code.replace('replay(', 'print(')
        child = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
        self.assertEqual(child.returncode, 0, code + child.stderr)
        self.assertLess(len(code), 1300, 'not a minimal reproduction')

    def test_interface(self):
        for name, change in INTERFACE_MUTANTS.items():
            with self.subTest(name):
                found = list(interface.problems(mutant(self.stock, change), self.stock, processes=False))
                self.assertTrue(found)

    def test_no_difference(self):
        self.assertEqual(list(interface.problems(sides.another_stock(), self.stock, processes=False)), [])
        self.assertGreater(calls.compare(sides.another_stock(), self.stock, 20_000, 1, share=0.001), 20_000 - 1)

    def test_every_function_is_called_in_every_way(self):
        calls_of = dict.fromkeys(FUNCTIONS, 0)
        given = set()

        def count(case, *_):
            calls_of[case.function] += 1
            names = [parameter.name for parameter in FUNCTIONS[case.function].parameters]
            given.update((case.function, name) for name in [*names[:len(case.args)], *case.kwargs])

        with mock.patch.object(calls, 'difference', count):
            calls.compare(None, None, 100_000, 1)
        self.assertGreater(min(calls_of.values()), 200, calls_of)
        missing = {(f.name, p.name) for f in FUNCTIONS.values() for p in f.parameters} - given
        self.assertFalse(missing)


if __name__ == '__main__':
    unittest.main()
