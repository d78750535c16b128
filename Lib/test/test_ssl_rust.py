"""Tests of what ssl does with certificates in Rust, and of its fallback.

Certificates are decoded by `_asn1` and by `_ssl`: what the one does not leave to the other must be equal,
in the order of the keys too.  The functions for PEM and times are compared with those that ssl has in Python.
"""

import base64
import contextlib
import inspect
import os
import pickle
import random
import re
import types
import unittest
import warnings
from unittest import mock
from test import test_ssl
from test.support import import_helper, os_helper
from test.support.script_helper import assert_python_ok

_asn1 = import_helper.import_module('_asn1')
_ssl = import_helper.import_module('_ssl')
import ssl

FUNCTIONS = 'cert_time_to_seconds', 'DER_cert_to_PEM_cert', 'PEM_cert_to_DER_cert'
# Of other libraries, and of later versions, nobody knows yet what they make of a certificate.
DECODES = ssl.OPENSSL_VERSION.startswith('OpenSSL ') and ssl.OPENSSL_VERSION_INFO < (5,)
HEADER, FOOTER = '-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'

blocked = import_helper.import_fresh_module('ssl', blocked=['_asn1'])


def outcome(function, *args, **kwargs):
    """What a call returns, with its type, or raises."""
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        try:
            result = function(*args, **kwargs)
            result = type(result), result
        except Exception as error:
            result = type(error), str(error), str(error.__cause__), error.__suppress_context__
    return result, [(w.category, str(w.message)) for w in log]


class InterfaceTest(unittest.TestCase):
    def test_which_is_which(self):
        for name in FUNCTIONS:
            with self.subTest(name):
                self.assertIsInstance(getattr(ssl, name), types.BuiltinFunctionType)
                self.assertIsInstance(getattr(blocked, name), types.FunctionType)
        self.assertEqual(ssl._decode_certificate is not None, DECODES)
        self.assertEqual(isinstance(ssl.SSLContext.get_ca_certs, types.FunctionType), DECODES)
        self.assertIs(blocked.SSLContext.get_ca_certs, _ssl._SSLContext.get_ca_certs)

    def test_names(self):
        for name in FUNCTIONS:
            function = getattr(ssl, name)
            with self.subTest(name):
                self.assertEqual(function.__name__, name)
                self.assertEqual(function.__qualname__, name)
                self.assertEqual(function.__module__, 'ssl')
                self.assertTrue(function.__doc__)

    def test_signatures(self):
        for name in (*FUNCTIONS, 'SSLContext.get_ca_certs', 'SSLSocket.getpeercert', 'SSLObject.getpeercert'):
            of = lambda module: eval(f'module.{name}', {'module': module})
            with self.subTest(name):
                self.assertEqual(inspect.signature(of(ssl)), inspect.signature(of(blocked)))
        for module in ssl, blocked:
            context = module.SSLContext(module.PROTOCOL_TLS_CLIENT)
            self.assertEqual(str(inspect.signature(context.get_ca_certs)), '(binary_form=False)')
            self.assertEqual(context.get_ca_certs.__name__, 'get_ca_certs')
            self.assertEqual(context.get_ca_certs.__doc__, _ssl._SSLContext.get_ca_certs.__doc__)

    def test_pickle(self):
        for name in FUNCTIONS:
            function = getattr(ssl, name)
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                with self.subTest(name, protocol=protocol):
                    self.assertIs(pickle.loads(pickle.dumps(function, protocol)), function)

    def test_wrong_calls(self):
        for name in FUNCTIONS:
            for args, kwargs in ((), {}), ((1, 2), {}), ((), {'x': 1}):
                with self.subTest(name, args=args, kwargs=kwargs):
                    self.assertRaises(TypeError, getattr(ssl, name), *args, **kwargs)

    def test_imports(self):
        code = 'import sys, ssl; print(sorted({"_asn1", "asn1lib"} & sys.modules.keys()))'
        self.assertEqual(assert_python_ok('-c', code, PYTHON_RUST_DISABLE='').out.strip(), b"['_asn1']")

    def test_disabled(self):
        tests = ('BasicSocketTests.test_cert_time_to_seconds', 'BasicSocketTests.test_DER_to_PEM',
                 'BasicSocketTests.test_parse_cert', 'ContextTests.test_get_ca_certs',
                 'SimpleBackgroundTests.test_get_ca_certs_capath', 'ThreadedTests.test_getpeercert')
        tests = ['test.test_ssl.' + test for test in tests]
        for value in '', '_asn1':
            with self.subTest(value):
                assert_python_ok('-m', 'unittest', *tests, PYTHON_RUST_DISABLE=value)


