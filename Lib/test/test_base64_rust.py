"""Tests of the base64 functions written in Rust, and of their fallback.

test_base64 is run twice, once with `_base64` and once without.  Beyond it, the two are compared
with each other where test_base64 does not look.
"""

import base64
import binascii
import inspect
import pickle
import sys
import types
import unittest
import warnings
from test import test_base64
from test.support import import_helper
from test.support.script_helper import assert_python_ok
from unittest import mock

import_helper.import_module('_base64')

ENCODERS = (
    'b64encode', 'standard_b64encode', 'urlsafe_b64encode', 'b32encode', 'b32hexencode', 'b16encode',
    'a85encode', 'b85encode', 'z85encode', 'encodebytes',
)
DECODERS = tuple(name.replace('encode', 'decode') for name in ENCODERS)
FUNCTIONS = ENCODERS + DECODERS

native = import_helper.import_fresh_module('base64', fresh=['_base64'])
fallback = import_helper.import_fresh_module('base64', blocked=['_base64'])
PARAMETERS = {name: inspect.signature(getattr(fallback, name)).parameters for name in FUNCTIONS}


def encoded(decoder, data):
    return getattr(fallback, decoder.replace('decode', 'encode'))(data)


class RunWith:
    """Puts one implementation in the place of the module that test_base64 has imported."""

    def setUp(self):
        super().setUp()
        patcher = mock.patch.object(test_base64, 'base64', self.module)
        patcher.start()
        self.addCleanup(patcher.stop)


class NativeLegacyTest(RunWith, test_base64.LegacyBase64TestCase):
    module = native


class NativeBaseXYTest(RunWith, test_base64.BaseXYTestCase):
    module = native


class FallbackLegacyTest(RunWith, test_base64.LegacyBase64TestCase):
    module = fallback


class FallbackBaseXYTest(RunWith, test_base64.BaseXYTestCase):
    module = fallback


class InterfaceTest(unittest.TestCase):
    def test_which_is_which(self):
        for name in FUNCTIONS:
            with self.subTest(name):
                self.assertIsInstance(getattr(native, name), types.BuiltinFunctionType)
                self.assertIsInstance(getattr(fallback, name), types.FunctionType)

    def test_everything_else_stays(self):
        for name in native.__all__:
            if name not in FUNCTIONS:
                with self.subTest(name):
                    self.assertIsInstance(getattr(native, name), types.FunctionType)
        self.assertEqual(native.__all__, fallback.__all__)

    def test_signatures(self):
        for name in FUNCTIONS:
            with self.subTest(name):
                self.assertEqual(inspect.signature(getattr(native, name)),
                                 inspect.signature(getattr(fallback, name)))

    def test_names(self):
        for name in FUNCTIONS:
            function = getattr(native, name)
            with self.subTest(name):
                self.assertEqual(function.__name__, name)
                self.assertEqual(function.__qualname__, name)
                self.assertEqual(function.__module__, 'base64')
                self.assertTrue(function.__doc__)

    def test_pickle(self):
        for name in FUNCTIONS:
            function = getattr(base64, name)
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                with self.subTest(name, protocol=protocol):
                    self.assertIs(pickle.loads(pickle.dumps(function, protocol)), function)

    def test_disabled(self):
        code = 'import base64; print(type(base64.b64encode).__name__)'
        for value, options, expected in (
                ('', (), 'builtin_function_or_method'),
                ('_base64', (), 'function'),
                ('x, _base64', (), 'function'),
                ('all', (), 'function'),
                ('x', (), 'builtin_function_or_method'),
                ('all', ('-E',), 'builtin_function_or_method'),
                ('_base64', ('-I',), 'builtin_function_or_method')):
            with self.subTest(value, options=options):
                out = assert_python_ok(*options, '-c', code, PYTHON_RUST_DISABLE=value, __isolated=False).out
                self.assertEqual(out.decode().strip(), expected)

    def test_disabled_says_why(self):
        code = ('try: import _base64\n'
                'except ImportError as error: print(error)')
        out = assert_python_ok('-c', code, PYTHON_RUST_DISABLE='_base64', __isolated=False).out
        self.assertIn(b'PYTHON_RUST_DISABLE', out)

    def test_backend(self):
        # Each module has one of its own.
        code = ('import warnings\n'
                'with warnings.catch_warnings(record=True) as caught:\n'
                '    warnings.simplefilter("always")\n'
                '    import base64, binascii, zipfile\n'
                'for warning in caught: print(warning.category.__name__, warning.message)\n'
                'import _base64\n'
                'print(binascii.a2b_base64(base64.b64encode(b"ABC")), _base64._backend())')

        def said(value, *options):
            result = assert_python_ok(*options, '-c', code, PYTHON_RUST_BACKEND=value, __isolated=False)
            self.assertEqual(result.err, b'')
            return result.out.decode().splitlines()

        own = said('')
        self.assertEqual(len(own), 1, own)
        self.assertEqual(said('scalar'), ["b'ABC' scalar"])
        for value in 'fast', 'SCALAR', 'scalar,simd', ' ', '\udcff', 'x' * 100_000:
            with self.subTest(value[:20]):
                first, second, last = said(value)
                self.assertEqual([last], own)
                self.assertEqual(first, second)
                self.assertRegex(first, '^RuntimeWarning PYTHON_RUST_BACKEND is ignored: .* scalar, simd')
                self.assertIn(value[:20] if value.isascii() else r'\xff', first)
                for option in '-E', '-I':
                    self.assertEqual(said(value, option), own)
        for option in '-E', '-I':
            self.assertEqual(said('scalar', option), own)


