"""Memory that runs out in everything that the modules in Rust have, whether or not another test thought of it."""

import importlib
import json
import sys
import types
import unittest

import need
from test import support
from test.support import import_helper

import surface

import_helper.import_module('_testcapi')


@unittest.skipIf(sys.version_info < (3, 14), 'where memory runs out, CPython 3.13 loses exceptions that pass through several frames')
class Everything(unittest.TestCase):
    def test_every_allocation_of_everything_may_fail(self):
        modules = surface.modules()
        self.assertGreaterEqual(len(modules), 9)
        for module in modules:
            if module == '_asn1' and support.Py_DEBUG:
                # A debug interpreter ends itself where its own list cannot grow (test_memory.py).
                continue
            with self.subTest(module):
                self.check(module)

    def check(self, module):
        out, err = need.child_of('every_function.py', module)
        self.assertEqual(err, '')
        said = json.loads(out)
        self.assertEqual(said['without a call'], [], 'sample_calls.py has no call of these')
        self.assertGreater(sum(result['allocations'] for result in said['results'].values()), 0)
        for call, result in said['results'].items():
            fine = {str(result['expected'])} | ({'killed by signal 11'} if result['CPython may die'] else set())
            other = {outcome for outcome in result['outcomes'] if outcome.split()[0] != 'MemoryError'}
            with self.subTest(call):
                self.assertLessEqual(other, fine)


class Surface(unittest.TestCase):
    def test_each_kind_is_found(self):
        xxrust = need.xxrust()
        found = set(surface.surface(xxrust))
        self.assertLessEqual({'add', 'Memo.__new__', 'Memo.labelled', 'Memo.value', 'Memo.__repr__', 'Place.__eq__'}, found)

    def test_what_is_new_has_no_call(self):
        import sample_calls
        module = importlib.import_module('_md5')
        more = types.ModuleType('_md5')
        vars(more).update({name: value for name, value in vars(module).items() if not name.startswith('__')})
        more.new_function, more.NewClass = module.md5, need.xxrust().Place
        without = {name for name, call in sample_calls.calls(more) if call is None}
        self.assertIn('new_function', without)
        more.another = len
        self.assertIn('another', {name for name, call in sample_calls.calls(more) if call is None})


if __name__ == '__main__':
    unittest.main()
