"""The command line of asn1lib."""

import _colorize
import contextlib
import io
import json
import os
import re
import subprocess
import sys
import unittest
from test import support
from test.support import os_helper
from unittest import mock

import _asn1_main
import asn1lib

CERTIFICATE = support.findfile('keycert3.pem', subdir='certdata')

# SEQUENCE { INTEGER 5, OBJECT IDENTIFIER commonName, OCTET STRING that holds NULL, [1] 'ab', UTF8String, SET {} }
TREE = bytes.fromhex('3017 020105 0603550403 04020500 81026162 0c031b5b41 3100')
LINES = '''\
 0 2 23  SEQUENCE
 2 2  1    INTEGER 5
 5 2  3    OBJECT IDENTIFIER 2.5.4.3 commonName
10 2  2    OCTET STRING, which holds
12 2  0      NULL
14 2  2    [1] 'ab'
18 2  3    UTF8String '\\x1b[A'
23 2  0    SET (empty)
'''


@support.force_not_colorized_test_class
class CommandLineTests(unittest.TestCase):

    def run_main(self, *args, data=None):
        """What main() writes and returns, for a file with this data if there is some."""
        if data is not None:
            self.addCleanup(os_helper.unlink, os_helper.TESTFN)
            with open(os_helper.TESTFN, 'wb') as file:
                file.write(data)
            args = *args, os_helper.TESTFN
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
            status = _asn1_main.main(args)
        return status, out.getvalue(), err.getvalue()

    def test_tree(self):
        status, out, err = self.run_main(data=TREE)
        self.assertEqual((status, err), (0, ''))
        self.assertEqual(out, f'{os_helper.TESTFN}, 25 bytes\n{LINES}')

    def test_several_elements(self):
        _, out, _ = self.run_main(data=b'\x05\x00\x01\x01\xff')
        self.assertEqual(out.splitlines()[1:], ['0 2 0  NULL', '2 2 1  BOOLEAN TRUE'])

    def test_long_values(self):
        _, out, _ = self.run_main(data=asn1lib.Element(asn1lib.Tag.INTEGER, -2**300).encoded)
        self.assertIn(f' INTEGER -0x10{"00" * 31}… (301 bits)\n', out)
        _, out, _ = self.run_main(data=asn1lib.Element(asn1lib.Tag.OCTET_STRING, b'\xab' * 33).encoded)
        self.assertIn(f' OCTET STRING {"ab" * 32}… 33 bytes\n', out)
        _, out, _ = self.run_main(data=asn1lib.Element(asn1lib.Tag.BIT_STRING, (b'\x80', 7)).encoded)
        self.assertIn(' BIT STRING 80 1 bit\n', out)
        _, out, _ = self.run_main(data=b'\x17\x0d991231235959Z')
        self.assertIn(' UTCTime 1999-12-31 23:59:59 UTC\n', out)

    def test_strings_in_strings(self):
        data = b''
        for _ in range(200):
            data = asn1lib.Element(asn1lib.Tag.OCTET_STRING, data).encoded
        status, out, _ = self.run_main(data=data)
        self.assertEqual(status, 0)
        self.assertEqual(out.count('which holds'), 64)

    def test_pem(self):
        status, out, err = self.run_main(CERTIFICATE)
        self.assertEqual((status, err), (0, ''))
        self.assertRegex(out, r'keycert3\.pem, PRIVATE KEY, 1 of 2, \d+ bytes\n')
        self.assertRegex(out, r'keycert3\.pem, CERTIFICATE, 2 of 2, \d+ bytes\n')
        self.assertIn(' OBJECT IDENTIFIER 1.2.840.113549.1.1.1 rsaEncryption\n', out)

    def test_what_a_terminal_would_obey(self):
        _, out, _ = self.run_main(data=b'-----BEGIN \x1b]0;X\x07-----\nBQA=\n-----END \x1b]0;X\x07-----\n')
        self.assertEqual(out.splitlines()[0], f'{os_helper.TESTFN}, \\x1b]0;X\\x07, 2 bytes')

    def test_one_of_several_blocks_is_wrong(self):
        block = b'-----BEGIN X-----\n%b\n-----END X-----\n'
        status, out, err = self.run_main(data=block % b'BQA=' + block % b'BQE=' + block % b'AQH/')
        self.assertEqual(status, 1)
        self.assertIn('NULL', out)
        self.assertIn('BOOLEAN TRUE', out)
        self.assertIn(': block 2 of 3: length 1 exceeds the 0 bytes left, at byte 0\n', err)

    def test_text(self):
        _, _, err = self.run_main(data=b'Dear Sir or Madam')
        self.assertIn(': neither PEM nor DER: ', err)

    def test_huge_integers(self):
        huge = asn1lib.Element(asn1lib.Tag.INTEGER, 1 << 20_000).encoded
        _, out, _ = self.run_main('--json', data=huge)
        self.assertEqual(json.loads(out)[0]['elements'][0]['value'], hex(1 << 20_000))

    def test_certificate(self):
        status, out, err = self.run_main('--certificate', CERTIFICATE)
        self.assertEqual((status, err), (0, ''))
        said = dict(re.findall(r'^    (.*?): +(.*)$', out, re.MULTILINE))
        self.assertEqual(said['subject'], 'CN=localhost,O=Python Software Foundation,L=Castle Anthrax,C=XY')
        self.assertEqual(said['version'], '3')
        self.assertRegex(said['public key'], r'rsaEncryption \(\d+ bits\)')
        self.assertEqual(len(said['SHA-256']), 64)
        self.assertEqual(said['X509v3 Subject Alternative Name'], 'dNSName localhost')

    def test_json(self):
        status, out, err = self.run_main('--json', data=TREE)
        self.assertEqual((status, err), (0, ''))
        document, = json.loads(out)
        self.assertIsNone(document['label'])
        sequence, = document['elements']
        self.assertEqual(sequence['type'], 'SEQUENCE')
        self.assertEqual([element.get('value') for element in sequence['elements']],
                         [5, '2.5.4.3', '0500', '6162', '\x1b[A', None])
        self.assertEqual(sequence['elements'][2]['holds']['offset'], 12)

    def test_json_certificate(self):
        _, out, _ = self.run_main('--json', '--certificate', CERTIFICATE)
        document, = json.loads(out)
        self.assertEqual(document['subjectAltName'], [['DNS', 'localhost']])

    def test_errors_point_at_the_byte(self):
        status, out, err = self.run_main(data=b'\x30\x13' + b'\x04\x0d' + b'x' * 13 + b'\x02\x02\x00\x01')
        self.assertEqual((status, out), (1, ''))
        self.assertEqual(err.splitlines(), [
            f'python -m asn1lib: {os_helper.TESTFN}: INTEGER is not minimal, at byte 19',
            '    00000010  78 02 02 00 01',
            '                       ^^',
        ])
        status, _, err = self.run_main(data=b'\x05\x00\x01')
        self.assertEqual(err.splitlines()[1:], ['    00000000  05 00 01', '                       ^^'])

    def test_errors_in_a_certificate(self):
        with open(CERTIFICATE) as file:
            der = bytearray(asn1lib.load_certificate(file.read()).encoded)
        der[4 + 4 + 5 + 1] = 0
        status, out, err = self.run_main('--certificate', data=der)
        self.assertEqual((status, out), (1, ''))
        self.assertIn(': tbsCertificate.serialNumber: INTEGER without content, at byte ', err)

    def test_other_errors(self):
        for args, data, message in [
            ([], b'', 'empty'),
            ([], b'\n-----BEGIN X-----\n?\n-----END X-----\n', 'line 3: PEM block that is not Base64'),
            ([], b'  -----BEGIN X-----\n  BQA=\n  -----END X-----\n', 'a BEGIN line, but no PEM block'),
            (['--json'], b'-----BEGIN ', 'a BEGIN line, but no PEM block'),
            (['--certificate'], b'-----BEGIN X-----\nBQA=\n-----END X-----\n', 'no certificate, but X'),
        ]:
            with self.subTest(message):
                status, out, err = self.run_main(*args, data=data)
                self.assertEqual((status, out), (1, '[]\n' if '--json' in args else ''))
                self.assertEqual(err, f'python -m asn1lib: {os_helper.TESTFN}: {message}\n')

    def test_what_is_wrong_does_not_hide_the_rest(self):
        status, out, err = self.run_main(os.path.join(os.curdir, 'does-not-exist'), data=b'\x05\x00')
        self.assertEqual(status, 1)
        self.assertIn(os.strerror(2), err)
        self.assertIn('NULL', out)

    def test_arguments(self):
        with self.assertRaises(SystemExit) as caught, contextlib.redirect_stderr(io.StringIO()):
            _asn1_main.main([])
        self.assertEqual(caught.exception.code, 2)


