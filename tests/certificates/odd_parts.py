"""Encoded parts of certificates, legal ones and ones that DER or RFC 5280 forbids, by what is odd about them."""

import ipaddress

from asn1crypto import core, x509
from cryptography.x509.oid import NameOID

from assemble import (bits, constructed, context, implicit, integer, name, octets, oid, plain_name, primitive, sequence, utf8)

COMMON_NAME = oid('2.5.4.3')

# Values of attributes in names.
STRINGS = {
    'PrintableString': core.PrintableString('Printable (only)').dump(),
    'UTF8String': utf8('Gruyère'),
    'UTF8String of four bytes a character': utf8('\N{GRINNING FACE} \U0010ffff'),
    'UTF8String with NUL': utf8('good.example\0.evil.example'),
    'UTF8String with controls': utf8('a\tb\nc\r\x01\x7f\x80\x9f'),
    'UTF8String with RFC 4514 specials': utf8(' #a,b+c"d\\e<f>g;h= '),
    'UTF8String with a byte order mark': utf8('\ufeffa\ufffe\uffff'),
    'UTF8String, empty': utf8(''),
    'UTF8String, long': utf8('long ' * 2000),
    'TeletexString': core.TeletexString('Teletex').dump(),
    'TeletexString, Latin-1': primitive(20, bytes(range(0xa0, 0x100))),
    'TeletexString with NUL': primitive(20, b'a\0b'),
    'BMPString': core.BMPString('Zürich \u4e2d\u6587').dump(),
    'BMPString with NUL': core.BMPString('a\0b').dump(),
    'BMPString, empty': core.BMPString('').dump(),
    'UniversalString': core.UniversalString('Zürich \N{GRINNING FACE}').dump(),
    'UniversalString with NUL': core.UniversalString('a\0b').dump(),
    'UniversalString, empty': core.UniversalString('').dump(),
    'IA5String': core.IA5String('mail@example.org').dump(),
    'IA5String with controls': primitive(22, bytes(range(128))),
    'NumericString': core.NumericString('0123 456').dump(),
    'BIT STRING': bits(b'\x0a\xf0'),
    'BIT STRING with unused bits': bits(b'\x0a\xf0', 4),
}
# Those for which ours may leave the answer to OpenSSL: they are not put into every other certificate.
RARE_STRINGS = {'BIT STRING, empty': bits(b'')}
BAD_STRINGS = {
    # Strings, but none that a DirectoryString may be.
    'VisibleString': core.VisibleString('Visible ~').dump(),
    'GeneralString': core.GeneralString('General').dump(),
    'GraphicString': core.GraphicString('Graphic').dump(),
    'VideotexString': core.VideotexString(b'Videotex').dump(),
    # Not what they say they are, or no strings.
    'UTF8String, overlong': primitive(12, b'\xc0\x80'),
    'UTF8String, cut': primitive(12, b'a\xe2\x82'),
    'UTF8String, surrogate': primitive(12, b'\xed\xa0\x80'),
    'UTF8String, too large': primitive(12, b'\xf4\x90\x80\x80'),
    'UTF8String, five bytes': primitive(12, b'\xf8\x88\x80\x80\x80'),
    'UTF8String, constructed': constructed(12, utf8('a')),
    'BMPString, odd': primitive(30, b'\0a\0'),
    'BMPString, surrogates': primitive(30, b'\xd8\x3d\xde\0'),
    'BMPString, half a pair': primitive(30, b'\xd8\x3d\0a'),
    'UniversalString, not fours': primitive(28, b'\0\0\0a\0'),
    'UniversalString, surrogate': primitive(28, b'\0\0\xd8\0'),
    'UniversalString, too large': primitive(28, b'\0\x11\0\0'),
    'UniversalString, huge': primitive(28, b'\xff\xff\xff\xff'),
    'PrintableString with @ and *': primitive(19, b'*@_&'),
    'PrintableString, Latin-1': primitive(19, b'Z\xfcrich'),
    'IA5String, Latin-1': primitive(22, b'Z\xfcrich'),
    'NumericString with letters': primitive(18, b'12a'),
    'VisibleString with controls': primitive(26, b'a\nb'),
    'OCTET STRING': octets(b'octets'),
    'INTEGER': integer(5),
    'ENUMERATED': primitive(10, b'\5'),
    'BOOLEAN': core.Boolean(True).dump(),
    'NULL': core.Null().dump(),
    'OBJECT IDENTIFIER': oid('1.2.3'),
    'UTCTime': primitive(23, b'200101000000Z'),
    'SEQUENCE': sequence(utf8('a')),
    'SET': constructed(17, utf8('a')),
    '[0]': implicit(0, b'a'),
    'BIT STRING with set unused bits': bits(b'\xff', 4),
    'BIT STRING with eight unused bits': bits(b'\xff', 8),
    'BIT STRING without content': primitive(3, b''),
    'missing': b'',
    'two': utf8('a') + utf8('b'),
    'long form of the length': b'\x0c\x81\x01a',
    'indefinite length': b'\x2c\x80' + utf8('a') + b'\0\0',
}

