"""Tests of asn1lib: each is run with the accelerator and without."""

import base64
import copy
import datetime
import inspect
import os
import pickle
import random
import sys
import time
import types
import unittest
from test import support
from test.support import import_helper, os_helper
from test.support.script_helper import assert_python_ok
from unittest import mock

native = import_helper.import_fresh_module('asn1lib', fresh=['_asn1'])
fallback = import_helper.import_fresh_module('asn1lib', blocked=['_asn1'])

UTC = datetime.timezone.utc
FOLDER = os.path.join(os.path.dirname(__file__), 'asn1libdata')
CERTDATA = os.path.join(support.TEST_HOME_DIR, 'certdata')
FUNCTIONS = ('decode', 'encode', 'load_certificate', 'load_certificates', 'load_crl', 'load_crls', 'load_ocsp_request',
             'load_ocsp_response', 'load_private_key_info', 'load_public_key_info', 'oid_name')
CLASSES = 'Certificate', 'CertificateRevocationList', 'Element', 'OCSPRequest', 'OCSPResponse'
LOADERS = {
    'authority.der': 'load_certificate', 'leaf.der': 'load_certificate', 'list.crl': 'load_crl',
    'request.der': 'load_ocsp_request', 'good.der': 'load_ocsp_response', 'revoked.der': 'load_ocsp_response',
    'later.der': 'load_ocsp_response', 'private.der': 'load_private_key_info',
    'public.der': 'load_public_key_info',
}


def read(name):
    with open(os.path.join(FOLDER, name), 'rb') as file:
        return file.read()


def certificate_files():
    for folder, _, names in os.walk(CERTDATA):
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, 'rb') as file:
                data = file.read()
            if b'-----BEGIN CERTIFICATE-----' in data:
                yield path, data


def tlv(tag, content=b''):
    """An element with one octet of tag."""
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, 'big')
    return bytes([tag, 0x80 | len(length)]) + length + content


def nested(depth, inside=b''):
    """That many SEQUENCEs, one in the other."""
    for _ in range(depth):
        inside = tlv(0x30, inside)
    return inside


def pem(label, data, end='\n'):
    lines = base64.encodebytes(data).decode().splitlines()
    return end.join([f'-----BEGIN {label}-----', *lines, f'-----END {label}-----', ''])


def header_and_content(data):
    """How long they are in the element that data begins with, whose tag is one octet."""
    if data[1] < 0x80:
        return 2, data[1]
    header = 2 + (data[1] & 0x7f)
    return header, int.from_bytes(data[2:header], 'big')


def fault_of_cut(element, left):
    """What is wrong with an element, and where, if not all of its bytes are left, but at least one."""
    header, content = header_and_content(element)
    if left < header:
        return 'the data ends inside a length', left
    return f'length {content} exceeds the {left - header} bytes left', 0


def cuts_inside(element):
    """Generate the element with one inside cut off, which ends what it lies in; what is wrong, and where.

    The lengths of those around it are right.
    """
    header, content = header_and_content(element)
    if not element[0] & 0x20:
        return
    position = header
    while position < header + content:
        before = element[header:position]
        child = element[position:position + sum(header_and_content(element[position:]))]
        position += len(child)
        cuts = [(child[:left], *fault_of_cut(child, left))
                for left in {1, header_and_content(child)[0], len(child) - 1} if left < len(child)]
        cuts += [(cut + element[position:], reason, offset) for cut, reason, offset in cuts_inside(child)]
        for rest, reason, offset in cuts:
            whole = tlv(element[0], before + rest)
            yield whole, reason, len(whole) - len(rest) + offset
        if element[0] == 0x31:
            return              # Of those behind the first, the order is what is wrong.


def in_both(cls):
    """Make two test cases of a class: with the accelerator, and with Python's own code."""
    for name, module in ('Native', native), ('Fallback', fallback):
        case = type(name + cls.__name__, (cls, Case), {'module': module, '__module__': __name__})
        if module is None:
            case = unittest.skip('_asn1 is not there')(case)
        globals()[case.__name__] = case
    return cls


class Case(unittest.TestCase):
    module = None

    def setUp(self):
        # Where the accelerator looks for records, and pickles for everything
        patcher = mock.patch.dict(sys.modules, asn1lib=self.module)
        patcher.start()
        self.addCleanup(patcher.stop)

    def assert_rejected(self, function, data, reason, offset, path='', **keywords):
        with self.assertRaises(self.module.DecodeError) as context:
            function(data, **keywords)
        error = context.exception
        self.assertEqual((error.reason, error.offset, error.path), (reason, offset, path))

    def element(self, tag, value, **keywords):
        return self.module.Element(tag, value, **keywords)


@in_both
class DecodeErrorTest:
    def test_attributes(self):
        error = self.module.DecodeError('reason', 5, 'a.b[3]')
        self.assertIsInstance(error, ValueError)
        self.assertEqual((error.reason, error.offset, error.path), ('reason', 5, 'a.b[3]'))
        self.assertEqual(str(error), 'a.b[3]: reason, at byte 5')

    def test_without_path(self):
        error = self.module.DecodeError('reason', 5)
        self.assertEqual(error.path, '')
        self.assertEqual(str(error), 'reason, at byte 5')

    def test_pickle(self):
        error = self.module.DecodeError('reason', 5, 'path')
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(error, protocol))
            self.assertEqual((again.reason, again.offset, again.path), ('reason', 5, 'path'))
            self.assertEqual(str(again), str(error))

    def test_of_a_function(self):
        with self.assertRaises(self.module.DecodeError) as context:
            self.module.decode(b'\x02\x00')
        self.assertEqual(str(context.exception), 'INTEGER without content, at byte 2')
        self.assertIs(type(context.exception), self.module.DecodeError)


# A value, its tag and its encoding: these hold both ways.
VALUES = (
    (True, 'BOOLEAN', '0101ff'),
    (False, 'BOOLEAN', '010100'),
    (0, 'INTEGER', '020100'),
    (127, 'INTEGER', '02017f'),
    (128, 'INTEGER', '02020080'),
    (-1, 'INTEGER', '0201ff'),
    (-128, 'INTEGER', '020180'),
    (-129, 'INTEGER', '0202ff7f'),
    (2**64, 'INTEGER', '0209010000000000000000'),
    (-2**63, 'INTEGER', '02088000000000000000'),
    (5, 'ENUMERATED', '0a0105'),
    ((b'', 0), 'BIT_STRING', '030100'),
    ((b'\xa0', 5), 'BIT_STRING', '030205a0'),
    ((b'\xff\x80', 7), 'BIT_STRING', '030307ff80'),
    (b'', 'OCTET_STRING', '0400'),
    (b'\x00\xff', 'OCTET_STRING', '040200ff'),
    (None, 'NULL', '0500'),
    ('0.0', 'OBJECT_IDENTIFIER', '060100'),
    ('0.39', 'OBJECT_IDENTIFIER', '060127'),
    ('1.0', 'OBJECT_IDENTIFIER', '060128'),
    ('2.5.4.3', 'OBJECT_IDENTIFIER', '0603550403'),
    ('1.2.840.113549.1.1.11', 'OBJECT_IDENTIFIER', '06092a864886f70d01010b'),
    ('2.999.3', 'OBJECT_IDENTIFIER', '0603883703'),
    (f'2.{2**128 - 81}', 'OBJECT_IDENTIFIER', '061383' + 'ff' * 17 + '7f'),
    (f'1.2.{2**128 - 1}', 'OBJECT_IDENTIFIER', '06142a83' + 'ff' * 17 + '7f'),
    ('8571.3.2', 'RELATIVE_OID', '0d04c27b0302'),
    ('a\xe9\u20ac\U0001f600', 'UTF8_STRING', '0c0a61c3a9e282acf09f9880'),
    ('', 'UTF8_STRING', '0c00'),
    ('12 3', 'NUMERIC_STRING', '120431322033'),
    ("aZ9 '()+,-./:=?", 'PRINTABLE_STRING', "130f615a392027282" + "92b2c2d2e2f3a3d3f"),
    ('caf\xe9', 'TELETEX_STRING', '1404636166e9'),
    ('x\xff', 'VIDEOTEX_STRING', '150278ff'),
    ('a@b\x00\x7f', 'IA5_STRING', '1605614062007f'),
    ('g\xe9', 'GRAPHIC_STRING', '190267e9'),
    ('v ~', 'VISIBLE_STRING', '1a0376207e'),
    ('\x1b\xff', 'GENERAL_STRING', '1b021bff'),
    ('a\U0001f600', 'UNIVERSAL_STRING', '1c08000000610001f600'),
    ('a\u20ac', 'BMP_STRING', '1e04006120ac'),
    (datetime.datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC), 'UTC_TIME', '170d3939313233313233353935395a'),
    (datetime.datetime(1950, 1, 1, tzinfo=UTC), 'UTC_TIME', '170d3530303130313030303030305a'),
    (datetime.datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC), 'UTC_TIME', '170d3439313233313233353935395a'),
    (datetime.datetime(1, 1, 1, tzinfo=UTC), 'GENERALIZED_TIME', '180f30303031303130313030303030305a'),
    (datetime.datetime(2024, 2, 29, 1, 2, 3, tzinfo=UTC), 'GENERALIZED_TIME', '180f32303234303232393031303230335a'),
    (datetime.datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), 'GENERALIZED_TIME',
     '181639393939313233313233353935392e3939393939395a'),
    (datetime.datetime(2024, 2, 29, 1, 2, 3, 500000, tzinfo=UTC), 'GENERALIZED_TIME',
     '181132303234303232393031303230332e355a'),
    (b'\x80', 'REAL', '090180'),
    (b'', 'OBJECT_DESCRIPTOR', '0700'),
    (b'2026', 'TIME', '0e0432303236'),
    (b'2026-01-02', 'DATE', '1f1f0a323032362d30312d3032'),
)

# What strict rules reject: data, reason, offset.
REJECTED = (
    (b'', 'the data ends inside a tag', 0),
    (b'\x1f', 'the data ends inside a tag', 1),
    (b'\x9f\x81', 'the data ends inside a tag', 2),
    (b'\x30', 'the data ends inside a length', 1),
    (b'\x30\x82\x01', 'the data ends inside a length', 3),
    (b'\x30\x81', 'the data ends inside a length', 2),
    (b'\x04\x03ab', 'length 3 exceeds the 2 bytes left', 0),
    (b'\x04\x84\xff\xff\xff\xff', 'length 4294967295 exceeds the 0 bytes left', 0),
    (b'\x04\x88\xff\xff\xff\xff\xff\xff\xff\xffx', 'length 18446744073709551615 exceeds the 1 bytes left', 0),
    (b'\x04\x89\x01' + b'\x00' * 8, 'length of 9 octets is too large', 0),
    (b'\x04\xff' + b'\xff' * 127, 'length of 127 octets is too large', 0),
    (b'\x30\x80\x00\x00', 'length is indefinite', 0),
    (b'\x04\x80', 'length is indefinite', 0),
    (b'\x04\x81\x01x', 'length is not minimal', 0),
    (b'\x04\x81\x7f' + b'x' * 127, 'length is not minimal', 0),
    (b'\x04\x82\x00\x80' + b'x' * 128, 'length is not minimal', 0),
    (b'\x9f\x1e\x00', 'tag number is not minimal', 0),
    (b'\x9f\x80\x1f\x00', 'tag number is not minimal', 0),
    (b'\x9f\x90\x80\x80\x80\x00\x00', 'tag number exceeds 32 bits', 0),
    (b'\x00\x00', 'universal tag 0 is reserved', 0),
    (b'\x20\x00', 'universal tag 0 is reserved', 0),
    (b'\x05\x00\x05\x00', '2 bytes of trailing data', 2),
    (b'\x30\x02\x05\x00x', '1 bytes of trailing data', 4),
    (b'\x30\x03\x05\x00\x05', 'the data ends inside a length', 5),
    (b'\x30\x04\x04\x05ab', 'length 5 exceeds the 2 bytes left', 2),
    (b'\x10\x00', 'SEQUENCE must be constructed', 0),
    (b'\x11\x00', 'SET must be constructed', 0),
    (b'\x08\x00', 'EXTERNAL must be constructed', 0),
    (b'\x0b\x00', 'EMBEDDED PDV must be constructed', 0),
    (b'\x1d\x00', 'CHARACTER STRING must be constructed', 0),
    (b'\x22\x03\x02\x01\x00', 'INTEGER must be primitive', 0),
    (b'\x21\x00', 'BOOLEAN must be primitive', 0),
    (b'\x24\x02\x04\x00', 'OCTET STRING must be primitive', 0),
    (b'\x23\x03\x03\x01\x00', 'BIT STRING must be primitive', 0),
    (b'\x2c\x00', 'UTF8String must be primitive', 0),
    (b'\x37\x00', 'UTCTime must be primitive', 0),
    (b'\x27\x00', 'ObjectDescriptor must be primitive', 0),
    (b'\x29\x00', 'REAL must be primitive', 0),
    (b'\x3f\x1f\x00', 'DATE must be primitive', 0),
    (b'\x01\x00', 'BOOLEAN of 0 bytes, not 1', 2),
    (b'\x01\x02\x00\x00', 'BOOLEAN of 2 bytes, not 1', 2),
    (b'\x01\x01\x01', 'BOOLEAN 0x01 is neither 0x00 nor 0xff', 2),
    (b'\x05\x01\x00', 'NULL of 1 bytes, not 0', 2),
    (b'\x02\x00', 'INTEGER without content', 2),
    (b'\x0a\x00', 'ENUMERATED without content', 2),
    (b'\x02\x02\x00\x7f', 'INTEGER is not minimal', 2),
    (b'\x02\x02\xff\x80', 'INTEGER is not minimal', 2),
    (b'\x0a\x02\x00\x00', 'ENUMERATED is not minimal', 2),
    (b'\x03\x00', 'BIT STRING without content', 2),
    (b'\x03\x01\x01', 'BIT STRING with 1 unused bits', 2),
    (b'\x03\x02\x08\x00', 'BIT STRING with 8 unused bits', 2),
    (b'\x03\x03\x04\x00\x18', 'unused bits of BIT STRING are not zero', 4),
    (b'\x06\x00', 'OBJECT IDENTIFIER without content', 2),
    (b'\x0d\x00', 'RELATIVE-OID without content', 2),
    (b'\x06\x03\x2a\x80\x01', 'OBJECT IDENTIFIER arc is not minimal', 3),
    (b'\x0d\x02\x80\x01', 'RELATIVE-OID arc is not minimal', 2),
    (b'\x06\x02\x2a\x81', 'OBJECT IDENTIFIER ends inside an arc', 4),
    (b'\x06\x14\x2a\x84' + b'\x80' * 17 + b'\x00', 'OBJECT IDENTIFIER arc exceeds 128 bits', 3),
    (b'\x06\x83\x01\x00\x00' + b'\xff' * 65536, 'OBJECT IDENTIFIER arc exceeds 128 bits', 5),
    (b'\x13\x03a@b', 'PrintableString does not allow byte 0x40', 3),
    (b'\x12\x011', None, None),
    (b'\x12\x02 a', 'NumericString does not allow byte 0x61', 3),
    (b'\x16\x02a\x80', 'IA5String does not allow byte 0x80', 3),
    (b'\x1a\x02a\x7f', 'VisibleString does not allow byte 0x7f', 3),
    (b'\x1a\x01\x1f', 'VisibleString does not allow byte 0x1f', 2),
    (b'\x0c\x03ab\xff', 'UTF8String is not UTF-8', 4),
    (b'\x0c\x02\xc0\x80', 'UTF8String is not UTF-8', 2),
    (b'\x0c\x03\xed\xa0\x80', 'UTF8String is not UTF-8', 2),
    (b'\x0c\x03a\xe2\x82', 'UTF8String is not UTF-8', 3),
    (b'\x0c\x04\xf4\x90\x80\x80', 'UTF8String is not UTF-8', 2),
    (b'\x1e\x03\x00a\x00', 'BMPString of 3 bytes, not a multiple of 2', 2),
    (b'\x1e\x04\x00a\xdc\x00', 'BMPString holds a surrogate', 4),
    (b'\x1e\x04\xd8\x3d\xde\x00', 'BMPString holds a surrogate', 2),
    (b'\x1c\x02\x00a', 'UniversalString of 2 bytes, not a multiple of 4', 2),
    (b'\x1c\x08\x00\x00\x00a\x00\x11\x00\x00', 'UniversalString holds no character 0x110000', 6),
    (b'\x1c\x04\x00\x00\xd8\x00', 'UniversalString holds no character 0xd800', 2),
    (b'\x31\x06\x02\x01\x02\x02\x01\x01', 'elements of SET are not in ascending order', 5),
    (b'\x31\x04\x02\x00\x01\x00', 'elements of SET are not in ascending order', None),
    (b'\x31\x05\x02\x01\x02\x01\x00', 'elements of SET are not in ascending order', 5),
)
UTC_TIMES = (
    b'', b'Z', b'2601020304Z', b'260102030405', b'260102030405z', b'260102030405+0000', b'26010203040Z',
    b'260102030405.5Z', b'20260102030405Z', b'2601020304 5Z', b'-60102030405Z', b'260102030405ZZ', b'26010203040\xb2Z',
)
GENERALIZED_TIMES = (
    b'', b'2026010203Z', b'202601020304Z', b'20260102030405', b'20260102030405+0100', b'20260102030405.Z',
    b'20260102030405.50Z', b'20260102030405.0Z', b'20260102030405,5Z', b'20260102030405.5', b'260102030405Z',
    b'20260102030405.5.5Z', b'20260102T030405Z',
)
NO_TIMES = (
    b'260001030405Z', b'261301030405Z', b'260100030405Z', b'260132030405Z', b'260229030405Z', b'260431030405Z',
    b'260102240000Z', b'260102036005Z', b'260102030460Z',
)


