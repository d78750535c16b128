"""PYTHON_RUST_DISABLE, and when it is ignored."""

import os
import subprocess
import sys
import unittest

import need

SHOW = '''
import base64
try:
    import _base64
except ImportError as error:
    assert type(base64.b64encode).__name__ == 'function', base64.b64encode
    print('off:', error)
else:
    assert base64.b64encode is _base64.b64encode
    print('on')
assert base64.b64decode(base64.b64encode(b'ABC')) == b'ABC'
'''


def show(value, *options, code=SHOW):
    """What a child says with PYTHON_RUST_DISABLE=value, or without it if value is None."""
    environment = dict(os.environb)
    environment.pop(b'PYTHON_RUST_DISABLE', None)
    if value is not None:
        environment[b'PYTHON_RUST_DISABLE'] = os.fsencode(value)
    child = subprocess.run([sys.executable, *options, '-c', code], env=environment, capture_output=True)
    if child.returncode or child.stderr:
        raise AssertionError(f'exit {child.returncode}: {child.stderr.decode(errors="replace")[-2000:]}')
    return child.stdout.decode().strip()


class Disable(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        need.base64_pair()

    def test_on(self):
        for value in (None, '', ',', ' ', 'binascii', '_base6', '_base64x', 'x_base64', 'base64', '_base64;x',
                      '_asn1,_sha2', 'ally', b'\xff', 'x' * 100_000):
            with self.subTest(value[:40] if value else value):
                self.assertEqual(show(value), 'on')

    def test_off(self):
        for value in ('_base64', 'all', ' _base64 , x', 'x,_base64', 'x, all', '_base64,', ',,_base64',
                      '\t_base64', b'\xff,_base64', 'x,' * 50_000 + '_base64'):
            with self.subTest(value[:40]):
                said = show(value)
                self.assertTrue(said.startswith('off:'), said)
                # Who wonders why should find it in the message.
                self.assertIn('PYTHON_RUST_DISABLE', said)

    def test_ignored(self):
        for option in '-E', '-I', '-IS', '-EB':
            for value in '_base64', 'all':
                with self.subTest(option=option, value=value):
                    self.assertEqual(show(value, option), 'on')

    def test_other_options_do_not_ignore_it(self):
        for option in '-s', '-S', '-B', '-O', '-P', '-bb':
            with self.subTest(option):
                self.assertTrue(show('_base64', option).startswith('off:'))

    def test_only_what_is_named(self):
        need.xxrust()
        code = 'import xxrust; print("on")'
        self.assertEqual(show('_base64', code=code), 'on')
        self.assertEqual(show('xxrust'), 'on')
        code = 'try: import xxrust; print("on")\nexcept ImportError: print("off")'
        for value in 'xxrust', 'all':
            self.assertEqual(show(value, code=code), 'off')
            self.assertEqual(show(value, '-I', code=code), 'on')


if __name__ == '__main__':
    unittest.main()