KNOWN_TYPES = dict.fromkeys([*x509.NameType._map,
                             *(value.dotted_string for key, value in vars(NameOID).items() if key.isupper())])
ODD_TYPES = {
    'of an algorithm': oid('1.2.840.113549.1.1.1'),
    'of an extension': oid('2.5.29.17'),
    'of a curve': oid('1.2.840.10045.3.1.7'),
    'unknown below a known one': oid('2.5.4.3.1'),
    'unknown': oid('1.2.3.4.5'),
    'least': oid('0.0'),
    'first arc 0': oid('0.39.7'),
    'first arc 1': oid('1.39.7'),
    'first arc 2': oid('2.47.7'),
    'large second arc': oid('2.999.1'),
    'arc of 32 bits': oid(f'1.2.{2**32 - 1}'),
    'arc of 64 bits': oid(f'1.2.{2**64 - 1}.{2**63}'),
    'arc of 65 bits': oid(f'1.2.{2**64}'),
    'arc of 128 bits': oid(f'1.2.{2**128 - 1}'),
}
RARE_TYPES = {'hundred arcs': oid('1.3' + '.123456' * 100)}
BAD_TYPES = {
    'arc of 700 bits': oid(f'1.2.{2**700}'),
    'empty': primitive(6, b''),
    'arc not minimal': primitive(6, b'\x55\x80\x04\x03'),
    'ends inside an arc': primitive(6, b'\x55\x04\x83'),
    'of the wrong type': utf8('2.5.4.3'),
    'constructed': constructed(6, b'\x55\x04\x03'),
}


def in_name(value, type_=COMMON_NAME):
    return name([(oid('2.5.4.6'), core.PrintableString('CH').dump())], [(type_, value)])


def _attributes(count):
    return [(oid(f'2.5.4.{3 + i % 20}'), utf8(f'attribute {i}')) for i in range(count)]


NAMES = {
    'empty': name(),
    'multi-valued RDN': name(_attributes(3)),
    'multi-valued RDNs': name(_attributes(2), _attributes(1), _attributes(5)),
    'the same type twice in an RDN': name([(COMMON_NAME, utf8('a')), (COMMON_NAME, utf8('b'))]),
    'the same RDN twice': name(*[[(COMMON_NAME, utf8('a'))]] * 2),
    'many RDNs': name(*([one] for one in _attributes(120))),
    'many attributes in an RDN': name(_attributes(60)),
    'domain components': name(*([(oid('0.9.2342.19200300.100.1.25'), core.IA5String(part).dump())] for part in ('org', 'example'))),
} | {f'{label}': in_name(value) for label, value in (STRINGS | RARE_STRINGS).items()
} | {f'type {label}': in_name(utf8('x'), type_) for label, type_ in (ODD_TYPES | RARE_TYPES).items()
} | {f'type {dotted}': in_name(utf8('x'), oid(dotted)) for dotted in KNOWN_TYPES}
BAD_NAMES = {
    'empty RDN': sequence(constructed(17)),
    'empty RDN among others': sequence(constructed(17), constructed(17, sequence(COMMON_NAME, utf8('a')))),
    'RDN not in order': sequence(constructed(17, sequence(COMMON_NAME, utf8('b')), sequence(COMMON_NAME, utf8('a')))),
    'RDN as SEQUENCE': sequence(sequence(sequence(COMMON_NAME, utf8('a')))),
    'attribute without type': sequence(constructed(17, sequence(utf8('a')))),
    'attribute with three parts': sequence(constructed(17, sequence(COMMON_NAME, utf8('a'), utf8('b')))),
    'not a SEQUENCE': constructed(17, constructed(17, sequence(COMMON_NAME, utf8('a')))),
} | {label: in_name(value) for label, value in BAD_STRINGS.items()
} | {f'type {label}': in_name(utf8('x'), type_) for label, type_ in BAD_TYPES.items()}