@in_both
class DecodeTest:
    def test_values(self):
        for value, name, encoded in VALUES:
            encoded = bytes.fromhex(encoded)
            with self.subTest(name, value=value):
                element = self.module.decode(encoded)
                self.assertEqual(element.value, value)
                self.assertIs(type(element.value), self.module.BitString if name == 'BIT_STRING' else type(value))
                self.assertIs(element.tag, self.module.Tag[name])
                self.assertIs(element.tag_class, self.module.TagClass.UNIVERSAL)
                self.assertIs(element.constructed, False)
                self.assertEqual(element.encoded, encoded)
                self.assertEqual(self.module.decode(encoded, strict=False).value, value)

    def test_times_are_aware(self):
        for data in b'\x17\x0d260102030405Z', b'\x18\x0f20260102030405Z':
            self.assertIs(self.module.decode(data).value.tzinfo, UTC)

    def test_long_fraction(self):
        value = self.module.decode(tlv(0x18, b'20260102030405.123456789Z')).value
        self.assertEqual(value.microsecond, 123456)

    def test_constructed(self):
        element = self.module.decode(bytes.fromhex('300a 0201 05 a105 0c03 616263'))
        self.assertEqual(len(element), 2)
        first, second = element
        self.assertEqual((first.offset, first.header_length, first.value), (2, 2, 5))
        self.assertEqual((second.offset, second.tag, second.tag_class), (5, 1, self.module.TagClass.CONTEXT))
        self.assertIs(type(second.tag), int)
        self.assertEqual(second[0].value, 'abc')
        self.assertEqual(second.content, b'\x0c\x03abc')

    def test_classes(self):
        for number, name in enumerate(('UNIVERSAL', 'APPLICATION', 'CONTEXT', 'PRIVATE')):
            element = self.module.decode(bytes([number << 6 | 0x1f, 0x81, 0x00, 0x01]) + b'x')
            self.assertIs(element.tag_class, self.module.TagClass[name])
            self.assertEqual((element.tag, element.header_length, element.value), (128, 4, b'x'))

    def test_largest_tag(self):
        element = self.module.decode(b'\x9f\x8f\xff\xff\xff\x7f\x00')
        self.assertEqual(element.tag, 2**32 - 1)

    def test_unknown_universal_types(self):
        for encoded in b'\x0f\x01x', b'\x2f\x02\x05\x00', b'\x1f\x25\x01x', b'\x3f\x25\x02\x05\x00':
            element = self.module.decode(encoded)
            self.assertIs(type(element.tag), int)
            self.assertEqual(element.value, b'x' if encoded.endswith(b'x') else (self.module.decode(b'\x05\x00'),))

    def test_strict(self):
        for data, reason, offset in REJECTED:
            with self.subTest(data[:20]):
                if reason is None:
                    self.module.decode(data)
                elif offset is None:
                    with self.assertRaises(self.module.DecodeError):
                        self.module.decode(data)
                else:
                    self.assert_rejected(self.module.decode, data, reason, offset)
                    inside = tlv(0x30, b'\x05\x00' + data)
                    if 'data ends' not in reason and 'left' not in reason and 'trailing' not in reason:
                        base = len(inside) - len(data)
                        self.assert_rejected(self.module.decode, inside, reason, base + offset)

    def test_times(self):
        for text in UTC_TIMES:
            with self.subTest(text):
                self.assert_rejected(self.module.decode, tlv(0x17, text), 'UTCTime is not YYMMDDHHMMSSZ', 2)
        for text in GENERALIZED_TIMES:
            with self.subTest(text):
                self.assert_rejected(self.module.decode, tlv(0x18, text),
                                     'GeneralizedTime is not YYYYMMDDHHMMSS[.f]Z', 2)
        for text in NO_TIMES:
            with self.subTest(text):
                self.assert_rejected(self.module.decode, tlv(0x17, text), 'UTCTime has no such date or time', 2)
                self.assert_rejected(self.module.decode, tlv(0x18, b'20' + text),
                                     'GeneralizedTime has no such date or time', 2)
        self.assert_rejected(self.module.decode, tlv(0x18, b'00000102030405Z'),
                             'GeneralizedTime has no such date or time', 2)

    def test_order_of_set(self):
        # By tag, though the encodings descend; by encoding, though the tags do; and equal ones.
        for accepted in (b'\x31\x05\x30\x00\x13\x01a', b'\x31\x05\x13\x01a\x30\x00', b'\x31\x04\x05\x00\x05\x00',
                         b'\x31\x06\x02\x01\x01\x02\x01\x02', b'\x31\x00', b'\x31\x04\x80\x00\xc0\x00'):
            self.module.decode(accepted)

    def test_first_error(self):
        # A place in a SET is wrong before what stands there.
        self.assert_rejected(self.module.decode, b'\x31\x06\x02\x01\x02\x02\x01\x01',
                             'elements of SET are not in ascending order', 5)
        self.assert_rejected(self.module.decode, b'\x31\x07\x02\x01\x02\x01\x02\x00\x00',
                             'elements of SET are not in ascending order', 5)
        self.assert_rejected(self.module.decode, b'\x30\x04\x02\x00\x05\x01', 'INTEGER without content', 4)

    def test_types_of_data(self):
        encoded = b'\x02\x01\x05'
        for data in encoded, bytearray(encoded), memoryview(encoded), memoryview(b'x' + encoded)[1:]:
            with self.subTest(type(data)):
                self.assertEqual(self.module.decode(data).value, 5)
        for data in 'text', 5, None, [2, 1, 5]:
            with self.subTest(type(data)), self.assertRaises(TypeError):
                self.module.decode(data)
        with self.assertRaises(BufferError):
            self.module.decode(memoryview(b'\x02\x00\x01\x00\x05\x00')[::2])

    def test_data_that_changes(self):
        data = bytearray(b'\x30\x03\x02\x01\x05')
        element = self.module.decode(data)
        data[4] = 6
        del data[3:]
        self.assertEqual(element[0].value, 5)

    def test_arguments(self):
        for call in (lambda: self.module.decode(), lambda: self.module.decode(data=b'\x05\x00'),
                     lambda: self.module.decode(b'\x05\x00', True), lambda: self.module.decode(b'\x05\x00', x=1)):
            self.assertRaises(TypeError, call)
        self.assertRaises(TypeError, self.module.encode)
        self.assertRaises(TypeError, self.module.encode, b'\x05\x00')

    def test_every_cut(self):
        data = read('leaf.der')
        self.assert_rejected(self.module.decode, b'', 'the data ends inside a tag', 0)
        for length in range(1, len(data)):
            self.assert_rejected(self.module.decode, data[:length], *fault_of_cut(data, length))

    def test_every_cut_inside(self):
        for name in LOADERS:
            for data, reason, offset in cuts_inside(read(name)):
                self.assert_rejected(self.module.decode, data, reason, offset)
                self.assert_rejected(self.module.decode, data, reason, offset, strict=False)


@in_both
class LenientTest:
    def accept(self, encoded):
        with self.assertRaises(self.module.DecodeError):
            self.module.decode(encoded)
        return self.module.decode(encoded, strict=False)

    def test_booleans(self):
        self.assertIs(self.accept(b'\x01\x01\x01').value, True)

    def test_lengths(self):
        self.assertEqual(self.accept(b'\x04\x81\x01x').value, b'x')
        self.assertEqual(self.accept(b'\x04\x8a' + b'\x00' * 9 + b'\x01x').value, b'x')
        self.assertEqual(self.accept(b'\x04\xff' + b'\x00' * 126 + b'\x01x').header_length, 129)

    def test_tags(self):
        element = self.accept(b'\x1f\x80\x02\x01\x05')
        self.assertEqual((element.tag, element.value, element.header_length), (2, 5, 4))
        self.assertIs(element.tag, self.module.Tag.INTEGER)
        element = self.accept(b'\x9f' + b'\x80' * 125 + b'\x01\x00')
        self.assertEqual((element.tag, element.header_length), (1, 128))
        self.assert_rejected(self.module.decode, b'\x9f' + b'\x80' * 126 + b'\x01\x00', 'tag number exceeds 32 bits', 0,
                             strict=False)
        self.assert_rejected(self.module.decode, b'\x1f\x80\x00\x00', 'universal tag 0 is reserved', 0, strict=False)

    def test_indefinite_lengths(self):
        element = self.accept(bytes.fromhex('3080 3080 020105 0000 0500 0000'))
        self.assertEqual(element.content, bytes.fromhex('3080 020105 0000 0500'))
        self.assertEqual(element.encoded, bytes.fromhex('3080 3080 020105 0000 0500 0000'))
        self.assertEqual(element[0][0].value, 5)
        self.assertEqual([child.offset for child in element], [2, 9])
        self.assertEqual(self.accept(b'\x30\x80\x00\x00').value, ())
        reject = self.module.decode
        for data, reason, offset in (
                (b'\x04\x80\x00\x00', 'length is indefinite', 0),
                (b'\x30\x80', 'the data ends inside an indefinite length', 2),
                (b'\x30\x80\x05\x00', 'the data ends inside an indefinite length', 4),
                (b'\x30\x80\x00', 'universal tag 0 is reserved', 2),
                (b'\x30\x80\x04\x80\x00\x00\x00\x00', 'length is indefinite', 2),
                (b'\x30\x80\x00\x00\x00', '1 bytes of trailing data', 4),
                (b'\x30\x02\x00\x00', 'universal tag 0 is reserved', 2),
                (b'\x30\x80\x02\x05\x01\x00\x00', 'length 5 exceeds the 3 bytes left', 2)):
            with self.subTest(data):
                self.assert_rejected(reject, data, reason, offset, strict=False)

    def test_bit_strings(self):
        self.assertEqual(self.accept(b'\x03\x02\x04\x1f').value, (b'\x10', 4))
        self.assertEqual(self.accept(b'\x03\x01\x04').value, (b'', 0))
        self.assert_rejected(self.module.decode, b'\x03\x02\x08\x00', 'BIT STRING with 8 unused bits', 2, strict=False)

    def test_strings(self):
        for encoded, value in (
                (b'\x13\x03a@\xe9', 'a@\xe9'), (b'\x12\x01x', 'x'), (b'\x16\x02\xe9\xff', '\xe9\xff'),
                (b'\x1a\x02\n\x80', '\n\x80'), (b'\x0c\x03a\xffb', 'a\ufffdb'), (b'\x0c\x02\xe2\x82', '\ufffd'),
                (b'\x1e\x04\xd8\x3d\xde\x00', '\U0001f600'), (b'\x1e\x04\xdc\x00\x00a', '\ufffda'),
                (b'\x1e\x04\x00a\xd8\x00', 'a\ufffd'), (b'\x1c\x08\x00\x11\x00\x00\x00\x00\x00a', '\ufffda')):
            with self.subTest(encoded):
                self.assertEqual(self.accept(encoded).value, value)
        for encoded in b'\x1e\x01a', b'\x1c\x02ab':
            with self.assertRaises(self.module.DecodeError):
                self.module.decode(encoded, strict=False)

    def test_strings_in_parts(self):
        for encoded in b'\x24\x06\x04\x01a\x04\x01b', b'\x23\x03\x03\x01\x00', b'\x2c\x03\x0c\x01a', b'\x37\x00':
            element = self.accept(encoded)
            self.assertIs(element.constructed, True)
            self.assertIs(type(element.value), tuple)
        for encoded in b'\x21\x00', b'\x22\x03\x02\x01\x00', b'\x26\x00', b'\x29\x00', b'\x10\x00':
            with self.assertRaises(self.module.DecodeError):
                self.module.decode(encoded, strict=False)

    def test_times(self):
        moment = datetime.datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
        for text, value in (
                (b'2601020304Z', moment),
                (b'260102030405+0000', moment.replace(second=5)),
                (b'2601020304+0130', moment - datetime.timedelta(hours=1, minutes=30)),
                (b'2601020304-1259', moment + datetime.timedelta(hours=12, minutes=59)),
                (b'2601011604-1100', moment),
                (b'500101000000+0000', datetime.datetime(1950, 1, 1, tzinfo=UTC))):
            with self.subTest(text):
                self.assertEqual(self.accept(tlv(0x17, text)).value, value)
        for text, value in (
                (b'202601020304Z', moment),
                (b'20260102030400.50Z', moment.replace(microsecond=500000)),
                (b'20260102030400.0000001Z', moment),
                (b'20260102030400.5-0001', moment.replace(minute=5, microsecond=500000))):
            with self.subTest(text):
                value_read = self.module.decode(tlv(0x18, text), strict=False).value
                self.assertEqual(value_read, value)
                self.assertIs(value_read.tzinfo, UTC)
        form = 'GeneralizedTime is not YYYYMMDDHHMMSS[.f]Z'
        none = 'GeneralizedTime has no such date or time'
        for text, reason in (
                (b'202601020304', form), (b'202601020304.5Z', form), (b'20260102030405.Z', form),
                (b'20260102030405+01', form), (b'20260102030405+01000', form), (b'20260102030405+0a00', form),
                (b'20260102030405Z+0100', form), (b'2026010203Z', form), (b'20260102030405+1300', none),
                (b'20260102030405+0060', none), (b'00010101000000+0001', none), (b'99991231235959-0001', none)):
            with self.subTest(text):
                self.assert_rejected(self.module.decode, tlv(0x18, text), reason, 2, strict=False)

    def test_sets(self):
        self.assertEqual([child.value for child in self.accept(b'\x31\x06\x02\x01\x02\x02\x01\x01')], [2, 1])

    def test_still_rejected(self):
        for data in (b'\x02\x02\x00\x01', b'\x06\x02\x80\x01', b'\x02\x00', b'\x05\x01\x00', b'\x05\x00\x00',
                     b'\x01\x00'):
            with self.subTest(data), self.assertRaises(self.module.DecodeError):
                self.module.decode(data, strict=False)


