"""ASN.1: DER elements, and the structures of X.509 certificates.

decode() and encode() turn DER (X.690) into immutable elements and back.
load_certificate(), load_crl(), load_ocsp_request(), load_ocsp_response(),
load_private_key_info() and load_public_key_info() read the structures of
RFC 5280, RFC 6960 and RFC 5958 from DER or PEM.  What is wrong with the data
is said by a DecodeError: why, at which byte, in which field.

Nothing here verifies a signature or decides whether to trust a certificate.

This module is provisional: details may still change.
"""

import datetime as _datetime
from collections import namedtuple as _namedtuple
from enum import IntEnum as _IntEnum
from operator import index as _index

__all__ = [
    'AccessDescription', 'AlgorithmIdentifier', 'Attribute',
    'AuthorityKeyIdentifier', 'BasicConstraints', 'BitString', 'CertID',
    'Certificate', 'CertificateRevocationList', 'DecodeError',
    'DistributionPoint', 'EDIPartyName', 'Element', 'Extension',
    'GeneralName', 'GeneralSubtree', 'IssuingDistributionPoint', 'Name',
    'NameAttribute', 'NameConstraints', 'OCSPRequest', 'OCSPResponse',
    'OtherName', 'PolicyConstraints', 'PolicyInformation', 'PolicyMapping',
    'PolicyQualifier', 'PrivateKeyInfo', 'PrivateKeyUsagePeriod',
    'PublicKeyInfo', 'Request', 'ResponderID', 'RevokedCertificate', 'ServiceLocator',
    'SignedCertificateTimestamp', 'SingleResponse', 'Tag', 'TagClass',
    'UserNotice', 'decode', 'encode', 'load_certificate',
    'load_certificates', 'load_crl', 'load_crls', 'load_ocsp_request',
    'load_ocsp_response', 'load_private_key_info', 'load_public_key_info',
    'oid_name',
]


# Tags, errors

class TagClass(_IntEnum):
    """The class of a tag (X.690, 8.1.2.2)."""
    UNIVERSAL = 0
    APPLICATION = 1
    CONTEXT = 2
    PRIVATE = 3


class Tag(_IntEnum):
    """The numbers of the universal types (X.680, 8.4)."""
    BOOLEAN = 1
    INTEGER = 2
    BIT_STRING = 3
    OCTET_STRING = 4
    NULL = 5
    OBJECT_IDENTIFIER = 6
    OBJECT_DESCRIPTOR = 7
    EXTERNAL = 8
    REAL = 9
    ENUMERATED = 10
    EMBEDDED_PDV = 11
    UTF8_STRING = 12
    RELATIVE_OID = 13
    TIME = 14
    SEQUENCE = 16
    SET = 17
    NUMERIC_STRING = 18
    PRINTABLE_STRING = 19
    TELETEX_STRING = 20
    VIDEOTEX_STRING = 21
    IA5_STRING = 22
    UTC_TIME = 23
    GENERALIZED_TIME = 24
    GRAPHIC_STRING = 25
    VISIBLE_STRING = 26
    GENERAL_STRING = 27
    UNIVERSAL_STRING = 28
    CHARACTER_STRING = 29
    BMP_STRING = 30
    DATE = 31
    TIME_OF_DAY = 32
    DATE_TIME = 33
    DURATION = 34
    OID_IRI = 35
    RELATIVE_OID_IRI = 36


_TYPE_NAMES = (
    None, 'BOOLEAN', 'INTEGER', 'BIT STRING', 'OCTET STRING', 'NULL', 'OBJECT IDENTIFIER', 'ObjectDescriptor',
    'EXTERNAL', 'REAL', 'ENUMERATED', 'EMBEDDED PDV', 'UTF8String', 'RELATIVE-OID', 'TIME', None, 'SEQUENCE', 'SET',
    'NumericString', 'PrintableString', 'TeletexString', 'VideotexString', 'IA5String', 'UTCTime', 'GeneralizedTime',
    'GraphicString', 'VisibleString', 'GeneralString', 'UniversalString', 'CHARACTER STRING', 'BMPString', 'DATE',
    'TIME-OF-DAY', 'DATE-TIME', 'DURATION', 'OID-IRI', 'RELATIVE-OID-IRI',
)
_TAGS = {int(tag): tag for tag in Tag}
_TAG_CLASSES = tuple(TagClass)
_CONSTRUCTED_TYPES = frozenset({Tag.EXTERNAL, Tag.EMBEDDED_PDV, Tag.SEQUENCE, Tag.SET, Tag.CHARACTER_STRING})
# Strings and times, which only DER requires to be primitive; the parts are left as they are.
_TYPES_IN_PARTS = frozenset({Tag.BIT_STRING, Tag.OCTET_STRING, Tag.OBJECT_DESCRIPTOR, Tag.UTF8_STRING,
                             *range(Tag.NUMERIC_STRING, Tag.CHARACTER_STRING), Tag.BMP_STRING})
_MAX_DEPTH = 64
_TOO_DEEP = f'nested deeper than {_MAX_DEPTH} levels'
_RESERVED_TAG = 'universal tag 0 is reserved'
_NOT_ASCENDING = 'elements of SET are not in ascending order'
_MAX_TAG = 2**32 - 1
_MAX_TAG_LENGTH = 127


def _type_name(tag_class, number):
    if tag_class == TagClass.UNIVERSAL:
        if number < len(_TYPE_NAMES) and _TYPE_NAMES[number]:
            return _TYPE_NAMES[number]
        return f'[UNIVERSAL {number}]'
    if tag_class == TagClass.CONTEXT:
        return f'[{number}]'
    return f'[{TagClass(tag_class).name} {number}]'


class DecodeError(ValueError):
    """What is wrong with the data.

    reason: what it is, as a text
    offset: at which byte of the DER; for errors of PEM, at which character
    path:   in which field, by the names of the RFC, as in
            'tbsCertificate.extensions[3].extnValue'; '' if in none
    """

    def __init__(self, reason, offset, path=''):
        super().__init__(reason, offset, path)
        self.reason = reason
        self.offset = offset
        self.path = path

    def __str__(self):
        where = f'{self.path}: ' if self.path else ''
        return f'{where}{self.reason}, at byte {self.offset}'

    def _within(self, field):
        """The same error, seen from the structure whose field it is in."""
        if type(field) is int:
            field = f'[{field}]'
        dot = '.' if self.path and not self.path.startswith('[') else ''
        return DecodeError(self.reason, self.offset, f'{field}{dot}{self.path}')


# Reading one element

class _TLV:
    """Where an element is in the data, its tag, and in how many others it lies."""
    __slots__ = 'data', 'start', 'content', 'content_end', 'end', 'tag_class', 'constructed', 'number', 'depth'

    def __init__(self, data, start, depth):
        self.data = data
        self.start = start
        self.depth = depth

    @property
    def type_name(self):
        return _type_name(self.tag_class, self.number)

    @property
    def octets(self):
        return self.data[self.content:self.content_end]

    @property
    def encoded(self):
        return self.data[self.start:self.end]


def _read_tlv(data, start, end, strict, depth):
    """Read the header of the element at start, which is in data[:end] and lies in depth others."""
    tlv = _TLV(data, start, depth)
    tlv.tag_class, tlv.constructed, tlv.number, position = _read_tag(data, start, end, strict)
    length, tlv.content = _read_length(data, start, position, end, strict)
    if length is not None:
        tlv.content_end = tlv.end = tlv.content + length
    elif tlv.constructed:
        tlv.content_end = _find_end_of_contents(data, tlv.content, end, depth + 1)
        tlv.end = tlv.content_end + 2
    else:
        raise DecodeError('length is indefinite', start)
    return tlv


def _read_tag(data, start, end, strict):
    """Return class, whether constructed, number, and the position behind."""
    if start >= end:
        raise DecodeError('the data ends inside a tag', end)
    first = data[start]
    number = first & 0x1f
    position = start + 1
    if number == 0x1f:
        number, position = _read_long_tag_number(data, start, end, strict)
    if number == 0 and first < 0x40:
        raise DecodeError(_RESERVED_TAG, start)
    return first >> 6, bool(first & 0x20), number, position


def _read_long_tag_number(data, start, end, strict):
    number = 0
    for position in range(start + 1, end):
        octet = data[position]
        number = number << 7 | octet & 0x7f
        if strict and number == 0:
            raise DecodeError('tag number is not minimal', start)
        if number > _MAX_TAG:
            raise DecodeError('tag number exceeds 32 bits', start)
        if octet < 0x80:
            break
    else:
        raise DecodeError('the data ends inside a tag', end)
    if strict and number < 0x1f:
        raise DecodeError('tag number is not minimal', start)
    if number == 0 and data[start] < 0x40:
        raise DecodeError(_RESERVED_TAG, start)
    if position - start >= _MAX_TAG_LENGTH:
        raise DecodeError('tag number exceeds 32 bits', start)
    return number, position + 1


def _read_length(data, start, position, end, strict):
    """Return the length, or None if it is indefinite, and the position behind it."""
    if position >= end:
        raise DecodeError('the data ends inside a length', end)
    length = data[position]
    position += 1
    if length == 0x80:
        if strict:
            raise DecodeError('length is indefinite', start)
        return None, position
    if length > 0x80:
        octets = data[position:min(position + length - 0x80, end)]
        if len(octets) < length - 0x80:
            raise DecodeError('the data ends inside a length', end)
        position += len(octets)
        length = _long_length(octets, start, strict)
    if length > end - position:
        raise DecodeError(f'length {length} exceeds the {end - position} bytes left', start)
    return length, position


def _long_length(octets, start, strict):
    significant = octets.lstrip(b'\0')
    length = int.from_bytes(octets)
    if strict and (length < 0x80 or len(significant) < len(octets)):
        raise DecodeError('length is not minimal', start)
    if len(significant) > 8:
        raise DecodeError(f'length of {len(significant)} octets is too large', start)
    return length


def _find_end_of_contents(data, position, end, depth):
    """Return where the two zero octets are that end contents of indefinite length, which begin at position.

    Elements of definite length are passed over.  So each byte is looked at once for each element of indefinite length
    that it is in, of which there are no more than the depth allows.
    """
    open_lengths = 1
    while position < end:
        if data[position:position + 2] == b'\0\0' and position + 2 <= end:
            open_lengths -= 1
            if open_lengths == 0:
                return position
            position += 2
            continue
        if depth + open_lengths > _MAX_DEPTH:
            raise DecodeError(_TOO_DEEP, position)
        start = position
        _, constructed, _, position = _read_tag(data, start, end, False)
        length, position = _read_length(data, start, position, end, False)
        if length is not None:
            position += length
        elif constructed:
            open_lengths += 1
        else:
            raise DecodeError('length is indefinite', start)
    raise DecodeError('the data ends inside an indefinite length', end)


def _check_form(tlv, constructed):
    if tlv.constructed != constructed:
        form = 'constructed' if constructed else 'primitive'
        raise DecodeError(f'{tlv.type_name} must be {form}', tlv.start)


# The values of primitive types: each function takes a _TLV, checks its content and returns what it says. The name in
# an error is that of the type, whatever the tag is.

BitString = _namedtuple('BitString', 'data unused_bits', module='asn1lib')
BitString.__doc__ = """BitString(data, unused_bits)

A BIT STRING: its bytes, and how many bits at their end do not belong to it.
"""

_PRINTABLE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?"
_NO_SURROGATES = bytes(set(range(256)) - set(range(0xd8, 0xe0)))
# type: codec, the bytes that strict rules allow in it (None: all that the codec does)
_STRINGS = {
    Tag.UTF8_STRING: ('utf-8', None),
    Tag.NUMERIC_STRING: ('latin-1', b'0123456789 '),
    Tag.PRINTABLE_STRING: ('latin-1', _PRINTABLE),
    Tag.TELETEX_STRING: ('latin-1', None),
    Tag.VIDEOTEX_STRING: ('latin-1', None),
    Tag.IA5_STRING: ('latin-1', bytes(range(0x80))),
    Tag.GRAPHIC_STRING: ('latin-1', None),
    Tag.VISIBLE_STRING: ('latin-1', bytes(range(0x20, 0x7f))),
    Tag.GENERAL_STRING: ('latin-1', None),
    Tag.UNIVERSAL_STRING: ('utf-32-be', None),
    Tag.BMP_STRING: ('utf-16-be', None),
}
_CHARACTER_WIDTHS = {Tag.BMP_STRING: 2, Tag.UNIVERSAL_STRING: 4}


def _boolean(tlv, strict):
    octets = tlv.octets
    if len(octets) != 1:
        raise DecodeError(f'BOOLEAN of {len(octets)} bytes, not 1', tlv.content)
    if strict and octets not in (b'\x00', b'\xff'):
        raise DecodeError(f'BOOLEAN 0x{octets[0]:02x} is neither 0x00 nor 0xff', tlv.content)
    return octets != b'\x00'


def _integer(tlv, strict, name='INTEGER'):
    octets = tlv.octets
    if not octets:
        raise DecodeError(f'{name} without content', tlv.content)
    if len(octets) > 1 and octets[0] in (0x00, 0xff) and octets[0] >> 7 == octets[1] >> 7:
        raise DecodeError(f'{name} is not minimal', tlv.content)
    return int.from_bytes(octets, signed=True)