SERIALS = {str(number) if abs(number) < 10**6 else f'{"-" * (number < 0)}{number.bit_length()} bits': integer(number) for number in (
    0, 1, 9, 15, 16, 127, 128, 255, 256, 65535, -1, -127, -128, -129, -255, -256, -32768, 2**63, -2**63, 2**64, 2**127, 2**159 - 1,
    2**159, 2**160, -2**159, *(sign * ((1 << 8 * octets_) - 2) for octets_ in (21, 34, 35, 36, 70, 71, 200, 1022, 1024, 5000) for sign in (1, -1)))}
BAD_SERIALS = {
    'empty': primitive(2, b''),
    'leading zero': primitive(2, b'\0\x05'),
    'leading ones': primitive(2, b'\xff\x85'),
    'zero of two bytes': primitive(2, b'\0\0'),
    'ENUMERATED': primitive(10, b'\5'),
    'constructed': constructed(2, b'\5'),
    'UTF8String': utf8('5'),
}

VERSIONS = {'2': integer(1), '3': integer(2)}
BAD_VERSIONS = {
    '1, which is the default': integer(0),
    '4': integer(3),
    '128': integer(127),
    '0': integer(-1),
    'of 31 bits': integer(2**31 - 2),
    'of 32 bits': integer(2**31 - 1),
    'of 63 bits': integer(2**63 - 2),
    'of 64 bits': integer(2**63 - 1),
    'of 65 bits': integer(2**64),
    'empty': primitive(2, b''),
    'with leading zero': primitive(2, b'\0\2'),
    'UTF8String': utf8('3'),
    'missing in its [0]': b'',
}

TIMES = {text: primitive(23 if len(text) == 13 else 24, text.encode()) for text in (
    '500101000000Z', '491231235959Z', '000229120000Z', '991231235959Z', '700101000000Z', '040229010203Z', '160101000000Z',
    '20500101000000Z', '20520229235959Z', '19491231235959Z', '16000229000000Z', '19040229000000Z',
    '99991231235959Z', '00010101000000Z', '15821015000000Z', '10000101000000Z')}
BAD_TIMES = {f'{"UTCTime" if tag == 23 else "GeneralizedTime"} {text}': primitive(tag, text.encode('latin-1')) for tag, text in (
    *((23, text) for text in (
        '2001010000Z', '200101000000+0530', '200101000000-2359', '2001010000+0100', '200101000000', '200101000000z', '', 'Z', '200230000000Z',
        '190229000000Z', '200001000000Z', '201301000000Z', '200100000000Z', '200132000000Z', '200101240000Z', '200101006000Z', '200101000060Z',
        '200101000061Z', '20010100000 Z', ' 00101000000Z', '2O0101000000Z', '200101000000Z\0', '200101000000ZZ', '-10101000000Z', '+10101000000Z',
        '20200101000000Z', '200101000000.5Z', '200101000000+2460', '200101000000+0000', '\xb2\xb200101000000Z')),
    *((24, text) for text in (
        # Years that RFC 5280 wants to be UTCTime.
        '20491231235959Z', '19500101000000Z', '20000229120000Z',
        '202001010000Z', '2020010100Z', '20200101000000', '20200101000000z', '20200101000000.5Z', '20200101000000.123456789Z', '20200101000000.Z',
        '20200101000000.50Z', '20200101000000,5Z', '20200101000000.0Z', '20200101000000+0530', '20200101000000.5+0100', '00000101000000Z',
        '20210229000000Z', '19000229000000Z', '20201301000000Z', '20200101240000Z', '20200101000060Z', '200101000000Z', '', 'Z',
        '20200101000000Z\0', '+2020101000000Z', '99991231235960Z', '20200101000000.5', '2020010100000Z')),
)} | {'PrintableString': primitive(19, b'200101000000Z'), 'INTEGER': integer(5), 'constructed': constructed(23, primitive(23, b'200101000000Z'))}