@in_both
class ElementTest:
    def test_encodings(self):
        for value, name, encoded in VALUES:
            with self.subTest(name, value=value):
                element = self.element(self.module.Tag[name], value)
                self.assertEqual(element.encoded.hex(), encoded)
                self.assertEqual(self.module.encode(element).hex(), encoded)
                self.assertEqual(element.value, value)
                self.assertEqual(element.offset, 0)

    def test_constructed(self):
        make, tag = self.element, self.module.Tag
        inside = [make(tag.INTEGER, 5), make(tag.NULL, None)]
        for value in inside, tuple(inside), iter(inside), make(tag.SEQUENCE, inside):
            element = make(tag.SEQUENCE, value)
            self.assertEqual(element.encoded, b'\x30\x05\x02\x01\x05\x05\x00')
            self.assertEqual(element.value, tuple(inside))
        self.assertEqual(make(tag.SEQUENCE, ()).encoded, b'\x30\x00')

    def test_reversed(self):
        make, tag = self.element, self.module.Tag
        inside = [make(tag.INTEGER, 5), make(tag.NULL, None)]
        self.assertEqual(list(reversed(make(tag.SEQUENCE, inside))), inside[::-1])
        self.assertRaises(TypeError, reversed, inside[0])

    def test_sets_are_put_in_order(self):
        make, tag = self.element, self.module.Tag
        values = [make(tag.INTEGER, 2), make(tag.SEQUENCE, ()), make(tag.PRINTABLE_STRING, 'x'), make(tag.INTEGER, 1),
                  make(1, b'', tag_class=2), make(tag.BOOLEAN, True)]
        element = make(tag.SET, values)
        self.assertEqual(self.module.decode(element.encoded), element)
        self.assertEqual(element.encoded.hex(), '3110' '0101ff' '020101' '020102' '3000' '130178' '8100')

    def test_other_classes(self):
        make, tag = self.element, self.module.Tag
        null = make(tag.NULL, None)
        for arguments, keywords, encoded in (
                ((3, b'x'), {'tag_class': 2}, '830178'),
                ((3, [null]), {'tag_class': 2}, 'a3020500'),
                ((3, []), {'tag_class': self.module.TagClass.APPLICATION}, '6300'),
                ((3, bytearray(b'x')), {'tag_class': 3}, 'c30178'),
                ((30, b''), {'tag_class': 2}, '9e00'),
                ((31, b''), {'tag_class': 2}, '9f1f00'),
                ((128, b''), {'tag_class': 2}, '9f810000'),
                ((2**32 - 1, b''), {'tag_class': 2}, '9f8fffffff7f00'),
                ((3, b'x'), {'tag_class': 2, 'constructed': False}, '830178'),
                ((3, [null]), {'tag_class': 2, 'constructed': True}, 'a3020500'),
                ((15, b'x'), {}, '0f0178'),
                ((15, [null]), {}, '2f020500'),
                ((8, [null]), {}, '28020500'),
                ((16, [null]), {'constructed': True}, '30020500'),
                ((2, 5), {'constructed': False}, '020105')):
            with self.subTest(encoded):
                self.assertEqual(make(*arguments, **keywords).encoded.hex(), encoded)

    def test_long_values(self):
        for length in 0, 127, 128, 255, 256, 65535, 65536, 2**20:
            element = self.element(self.module.Tag.OCTET_STRING, bytes(length))
            self.assertEqual(len(element.content), length)
            self.assertEqual(self.module.decode(element.encoded), element)

    def test_integers(self):
        integer = self.module.Tag.INTEGER
        for bits in 7, 8, 15, 16, 63, 64, 127, 128, 1000, 100_000:
            for value in 2**bits - 1, 2**bits, 2**bits + 1, -2**bits - 1, -2**bits, -2**bits + 1:
                element = self.element(integer, value)
                self.assertTrue(element.value == value)
                self.assertTrue(self.module.decode(element.encoded).value == value)

        class Index:
            def __index__(self):
                return 300

        self.assertEqual(self.element(Index(), b'', tag_class=2).tag, 300)
        self.assertEqual(self.element(integer, Index()).value, 300)
        self.assertEqual(self.element(integer, True).value, 1)

    def test_wrong_types(self):
        tag = self.module.Tag
        for number, value in (
                (tag.BOOLEAN, 1), (tag.BOOLEAN, None), (tag.INTEGER, 1.0), (tag.INTEGER, '1'), (tag.NULL, False),
                (tag.OCTET_STRING, 'x'), (tag.OCTET_STRING, 5), (tag.BIT_STRING, b'x'), (tag.BIT_STRING, (b'x',)),
                (tag.BIT_STRING, ('x', 0)), (tag.OBJECT_IDENTIFIER, b'1.2'), (tag.OBJECT_IDENTIFIER, (1, 2)),
                (tag.UTF8_STRING, b'x'), (tag.PRINTABLE_STRING, 5), (tag.UTC_TIME, '260102030405Z'),
                (tag.GENERALIZED_TIME, 5), (tag.GENERALIZED_TIME, datetime.date(2026, 1, 2)),
                (tag.SEQUENCE, None), (tag.SEQUENCE, [b'\x05\x00']), (tag.SEQUENCE, b'\x05\x00'), (tag.SET, [5]),
                ('x', b''), (1.0, b''), (None, b''), (tag.REAL, 1.0)):
            with self.subTest(number, value=value), self.assertRaises(TypeError):
                self.element(number, value)
        for arguments, keywords in (((), {}), ((5,), {}), ((5, None, 0), {}), ((5, None), {'tagclass': 0}),
                                    ((5, None), {'tag_class': 'x'}), ((5,), {'value': None})):
            with self.assertRaises(TypeError):
                self.module.Element(*arguments, **keywords)

    def test_wrong_values(self):
        tag = self.module.Tag
        naive = datetime.datetime(2026, 1, 2)
        for number, value in (
                (tag.BIT_STRING, (b'', 1)), (tag.BIT_STRING, (b'\x01', 1)), (tag.BIT_STRING, (b'\x00', 8)),
                (tag.BIT_STRING, (b'\x00', -1)), (tag.OBJECT_IDENTIFIER, ''), (tag.OBJECT_IDENTIFIER, '1'),
                (tag.OBJECT_IDENTIFIER, '1.'), (tag.OBJECT_IDENTIFIER, '.1'), (tag.OBJECT_IDENTIFIER, '1..2'),
                (tag.OBJECT_IDENTIFIER, '3.1'), (tag.OBJECT_IDENTIFIER, '1.40'), (tag.OBJECT_IDENTIFIER, '0.40'),
                (tag.OBJECT_IDENTIFIER, '1.02'), (tag.OBJECT_IDENTIFIER, '1.-2'), (tag.OBJECT_IDENTIFIER, '1. 2'),
                (tag.OBJECT_IDENTIFIER, '1.\u0662'), (tag.OBJECT_IDENTIFIER, '1.2_3'),
                (tag.OBJECT_IDENTIFIER, f'1.2.{2**128}'), (tag.OBJECT_IDENTIFIER, f'2.{2**128 - 80}'),
                (tag.OBJECT_IDENTIFIER, '1.2.' + '9' * 10_000), (tag.RELATIVE_OID, ''), (tag.RELATIVE_OID, '1.x'),
                (tag.PRINTABLE_STRING, 'a@b'), (tag.NUMERIC_STRING, 'x'), (tag.IA5_STRING, '\x80'),
                (tag.VISIBLE_STRING, '\n'), (tag.TELETEX_STRING, '\u0100'), (tag.UTF8_STRING, '\ud800'),
                (tag.BMP_STRING, '\U00010000'), (tag.BMP_STRING, '\udc00'), (tag.UNIVERSAL_STRING, '\ud800'),
                (tag.UTC_TIME, naive), (tag.GENERALIZED_TIME, naive),
                (tag.UTC_TIME, datetime.datetime(1949, 12, 31, tzinfo=UTC)),
                (tag.UTC_TIME, datetime.datetime(2050, 1, 1, tzinfo=UTC)),
                (tag.UTC_TIME, datetime.datetime(2026, 1, 1, microsecond=1, tzinfo=UTC)),
                (-1, b''), (2**32, b''), (0, b'')):
            with self.subTest(number, value=value), self.assertRaises(ValueError) as context:
                self.element(number, value)
            self.assertNotIsInstance(context.exception, UnicodeError)
        for number, value, keywords in (
                (tag.SEQUENCE, (), {'constructed': False}), (tag.INTEGER, 5, {'constructed': True}),
                (tag.NULL, None, {'tag_class': 4}), (tag.NULL, None, {'tag_class': -1})):
            with self.subTest(number, keywords=keywords), self.assertRaises(ValueError):
                self.element(number, value, **keywords)

    def test_messages(self):
        tag = self.module.Tag
        naive = datetime.datetime(2026, 1, 2)
        late = datetime.datetime(2050, 1, 1, tzinfo=UTC)
        first = datetime.datetime(1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=5)))
        last = datetime.datetime(9999, 12, 31, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=-23)))
        for number, value, error, text in (
                (tag.BOOLEAN, 1, TypeError, 'the value of BOOLEAN must be bool, not int'),
                (tag.INTEGER, '1', TypeError, 'the value of INTEGER must be int, not str'),
                (tag.NULL, 1, TypeError, 'the value of NULL must be None, not int'),
                (tag.BIT_STRING, b'', TypeError, 'the value of BIT STRING must be asn1lib.BitString, not bytes'),
                (tag.UTF8_STRING, 1, TypeError, 'the value of UTF8String must be str, not int'),
                (tag.UTC_TIME, 1, TypeError, 'the value of UTCTime must be datetime.datetime, not int'),
                (tag.SEQUENCE, [1], TypeError, 'SEQUENCE is made of asn1lib.Element, not int'),
                (tag.OCTET_STRING, 1, TypeError, "a bytes-like object is required, not 'int'"),
                (tag.OBJECT_IDENTIFIER, '1', ValueError, "'1' is not a dotted OBJECT IDENTIFIER"),
                (tag.OBJECT_IDENTIFIER, f'1.2.{2**128}', ValueError, 'OBJECT IDENTIFIER arc exceeds 128 bits'),
                (tag.PRINTABLE_STRING, 'a@', ValueError, 'PrintableString does not allow character U+0040'),
                (tag.IA5_STRING, '\u20ac', ValueError, 'IA5String does not allow character U+20AC'),
                (tag.BMP_STRING, '\U0001f600', ValueError, 'BMPString does not allow character U+1F600'),
                (tag.UTF8_STRING, 'a\ud800', ValueError, 'UTF8String does not allow character U+D800'),
                (tag.BIT_STRING, (b'', 9), ValueError, 'BIT STRING with 9 unused bits'),
                (tag.BIT_STRING, (b'\x01', 1), ValueError, 'unused bits of BIT STRING are not zero'),
                (tag.UTC_TIME, naive, ValueError, 'the value of UTCTime must have a time zone'),
                (tag.UTC_TIME, late, ValueError, 'UTCTime cannot hold 2050-01-01 00:00:00+00:00'),
                (tag.UTC_TIME, first, ValueError, 'UTCTime cannot hold 0001-01-01 00:00:00+05:00'),
                (tag.GENERALIZED_TIME, first, ValueError, 'GeneralizedTime cannot hold 0001-01-01 00:00:00+05:00'),
                (tag.GENERALIZED_TIME, last, ValueError, 'GeneralizedTime cannot hold 9999-12-31 01:00:00-23:00'),
                (-1, b'', ValueError, 'tag number -1 is not in 0 to 4294967295'),
                (0, b'', ValueError, 'universal tag 0 is reserved')):
            with self.subTest(text), self.assertRaises(error) as context:
                self.element(number, value)
            self.assertEqual(str(context.exception), text)

    def test_times_of_other_zones(self):
        zone = datetime.timezone(datetime.timedelta(hours=2))
        moment = datetime.datetime(2026, 1, 1, 1, tzinfo=zone)
        self.assertEqual(self.element(self.module.Tag.UTC_TIME, moment).content, b'251231230000Z')
        self.assertEqual(self.element(self.module.Tag.GENERALIZED_TIME, moment).content, b'20251231230000Z')

    def test_depth(self):
        element = self.element(self.module.Tag.NULL, None)
        for _ in range(63):
            element = self.element(self.module.Tag.SEQUENCE, [element])
        self.assertEqual(self.module.decode(element.encoded), element)
        with self.assertRaises(ValueError) as context:
            self.element(self.module.Tag.SEQUENCE, [element])
        self.assertEqual(str(context.exception), 'nested deeper than 64 levels')

    def test_equality(self):
        make, tag = self.element, self.module.Tag
        one = make(tag.INTEGER, 5)
        other = self.module.decode(b'\x30\x05\x05\x00\x02\x01\x05')[1]
        self.assertEqual(one, other)
        self.assertEqual(hash(one), hash(other))
        self.assertFalse(one != other)
        for different in (make(tag.INTEGER, 6), make(tag.ENUMERATED, 5), make(2, b'\x05', tag_class=2),
                          b'\x02\x01\x05', 5, None):
            self.assertNotEqual(one, different)
        self.assertEqual(len({one, other}), 1)
        # The same value, but another encoding
        self.assertNotEqual(self.module.decode(b'\x01\x01\x01', strict=False), make(tag.BOOLEAN, True))
        with self.assertRaises(TypeError):
            one < other

    def test_immutable(self):
        element = self.element(self.module.Tag.INTEGER, 5)
        for name in ('tag', 'tag_class', 'constructed', 'value', 'content', 'encoded', 'offset', 'header_length', 'x',
                     '__class__'):
            with self.subTest(name):
                with self.assertRaises((AttributeError, TypeError)):
                    setattr(element, name, 1)
                with self.assertRaises((AttributeError, TypeError)):
                    delattr(element, name)
        self.assertFalse(hasattr(element, '__dict__'))
        with self.assertRaises(TypeError):
            type('Derived', (self.module.Element,), {})

    def test_value_is_kept(self):
        element = self.module.decode(b'\x30\x06\x02\x01\x05\x0c\x01x')
        self.assertIs(element.value, element.value)
        self.assertIs(element[1], element.value[1])
        self.assertIs(element[1].value, element[1].value)

    def test_container(self):
        element = self.module.decode(b'\x30\x09\x02\x01\x05\x02\x01\x06\x02\x01\x07')
        self.assertEqual(len(element), 3)
        self.assertEqual([child.value for child in element], [5, 6, 7])
        self.assertEqual(element[-1].value, 7)
        self.assertEqual(element[1:], element.value[1:])
        self.assertIn(element[0], element)
        self.assertTrue(element)
        for index, error in (3, IndexError), (-4, IndexError), ('x', TypeError):
            with self.assertRaises(error):
                element[index]
        empty = self.module.decode(b'\x30\x00')
        self.assertEqual((len(empty), list(empty), bool(empty)), (0, [], True))
        primitive = self.module.decode(b'\x04\x01x')
        for operation in len, iter, lambda element: element[0], lambda element: element[:]:
            with self.assertRaises(TypeError) as context:
                operation(primitive)
            self.assertEqual(str(context.exception), 'OCTET STRING is primitive and has no elements')
        self.assertTrue(self.module.decode(b'\x05\x00'))

    def test_repr(self):
        for encoded, text in (
                (b'\x02\x01\x05', '<asn1lib.Element INTEGER, 3 bytes at 0>'),
                (b'\x30\x00', '<asn1lib.Element SEQUENCE, 2 bytes at 0>'),
                (b'\x0d\x01\x05', '<asn1lib.Element RELATIVE-OID, 3 bytes at 0>'),
                (b'\x83\x01\x05', '<asn1lib.Element [3], 3 bytes at 0>'),
                (b'\x43\x01\x05', '<asn1lib.Element [APPLICATION 3], 3 bytes at 0>'),
                (b'\xc3\x01\x05', '<asn1lib.Element [PRIVATE 3], 3 bytes at 0>'),
                (b'\x0f\x01\x05', '<asn1lib.Element [UNIVERSAL 15], 3 bytes at 0>')):
            self.assertEqual(repr(self.module.decode(encoded)), text)
        self.assertEqual(repr(self.module.decode(b'\x30\x02\x05\x00')[0]), '<asn1lib.Element NULL, 2 bytes at 2>')

    def test_pickle(self):
        whole = self.module.decode(b'\x30\x05\x05\x00\x02\x01\x05')
        lenient = self.module.decode(b'\x30\x80\x01\x01\x01\x00\x00', strict=False)
        for element in whole, whole[1], lenient, lenient[0]:
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                with self.subTest(element, protocol=protocol):
                    again = pickle.loads(pickle.dumps(element, protocol))
                    self.assertEqual(again, element)
                    self.assertIs(type(again), self.module.Element)
                    self.assertEqual(again.value, element.value)
                    self.assertEqual(again.offset, 0)

    def test_copy(self):
        element = self.module.decode(b'\x30\x05\x05\x00\x02\x01\x05')
        self.assertIs(copy.copy(element), element)
        self.assertIs(copy.deepcopy(element), element)
        self.assertIs(copy.deepcopy([element])[0], element)


