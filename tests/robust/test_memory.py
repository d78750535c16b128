"""Memory that runs out, and memory that is counted."""

import json
import os
import tracemalloc
import unittest

import need
from test.support import import_helper

import_helper.import_module('_testcapi')
EXHAUST = os.path.join(need.HERE, 'exhaust.py')


def exhausted(side):
    out, err = need.child(f'''
        import runpy, sys
        sys.path.insert(0, {need.HERE!r})
        sys.argv = ['exhaust.py', {side!r}]
        runpy.run_path({EXHAUST!r}, run_name='__main__')
        ''')
    return json.loads(out), err


class OutOfMemory(unittest.TestCase):
    def check(self, results, allowed):
        self.assertGreater(sum(result['allocations'] for result in results.values()), 0)
        for name, result in results.items():
            # Beside what the call does with enough memory, only MemoryError.
            fine = {str(result['expected'])} | allowed.get(name, set())
            with self.subTest(name):
                other = {outcome for outcome in result['outcomes'] if outcome.split()[0] != 'MemoryError'}
                self.assertLessEqual(other, fine)

    def test_base64(self):
        need.base64_pair()
        native, err = exhausted('native')
        self.assertEqual(err, '')
        # CPython's warnings take a lack of memory badly, whoever warns: the fallback shows how.
        fallback, _ = exhausted('fallback')
        self.assertEqual(native.keys(), fallback.keys())
        self.check(native, {name: set(result['outcomes']) for name, result in fallback.items()})
        for name in native:
            with self.subTest(name):
                self.assertEqual(native[name]['expected'], fallback[name]['expected'])

    def test_xxrust(self):
        need.xxrust()
        results, err = exhausted('xxrust')
        self.assertEqual(err, '')
        self.check(results, {})
        self.assertEqual({result['expected'] for name, result in results.items() if "panic('" in name},
                         {'SystemError'})


class CountedMemory(unittest.TestCase):
    def test_tracemalloc_sees_allocations_of_rust(self):
        xxrust = need.xxrust()
        size = 10_000_000
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        xxrust.allocate(size)
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        self.assertEqual(xxrust.allocate(size), size)
        after, peak = tracemalloc.get_traced_memory()
        self.assertGreaterEqual(peak - before, size)
        self.assertLess(abs(after - before), 10_000, 'not given back')

    def test_impossible_size(self):
        xxrust = need.xxrust()
        for size in 2**62, 2**63 - 1:
            with self.subTest(size), self.assertRaises(MemoryError):
                xxrust.allocate(size)

    def test_results_are_counted(self):
        native, _ = need.base64_pair()
        data = bytes(3_000_000)
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        result = native.b64encode(data)
        after, peak = tracemalloc.get_traced_memory()
        self.assertGreaterEqual(after - before, len(result))
        # The result is written in place: no second buffer of its size.
        self.assertLess(peak - before, 1.5 * len(result))


if __name__ == '__main__':
    unittest.main()