def _other_name(type_, value):
    return context(0, oid(type_), context(0, value))


DIRECTORY = in_name(utf8('directory'))

# GeneralName.
GENERAL_NAMES = {
    'DNS': implicit(2, b'www.example.org'),
    'DNS, wildcard': implicit(2, b'*.example.org'),
    'DNS, empty': implicit(2, b''),
    'DNS with NUL': implicit(2, b'good.example\0.evil.example'),
    'DNS that ends with NUL': implicit(2, b'good.example\0'),
    'DNS with controls': implicit(2, b'a\nDNS:b\r\t\x7f'),
    'DNS, long': implicit(2, b'a' * 3000),
    'email': implicit(1, b'user@example.org'),
    'email, empty': implicit(1, b''),
    'email with NUL': implicit(1, b'user@good.example\0@evil.example'),
    'URI': implicit(6, b'https://user:password@[::1]:8443/a%20b?c=d#e'),
    'URI, empty': implicit(6, b''),
    'URI with NUL': implicit(6, b'http://null.python.org\0http://example.org'),
    'URI, long': implicit(6, b'http://example.org/' + b'a' * 5000),
    **{f'IP {address}': implicit(7, ipaddress.ip_address(address).packed) for address in (
        '0.0.0.0', '127.0.0.1', '255.255.255.255', '::', '::1', '2001:db8::', '2001:db8:0:1:0:0:0:1', '::ffff:1.2.3.4',
        'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '0:1:23:456:789a:bcde:f0:1')},
    'directory name': context(4, DIRECTORY),
    'directory name, empty': context(4, name()),
    'directory name, multi-valued': context(4, NAMES['multi-valued RDNs']),
    'directory name with NUL': context(4, NAMES['UTF8String with NUL']),
    'directory name, BMPString': context(4, NAMES['BMPString']),
    'registered ID': implicit(8, bytes.fromhex('2a0304')),
    'registered ID, of a known type': implicit(8, bytes.fromhex('550403')),
    'registered ID, of a known key use': implicit(8, oid('1.3.6.1.5.5.7.3.1')[2:]),
    'registered ID, arc of 64 bits': implicit(8, oid(f'1.2.{2**64 - 1}')[2:]),
    'registered ID, arc of 128 bits': implicit(8, oid(f'1.2.{2**128 - 1}')[2:]),
}
# Likewise: most of them OpenSSL shows in words of its own, which differ with its version, or not at all.
RARE_GENERAL_NAMES = {
    'registered ID, hundred arcs': implicit(8, core.ObjectIdentifier('1.3' + '.123456' * 100).contents),
    'other name, user principal': _other_name('1.3.6.1.4.1.311.20.2.3', utf8('user@example.org')),
    'other name, SRV': _other_name('1.3.6.1.5.5.7.8.7', core.IA5String('_ldap.example.org').dump()),
    'other name, international email': _other_name('1.3.6.1.5.5.7.8.9', utf8('ü@example.org')),
    'other name, XMPP': _other_name('1.3.6.1.5.5.7.8.5', utf8('user@example.org')),
    'other name, NAI realm': _other_name('1.3.6.1.5.5.7.8.8', utf8('example.org')),
    'other name, unknown': _other_name('1.2.3.4', core.IA5String('some other identifier').dump()),
    'other name, SEQUENCE': _other_name('1.3.6.1.5.2.2', sequence(context(0, core.GeneralString('REALM').dump()))),
    'other name, INTEGER': _other_name('1.2.3.4', integer(-5)),
    'other name with NUL': _other_name('1.3.6.1.4.1.311.20.2.3', utf8('user\0@example.org')),
    'X.400 address': context(3, sequence()),
    'X.400 address, long': context(3, sequence(constructed(1, primitive(19, b'US'), tag_class=1), implicit(2, b'admin')),
                                   constructed(17)),
    'EDI party name': context(5, context(1, utf8('party'))),
    'EDI party name with assigner': context(5, context(0, utf8('assigner')), context(1, core.PrintableString('party').dump())),
}
BAD_GENERAL_NAMES = {
    'IP of 0 bytes': implicit(7, b''),
    'IP of 5 bytes': implicit(7, b'\1\2\3\4\5'),
    'IP of 8 bytes': implicit(7, b'\x0a\0\0\0\xff\0\0\0'),
    'IP of 32 bytes': implicit(7, bytes(32)),
    'DNS, Latin-1': implicit(2, b'z\xfcrich.example'),
    'DNS, UTF-8': implicit(2, 'zürich.example'.encode()),
    'email, UTF-8': implicit(1, 'ü@example.org'.encode()),
    'email, Latin-1': implicit(1, b'\xfc@example.org'),
    'URI, Latin-1': implicit(6, b'http://z\xfcrich.example'),
    'URI, UTF-8': implicit(6, 'http://zürich.example'.encode()),
    'DNS, constructed': context(2, core.IA5String('example.org').dump()),
    'registered ID, empty': implicit(8, b''),
    'registered ID, not minimal': implicit(8, b'\x2a\x80\x03'),
    'registered ID, cut': implicit(8, b'\x2a\x83'),
    'registered ID, arc of 700 bits': implicit(8, core.ObjectIdentifier(f'1.2.{2**700}').contents),
    'registered ID, longer than any buffer': implicit(8, core.ObjectIdentifier('1.3' + '.123456' * 700).contents),
    'directory name, implicit': implicit(4, b''),
    'directory name, IMPLICIT': context(4, *[constructed(17, sequence(COMMON_NAME, utf8('a')))]),
    'directory name, bad UTF-8': context(4, BAD_NAMES['UTF8String, cut']),
    'other name without value': context(0, oid('1.2.3.4')),
    'other name, value without [0]': context(0, oid('1.2.3.4'), utf8('a')),
    'other name, user principal as INTEGER': _other_name('1.3.6.1.4.1.311.20.2.3', integer(5)),
    'other name, bad UTF-8': _other_name('1.3.6.1.4.1.311.20.2.3', primitive(12, b'\xff\xfe')),
    'other name with newline': _other_name('1.3.6.1.4.1.311.20.2.3', utf8('a\nb')),
    'EDI party name, empty': context(5),
    'EDI party name, primitive': implicit(5, b''),
    '[9]': implicit(9, b'a'),
    '[31]': primitive(31, b'a', 2),
    'UTF8String': utf8('example.org'),
    'missing': b'',
}

IMPLICIT_URI = GENERAL_NAMES['URI']


def distribution_point(name_=b'', reasons=b'', issuer=b''):
    return sequence(name_, reasons, issuer)


def full_name(*names):
    return context(0, context(0, *names))


RELATIVE_NAME = context(0, context(1, sequence(COMMON_NAME, utf8('relative'))))
# CRLDistributionPoints.
DISTRIBUTION_POINTS = {
    'URIs': sequence(distribution_point(full_name(IMPLICIT_URI, implicit(6, b'ldap://example.org/cn=a?certificateRevocationList'))),
                     distribution_point(full_name(IMPLICIT_URI))),
    'many kinds of names': sequence(distribution_point(full_name(*GENERAL_NAMES.values()))),
    'every kind of name': sequence(distribution_point(full_name(*GENERAL_NAMES.values(), *RARE_GENERAL_NAMES.values()))),
    'no URI': sequence(distribution_point(full_name(GENERAL_NAMES['DNS'], GENERAL_NAMES['directory name']))),
    'relative name': sequence(distribution_point(RELATIVE_NAME)),
    'relative name, multi-valued': sequence(distribution_point(context(0, context(
        1, sequence(COMMON_NAME, utf8('a')), sequence(COMMON_NAME, utf8('b')))))),
    'relative name and URIs': sequence(distribution_point(RELATIVE_NAME), distribution_point(full_name(IMPLICIT_URI))),
    'relative name with CRL issuer': sequence(distribution_point(RELATIVE_NAME, b'', context(2, GENERAL_NAMES['directory name']))),
    'only CRL issuer': sequence(distribution_point(issuer=context(2, GENERAL_NAMES['directory name']))),
    'only reasons': sequence(distribution_point(reasons=implicit(1, b'\x01\x7e'))),
    'all': sequence(distribution_point(full_name(IMPLICIT_URI), implicit(1, b'\x07\x7f\x80'), context(2, GENERAL_NAMES['directory name']))),
    'URI with NUL': sequence(distribution_point(full_name(GENERAL_NAMES['URI with NUL']))),
}
BAD_DISTRIBUTION_POINTS = {
    'none': sequence(),
    'nothing in it': sequence(distribution_point()),
    'no names': sequence(distribution_point(full_name())),
    'nothing in the name': sequence(distribution_point(context(0))),
    'relative name, empty': sequence(distribution_point(context(0, context(1)))),
    'URI, Latin-1': sequence(distribution_point(full_name(BAD_GENERAL_NAMES['URI, Latin-1']))),
    'bad UTF-8 in a name that is not shown': sequence(distribution_point(full_name(BAD_GENERAL_NAMES['directory name, bad UTF-8']))),
    'not in order': sequence(distribution_point(context(2, GENERAL_NAMES['directory name']), b'', full_name(IMPLICIT_URI))),
    'trailing bytes': sequence(distribution_point(full_name(IMPLICIT_URI))) + b'\0',
    'not a SEQUENCE': constructed(17),
    'empty value': b'',
}


def access(method, location):
    return sequence(oid(f'1.3.6.1.5.5.7.48.{method}'), location)


# AuthorityInfoAccessSyntax.
ACCESS = {
    'OCSP and issuers': sequence(access(1, IMPLICIT_URI), access(2, IMPLICIT_URI), access(1, GENERAL_NAMES['URI, empty'])),
    'only OCSP': sequence(access(1, IMPLICIT_URI)),
    'only issuers': sequence(access(2, IMPLICIT_URI)),
    'other methods': sequence(access(3, IMPLICIT_URI), access(5, IMPLICIT_URI), sequence(oid('1.2.3.4'), IMPLICIT_URI)),
    'many kinds of names': sequence(*(access(method, one) for method in (1, 2) for one in GENERAL_NAMES.values())),
    'every kind of name': sequence(*(access(method, one) for method in (1, 2)
                                     for one in (GENERAL_NAMES | RARE_GENERAL_NAMES).values())),
    'URI with NUL': sequence(access(1, GENERAL_NAMES['URI with NUL']), access(2, GENERAL_NAMES['URI with NUL'])),
}
BAD_ACCESS = {
    'none': sequence(),
    'URI, Latin-1': sequence(access(1, BAD_GENERAL_NAMES['URI, Latin-1'])),
    'URI, UTF-8': sequence(access(2, BAD_GENERAL_NAMES['URI, UTF-8'])),
    'without location': sequence(sequence(oid('1.3.6.1.5.5.7.48.1'))),
    'three parts': sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), IMPLICIT_URI, IMPLICIT_URI)),
    'trailing bytes': sequence(access(1, IMPLICIT_URI)) + b'\0',
    'empty value': b'',
}

