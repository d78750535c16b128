"""Tests of xxrust, the sample module written in Rust, and through it of the layer that such modules stand on."""

import array
import collections
import gc
import inspect
import os
import pickle
import unittest
from test.support import cpython_only, import_helper
from test.support.script_helper import assert_python_ok

xxrust = import_helper.import_module('xxrust')


class ArgumentsTest(unittest.TestCase):
    def test_no_args(self):
        self.assertIsNone(xxrust.no_args())
        with self.assertRaisesRegex(TypeError, r'no_args\(\) takes no arguments \(1 given\)'):
            xxrust.no_args(1)
        with self.assertRaisesRegex(TypeError, 'no keyword arguments'):
            xxrust.no_args(x=1)

    def test_one_arg(self):
        value = object()
        self.assertIs(xxrust.one_arg(value), value)
        with self.assertRaisesRegex(TypeError, r'one_arg\(\) takes exactly one argument \(0 given\)'):
            xxrust.one_arg()
        with self.assertRaisesRegex(TypeError, 'exactly one argument'):
            xxrust.one_arg(1, 2)
        with self.assertRaisesRegex(TypeError, 'no keyword arguments'):
            xxrust.one_arg(x=1)

    def test_kinds(self):
        one, two = object(), object()
        for call in (lambda: xxrust.kinds(one, two),
                     lambda: xxrust.kinds(one, standard=two),
                     lambda: xxrust.kinds(one, standard=two, keyword=1),
                     lambda: xxrust.kinds(one, keyword=True, standard=two)):
            with self.subTest(inspect.getsource(call)):
                result = list(call())
                self.assertIs(result[0], one)
                self.assertIs(result[1], two)
                self.assertEqual(result[2], True)
        self.assertEqual(list(xxrust.kinds(one)), [one, None, True])
        self.assertEqual(list(xxrust.kinds(one, keyword=[])), [one, None, False])

    def test_kinds_called_wrongly(self):
        for args, kwargs in (
                ((), {}), ((), {'positional_only': 1}), ((1, 2, 3), {}), ((1, 2), {'standard': 2}),
                ((1,), {'unknown': 1}), ((1,), {'Keyword': 1}), ((1,), {'': 1}), ((1,), {'\udc80': 1})):
            with self.subTest(args=args, kwargs=kwargs):
                with self.assertRaisesRegex(TypeError, 'kinds'):
                    xxrust.kinds(*args, **kwargs)

    def test_truth_that_raises(self):
        class Truth:
            def __bool__(self):
                raise ZeroDivisionError

        self.assertRaises(ZeroDivisionError, xxrust.kinds, 1, keyword=Truth())

    def test_int(self):
        self.assertEqual(xxrust.add(1, 2), 3)
        self.assertEqual(xxrust.add(-2**63, 2**63 - 1), -1)
        self.assertEqual(xxrust.add(True, 1), 2)
        for value in (2**63, -2**63 - 1, 2**200):
            with self.subTest(value):
                self.assertRaises(OverflowError, xxrust.add, value, 0)
                self.assertRaises(OverflowError, xxrust.add, 0, value)
        for value in ('1', 1.0, None, 1j):
            with self.subTest(value):
                self.assertRaises(TypeError, xxrust.add, value, 0)

    def test_bytes_like(self):
        for data in (b'abc', bytearray(b'abc'), memoryview(b'abc'), array.array('B', b'abc')):
            with self.subTest(type(data)):
                self.assertEqual(xxrust.first_byte(data), 97)
                self.assertEqual(xxrust.first_byte(data=data), 97)
                self.assertEqual(xxrust.detached(data), sum(b'abc'))
        self.assertEqual(xxrust.detached(bytes(range(256)) * 1000), 1000 * sum(range(256)))
        self.assertRaisesRegex(ValueError, 'empty', xxrust.first_byte, b'')
        self.assertRaises(BufferError, xxrust.first_byte, memoryview(b'abcd')[::2])
        for data in ('abc', 12, None, [1, 2]):
            with self.subTest(data):
                self.assertRaisesRegex(TypeError, 'bytes-like object is required', xxrust.first_byte, data)

    def test_buffers_are_released(self):
        data = bytearray()
        self.assertRaises(ValueError, xxrust.first_byte, data)
        data.append(1)
        xxrust.first_byte(data)
        xxrust.detached(data)
        data.append(2)


