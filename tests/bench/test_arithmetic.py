"""What is made of the times: statistics, targets, file formats of other programs.

    PYTHON -m unittest discover -s tests/bench
"""

import hashlib
import importlib
import os
import pathlib
import re
import ssl
import statistics
import sys
import tempfile
import unittest
from unittest import mock

import asn1lib

import bench  # which knows where the others are
import certificates
import hashes
import modules
import rivals
import rows
import sides
import stock_hashes
import targets
import threads
import timing
import units


class Units(unittest.TestCase):
    def test_sizes(self):
        self.assertEqual([units.size_text(size) for size in rows.SIZES],
                         ['16 B', '64 B', '1 KiB', '4 KiB', '64 KiB', '1 MiB', '16 MiB'])

    def test_rates(self):
        texts = {123e9: '123 GB/s', 12.34e9: '12.3 GB/s', 1e9: '1.00 GB/s', 0.9994e9: '999 MB/s', 2.5e6: '2.50 MB/s',
                 9.999e9: '10.0 GB/s', 0.2e6: '0.20 MB/s'}
        self.assertEqual({rate: units.rate_text(rate) for rate in texts}, texts)

    def test_small_inputs_are_shown_as_time(self):
        self.assertEqual(units.speed_text(2048.0, 4096), '2,048 ns')
        self.assertEqual(units.speed_text(65536.0, 65536), '1.00 GB/s')

    def test_times(self):
        texts = {0.7e3: '700 ns', 1.234e3: '1.23 µs', 29e3: '29.0 µs', 1.5e6: '1.50 ms'}
        self.assertEqual({time: units.time_text(time) for time in texts}, texts)

    def test_odd_sizes(self):
        self.assertEqual([units.size_text(size) for size in (1527, 2048, 1 << 20)], ['1,527 B', '2 KiB', '1 MiB'])


class Timing(unittest.TestCase):
    def test_summary_is_in_nanoseconds(self):
        self.assertEqual(timing.summary([5e-9, 1e-9, 2e-9, 4e-9, 3e-9]),
                         {'values': 5, 'min': 1.0, 'q1': 2.0, 'median': 3.0, 'q3': 4.0, 'max': 5.0})

    def test_values_are_fewer_where_calls_are_long(self):
        settings = timing.Settings(value_time=0.01, values=10, fewest=3, run_time=0.5, runs=1)
        self.assertEqual([settings.values_per_run(longest) for longest in (0.0001, 0.01, 0.1, 2)], [10, 10, 5, 3])

    def test_small_sizes_have_fifty_values(self):
        settings = timing.THOROUGH
        self.assertGreaterEqual(settings.runs * settings.values_per_run(settings.value_time), 50)

    def test_calibration(self):
        # A function that takes 3 ms for each loop.
        loops, per_call = timing.calibrate(lambda loops: 0.003, 0.01)
        self.assertEqual((loops, per_call), (4, 0.003))

    def test_timer_calls_with_the_arguments(self):
        seen = []
        call = timing.Call(lambda *args, **named: seen.append((args, named)), 'data, 1, x=2', 'input')
        ticks = iter([10.0, 16.0])
        self.assertEqual(call.timer(clock=lambda: next(ticks))(3), 2.0)
        self.assertEqual(seen, [(('input', 1), {'x': 2})] * 3)

    def test_timer_does_with_the_result_what_is_said(self):
        call = timing.Call(str, 'data, encoding', b'\xe9', '.upper()', encoding='latin-1')
        self.assertEqual(call(), '\xc9')
        seen = []
        call = timing.Call(lambda one, other: lambda: seen.append((one, other)), 'data, other', 1, '()', other=2)
        call.timer(clock=lambda: 0.0)(2)
        self.assertEqual(seen, [(1, 2)] * 2)

    def test_measure(self):
        class Task:
            def calls(self):
                return {'a': timing.Call(len, 'data', 'x'), 'b': timing.Call(sum, 'data', [1])}
        settings = timing.Settings(value_time=1e-6, values=4, fewest=4, run_time=1, runs=2)
        measured, = timing.measure([Task()], settings)
        self.assertEqual([measured[name]['values'] for name in 'ab'], [8, 8])
        self.assertGreater(measured['a']['median'], 0)

    def test_gain_of_threads(self):
        self.assertEqual(threads.gain([1.0, 1.1, 5.0], [1.1, 1.1, 1.0]), 2.0)


