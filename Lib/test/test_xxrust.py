"""Tests of xxrust, the sample module written in Rust, and through it of the layer that such modules stand on."""

import array
import collections
import copy
import gc
import inspect
import operator
import os
import pickle
import struct
import sys
import threading
import unittest
import weakref
from test import support
from test.support import cpython_only, import_helper, threading_helper
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
            self.assertEqual(hash(record), hash(('0', '1')))
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

    def test_tuple_of_an_iterator_that_lies(self):
        class Record(tuple):
            __slots__ = ()

        def claimed(size, first, then):
            made = []
            result = xxrust.claimed(size, lambda index: made.append(index) or index, first, then, cls)
            self.assertIs(type(result), cls or tuple)
            self.assertEqual(list(result), made)
            return made

        for cls in None, Record:
            with self.subTest(cls):
                self.assertEqual(claimed(3, 3, 3), [0, 1, 2])
                # What is said later has no effect: with more elements they would lie behind the object, with fewer there would be
                # none where it has slots.
                self.assertEqual(claimed(3, 1, 3), [0])
                self.assertEqual(claimed(100_000, 1, 100_000), [0])
                self.assertEqual(claimed(3, 3, 1), [0, 1, 2])
                self.assertEqual(claimed(3, 0, 3), [])
                for first in 2**60, 2**61 - 3, 2**61, 2**63 - 1, sys.maxsize // struct.calcsize('P'), sys.maxsize:
                    with self.assertRaises(MemoryError):
                        claimed(3, min(first, sys.maxsize), 3)
                for size, first, then in (2, 3, 2), (0, 3, 0), (2, 3, 3):
                    with self.assertRaisesRegex(SystemError, 'ended too early'):
                        claimed(size, first, then)

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


class Numbers:
    """What a Memo calls in these tests; it pickles."""

    def __init__(self, *numbers):
        self.numbers = numbers

    def __call__(self, memo):
        return self.numbers

    def __eq__(self, other):
        return type(other) is Numbers and self.numbers == other.numbers

    def __hash__(self):
        return hash(self.numbers)