def _enumerated(tlv, strict):
    return _integer(tlv, strict, 'ENUMERATED')


def _null(tlv, strict):
    length = tlv.content_end - tlv.content
    if length:
        raise DecodeError(f'NULL of {length} bytes, not 0', tlv.content)


def _octet_string(tlv, strict):
    return tlv.octets


def _bit_string(tlv, strict):
    octets = tlv.octets
    if not octets:
        raise DecodeError('BIT STRING without content', tlv.content)
    unused, data = octets[0], octets[1:]
    if unused > 7 or strict and unused and not data:
        raise DecodeError(f'BIT STRING with {unused} unused bits', tlv.content)
    if not data:
        return BitString(b'', 0)
    padding = data[-1] & (1 << unused) - 1
    if padding and strict:
        raise DecodeError('unused bits of BIT STRING are not zero', tlv.content_end - 1)
    if padding:
        data = data[:-1] + bytes([data[-1] - padding])
    return BitString(data, unused)


def _arcs(tlv, name):
    """The numbers in base 128 that the content is made of."""
    if tlv.content == tlv.content_end:
        raise DecodeError(f'{name} without content', tlv.content)
    arcs = []
    arc = 0
    begin = tlv.content
    for position, octet in enumerate(tlv.octets, tlv.content):
        if octet == 0x80 and position == begin:
            raise DecodeError(f'{name} arc is not minimal', position)
        arc = arc << 7 | octet & 0x7f
        if arc >> 128:
            raise DecodeError(f'{name} arc exceeds 128 bits', begin)
        if octet < 0x80:
            arcs.append(arc)
            arc = 0
            begin = position + 1
    if begin != tlv.content_end:
        raise DecodeError(f'{name} ends inside an arc', tlv.content_end)
    return arcs