class Rows(unittest.TestCase):
    def test_function_and_module(self):
        found = {row.label: row.function for row in rows.ROWS}
        self.assertEqual(found['b64encode(wrapcol=76)'], 'base64.b64encode')
        self.assertEqual(found['binascii.a2b_base64(strict_mode=True)'], 'binascii.a2b_base64')

    def test_names_are_known(self):
        labels = [row.label for row in (*rows.ROWS, *hashes.ROWS, *certificates.ROWS)]
        self.assertEqual(len(set(labels)), len(labels))
        for row in rows.ROWS:
            with self.subTest(row.label):
                self.assertIn(row.group, rows.GROUPS)
                self.assertLessEqual(row.rivals.keys(), rivals.PACKAGES.keys())
        for row in hashes.ROWS:
            with self.subTest(row.label):
                self.assertIn(row.group, rows.GROUPS)
                self.assertLessEqual(set(row.rivals), set(targets.RIVALS))
        self.assertLessEqual(rows.NOTES.keys() | rows.WITHOUT_SIZES, rows.GROUPS.keys())

    def test_certificates(self):
        made = certificates.tasks({})
        # Without packages, what has a stock.
        self.assertEqual([task.row.label.partition('.')[0] for task in made], ['ssl'] * 4)
        for task in made:
            with self.subTest(task.row.label):
                self.assertEqual(task.calls().keys(), {'ours', 'stock'})
        self.assertEqual(certificates.values(asn1lib.decode(bytes.fromhex('3005 020103 0500'))), (3, None))

    def test_stock_ssl_is_apart(self):
        stock = certificates.stock_ssl()
        self.assertIs(sys.modules['ssl'], ssl)
        self.assertIsNot(stock, ssl)
        self.assertIs(stock.base64, sides.stock().base64)
        self.assertEqual(type(stock.cert_time_to_seconds).__name__, 'function')

    def test_hashes(self):
        made = hashes.tasks(largest=64)
        self.assertEqual({task.row.group for task in made} | {'hash-modules'},
                         {'hashes', 'hash-modules', 'hmac', 'comparison', 'key-derivation'})
        for task in made:
            with self.subTest(task.row.label, size=task.size):
                names = task.calls().keys()
                self.assertLessEqual({'ours', 'stock'}, names)
                self.assertLessEqual(names - {'ours', 'stock'}, set(task.row.rivals))
        self.assertTrue(all(task.size <= 64 for task in made))

    def test_hashes_by_themselves_are_those_that_hashlib_does_not_call(self):
        alone = {task.row.label for task in hashes.tasks(re.compile('^_(md5|sha|blake)').match)}
        called = {f'{module}.{name}' for name, module in hashes.MODULES.items()
                  if getattr(hashlib, name) is getattr(importlib.import_module(module), name)}
        self.assertEqual(alone | called, {f'{module}.{name}' for name, module in hashes.MODULES.items()})
        self.assertFalse(alone & called)
        for name in alone:
            self.assertIn(name.partition('.')[2], hashes.openssl())

    def test_what_is_not_built_has_no_row(self):
        row = mock.Mock(label='_kdf.scrypt', ours=mock.Mock(side_effect=AttributeError))
        self.assertFalse(hashes.needed(row))
        self.assertTrue(hashes.needed(mock.Mock(label='hashlib.scrypt')))

    def test_sides_of_hashes(self):
        digest = timing.Call(hashes.built_in().hashlib.sha256, 'data', b'abc', '.hexdigest()')()
        self.assertTrue(digest.startswith('ba7816bf'))
        self.assertEqual(hashes.stock().hashlib.sha256.__module__, '_hashlib')
        self.assertEqual(hashes.built_in().hashlib.sha256.__module__, '_sha2')
        # BLAKE2 is no work of OpenSSL.
        task, = hashes.tasks(re.compile('^hashlib.blake2b$').match, largest=16)
        self.assertEqual(task.calls().keys(), {'ours', 'stock'})

    def test_what_is_compared_lies_apart(self):
        for row in hashes.ROWS:
            if row.group == 'comparison':
                with self.subTest(row.label):
                    inputs = row.inputs(hashes.ours(), 64)
                    self.assertEqual(inputs['data'], inputs['other'])
                    self.assertIsNot(inputs['data'], inputs['other'])
                    self.assertEqual(len(inputs['data']), 64)

    def test_a_wrong_result_is_found(self):
        task, = hashes.tasks(re.compile('^hashlib.sha1$').match, largest=16)
        wrong = mock.Mock(wraps=hashes.ours())
        wrong.hashlib.sha1 = hashlib.md5
        task._sides['ours'] = wrong
        with self.assertRaisesRegex(SystemExit, 'hashlib.sha1, 16 bytes: ours and stock differ'):
            task.calls()

    def test_files_of_the_imports(self):
        self.assertEqual(hashes.import_files().keys(), {'hashlib', 'stock hashlib', 'hmac', 'stock hmac'})
        for name, files in hashes.import_files().items():
            with self.subTest(name):
                names = [os.path.basename(path).partition('.')[0] for path in files]
                self.assertEqual(len(set(names)), len(names))
                self.assertLessEqual({'hashlib', 'hmac', *stock_hashes.NAMES}, set(names))

    def test_text(self):
        self.assertEqual(len(rows.text(1000)), 1000)
        self.assertEqual(rows.text(1000)[:64], rows.text(64))