class MemoTest(unittest.TestCase):
    def test_attributes(self):
        function, label = Numbers(1, 2), object()
        memo = xxrust.Memo(function, label)
        self.assertIs(memo.function, function)
        self.assertIs(memo.label, label)
        self.assertIs(memo.value, function.numbers)
        self.assertIs(memo.value, function.numbers)
        self.assertEqual(memo.reads, 2)
        self.assertIsNone(xxrust.Memo(function).label)
        self.assertIsNone(xxrust.Memo(function, None).label)
        self.assertIs(xxrust.Memo(function, label=label).label, label)

    def test_made_once(self):
        calls = []

        def function(memo):
            calls.append(memo)
            return [memo]

        memo = xxrust.Memo(function)
        self.assertIs(memo.value, memo.value)
        self.assertEqual(len(calls), 1)
        self.assertIs(calls[0], memo)

    def test_tried_again_after_an_error(self):
        def function(memo):
            calls.append(1)
            return 1 // (len(calls) - 1)

        calls = []
        memo = xxrust.Memo(function)
        with self.assertRaises(ZeroDivisionError):
            memo.value
        self.assertEqual(memo.value, 1)

    def test_made_while_it_is_being_made(self):
        def function(memo):
            calls.append(1)
            inner = [memo.value] if len(calls) < 3 else []
            return [inner]

        calls = []
        memo = xxrust.Memo(function)
        # The first one that was done, which is the innermost.
        self.assertEqual(memo.value, [[]])
        self.assertEqual(memo.value, [[]])
        self.assertEqual(len(calls), 3)

    @threading_helper.requires_working_threading()
    def test_made_by_several_threads(self):
        barrier = threading.Barrier(6)

        def read(memo):
            barrier.wait(support.SHORT_TIMEOUT)
            values.append(memo.value)

        for _ in range(30):
            values = []
            memo = xxrust.Memo(lambda memo: object())
            threads = [threading.Thread(target=read, args=(memo,)) for _ in range(6)]
            with threading_helper.start_threads(threads):
                pass
            self.assertEqual(values, [memo.value] * 6)
            self.assertEqual(memo.reads, 7)

    def test_special_methods(self):
        memo = xxrust.Memo(Numbers(1, 2), 'x')
        self.assertEqual(repr(memo), f'xxrust.Memo({memo.function!r})')
        self.assertEqual(hash(memo), hash(memo.function))
        self.assertEqual(memo, xxrust.Memo(Numbers(1, 2), 'x'))
        self.assertNotEqual(memo, xxrust.Memo(Numbers(1, 2), 'y'))
        self.assertNotEqual(memo, xxrust.Memo(Numbers(1), 'x'))
        self.assertNotEqual(memo, memo.function)
        self.assertTrue(memo == support.ALWAYS_EQ)
        with self.assertRaisesRegex(TypeError, 'not supported between instances of'):
            memo < memo
        self.assertEqual(len(memo), 2)
        self.assertTrue(memo)
        self.assertFalse(xxrust.Memo(Numbers()))
        self.assertEqual(list(memo), [1, 2])
        self.assertEqual(list(reversed(memo.value)), [2, 1])
        self.assertEqual(memo[1], 2)
        self.assertEqual(memo[-1], 2)
        self.assertEqual(memo[:1], (1,))
        self.assertIn(2, memo)
        # A sequence, as an instance of a class with these methods is.
        self.assertEqual(list(reversed(memo)), [2, 1])
        self.assertEqual(operator.indexOf(memo, 2), 1)
        with self.assertRaises(TypeError):
            reversed(xxrust.place_at(1, 2))
        with self.assertRaises(IndexError):
            memo[2]
        with self.assertRaises(TypeError):
            memo['x']
        with self.assertRaises(TypeError):
            memo[0] = 1
        of_none = xxrust.Memo(lambda memo: None)
        self.assertRaises(TypeError, len, of_none)
        self.assertRaises(TypeError, reversed, of_none)
        self.assertRaises(TypeError, iter, of_none)
        self.assertRaises(TypeError, bool, of_none)

    def test_special_methods_that_raise(self):
        class Bad:
            def __eq__(self, other):
                raise ZeroDivisionError

            def __hash__(self):
                raise ZeroDivisionError

            def __repr__(self):
                raise ZeroDivisionError

            def __call__(self, memo):
                raise ZeroDivisionError

        memo = xxrust.Memo(Bad())
        for call in repr, hash, len, iter, lambda memo: memo[0], lambda memo: memo == xxrust.Memo(Bad()):
            with self.subTest(call):
                self.assertRaises(ZeroDivisionError, call, memo)

    def test_hash_of_minus_one(self):
        class Hashed:
            def __hash__(self):
                return -1

        self.assertEqual(hash(xxrust.Memo(Hashed())), -2)

    def test_methods(self):
        memo = xxrust.Memo(Numbers(1), 'x')
        other = memo.labelled('y')
        self.assertEqual((other.function, other.label), (memo.function, 'y'))
        self.assertIsNone(memo.labelled(label=None).label)
        with self.assertRaisesRegex(TypeError, r"labelled\(\) missing required argument 'label' \(pos 1\)"):
            memo.labelled()
        with self.assertRaisesRegex(TypeError, r"labelled\(\) missing required argument 'label' \(pos 1\)"):
            memo.labelled(x=2)
        with self.assertRaisesRegex(TypeError, "descriptor 'labelled' for 'xxrust.Memo' objects doesn't apply to a 'int' object"):
            xxrust.Memo.labelled(1, 2)
        with self.assertRaisesRegex(TypeError, "doesn't apply to a 'xxrust.Place' object"):
            xxrust.Memo.labelled(xxrust.place_at(1, 2), 2)
        with self.assertRaisesRegex(TypeError, "doesn't apply to"):
            xxrust.Memo.label.__get__(1)
        with self.assertRaises(TypeError):
            xxrust.Memo.__repr__(1)

    def test_constructor_called_wrongly(self):
        cases = (
            ((), {}, r"^Memo\(\) takes at least 1 positional argument \(0 given\)$"),
            ((1, 2, 3), {}, r'^Memo\(\) takes at most 2 arguments \(3 given\)$'),
            ((), {'function': 1}, r'^Memo\(\) takes at least 1 positional argument \(0 given\)$'),
            ((1,), {'x': 1}, r"^Memo\(\) got an unexpected keyword argument 'x'$"),
            ((1, 2), {'label': 1}, r'^Memo\(\) takes at most 2 arguments \(3 given\)$'),
        )
        for args, kwargs, message in cases:
            with self.subTest(args=args, kwargs=kwargs):
                with self.assertRaisesRegex(TypeError, message):
                    xxrust.Memo(*args, **kwargs)
                with self.assertRaisesRegex(TypeError, message):
                    xxrust.Memo.__new__(xxrust.Memo, *args, **kwargs)
        for cls in int, object, xxrust.Place:
            with self.assertRaises(TypeError):
                xxrust.Memo.__new__(cls, 1)
        self.assertRaises(TypeError, object.__new__, xxrust.Memo)
        self.assertEqual(xxrust.Memo.__new__(xxrust.Memo, len, label=2).label, 2)

    def test_pickle(self):
        memo = xxrust.Memo(Numbers(1, 2), 'x')
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            with self.subTest(protocol):
                self.assertEqual(pickle.loads(pickle.dumps(memo, protocol)), memo)
                self.assertIs(pickle.loads(pickle.dumps(xxrust.Memo, protocol)), xxrust.Memo)
        for copied in copy.copy(memo), copy.deepcopy(memo):
            self.assertEqual(copied, memo)

    def test_cycles(self):
        class Sentinel:
            pass

        def through_list():
            return xxrust.Memo(objects)

        def through_label():
            return xxrust.Memo(len, objects)

        def through_value():
            memo = xxrust.Memo(lambda memo: objects)
            memo.value
            return memo

        def of_immutable_objects():
            # Nothing in this one changes but the attribute that is made.
            memo = xxrust.Memo(lambda memo: (memo, sentinel))
            memo.value
            return memo

        for make in through_list, through_label, through_value, of_immutable_objects:
            with self.subTest(make.__name__):
                sentinel = Sentinel()
                ref = weakref.ref(sentinel)
                objects = [sentinel]
                memo = make()
                self.assertTrue(gc.is_tracked(memo))
                objects.append(memo)
                del sentinel, objects, memo
                support.gc_collect()
                self.assertIsNone(ref())

    @cpython_only
    def test_references(self):
        function, label = Numbers(), object()
        memo = xxrust.Memo(function, label)
        known = [xxrust.Memo, xxrust, function, label]
        self.assertCountEqual(map(id, gc.get_referents(memo)), map(id, known))
        memo.value
        self.assertCountEqual(map(id, gc.get_referents(memo)), map(id, [*known, function.numbers]))

    def test_long_chain(self):
        memo = None
        for _ in range(200_000):
            memo = xxrust.Memo(len, memo)
        del memo

    def test_deallocated_while_an_exception_is_set(self):
        class Function:
            def __del__(self):
                try:
                    raise KeyError
                except KeyError:
                    seen.append(1)

        seen = []
        with self.assertRaises(ZeroDivisionError):
            [xxrust.Memo(Function()), 1 // 0]
        support.gc_collect()
        self.assertEqual(seen, [1])

    def test_outlives_its_module(self):
        code = ('import sys, xxrust, gc\n'
                'memo = xxrust.Memo(lambda memo: [memo])\n'
                'Memo = xxrust.Memo\n'
                'del sys.modules["xxrust"], xxrust\n'
                'gc.collect()\n'
                'assert memo.labelled(1).value\n'
                'assert type(memo.labelled(1)) is Memo\n'
                'import xxrust\n'
                'assert Memo is not xxrust.Memo\n'
                'assert memo != xxrust.Memo(memo.function)\n'
                'assert memo == memo.labelled(None)')
        assert_python_ok('-c', code)

    def test_alive_at_the_end(self):
        code = ('import xxrust\n'
                'memo = xxrust.Memo(lambda memo: [memo])\n'
                'memo.value\n'
                'xxrust.memo = xxrust.Memo(memo)\n'
                'xxrust.place = xxrust.place_at(1, 2)')
        _, out, err = assert_python_ok('-X', 'dev', '-c', code)
        self.assertEqual((out, err), (b'', b''))


class PlaceTest(unittest.TestCase):
    def test_attributes(self):
        place = xxrust.place_at(1, -2)
        self.assertEqual((place.x, place.y), (1, -2))
        self.assertEqual(place, xxrust.place_at(1, -2))
        self.assertNotEqual(place, xxrust.place_at(1, 2))
        self.assertFalse(place != xxrust.place_at(1, -2))
        self.assertFalse(gc.is_tracked(place))

    def test_not_instantiated(self):
        for call in (xxrust.Place, lambda: xxrust.Place(1, 2), lambda: object.__new__(xxrust.Place)):
            self.assertRaises(TypeError, call)
        support.check_disallow_instantiation(self, xxrust.Place)

    def test_as_an_argument(self):
        place = xxrust.place_at(1, 2)
        self.assertEqual(place.distance(xxrust.place_at(4, -2)), 7)
        for other in 1, None, xxrust.Memo(len), xxrust.Place:
            with self.assertRaisesRegex(TypeError, r"distance\(\) argument 'other' must be Place, not "):
                place.distance(other)

    def test_of_another_copy_of_the_module(self):
        fresh = import_helper.import_fresh_module('xxrust')
        place, other = xxrust.place_at(1, 2), fresh.place_at(1, 2)
        self.assertNotEqual(place, other)
        self.assertEqual(place.distance(other), 0)

    def test_errors_in_slots(self):
        place = xxrust.place_at(-1, 2)
        self.assertRaisesRegex(TypeError, r'no len\(\)', len, place)
        self.assertRaisesRegex(SystemError, 'panicked', len, xxrust.place_at(1, 2))
        self.assertRaisesRegex(SystemError, 'in a method', place.panic_in_method)
        self.assertRaisesRegex(TypeError, "unhashable type: 'xxrust.Place'", hash, place)


class SidesTest(unittest.TestCase):
    """Two classes that differ in nothing: what CPython is told of one would do for the other."""

    def test_not_taken_for_one_another(self):
        left, right = xxrust.Left(), xxrust.Right()
        self.assertIs(xxrust.left(left), left)
        self.assertIs(xxrust.right(right), right)
        with self.assertRaisesRegex(TypeError, r"left\(\) argument 'side' must be Left, not .*Right"):
            xxrust.left(right)
        with self.assertRaisesRegex(TypeError, r"right\(\) argument 'side' must be Right, not .*Left"):
            xxrust.right(left)
        self.assertNotEqual(left, right)


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
        'claimed': '(size, function, first, then, cls=None, /)',
        'fraction': '(numerator, denominator, /)',
        'fail': '(cls, first, second, /)',
        'place_at': '(x, y, /)',
        'left': '(side, /)',
        'right': '(side, /)',
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

    def test_classes(self):
        for cls in xxrust.Memo, xxrust.Place, xxrust.Left, xxrust.Right:
            with self.subTest(cls):
                self.assertEqual(cls.__module__, 'xxrust')
                self.assertEqual(repr(cls), f"<class 'xxrust.{cls.__name__}'>")
                self.assertEqual(cls.__qualname__, cls.__name__)
                self.assertNotIn('__dict__', vars(cls))
                for name, member in vars(cls).items():
                    if not name.startswith('_'):
                        self.assertRegex(member.__doc__, r'^[A-Z].*\.$')
                with self.assertRaisesRegex(TypeError, 'not an acceptable base type'):
                    type('Sub', (cls,), {})
                with self.assertRaisesRegex(TypeError, 'immutable type'):
                    cls.new = 1
                with self.assertRaisesRegex(TypeError, 'immutable type'):
                    del cls.__doc__
                with self.assertRaises(TypeError):
                    cls.__module__ = 'x'
        memo = xxrust.Memo(len)
        for name in 'function', 'label', 'value', 'reads', 'new':
            with self.assertRaises(AttributeError):
                setattr(memo, name, 1)
            with self.assertRaises(AttributeError):
                delattr(memo, name)
        with self.assertRaises(TypeError):
            memo.__class__ = xxrust.Place
        self.assertEqual(xxrust.Memo.__doc__, 'What a function returns for this object, called when the value is first read.')
        self.assertEqual(str(inspect.signature(xxrust.Memo)), '(function, /, label=None)')
        self.assertEqual(str(inspect.signature(xxrust.Memo.labelled)), '(self, /, label)')
        self.assertEqual(str(inspect.signature(xxrust.Memo(len).labelled)), '(label)')
        self.assertEqual(xxrust.Place.distance.__text_signature__, '($self, other, /)')
        self.assertEqual(xxrust.Place.__doc__, 'Two numbers.')

    def test_function_for_another_module(self):
        self.assertEqual(xxrust.from_elsewhere.__module__, 'elsewhere')
        self.assertIsNone(xxrust.from_elsewhere())

    def test_nothing_else(self):
        names = {name for name in dir(xxrust) if not name.startswith('_')}
        self.assertEqual(names, set(self.SIGNATURES) | {'from_elsewhere', 'Memo', 'Place', 'Left', 'Right'})
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

    def test_disabled_by_who_answers_for_sys_flags(self):
        # Whether variables count is asked in Python code, which may set them: what was read before might be gone.
        code = ('import os, sys\n'
                'class Flags:\n'
                '    flags = sys.flags\n'
                '    def __getattr__(self, name):\n'
                '        if name == "ignore_environment": {}\n'
                '        return getattr(self.flags, name)\n'
                'sys.flags = Flags()\n'
                'try: import xxrust; print("on")\n'
                'except ImportError as error: print(error)')
        for value, change, expected in (('x', 'os.environ["PYTHON_RUST_DISABLE"] = "xxrust"', 'PYTHON_RUST_DISABLE'),
                                        ('xxrust', 'os.environ["PYTHON_RUST_DISABLE"] = "x" * 100_000', 'on'),
                                        ('xxrust', 'os.environ.pop("PYTHON_RUST_DISABLE", None)', 'on')):
            with self.subTest(change):
                out = assert_python_ok('-c', code.format(change), PYTHON_RUST_DISABLE=value, __isolated=False).out
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
        # With 32 bits, half of what can be addressed may be had.
        large = (sys.maxsize // 2 + 1, sys.maxsize) if sys.maxsize > 2**32 else ()
        for size in (*large, sys.maxsize + 1):
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