class KeptValueTest(unittest.TestCase):
    def test_of_two_threads(self):
        # Another thread that reads the value while this one makes it: both have to get the same elements.
        der = fallback._der
        element = fallback.decode(b'\x30\x02\x05\x00')
        children = der._children

        def read_meanwhile(tlv):
            with mock.patch.object(der, '_children', children):
                meanwhile.append(element.value)
            return children(tlv)

        meanwhile = []
        with mock.patch.object(der, '_children', read_meanwhile):
            value = element.value
        self.assertIs(value, meanwhile[0])
        self.assertIs(element.value, value)


@in_both
class HostileTest:
    def timed(self, function, make, count):
        """What function does with make(count), which is to take no more than some four times as long as a quarter.

        The best of several tries counts, and not the time that other processes take.
        """
        quarter, whole = make(count // 4), make(count)
        of_quarter = of_whole = float('inf')
        for _ in range(5):
            of_quarter = min(of_quarter, self.run_timed(function, quarter)[0])
            seconds, result = self.run_timed(function, whole)
            of_whole = min(of_whole, seconds)
            # What takes as long as the square of it takes 16 times as long.
            if of_whole < 10 * of_quarter + 0.02:
                return result
        self.fail(f'{of_quarter:.3f} s for a quarter, {of_whole:.3f} s for all')

    def run_timed(self, function, data):
        start = time.process_time()
        try:
            result = function(data)
        except self.module.DecodeError as error:
            result = error
        return time.process_time() - start, result

    def test_depth(self):
        self.assertEqual(self.module.decode(nested(64)).encoded, nested(64))
        for depth in 65, 66, 200, 5000:
            with self.subTest(depth):
                data = nested(depth)
                offset = len(data) - len(nested(depth - 64))
                self.assert_rejected(self.module.decode, data, 'nested deeper than 64 levels', offset)
                self.assert_rejected(self.module.decode, data, 'nested deeper than 64 levels', offset, strict=False)
        bomb = b'\x30\x80' * 100_000
        self.assert_rejected(self.module.decode, bomb, 'nested deeper than 64 levels', 128, strict=False)
        self.assert_rejected(self.module.load_certificate, bomb, 'nested deeper than 64 levels', 128, strict=False)
        self.assert_rejected(self.module.decode, b'\x30\x84\x7f\xff\xff\xff' * 1000,
                             'length 2147483647 exceeds the 5994 bytes left', 0)

    def test_near_the_recursion_limit(self):
        data = nested(64)
        with support.infinite_recursion(150):
            self.module.decode(data)

    def test_large_numbers(self):
        number = self.timed(self.module.decode, lambda n: tlv(0x02, b'\x7f' + b'\xff' * n), 1_000_000)
        self.assertEqual(number.value.bit_length(), 8_000_007)
        self.assertEqual(repr(number), '<asn1lib.Element INTEGER, 1000006 bytes at 0>')
        oid = self.timed(self.module.decode, lambda n: tlv(0x06, b'\x2a' + b'\x81\x01' * n), 300_000)
        self.assertEqual(oid.value.count('.'), 300_001)
        self.timed(self.module.decode, lambda n: tlv(0x06, b'\xff' * n), 1_000_000)

    def test_large_sets(self):
        def ascending(count):
            return b''.join(b'\x02\x03\x01' + i.to_bytes(2, 'big') for i in range(count))

        element = self.timed(self.module.decode, lambda n: tlv(0x31, ascending(n)), 50_000)
        self.assertEqual(len(element), 50_000)
        error = self.timed(self.module.decode, lambda n: tlv(0x31, ascending(n) + b'\x02\x01\x01'), 50_000)
        self.assertEqual(error.reason, 'elements of SET are not in ascending order')
        equal = self.timed(self.module.decode, lambda n: tlv(0x31, tlv(0x04, b'x' * 1000) * n), 1000)
        self.assertEqual(len(equal), 1000)

    def test_indefinite_lengths(self):
        def decode(data):
            return self.module.decode(data, strict=False)

        def nest(count):
            return b'\x30\x80' * 60 + b'\x05\x00' * count + b'\x00\x00' * 60

        self.assertEqual(self.timed(decode, nest, 20_000).encoded, nest(20_000))
        error = self.timed(decode, lambda n: nest(n)[:-2], 20_000)
        self.assertEqual(error.reason, 'the data ends inside an indefinite length')

    def test_pem(self):
        begin, end = '-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'
        for make, count in (
                (lambda n: f'{begin}\n' * n, 50_000), (lambda n: f'{begin}\r' * n, 50_000),
                (lambda n: '-----BEGIN ' * n, 100_000), (lambda n: '-' * n, 1_000_000),
                (lambda n: '\n' * n, 1_000_000), (lambda n: '\r' * n, 1_000_000),
                (lambda n: f'{begin}\n{end}\n' * n, 20_000), (lambda n: f'{begin}\n' + 'a:b\n' * n, 100_000),
                (lambda n: f'{begin}\n' + 'a:b\n' * n + end, 100_000), (lambda n: f'{begin}\n' + '\n' * n, 500_000)):
            with self.subTest(make(3)):
                result = self.timed(self.module.load_certificates, make, count)
                self.assertIsInstance(result, self.module.DecodeError)

    def test_many_extensions(self):
        load = self.module.load_certificate
        original = load(read('leaf.der'))
        head = original.encoded_tbs[4:-len(original.encoded_extensions) - 4]

        def certificate(extensions):
            tbs = tlv(0x30, head + tlv(0xa3, tlv(0x30, extensions)))
            return tlv(0x30, tbs + original.encoded_signature_algorithm + tlv(0x03, b'\x00'))

        def equal(count):
            return certificate(tlv(0x30, b'\x06\x03\x2a\x03\x04\x04\x00') * count)

        error = self.timed(load, equal, 20_000)
        self.assertEqual((error.reason, error.path),
                         ('the extension occurs twice', 'tbsCertificate.extensions[1].extnID'))
        extensions = self.timed(lambda data: load(data, strict=False).extensions, equal, 20_000)
        self.assertEqual(len(extensions), 20_000)
        different = b''.join(tlv(0x30, tlv(0x06, b'\x2a' + bytes([0x81 + i // 128, i % 128])) + b'\x04\x00')
                             for i in range(129))
        with self.assertRaises(self.module.DecodeError) as context:
            load(certificate(different))
        self.assertEqual((context.exception.reason, context.exception.path),
                         ('more than 128 extensions', 'tbsCertificate.extensions[128].extnID'))

    def test_every_cut(self):
        for name, load in LOADERS.items():
            function = getattr(self.module, load)
            data = read(name)
            for strict in True, False:
                self.assert_rejected(function, b'', 'expected SEQUENCE, but the data ends', 0, strict=strict)
                for length in range(1, len(data)):
                    self.assert_rejected(function, data[:length], *fault_of_cut(data, length), strict=strict)

    def test_every_cut_inside(self):
        for name, load in LOADERS.items():
            for data, reason, offset in cuts_inside(read(name)):
                for strict in True, False:
                    with self.subTest(name, offset=offset, strict=strict), \
                            self.assertRaises(self.module.DecodeError) as context:
                        getattr(self.module, load)(data, strict=strict)
                    error = context.exception
                    self.assertEqual((error.reason, error.offset), (reason, offset))
                    self.assertTrue(error.path)

    def test_mutated(self):
        """Nothing but DecodeError is raised, and what is accepted can be read."""
        for name, load, data in mutations(2000):
            for strict in True, False:
                outcome(self.module, load, data, strict)


def mutations(count):
    """Structures with wrong bytes; the same each time."""
    generator = random.Random(20261121)
    originals = [(name, load, read(name)) for name, load in LOADERS.items()]
    originals += [(name, 'decode', data) for name, _, data in originals]
    for _ in range(count):
        name, load, data = generator.choice(originals)
        data = bytearray(data)
        for _ in range(generator.choice((1, 1, 2, 5))):
            place = generator.randrange(len(data))
            data[place] = generator.choice((generator.randrange(256), data[place] ^ 1 << generator.randrange(8),
                                            0x00, 0x30, 0x31, 0x80, 0xa0, 0xff))
        if generator.random() < 0.2:
            place = generator.randrange(len(data))
            data[place:place + generator.randrange(3)] = generator.randbytes(generator.randrange(4))
        yield name, load, bytes(data)


def outcome(module, load, data, strict):
    """What comes out of data when all of it is read, or what is wrong with it."""
    return attempt(module, lambda: getattr(module, load)(data, strict=strict))


def attempt(module, make):
    """All of what make() returns, or what is wrong with the data."""
    try:
        value = make()
    except module.DecodeError as error:
        return error.reason, error.offset, error.path
    return everything(module, value)


def everything(module, value):
    """All attributes, down to the last, in a form that does not depend on the module."""
    if isinstance(value, tuple):
        text = str(value) if isinstance(value, module.Name) else None
        return type(value).__name__, tuple([everything(module, item) for item in value]), text
    if not isinstance(value, tuple(getattr(module, name) for name in CLASSES)):
        return value
    result = {'class': type(value).__name__, 'repr': repr(value)}
    for name in dir(type(value)):
        if not name.startswith('_') and not callable(getattr(type(value), name)):
            result[name] = attempt(module, lambda: getattr(value, name))
    if result['class'] == 'Certificate':
        result['as_dict'] = attempt(module, value.as_dict)
    return result


@in_both
class PEMTest:
    def setUp(self):
        super().setUp()
        self.der = read('leaf.der')
        self.text = pem('CERTIFICATE', self.der)

    def test_forms(self):
        load = self.module.load_certificate
        lines = self.text.splitlines()
        for text in (
                self.text, self.text.rstrip(), '\n\nA comment\n' + self.text + 'more\n', '\ufeff' + self.text,
                self.text.replace('\n', '\r\n'), self.text.replace('\n', '\r'), self.text.replace('\n', ' \t\n'),
                '\n\n'.join(lines), '\n'.join([lines[0], ''.join(lines[1:-1]), lines[-1]]),
                '\n'.join([lines[0], *''.join(lines[1:-1]), lines[-1]]),
                pem('X509 CERTIFICATE', self.der), pem('TRUSTED CERTIFICATE', self.der),
                pem('TRUSTED CERTIFICATE', self.der + tlv(0x30, b'\x0c\x01x')),
                lines[0] + '\nProc-Type: 4\nOther: x\n\n' + '\n'.join(lines[1:]),
                pem('OTHER', b'x') + self.text, self.text + pem('OTHER', b'x'), self.text + pem('CERTIFICATE', b'x'),
                'x -----BEGIN CERTIFICATE-----\n' + self.text, '-----BEGIN CERTIFICATE\n' + self.text,
                '\u20ac\n' + self.text):
            with self.subTest(text[:60]):
                certificate = load(text)
                self.assertEqual(certificate.encoded, self.der)
                data = text.encode()
                self.assertEqual(load(data), certificate)
                self.assertEqual(load(bytearray(data)), certificate)
                self.assertEqual(load(memoryview(data)), certificate)

    def test_which_is_which(self):
        # In DER, a comment may have what begins PEM.
        data = tlv(0x30, tlv(0x04, self.text.encode()))
        self.assert_rejected(self.module.load_certificate, data, 'expected SEQUENCE, not OCTET STRING', 4,
                             'tbsCertificate')
        self.assert_rejected(self.module.load_certificate, b'x' + self.text.encode(),
                             'no PEM block with the label CERTIFICATE', len(self.text) + 1)
        self.assert_rejected(self.module.load_certificate, b'no PEM', 'expected SEQUENCE, not [APPLICATION 14]', 0)

    def test_faults(self):
        load, text = self.module.load_certificate, self.text
        begin, end = '-----BEGIN CERTIFICATE-----\n', '-----END CERTIFICATE-----\n'
        end_at = text.index('-----END')
        for data, reason, offset in (
                ('', 'no PEM block with the label CERTIFICATE', 0),
                ('text', 'no PEM block with the label CERTIFICATE', 4),
                (pem('X509 CRL', b'x'), 'no PEM block with the label CERTIFICATE', len(pem('X509 CRL', b'x'))),
                (begin, 'PEM block without an END line', 0),
                ('ab\n' + text[:-1].replace(end[:-1], ''), 'PEM block without an END line', 3),
                (text.replace('END CERT', 'END X509 CERT'), 'PEM block that ends with another label', end_at),
                (text[:end_at] + pem('X509 CRL', b'x'), 'PEM block that ends with another label',
                 (text[:end_at] + pem('X509 CRL', b'x')).index('-----END')),
                (begin + '!' + text[len(begin):], 'PEM block that is not Base64', len(begin)),
                (begin + 'A' + text[len(begin):], 'PEM block that is not Base64', len(begin)),
                (begin + '====\n' + end, 'PEM block that is not Base64', len(begin)),
                (begin + 'A===\n' + end, 'PEM block that is not Base64', len(begin)),
                (begin + 'AA=A\n' + end, 'PEM block that is not Base64', len(begin)),
                (begin + 'AA-_\n' + end, 'PEM block that is not Base64', len(begin)),
                (begin + 'X: y\n\nAA\n' + end, 'PEM block that is not Base64', len(begin) + 6),
                ('\u20ac' + '\n' + begin, 'PEM block without an END line', 4)):
            with self.subTest(data[:80]):
                self.assert_rejected(load, data, reason, offset)
                self.assert_rejected(load, data, reason, offset, strict=False)
                if '-----BEGIN ' in data:
                    self.assert_rejected(load, data.encode(), reason, offset)

    def test_contents(self):
        load = self.module.load_certificate
        self.assert_rejected(load, pem('CERTIFICATE', b''), 'expected SEQUENCE, but the data ends', 0)
        self.assert_rejected(load, pem('CERTIFICATE', self.der + b'x'), '1 bytes of trailing data', len(self.der))
        self.assert_rejected(load, self.der + b'x', '1 bytes of trailing data', len(self.der))
        self.assert_rejected(load, self.der + self.der, f'{len(self.der)} bytes of trailing data', len(self.der))
        with self.assertRaises(UnicodeEncodeError):
            load('\ud800' + self.text)

    def test_bundles(self):
        load = self.module.load_certificates
        other = read('authority.der')
        text = 'first\n' + self.text + pem('X509 CRL', b'x') + 'second\n' + pem('X509 CERTIFICATE', other) + 'end'
        both = [self.der, other]
        for data in text, text.encode(), self.der + other:
            result = load(data)
            self.assertIs(type(result), tuple)
            self.assertEqual([certificate.encoded for certificate in result], both)
        self.assertEqual(len(load(self.der)), 1)
        self.assertEqual(self.module.load_certificate(text).encoded, self.der)
        self.assert_rejected(load, self.der + other + b'x', 'expected SEQUENCE, not [APPLICATION 24]',
                             len(self.der) + len(other), '[2]')
        self.assert_rejected(load, b'', 'expected SEQUENCE, but the data ends', 0, '[0]')
        self.assert_rejected(load, text + '\n' + pem('CERTIFICATE', b'\x30\x00'),
                             'expected SEQUENCE, but the data ends', 2, '[2].tbsCertificate')
        self.assert_rejected(load, text + '\n-----BEGIN X-----', 'PEM block without an END line', len(text) + 1)
        self.assert_rejected(load, 'text', 'no PEM block with the label CERTIFICATE', 4)

    def test_bundles_of_lists(self):
        data = read('list.crl')
        for bundle in pem('X509 CRL', data) * 2 + self.text, data * 2:
            self.assertEqual([crl.encoded for crl in self.module.load_crls(bundle)], [data] * 2)

    def test_labels(self):
        for name, label in (('list.crl', 'X509 CRL'), ('request.der', 'OCSP REQUEST'), ('good.der', 'OCSP RESPONSE'),
                            ('private.der', 'PRIVATE KEY'), ('public.der', 'PUBLIC KEY')):
            load = getattr(self.module, LOADERS[name])
            text = self.text + pem(label, read(name))
            self.assertEqual(load(text).encoded, read(name))
            with self.assertRaises(self.module.DecodeError) as context:
                load(self.text)
            self.assertEqual(context.exception.reason, f'no PEM block with the label {label}')

    def test_types(self):
        for data in None, 5, [self.text], object():
            for load in LOADERS.values():
                with self.assertRaises(TypeError):
                    getattr(self.module, load)(data)


@in_both
class CertificateTest:
    def setUp(self):
        super().setUp()
        self.leaf = self.module.load_certificate(read('leaf.der'))
        self.authority = self.module.load_certificate(read('authority.der'))

    def value(self, oid):
        for certificate in self.leaf, self.authority:
            if extension := certificate.extension(oid):
                return extension.value

    def test_fields(self):
        leaf, authority = self.leaf, self.authority
        module = self.module
        self.assertEqual((leaf.version, leaf.serial_number), (3, 0x80))
        self.assertEqual(authority.serial_number, 2**150 + 1)
        self.assertEqual(leaf.signature_algorithm, module.AlgorithmIdentifier('1.3.101.112', None))
        self.assertEqual(leaf.tbs_signature_algorithm, leaf.signature_algorithm)
        self.assertEqual(leaf.not_before, datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
        self.assertEqual(leaf.not_after, datetime.datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC))
        self.assertEqual(authority.not_after, datetime.datetime(2055, 1, 2, 3, 4, 5, tzinfo=UTC))
        self.assertEqual(leaf.issuer, authority.subject)
        self.assertIs(type(leaf.issuer), module.Name)
        self.assertEqual(leaf.issuer, ((('2.5.4.6', 'XY'),), (('2.5.4.10', '\xd6rg, Inc.'),), (('2.5.4.3', 'Root'),)))
        self.assertIs(type(leaf.issuer[0][0]), module.NameAttribute)
        self.assertEqual([len(rdn) for rdn in leaf.subject], [1, 2, 2])
        self.assertEqual(leaf.public_key_info, module.load_public_key_info(read('public.der')))
        self.assertEqual(len(leaf.signature), 64)
        self.assertIsNone(leaf.issuer_unique_id)
        self.assertIsNone(leaf.subject_unique_id)

    def test_parts(self):
        for certificate in self.leaf, self.authority:
            whole = certificate.encoded
            element = self.module.decode(whole)
            tbs = element[0]
            self.assertEqual(certificate.encoded_tbs, tbs.encoded)
            self.assertEqual(certificate.encoded_signature_algorithm, element[1].encoded)
            self.assertEqual(certificate.encoded_issuer, tbs[3].encoded)
            self.assertEqual(certificate.encoded_validity, tbs[4].encoded)
            self.assertEqual(certificate.encoded_subject, tbs[5].encoded)
            self.assertEqual(certificate.encoded_public_key_info, tbs[6].encoded)
            self.assertEqual(certificate.public_key_info.encoded, tbs[6].encoded)
            self.assertEqual(certificate.encoded_extensions, tbs[7].content)

    def test_attributes_are_kept(self):
        for name in 'subject', 'issuer', 'not_before', 'public_key_info', 'extensions':
            self.assertIs(getattr(self.leaf, name), getattr(self.leaf, name))

    def test_extensions(self):
        extensions = self.leaf.extensions
        self.assertIs(type(extensions), tuple)
        self.assertEqual(len(extensions), 14)
        for extension in extensions:
            self.assertIs(type(extension), self.module.Extension)
            self.assertEqual(self.leaf.extension(extension.oid), extension)
        self.assertEqual(extensions[0], ('2.5.29.19', True, (False, None), b'\x30\x00'))
        self.assertEqual(extensions[-1], ('1.2.3.4.6', False, b'anything', b'anything'))
        self.assertIsNone(self.leaf.extension('1.2.3'))
        self.assertEqual(self.leaf.extension('1.2.3', 5), 5)
        self.assertRaises(TypeError, self.leaf.extension)
        self.assertRaises(TypeError, self.leaf.extension, oid='1.2.3')

    def test_values(self):
        module, value = self.module, self.value
        name = module.GeneralName
        address = b'\x20\x01\x0d\xb8' + bytes(11) + b'\x01'
        self.assertEqual(value('2.5.29.17'), (
            name('rfc822Name', 'someone@example.org'), name('dNSName', 'example.org'),
            name('uniformResourceIdentifier', 'https://example.org/x'), name('iPAddress', b'\xc0\x00\x02\x01'),
            name('iPAddress', address),
            name('directoryName', module.Name(((module.NameAttribute('2.5.4.3', 'A name'),),))),
            name('registeredID', '1.2.3.4'),
            name('otherName', module.OtherName('1.3.6.1.4.1.311.20.2.3', b'\x0c\x07a@b.org'))))
        self.assertIs(type(value('2.5.29.17')[5].value), module.Name)
        self.assertEqual(value('2.5.29.18'), (name('dNSName', 'issuer.example.org'),))
        self.assertEqual(value('2.5.29.15'), ('digitalSignature', 'nonRepudiation', 'keyEncipherment',
                                              'dataEncipherment', 'keyAgreement', 'decipherOnly'))
        self.assertEqual(value('2.5.29.37'), ('1.3.6.1.5.5.7.3.1', '1.2.3.4.5'))
        self.assertEqual(value('2.5.29.35'), module.AuthorityKeyIdentifier(
            b'\x01\x02\x03', (name('dNSName', 'ca'),), 77))
        uri = name('uniformResourceIdentifier', 'http://example.org/a.crl')
        issuer = name('directoryName', (((('2.5.4.3', 'd'),),)))
        self.assertEqual(value('2.5.29.31'), (
            module.DistributionPoint((uri, name('dNSName', 'b')), None, None, None),
            module.DistributionPoint(None, (module.NameAttribute('2.5.4.3', 'c'),), ('keyCompromise', 'aACompromise'),
                                     (issuer,))))
        self.assertEqual(len(value('2.5.29.46')), 1)
        self.assertEqual(value('1.3.6.1.5.5.7.1.1')[0], module.AccessDescription(
            '1.3.6.1.5.5.7.48.1', name('uniformResourceIdentifier', 'http://ocsp.example.org')))
        self.assertEqual(value('1.3.6.1.5.5.7.1.11')[0].method, '1.3.6.1.5.5.7.48.5')
        self.assertEqual(value('1.3.6.1.5.5.7.1.24'), (5,))
        self.assertIsNone(value('1.3.6.1.5.5.7.48.1.5'))
        self.assertEqual(value('2.5.29.16').not_after - value('2.5.29.16').not_before, datetime.timedelta(1))
        self.assertEqual(self.authority.extension('2.5.29.19').value, module.BasicConstraints(True, 3))
        self.assertEqual(value('2.5.29.14'), b'\x01\x02\x03')
        self.assertEqual(value('2.5.29.36'), module.PolicyConstraints(2, 0))
        self.assertEqual(value('2.5.29.54'), 4)
        permitted, excluded = value('2.5.29.30')
        self.assertEqual(permitted[1], module.GeneralSubtree(
            name('iPAddress', b'\xc0\x00\x02\x00\xff\xff\xff\x00'), 0, None))
        self.assertEqual(len(excluded[0].base.value), 32)
        self.assertEqual(value('2.5.29.32'), (
            module.PolicyInformation('2.5.29.32.0', ()),
            module.PolicyInformation('1.2.3', (
                module.PolicyQualifier('1.3.6.1.5.5.7.2.1', 'https://example.org/cps'),
                module.PolicyQualifier('1.3.6.1.5.5.7.2.2', module.UserNotice('Org', (1, 2), 'Text')),
                module.PolicyQualifier('1.3.6.1.5.5.7.2.2', module.UserNotice(None, (), None))))))

    def test_repr(self):
        self.assertEqual(repr(self.authority), "<asn1lib.Certificate 'CN=Root,O=\xd6rg\\\\, Inc.,C=XY'>")

    def test_equality(self):
        again = self.module.load_certificate(pem('CERTIFICATE', self.leaf.encoded), strict=False)
        self.assertEqual(again, self.leaf)
        self.assertEqual(hash(again), hash(self.leaf))
        self.assertNotEqual(self.leaf, self.authority)
        self.assertNotEqual(self.leaf, self.leaf.encoded)

    def test_real_ones(self):
        count = 0
        for path, data in certificate_files():
            if os.path.basename(path) == 'badcert.pem':
                self.assertRaises(self.module.DecodeError, self.module.load_certificates, data)
                continue
            with self.subTest(path):
                for certificate in self.module.load_certificates(data, strict=False):
                    everything(self.module, certificate)
                    count += 1
        self.assertGreater(count, 20)

    def test_as_dict(self):
        _ssl = import_helper.import_module('_ssl')
        for path, data in certificate_files():
            try:
                expected = _ssl._test_decode_cert(path)
            except Exception:
                continue
            with self.subTest(path):
                result = self.module.load_certificate(data, strict=False).as_dict()
                self.assertEqual(list(result.items()), list(expected.items()))
        for name in 'leaf.der', 'authority.der':
            with os_helper.temp_dir() as folder:
                path = os.path.join(folder, 'certificate.pem')
                with open(path, 'w') as file:
                    file.write(pem('CERTIFICATE', read(name)))
                expected = _ssl._test_decode_cert(path)
            result = self.module.load_certificate(read(name)).as_dict()
            self.assertEqual(list(result.items()), list(expected.items()))

    def test_as_dict_alone(self):
        self.assertEqual(self.leaf.as_dict(), {
            'subject': ((('countryName', 'XY'),), (('serialNumber', '7'), ('commonName', 'leaf')),
                        (('1.2.3.4', '#x '), ('domainComponent', 'org'))),
            'issuer': ((('countryName', 'XY'),), (('organizationName', '\xd6rg, Inc.'),), (('commonName', 'Root'),)),
            'version': 3, 'serialNumber': '80',
            'notBefore': 'Jan  2 03:04:05 2026 GMT', 'notAfter': 'Jan  2 03:04:05 2027 GMT',
            'subjectAltName': (
                ('email', 'someone@example.org'), ('DNS', 'example.org'), ('URI', 'https://example.org/x'),
                ('IP Address', '192.0.2.1'), ('IP Address', '2001:DB8:0:0:0:0:0:1'),
                ('DirName', ((('commonName', 'A name'),),)), ('Registered ID', '1.2.3.4'),
                ('othername', 'UPN:a@b.org')),
            'OCSP': ('http://ocsp.example.org',), 'caIssuers': ('http://example.org/ca.crt',),
            'crlDistributionPoints': ('http://example.org/a.crl',)})


def changed(certificate, module, fields=(), extensions=None, encoded_extensions=None):
    """A certificate with other fields: {index: encoding}, '' to leave one out; and with other extensions."""
    tbs = [element.encoded for element in module.decode(certificate.encoded, strict=False)[0]]
    for index, encoded in dict(fields).items():
        tbs[index] = encoded
    if extensions is not None:
        encoded_extensions = tlv(0x30, b''.join(extensions))
    if encoded_extensions is not None:
        tbs[7] = tlv(0xa3, encoded_extensions)
    algorithm = certificate.encoded_signature_algorithm
    return tlv(0x30, tlv(0x30, b''.join(tbs)) + algorithm + tlv(0x03, b'\x00' + certificate.signature))


def extension(oid, value, critical=b''):
    module = fallback
    return tlv(0x30, module.Element(module.Tag.OBJECT_IDENTIFIER, oid).encoded + critical + tlv(0x04, value))


SUBJECT = '2.5.29.17'
BASIC = '2.5.29.19'


@in_both
class CertificateRulesTest:
    """What RFC 5280 wants beyond DER; offsets are told from the part that is wrong, which stands once."""

    def setUp(self):
        super().setUp()
        self.leaf = self.module.load_certificate(read('leaf.der'))

    def assert_field(self, fields, part, reason, path, skip=0, lenient=True, **keywords):
        data = changed(self.leaf, self.module, fields, **keywords)
        self.assertEqual(data.count(part), 1, part)
        offset = data.index(part) + skip
        self.assert_rejected(self.module.load_certificate, data, reason, offset, f'tbsCertificate.{path}')
        if lenient:
            return self.module.load_certificate(data, strict=False)
        self.assert_rejected(self.module.load_certificate, data, reason, offset, f'tbsCertificate.{path}',
                             strict=False)

    def assert_extension(self, oid, value, reason, skip, path='', lenient=True):
        data = changed(self.leaf, self.module, extensions=[extension('1.2.3.9', b'x'), extension(oid, value)])
        offset = data.rindex(value) + skip if value else len(data) - len(self.leaf.signature) - 3 - 7
        path = 'tbsCertificate.extensions[1].extnValue' + (path if path[:1] in ('', '[') else f'.{path}')
        certificate = self.module.load_certificate(data)
        for read_it in lambda certificate: certificate.extensions, lambda certificate: certificate.extension(oid):
            self.assert_rejected(read_it, certificate, reason, offset, path)
        self.assertEqual(certificate.extension('1.2.3.9').value, b'x')
        certificate = self.module.load_certificate(data, strict=False)
        if not lenient:
            self.assert_rejected(lambda certificate: certificate.extensions, certificate, reason, offset, path)
            return None
        return certificate.extension(oid).value

    def test_versions(self):
        reason = 'the version is not 1, 2 or 3'
        self.assertEqual(self.assert_field({0: b'\xa0\x03\x02\x01\x07'}, b'\xa0\x03\x02\x01\x07', reason, 'version',
                                           4).version, 8)
        self.assertEqual(self.assert_field({0: b'\xa0\x03\x02\x01\xf0'}, b'\xa0\x03\x02\x01\xf0', reason, 'version',
                                           4).version, -15)
        part = b'\xa0\x07\x02\x05\x01\x00\x00\x00\x00'
        self.assert_field({0: part}, part, reason, 'version', 4, lenient=False)
        part = b'\xa0\x03\x02\x01\x00'
        self.assertEqual(self.assert_field({0: part}, part, 'the default value is encoded', 'version').version, 1)
        data = changed(self.leaf, self.module, {0: b''})
        self.assert_rejected(self.module.load_certificate, data, 'only version 3 has extensions',
                             data.index(self.leaf.encoded_extensions) - 4, 'tbsCertificate.extensions')
        self.assertEqual(self.module.load_certificate(data, strict=False).version, 1)
        self.assertEqual(len(self.module.load_certificate(data, strict=False).extensions), 14)
        certificate = self.module.load_certificate(changed(self.leaf, self.module, {0: b'', 7: b''}))
        self.assertEqual((certificate.version, certificate.extensions, certificate.encoded_extensions), (1, (), None))

    def test_unique_identifiers(self):
        identifiers = b'\x81\x02\x00\x77' + b'\x82\x03\x04\x99\x90'
        certificate = self.module.load_certificate(
            changed(self.leaf, self.module, {0: b'\xa0\x03\x02\x01\x01', 7: identifiers}))
        self.assertEqual((certificate.version, certificate.issuer_unique_id, certificate.subject_unique_id),
                         (2, (b'\x77', 0), (b'\x99\x90', 4)))
        self.assertIs(type(certificate.issuer_unique_id), self.module.BitString)
        for part, name in (identifiers[:4], 'issuerUniqueID'), (identifiers[4:], 'subjectUniqueID'):
            self.assert_field({0: b'', 7: part}, part, 'version 1 has no unique identifiers', name)
        self.assert_field({7: b'\xa1\x04\x03\x02\x00\x77'}, b'\xa1\x04\x03\x02\x00\x77', '[1] must be primitive',
                          'issuerUniqueID', lenient=False)

    def test_serial_numbers(self):
        for number, text in ((0, '00'), (-1, '-01'), (-0x80, '-80'), (2**2000, '01' + '0' * 68 + '\\\n'),
                             (2**279, '80' + '0' * 68), (2**280, '01' + '0' * 68 + '\\\n')):
            encoded = self.element(self.module.Tag.INTEGER, number).encoded
            certificate = self.module.load_certificate(changed(self.leaf, self.module, {1: encoded}))
            self.assertEqual(certificate.serial_number, number)
            self.assertEqual(certificate.as_dict()['serialNumber'], text)
        self.assert_field({1: b'\x02\x02\x00\x05'}, b'\x02\x02\x00\x05', 'INTEGER is not minimal', 'serialNumber', 2,
                          lenient=False)
        self.assert_field({1: b'\x0a\x01\x55'}, b'\x0a\x01\x55', 'expected INTEGER, not ENUMERATED', 'serialNumber',
                          lenient=False)

    def test_times(self):
        end = b'\x17\x0d290102030405Z'
        for moment, reason, skip in (
                (b'\x18\x1120550102030405.5Z', 'GeneralizedTime with a fraction of a second', 16),
                (b'\x17\x0b2601020304Z', 'UTCTime is not YYMMDDHHMMSSZ', 2)):
            validity = tlv(0x30, moment + end)
            self.assert_field({4: validity}, moment, reason, 'validity.notBefore', skip)
        moment = b'\x13\x0d260102030405Z'
        self.assert_field({4: tlv(0x30, moment + end)}, moment, 'expected Time, not PrintableString',
                          'validity.notBefore', lenient=False)
        moment = b'\x17\x0d260132030405Z'
        self.assert_field({4: tlv(0x30, end + moment)}, moment, 'UTCTime has no such date or time',
                          'validity.notAfter', 2, lenient=False)
        self.assert_field({4: tlv(0x30, end)}, tlv(0x30, end), 'expected Time, but the data ends', 'validity.notAfter',
                          17, lenient=False)
        self.assert_field({4: tlv(0x30, end + end + b'\x05\x00')}, end + b'\x05\x00', '2 bytes of trailing data',
                          'validity', 15, lenient=False)
        for moment, text in (
                (tlv(0x17, b'2601020304Z'), 'Jan  2 03:04:00 2026 GMT'),
                (tlv(0x17, b'2601020304-0100'), 'Jan  2 04:04:00 2026 GMT'),
                (tlv(0x18, b'20550102030405.50Z'), 'Jan  2 03:04:05.50 2055 GMT'),
                (tlv(0x18, b'20551112030405.5Z'), 'Nov 12 03:04:05.5 2055 GMT'),
                (tlv(0x18, b'00010102030405Z'), 'Jan  2 03:04:05 1 GMT')):
            certificate = self.module.load_certificate(
                changed(self.leaf, self.module, {4: tlv(0x30, moment + end)}), strict=False)
            self.assertEqual(certificate.as_dict()['notBefore'], text)

    def test_names(self):
        def name(*attributes):
            return tlv(0x30, tlv(0x31, b''.join(attributes)))

        common = b'\x06\x03\x55\x04\x03'
        b, a = (tlv(0x30, common + b'\x0c\x01' + text) for text in (b'b', b'a'))
        self.assert_field({5: name(b, a)}, b + a, 'elements of SET are not in ascending order', 'subject[0][1]', 10)
        self.assert_field({5: b'\x30\x02\x31\x00'}, b'\x30\x02\x31\x00', 'SET without content', 'subject[0]', 4)
        part = tlv(0x30, common + b'\x13\x01@')
        self.assert_field({5: name(part)}, part, 'PrintableString does not allow byte 0x40', 'subject[0][0].value', 9)
        part = tlv(0x30, common + b'\x01\x01\x05')
        certificate = self.assert_field({5: name(part)}, part, 'BOOLEAN 0x05 is neither 0x00 nor 0xff',
                                        'subject[0][0].value', 9)
        self.assertEqual(certificate.subject[0][0].value, b'\x01\x01\x05')
        part = tlv(0x30, common + b'\x2c\x03\x0c\x01a')
        certificate = self.assert_field({5: name(part)}, part, 'UTF8String must be primitive', 'subject[0][0].value', 7)
        self.assertEqual(certificate.subject[0][0].value, b'\x2c\x03\x0c\x01a')
        part = tlv(0x30, common + b'\x0c\x01x\x05\x00')
        self.assert_field({5: name(part)}, part, '2 bytes of trailing data', 'subject[0][0]', 10, lenient=False)
        part = tlv(0x30, common)
        self.assert_field({5: name(part)}, part, 'the data ends inside a tag', 'subject[0][0].value', 7, lenient=False)
        for value, text in ((b'\x0c\x02a,', 'a\\,'), (b'\x14\x01\xe9', '\xe9'), (b'\x1e\x02\x20\xac', '\u20ac'),
                            (b'\x1c\x04\x00\x01\xf6\x00', '\U0001f600'), (b'\x05\x00', '#0500'),
                            (b'\x03\x02\x00\x41', '#03020041'), (b'\x13\x00', '')):
            encoded = name(tlv(0x30, common + value))
            certificate = self.module.load_certificate(changed(self.leaf, self.module, {5: encoded}))
            self.assertEqual(str(certificate.subject), ('2.5.4.3=' if text[:1] == '#' else 'CN=') + text)
        for value, expected in ((b'\x03\x02\x04\xff', b'\xf0'), (b'\x03\x01\x00', None), (b'\x03\x00',) * 2,
                                (b'\x03\x02\x09\x00',) * 2, (b'\x23\x03\x03\x01\x00',) * 2):
            data = changed(self.leaf, self.module, {5: name(tlv(0x30, common + value))})
            subject = self.module.load_certificate(data, strict=False).as_dict()['subject']
            self.assertEqual(subject, ((('commonName', expected),),))
        certificate = self.module.load_certificate(changed(self.leaf, self.module, {5: b'\x30\x00'}))
        self.assertEqual((certificate.subject, str(certificate.subject)), ((), ''))

    def test_algorithms(self):
        part = b'\x30\x05\x06\x03\x2a\x80\x01'
        self.assert_field({2: part}, part, 'OBJECT IDENTIFIER arc is not minimal', 'signature.algorithm', 5,
                          lenient=False)
        part = b'\x30\x08\x06\x03\x2a\x03\x04\x01\x01\x07'
        self.assert_field({2: part}, part, 'BOOLEAN 0x07 is neither 0x00 nor 0xff', 'signature.parameters', 9)
        part = b'\x30\x07\x06\x01\x2a\x05\x00\x05\x00'
        self.assert_field({2: part}, part, '2 bytes of trailing data', 'signature', 7, lenient=False)

    def test_public_keys(self):
        part = b'\x30\x08\x30\x03\x06\x01\x2a\x03\x01\x00'
        self.assertEqual(self.module.load_certificate(
            changed(self.leaf, self.module, {6: part})).public_key_info, ((('1.2'), None), b'', part))
        part = b'\x30\x08\x30\x03\x06\x01\x2a\x04\x01\x00'
        self.assert_field({6: part}, part, 'expected BIT STRING, not OCTET STRING',
                          'subjectPublicKeyInfo.subjectPublicKey', 7, lenient=False)

    def test_lists_of_extensions(self):
        self.assert_field((), b'\xa3\x02\x30\x00', 'SEQUENCE without content', 'extensions', 4,
                          encoded_extensions=b'0\0')
        part = extension('1.2.3.9', b'\x55')
        self.assert_field((), part + part, 'the extension occurs twice', 'extensions[1].extnID', len(part) + 2,
                          extensions=[part, part])
        part = extension('1.2.3.9', b'\x55', b'\x01\x01\x00')
        self.assert_field((), part, 'the default value is encoded', 'extensions[0].critical', 7, extensions=[part])
        part = tlv(0x30, b'\x06\x01\x2a\x05\x00')
        self.assert_field((), part, 'expected OCTET STRING, not NULL', 'extensions[0].extnValue', 5, lenient=False,
                          extensions=[part])
        twice = extension(SUBJECT, b'\x30\x03\x82\x01a')
        data = changed(self.leaf, self.module, extensions=[twice, twice])
        certificate = self.module.load_certificate(data, strict=False)
        self.assertEqual(len(certificate.extensions), 2)
        # As OpenSSL has it
        self.assertNotIn('subjectAltName', certificate.as_dict())

    def test_trailing_data(self):
        self.assert_extension(SUBJECT, b'\x30\x03\x82\x01a\x00', '1 bytes of trailing data', 5)
        self.assert_extension(BASIC, b'', 'expected SEQUENCE, but the data ends', 0, lenient=False)

    def test_general_names(self):
        for name, reason, skip, path, lenient in (
                (b'\x82\x01\xe9', 'IA5String does not allow byte 0xe9', 4, '[0].dNSName', True),
                (b'\x81\x01\x80', 'IA5String does not allow byte 0x80', 4, '[0].rfc822Name', True),
                (b'\x87\x05abcde', 'iPAddress of neither 4 nor 16 bytes', 4, '[0].iPAddress', True),
                (b'\xa2\x03\x16\x01a', '[2] must be primitive', 2, '[0].dNSName', False),
                (b'\x84\x00', '[4] must be constructed', 2, '[0].directoryName', False),
                (b'\x88\x00', 'OBJECT IDENTIFIER without content', 4, '[0].registeredID', False),
                (b'\x89\x00', 'expected GeneralName, not [9]', 2, '[0]', False),
                (b'\x0c\x01a', 'expected GeneralName, not UTF8String', 2, '[0]', False),
                (b'\xa0\x05\x06\x01\x2a\x05\x00', 'expected [0], not NULL', 7, '[0].otherName.value', False),
                (b'\xa3\x03\x01\x01\x05', 'BOOLEAN 0x05 is neither 0x00 nor 0xff', 6, '[0].x400Address', True),
                (b'\xa5\x04\xa1\x02\x05\x00', 'expected DirectoryString, not NULL', 6, '[0].ediPartyName.partyName',
                 False),
                (b'\xa5\x05\xa1\x03\x16\x01a', 'expected DirectoryString, not IA5String', 6,
                 '[0].ediPartyName.partyName', True)):
            with self.subTest(name):
                self.assert_extension(SUBJECT, tlv(0x30, name), reason, skip, path, lenient)
        self.assert_extension(SUBJECT, b'\x30\x00', 'SEQUENCE without content', 2)
        for name, value in (
                (b'\xa5\x0a\xa0\x03\x0c\x01a\xa1\x03\x13\x01b', ('ediPartyName', ('a', 'b'))),
                (b'\xa5\x05\xa1\x03\x13\x01b', ('ediPartyName', (None, 'b'))),
                (b'\xa3\x02\x30\x00', ('x400Address', b'\xa3\x02\x30\x00')),
                (b'\x82\x05a\x00b\n,', ('dNSName', 'a\x00b\n,'))):
            data = changed(self.leaf, self.module, extensions=[extension(SUBJECT, tlv(0x30, name))])
            self.assertEqual(self.module.load_certificate(data).extensions[0].value, (value,))

    def test_general_names_as_dict(self):
        def other(oid, value):
            identifier = fallback.Element(fallback.Tag.OBJECT_IDENTIFIER, oid).encoded
            return tlv(0xa0, identifier + tlv(0xa0, value))

        upn = '1.3.6.1.4.1.311.20.2.3'
        for name, pair in (
                (b'\x82\x03a\x00b', ('DNS', 'a\x00b')), (b'\x82\x02\xc3\xa9', ('DNS', '\xe9')),
                (b'\x86\x01\xe9', ('URI', '\xe9')), (b'\x87\x01x', ('IP Address', '<invalid>')),
                (b'\x87\x10' + bytes(16), ('IP Address', '0:0:0:0:0:0:0:0')),
                (b'\x88\x03\x55\x04\x03', ('Registered ID', 'commonName')),
                (b'\xa5\x05\xa1\x03\x13\x01b', ('EdiPartyName', '<unsupported>')),
                (b'\xa3\x02\x30\x00', ('X400Name', '<unsupported>')),
                (b'\xa4\x02\x30\x00', ('DirName', ())),
                (other('1.2.3', b'\x0c\x01a'), ('othername', '<unsupported>')),
                (other(upn, b'\x0c\x01a'), ('othername', 'UPN:a')),
                (other(upn, b'\x16\x01a'), ('othername', '<unsupported>')),
                (other(upn, b'\x0c\x03a\x00b'), ('othername', 'UPN:a')),
                (other(upn, b'\x0c\x03a\nb'), ('othername', 'UPN:a\n')),
                (other(upn, b'\x0c\x02\xc3\xa9'), ('othername', 'UPN:\xe9')),
                (other('1.3.6.1.5.5.7.8.7', b'\x16\x01a'), ('othername', 'SRVName:a')),
                (other('1.3.6.1.5.5.7.8.9', b'\x0c\x01a'), ('othername', 'SmtpUTF8Mailbox:a'))):
            data = changed(self.leaf, self.module, extensions=[extension(SUBJECT, tlv(0x30, name))])
            with self.subTest(name):
                result = self.module.load_certificate(data, strict=False).as_dict()
                self.assertEqual(result['subjectAltName'], (pair,))

    def test_other_extensions(self):
        for oid, value, reason, skip, path, lenient in (
                (BASIC, b'\x30\x03\x01\x01\x00', 'the default value is encoded', 2, 'cA', True),
                (BASIC, b'\x30\x03\x02\x01\xff', 'INTEGER is negative', 4, 'pathLenConstraint', True),
                (BASIC, b'\x30\x02\x05\x00', '2 bytes of trailing data', 2, '', False),
                (BASIC, b'\x31\x00', 'expected SEQUENCE, not SET', 0, '', False),
                ('2.5.29.15', b'\x03\x02\x08\x80', 'BIT STRING with 8 unused bits', 2, '', False),
                ('2.5.29.31', b'\x30\x00', 'SEQUENCE without content', 2, '', True),
                ('2.5.29.31', b'\x30\x06\x30\x04\xa0\x02\xa0\x00', '[0] without content', 8,
                 '[0].distributionPoint.fullName', True),
                ('2.5.29.31', b'\x30\x06\x30\x04\xa0\x02\x80\x00', '[0] must be constructed', 6,
                 '[0].distributionPoint.fullName', False),
                ('2.5.29.31', b'\x30\x06\x30\x04\xa0\x02\xa7\x00', 'expected DistributionPointName, not [7]', 6,
                 '[0].distributionPoint', False),
                ('2.5.29.30', b'\x30\x08\xa0\x06\x30\x04\x87\x02ab', 'iPAddress of neither 8 nor 32 bytes', 8,
                 'permittedSubtrees[0].base.iPAddress', True),
                ('2.5.29.30', b'\x30\x0a\xa0\x08\x30\x06\x82\x01a\x80\x01\x00', 'the default value is encoded', 9,
                 'permittedSubtrees[0].minimum', True),
                ('2.5.29.32', b'\x30\x0d\x30\x0b\x06\x01\x2a\x30\x06\x30\x04\x06\x00\x05\x00',
                 'OBJECT IDENTIFIER without content', 13, '[0].policyQualifiers[0].policyQualifierId', False),
                ('2.5.29.35', b'\x30\x02\xa1\x00', '[1] without content', 4, 'authorityCertIssuer', True),
                ('2.5.29.36', b'\x30\x03\x80\x01\xff', 'INTEGER is negative', 4, 'requireExplicitPolicy', True),
                ('2.5.29.54', b'\x02\x01\xff', 'INTEGER is negative', 2, '', True),
                ('1.3.6.1.5.5.7.48.1.5', b'\x05\x01\x00', 'NULL of 1 bytes, not 0', 2, '', False),
                ('1.3.6.1.5.5.7.1.24', b'\x30\x02\x05\x00', 'expected INTEGER, not NULL', 2, '[0]', False)):
            with self.subTest(oid, value=value):
                self.assert_extension(oid, value, reason, skip, path, lenient)

    def test_timestamps(self):
        log = bytes(range(32))

        def timestamps(*items):
            content = b''.join(len(item).to_bytes(2, 'big') + item for item in items)
            return tlv(0x04, len(content).to_bytes(2, 'big') + content)

        def one(version=0, time=1_700_000_000_123, extensions=b'\x00\x01x', signature=b'\x04\x03\x00\x02ab'):
            return bytes([version]) + log + time.to_bytes(8, 'big') + extensions + signature

        oid = '1.3.6.1.4.1.11129.2.4.2'
        data = changed(self.leaf, self.module,
                       extensions=[extension(oid, timestamps(one(), one(time=2**64 - 1)))])
        first, second = self.module.load_certificate(data).extensions[0].value
        self.assertEqual(first, self.module.SignedCertificateTimestamp(log, 1_700_000_000_123, b'x', 4, 3, b'ab'))
        self.assertIs(type(first), self.module.SignedCertificateTimestamp)
        self.assertEqual(second.timestamp, 2**64 - 1)
        ends = 'the data ends inside a SignedCertificateTimestamp'
        for value, reason, skip, path in (
                (b'\x04\x01\x00', ends, 3, ''), (b'\x04\x02\x00\x05', 'length 5 exceeds the 0 bytes left', 2, ''),
                (b'\x04\x03\x00\x00\x77', '1 bytes of trailing data', 4, ''),
                (b'\x04\x03\x00\x01\x00', ends, 5, '[0]'),
                (timestamps(one(version=1)), 'SignedCertificateTimestamp of a version other than 1', 6, '[0]'),
                (timestamps(one(), one()[:-2]), 'length 2 exceeds the 0 bytes left', 0, '[1]'),
                (timestamps(one() + b'\x55'), '1 bytes of trailing data', 6 + len(one()), '[0]'),
                (timestamps(b''), ends, 6, '[0]')):
            with self.subTest(value):
                if path == '[1]':
                    skip = len(value) - 2
                self.assert_extension(oid, value, reason, skip, path, lenient=False)


@in_both
class NameTest:
    def name(self, *rdns):
        return self.module.Name([tuple(self.module.NameAttribute(*attribute) for attribute in rdn) for rdn in rdns])

    def test_text(self):
        for value, text in (
                ('a b', 'a b'), (' a', '\\ a'), ('a ', 'a\\ '), (' ', '\\ '), ('  ', '\\ \\ '), ('#a', '\\#a'),
                ('a#', 'a#'), ('a,b+c"d\\e<f>g;h', 'a\\,b\\+c\\"d\\\\e\\<f\\>g\\;h'), ('a=b', 'a=b'),
                ('a\0b', 'a\\00b'),
                ('', ''), ('\xe9\u20ac', '\xe9\u20ac'), ('a\nb', 'a\nb'), (b'\x05\x00', '#0500')):
            with self.subTest(value):
                oid = '2.5.4.3'
                prefix = oid if isinstance(value, bytes) else 'CN'
                self.assertEqual(str(self.name([(oid, value)])), f'{prefix}={text}')

    def test_order(self):
        name = self.name([('2.5.4.6', 'XY')], [('2.5.4.3', 'a'), ('2.5.4.5', '7')], [('1.2.3', 'b')])
        self.assertEqual(str(name), '1.2.3=b,CN=a+2.5.4.5=7,C=XY')
        self.assertEqual(str(self.module.Name()), '')

    def test_keywords(self):
        for oid, short in (('2.5.4.7', 'L'), ('2.5.4.8', 'ST'), ('2.5.4.10', 'O'), ('2.5.4.11', 'OU'),
                           ('2.5.4.9', 'STREET'), ('0.9.2342.19200300.100.1.25', 'DC'),
                           ('0.9.2342.19200300.100.1.1', 'UID')):
            self.assertEqual(str(self.name([(oid, 'x')])), f'{short}=x')

    def test_is_a_tuple(self):
        name = self.name([('2.5.4.3', 'a')])
        self.assertEqual(name, ((('2.5.4.3', 'a'),),))
        self.assertEqual(hash(name), hash(((('2.5.4.3', 'a'),),)))
        self.assertEqual(repr(name), "asn1lib.Name(((NameAttribute(oid='2.5.4.3', value='a'),),))")
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(name, protocol))
            self.assertEqual(again, name)
            self.assertIs(type(again), self.module.Name)


@in_both
class RevocationListTest:
    def setUp(self):
        super().setUp()
        self.crl = self.module.load_crl(read('list.crl'))

    def test_fields(self):
        crl = self.crl
        authority = self.module.load_certificate(read('authority.der'))
        self.assertEqual(crl.version, 2)
        self.assertEqual(crl.issuer, authority.subject)
        self.assertEqual(crl.signature_algorithm, authority.signature_algorithm)
        self.assertEqual(crl.tbs_signature_algorithm, authority.signature_algorithm)
        self.assertEqual(crl.this_update, datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
        self.assertEqual(crl.next_update - crl.this_update, datetime.timedelta(30))
        self.assertEqual(len(crl.signature), 64)
        element = self.module.decode(crl.encoded)
        self.assertEqual(crl.encoded_tbs, element[0].encoded)
        self.assertEqual(crl.encoded_signature_algorithm, element[1].encoded)
        self.assertEqual(crl.encoded_issuer, element[0][2].encoded)
        self.assertEqual(crl.encoded_extensions, element[0][-1].content)
        self.assertEqual(repr(crl), "<asn1lib.CertificateRevocationList 'CN=Root,O=\xd6rg\\\\, Inc.,C=XY'>")

    def test_entries(self):
        revoked = self.crl.revoked_certificates
        self.assertIs(revoked, self.crl.revoked_certificates)
        self.assertIs(type(revoked[0]), self.module.RevokedCertificate)
        self.assertEqual([entry.serial_number for entry in revoked], [1, 2**64, 3])
        self.assertEqual(revoked[0].revocation_date, self.crl.this_update)
        self.assertEqual(revoked[0].extensions, ())
        reason, date = revoked[1].extensions
        self.assertEqual((reason.oid, reason.value), ('2.5.29.21', 'keyCompromise'))
        self.assertEqual((date.oid, date.value), ('2.5.29.24', datetime.datetime(2026, 1, 1, 3, 4, 5, tzinfo=UTC)))
        issuer, = revoked[2].extensions
        self.assertEqual((issuer.value[0].kind, str(issuer.value[0].value)), ('directoryName', 'CN=Other'))

    def test_get_revoked(self):
        for entry in self.crl.revoked_certificates:
            self.assertEqual(self.crl.get_revoked(entry.serial_number), entry)
        for number in 2, 0, -1, 2**64 + 1, 2**2000:
            self.assertIsNone(self.crl.get_revoked(number))
        self.assertRaises(TypeError, self.crl.get_revoked)
        self.assertRaises(TypeError, self.crl.get_revoked, serial_number=1)

    def test_extensions(self):
        values = {extension.oid: extension.value for extension in self.crl.extensions}
        self.assertEqual((values['2.5.29.20'], values['2.5.29.27']), (5, 4))
        point = values['2.5.29.28']
        self.assertEqual(point[1:], (None, True, False, ('superseded',), True, False))
        self.assertIs(type(point), self.module.IssuingDistributionPoint)
        self.assertEqual(self.crl.extension('2.5.29.20').value, 5)

    def parts(self):
        return [element.encoded for element in self.module.decode(self.crl.encoded)[0]]

    def made(self, parts):
        algorithm = self.crl.encoded_signature_algorithm
        return tlv(0x30, tlv(0x30, b''.join(parts)) + algorithm + b'\x03\x01\x00')

    def test_versions(self):
        parts = self.parts()
        parts[0] = b'\x02\x01\x06'
        data = self.made(parts)
        self.assert_rejected(self.module.load_crl, data, 'the version is not 2', data.index(parts[0]) + 2,
                             'tbsCertList.version')
        self.assertEqual(self.module.load_crl(data, strict=False).version, 7)
        parts[0] = b''
        data = self.made(parts)
        self.assert_rejected(self.module.load_crl, data, 'only version 2 has extensions',
                             data.index(b'\x06\x03\x55\x1d\x15') - 4,
                             'tbsCertList.revokedCertificates[1].crlEntryExtensions')
        del parts[-2]
        data = self.made(parts)
        self.assert_rejected(self.module.load_crl, data, 'only version 2 has extensions', data.index(parts[-1]),
                             'tbsCertList.crlExtensions')
        crl = self.module.load_crl(self.made(parts[:-1]))
        self.assertEqual((crl.version, crl.revoked_certificates, crl.extensions, crl.encoded_extensions),
                         (1, (), (), None))
        crl = self.module.load_crl(self.made(parts[:-2]))
        self.assertIsNone(crl.next_update)

    def test_duplicate_extensions_of_entries(self):
        parts = self.parts()
        part = extension('1.2.3.9', b'\x55')
        entry = tlv(0x30, b'\x02\x01\x09\x17\x0d260102030405Z' + tlv(0x30, part + part))
        parts[-2] = tlv(0x30, tlv(0x30, b'\x02\x01\x08\x17\x0d260102030405Z') + entry)
        data = self.made(parts)
        second = data.index(part + part) + len(part)
        self.assert_rejected(self.module.load_crl, data, 'the extension occurs twice', second + 2,
                             'tbsCertList.revokedCertificates[1].crlEntryExtensions[1].extnID')
        crl = self.module.load_crl(data, strict=False)
        self.assertEqual(len(crl.get_revoked(9).extensions), 2)

    def test_errors_in_extensions(self):
        parts = self.parts()
        entry = tlv(0x30, b'\x02\x01\x09\x17\x0d260102030405Z' + tlv(0x30, extension('2.5.29.24', b'\x05\x00')))
        parts[-2] = tlv(0x30, tlv(0x30, b'\x02\x01\x08\x17\x0d260102030405Z') + entry)
        data = self.made(parts)
        crl = self.module.load_crl(data)
        path = 'tbsCertList.revokedCertificates[1].crlEntryExtensions[0].extnValue'
        offset = data.index(entry) + len(entry) - 2
        reason = 'expected GeneralizedTime, not NULL'
        self.assert_rejected(lambda crl: crl.revoked_certificates, crl, reason, offset, path)
        self.assert_rejected(lambda crl: crl.get_revoked(9), crl, reason, offset, path)
        self.assertEqual(crl.get_revoked(8).extensions, ())
        parts = self.parts()
        parts[-1] = tlv(0xa0, tlv(0x30, extension('2.5.29.20', b'\x02\x01\x80')))
        crl = self.module.load_crl(self.made(parts))
        with self.assertRaises(self.module.DecodeError) as context:
            crl.extensions
        self.assertEqual(context.exception.path, 'tbsCertList.crlExtensions[0].extnValue')

    def test_reasons(self):
        for number, name in ((0, 'unspecified'), (8, 'removeFromCRL'), (10, 'aACompromise'), (7, 7), (-5, -5),
                             (11, 11)):
            reason = self.element(self.module.Tag.ENUMERATED, number).encoded
            parts = self.parts()
            parts[-2] = tlv(0x30, tlv(0x30, b'\x02\x01\x09\x17\x0d260102030405Z'
                                      + tlv(0x30, extension('2.5.29.21', reason))))
            crl = self.module.load_crl(self.made(parts))
            self.assertEqual(crl.revoked_certificates[0].extensions[0].value, name)


@in_both
class OCSPTest:
    def test_request(self):
        request = self.module.load_ocsp_request(read('request.der'))
        self.assertEqual((request.version, request.requestor_name), (1, None))
        self.assertEqual((request.signature_algorithm, request.signature, request.certificates), (None, None, ()))
        self.assertIs(type(request.requests[0]), self.module.Request)
        self.assertIs(request.requests, request.requests)
        certificate, extensions = request.requests[0]
        self.assertIs(type(certificate), self.module.CertID)
        self.assertEqual(certificate.hash_algorithm, ('1.3.14.3.2.26', b'\x05\x00'))
        self.assertEqual([len(certificate.issuer_name_hash), len(certificate.issuer_key_hash)], [20, 20])
        self.assertEqual((certificate.serial_number, extensions), (0x80, ()))
        self.assertEqual([extension.value for extension in request.extensions],
                         [b'0123456789abcdef', ('1.3.6.1.5.5.7.48.1.1',)])
        self.assertEqual(request.extension('1.3.6.1.5.5.7.48.1.2').value, b'0123456789abcdef')
        element = self.module.decode(request.encoded)
        self.assertEqual(request.encoded_tbs, element[0].encoded)
        self.assertEqual(request.encoded_extensions, element[0][-1].content)
        self.assertEqual(repr(request), '<asn1lib.OCSPRequest for 1 certificates>')

    def test_duplicate_extensions_of_entries(self):
        part = extension('1.2.3.9', b'\x55')
        twice = tlv(0x30, part + part)
        certificate = self.module.decode(read('request.der'))[0][0][0][0].encoded
        request = tlv(0x30, tlv(0x30, tlv(0x30, tlv(0x30, certificate + tlv(0xa0, twice)))))
        basic = tlv(0x30, tlv(0x30, tlv(0xa2, b'\x04\x01a') + tlv(0x18, b'20260102030405Z') + tlv(0x30, tlv(
            0x30, certificate + b'\x80\x00' + tlv(0x18, b'20260102030405Z') + tlv(0xa1, twice)))) +
            b'\x30\x03\x06\x01\x2a\x03\x01\x00')
        oid = b'\x06\x09\x2b\x06\x01\x05\x05\x07\x30\x01\x01'
        response = tlv(0x30, b'\x0a\x01\x00' + tlv(0xa0, tlv(0x30, oid + tlv(0x04, basic))))
        for load, data, entry in (
                (self.module.load_ocsp_request, request, 'tbsRequest.requestList[0].singleRequestExtensions'),
                (self.module.load_ocsp_response, response,
                 'responseBytes.response.tbsResponseData.responses[0].singleExtensions')):
            self.assert_rejected(load, data, 'the extension occurs twice', data.index(twice) + 2 + len(part) + 2,
                                 entry + '[1].extnID')
            found = load(data, strict=False)
            [item] = found.requests if load is self.module.load_ocsp_request else found.responses
            self.assertEqual([found.value for found in item.extensions], [b'\x55'] * 2)

    def test_signed_request(self):
        tbs = self.module.load_ocsp_request(read('request.der')).encoded_tbs
        body = self.module.decode(tbs).content
        requestor = tlv(0xa1, b'\x82\x01a')
        tbs = tlv(0x30, requestor + body)
        certificate = read('authority.der')
        signature = tlv(0xa0, tlv(0x30, b'\x30\x03\x06\x01\x2a\x03\x02\x00\x77' + tlv(0xa0, tlv(0x30, certificate))))
        request = self.module.load_ocsp_request(tlv(0x30, tbs + signature))
        self.assertEqual(request.requestor_name, ('dNSName', 'a'))
        self.assertEqual(request.signature_algorithm, ('1.2', None))
        self.assertEqual(request.signature, b'\x77')
        self.assertEqual([found.encoded for found in request.certificates], [certificate])
        self.assertIs(type(request.certificates[0]), self.module.Certificate)
        self.assertIs(request.certificates, request.certificates)

    def test_nonces(self):
        tbs = self.module.decode(read('request.der'))[0]
        for nonce, value in (b'raw', b'raw'), (b'\x04\x01a', b'a'), (b'\x04\x01ab', b'\x04\x01ab'), (b'', b''):
            extensions = tlv(0xa2, tlv(0x30, extension('1.3.6.1.5.5.7.48.1.2', nonce)))
            data = tlv(0x30, tlv(0x30, tbs[0].encoded + extensions))
            request = self.module.load_ocsp_request(data, strict=False)
            self.assertEqual(request.extensions[0].value, value)
            if nonce != b'\x04\x01a':
                request = self.module.load_ocsp_request(data)
                with self.assertRaises(self.module.DecodeError) as context:
                    request.extensions
                self.assertEqual(context.exception.path, 'tbsRequest.requestExtensions[0].extnValue')

    def test_responses(self):
        module = self.module
        authority = module.load_certificate(read('authority.der'))
        good = module.load_ocsp_response(read('good.der'))
        revoked = module.load_ocsp_response(read('revoked.der'))
        start = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        day = datetime.timedelta(1)
        for response in good, revoked:
            self.assertEqual((response.status, response.response_type, response.version),
                             ('successful', '1.3.6.1.5.5.7.48.1.1', 1))
            self.assertEqual(response.certificates, (authority,))
            self.assertEqual(response.extension('1.3.6.1.5.5.7.48.1.2').value, b'0123456789abcdef')
            self.assertEqual(response.signature_algorithm, authority.signature_algorithm)
            self.assertEqual(len(response.signature), 64)
            self.assertIs(response.produced_at.tzinfo, UTC)
            basic = module.decode(response.response)
            self.assertEqual(response.encoded_tbs, basic[0].encoded)
            self.assertEqual(repr(response), '<asn1lib.OCSPResponse successful>')
            single, = response.responses
            self.assertIs(type(single), module.SingleResponse)
            self.assertEqual((single.this_update, single.next_update), (start, start + day))
            self.assertEqual(single.cert_id.serial_number, 0x80)
        self.assertEqual(good.responses[0][1:4], ('good', None, None))
        self.assertEqual(revoked.responses[0][1:4], ('revoked', start - day, 'superseded'))
        self.assertIsNone(good.responder_id.name)
        self.assertEqual(len(good.responder_id.key_hash), 20)
        self.assertEqual(revoked.responder_id, module.ResponderID(authority.subject, None))

    def test_without_answer(self):
        response = self.module.load_ocsp_response(read('later.der'))
        self.assertEqual(response.status, 'tryLater')
        self.assertEqual(repr(response), '<asn1lib.OCSPResponse tryLater>')
        for name in ('encoded_tbs', 'response_type', 'response', 'version', 'responder_id', 'produced_at',
                     'signature_algorithm', 'signature', 'encoded_extensions'):
            self.assertIsNone(getattr(response, name), name)
        self.assertEqual((response.responses, response.extensions, response.certificates), ((), (), ()))
        for number, status in enumerate(('successful', 'malformedRequest', 'internalError', 'tryLater', 4,
                                         'sigRequired', 'unauthorized', 7)):
            data = b'\x30\x03\x0a\x01' + bytes([number])
            self.assertEqual(self.module.load_ocsp_response(data, strict=False).status, status)
            if number in (4, 7):
                self.assert_rejected(self.module.load_ocsp_response, data, 'no such response status', 4,
                                     'responseStatus')
            elif number == 0:
                self.assert_rejected(self.module.load_ocsp_response, data, 'only a successful response has bytes', 5,
                                     'responseBytes')
            else:
                self.assertEqual(self.module.load_ocsp_response(data).status, status)

    def test_other_answers(self):
        answer = tlv(0xa0, tlv(0x30, b'\x06\x01\x2a\x04\x02\x05\x05'))
        response = self.module.load_ocsp_response(tlv(0x30, b'\x0a\x01\x00' + answer))
        self.assertEqual((response.response_type, response.response, response.version), ('1.2', b'\x05\x05', None))
        data = tlv(0x30, b'\x0a\x01\x01' + answer)
        self.assert_rejected(self.module.load_ocsp_response, data, 'only a successful response has bytes', 5,
                             'responseBytes')
        self.assertEqual(self.module.load_ocsp_response(data, strict=False).response_type, '1.2')

    def test_paths(self):
        data = read('good.der')
        inside = 'responseBytes.response.tbsResponseData.'
        status = data.index(b'\x80\x00\x18\x0f2026')
        for offset, byte, reason, at, path in (
                (status, 0x8f, 'expected CertStatus, not [15]', 0, inside + 'responses[0].certStatus'),
                (status + 1, 0x01, 'NULL of 1 bytes, not 0', 2, inside + 'responses[0].certStatus.good'),
                (status + 2, 0x17, 'expected GeneralizedTime, not UTCTime', 0, inside + 'responses[0].thisUpdate')):
            wrong = data[:offset] + bytes([byte]) + data[offset + 1:]
            if at == 2:
                at = 1
            self.assert_rejected(self.module.load_ocsp_response, wrong, reason, offset + at, path)


@in_both
class KeyTest:
    def test_private(self):
        key = self.module.load_private_key_info(read('private.der'))
        self.assertIs(type(key), self.module.PrivateKeyInfo)
        self.assertEqual(key.algorithm, ('1.2.840.10045.2.1', bytes.fromhex('06082a8648ce3d030107')))
        self.assertEqual((key.version, key.attributes, key.public_key), (1, (), None))
        self.assertEqual(key.encoded, read('private.der'))
        self.assertEqual(self.module.decode(key.private_key)[0].value, 1)

    def test_with_everything(self):
        algorithm = b'\x30\x03\x06\x01\x2a'
        attribute = b'\x30\x0b\x06\x01\x2a\x31\x06\x02\x01\x01\x02\x01\x02'
        data = tlv(0x30, b'\x02\x01\x01' + algorithm + b'\x04\x01k' + tlv(0xa0, attribute) + b'\x81\x02\x00p')
        key = self.module.load_private_key_info(data)
        self.assertEqual(key, (2, ('1.2', None), b'k', (('1.2', (b'\x02\x01\x01', b'\x02\x01\x02')),), b'p', data))
        self.assertIs(type(key.attributes[0]), self.module.Attribute)
        wrong = data.replace(b'\x02\x01\x01\x30', b'\x02\x01\x00\x30')
        self.assert_rejected(self.module.load_private_key_info, wrong, 'only version 2 has a public key',
                             len(data) - 4, 'publicKey')
        self.assertEqual(self.module.load_private_key_info(wrong, strict=False)[1:5], key[1:5])
        wrong = data.replace(b'\x02\x01\x01\x30', b'\x02\x01\x02\x30')
        self.assert_rejected(self.module.load_private_key_info, wrong, 'the version is not 1 or 2', 4, 'version')
        wrong = data.replace(b'\x02\x01\x01\x02\x01\x02', b'\x02\x01\x02\x02\x01\x01')
        self.assert_rejected(self.module.load_private_key_info, wrong, 'elements of SET are not in ascending order',
                             wrong.index(b'\x02\x01\x02') + 3, 'attributes[0].values[1]')

    def test_public(self):
        key = self.module.load_public_key_info(read('public.der'))
        self.assertIs(type(key), self.module.PublicKeyInfo)
        self.assertEqual(key.algorithm.oid, '1.2.840.10045.2.1')
        self.assertEqual((len(key.public_key), key.public_key[0]), (65, 4))
        self.assertEqual(key.encoded, read('public.der'))


@in_both
class StructureTest:
    """What all structures have in common."""

    def structures(self):
        for name, load in LOADERS.items():
            if not load.endswith('key_info'):
                yield getattr(self.module, load)(read(name))

    def test_immutable(self):
        for structure in self.structures():
            names = [name for name in dir(structure) if not name.startswith('_')]
            for name in *names, 'other':
                with self.subTest(structure, name=name):
                    with self.assertRaises((AttributeError, TypeError)):
                        setattr(structure, name, 1)
                    with self.assertRaises((AttributeError, TypeError)):
                        delattr(structure, name)
            self.assertFalse(hasattr(structure, '__dict__'))

    def test_classes(self):
        for name in CLASSES:
            cls = getattr(self.module, name)
            self.assertEqual((cls.__module__, cls.__name__, cls.__qualname__), ('asn1lib', name, name))
            self.assertTrue(cls.__doc__)
            with self.assertRaises(TypeError) as context:
                type('Derived', (cls,), {})
            self.assertEqual(str(context.exception), f"type 'asn1lib.{name}' is not an acceptable base type")
            if name != 'Element':
                with self.assertRaises(TypeError) as context:
                    cls()
                self.assertEqual(str(context.exception), f"cannot create 'asn1lib.{name}' instances")

    def test_equality(self):
        structures = list(self.structures())
        for structure, again in zip(structures, self.structures()):
            self.assertEqual(structure, again)
            self.assertEqual(hash(structure), hash(again))
            self.assertEqual(structures.count(again), 1)
            self.assertNotEqual(structure, structure.encoded)
            self.assertIs(copy.copy(structure), structure)
            self.assertIs(copy.deepcopy(structure), structure)

    def test_pickle(self):
        for structure in self.structures():
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                again = pickle.loads(pickle.dumps(structure, protocol))
                self.assertEqual(again, structure)
                self.assertIs(type(again), type(structure))
                self.assertEqual(everything(self.module, again), everything(self.module, structure))

    def test_pickle_keeps_the_rules(self):
        leaf = self.module.load_certificate(read('leaf.der'))
        data = changed(leaf, self.module, extensions=[extension(SUBJECT, b'\x30\x03\x82\x01\xe9')])
        for strict in True, False:
            again = pickle.loads(pickle.dumps(self.module.load_certificate(data, strict=strict)))
            if strict:
                self.assertRaises(self.module.DecodeError, getattr, again, 'extensions')
            else:
                self.assertEqual(again.extensions[0].value[0].value, '\xe9')

    def test_pickle_of_records(self):
        for structure in self.structures():
            for record in getattr(structure, 'extensions', ()):
                again = pickle.loads(pickle.dumps(record))
                self.assertEqual(again, record)
                self.assertIs(type(again), self.module.Extension)


@in_both
class InterfaceTest:
    def test_all(self):
        module = self.module
        public = {name for name in vars(module) if not name.startswith('_')}
        self.assertEqual(set(module.__all__), public)
        self.assertEqual(module.__all__, sorted(module.__all__))

    def test_names(self):
        for name in FUNCTIONS:
            function = getattr(self.module, name)
            self.assertEqual((function.__name__, function.__qualname__, function.__module__), (name, name, 'asn1lib'))
            self.assertTrue(function.__doc__)
            self.assertIs(pickle.loads(pickle.dumps(function)), function)

    def test_signatures(self):
        for name in (*FUNCTIONS, 'Element'):
            with self.subTest(name):
                self.assertEqual(inspect.signature(getattr(self.module, name)),
                                 inspect.signature(getattr(fallback, name)))
        for cls, names in (('Certificate', ('extension', 'as_dict')), ('OCSPRequest', ('extension',)),
                           ('OCSPResponse', ('extension',)),
                           ('CertificateRevocationList', ('extension', 'get_revoked'))):
            for name in names:
                self.assertEqual(inspect.signature(getattr(getattr(self.module, cls), name)),
                                 inspect.signature(getattr(getattr(fallback, cls), name)))

    def test_attributes(self):
        for name in CLASSES:
            ours, theirs = ({attribute for attribute in dir(getattr(module, name)) if not attribute.startswith('_')}
                            for module in (self.module, fallback))
            self.assertEqual(ours, theirs)
            for attribute in ours:
                self.assertTrue(inspect.getdoc(getattr(getattr(self.module, name), attribute)), (name, attribute))

    def test_records(self):
        for name in self.module.__all__:
            cls = getattr(self.module, name)
            if isinstance(cls, type) and issubclass(cls, tuple):
                self.assertEqual(cls.__module__, 'asn1lib')
                self.assertTrue(cls.__doc__.startswith(f'{name}('))

    def test_oid_name(self):
        for oid, name in (('2.5.4.3', 'commonName'), ('1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'),
                          ('1.3.6.1.5.5.7.3.1', 'TLS Web Server Authentication'), ('1.2.3.4.5', None), ('', None),
                          ('x', None), ('02.5.4.3', None), ('2.5.4.3.', None)):
            self.assertEqual(self.module.oid_name(oid), name)
        for value in None, 5, b'2.5.4.3':
            self.assertRaises(TypeError, self.module.oid_name, value)

    def test_names_are_those_of_openssl(self):
        ssl = import_helper.import_module('ssl')
        from _asn1_names import OID_NAMES
        known = 0
        for oid, name in OID_NAMES.items():
            try:
                found = ssl._txt2obj(oid, name=False)
            except ValueError:
                continue
            if found[2] != oid:
                known += 1
                self.assertEqual(found[2], name, oid)
        self.assertGreater(known, 100)

    def test_tags(self):
        self.assertEqual(self.module.Tag.SEQUENCE, 16)
        self.assertEqual(self.module.TagClass.CONTEXT, 2)
        self.assertEqual(len(self.module.Tag), 35)


class ImportTest(unittest.TestCase):
    def test_is_cheap(self):
        code = ('import sys; sys.path.insert(0, sys.argv[1]); import asn1lib; '
                'print({"re", "ssl", "ipaddress", "base64", "typing"} & sys.modules.keys())')
        folder = os.path.dirname(fallback.__file__)
        self.assertEqual(assert_python_ok('-S', '-c', code, folder).out.strip(), b'set()')

    @unittest.skipIf(native is None, '_asn1 is not there')
    def test_which_is_which(self):
        for name in FUNCTIONS:
            self.assertIsInstance(getattr(native, name), types.BuiltinFunctionType)
            self.assertIsInstance(getattr(fallback, name), types.FunctionType)


@unittest.skipIf(native is None, '_asn1 is not there')
class SameTest(unittest.TestCase):
    """Both implementations, side by side."""

    def outcomes(self, load, data, strict):
        for module in native, fallback:
            with mock.patch.dict(sys.modules, asn1lib=module):
                yield outcome(module, load, data, strict)

    def test_structures(self):
        for name, load in LOADERS.items():
            for strict in True, False:
                ours, theirs = self.outcomes(load, read(name), strict)
                self.assertEqual(ours, theirs)

    def test_mutated(self):
        for name, load, data in mutations(5000):
            for strict in True, False:
                ours, theirs = self.outcomes(load, data, strict)
                self.assertEqual(ours, theirs, (name, load, data, strict))

    def test_pickles(self):
        for name, load in LOADERS.items():
            pickles = set()
            for module in native, fallback:
                with mock.patch.dict(sys.modules, asn1lib=module):
                    structure = getattr(module, load)(read(name))
                    element = module.decode(read(name))
                    pickles.add(pickle.dumps((structure, element)))
            self.assertEqual(len(pickles), 1, name)


if __name__ == '__main__':
    unittest.main()
