"""Lengths that no memory can hold."""

import json
import os
import unittest

import need
from test.support import import_helper

import_helper.import_module('ctypes')

# A ctypes array is believed about its length.  The memory behind it must not be touched
# before the result is allocated, which fails.
CLAIMS = '''
import base64, ctypes, json, sys
import need
native, fallback = need.base64_pair()
memory = ctypes.create_string_buffer(64)
address = ctypes.addressof(memory)

def outcome(function, args, kwargs):
    try:
        function(*args, **kwargs)
    except Exception as error:
        return f'{type(error).__module__}.{type(error).__name__}: {error}'
    return 'no error'

results = []
for size in (sys.maxsize, sys.maxsize - 1, sys.maxsize // 4 * 3, sys.maxsize // 4 * 3 - 4,
             sys.maxsize // 4 * 3 + 4, sys.maxsize // 2, sys.maxsize // 2 + 1):
    data = (ctypes.c_ubyte * size).from_address(address)
    for name in need.FUNCTIONS:
        variants = [((data,), {})]
        if name == 'b64encode':
            variants += [((data,), {'wrapcol': wrapcol, 'padded': padded})
                         for wrapcol in (1, 4, 5, 76, sys.maxsize, 2**64 - 1) for padded in (True, False)]
            variants += [((data, b'-_'), {}), ((b'', data), {})]
        elif name == 'b64decode':
            variants += [((data,), {'validate': True}), ((data,), {'ignorechars': b'x'}), ((data, b'-_'), {}),
                         ((b'QUJD', data), {}), ((data, b'-_'), {'ignorechars': b''})]
        for args, kwargs in variants:
            one, other = (outcome(getattr(module, name), args, kwargs) for module in (native, fallback))
            results.append((f'{name}, {size} bytes, {kwargs}', one, other))
print(json.dumps(results))
'''

# The result alone is too large: the input is there.
LIMITED = '''
import base64, resource
raw = bytes(64 << 20)
text = base64.b64encode(raw)
with open('/proc/self/statm') as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (16 << 20), resource.RLIM_INFINITY))
for function, data in ((base64.b64encode, raw), (base64.encodebytes, raw), (base64.urlsafe_b64encode, raw),
                       (base64.b64decode, text), (base64.decodebytes, text), (base64.urlsafe_b64decode, text)):
    try:
        function(data)
    except MemoryError:
        pass
    else:
        raise AssertionError(function)
    assert base64.b64decode(base64.b64encode(b'ABC')) == b'ABC'
'''


class Huge(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        need.base64_pair()

    def test_claimed_lengths(self):
        out, err = need.child(f'import sys; sys.path.insert(0, {need.HERE!r})\n' + CLAIMS)
        self.assertEqual(err, '')
        results = json.loads(out)
        self.assertTrue(any('Too much data' in native for _, native, _ in results))
        self.assertTrue(any('MemoryError' in native for _, native, _ in results))
        for name, native, fallback in results:
            with self.subTest(name):
                self.assertEqual(native, fallback)

    @unittest.skipUnless(os.path.exists('/proc/self/statm'), 'needs /proc/self/statm')
    def test_limited_address_space(self):
        self.assertEqual(need.child(LIMITED), ('', ''))


if __name__ == '__main__':
    unittest.main()