class ObjectsTest(unittest.TestCase):
    def test_integer(self):
        for data in (b'', b'\0', b'\x7f', b'\x80', b'\xff', b'\x00\x80', b'\xff\x7f', bytes(8), b'\x7f' + b'\xff' * 7,
                     b'\x80' + bytes(7), b'\xff' * 8, b'\0' + b'\xff' * 8, b'\xff' * 9, bytes(range(200))):
            with self.subTest(data):
                self.assertEqual(xxrust.integer(data), int.from_bytes(data, 'big', signed=True))

    def test_text(self):
        for text in ('', 'a', 'abc', '\x7f', '\x80', '\xff\xe4', 'a\u0100', '\uffff', 'a\U00010000', '\U0010ffff', 'x' * 5000):
            with self.subTest(text):
                again = xxrust.respell(text)
                self.assertEqual(again, text)
                self.assertEqual(hash(again), hash(text))
                self.assertEqual(again + '!', text + '!')

    def test_containers(self):
        self.assertEqual(xxrust.squares(4), [(0, 1, 4, 9), {'first': 0, 'last': 3}])
        self.assertEqual(xxrust.squares(0), [(), {'first': None, 'last': None}])
        self.assertIs(xxrust.squares(0)[0], ())
        self.assertRaises((MemoryError, OverflowError), xxrust.squares, 2**62)

    def test_record(self):
        class Record(tuple):
            __slots__ = ()

            def __new__(cls, *args):
                raise AssertionError

        NamedTuple = collections.namedtuple('NamedTuple', 'a b')
        for cls in Record, NamedTuple:
            record = xxrust.record(cls, 2, str)
            self.assertIs(type(record), cls)
            self.assertEqual(record, ('0', '1'))
            self.assertTrue(gc.is_tracked(record))
        self.assertEqual(record.b, '1')
        empty = xxrust.record(Record, 0, str)
        self.assertIs(type(empty), Record)
        self.assertEqual(len(empty), 0)
        with self.assertRaises(ZeroDivisionError):
            xxrust.record(Record, 3, lambda index: 1 // (1 - index))

    def test_record_that_is_none(self):
        class WithDict(tuple):
            pass

        class Other:
            __slots__ = ()

        class OfInts(int):
            __slots__ = ()

        for cls in tuple, WithDict, Other, OfInts, int, list, 12, os.stat_result:
            with self.subTest(cls), self.assertRaisesRegex(TypeError, 'subclass of tuple'):
                xxrust.record(cls, 1, str)

    @cpython_only
    def test_record_is_not_seen_half_filled(self):
        class Record(tuple):
            __slots__ = ()

        def look(index):
            seen.extend(object for object in gc.get_objects() if type(object) is Record)
            return index

        seen = []
        record = xxrust.record(Record, 3, look)
        self.assertEqual(seen, [])
        self.assertTrue(gc.is_tracked(record))

    def test_import_when_needed(self):
        code = ('import sys, xxrust\n'
                'assert "fractions" not in sys.modules\n'
                'one = xxrust.fraction(1, 2)\n'
                'del sys.modules["fractions"]\n'
                'two = xxrust.fraction(1, 2)\n'
                'assert one == two and type(one) is type(two)\n'
                'assert "fractions" not in sys.modules')
        assert_python_ok('-c', code)

    def test_import_that_fails(self):
        code = ('import sys, xxrust\n'
                'sys.modules["fractions"] = None\n'
                'try: xxrust.fraction(1, 2)\n'
                'except ImportError: pass\n'
                'else: raise AssertionError\n'
                'sys.modules["fractions"] = sys\n'
                'try: xxrust.fraction(1, 2)\n'
                'except AttributeError: pass\n'
                'else: raise AssertionError\n'
                'del sys.modules["fractions"]\n'
                'assert xxrust.fraction(1, 2) * 2 == 1')
        assert_python_ok('-c', code)

    def test_fail(self):
        class Error(ValueError):
            def __init__(self, a, b):
                super().__init__(f'{a} and {b}')
                self.a = a

        with self.assertRaisesRegex(Error, '1 and 2') as caught:
            xxrust.fail(Error, 1, 2)
        self.assertEqual(caught.exception.a, 1)
        self.assertRaises(OSError, xxrust.fail, OSError, 2, 'x')
        with self.assertRaisesRegex(TypeError, 'argument'):
            xxrust.fail(StopAsyncIteration, *[object] * 3)
        # What is no exception is CPython's to refuse.
        self.assertRaises(SystemError, xxrust.fail, complex, 1, 2)
        self.assertRaises(TypeError, xxrust.fail, 12, 1, 2)


class InterfaceTest(unittest.TestCase):
    SIGNATURES = {
        'no_args': '()',
        'one_arg': '(x, /)',
        'add': '(a, b, /)',
        'kinds': '(positional_only, /, standard=None, *, keyword=True)',
        'first_byte': '(data)',
        'detached': '(data)',
        'allocate': '(size, /)',
        'panic': '(message, /)',
        'integer': '(data, /)',
        'respell': '(text, /)',
        'squares': '(size, /)',
        'record': '(cls, size, function, /)',
        'fraction': '(numerator, denominator, /)',
        'fail': '(cls, first, second, /)',
    }

    def test_functions(self):
        for name, signature in self.SIGNATURES.items():
            function = getattr(xxrust, name)
            with self.subTest(name):
                self.assertEqual(str(inspect.signature(function)), signature)
                self.assertEqual(function.__name__, name)
                self.assertEqual(function.__module__, 'xxrust')
                self.assertTrue(function.__doc__)
                self.assertIs(pickle.loads(pickle.dumps(function)), function)

    def test_function_for_another_module(self):
        self.assertEqual(xxrust.from_elsewhere.__module__, 'elsewhere')
        self.assertIsNone(xxrust.from_elsewhere())

    def test_nothing_else(self):
        names = {name for name in dir(xxrust) if not name.startswith('_')}
        self.assertEqual(names, set(self.SIGNATURES) | {'from_elsewhere'})
        self.assertTrue(xxrust.__doc__)

    def test_fresh_module(self):
        fresh = import_helper.import_fresh_module('xxrust')
        self.assertIsNot(fresh, xxrust)
        self.assertEqual(fresh.add(1, 2), 3)

    def test_disabled(self):
        code = ('try: import xxrust; print("on")\n'
                'except ImportError as error: print(error)')
        for value, options, expected in (('xxrust', (), 'PYTHON_RUST_DISABLE'), ('all', (), 'PYTHON_RUST_DISABLE'),
                                         ('x', (), 'on'), ('xxrust', ('-E',), 'on'), ('all', ('-I',), 'on')):
            with self.subTest(value, options=options):
                out = assert_python_ok(*options, '-c', code, PYTHON_RUST_DISABLE=value, __isolated=False).out
                self.assertIn(expected, out.decode())


class PanicTest(unittest.TestCase):
    # In a child, whose stderr shows that nothing was printed.
    def test_panic(self):
        code = ('import xxrust\n'
                'try: xxrust.panic("a message")\n'
                'except SystemError as error: print(error)\n'
                'print(xxrust.add(1, 2))')
        _, out, err = assert_python_ok('-c', code)
        self.assertEqual(err, b'')
        self.assertRegex(out.decode(), r'(?s)a message.*lib\.rs:\d+.*\n3\n')

    def test_overflow(self):
        with self.assertRaisesRegex(SystemError, 'the sum fits'):
            xxrust.add(2**63 - 1, 1)


class MemoryTest(unittest.TestCase):
    def test_allocate(self):
        for size in (0, 1, 1000, 10_000_000):
            with self.subTest(size):
                self.assertEqual(xxrust.allocate(size), size)

    def test_impossible_sizes(self):
        for size in (2**62, 2**63 - 1, 2**63):
            with self.subTest(size):
                self.assertRaises(MemoryError, xxrust.allocate, size)
        self.assertRaises(OverflowError, xxrust.allocate, 2**200)
        self.assertRaises((OverflowError, ValueError), xxrust.allocate, -1)
        self.assertRaises(TypeError, xxrust.allocate, 1.0)

    @cpython_only
    def test_counted_by_tracemalloc(self):
        tracemalloc = import_helper.import_module('tracemalloc')
        if tracemalloc.is_tracing():
            self.skipTest('tracemalloc is in use')
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        xxrust.allocate(5_000_000)
        self.assertGreaterEqual(tracemalloc.get_traced_memory()[1], 5_000_000)


if __name__ == '__main__':
    unittest.main()