ALTERNATIVE_NAMES = {label: sequence(value) for label, value in (GENERAL_NAMES | RARE_GENERAL_NAMES).items()} | {
    'many kinds of names': sequence(*GENERAL_NAMES.values()),
    'every kind of name': sequence(*GENERAL_NAMES.values(), *RARE_GENERAL_NAMES.values()),
    'the same twice': sequence(*[GENERAL_NAMES['DNS']] * 2),
    'hundreds': sequence(*(implicit(2, f'{i}.example.org'.encode()) for i in range(400))),
}
BAD_ALTERNATIVE_NAMES = {label: sequence(GENERAL_NAMES['DNS'], value) for label, value in BAD_GENERAL_NAMES.items()} | {
    'none': sequence(),
    'not a SEQUENCE': constructed(17, GENERAL_NAMES['DNS']),
    'trailing bytes': sequence(GENERAL_NAMES['DNS']) + b'\0',
    'length too large': b'\x30\x10' + GENERAL_NAMES['DNS'],
    'indefinite length': b'\x30\x80' + GENERAL_NAMES['DNS'] + b'\0\0',
    'long form of the length': b'\x30\x81' + sequence(GENERAL_NAMES['DNS'])[1:],
    'empty value': b'',
}

_NULL = core.Null().dump()
_NUMBER = int.from_bytes(bytes(range(1, 128)))
SIGNATURE_ALGORITHMS = {
    'RSA with SHA-256': sequence(oid('1.2.840.113549.1.1.11'), _NULL),
    'RSA with SHA-256, parameters absent': sequence(oid('1.2.840.113549.1.1.11')),
    'RSA with MD5': sequence(oid('1.2.840.113549.1.1.4'), _NULL),
    'RSA-PSS with defaults': sequence(oid('1.2.840.113549.1.1.10'), sequence()),
    'RSA-PSS': sequence(oid('1.2.840.113549.1.1.10'), sequence(
        context(0, sequence(oid('2.16.840.1.101.3.4.2.1'), _NULL)),
        context(1, sequence(oid('1.2.840.113549.1.1.8'), sequence(oid('2.16.840.1.101.3.4.2.1'), _NULL))), context(2, integer(32)))),
    'DSA with SHA-256': sequence(oid('2.16.840.1.101.3.4.3.2')),
    'ECDSA with SHA-512': sequence(oid('1.2.840.10045.4.3.4')),
    'Ed25519': sequence(oid('1.3.101.112')),
    'Ed448': sequence(oid('1.3.101.113')),
    'unknown': sequence(oid('1.2.3.4.5'), utf8('parameters')),
}
PUBLIC_KEYS = {
    'RSA': sequence(sequence(oid('1.2.840.113549.1.1.1'), _NULL), bits(sequence(integer(_NUMBER | 1), integer(65537)))),
    'DSA': sequence(sequence(oid('1.2.840.10040.4.1'), sequence(integer(_NUMBER), integer(2**160 - 47), integer(2))), bits(integer(5))),
    'DSA, parameters inherited': sequence(sequence(oid('1.2.840.10040.4.1')), bits(integer(5))),
    'EC, named curve': sequence(sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')), bits(b'\4' + bytes(64))),
    'EC, unknown curve': sequence(sequence(oid('1.2.840.10045.2.1'), oid('1.2.3.4')), bits(b'\4' + bytes(20))),
    'Ed25519': sequence(sequence(oid('1.3.101.112')), bits(bytes(32))),
    'Ed448': sequence(sequence(oid('1.3.101.113')), bits(bytes(57))),
    'X25519': sequence(sequence(oid('1.3.101.110')), bits(bytes(32))),
    'unknown': sequence(sequence(oid('1.2.3.4.5'), sequence(utf8('parameters'))), bits(b'key', 0)),
    'unknown with unused bits': sequence(sequence(oid('1.2.3.4.5')), bits(b'\xf0', 4)),
    'unknown, empty': sequence(sequence(oid('1.2.3.4.5')), bits(b'')),
}
UNIQUE_IDS = {
    'issuer': implicit(1, b'\0issuer'),
    'subject': implicit(2, b'\4\xf0'),
    'both': implicit(1, b'\0') + implicit(2, b'\0subject'),
}
BAD_UNIQUE_IDS = {
    'no content': implicit(1, b''),
    'set unused bits': implicit(1, b'\4\xff'),
    'eight unused bits': implicit(2, b'\x08\xff'),
    'in the wrong order': implicit(2, b'\0a') + implicit(1, b'\0b'),
    'constructed': context(1, bits(b'a')),
}
PLAIN = {
    'signature_algorithm': SIGNATURE_ALGORITHMS['RSA with SHA-256'],
    'issuer': plain_name('issuer'),
    'not_before': TIMES['500101000000Z'],
    'not_after': TIMES['99991231235959Z'],
    'subject': plain_name('subject'),
    'public_key': PUBLIC_KEYS['RSA'],
}
