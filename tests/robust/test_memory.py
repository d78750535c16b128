"""Memory that runs out, and memory that is counted."""

import json
import tracemalloc
import unittest

import need
from test import support
from test.support import import_helper

import_helper.import_module('_testcapi')


def exhausted(side):
    out, err = need.child_of('exhaust.py', side)
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

    def test_base64_and_binascii(self):
        ours, err = exhausted('ours')
        self.assertEqual(err, '')
        # CPython's warnings take a lack of memory badly, whoever warns: its own code shows how.
        stock, _ = exhausted('stock')
        self.assertEqual(ours.keys(), stock.keys())
        self.check(ours, {name: set(result['outcomes']) for name, result in stock.items()})
        for name in ours:
            with self.subTest(name):
                self.assertEqual(ours[name]['expected'], stock[name]['expected'])

    def test_xxrust(self):
        need.xxrust()
        results, err = exhausted('xxrust')
        self.assertEqual(err, '')
        self.check(results, {})
        self.assertEqual({result['expected'] for name, result in results.items() if "panic('" in name},
                         {'SystemError'})

    @unittest.skipIf(support.Py_DEBUG, "a debug interpreter ends itself where its own list cannot grow (an assertion in _Py_Dealloc), "
                     "as in asn1lib's Python code; ./x test robust runs this in the release build, too")
    def test_asn1(self):
        need.asn1lib()
        results, err = exhausted('asn1')
        self.assertEqual(err, '')
        self.check(results, {})


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