def _object_identifier(tlv, strict):
    arcs = _arcs(tlv, 'OBJECT IDENTIFIER')
    top = min(arcs[0] // 40, 2)
    arcs[:1] = top, arcs[0] - 40 * top
    return '.'.join(map(str, arcs))


def _relative_oid(tlv, strict):
    return '.'.join(map(str, _arcs(tlv, 'RELATIVE-OID')))


def _string(tlv, strict, number):
    codec, allowed = _STRINGS[number]
    octets = tlv.octets
    width = _CHARACTER_WIDTHS.get(number, 1)
    if len(octets) % width:
        raise DecodeError(f'{_TYPE_NAMES[number]} of {len(octets)} bytes, not a multiple of {width}', tlv.content)
    if not strict:
        return octets.decode(codec, 'replace')
    if allowed is not None:
        others = octets.translate(None, allowed)
        if others:
            raise DecodeError(f'{_TYPE_NAMES[number]} does not allow byte 0x{others[0]:02x}',
                              tlv.content + octets.index(others[0]))
    if number == Tag.BMP_STRING:
        _check_surrogates(octets, tlv)
    try:
        return octets.decode(codec)
    except UnicodeDecodeError as error:
        offset = tlv.content + error.start
    if number == Tag.UTF8_STRING:
        raise DecodeError('UTF8String is not UTF-8', offset)
    character = int.from_bytes(tlv.data[offset:offset + 4])
    raise DecodeError(f'UniversalString holds no character 0x{character:x}', offset)


def _check_surrogates(octets, tlv):
    high = octets[::2]
    surrogates = high.translate(None, _NO_SURROGATES)
    if surrogates:
        raise DecodeError('BMPString holds a surrogate', tlv.content + 2 * high.index(surrogates[0]))


def _utc_time(tlv, strict):
    return _time(tlv, strict, 'UTCTime', 'YYMMDDHHMMSSZ', 2)


def _generalized_time(tlv, strict):
    return _time(tlv, strict, 'GeneralizedTime', 'YYYYMMDDHHMMSS[.f]Z', 4)


def _time(tlv, strict, name, form, year_digits):
    fields = _time_fields(tlv.octets, strict, year_digits)
    if fields is None:
        raise DecodeError(f'{name} is not {form}', tlv.content)
    numbers, fraction, (hours, minutes) = fields
    year = numbers[0]
    if year_digits == 2:
        year += 1900 if year >= 50 else 2000
    try:
        time = _datetime.datetime(year, *numbers[1:], int(fraction[:6].ljust(6, b'0')), _datetime.UTC)
        if abs(hours) > 12 or abs(minutes) > 59:
            raise ValueError
        return time - _datetime.timedelta(hours=hours, minutes=minutes)
    except (ValueError, OverflowError):
        raise DecodeError(f'{name} has no such date or time', tlv.content) from None


def _time_fields(octets, strict, year_digits):
    """Split a time into its numbers, the digits of a fraction, and how many hours and minutes its zone is ahead of UTC.

    Strict rules want seconds, Z, and a fraction without zeros at its end. Lenient rules take what OpenSSL does.
    """
    date = year_digits + 8
    rest = octets[date:]
    seconds = rest[:2]
    rest = rest[2:]
    if not strict and seconds[:1] in (b'Z', b'+', b'-'):
        seconds, rest = b'00', octets[date:]
    digits = octets[:date] + seconds
    if len(digits) != date + 2 or not digits.isdigit():
        return None
    fraction = b''
    if year_digits == 4 and rest[:1] == b'.':
        fraction, rest = _leading_digits(rest[1:])
        if not fraction or strict and fraction.endswith(b'0'):
            return None
    zone = (0, 0) if rest == b'Z' else None if strict else _zone(rest)
    if zone is None:
        return None
    numbers = [int(digits[:year_digits])]
    numbers += [int(digits[i:i + 2]) for i in range(year_digits, len(digits), 2)]
    return numbers, fraction or b'0', zone


def _leading_digits(octets):
    rest = octets.lstrip(b'0123456789')
    return octets[:len(octets) - len(rest)], rest


def _zone(octets):
    if octets[:1] not in (b'+', b'-') or len(octets) != 5 or not octets[1:].isdigit():
        return None
    return int(octets[:3]), int(octets[:1] + octets[3:])


def _string_reader(number):
    return lambda tlv, strict: _string(tlv, strict, number)


_VALUES = {
    Tag.BOOLEAN: _boolean,
    Tag.INTEGER: _integer,
    Tag.BIT_STRING: _bit_string,
    Tag.OCTET_STRING: _octet_string,
    Tag.NULL: _null,
    Tag.OBJECT_IDENTIFIER: _object_identifier,
    Tag.ENUMERATED: _enumerated,
    Tag.RELATIVE_OID: _relative_oid,
    Tag.UTC_TIME: _utc_time,
    Tag.GENERALIZED_TIME: _generalized_time,
} | {number: _string_reader(number) for number in _STRINGS}


# A tree of elements

def _check_tree(root, strict):
    """Check an element and all that is in it, without recursion.

    The first error in the order of the data is found; a place in a SET is wrong before what stands there.
    """
    parents = []
    last = []           # for each parent, the last of its elements so far
    tlv = root
    while True:
        _check_universal_form(tlv, strict)
        position = tlv.end
        if tlv.constructed:
            _check_depth(tlv)
            parents.append(tlv)
            last.append(None)
            position = tlv.content
        else:
            _primitive_value(tlv, strict)
        while parents and position == parents[-1].content_end:
            position = parents.pop().end
            last.pop()
        if not parents:
            return
        parent = parents[-1]
        tlv = _read_tlv(root.data, position, parent.content_end, strict, parent.depth + 1)
        if strict and last[-1] and parent.number == Tag.SET and parent.tag_class == TagClass.UNIVERSAL:
            _check_order(last[-1], tlv)
        last[-1] = tlv


def _check_order(tlv, after):
    """Check that two neighbours in a SET ascend, be it by tags (X.690, 10.3) or, in a SET OF, by encoding (11.6)."""
    if (tlv.tag_class, tlv.number) >= (after.tag_class, after.number) and tlv.encoded > after.encoded:
        raise DecodeError(_NOT_ASCENDING, after.start)


def _check_depth(tlv):
    """Check that there is nothing in an element that may not have elements."""
    if tlv.depth + 1 >= _MAX_DEPTH and tlv.content < tlv.content_end:
        raise DecodeError(_TOO_DEEP, tlv.content)


def _check_universal_form(tlv, strict):
    if tlv.tag_class == TagClass.UNIVERSAL and tlv.number in _TAGS:
        if strict or not tlv.constructed or tlv.number not in _TYPES_IN_PARTS:
            _check_form(tlv, tlv.number in _CONSTRUCTED_TYPES)


def _primitive_value(tlv, strict):
    if tlv.tag_class == TagClass.UNIVERSAL and tlv.number in _VALUES:
        return _VALUES[tlv.number](tlv, strict)
    return tlv.octets


def _children(tlv):
    """The elements in a constructed one that has been checked."""
    children = []
    position = tlv.content
    while position < tlv.content_end:
        child = _read_tlv(tlv.data, position, tlv.content_end, False, tlv.depth + 1)
        children.append(child)
        position = child.end
    return children


def _bytes_of(data):
    """A bytes-like object as exact bytes, which nobody can change."""
    if type(data) is bytes:
        return data
    try:
        view = memoryview(data)
    except TypeError:
        raise TypeError(f'a bytes-like object is required, not {type(data).__name__!r}') from None
    with view:
        if not view.c_contiguous:
            raise BufferError('underlying buffer is not C-contiguous')
        return view.tobytes()


class _Immutable:
    __slots__ = ()

    def __setattr__(self, name, value):
        raise AttributeError(f'attribute {name!r} of {type(self).__name__!r} objects is not writable')

    def __delattr__(self, name):
        raise AttributeError(f'attribute {name!r} of {type(self).__name__!r} objects is not writable')

    def __copy__(self):
        return self

    def __deepcopy__(self, memo, /):
        return self


def _final(cls):
    """Forbid subclasses, and make it known under the name that pickles have."""
    def refuse(subclass, **kwargs):
        raise TypeError(f"type 'asn1lib.{cls.__name__}' is not an acceptable base type")

    cls.__init_subclass__ = classmethod(refuse)
    return cls


def _rebuild(load, encoded, strict):
    """What pickles call."""
    return load(encoded, strict=strict)


def _make(cls, **attributes):
    """An instance of an _Immutable, whose slots are set here and never again."""
    instance = object.__new__(cls)
    for name, value in attributes.items():
        object.__setattr__(instance, name, value)
    return instance


@_final
class Element(_Immutable):
    """Element(tag, value, /, *, tag_class=TagClass.UNIVERSAL, constructed=None)

    A DER element: a tag and a value, which for a constructed element is the
    tuple of the elements in it.  Elements are equal if their encodings are.
    """
    __slots__ = '_tlv', '_value'

    def __new__(cls, tag, value, /, *, tag_class=TagClass.UNIVERSAL, constructed=None):
        encoded = _encode_element(_index(tag), value, _index(tag_class), constructed)
        tlv = _read_tlv(encoded, 0, len(encoded), False, 0)
        if tlv.constructed:
            _check_made(tlv)
        return _element(tlv)

    @property
    def tag(self):
        """The number of the tag: a Tag, or an int if it is not that of a universal type."""
        tlv = self._tlv
        return _TAGS.get(tlv.number, tlv.number) if tlv.tag_class == TagClass.UNIVERSAL else tlv.number

    @property
    def tag_class(self):
        """The class of the tag, a TagClass."""
        return _TAG_CLASSES[self._tlv.tag_class]

    @property
    def constructed(self):
        """Whether the element is made of others."""
        return self._tlv.constructed

    @property
    def value(self):
        """What the element says, as a Python object."""
        if self._value is _UNSET:
            tlv = self._tlv
            value = tuple(map(_element, _children(tlv))) if tlv.constructed else _primitive_value(tlv, False)
            object.__setattr__(self, '_value', value)
        return self._value

    @property
    def content(self):
        """The bytes behind the header."""
        return self._tlv.octets

    @property
    def encoded(self):
        """The whole encoding, header and content."""
        return self._tlv.encoded

    @property
    def offset(self):
        """Where the element begins in the data that was decoded."""
        return self._tlv.start

    @property
    def header_length(self):
        """How many bytes tag and length take."""
        return self._tlv.content - self._tlv.start

    def _items(self):
        if not self._tlv.constructed:
            raise TypeError(f'{self._tlv.type_name} is primitive and has no elements')
        return self.value

    def __len__(self):
        return len(self._items())

    def __iter__(self):
        return iter(self._items())

    def __getitem__(self, index, /):
        return self._items()[index]

    def __bool__(self):
        return True

    def __eq__(self, other):
        if not isinstance(other, Element):
            return NotImplemented
        return self.encoded == other.encoded

    def __hash__(self):
        return hash(self.encoded)

    def __repr__(self):
        tlv = self._tlv
        return f'<asn1lib.Element {tlv.type_name}, {tlv.end - tlv.start} bytes at {tlv.start}>'

    def __reduce__(self):
        return _rebuild, (decode, self.encoded, False)


_UNSET = object()


def _element(tlv):
    return _make(_PyElement, _tlv=tlv, _value=_UNSET)


_PyElement = Element


def decode(data, /, *, strict=True):
    """Return the Element that data is the encoding of.

    data is a bytes-like object that holds exactly one element.  All of it is
    checked now, so that reading the element later does not fail.  strict
    says whether by the rules of DER or by those that OpenSSL has.
    """
    data = _bytes_of(data)
    root = _read_tlv(data, 0, len(data), strict, 0)
    _check_tree(root, strict)
    trailing = len(data) - root.end
    if trailing:
        raise DecodeError(f'{trailing} bytes of trailing data', root.end)
    return _element(root)


def encode(element, /):
    """Return the encoding of an Element."""
    if not isinstance(element, Element):
        raise TypeError(f'encode() argument must be asn1lib.Element, not {type(element).__name__}')
    return element.encoded


# Making an element

def _encode_element(number, value, tag_class, constructed):
    if not 0 <= number <= _MAX_TAG:
        raise ValueError(f'tag number {number} is not in 0 to {_MAX_TAG}')
    if not 0 <= tag_class <= TagClass.PRIVATE:
        raise ValueError(f'tag class {tag_class} is not in 0 to 3')
    if number == tag_class == 0:
        raise ValueError(_RESERVED_TAG)
    name = _type_name(tag_class, number)
    universal = tag_class == TagClass.UNIVERSAL
    if universal and number in _TAGS:
        form = number in _CONSTRUCTED_TYPES
    else:
        form = not _is_bytes_like(value) if constructed is None else bool(constructed)
    if constructed is not None and bool(constructed) != form:
        raise ValueError(f'{name} must be {"constructed" if form else "primitive"}')
    if form:
        content = _encode_constructed(value, name, universal and number == Tag.SET)
    elif universal and number in _ENCODERS:
        content = _ENCODERS[number](value, name)
    else:
        content = _bytes_of(value)
    return _encode_header(tag_class, form, number, len(content)) + content


def _check_made(tlv):
    """Check how deep the elements are nested, which by themselves are right."""
    try:
        _check_tree(tlv, False)
    except DecodeError as error:
        raise ValueError(error.reason) from None


def _is_bytes_like(value):
    try:
        memoryview(value).release()
    except TypeError:
        return False
    return True


def _encode_header(tag_class, constructed, number, length):
    first = tag_class << 6 | constructed << 5
    if number < 0x1f:
        tag = bytes([first | number])
    else:
        tag = bytes([first | 0x1f]) + _encode_arc(number)
    if length < 0x80:
        return tag + bytes([length])
    octets = length.to_bytes((length.bit_length() + 7) // 8)
    return tag + bytes([0x80 | len(octets)]) + octets


def _encode_arc(number):
    """Base 128, all octets but the last with the highest bit set."""
    octets = [number & 0x7f]
    while number := number >> 7:
        octets.append(0x80 | number & 0x7f)
    return bytes(reversed(octets))


def _encode_constructed(value, name, is_set):
    items = list(value)
    for item in items:
        if not isinstance(item, Element):
            raise TypeError(f'{name} is made of asn1lib.Element, not {type(item).__name__}')
    if is_set:
        items.sort(key=lambda item: (item.tag_class, item.tag, item.encoded))
    return b''.join([item.encoded for item in items])


def _wrong_type(name, expected, value):
    return TypeError(f'the value of {name} must be {expected}, not {type(value).__name__}')


def _encode_boolean(value, name):
    if not isinstance(value, bool):
        raise _wrong_type(name, 'bool', value)
    return b'\xff' if value else b'\x00'


def _encode_integer(value, name):
    try:
        value = _index(value)
    except TypeError:
        raise _wrong_type(name, 'int', value) from None
    return value.to_bytes((value + (value < 0)).bit_length() // 8 + 1, signed=True)


def _encode_null(value, name):
    if value is not None:
        raise _wrong_type(name, 'None', value)
    return b''


def _encode_octet_string(value, name):
    return _bytes_of(value)


def _encode_bit_string(value, name):
    if not isinstance(value, tuple) or len(value) != 2:
        raise _wrong_type(name, 'asn1lib.BitString', value)
    data, unused = _bytes_of(value[0]), _index(value[1])
    if not 0 <= unused <= 7 or unused and not data:
        raise ValueError(f'{name} with {unused} unused bits')
    if unused and data[-1] & (1 << unused) - 1:
        raise ValueError(f'unused bits of {name} are not zero')
    return bytes([unused]) + data


def _split_oid(value, name):
    if not isinstance(value, str):
        raise _wrong_type(name, 'str', value)
    parts = value.split('.')
    for part in parts:
        # 39 digits are enough for 128 bits.
        if not (part.isascii() and part.isdigit()) or part[0] == '0' and part != '0' or len(part) > 39:
            raise ValueError(f'{value!r} is not a dotted {name}')
    return [int(part) for part in parts]


def _encode_arcs(arcs, name):
    for arc in arcs:
        if arc >> 128:
            raise ValueError(f'{name} arc exceeds 128 bits')
    return b''.join(map(_encode_arc, arcs))


def _encode_object_identifier(value, name):
    arcs = _split_oid(value, name)
    if len(arcs) < 2 or arcs[0] > 2 or arcs[0] < 2 and arcs[1] >= 40:
        raise ValueError(f'{value!r} is not a dotted {name}')
    arcs[:2] = [40 * arcs[0] + arcs[1]]
    return _encode_arcs(arcs, name)


def _encode_relative_oid(value, name):
    return _encode_arcs(_split_oid(value, name), name)


def _encode_string(value, name, number):
    if not isinstance(value, str):
        raise _wrong_type(name, 'str', value)
    octets = _encode_characters(value, number)
    if octets is None:
        wrong = next(character for character in value if _encode_characters(character, number) is None)
        raise ValueError(f'{name} does not allow character U+{ord(wrong):04X}')
    return octets


def _encode_characters(text, number):
    """The encoding, or None if the type does not have all the characters."""
    codec, allowed = _STRINGS[number]
    try:
        octets = text.encode(codec)
    except UnicodeEncodeError:
        return None
    if allowed is not None and octets.translate(None, allowed):
        return None
    if number == Tag.BMP_STRING and len(octets) != 2 * len(text):
        return None
    return octets


def _encode_utc_time(value, name):
    value = _in_utc(value, name)
    if not 1950 <= value.year < 2050 or value.microsecond:
        raise ValueError(f'{name} cannot hold {value}')
    return b'%02d%02d%02d%02d%02d%02dZ' % (value.year % 100, *_without_year(value))


def _encode_generalized_time(value, name):
    value = _in_utc(value, name)
    fraction = b'.%06d' % value.microsecond if value.microsecond else b''
    return b'%04d%02d%02d%02d%02d%02d%bZ' % (value.year, *_without_year(value), fraction.rstrip(b'0'))


def _in_utc(value, name):
    if not isinstance(value, _datetime.datetime):
        raise _wrong_type(name, 'datetime.datetime', value)
    if value.utcoffset() is None:
        raise ValueError(f'the value of {name} must have a time zone')
    return value.astimezone(_datetime.UTC)


def _without_year(value):
    return value.month, value.day, value.hour, value.minute, value.second


def _string_encoder(number):
    return lambda value, name: _encode_string(value, name, number)


_ENCODERS = {
    Tag.BOOLEAN: _encode_boolean,
    Tag.INTEGER: _encode_integer,
    Tag.BIT_STRING: _encode_bit_string,
    Tag.OCTET_STRING: _encode_octet_string,
    Tag.NULL: _encode_null,
    Tag.OBJECT_IDENTIFIER: _encode_object_identifier,
    Tag.ENUMERATED: _encode_integer,
    Tag.RELATIVE_OID: _encode_relative_oid,
    Tag.UTC_TIME: _encode_utc_time,
    Tag.GENERALIZED_TIME: _encode_generalized_time,
} | {number: _string_encoder(number) for number in _STRINGS}


# Reading structures: one field after the other

_SEQUENCE = TagClass.UNIVERSAL, Tag.SEQUENCE, True
_SET = TagClass.UNIVERSAL, Tag.SET, True


def _context(number):
    """The tag [number] around an element, or in place of that of a constructed type."""
    return TagClass.CONTEXT, number, True


def _context_primitive(number):
    """The tag [number] in place of that of a primitive type."""
    return TagClass.CONTEXT, number, False


class _Reader:
    """Reads elements from data[position:end]; read functions take one and return what they have read."""
    __slots__ = 'data', 'position', 'end', 'strict', 'depth'

    def __init__(self, data, position, end, strict, depth):
        self.data = data
        self.position = position
        self.end = end
        self.strict = strict
        self.depth = depth

    @classmethod
    def inside(cls, tlv, strict):
        """A reader of what is in an element, be it constructed or an OCTET STRING."""
        _check_depth(tlv)
        return cls(tlv.data, tlv.content, tlv.content_end, strict, tlv.depth + 1)

    def is_at_end(self):
        return self.position == self.end

    def finish(self):
        if self.position < self.end:
            raise DecodeError(f'{self.end - self.position} bytes of trailing data', self.position)

    def is_next(self, tag):
        """Whether the next element has this class and number."""
        if self.position == self.end:
            return False
        first = self.data[self.position]
        return first >> 6 == tag[0] and first & 0x1f == tag[1]

    def peek(self):
        """Class and number of the next tag, or None at the end."""
        if self.position == self.end:
            return None
        tag_class, _, number, _ = _read_tag(self.data, self.position, self.end, self.strict)
        return tag_class, number

    def unexpected(self, expected):
        """The error that what comes is none of the types of a CHOICE."""
        tag = self.peek()
        found = ', but the data ends' if tag is None else f', not {_type_name(*tag)}'
        return DecodeError(f'expected {expected}{found}', self.position)

    def element(self):
        tlv = _read_tlv(self.data, self.position, self.end, self.strict, self.depth)
        self.position = tlv.end
        return tlv

    def tagged(self, tag):
        """The next element, which must have this tag."""
        tag_class, number, constructed = tag
        expected = _type_name(tag_class, number)
        if self.position == self.end:
            raise DecodeError(f'expected {expected}, but the data ends', self.end)
        found_class, found_constructed, found_number, _ = _read_tag(
            self.data, self.position, self.end, self.strict)
        if (found_class, found_number) != (tag_class, number):
            found = _type_name(found_class, found_number)
            raise DecodeError(f'expected {expected}, not {found}', self.position)
        if found_constructed != constructed:
            form = 'constructed' if constructed else 'primitive'
            raise DecodeError(f'{expected} must be {form}', self.position)
        return self.element()

    def value(self, number, tag=None):
        """A value of a primitive type, which may have a tag in place of its own."""
        return _VALUES[number](self.tagged(tag or (TagClass.UNIVERSAL, number, False)), self.strict)

    def optional(self, number, tag=None):
        """A value of a primitive type, or None if the next element is something else."""
        tag = tag or (TagClass.UNIVERSAL, number, False)
        return self.value(number, tag) if self.is_next(tag) else None

    def constructed(self, tag, read):
        """What the function reads in a constructed element, of which it must read all."""
        reader = self.inside(self.tagged(tag), self.strict)
        value = read(reader)
        reader.finish()
        return value

    def optional_constructed(self, tag, read):
        return self.constructed(tag, read) if self.is_next(tag) else None

    def sequence(self, read):
        return self.constructed(_SEQUENCE, read)

    def each(self, read):
        """The tuple of what the function reads until the end."""
        values = []
        while self.position < self.end:
            values.append(self.field(len(values), read))
        return tuple(values)

    def each_ascending(self, read):
        """The same for a SET OF, whose encodings must ascend under strict rules (X.690, 11.6)."""
        last = None

        def read_next(reader):
            nonlocal last
            start = reader.position
            if last is not None:
                reader.check_ascending(last)
            value = read(reader)
            last = reader.data[start:reader.position]
            return value

        return self.each(read_next)

    def check_ascending(self, last):
        if self.strict:
            try:
                tlv = _read_tlv(self.data, self.position, self.end, self.strict, self.depth)
            except DecodeError:
                return      # which is found again when it is read
            if tlv.encoded < last:
                raise DecodeError(_NOT_ASCENDING, self.position)

    def or_default(self, default, read):
        """What the function reads, or the default if that is None. Strict rules want a default left out."""
        start = self.position
        value = read(self)
        if value is None:
            return default
        if self.strict and value == default:
            raise DecodeError('the default value is encoded', start)
        return value

    def field(self, name, read):
        """What the function reads; the name, or the index, comes into the path of its errors."""
        try:
            return read(self)
        except DecodeError as error:
            raise error._within(name) from None


def _primitive(number):
    """A read function for a primitive type."""
    return lambda reader: reader.value(number)


_read_integer = _primitive(Tag.INTEGER)
_read_enumerated = _primitive(Tag.ENUMERATED)
_read_oid = _primitive(Tag.OBJECT_IDENTIFIER)
_read_octet_string = _primitive(Tag.OCTET_STRING)
_read_null = _primitive(Tag.NULL)


def _read_bits(reader):
    """The bytes of a BIT STRING."""
    return reader.value(Tag.BIT_STRING).data


def _read_any(reader):
    """Any element.  Strict rules reach into it; else a string only must be one."""
    tlv = reader.element()
    _check_any(tlv, reader.strict)
    return tlv


def _check_any(tlv, strict):
    if _is_string(tlv):
        _primitive_value(tlv, strict)
    elif strict:
        _check_tree(tlv, True)


def _is_string(tlv):
    return tlv.tag_class == TagClass.UNIVERSAL and tlv.number in _STRINGS and not tlv.constructed


def _read_encoded(reader):
    return _read_any(reader).encoded


def _read_optional_encoded(reader):
    return None if reader.is_at_end() else _read_encoded(reader)


def _sequence_of(read, *, tag=_SEQUENCE, at_least_one=True):
    """A read function for SEQUENCE OF; strict rules want the list to have something if it has to."""
    return lambda reader: _read_list(reader, tag, at_least_one, lambda inside: inside.each(read))


def _set_of(read, *, tag=_SET, at_least_one=True):
    return lambda reader: _read_list(reader, tag, at_least_one, lambda inside: inside.each_ascending(read))


def _read_list(reader, tag, at_least_one, read_each):
    tlv = reader.tagged(tag)
    inside = reader.inside(tlv, reader.strict)
    if at_least_one and reader.strict and inside.is_at_end():
        raise DecodeError(f'{tlv.type_name} without content', tlv.content)
    return read_each(inside)


def _each_with_index(read):
    """A read function for SEQUENCE OF; read gets the reader and the index."""
    def read_each(reader):
        values = []
        while not reader.is_at_end():
            values.append(reader.field(len(values), lambda each: read(each, len(values))))
        return values
    return lambda reader: reader.sequence(read_each)


def _optional(tag, read):
    """A read function for what is there if the next element has this tag; else None."""
    return lambda reader: read(reader) if reader.is_next(tag) else None


def _implicit_list(number, read, at_least_one=True):
    """A read function for [number] IMPLICIT SEQUENCE OF OPTIONAL."""
    tag = _context(number)
    return _optional(tag, _sequence_of(read, tag=tag, at_least_one=at_least_one))


def _read_choice(reader, expected, alternatives):
    """What the read function of the next tag's number reads; its name comes into the path."""
    tag_class, number = reader.peek() or (None, None)
    if tag_class != TagClass.CONTEXT or number not in alternatives:
        raise reader.unexpected(expected)
    return reader.field(*alternatives[number])


def _implicit(number, read):
    """A read function for [number] IMPLICIT SEQUENCE OPTIONAL, or [number] EXPLICIT OPTIONAL."""
    return lambda reader: reader.optional_constructed(_context(number), read)


def _implicit_primitive(number, universal):
    """A read function for [number] IMPLICIT OPTIONAL of a primitive type."""
    return lambda reader: reader.optional(universal, _context_primitive(number))


# The records that structures are read into

def _record(name, fields, text):
    """A tuple with names, and with a text that says what it is."""
    record = _namedtuple(name, fields, module='asn1lib')
    record.__doc__ = f'{name}({", ".join(fields.split())})\n\n{text}'
    return record


NameAttribute = _record(
    'NameAttribute', 'oid value',
    'An AttributeTypeAndValue of a name (RFC 5280, 4.1.2.4).  value is a str, or for\n'
    'types that are no character strings the bytes of its encoding.')
AlgorithmIdentifier = _record(
    'AlgorithmIdentifier', 'oid parameters',
    'An algorithm (RFC 5280, 4.1.1.2).  parameters is an encoding, or None.')
PublicKeyInfo = _record(
    'PublicKeyInfo', 'algorithm public_key encoded',
    'A SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).  public_key is bytes.')
PrivateKeyInfo = _record(
    'PrivateKeyInfo', 'version algorithm private_key attributes public_key encoded',
    'The outer structure of PKCS #8 (RFC 5958).  version is 1 or 2, private_key\n'
    'bytes, attributes a tuple of Attribute, public_key bytes or None.')
Attribute = _record(
    'Attribute', 'oid values',
    'An Attribute (RFC 5280, appendix A.1).  values is a tuple of encodings.')
Extension = _record(
    'Extension', 'oid critical value encoded_value',
    'An extension (RFC 5280, 4.2).  encoded_value is what its OCTET STRING holds;\n'
    'value is what that says, or the same bytes if the extension is unknown.')
GeneralName = _record(
    'GeneralName', 'kind value',
    "A GeneralName (RFC 5280, 4.2.1.6).  kind is 'dNSName', 'iPAddress' and so on.")
OtherName = _record(
    'OtherName', 'oid value',
    'The value of an otherName (RFC 5280, 4.2.1.6).  value is an encoding.')
EDIPartyName = _record(
    'EDIPartyName', 'name_assigner party_name',
    'The value of an ediPartyName (RFC 5280, 4.2.1.6): a str or None, and a str.')
BasicConstraints = _record(
    'BasicConstraints', 'ca path_length',
    'Whether the subject is a CA (RFC 5280, 4.2.1.9), and how many intermediate\n'
    'certificates may follow, or None.')
AuthorityKeyIdentifier = _record(
    'AuthorityKeyIdentifier', 'key_identifier issuer serial_number',
    'Which key signed (RFC 5280, 4.2.1.1): bytes, a tuple of GeneralName, an int;\n'
    'each may be None.')
PrivateKeyUsagePeriod = _record(
    'PrivateKeyUsagePeriod', 'not_before not_after',
    'When a key signs (RFC 3280, 4.2.1.4): datetimes or None.')
PolicyInformation = _record(
    'PolicyInformation', 'oid qualifiers',
    'A certificate policy (RFC 5280, 4.2.1.4).  qualifiers is a tuple of\n'
    'PolicyQualifier.')
PolicyQualifier = _record(
    'PolicyQualifier', 'oid value',
    'A qualifier (RFC 5280, 4.2.1.4).  value is a str (CPS), a UserNotice, or an\n'
    'encoding.')
UserNotice = _record(
    'UserNotice', 'organization notice_numbers explicit_text',
    'A notice (RFC 5280, 4.2.1.4): a str or None, a tuple of ints, a str or None.')
PolicyMapping = _record(
    'PolicyMapping', 'issuer_domain_policy subject_domain_policy',
    'Two policies that are equivalent (RFC 5280, 4.2.1.5), as OIDs.')
PolicyConstraints = _record(
    'PolicyConstraints', 'require_explicit_policy inhibit_policy_mapping',
    'Constraints of policies (RFC 5280, 4.2.1.11): ints or None.')
NameConstraints = _record(
    'NameConstraints', 'permitted excluded',
    'Constraints of names (RFC 5280, 4.2.1.10): tuples of GeneralSubtree, or None.')
GeneralSubtree = _record(
    'GeneralSubtree', 'base minimum maximum',
    'A subtree of names (RFC 5280, 4.2.1.10): a GeneralName, an int, an int or None.')
DistributionPoint = _record(
    'DistributionPoint', 'full_name relative_name reasons crl_issuer',
    'Where a CRL is (RFC 5280, 4.2.1.13): a tuple of GeneralName, a tuple of\n'
    'NameAttribute, a tuple of names, a tuple of GeneralName; each may be None.')
IssuingDistributionPoint = _record(
    'IssuingDistributionPoint',
    'full_name relative_name only_contains_user_certs only_contains_ca_certs only_some_reasons indirect_crl '
    'only_contains_attribute_certs',
    'What a CRL covers (RFC 5280, 5.2.5).  The names and reasons are as in\n'
    'DistributionPoint, the others bools.')
AccessDescription = _record(
    'AccessDescription', 'method location',
    'Where information is (RFC 5280, 4.2.2): an OID and a GeneralName.')
SignedCertificateTimestamp = _record(
    'SignedCertificateTimestamp', 'log_id timestamp extensions hash_algorithm signature_algorithm signature',
    'What a log says (RFC 6962, 3.2).  timestamp is in milliseconds since 1970, the\n'
    'algorithms are ints (RFC 5246, 7.4.1.4.1), the others bytes.')
RevokedCertificate = _record(
    'RevokedCertificate', 'serial_number revocation_date extensions',
    'An entry of a CRL (RFC 5280, 5.1.2.6).')
CertID = _record(
    'CertID', 'hash_algorithm issuer_name_hash issuer_key_hash serial_number',
    'Which certificate OCSP is about (RFC 6960, 4.1.1).')
Request = _record(
    'Request', 'cert_id extensions',
    'What an OCSP request asks for (RFC 6960, 4.1.1).')
ResponderID = _record(
    'ResponderID', 'name key_hash',
    'Who answers (RFC 6960, 4.2.1): a Name, or the SHA-1 hash of a key; the other\n'
    'is None.')
ServiceLocator = _record(
    'ServiceLocator', 'issuer locator',
    'Which responder a request is for (RFC 6960, 4.4.6): a Name and a tuple of\n'
    'AccessDescription.')
SingleResponse = _record(
    'SingleResponse',
    'cert_id status revocation_time revocation_reason this_update next_update extensions',
    "An answer (RFC 6960, 4.2.1).  status is 'good', 'revoked' or 'unknown'; what does\n"
    'not apply is None.')


class Name(tuple):
    """Name(rdns)

    A distinguished name: a tuple of relative distinguished names, each a tuple
    of NameAttribute.  str() gives it as RFC 4514 has it, in reverse order.
    """
    __slots__ = ()

    def __str__(self):
        return ','.join(['+'.join(map(_attribute_text, rdn)) for rdn in reversed(self)])

    def __repr__(self):
        return f'asn1lib.Name({tuple.__repr__(self)})'


# RFC 4514, section 3
_SHORT_NAMES = {
    '2.5.4.3': 'CN', '2.5.4.7': 'L', '2.5.4.8': 'ST', '2.5.4.10': 'O', '2.5.4.11': 'OU', '2.5.4.6': 'C',
    '2.5.4.9': 'STREET', '0.9.2342.19200300.100.1.25': 'DC', '0.9.2342.19200300.100.1.1': 'UID',
}


def _attribute_text(attribute):
    if isinstance(attribute.value, bytes):
        return f'{attribute.oid}=#{attribute.value.hex()}'
    return f'{_SHORT_NAMES.get(attribute.oid, attribute.oid)}={_escaped(attribute.value)}'


def _escaped(text):
    escaped = ''.join(['\\' + character if character in '"+,;<>\\' else
                       '\\00' if character == '\0' else character for character in text])
    if escaped[-1:] == ' ':
        escaped = escaped[:-1] + '\\ '
    if escaped[:1] in (' ', '#') and text:
        escaped = '\\' + escaped
    return escaped


# Names and algorithms (RFC 5280, 4.1)

def _read_name_attribute(reader):
    oid, tlv = reader.sequence(lambda inside: (
        inside.field('type', _read_oid),
        inside.field('value', lambda value: value.element())))
    return NameAttribute(oid, reader.field('value', lambda reader: _attribute_value(tlv, reader.strict)))


def _attribute_value(tlv, strict):
    _check_any(tlv, strict)
    return _primitive_value(tlv, strict) if _is_string(tlv) else tlv.encoded


_read_rdn = _set_of(_read_name_attribute)
_read_rdns = _sequence_of(_read_rdn, at_least_one=False)


def _read_name(reader):
    return Name(_read_rdns(reader))


def _read_algorithm(reader):
    return reader.sequence(lambda inside: AlgorithmIdentifier(
        inside.field('algorithm', _read_oid),
        inside.field('parameters', _read_optional_encoded)))


def _read_public_key_info(reader):
    start = reader.position
    algorithm, public_key = reader.sequence(lambda inside: (
        inside.field('algorithm', _read_algorithm),
        inside.field('subjectPublicKey', _read_bits)))
    return PublicKeyInfo(algorithm, public_key, reader.data[start:reader.position])


def _read_attribute(reader):
    return reader.sequence(lambda inside: Attribute(
        inside.field('type', _read_oid),
        inside.field('values', _set_of(_read_encoded))))


def _read_time(reader):
    """A Time, which RFC 5280, 4.1.2.5 makes a UTCTime until 2049."""
    if reader.is_next((TagClass.UNIVERSAL, Tag.UTC_TIME)):
        return reader.value(Tag.UTC_TIME)
    if not reader.is_next((TagClass.UNIVERSAL, Tag.GENERALIZED_TIME)):
        raise reader.unexpected('Time')
    start = reader.position
    time = _read_generalized_time(reader)
    if reader.strict and 1950 <= time.year < 2050:
        raise DecodeError('GeneralizedTime of a year before 2050', start)
    return time


def _read_optional_time(reader):
    types = Tag.UTC_TIME, Tag.GENERALIZED_TIME
    return _read_time(reader) if any([reader.is_next((TagClass.UNIVERSAL, number)) for number in types]) else None


def _read_generalized_time(reader, tag=(TagClass.UNIVERSAL, Tag.GENERALIZED_TIME, False)):
    """A GeneralizedTime, which in all these structures has whole seconds."""
    tlv = reader.tagged(tag)
    time = _generalized_time(tlv, reader.strict)
    if reader.strict and b'.' in tlv.octets:
        raise DecodeError('GeneralizedTime with a fraction of a second', tlv.content + tlv.octets.index(b'.'))
    return time


# Texts of several types (RFC 5280, 4.1.2.4 and 4.2.1.4)

_DIRECTORY_STRINGS = {Tag.TELETEX_STRING, Tag.PRINTABLE_STRING, Tag.UNIVERSAL_STRING, Tag.UTF8_STRING, Tag.BMP_STRING}
_DISPLAY_TEXTS = {Tag.IA5_STRING, Tag.VISIBLE_STRING, Tag.BMP_STRING, Tag.UTF8_STRING}


def _read_directory_string(reader):
    return _read_text(reader, 'DirectoryString', _DIRECTORY_STRINGS)


def _read_display_text(reader):
    return _read_text(reader, 'DisplayText', _DISPLAY_TEXTS)


def _read_text(reader, expected, allowed):
    """A string of one of the types, or if it is read leniently of any."""
    tag = reader.peek()
    if tag is None or tag[0] != TagClass.UNIVERSAL or tag[1] not in (allowed if reader.strict else _STRINGS):
        raise reader.unexpected(expected)
    return reader.value(tag[1])


# General names (RFC 5280, 4.2.1.6)

def _read_other_name(inside):
    return OtherName(
        inside.field('type-id', _read_oid),
        inside.field('value', lambda value: value.constructed(_context(0), _read_encoded)))


def _read_edi_party_name(inside):
    return EDIPartyName(
        inside.field('nameAssigner', _implicit(0, _read_directory_string)),
        inside.field('partyName', lambda name: name.constructed(_context(1), _read_directory_string)))


def _read_x400_address(reader):
    tlv = reader.tagged(_context(3))
    if reader.strict:
        _check_tree(tlv, True)
    return tlv.encoded


def _read_host_address(reader):
    return _read_address(reader, (4, 16))


def _read_subnet_address(reader):
    return _read_address(reader, (8, 32))


def _read_address(reader, lengths):
    tlv = reader.tagged(_context_primitive(7))
    if reader.strict and len(tlv.octets) not in lengths:
        raise DecodeError('iPAddress of neither %d nor %d bytes' % lengths, tlv.content)
    return tlv.octets


_GENERAL_NAMES = {
    0: ('otherName', lambda reader: reader.constructed(_context(0), _read_other_name)),
    1: ('rfc822Name', lambda reader: reader.value(Tag.IA5_STRING, _context_primitive(1))),
    2: ('dNSName', lambda reader: reader.value(Tag.IA5_STRING, _context_primitive(2))),
    3: ('x400Address', _read_x400_address),
    4: ('directoryName', lambda reader: reader.constructed(_context(4), _read_name)),
    5: ('ediPartyName', lambda reader: reader.constructed(_context(5), _read_edi_party_name)),
    6: ('uniformResourceIdentifier', lambda reader: reader.value(Tag.IA5_STRING, _context_primitive(6))),
    7: ('iPAddress', _read_host_address),
    8: ('registeredID', lambda reader: reader.value(Tag.OBJECT_IDENTIFIER, _context_primitive(8))),
}
_SUBTREE_NAMES = _GENERAL_NAMES | {7: ('iPAddress', _read_subnet_address)}


def _read_general_name(reader, alternatives=_GENERAL_NAMES):
    _, number = reader.peek() or (None, None)
    value = _read_choice(reader, 'GeneralName', alternatives)
    return GeneralName(alternatives[number][0], value)


_read_general_names = _sequence_of(_read_general_name)


# Extensions (RFC 5280, 4.2 and 5.2)

_KEY_USAGE = (
    'digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign',
    'cRLSign', 'encipherOnly', 'decipherOnly',
)
_REASON_FLAGS = (
    'unused', 'keyCompromise', 'cACompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation',
    'certificateHold', 'privilegeWithdrawn', 'aACompromise',
)
_REASONS = {
    0: 'unspecified', 1: 'keyCompromise', 2: 'cACompromise', 3: 'affiliationChanged', 4: 'superseded',
    5: 'cessationOfOperation', 6: 'certificateHold', 8: 'removeFromCRL', 9: 'privilegeWithdrawn', 10: 'aACompromise',
}


def _read_named_bits(names, tag=(TagClass.UNIVERSAL, Tag.BIT_STRING, False)):
    """A read function for the names of the bits that are set.  Strict rules want the last bit to be (X.690, 11.2.2)."""
    def read(reader):
        tlv = reader.tagged(tag)
        data, unused = _bit_string(tlv, reader.strict)
        if reader.strict and data and not data[-1] >> unused & 1:
            raise DecodeError('BIT STRING of named bits ends with a zero bit', tlv.content_end - 1)
        return tuple([name for number, name in enumerate(names)
                      if number // 8 < len(data) and data[number // 8] & 0x80 >> number % 8])
    return read


_read_key_usage = _read_named_bits(_KEY_USAGE)


def _read_reason(reader):
    number = reader.value(Tag.ENUMERATED)
    return _REASONS.get(number, number)


def _read_non_negative(reader, tag=(TagClass.UNIVERSAL, Tag.INTEGER, False)):
    """INTEGER (0..MAX), or leniently any."""
    tlv = reader.tagged(tag)
    value = _integer(tlv, reader.strict)
    if value < 0 and reader.strict:
        raise DecodeError('INTEGER is negative', tlv.content)
    return value


def _implicit_non_negative(number):
    tag = _context_primitive(number)
    return _optional(tag, lambda reader: _read_non_negative(reader, tag))


def _read_basic_constraints(reader):
    return reader.sequence(lambda inside: BasicConstraints(
        inside.field('cA', lambda field: field.or_default(False, lambda ca: ca.optional(Tag.BOOLEAN))),
        inside.field('pathLenConstraint', _optional(
            (TagClass.UNIVERSAL, Tag.INTEGER), _read_non_negative))))


def _read_authority_key_identifier(reader):
    return reader.sequence(lambda inside: AuthorityKeyIdentifier(
        inside.field('keyIdentifier', _implicit_primitive(0, Tag.OCTET_STRING)),
        inside.field('authorityCertIssuer', _implicit_list(1, _read_general_name)),
        inside.field('authorityCertSerialNumber', _implicit_primitive(2, Tag.INTEGER))))


def _read_private_key_usage_period(reader):
    return reader.sequence(lambda inside: PrivateKeyUsagePeriod(
        inside.field('notBefore', _implicit_time(0)),
        inside.field('notAfter', _implicit_time(1))))


def _implicit_time(number):
    tag = _context_primitive(number)
    return _optional(tag, lambda reader: _read_generalized_time(reader, tag))


# fullName and nameRelativeToCRLIssuer, one of which is None
_DISTRIBUTION_POINT_NAMES = {
    0: ('fullName', lambda reader: (_read_full_name(reader), None)),
    1: ('nameRelativeToCRLIssuer', lambda reader: (None, _read_relative_name(reader))),
}
_read_full_name = _sequence_of(_read_general_name, tag=_context(0))
_read_relative_name = _set_of(_read_name_attribute, tag=_context(1))


def _read_distribution_point_name(reader):
    return _read_choice(reader, 'DistributionPointName', _DISTRIBUTION_POINT_NAMES)


def _read_reason_flags(number):
    tag = _context_primitive(number)
    return _optional(tag, _read_named_bits(_REASON_FLAGS, tag))


def _read_distribution_point(reader):
    return reader.sequence(lambda inside: DistributionPoint(
        *inside.field('distributionPoint', _implicit(0, _read_distribution_point_name)) or (None, None),
        inside.field('reasons', _read_reason_flags(1)),
        inside.field('cRLIssuer', _implicit_list(2, _read_general_name))))


def _implicit_flag(number):
    """A read function for [number] BOOLEAN DEFAULT FALSE."""
    return lambda reader: reader.or_default(False, _implicit_primitive(number, Tag.BOOLEAN))


def _read_issuing_distribution_point(reader):
    return reader.sequence(lambda inside: IssuingDistributionPoint(
        *inside.field('distributionPoint', _implicit(0, _read_distribution_point_name)) or (None, None),
        inside.field('onlyContainsUserCerts', _implicit_flag(1)),
        inside.field('onlyContainsCACerts', _implicit_flag(2)),
        inside.field('onlySomeReasons', _read_reason_flags(3)),
        inside.field('indirectCRL', _implicit_flag(4)),
        inside.field('onlyContainsAttributeCerts', _implicit_flag(5))))


def _read_policy_information(reader):
    return reader.sequence(lambda inside: PolicyInformation(
        inside.field('policyIdentifier', _read_oid),
        inside.field('policyQualifiers', _optional(_SEQUENCE, _sequence_of(_read_policy_qualifier))) or ()))


def _read_policy_qualifier(reader):
    def read(inside):
        oid = inside.field('policyQualifierId', _read_oid)
        return PolicyQualifier(oid, inside.field('qualifier', _QUALIFIERS.get(oid, _read_encoded)))
    return reader.sequence(read)


def _read_user_notice(reader):
    def read(inside):
        organization, numbers = None, ()
        if inside.is_next(_SEQUENCE):
            organization, numbers = inside.field('noticeRef', _read_notice_reference)
        text = None if inside.is_at_end() else inside.field('explicitText', _read_display_text)
        return UserNotice(organization, numbers, text)
    return reader.sequence(read)


def _read_notice_reference(reader):
    return reader.sequence(lambda inside: (
        inside.field('organization', _read_display_text),
        inside.field('noticeNumbers', _sequence_of(_read_integer, at_least_one=False))))


_QUALIFIERS = {
    '1.3.6.1.5.5.7.2.1': _primitive(Tag.IA5_STRING),
    '1.3.6.1.5.5.7.2.2': _read_user_notice,
}


def _read_policy_mapping(reader):
    return reader.sequence(lambda inside: PolicyMapping(
        inside.field('issuerDomainPolicy', _read_oid),
        inside.field('subjectDomainPolicy', _read_oid)))


def _read_policy_constraints(reader):
    return reader.sequence(lambda inside: PolicyConstraints(
        inside.field('requireExplicitPolicy', _implicit_non_negative(0)),
        inside.field('inhibitPolicyMapping', _implicit_non_negative(1))))


def _read_general_subtree(reader):
    return reader.sequence(lambda inside: GeneralSubtree(
        inside.field('base', lambda base: _read_general_name(base, _SUBTREE_NAMES)),
        inside.field('minimum', lambda field: field.or_default(0, _implicit_non_negative(0))),
        inside.field('maximum', _implicit_non_negative(1))))


def _read_name_constraints(reader):
    return reader.sequence(lambda inside: NameConstraints(
        inside.field('permittedSubtrees', _implicit_list(0, _read_general_subtree)),
        inside.field('excludedSubtrees', _implicit_list(1, _read_general_subtree))))


def _read_access_description(reader):
    return reader.sequence(lambda inside: AccessDescription(
        inside.field('accessMethod', _read_oid),
        inside.field('accessLocation', _read_general_name)))


def _read_nonce(reader):
    """Leniently, the nonce may stand in extnValue without a type, as old clients write it."""
    start = reader.position
    try:
        nonce = _read_octet_string(reader)
        reader.finish()
    except DecodeError:
        if reader.strict:
            raise
        nonce = reader.data[start:reader.end]
    return nonce


def _read_service_locator(reader):
    return reader.sequence(lambda inside: ServiceLocator(
        inside.field('issuer', _read_name),
        inside.field('locator', _optional(_SEQUENCE, _read_access_descriptions)) or ()))


def _read_timestamps(reader):
    """The SignedCertificateTimestampList of RFC 6962, 3.3: TLS structures in an OCTET STRING."""
    tlv = reader.tagged((TagClass.UNIVERSAL, Tag.OCTET_STRING, False))
    return _TLSReader(tlv.data, tlv.content, tlv.content_end).timestamps()


class _TLSReader:
    """Reads what RFC 5246, section 4 encodes from data[position:end]."""

    def __init__(self, data, position, end):
        self.data = data
        self.position = position
        self.end = end

    def octets(self, length):
        if length > self.end - self.position:
            raise DecodeError('the data ends inside a SignedCertificateTimestamp', self.end)
        self.position += length
        return self.data[self.position - length:self.position]

    def number(self, length):
        return int.from_bytes(self.octets(length))

    def vector(self):
        """A reader of bytes behind their length."""
        start = self.position
        length = self.number(2)
        left = self.end - self.position
        if length > left:
            raise DecodeError(f'length {length} exceeds the {left} bytes left', start)
        self.position += length
        return _TLSReader(self.data, self.position - length, self.position)

    def rest(self):
        return self.data[self.position:self.end]

    def finish(self):
        if self.position < self.end:
            raise DecodeError(f'{self.end - self.position} bytes of trailing data', self.position)

    def timestamps(self):
        timestamps = []
        reader = self.vector()
        self.finish()
        while reader.position < reader.end:
            try:
                timestamps.append(reader.vector().timestamp())
            except DecodeError as error:
                raise error._within(len(timestamps)) from None
        return tuple(timestamps)

    def timestamp(self):
        start = self.position
        if self.number(1) != 0:
            raise DecodeError('SignedCertificateTimestamp of a version other than 1', start)
        log_id, time, extensions = self.octets(32), self.number(8), self.vector().rest()
        hash_algorithm, signature_algorithm = self.number(1), self.number(1)
        signature = self.vector().rest()
        self.finish()
        return SignedCertificateTimestamp(log_id, time, extensions, hash_algorithm, signature_algorithm, signature)


_read_oids = _sequence_of(_read_oid)
_read_distribution_points = _sequence_of(_read_distribution_point)
_read_access_descriptions = _sequence_of(_read_access_description)

_EXTENSIONS = {
    '2.5.29.14': _read_octet_string,                                    # subjectKeyIdentifier
    '2.5.29.15': _read_key_usage,
    '2.5.29.16': _read_private_key_usage_period,
    '2.5.29.17': _read_general_names,                                   # subjectAltName
    '2.5.29.18': _read_general_names,                                   # issuerAltName
    '2.5.29.19': _read_basic_constraints,
    '2.5.29.20': _read_non_negative,                                    # cRLNumber
    '2.5.29.21': _read_reason,                                          # reasonCode
    '2.5.29.24': _read_generalized_time,                                # invalidityDate
    '2.5.29.27': _read_non_negative,                                    # deltaCRLIndicator
    '2.5.29.28': _read_issuing_distribution_point,
    '2.5.29.29': _read_general_names,                                   # certificateIssuer
    '2.5.29.30': _read_name_constraints,
    '2.5.29.31': _read_distribution_points,                             # cRLDistributionPoints
    '2.5.29.32': _sequence_of(_read_policy_information),           # certificatePolicies
    '2.5.29.33': _sequence_of(_read_policy_mapping),               # policyMappings
    '2.5.29.35': _read_authority_key_identifier,
    '2.5.29.36': _read_policy_constraints,
    '2.5.29.37': _read_oids,                                            # extKeyUsage
    '2.5.29.46': _read_distribution_points,                             # freshestCRL
    '2.5.29.54': _read_non_negative,                                    # inhibitAnyPolicy
    '1.3.6.1.4.1.11129.2.4.2': _read_timestamps,                        # of a certificate
    '1.3.6.1.4.1.11129.2.4.3': _read_null,                              # precertificate poison
    '1.3.6.1.4.1.11129.2.4.5': _read_timestamps,                        # of an OCSP response
    '1.3.6.1.5.5.7.1.1': _read_access_descriptions,                     # authorityInfoAccess
    '1.3.6.1.5.5.7.1.11': _read_access_descriptions,                    # subjectInfoAccess
    '1.3.6.1.5.5.7.1.24': _sequence_of(_read_integer, at_least_one=False),  # TLS features
    '1.3.6.1.5.5.7.48.1.2': _read_nonce,
    '1.3.6.1.5.5.7.48.1.4': _sequence_of(_read_oid, at_least_one=False),    # OCSP acceptable responses
    '1.3.6.1.5.5.7.48.1.5': _read_null,                                 # OCSP no check
    '1.3.6.1.5.5.7.48.1.6': _read_generalized_time,                     # OCSP archive cutoff
    '1.3.6.1.5.5.7.48.1.7': _read_service_locator,
}


class _RawExtension:
    """An extension whose content has not been looked into."""
    __slots__ = 'oid_offset', 'oid', 'critical', 'tlv'

    def __init__(self, oid_offset, oid, critical, tlv):
        self.oid_offset = oid_offset
        self.oid = oid
        self.critical = critical
        self.tlv = tlv

    def parsed(self, strict):
        encoded = self.tlv.octets
        read = _EXTENSIONS.get(self.oid)
        if read is None:
            return Extension(self.oid, self.critical, encoded, encoded)
        try:
            reader = _Reader.inside(self.tlv, strict)
            value = read(reader)
            if strict:
                reader.finish()
        except DecodeError as error:
            raise error._within('extnValue') from None
        return Extension(self.oid, self.critical, value, encoded)


def _read_raw_extension(reader):
    return reader.sequence(lambda inside: _RawExtension(
        inside.position,
        inside.field('extnID', _read_oid),
        inside.field('critical', lambda field: field.or_default(False, lambda read: read.optional(Tag.BOOLEAN))),
        inside.field('extnValue', lambda field: field.tagged((TagClass.UNIVERSAL, Tag.OCTET_STRING, False)))))


def _read_raw_extensions(reader):
    start = reader.position
    raw = _read_list(reader, _SEQUENCE, True, _each_distinct)
    return raw, start, reader.data[start:reader.position]


def _each_distinct(reader):
    """Each extension.  Strict rules want none to occur twice (RFC 5280, 4.2)."""
    seen = set()

    def read(reader):
        extension = _read_raw_extension(reader)
        if reader.strict:
            _check_distinct(extension, seen)
        return extension

    return reader.each(read)


def _check_distinct(extension, seen):
    if extension.oid in seen:
        raise DecodeError('the extension occurs twice', extension.oid_offset)._within('extnID')
    if len(seen) == _MAX_EXTENSIONS:
        reason = f'more than {_MAX_EXTENSIONS} extensions'
        raise DecodeError(reason, extension.oid_offset)._within('extnID')
    seen.add(extension.oid)


_MAX_EXTENSIONS = 1024      # which no specification says


class _Extensions:
    """Extensions that are parsed when they are asked for."""
    __slots__ = 'raw', 'start', 'encoded', 'path', 'strict'

    def __init__(self, raw_extensions, strict, *path):
        self.raw, self.start, self.encoded = raw_extensions or ((), None, None)
        self.path = path            # where they are, from the outside
        self.strict = strict

    def parsed(self, index):
        try:
            return self.raw[index].parsed(self.strict)
        except DecodeError as error:
            error = error._within(index)
            for field in reversed(self.path):
                error = error._within(field)
            raise error from None

    def all(self):
        return tuple([self.parsed(index) for index in range(len(self.raw))])

    def only(self, oid):
        """The value of the extension, or None if there is none, or more than one."""
        found = [index for index, raw in enumerate(self.raw) if raw.oid == oid]
        return self.parsed(found[0]).value if len(found) == 1 else None

    def first(self, oid, default):
        for index, raw in enumerate(self.raw):
            if raw.oid == oid:
                return self.parsed(index)
        return default


# Certificates (RFC 5280, 4.1)

def _read_version(allowed, reason):
    """A read function for [0] EXPLICIT INTEGER DEFAULT 0."""
    read_number = _read_version_number(allowed, reason)
    return lambda reader: reader.or_default(0, _implicit(0, read_number))


def _read_version_number(allowed, reason):
    """A read function for the number of a version.  Lenient rules take any that has 32 bits."""
    def read(reader):
        tlv = reader.tagged((TagClass.UNIVERSAL, Tag.INTEGER, False))
        version = _integer(tlv, reader.strict)
        if version in allowed or not reader.strict and -2**31 <= version < 2**31:
            return version
        raise DecodeError(reason, tlv.content)
    return read


class _Structure(_Immutable):
    """What all the structures have in common.  Their slots are filled in when they are loaded."""
    __slots__ = '_strict', '_extensions', '_parsed'
    _load = None        # the name of the function that makes one

    def __new__(cls, *args, **kwargs):
        raise TypeError(f"cannot create 'asn1lib.{cls.__name__}' instances")

    def _lazily(self, name, make):
        """The value of an attribute that is made when it is first read."""
        if name not in self._parsed:
            self._parsed.setdefault(name, make())
        return self._parsed[name]

    @property
    def extensions(self):
        """The tuple of each Extension.  What is wrong in one of them is said when this is read."""
        return self._lazily('extensions', self._extensions.all)

    @property
    def encoded_extensions(self):
        """The encoding of the list of extensions, or None."""
        return self._extensions.encoded

    def extension(self, oid, default=None, /):
        """Return the first Extension with this OID, or the default."""
        return self._extensions.first(oid, default)

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.encoded == other.encoded

    def __hash__(self):
        return hash(self.encoded)

    def __reduce__(self):
        return _rebuild, (globals()[self._load], self.encoded, self._strict)


class _Spans:
    """Reads fields and keeps what bytes they are."""

    def __init__(self, reader):
        self.reader = reader
        self.encoded = {}

    def field(self, name, read):
        start = self.reader.position
        value = self.reader.field(name, read)
        self.encoded[name] = self.reader.data[start:self.reader.position]
        return value


@_final
class Certificate(_Structure):
    """A certificate (RFC 5280, 4.1), made by load_certificate().

    Certificates are equal if their encodings are.
    """
    __slots__ = {
        'encoded': 'The certificate as DER.',
        'encoded_tbs': 'The encoding of tbsCertificate, which is what is signed.',
        'encoded_signature_algorithm': 'The encoding of signatureAlgorithm.',
        'encoded_issuer': 'The encoding of the issuer.',
        'encoded_validity': 'The encoding of not_before and not_after.',
        'encoded_subject': 'The encoding of the subject.',
        'encoded_public_key_info': 'The encoding of the public key and its algorithm.',
        'version': '1, 2 or 3.',
        'serial_number': 'An int.',
        'signature_algorithm': 'The AlgorithmIdentifier of the signature.',
        'tbs_signature_algorithm': 'The same AlgorithmIdentifier, as it is signed.',
        'issuer': 'The Name of who signed.',
        'not_before': 'A datetime in UTC: from when.',
        'not_after': 'A datetime in UTC: to when, this moment included.',
        'subject': 'The Name of whose key it is.',
        'public_key_info': 'The PublicKeyInfo.',
        'issuer_unique_id': 'A BitString or None.',
        'subject_unique_id': 'A BitString or None.',
        'signature': 'The bytes of the signature.',
        '_time_texts': None,
    }
    _load = 'load_certificate'

    def as_dict(self):
        """Return what SSLSocket.getpeercert() returns for this certificate."""
        return _certificate_dict(self)

    def __repr__(self):
        return f'<asn1lib.Certificate {str(self.subject)!r}>'


def _read_signed(reader, cls, tbs_name, read_tbs):
    """A certificate or a list: what is signed, how, and the signature."""
    start = reader.position

    def read(inside):
        spans = _Spans(inside)
        return spans.field(tbs_name, read_tbs) | {
            'signature_algorithm': spans.field('signatureAlgorithm', _read_algorithm),
            'signature': spans.field('signatureValue', _read_bits),
            'encoded_tbs': spans.encoded[tbs_name],
            'encoded_signature_algorithm': spans.encoded['signatureAlgorithm'],
        }

    attributes = reader.sequence(read)
    return _make(cls, encoded=reader.data[start:reader.position], _parsed={}, _strict=reader.strict, **attributes)


def _read_certificate(reader):
    return _read_signed(reader, _PyCertificate, 'tbsCertificate', _read_tbs_certificate)


_PyCertificate = Certificate


def _read_tbs_certificate(reader):
    return reader.sequence(_read_tbs_fields)


def _read_tbs_fields(reader):
    spans = _Spans(reader)
    version = 1 + spans.field('version', _read_version((0, 1, 2), 'the version is not 1, 2 or 3'))
    serial_number = spans.field('serialNumber', _read_integer)
    signature = spans.field('signature', _read_algorithm)
    issuer = spans.field('issuer', _read_name)
    validity = spans.field('validity', _read_validity)
    subject = spans.field('subject', _read_name)
    public_key_info = spans.field('subjectPublicKeyInfo', _read_public_key_info)
    no_unique_id = version == 1 and 'version 1 has no unique identifiers'
    no_extensions = version != 3 and 'only version 3 has extensions'
    return {
        'version': version,
        'serial_number': serial_number,
        'tbs_signature_algorithm': signature,
        'issuer': issuer,
        'not_before': validity[0][0],
        'not_after': validity[1][0],
        'subject': subject,
        'public_key_info': public_key_info,
        'issuer_unique_id': spans.field('issuerUniqueID', _unless(
            no_unique_id, _context(1), _implicit_primitive(1, Tag.BIT_STRING))),
        'subject_unique_id': spans.field('subjectUniqueID', _unless(
            no_unique_id, _context(2), _implicit_primitive(2, Tag.BIT_STRING))),
        '_extensions': _Extensions(
            spans.field('extensions', _unless(no_extensions, _context(3), _implicit(3, _read_raw_extensions))),
            reader.strict, 'tbsCertificate', 'extensions'),
        '_time_texts': (validity[0][1], validity[1][1]),
        'encoded_issuer': spans.encoded['issuer'],
        'encoded_validity': spans.encoded['validity'],
        'encoded_subject': spans.encoded['subject'],
        'encoded_public_key_info': public_key_info.encoded,
    }


def _unless(reason, tag, read):
    """A read function of what strict rules do not allow, if there is a reason."""
    def read_if_allowed(reader):
        if reason and reader.strict and reader.is_next(tag):
            raise DecodeError(reason, reader.position)
        return read(reader)
    return read_if_allowed


def _read_validity(reader):
    """Two times, each with its text."""
    return reader.sequence(lambda inside: (
        inside.field('notBefore', _read_time_and_text),
        inside.field('notAfter', _read_time_and_text)))


def _read_time_and_text(reader):
    start = reader.position
    time = _read_time(reader)
    tlv = _read_tlv(reader.data, start, reader.position, False, reader.depth)
    return time, tlv.octets.decode('latin-1')


# A certificate in the form of SSLSocket.getpeercert(), which has OpenSSL's texts

_MONTHS = 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'
# Those in which OpenSSL 3 writes what an otherName says, and the type that they must have
_OTHER_NAMES = {
    '1.3.6.1.4.1.311.20.2.3': ('UPN', Tag.UTF8_STRING),
    '1.3.6.1.5.5.7.8.5': ('XmppAddr', Tag.UTF8_STRING),
    '1.3.6.1.5.5.7.8.7': ('SRVName', Tag.IA5_STRING),
    '1.3.6.1.5.5.7.8.8': ('NAIRealm', Tag.UTF8_STRING),
    '1.3.6.1.5.5.7.8.9': ('SmtpUTF8Mailbox', Tag.UTF8_STRING),
}


def oid_name(oid, /):
    """Return the name of a dotted object identifier, or None if it is not known here."""
    if not isinstance(oid, str):
        raise TypeError(f'oid_name() argument must be str, not {type(oid).__name__}')
    from _asn1_names import OID_NAMES
    return OID_NAMES.get(oid)


def _certificate_dict(certificate):
    not_before, not_after = certificate._time_texts
    result = {
        'subject': _name_pairs(certificate.subject),
        'issuer': _name_pairs(certificate.issuer),
        'version': certificate.version,
        'serialNumber': _serial_number_text(certificate.serial_number),
        'notBefore': _time_text(certificate.not_before, not_before),
        'notAfter': _time_text(certificate.not_after, not_after),
    }
    only = certificate._extensions.only
    if (names := only('2.5.29.17')) is not None:
        result['subjectAltName'] = tuple(map(_general_name_pair, names))
    access = only('1.3.6.1.5.5.7.1.1') or ()
    points = only('2.5.29.31') or ()
    uris = {
        'OCSP': _uris([description.location for description in access if description.method == '1.3.6.1.5.5.7.48.1']),
        'caIssuers': _uris([description.location for description in access
                            if description.method == '1.3.6.1.5.5.7.48.2']),
        'crlDistributionPoints': _uris([name for point in points for name in point.full_name or ()]),
    }
    return result | {key: value for key, value in uris.items() if value}


def _uris(names):
    return tuple([_ia5_text(name.value) for name in names if name.kind == 'uniformResourceIdentifier'])


def _name_pairs(name):
    return tuple([tuple([(oid_name(oid) or oid, _text_or_bits(value)) for oid, value in rdn])
                  for rdn in name if rdn])


def _text_or_bits(value):
    """The text of an attribute, or the bytes of a BIT STRING."""
    if isinstance(value, bytes):
        tlv = _read_tlv(value, 0, len(value), False, 0)
        bits = TagClass.UNIVERSAL, Tag.BIT_STRING, False
        if (tlv.tag_class, tlv.number, tlv.constructed) == bits:
            try:
                return _bit_string(tlv, False).data
            except DecodeError:
                pass        # Lenient rules have not looked into it.
    return value


def _serial_number_text(number):
    """In hexadecimal, two digits a byte, as far as a line of OpenSSL's goes."""
    digits = f'{abs(number):X}'
    digits = '0' * (len(digits) % 2) + digits
    if len(digits) > 70:
        digits = digits[:70] + '\\\n'
    return '-' * (number < 0) + digits


def _time_text(time, text):
    # Where in a GeneralizedTime OpenSSL looks for a fraction
    fraction, _ = _leading_digits(text[15:].encode()) if text[14:15] == '.' else (b'', b'')
    point = '.' * bool(fraction)
    return (f'{_MONTHS[time.month - 1]} {time.day:2} {time.hour:02}:{time.minute:02}:{time.second:02}'
            f'{point}{fraction.decode()} {time.year} GMT')


def _ia5_text(text):
    """Bytes that were read as Latin-1 are more often UTF-8."""
    try:
        return text.encode('latin-1').decode()
    except UnicodeDecodeError:
        return text


def _general_name_pair(name):
    kind, value = name
    match kind:
        case 'rfc822Name':
            return 'email', _ia5_text(value)
        case 'dNSName':
            return 'DNS', _ia5_text(value)
        case 'uniformResourceIdentifier':
            return 'URI', _ia5_text(value)
        case 'directoryName':
            return 'DirName', _name_pairs(value)
        case 'registeredID':
            return 'Registered ID', oid_name(value) or value
        case 'iPAddress':
            return 'IP Address', _address_text(value)
        case 'otherName':
            return 'othername', _other_name_text(value)
        case 'ediPartyName':
            return 'EdiPartyName', '<unsupported>'
        case 'x400Address':
            return 'X400Name', '<unsupported>'


def _address_text(address):
    if len(address) == 4:
        return '.'.join(map(str, address))
    if len(address) == 16:
        return ':'.join([f'{address[i] << 8 | address[i + 1]:X}' for i in range(0, 16, 2)])
    return '<invalid>'


def _other_name_text(other_name):
    name, number = _OTHER_NAMES.get(other_name.oid, (None, None))
    tlv = _read_tlv(other_name.value, 0, len(other_name.value), False, 0)
    if number is None or (tlv.tag_class, tlv.number, tlv.constructed) != (TagClass.UNIVERSAL, number, False):
        return '<unsupported>'
    text = _string(tlv, False, number)
    if number == Tag.IA5_STRING:
        text = _ia5_text(text)
    # It is written as a string of C, and read back as a line.
    line, newline, _ = text.partition('\0')[0].partition('\n')
    return f'{name}:{line}{newline}'


# Certificate revocation lists (RFC 5280, 5)

@_final
class CertificateRevocationList(_Structure):
    """A certificate revocation list (RFC 5280, 5), made by load_crl().

    Lists are equal if their encodings are.
    """
    __slots__ = {
        'encoded': 'The list as DER.',
        'encoded_tbs': 'The encoding of tbsCertList, which is what is signed.',
        'encoded_signature_algorithm': 'The encoding of signatureAlgorithm.',
        'encoded_issuer': 'The encoding of the issuer.',
        'version': '1 or 2.',
        'signature_algorithm': 'The AlgorithmIdentifier of the signature.',
        'tbs_signature_algorithm': 'The same AlgorithmIdentifier, as it is signed.',
        'issuer': 'The Name of who signed.',
        'this_update': 'A datetime in UTC: when the list was made.',
        'next_update': 'A datetime in UTC, or None: when the next one will have been made.',
        'signature': 'The bytes of the signature.',
        '_entries': None,
    }
    _load = 'load_crl'

    @property
    def revoked_certificates(self):
        """The tuple of each RevokedCertificate.  What is wrong in an extension of one is said when this is read."""
        return self._lazily('revoked_certificates', lambda: tuple([entry.revoked() for entry in self._entries]))

    def get_revoked(self, serial_number, /):
        """Return the first RevokedCertificate with this serial number, or None."""
        for entry in self._entries:
            if entry.serial_number == serial_number:
                return entry.revoked()
        return None

    def __repr__(self):
        return f'<asn1lib.CertificateRevocationList {str(self.issuer)!r}>'


class _Entry:
    """A RevokedCertificate whose extensions have not been looked into."""
    __slots__ = 'serial_number', 'revocation_date', 'extensions'

    def __init__(self, serial_number, revocation_date, extensions):
        self.serial_number = serial_number
        self.revocation_date = revocation_date
        self.extensions = extensions

    def revoked(self):
        return RevokedCertificate(self.serial_number, self.revocation_date, self.extensions.all())


def _read_entry(reader, index):
    return reader.sequence(lambda inside: _Entry(
        inside.field('userCertificate', _read_integer),
        inside.field('revocationDate', _read_time),
        _Extensions(inside.field('crlEntryExtensions', _optional(_SEQUENCE, _read_raw_extensions)),
                    inside.strict, 'tbsCertList', 'revokedCertificates', index, 'crlEntryExtensions')))


def _read_entries(version):
    """A read function for revokedCertificates."""
    def read(reader):
        entries = _each_with_index(_read_entry)(reader)
        if version != 2 and reader.strict:
            for index, entry in enumerate(entries):
                if entry.extensions.start is not None:
                    error = DecodeError(_ONLY_VERSION_2, entry.extensions.start)
                    raise error._within('crlEntryExtensions')._within(index)
        return entries

    return _optional(_SEQUENCE, read)


_ONLY_VERSION_2 = 'only version 2 has extensions'


def _read_crl(reader):
    return _read_signed(reader, _PyCertificateRevocationList, 'tbsCertList', _read_tbs_cert_list)


_PyCertificateRevocationList = CertificateRevocationList


def _read_tbs_cert_list(reader):
    return reader.sequence(_read_tbs_cert_list_fields)


def _read_tbs_cert_list_fields(reader):
    read_number = _read_version_number((1,), 'the version is not 2')
    spans = _Spans(reader)
    version = 1 + (spans.field('version', _optional((TagClass.UNIVERSAL, Tag.INTEGER), read_number)) or 0)
    no_extensions = version != 2 and _ONLY_VERSION_2
    return {
        'version': version,
        'tbs_signature_algorithm': spans.field('signature', _read_algorithm),
        'issuer': spans.field('issuer', _read_name),
        'encoded_issuer': spans.encoded['issuer'],
        'this_update': spans.field('thisUpdate', _read_time),
        'next_update': spans.field('nextUpdate', _read_optional_time),
        '_entries': spans.field('revokedCertificates', _read_entries(version)) or (),
        '_extensions': _Extensions(
            spans.field('crlExtensions', _unless(no_extensions, _context(0), _implicit(0, _read_raw_extensions))),
            reader.strict, 'tbsCertList', 'crlExtensions'),
    }


# OCSP (RFC 6960)

_BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1'
_OCSP_VERSION = 'the version is not 1'
_RESPONSE_STATUS = {
    0: 'successful', 1: 'malformedRequest', 2: 'internalError', 3: 'tryLater', 5: 'sigRequired', 6: 'unauthorized',
}


class _OCSPMessage(_Structure):
    """What requests and responses have in common."""
    __slots__ = '_encoded_certificates',

    @property
    def certificates(self):
        """The tuple of each Certificate that comes with the signature."""
        return self._lazily('certificates', lambda: tuple(
            [_load_der(encoded, _read_certificate, self._strict) for encoded in self._encoded_certificates]))


@_final
class OCSPRequest(_OCSPMessage):
    """An OCSP request (RFC 6960, 4.1), made by load_ocsp_request().

    Requests are equal if their encodings are.
    """
    __slots__ = {
        'encoded': 'The request as DER.',
        'encoded_tbs': 'The encoding of tbsRequest, which is what may be signed.',
        'version': '1.',
        'requestor_name': 'The GeneralName of who asks, or None.',
        'signature_algorithm': 'The AlgorithmIdentifier of the signature, or None.',
        'signature': 'The bytes of the signature, or None.',
        '_requests': None,
    }
    _load = 'load_ocsp_request'

    @property
    def requests(self):
        """The tuple of each Request.  What is wrong in an extension of one is said when this is read."""
        return self._lazily('requests', lambda: tuple(
            [Request(cert_id, extensions.all()) for cert_id, extensions in self._requests]))

    def __repr__(self):
        return f'<asn1lib.OCSPRequest for {len(self._requests)} certificates>'


def _read_cert_id(reader):
    return reader.sequence(lambda inside: CertID(
        inside.field('hashAlgorithm', _read_algorithm),
        inside.field('issuerNameHash', _read_octet_string),
        inside.field('issuerKeyHash', _read_octet_string),
        inside.field('serialNumber', _read_integer)))


def _read_request(reader, index):
    return reader.sequence(lambda inside: (
        inside.field('reqCert', _read_cert_id),
        _Extensions(inside.field('singleRequestExtensions', _implicit(0, _read_raw_extensions)),
                    inside.strict, 'tbsRequest', 'requestList', index, 'singleRequestExtensions')))


def _read_tbs_request(reader):
    return reader.sequence(lambda inside: {
        'version': 1 + inside.field('version', _read_version((0,), _OCSP_VERSION)),
        'requestor_name': inside.field('requestorName', _implicit(1, _read_general_name)),
        '_requests': inside.field('requestList', _each_with_index(_read_request)),
        '_extensions': _Extensions(inside.field('requestExtensions', _implicit(2, _read_raw_extensions)),
                                   inside.strict, 'tbsRequest', 'requestExtensions'),
    })


def _read_certificate_encoding(reader):
    """A certificate, all of which is checked, as its encoding."""
    return _read_certificate(reader).encoded


_read_certificate_encodings = _sequence_of(_read_certificate_encoding, at_least_one=False)


def _read_request_signature(reader):
    return reader.sequence(lambda inside: (
        inside.field('signatureAlgorithm', _read_algorithm),
        inside.field('signature', _read_bits),
        inside.field('certs', _implicit(0, _read_certificate_encodings)) or ()))


def _read_ocsp_request(reader):
    start = reader.position

    def read(inside):
        spans = _Spans(inside)
        attributes = spans.field('tbsRequest', _read_tbs_request)
        attributes['encoded_tbs'] = spans.encoded['tbsRequest']
        signature = spans.field('optionalSignature', _implicit(0, _read_request_signature)) or (None, None, ())
        names = 'signature_algorithm', 'signature', '_encoded_certificates'
        return attributes | dict(zip(names, signature))

    attributes = reader.sequence(read)
    return _make(_PyOCSPRequest, encoded=reader.data[start:reader.position], _parsed={}, _strict=reader.strict,
                 **attributes)


_PyOCSPRequest = OCSPRequest


@_final
class OCSPResponse(_OCSPMessage):
    """An OCSP response (RFC 6960, 4.2), made by load_ocsp_response().

    What a response does not have is None, or an empty tuple.  Responses are
    equal if their encodings are.
    """
    __slots__ = {
        'encoded': 'The response as DER.',
        'encoded_tbs': 'The encoding of tbsResponseData, which is what is signed.',
        'status': "The status: 'successful', 'tryLater' and so on.",
        'response_type': 'The OID of what response is, which is mostly 1.3.6.1.5.5.7.48.1.1, basic.',
        'response': 'The bytes of the response proper.',
        'version': '1.',
        'responder_id': 'The ResponderID of who signed.',
        'produced_at': 'A datetime in UTC: when the response was signed.',
        'signature_algorithm': 'The AlgorithmIdentifier of the signature.',
        'signature': 'The bytes of the signature.',
        '_responses': None,
    }
    _load = 'load_ocsp_response'

    @property
    def responses(self):
        """The tuple of each SingleResponse.  What is wrong in an extension of one is said when this is read."""
        return self._lazily('responses', lambda: tuple(
            [SingleResponse(*fields, extensions.all()) for *fields, extensions in self._responses]))

    def __repr__(self):
        return f'<asn1lib.OCSPResponse {self.status}>'


_RESPONDER_IDS = {
    1: ('byName', lambda reader: ResponderID(reader.constructed(_context(1), _read_name), None)),
    2: ('byKey', lambda reader: ResponderID(None, reader.constructed(_context(2), _read_octet_string))),
}


def _read_responder_id(reader):
    return _read_choice(reader, 'ResponderID', _RESPONDER_IDS)


def _read_revoked_info(inside):
    return (
        'revoked',
        inside.field('revocationTime', _read_generalized_time),
        inside.field('revocationReason', _implicit(0, _read_reason)))


def _read_status_only(status, number):
    def read(reader):
        reader.value(Tag.NULL, _context_primitive(number))
        return status, None, None
    return read


# Status, time and reason of revocation
_CERT_STATUSES = {
    0: ('good', _read_status_only('good', 0)),
    1: ('revoked', lambda reader: reader.constructed(_context(1), _read_revoked_info)),
    2: ('unknown', _read_status_only('unknown', 2)),
}


def _read_cert_status(reader):
    return _read_choice(reader, 'CertStatus', _CERT_STATUSES)


def _read_single_response(reader, index):
    return reader.sequence(lambda inside: (
        inside.field('certID', _read_cert_id),
        *inside.field('certStatus', _read_cert_status),
        inside.field('thisUpdate', _read_generalized_time),
        inside.field('nextUpdate', _implicit(0, _read_generalized_time)),
        _Extensions(inside.field('singleExtensions', _implicit(1, _read_raw_extensions)),
                    inside.strict, 'responseBytes', 'response', 'tbsResponseData', 'responses', index,
                    'singleExtensions')))


def _read_response_data(reader):
    return reader.sequence(lambda inside: {
        'version': 1 + inside.field('version', _read_version((0,), _OCSP_VERSION)),
        'responder_id': inside.field('responderID', _read_responder_id),
        'produced_at': inside.field('producedAt', _read_generalized_time),
        '_responses': inside.field('responses', _each_with_index(_read_single_response)),
        '_extensions': _Extensions(
            inside.field('responseExtensions', _implicit(1, _read_raw_extensions)),
            inside.strict, 'responseBytes', 'response', 'tbsResponseData', 'responseExtensions'),
    })


def _read_basic_response(reader):
    def read(inside):
        spans = _Spans(inside)
        return spans.field('tbsResponseData', _read_response_data) | {
            'encoded_tbs': spans.encoded['tbsResponseData'],
            'signature_algorithm': spans.field('signatureAlgorithm', _read_algorithm),
            'signature': spans.field('signature', _read_bits),
            '_encoded_certificates': spans.field('certs', _implicit(0, _read_certificate_encodings)) or (),
        }
    return reader.sequence(read)


def _read_basic_response_octets(reader):
    inside = reader.inside(reader.tagged((TagClass.UNIVERSAL, Tag.OCTET_STRING, False)), reader.strict)
    attributes = _read_basic_response(inside)
    if reader.strict:
        inside.finish()
    return attributes


def _read_response_bytes(reader):
    def read(inside):
        response_type = inside.field('responseType', _read_oid)
        start = inside.position
        if response_type == _BASIC_RESPONSE:
            attributes = inside.field('response', _read_basic_response_octets)
        else:
            inside.field('response', _read_octet_string)
            attributes = {}
        response = _read_tlv(inside.data, start, inside.position, inside.strict, inside.depth).octets
        return {'response_type': response_type, 'response': response} | attributes
    return reader.sequence(read)


def _read_response_status(reader):
    tlv = reader.tagged((TagClass.UNIVERSAL, Tag.ENUMERATED, False))
    number = _enumerated(tlv, reader.strict)
    if number not in _RESPONSE_STATUS and reader.strict:
        raise DecodeError('no such response status', tlv.content)
    return _RESPONSE_STATUS.get(number, number)


def _read_ocsp_response(reader):
    start = reader.position

    def read(inside):
        status = inside.field('responseStatus', _read_response_status)
        start = inside.position

        def read_response_bytes(reader):
            attributes = _implicit(0, _read_response_bytes)(reader)
            if reader.strict and (attributes is not None) != (status == 'successful'):
                raise DecodeError('only a successful response has bytes', start)
            return attributes

        return {'status': status} | (inside.field('responseBytes', read_response_bytes) or {})

    missing = {
        'encoded_tbs': None, 'response_type': None, 'response': None, 'version': None, 'responder_id': None,
        'produced_at': None, 'signature_algorithm': None, 'signature': None, '_responses': (),
        '_encoded_certificates': (), '_extensions': _Extensions(None, reader.strict),
    }
    attributes = missing | reader.sequence(read)
    return _make(_PyOCSPResponse, encoded=reader.data[start:reader.position], _parsed={}, _strict=reader.strict,
                 **attributes)


_PyOCSPResponse = OCSPResponse


# Private keys (RFC 5958)

def _read_private_key_info(reader):
    start = reader.position

    def read(inside):
        version = 1 + inside.field('version', _read_version_number((0, 1), 'the version is not 1 or 2'))
        no_public_key = version != 2 and 'only version 2 has a public key'
        return (
            version,
            inside.field('privateKeyAlgorithm', _read_algorithm),
            inside.field('privateKey', _read_octet_string),
            inside.field('attributes', _optional(_context(0), _set_of(
                _read_attribute, tag=_context(0), at_least_one=False))) or (),
            inside.field('publicKey', _unless(no_public_key, _context(1), _read_optional_public_key)))

    fields = reader.sequence(read)
    return PrivateKeyInfo(*fields, reader.data[start:reader.position])


def _read_optional_public_key(reader):
    bits = reader.optional(Tag.BIT_STRING, _context_primitive(1))
    return None if bits is None else bits.data


# PEM (RFC 7468)

_CERTIFICATE = 'CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'
_BLANKS = b' \t\n\r\f'
_BASE64 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
# How a SEQUENCE begins that is long enough to have a BEGIN line in it
_LONG_SEQUENCES = b'0\x80', b'0\x81', b'0\x82', b'0\x83', b'0\x84'


def _pem_blocks(text):
    """Generate label, body and the body's offset of each block; what is around them does not matter."""
    position = 3 if text.startswith(b'\xef\xbb\xbf') else 0
    begin = None            # the line, once it is found: label, offset, end
    for line in text[position:].splitlines(True):
        offset = position
        position += len(line)
        label = _pem_label(line, b'-----END ' if begin else b'-----BEGIN ')
        if label is None:
            continue
        if begin is None:
            begin = label, offset, position
            continue
        if label != begin[0]:
            raise DecodeError('PEM block that ends with another label', offset)
        body = begin[2] + _headers_length(text[begin[2]:offset])
        yield label.decode('latin-1'), text[body:offset], body
        begin = None
    if begin:
        raise DecodeError('PEM block without an END line', begin[1])


def _pem_label(line, begin):
    line = line.rstrip(_BLANKS)
    return line[len(begin):-5] if line.startswith(begin) and line[len(begin):].endswith(b'-----') else None


def _headers_length(block):
    """How long the lines of RFC 1421 are that come before Base64, with the blank line that ends them."""
    lines = block.lstrip(_BLANKS).partition(b'\n')
    if b':' not in lines[0]:
        return 0
    length = len(block) - len(block.lstrip(_BLANKS))
    for line in block[length:].split(b'\n'):
        length += len(line) + 1
        if not line.strip(_BLANKS):
            break
    return min(length, len(block))


def _decode_base64(body, offset):
    import binascii
    text = body.translate(None, b' \t\r\n')
    digits = text.rstrip(b'=')
    if len(text) % 4 or len(text) - len(digits) > 2 or digits.translate(None, _BASE64):
        raise DecodeError('PEM block that is not Base64', offset)
    return binascii.a2b_base64(text)


# Loading

def _encodings(data, labels):
    """Return None and the data if that is DER, or a generator of the blocks with these labels if it is PEM."""
    if isinstance(data, str):
        data = data.encode()
    else:
        data = _bytes_of(data)
        if b'-----BEGIN ' not in data or data.startswith(_LONG_SEQUENCES):
            return data, None
    return data, _labelled_blocks(data, labels)


def _labelled_blocks(text, labels):
    found = False
    for label, body, offset in _pem_blocks(text):
        if label in labels:
            found = True
            yield _decode_base64(body, offset), label == 'TRUSTED CERTIFICATE'
    if not found:
        raise DecodeError(f'no PEM block with the label {labels[0]}', len(text))


def _load(data, labels, read, strict):
    """Read one structure: DER, or the first block of PEM."""
    data, blocks = _encodings(data, labels)
    first_only = False
    if blocks:
        data, first_only = next(blocks)
    return _load_der(data, read, strict, first_only)


def _load_der(data, read, strict, first_only=False):
    reader = _Reader(data, 0, len(data), strict, 0)
    value = read(reader)
    if not first_only:
        reader.finish()
    return value


def _load_all(data, labels, read, strict):
    """Read all structures: one behind the other in DER, or all blocks of PEM.  Errors have the index in their path."""
    data, blocks = _encodings(data, labels)
    values = []
    if blocks is None:
        reader = _Reader(data, 0, len(data), strict, 0)
        while not values or not reader.is_at_end():
            values.append(reader.field(len(values), read))
    else:
        for data, first_only in blocks:
            try:
                values.append(_load_der(data, read, strict, first_only))
            except DecodeError as error:
                raise error._within(len(values)) from None
    return tuple(values)


def load_certificate(data, /, *, strict=True):
    """Return the Certificate in DER or PEM; of several in PEM the first."""
    return _load(data, _CERTIFICATE, _read_certificate, strict)


def load_certificates(data, /, *, strict=True):
    """Return a tuple of every Certificate in PEM, or in DER one behind the other."""
    return _load_all(data, _CERTIFICATE, _read_certificate, strict)


def load_crl(data, /, *, strict=True):
    """Return the CertificateRevocationList in DER or PEM; of several in PEM the first."""
    return _load(data, ('X509 CRL',), _read_crl, strict)


def load_crls(data, /, *, strict=True):
    """Return a tuple of every CertificateRevocationList in PEM, or in DER one behind the other."""
    return _load_all(data, ('X509 CRL',), _read_crl, strict)


def load_ocsp_request(data, /, *, strict=True):
    """Return the OCSPRequest in DER or PEM."""
    return _load(data, ('OCSP REQUEST',), _read_ocsp_request, strict)


def load_ocsp_response(data, /, *, strict=True):
    """Return the OCSPResponse in DER or PEM."""
    return _load(data, ('OCSP RESPONSE',), _read_ocsp_response, strict)


def load_private_key_info(data, /, *, strict=True):
    """Return the PrivateKeyInfo in DER or PEM: the outer structure of PKCS #8."""
    return _load(data, ('PRIVATE KEY',), _read_private_key_info, strict)


def load_public_key_info(data, /, *, strict=True):
    """Return the PublicKeyInfo in DER or PEM."""
    return _load(data, ('PUBLIC KEY',), _read_public_key_info, strict)


# The same in Rust, where it was built
try:
    from _asn1 import (Certificate, CertificateRevocationList, Element, OCSPRequest, OCSPResponse, decode, encode,
                       load_certificate, load_certificates, load_crl, load_crls, load_ocsp_request,
                       load_ocsp_response, load_private_key_info, load_public_key_info, oid_name)
except ImportError:
    pass
