"""Lengths that no memory can hold."""

import json
import os
import unittest

import need
from test.support import import_helper

import_helper.import_module('ctypes')

# The result alone is too large: the input is there.
LIMITED = '''
import base64, binascii, resource
raw = bytes(range(256)) * (32 << 12)
calls = [(base64.b64encode, base64.b64decode), (base64.encodebytes, base64.decodebytes),
         (base64.urlsafe_b64encode, base64.urlsafe_b64decode), (base64.b32encode, base64.b32decode),
         (base64.b16encode, base64.b16decode), (base64.a85encode, base64.a85decode), (base64.b85encode, base64.b85decode),
         (base64.z85encode, base64.z85decode), (binascii.b2a_base64, binascii.a2b_base64), (binascii.hexlify, binascii.unhexlify),
         (binascii.b2a_qp, binascii.a2b_qp)]
texts = [encode(raw) for encode, _ in calls]
with open('/proc/self/statm') as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (8 << 20), resource.RLIM_INFINITY))
for (encode, decode), text in zip(calls, texts):
    for function, data in (encode, raw), (decode, text):
        try:
            function(data)
        except MemoryError:
            pass
        else:
            raise AssertionError(function)
        assert decode(encode(b'ABCD')) == b'ABCD'
'''


class Huge(unittest.TestCase):
    def test_claimed_lengths(self):
        out, err = need.child_of('claims.py')
        self.assertEqual(err, '')
        results = json.loads(out)
        self.assertTrue(any('Too much data' in ours for _, ours, _ in results))
        self.assertTrue(any('MemoryError' in ours for _, ours, _ in results))
        for name, ours, stock in results:
            with self.subTest(name):
                self.assertEqual(ours, stock)

    @unittest.skipUnless(os.path.exists('/proc/self/statm'), 'here: limited address space: there is no /proc/self/statm')
    def test_limited_address_space(self):
        self.assertEqual(need.child(LIMITED), ('', ''))


if __name__ == '__main__':
    unittest.main()