class FunctionsTest(unittest.TestCase):
    """The functions, side by side with the Python code."""

    def same(self, name, *args, **kwargs):
        expected = outcome(getattr(blocked, name), *args, **kwargs)
        with self.subTest(name, args=args, kwargs=kwargs):
            self.assertEqual(outcome(getattr(ssl, name), *args, **kwargs), expected)

    def test_arguments(self):
        class Text(str):
            def __getitem__(self, index):
                return '1' + str.__getitem__(self, index)

            def strip(self):
                return self

        class Bytes(bytes):
            pass

        time, pem = 'Jan  5 09:34:43 2018 GMT', f'{HEADER}\nQUJD\n{FOOTER}\n'
        for value in (time, pem, Text(time), Text(pem), b'ABC', Bytes(b'ABC'), bytearray(b'ABC'), memoryview(b'ABCD')[::2],
                      memoryview(b'ABCD').cast('I'), memoryview(b'ABCD').cast('B', (2, 2)), b'', bytearray(), '', None, 1,
                      [1], (), object, time.encode(), pem.encode()):
            for name in FUNCTIONS:
                self.same(name, value)
                parameter, = inspect.signature(getattr(blocked, name)).parameters
                self.same(name, **{parameter: value})

    def test_times(self):
        months = 'Jan feb MAR apR may juN Jul Aug Sep oct Nov dec'.split()
        for month in months:
            self.same('cert_time_to_seconds', f'{month} 31 01:02:03 1999 gmt')
        for year in (0, 1, 4, 99, 100, 400, 999, 1600, 1900, 1968, 1970, 2000, 2024, 2038, 2100, 9999, 10000):
            for month in 'Jan', 'Feb', 'Mar', 'Dec':
                self.same('cert_time_to_seconds', f'{month}  1 00:00:00 {year:04} GMT')
                self.same('cert_time_to_seconds', f'{month} 29 23:59:61 {year} GMT')
        time = 'Jan  5 09:34:43 2018 GMT'
        for damage in ' ', '\t', '\x1c', '\x85', '\xa0', '0', '1', '9', ':', 'x', '\0', '\u0661', '\u017f', '', '  \n':
            for place in range(len(time) + 1):
                self.same('cert_time_to_seconds', time[:place] + damage + time[place:])
                self.same('cert_time_to_seconds', time[:place] + damage + time[place + 1:])
        self.same('cert_time_to_seconds', '\u017fep  5 09:34:43 2018 GMT')

    def test_random_times(self):
        rnd = random.Random(41)
        spaces = ' ', '  ', '\t', '\n\x0b', '\x1f', ''
        for _ in range(3000):
            space = lambda: rnd.choices(spaces, [30, 5, 3, 3, 3, 1])[0]
            number = lambda below: rnd.choice(('{}', '{:02}')).format(rnd.randrange(below))
            self.same('cert_time_to_seconds', ''.join((
                rnd.choice(('jan', 'Feb', 'MAR', 'aPR', 'DEC')), space(), number(33), space(), number(25), ':', number(61),
                rnd.choices((':', ' :'), [9, 1])[0], number(63), space(), f'{rnd.randrange(10000):04}', space(),
                rnd.choices(('GMT', 'gmt', 'UTC', 'GMT '), [9, 3, 1, 1])[0])))

    def test_der_to_pem(self):
        data = random.Random(42).randbytes(300)
        for length in range(300):
            self.same('DER_cert_to_PEM_cert', data[:length])
        for length in 1023, 1200, 70_000:
            self.same('DER_cert_to_PEM_cert', bytes(length))

    def test_pem_to_der(self):
        data = random.Random(43).randbytes(300)
        for length in range(300):
            self.same('PEM_cert_to_DER_cert', blocked.DER_cert_to_PEM_cert(data[:length]))
        self.same('PEM_cert_to_DER_cert', blocked.DER_cert_to_PEM_cert(data * 300))
        for header in HEADER, HEADER[:-1], ' ' + HEADER, HEADER.lower():
            for body in '', '\n', 'QUJD', '\nQUJD\n', 'QQ', 'QQ==', 'QQ==QQ==', '=', 'QUJ=D', '-QUJD-', '\xe9', '\udc80', '\u0141':
                for footer in FOOTER, FOOTER[1:], FOOTER[5:], FOOTER[:-1], FOOTER + ' \n\x1c\t', FOOTER + '\xa0', FOOTER + 'x':
                    self.same('PEM_cert_to_DER_cert', header + body + footer)

    def test_random_pem(self):
        rnd = random.Random(44)
        for _ in range(3000):
            body = ''.join(rnd.choices('ABCabc+/=-\n \x1c\t\0\xe9', [9] * 8 + [1] * 7 + [.1], k=rnd.randrange(30)))
            self.same('PEM_cert_to_DER_cert', f'{HEADER}{body}{FOOTER}\n')