class Targets(unittest.TestCase):
    def test_lookup(self):
        data = {'sizes': ['16 B', '64 B'], 'others': {},
                'x': {'f': [2, 3], 'g': 4, 'f against pybase64': [1], '* against isal': 5}}
        of_row = targets.Targets(data, 'x').of_row
        self.assertEqual([of_row('f', 'stock', 16), of_row('f', 'stock', 64), of_row('g', 'stock', 64)], [2, 3, 4])
        self.assertEqual([of_row('f', 'pybase64', 16), of_row('f', 'pybase64', 64)], [1, None])
        self.assertEqual([of_row('f', 'isal', 64), of_row('h', 'stock', 64)], [5, None])
        self.assertIsNone(targets.Targets(data, 'unknown').of_row('f', 'stock', 16))

    def test_check(self):
        self.assertIsNone(targets.Check('', 1, None).reached)
        self.assertTrue(targets.Check('', 0.996, 1).reached)
        self.assertFalse(targets.Check('', 0.994, 1).reached)
        self.assertTrue(targets.Check('', 11.96, 12).reached)
        self.assertFalse(targets.Check('', 11.94, 12).reached)
        self.assertTrue(targets.Check('', 1.5, 1.5, at_most=True).reached)
        self.assertFalse(targets.Check('', 1.51, 1.5, at_most=True).reached)

    def test_the_data_name_rows(self):
        labels = {row.label: row for row in (*rows.ROWS, *hashes.ROWS)}
        single = {row.label for row in certificates.ROWS}
        data = targets.read('targets.toml')
        self.assertEqual(data['sizes'], [units.size_text(size) for size in rows.SIZES])
        for section, wanted in data.items():
            if section in ('sizes', 'others'):
                continue
            for name, numbers in wanted.items():
                label, _, rival = name.partition(' against ')
                with self.subTest(section, name=name):
                    if label in single:
                        self.assertIn(rival or 'stock', targets.RIVALS)
                        self.assertNotIsInstance(numbers, list)
                    elif label != '*':
                        self.assertTrue(not rival or rival in labels[label].rivals)
                        if isinstance(numbers, list):
                            # One for each size up to the largest that is measured.
                            self.assertEqual(len(numbers), rows.SIZES.index(labels[label].sizes[-1]) + 1)
        self.assertGreater(statistics.mean(data['3.15']['b64encode']), 1)

    def test_the_reasons_can_be_read(self):
        for section, reasons in targets.read('reasons.toml').items():
            for row, reason in reasons.items():
                with self.subTest(section, row=row):
                    self.assertTrue(reason and '\n' not in reason)


class Pybase64:
    """Its functions for instruction sets, on a machine with AVX2."""

    NAMES = {0: 'No SIMD', 4: 'SSSE3', 64: 'AVX2', 128: 'AVX512VBMI'}
    path = 128

    def _get_simd_flags_runtime(self):
        return 0xfc

    def _get_simd_flags_compile(self):
        return 0xfc

    def _get_simd_path(self):
        return self.path

    def _set_simd_path(self, path):
        self.path = path

    def _get_simd_name(self, path):
        return self.NAMES.get(path, 'other')


class Rivals(unittest.TestCase):
    def test_held(self):
        for backend, name in {'': 'AVX512VBMI', 'avx512': 'AVX512VBMI', 'simd': 'AVX2', 'scalar': 'No SIMD'}.items():
            with self.subTest(backend):
                self.assertEqual(rivals.hold_pybase64(Pybase64(), backend), name)

    def test_not_to_be_held(self):
        self.assertEqual(rivals.hold_pybase64(object(), ''), 'instruction set unknown')
        with self.assertRaises(rivals.NotHeld):
            rivals.hold_pybase64(object(), 'simd')


class Modules(unittest.TestCase):
    def test_import_times(self):
        text = ('import time: self [us] | cumulative | imported package\n'
                'import time:       150 |        150 |   binascii\n'
                'import time:        40 |        190 | _base64\n')
        self.assertEqual(modules.import_times(text), {'binascii': (150, 150), '_base64': (40, 190)})

    def test_files(self):
        self.assertEqual(modules.files(['sys', 'no_such_module']), {})
        self.assertEqual(modules.files(['_ssl'])['_ssl'], importlib.import_module('_ssl').__file__)

    def test_imports_are_timed_alone_and_together(self):
        with tempfile.TemporaryDirectory() as folder:
            inner, outer = pathlib.Path(folder, 'inner.py'), pathlib.Path(folder, 'outer.py')
            inner.write_text('import time; time.sleep(0.05)')
            outer.write_text('import inner')
            times = modules.imported({'outer': [outer, inner], 'stock inner': [inner]}, 2)
        alone, together = times['outer']
        self.assertLess(alone, 50_000)
        self.assertGreater(together, 50_000)
        self.assertGreater(times['stock inner'][0], 50_000)


if __name__ == '__main__':
    unittest.main()