class SameTest(unittest.TestCase):
    """Both implementations, side by side."""

    @staticmethod
    def outcome(module, name, args, kwargs):
        with warnings.catch_warnings(record=True) as log:
            warnings.simplefilter('always')
            try:
                result = getattr(module, name)(*args, **kwargs)
            except Exception as error:
                context = None if error.__suppress_context__ else str(error.__context__)
                result = type(error), str(error), str(error.__cause__), context
        return result, [(w.category, str(w.message), w.filename, w.lineno) for w in log]

    def same(self, name, *args, **kwargs):
        """Compare them, if this version has the parameters."""
        if kwargs.keys() <= PARAMETERS[name].keys():
            with self.subTest(name, args=args, kwargs=kwargs):
                self.assertEqual(self.outcome(native, name, args, kwargs),
                                 self.outcome(fallback, name, args, kwargs))

    def test_lengths(self):
        data = bytes(range(256)) * 2
        for length in range(200):
            for name in ENCODERS:
                self.same(name, data[length:2 * length])
            for name in DECODERS:
                self.same(name, encoded(name, data[length:2 * length]))

    def test_zeros_and_spaces(self):
        for data in (bytes(9), b' ' * 9, b' ' * 8 + bytes(4)):
            for length in range(len(data) + 1):
                for name in 'a85encode', 'b85encode', 'z85encode':
                    for kwargs in ({}, {'pad': True}, {'foldspaces': True}, {'adobe': True},
                                   {'pad': True, 'foldspaces': True}):
                        self.same(name, data[:length], **kwargs)

    def test_wrapcol(self):
        for name in ENCODERS:
            for length in (0, 1, 2, 3, 56, 57, 58, 300):
                for wrapcol in (0, 1, 2, 3, 4, 5, 8, 76, 77, 10**9, 2**63, 2**64 - 1, 2**64, -1, -2**64,
                                True, 0.0, 1.0, 5.0, float('nan'), 'x', '', None, [], [1]):
                    for kwargs in ({}, {'padded': False}, {'pad': True}, {'adobe': True}):
                        self.same(name, bytes(length), wrapcol=wrapcol, **kwargs)

    def test_damaged(self):
        options = ({}, {'validate': True}, {'ignorechars': b'\n='}, {'ignorechars': [10, 122]}, {'canonical': True},
                   {'padded': False}, {'casefold': True}, {'map01': b'L'}, {'map01': '='}, {'adobe': True},
                   {'foldspaces': True}, {'casefold': True, 'map01': b'i', 'ignorechars': b'\nl'},
                   {'casefold': True, 'ignorechars': b'\nABab'},
                   {'altchars': b'-_'}, {'altchars': b'-_', 'ignorechars': b'+'}, {'altchars': b'-_', 'validate': True})
        for name in DECODERS:
            pristine = encoded(name, b'ABCDEFGH\0\0\0\0I')
            for damage in (b'=', b'==', b'\n', b'-', b'+', b'\x80', b'\0', b'A', b'a', b'0', b'1', b'y', b'z', b'~',
                           b'~>', b'u', b's8W-"', b'|NsC1'):
                for place in range(len(pristine) + 1):
                    for text in (pristine[:place] + damage + pristine[place:],
                                 pristine[:place] + damage + pristine[place + len(damage):]):
                        for kwargs in options:
                            self.same(name, text, **kwargs)
            for length in range(len(pristine)):
                self.same(name, pristine[:length])

    def test_adobe(self):
        for text in (b'', b'~', b'>', b'~>', b'<~>', b'<~~>', b'<~!!~>', b'!!~>', b'<~!!', b'<~ !! ~>', b'<~!~>', b'z~>'):
            self.same('a85decode', text, adobe=True)
            self.same('a85decode', text)

    def test_types(self):
        for value in (b'QQ==', bytearray(b'QQ=='), memoryview(b'QQ=='), memoryview(b'QxQx=x=x')[::2],
                      memoryview(b'QQ==').cast('B', (2, 2)), memoryview(b'QQ==').cast('I'),
                      'QQ==', 'Q\xe9', 'Q\u0141', '\udc80', 12, None, [81, 81], object):
            for name in FUNCTIONS:
                self.same(name, value)
                self.same(name, b'', ignorechars=value)
                self.same(name, b'\n\nQ', ignorechars=value)
            self.same('b64encode', b'', value)
            self.same('b64decode', b'++', value)
            self.same('b32decode', b'', map01=value)

    def test_slices(self):
        # Until 3.14, encodebytes takes what has a length and slices, and asks for both.
        class Sliced:
            def __init__(self, length, slices):
                self.length, self.slices = length, slices
            def __buffer__(self, flags):
                return memoryview(b'ABC')
            def __len__(self):
                return self.length
            def __getitem__(self, index):
                return self.slices

        for length in (0, 1, 57, 58, 200):
            for slices in (b'', b'A', bytes(100), 'A', None, memoryview(b'ABC')[::2]):
                self.same('encodebytes', Sliced(length, slices))
            self.same('encodebytes', memoryview(bytes(200))[:2 * length:2])

    def test_truth(self):
        # What is asked for its truth, and that it is not asked where it does not matter.
        class NoTruth:
            def __bool__(self):
                raise KeyError

        for name in FUNCTIONS:
            for data in (b'', bytes(4), b'ABCD', b'ABCDE', b' y'):
                for option in PARAMETERS[name]:
                    if option not in 'sb':
                        self.same(name, data, **{option: NoTruth()})

    def test_altchars(self):
        for altchars in (b'-_', bytearray(b'-_'), '-_', b'/+', b'+-', b'==', b'AB', b'-', b'', b'-_*', '\xe9_', 12):
            self.same('b64encode', b'\xfb\xef\xbf\xff', altchars)
            for text in (b'++//', b'-_-_', b'+-/_', b'-_=='):
                self.same('b64decode', text, altchars)
                self.same('b64decode', text, altchars, True)
                self.same('b64decode', text, altchars, ignorechars=b'+')

    def test_large(self):
        # Long enough for the GIL to be released.
        data = bytes(range(256)) * 2000
        for name in ENCODERS:
            self.same(name, data)
        for name in DECODERS:
            text = encoded(name, data)
            self.same(name, text)
            self.same(name, text[:-1] + b'\x80')
            self.same(name, text[:-1] + b'\x80', validate=True)

    def test_wrong_calls(self):
        for name in FUNCTIONS:
            for args, kwargs in (((), {}), ((b'',) * 4, {}), ((b'',), {'unknown': 1}), ((b'',), {'s': b''})):
                with self.subTest(name, args=args, kwargs=kwargs):
                    with self.assertRaisesRegex(TypeError, name):
                        getattr(native, name)(*args, **kwargs)

    def test_class_of_errors(self):
        with self.assertRaises(binascii.Error) as caught:
            native.b64decode(b'A')
        self.assertIs(type(caught.exception), binascii.Error)

    def test_without_assertions(self):
        code = ('import base64\n'
                'for name, args in (("b64encode", [b"", b"x"]), ("b64decode", [b"", b"x"]),\n'
                '                   ("b64encode", [b"", 7]), ("b32decode", [b"", False, b"xy"])):\n'
                '    try: getattr(base64, name)(*args)\n'
                '    except Exception as error: print(repr(error))\n')
        for options in ((), ('-O',)):
            native, fallback = (assert_python_ok(*options, '-c', code, PYTHON_RUST_DISABLE=value, __isolated=False).out
                                for value in ('', '_base64'))
            self.assertEqual(native, fallback)

    @unittest.skipUnless(sys.version_info >= (3, 15), 'there is no such warning')
    def test_warning_as_error(self):
        with warnings.catch_warnings():
            warnings.simplefilter('error')
            self.assertRaises(FutureWarning, native.urlsafe_b64decode, b'++++')
            self.assertRaises(DeprecationWarning, native.b64decode, b'++++', b'-_', validate=True)

    @unittest.skipUnless(sys.version_info >= (3, 15), 'there is no such warning')
    def test_warnings_reach_what_replaces_warn(self):
        for module in native, fallback:
            with self.subTest(module.__name__), mock.patch('warnings.warn') as warn:
                module.urlsafe_b64decode(b'++++')
                warn.assert_called_once()

    def test_buffers_are_released(self):
        data = bytearray(b'QUI=')
        altchars = bytearray(b'-_')
        for name in FUNCTIONS:
            try:
                getattr(native, name)(data)
            except ValueError:
                pass
        native.b64encode(data, altchars)
        native.b64decode(data, altchars)
        native.a85decode(data, ignorechars=data)
        for bad in (bytearray(b'A'), bytearray(b'QUI')):
            self.assertRaises(binascii.Error, native.b64decode, bad)
            bad.append(0)
        data.append(0)
        altchars.append(0)

    def test_buffer_is_held_during_the_call(self):
        data = bytearray(b'ABC')

        class Truth:
            def __bool__(self):
                data.clear()
                return False

        self.assertRaises(BufferError, native.b64decode, data, None, Truth())
        self.assertEqual(data, b'ABC')


if __name__ == '__main__':
    unittest.main()