# A writer of DER, lenient enough for what is not.

def der(tag, *contents):
    content = b''.join(contents)
    if len(content) < 0x80:
        return bytes((tag, len(content))) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + content


def sequence(*contents):
    return der(0x30, *contents)


def set_of(*contents):
    return der(0x31, *contents)


def integer(number):
    return der(2, number.to_bytes((number if number >= 0 else ~number).bit_length() // 8 + 1, signed=True))


def oid(dotted):
    first, second, *arcs = map(int, dotted.split('.'))
    content = []
    for arc in (first * 40 + second, *arcs):
        octets = [arc & 0x7f]
        while arc := arc >> 7:
            octets.insert(0, 0x80 | arc & 0x7f)
        content += octets
    return der(6, bytes(content))


def element(data):
    """The content of the first element, and what is behind it."""
    length, at = data[1], 2
    if length >= 0x80:
        at += length & 0x7f
        length = int.from_bytes(data[2:at])
    return data[at:at + length], data[at + length:]


def read(name):
    """The first certificate in one of test_ssl's files, if there is one."""
    with open(test_ssl.data_file(name), encoding='latin-1') as file:
        pem = re.search(f'{HEADER}[^-]+{FOOTER}', file.read())
    try:
        return pem and base64.b64decode(pem[0][len(HEADER):-len(FOOTER)])
    except ValueError:
        return None


def key_info():
    signed, _ = element(read('keycert3.pem'))
    fields, _ = element(signed)
    # version, serialNumber, signature, issuer, validity, subject
    for _ in range(6):
        _, fields = element(fields)
    return sequence(element(fields)[0])


KEY_INFO = key_info()
RSA = sequence(oid('1.2.840.113549.1.1.11'), b'\5\0')
UTF8, NUMERIC, PRINTABLE, TELETEX, IA5, UNIVERSAL, BMP = 12, 18, 19, 20, 22, 28, 30
UTC, GENERALIZED = 23, 24
EMAIL, DNS, URI, IP, REGISTERED_ID = 0x81, 0x82, 0x86, 0x87, 0x88
NAME_CONSTANTS = {'CN': '2.5.4.3', 'C': '2.5.4.6', 'O': '2.5.4.10'}


def attribute(kind, value, tag=UTF8):
    if isinstance(value, str):
        value = value.encode()
    return sequence(oid(NAME_CONSTANTS.get(kind, kind)), der(tag, value))


def name(*rdns):
    """A name of RDNs, each a list of attributes or the value of a common name."""
    return sequence(*(set_of(attribute('CN', rdn) if isinstance(rdn, str) else b''.join(rdn)) for rdn in rdns))


def extension(kind, *contents, critical=b''):
    return sequence(oid(kind), critical, der(4, *contents))


def alternative_names(*names, **kwargs):
    return extension('2.5.29.17', sequence(*names), **kwargs)


def access(*descriptions):
    methods = {'OCSP': '1.3.6.1.5.5.7.48.1', 'CA': '1.3.6.1.5.5.7.48.2', 'other': '1.3.6.1.5.5.7.48.3'}
    return extension('1.3.6.1.5.5.7.1.1', sequence(*(sequence(oid(methods[m]), location) for m, location in descriptions)))


def revocation(*points):
    return extension('2.5.29.31', sequence(*map(sequence, points)))


def full_name(*names):
    return der(0xa0, der(0xa0, *names))


def certificate(*, version=der(0xa0, integer(2)), serial=integer(1), issuer=name('Issuer'), subject=name('Subject'),
                not_before=der(UTC, b'260102030405Z'), not_after=der(UTC, b'360102030405Z'), behind_key=b'', extensions=None):
    if extensions is not None:
        behind_key += der(0xa3, sequence(*extensions))
    tbs = sequence(version, serial, RSA, issuer, sequence(not_before, not_after), subject, KEY_INFO, behind_key)
    return sequence(tbs, RSA, der(3, b'\0signature'))


# Without it, getpeercert() and get_ca_certs() are what they were.
needs_decoder = unittest.skipUnless(DECODES, 'not for this library: ' + ssl.OPENSSL_VERSION)


@contextlib.contextmanager
def decoding():
    """What ssl has Rust decode meanwhile."""
    decoded = []

    def decode(der):
        decoded.append(_asn1.decode_certificate(der))
        return decoded[-1]

    with mock.patch.object(ssl, '_decode_certificate', decode):
        yield decoded


@needs_decoder
class DecodeTest(unittest.TestCase):
    """One certificate after the other, by `_asn1` and by `_ssl`.

    Newer versions of OpenSSL reject certificates that older ones take: then there is nothing to compare with.
    """

    @classmethod
    def setUpClass(cls):
        cls.path = os_helper.TESTFN + '.pem'
        cls.addClassCleanup(os_helper.unlink, cls.path)

    def openssl(self, data):
        """Its dict, or the exception; None if OpenSSL does not take it for a certificate."""
        with open(self.path, 'w') as file:
            file.write(f'{HEADER}\n{base64.encodebytes(data).decode()}{FOOTER}\n')
        try:
            return _ssl._test_decode_cert(self.path)
        except Exception as error:
            return None if 'Error decoding PEM' in str(error) else error

    def same(self, data):
        """Whether it was not left to OpenSSL."""
        decoded = _asn1.decode_certificate(data)
        expected = self.openssl(data)
        if decoded is not None and expected is not None:
            self.assertIsInstance(expected, dict, data.hex())
            self.assertEqual(list(decoded.items()), list(expected.items()), data.hex())
            self.assertEqual(repr(decoded), repr(expected), data.hex())
        return decoded is not None

    def decoded(self, **kwargs):
        with self.subTest(**kwargs):
            self.assertTrue(self.same(certificate(**kwargs)))

    def refused(self, **kwargs):
        with self.subTest(**kwargs):
            self.assertFalse(self.same(certificate(**kwargs)))

    def test_ordinary(self):
        self.assertEqual(self.openssl(certificate()), {
            'subject': ((('commonName', 'Subject'),),), 'issuer': ((('commonName', 'Issuer'),),), 'version': 3, 'serialNumber': '01',
            'notBefore': 'Jan  2 03:04:05 2026 GMT', 'notAfter': 'Jan  2 03:04:05 2036 GMT'})
        self.decoded()

    def test_files(self):
        for file in os.listdir(test_ssl.data_file('')) + [os.path.join('capath', f) for f in os.listdir(test_ssl.CAPATH)]:
            if file.endswith(('.pem', '.0')) and (data := read(file)):
                with self.subTest(file):
                    # The names of all kinds are too many kinds.
                    self.assertEqual(self.same(data), file != 'allsans.pem')

    def test_names(self):
        self.decoded(subject=name(), issuer=name())
        self.decoded(subject=name('A', 'B', ''))
        self.decoded(subject=name('A', [attribute('C', 'XY'), attribute('CN', 'B')], [attribute('CN', 'B'), attribute('C', 'A')]))
        self.decoded(subject=name([attribute('CN', 'B')] * 3))
        self.decoded(subject=name(*(str(number) for number in range(300))))
        self.refused(subject=name('A', [], 'B'))
        self.refused(subject=name([]))

    def test_attribute_types(self):
        for kind in (*(f'2.5.4.{arc}' for arc in range(128)), *(f'1.2.840.113549.1.9.{arc}' for arc in range(30)),
                     *(f'0.9.2342.19200300.100.1.{arc}' for arc in range(60)), '1.3.6.1.4.1.311.60.2.1.3', '2.5.4', '2.5.4.3.1',
                     '2.5', '1.2.3.4', '0.0', '0.39', '1.0', '1.39', '2.39', '2.40', '2.47.1', '2.999.1', f'2.{2**32}', f'1.1.{2**64}',
                     f'1.1.{2**127}.1', '1.2.3.4.1'):
            self.decoded(subject=name([attribute(kind, 'x')]))
        self.refused(subject=name([attribute(f'1.1.{2**129}', 'x')]))
        self.refused(subject=name([attribute('1.1' + '.1' * 70, 'x')]))

    def test_strings(self):
        for tag, value in ((UTF8, ''), (UTF8, '\xfc\u0141\u20ac\U0001f600\0x'), (UTF8, '\ufffe\ufdd0'), (PRINTABLE, ''), (PRINTABLE, 'a@\0'),
                           (PRINTABLE, b'\xe9\x80'), (TELETEX, b'\xe9\xff\0'), (IA5, b'\x7f\x80'), (NUMERIC, 'no number'),
                           (BMP, 'x\u0141\ud7ff\ue000\ufffe'.encode('utf-16-be')), (BMP, 'x\xe9'.encode('utf-16-be')), (BMP, ''),
                           (UNIVERSAL, 'x\xe9\U0001f600\U0010ffff'.encode('utf-32-be')), (UNIVERSAL, ''),
                           (3, b'\0\xff'), (3, b'\7\xff\xff'), (3, b'\1\0'), (3, b'\0' + bytes(300))):
            self.decoded(subject=name([attribute('CN', value, tag)]))
            self.decoded(extensions=[alternative_names(der(0xa4, name([attribute('CN', value, tag)])))])
        for tag, value in ((UTF8, b'\xff'), (UTF8, b'\xc0\x80'), (UTF8, b'\xed\xa0\x80'), (UTF8, b'\xf4\x90\x80\x80'), (BMP, b'\xd8\0'),
                           (BMP, b'\xd8\0\xdc\0'), (BMP, b'xyz'), (UNIVERSAL, b'\0\0\xd8\0'), (UNIVERSAL, b'\0\x11\0\0'), (UNIVERSAL, b'x'),
                           (3, b'\0'), (3, b'\5'), (3, b''), (3, b'\x08\0'), (2, b'\1'), (4, b'x'), (16, b''), (0x30, b''), (0x31, b''),
                           (21, b'x'), (25, b'x'), (26, b'x'), (27, b'x'), (UTC, b'260102030405Z'), (5, b''), (0x80, b'x'),
                           (0x2c, der(UTF8, b'x'))):
            self.refused(subject=name([attribute('CN', value, tag)]))
            self.refused(extensions=[alternative_names(der(0xa4, name([attribute('CN', value, tag)])))])
            self.refused(extensions=[revocation(full_name(der(0xa4, name([attribute('CN', value, tag)])), der(URI, b'x')))])

    def test_serial_numbers(self):
        for bits in (*range(20), 63, 64, 127, 159, 160, *range(270, 300), 559, 560, 8000, 100_000):
            for number in 1 << bits, (1 << bits) - 1, (1 << bits) + 1:
                self.decoded(serial=integer(number))
                self.decoded(serial=integer(-number))
        for content in b'', b'\0\1', b'\xff\x80':
            self.refused(serial=der(2, content))

    def test_times(self):
        for tag, value in ((UTC, '491231235959Z'), (UTC, '500101000000Z'), (UTC, '0002290102Z'), (UTC, '9912312359Z'),
                           (GENERALIZED, '20260102030405Z'), (GENERALIZED, '202601020304Z'), (GENERALIZED, '00000229000000Z'),
                           (GENERALIZED, '00010101000000Z'), (GENERALIZED, '09991231235959Z'), (GENERALIZED, '99991231235959Z'),
                           (GENERALIZED, '24000229000000Z'), (GENERALIZED, '260102030405Z')):
            self.decoded(not_before=der(tag, value.encode()))
            self.decoded(not_after=der(tag, value.encode()))
        for tag, value in ((UTC, '260102030405+0100'), (UTC, '2601020304-0100'), (UTC, '260102030405'), (UTC, '20260102030405Z'),
                           (UTC, '260229030405Z'), (UTC, '260132030405Z'), (UTC, '261302030405Z'), (UTC, '260002030405Z'),
                           (UTC, '260100030405Z'), (UTC, '260102240405Z'), (UTC, '260102036005Z'), (UTC, '260102030460Z'),
                           (UTC, '260102030405z'), (UTC, '2601020304050Z'), (UTC, ' 60102030405Z'), (UTC, '260102030405Z\0'), (UTC, ''), (UTC, 'Z'),
                           (GENERALIZED, '20260102030405.1Z'), (GENERALIZED, '20260102030405.Z'), (GENERALIZED, '20260102030405+0000'),
                           (GENERALIZED, '2026010203Z'), (GENERALIZED, '19000229000000Z')):
            self.refused(not_before=der(tag, value.encode()))
            self.refused(not_after=der(tag, value.encode()))

    def test_versions(self):
        for version in b'', der(0xa0, integer(0)), der(0xa0, integer(1)), der(0xa0, integer(2)):
            self.decoded(version=version)
            self.decoded(version=version, extensions=[alternative_names(der(DNS, b'x'))])
        for number in 3, -1, 2**31, 2**40, 2**64:
            self.refused(version=der(0xa0, integer(number)))
        self.decoded(behind_key=der(0x81, b'\0x') + der(0x82, b'\3\xff'))

    def test_alternative_names(self):
        for names in ([], [der(DNS, b'')], [der(DNS, b'a\0b.example')], [der(DNS, '\xfc.example'.encode())], [der(EMAIL, b'a\0@b')],
                      [der(URI, b'http://\0/')], [der(IP, bytes((1, 22, 0, 255)))], [der(IP, bytes(16))], [der(IP, bytes(range(0, 256, 17)))],
                      [der(IP, bytes.fromhex('20010db8000000000000ff0000428329'))], [der(IP, b'')], [der(IP, bytes(5))], [der(IP, bytes(32))],
                      [der(0xa4, name())], [der(0xa4, name('A', [attribute('C', 'XY'), attribute('O', 'B')]))],
                      [der(REGISTERED_ID, oid('1.2.3.4')[2:])], [der(REGISTERED_ID, oid('2.5.4.3')[2:])],
                      [der(REGISTERED_ID, oid('1.3.6.1.5.5.7.1.1')[2:])], [der(DNS, str(number).encode()) for number in range(1000)]):
            self.decoded(extensions=[alternative_names(*names)])
            self.decoded(extensions=[alternative_names(*names, critical=der(1, b'\xff'))])
            self.decoded(extensions=[alternative_names(*names, critical=der(1, b'\0'))])
        for names in ([der(DNS, b'\xff')], [der(EMAIL, b'\xe9')], [der(0xa0, oid('1.2.3'), der(0xa0, der(UTF8, b'x')))], [der(0xa3)],
                      [der(0xa5, der(0xa1, der(UTF8, b'x')))], [der(0x89, b'x')], [der(UTF8, b'x')], [der(0xa2, der(IA5, b'x'))],
                      [der(0xa2)], [der(0x84, name())], [der(0xa4)], [der(0xa4, name(), name())], [der(REGISTERED_ID)],
                      [der(REGISTERED_ID, b'\x80\1')], [der(REGISTERED_ID, b'\x2a\x80')], [der(0xa0)]):
            self.refused(extensions=[alternative_names(der(DNS, b'x'), *names)])

    def test_extensions(self):
        self.decoded(extensions=[])
        self.decoded(extensions=[extension('2.5.29.19', sequence()), extension('1.2.3', b'no DER')])
        self.refused(extensions=[alternative_names(), alternative_names()])
        self.refused(extensions=[extension('2.5.29.17', sequence(), b'x')])
        self.refused(extensions=[extension('2.5.29.17', b'')])
        self.refused(extensions=[extension('2.5.29.17', set_of())])

    def test_access(self):
        for descriptions in ([], [('OCSP', der(URI, b'x'))], [('CA', der(URI, b'x'))], [('CA', der(URI, b'\0')), ('OCSP', der(URI, b''))],
                             [('other', der(URI, b'x'))], [('OCSP', der(DNS, b'x')), ('CA', der(0xa4, name('A')))],
                             [('OCSP', der(IP, b'xyz')), ('OCSP', der(REGISTERED_ID, oid('1.2.3')[2:])), ('CA', der(EMAIL, b'\xff'))],
                             [(kind, der(URI, str(number).encode())) for number in range(10) for kind in ('OCSP', 'CA', 'other')]):
            self.decoded(extensions=[access(*descriptions)])
        for descriptions in ([('OCSP', der(URI, b'\xff'))], [('other', der(0xa3))], [('OCSP', der(URI, b'x'))] * 17,
                             [('OCSP', der(0x89, b'x'))], [('OCSP', b'')], [('OCSP', der(URI, b'x') + der(URI, b'x'))]):
            self.refused(extensions=[access(*descriptions)])

    def test_revocation(self):
        uri = der(URI, b'http://\0/')
        for points in ([], [b''], [der(0xa0, der(0xa0))], [full_name(uri)], [full_name(uri, uri), b'', full_name(der(DNS, b'x'), uri)],
                       [full_name(der(0xa4, name('A')), uri)], [der(0x81, b'\1\x06'), full_name(uri) + der(0x81, b'\0\xff')],
                       [der(0xa2, der(0xa4, name('A')))], [full_name(uri) + der(0x81, b'\7\x80') + der(0xa2, uri)],
                       [der(0xa0, der(0xa1, attribute('CN', 'x')))], [der(0xa0, der(0xa1, attribute('CN', 'x'), attribute('C', 'y'))), full_name(uri)],
                       [full_name(uri)] * 16):
            self.decoded(extensions=[revocation(*points)])
        for points in ([full_name(der(URI, b'\xff'))], [full_name(uri, der(0xa3))], [full_name(uri) + der(0xa2, der(0xa5))],
                       [full_name(uri) + b'\5\0'], [full_name(uri)] * 17, [der(0xa0)], [der(0xa0, der(0xa2))], [der(0xa0, uri)],
                       [der(0xa0, der(0xa1, attribute('CN', b'x', 2)))]):
            self.refused(extensions=[revocation(*points)])

    def test_not_certificates(self):
        whole = certificate(extensions=[alternative_names(der(DNS, b'x'))])
        for data in (None, '', b'', b'0', b'\x30\x80', bytearray(whole), memoryview(whole), whole.decode('latin-1'), sequence(), whole[1:]):
            self.assertIsNone(_asn1.decode_certificate(data))
        for length in range(len(whole)):
            self.assertIsNone(_asn1.decode_certificate(whole[:length]))

    def test_long(self):
        self.refused(subject=name('x' * (1 << 20)))
        self.refused(extensions=[alternative_names(der(0xa4, name('x' * (1 << 20))))])

    def test_mutated(self):
        rnd = random.Random(45)
        originals = [read('allsans.pem'), read('keycert3.pem'), read('nokia.pem'), read('nullbytecert.pem'), certificate(
            subject=name('A', [attribute('C', 'XY', PRINTABLE), attribute('O', 'xyz'.encode('utf-16-be'), BMP)]),
            extensions=[access(('OCSP', der(URI, b'x'))), revocation(full_name(der(URI, b'x'))), alternative_names(der(IP, bytes(4)))])]
        native = 0
        for _ in range(3000):
            data = bytearray(rnd.choice(originals))
            for _ in range(rnd.randrange(1, 4)):
                place = rnd.randrange(len(data))
                data[place] = rnd.choice((rnd.randrange(256), data[place] ^ 1 << rnd.randrange(8)))
            native += self.same(bytes(data))
        self.assertGreater(native, 1000)


def handshake(client, server):
    """Takes turns until both are through."""
    waiting = [client, server]
    for _ in range(20):
        for side in waiting[:]:
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            waiting.remove(side)
        if not waiting:
            return
    raise AssertionError('no end of the handshake')


@needs_decoder
class ConnectionTest(unittest.TestCase):
    """What both ends of a connection say, over memory: nothing waits."""

    def contexts(self, client_certificate=None, **kwargs):
        client, server, self.hostname = test_ssl.testing_context(**kwargs)
        if client_certificate:
            client.load_cert_chain(client_certificate)
        return client, server

    def connect(self, client, server):
        to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
        return (client.wrap_bio(to_client, to_server, server_hostname=self.hostname),
                server.wrap_bio(to_server, to_client, server_side=True))

    def check(self, side, refused=False):
        expected = side._sslobj.getpeercert()
        with decoding() as decoded:
            self.assertEqual(list(side.getpeercert().items()), list(expected.items()))
        self.assertEqual(decoded, [None] if refused else [expected])
        self.assertEqual(side.getpeercert(binary_form=False), expected)
        for value in True, 1, 'x':
            self.assertEqual(side.getpeercert(value), side._sslobj.getpeercert(True))
        for value in 0, '', None:
            self.assertEqual(side.getpeercert(value), expected)
        return expected

    def test_getpeercert(self):
        client, server = self.connect(*self.contexts())
        for side in client, server:
            with self.assertRaisesRegex(ValueError, 'handshake not done yet'):
                side.getpeercert()
        handshake(client, server)
        expected = self.check(client)
        self.assertEqual(expected, test_ssl.SIGNED_CERTFILE_INFO)
        self.assertIsNone(server.getpeercert())
        self.assertEqual(ssl._decode_peer_certificate(client._sslobj, False), expected)

    def test_not_verified(self):
        for certificate, expected in (None, None), (test_ssl.SIGNED_CERTFILE2, {}):
            context, server_context = self.contexts(certificate)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            client, server = self.connect(context, server_context)
            handshake(client, server)
            self.assertEqual(client.getpeercert(), {})
            self.assertEqual(client.getpeercert(True), ssl.PEM_cert_to_DER_cert(
                ssl.DER_cert_to_PEM_cert(read('keycert3.pem'))))
            self.assertIsNone(server.getpeercert())
            # The mode of the context counts when it is asked for.
            context.verify_mode = ssl.CERT_OPTIONAL
            self.check(client)
            context.verify_mode = ssl.CERT_NONE
            self.assertEqual(client.getpeercert(), {})

    def test_client_certificate(self):
        for mode in ssl.CERT_OPTIONAL, ssl.CERT_REQUIRED:
            client_context, server_context = self.contexts(test_ssl.SIGNED_CERTFILE2)
            server_context.load_verify_locations(test_ssl.SIGNING_CA)
            server_context.verify_mode = mode
            client, server = self.connect(client_context, server_context)
            handshake(client, server)
            self.check(client)
            self.check(server)

    def test_other_context(self):
        # One that the server chooses when it knows which name is asked for.
        client_context, first = self.contexts(test_ssl.SIGNED_CERTFILE2)
        _, second = self.contexts()
        for chosen in first, second:
            chosen.load_verify_locations(test_ssl.SIGNING_CA)
        first.verify_mode = ssl.CERT_REQUIRED
        first.sni_callback = lambda sslobj, name, context: setattr(sslobj, 'context', second)
        client, server = self.connect(client_context, first)
        handshake(client, server)
        self.check(client)
        self.assertIs(server.context, second)
        for mode in ssl.CERT_NONE, ssl.CERT_REQUIRED:
            second.verify_mode = mode
            self.assertEqual(server.getpeercert(), server._sslobj.getpeercert())

    def test_subclassed_context(self):
        class Context(ssl.SSLContext):
            verify_mode = property(lambda self: ssl.CERT_NONE)

        context = Context(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(test_ssl.SIGNING_CA)
        client, server = self.connect(context, self.contexts()[1])
        handshake(client, server)
        self.check(client)

    def test_stand_in(self):
        class Object:
            def getpeercert(self, *args):
                return args

        client = object.__new__(ssl.SSLObject)
        client._sslobj = Object()
        self.assertEqual(client.getpeercert(), (False,))
        self.assertEqual(client.getpeercert(True), (True,))

    def test_refused(self):
        client_context = ssl.create_default_context(cafile=test_ssl.ALLSANFILE)
        server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server_context.load_cert_chain(test_ssl.ALLSANFILE)
        self.hostname = 'allsans'
        client, server = self.connect(client_context, server_context)
        handshake(client, server)
        self.assertIsNone(ssl._decode_peer_certificate(client._sslobj, False))
        self.assertIn(('DirName', ((('countryName', 'XY'),), (('localityName', 'Castle Anthrax'),),
                                   (('organizationName', 'Python Software Foundation'),), (('commonName', 'dirname example'),))),
                      self.check(client, refused=True)['subjectAltName'])

    def test_sockets(self):
        client_context, server_context = self.contexts()
        with test_ssl.ThreadedEchoServer(context=server_context, chatty=False) as server:
            with client_context.wrap_socket(test_ssl.socket.socket(), server_hostname=self.hostname) as client:
                with self.assertRaises(OSError):
                    client.getpeercert()
                client.connect((test_ssl.HOST, server.port))
                self.assertEqual(self.check(client), test_ssl.SIGNED_CERTFILE_INFO)


@needs_decoder
class StoreTest(unittest.TestCase):
    """SSLContext.get_ca_certs"""

    def check(self, context, refused=False):
        expected = _ssl._SSLContext.get_ca_certs(context)
        with decoding() as decoded:
            found = context.get_ca_certs()
        if refused:
            self.assertIn(None, decoded)
        else:
            # What other classes have is asked for where their bases are.
            self.assertEqual(decoded, expected if type(context) is ssl.SSLContext else [])
        self.assertEqual([list(one.items()) for one in found], [list(one.items()) for one in expected])
        self.assertEqual(context.get_ca_certs(True), _ssl._SSLContext.get_ca_certs(context, True))
        for args, kwargs in ((False,), {}), ((), {'binary_form': False}), ((0,), {}), (('',), {}):
            self.assertEqual(context.get_ca_certs(*args, **kwargs), expected)
        return found

    def test_certificates(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.assertEqual(self.check(context), [])
        context.load_verify_locations(test_ssl.CERTFILE)
        context.load_verify_locations(test_ssl.CAFILE_CACERT)
        context.load_verify_locations(test_ssl.SIGNING_CA)
        self.assertGreater(len(self.check(context)), 1)
        # One that OpenSSL has to decode.
        context.load_verify_locations(cadata=certificate(extensions=[
            extension('2.5.29.19', sequence(der(1, b'\xff'))), alternative_names(der(0xa3))]))
        self.check(context, refused=True)

    def test_the_machines(self):
        context = ssl.create_default_context()
        self.check(context, refused=any(_asn1.decode_certificate(der) is None for der in context.get_ca_certs(True)))

    def test_arguments(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        for args, kwargs in ((1, 2), {}), ((), {'x': 1}), ((True,), {'binary_form': True}):
            self.assertEqual(outcome(context.get_ca_certs, *args, **kwargs),
                             outcome(_ssl._SSLContext.get_ca_certs, context, *args, **kwargs))

    def test_unbound(self):
        ours, stock = ssl.SSLContext.get_ca_certs, _ssl._SSLContext.get_ca_certs
        for context in _ssl._SSLContext(ssl.PROTOCOL_TLS_CLIENT), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), 5:
            self.assertEqual(outcome(ours, context), outcome(stock, context))
        self.assertIs(pickle.loads(pickle.dumps(ours)), ours)

    def test_subclass(self):
        class Mixin(_ssl._SSLContext):
            def get_ca_certs(self, *args, **kwargs):
                return args, kwargs

        class Context(ssl.SSLContext, Mixin):
            pass

        context = Context(ssl.PROTOCOL_TLS_CLIENT)
        self.assertEqual(context.get_ca_certs(), ((), {}))
        self.assertEqual(context.get_ca_certs(binary_form=1), ((), {'binary_form': 1}))

        class Plain(ssl.SSLContext):
            pass

        context = Plain(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(test_ssl.SIGNING_CA)
        self.assertEqual(len(self.check(context)), 1)


if __name__ == '__main__':
    unittest.main()