class ColorTests(CommandLineTests):

    def run_main(self, *args, data=None):
        with mock.patch.object(_colorize, 'can_colorize', lambda *, file=None: True):
            status, out, err = super().run_main(*args, data=data)
        self.assertIn('\x1b[', out + err)
        return status, *[re.sub('\x1b\\[[0-9;]*m', '', text) for text in (out, err)]

    test_json = test_json_certificate = test_arguments = test_huge_integers = None


@support.requires_subprocess()
class ProcessTests(unittest.TestCase):

    def run_python(self, *args, **kwargs):
        return subprocess.run([sys.executable, '-m', 'asn1lib', *args], capture_output=True, check=False, **kwargs)

    def test_standard_input(self):
        environment = os.environ | {'PYTHON_COLORS': '0'}
        done = self.run_python('-', input=b'\x05\x00', env=environment)
        self.assertEqual(done.stdout.splitlines(), [b'-, 2 bytes', b'0 2 0  NULL'])
        self.assertEqual((done.returncode, done.stderr), (0, b''))

    def test_status(self):
        self.assertEqual(self.run_python('-', input=b'\x05').returncode, 1)
        self.assertEqual(self.run_python().returncode, 2)

    def test_encoding(self):
        environment = os.environ | {'PYTHONIOENCODING': 'ascii', 'PYTHON_COLORS': '0'}
        done = self.run_python('-', input=b'\x0c\x02\xc3\xa9', env=environment)
        self.assertEqual(done.stdout.splitlines()[1], b"0 2 2  UTF8String '\\xe9'")

    @unittest.skipUnless(os.path.exists('/dev/full'), 'needs /dev/full')
    def test_full_disk(self):
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([sys.executable, '-m', 'asn1lib', '-'], input=b'\x05\x00', stdout=full,
                                  stderr=subprocess.PIPE, check=False, env=os.environ | {'PYTHON_COLORS': '0'})
        self.assertEqual(done.stderr.decode(), f'python -m asn1lib: cannot write: {os.strerror(28)}\n')
        self.assertEqual(done.returncode, 1)

    def test_closed_pipe(self):
        process = subprocess.Popen([sys.executable, '-m', 'asn1lib', '-'], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.close()
        _, err = process.communicate(b'\x05\x00' * 20_000)
        self.assertEqual((process.returncode, err), (1, b''))


if __name__ == '__main__':
    unittest.main()
