"""DER elements: what asn1lib reads and writes them with.

Everything is linear in the length of the data, and nothing calls itself.
"""

import datetime
import operator
from collections import namedtuple
from enum import IntEnum


# Tags, errors

class TagClass(IntEnum):
    """The class of a tag (X.690, 8.1.2.2)."""
    UNIVERSAL = 0
    APPLICATION = 1
    CONTEXT = 2
    PRIVATE = 3


class Tag(IntEnum):
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


def type_name(tag_class, number):
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
    offset: at which byte of the DER; for faults of PEM, of the text
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

class TLV:
    """Where an element is in the data, its tag, and in how many others it lies."""
    __slots__ = 'data', 'start', 'content', 'content_end', 'end', 'tag_class', 'constructed', 'number', 'depth'

    def __init__(self, data, start, depth):
        self.data = data
        self.start = start
        self.depth = depth

    @property
    def type_name(self):
        return type_name(self.tag_class, self.number)

    @property
    def octets(self):
        return self.data[self.content:self.content_end]

    @property
    def encoded(self):
        return self.data[self.start:self.end]


def read_tlv(data, start, end, strict, depth, ends=None):
    """Read the header of the element at start, which is in data[:end] and lies in depth others.

    Whoever reads all elements of a tree passes the same dict as ends each time: see _find_end_of_contents().
    """
    tlv = TLV(data, start, depth)
    tlv.tag_class, tlv.constructed, tlv.number, position = _read_tag(data, start, end, strict)
    length, tlv.content = _read_length(data, start, position, end, strict)
    if length is not None:
        tlv.content_end = tlv.end = tlv.content + length
    elif tlv.constructed:
        tlv.content_end = _find_end_of_contents(data, tlv.content, end, depth + 1, {} if ends is None else ends)
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


def _find_end_of_contents(data, position, end, depth, ends):
    """Return where the two zero octets are that end contents of indefinite length, which begin at position.

    Elements of definite length are passed over.  What is found out about those of indefinite length inside is kept in
    ends: where their contents begin, and where they end.
    """
    if position in ends:
        return ends[position]
    begins = [position]         # of the contents that have not ended
    while position < end:
        start = position
        if data[position:position + 2] == b'\0\0' and position + 2 <= end:
            ends[begins.pop()] = position
            if not begins:
                return position
            position += 2
            continue
        if depth + len(begins) > _MAX_DEPTH:
            raise DecodeError(_TOO_DEEP, position)
        _, constructed, _, position = _read_tag(data, start, end, False)
        length, position = _read_length(data, start, position, end, False)
        if length is not None:
            position += length
        elif constructed:
            begins.append(position)
        else:
            raise DecodeError('length is indefinite', start)
    raise DecodeError('the data ends inside an indefinite length', end)


def _check_form(tlv, constructed):
    if tlv.constructed != constructed:
        form = 'constructed' if constructed else 'primitive'
        raise DecodeError(f'{tlv.type_name} must be {form}', tlv.start)


# The values of primitive types: each function takes a TLV, checks its content and returns what it says. The name in
# an error is that of the type, whatever the tag is.

BitString = namedtuple('BitString', 'data unused_bits', module='asn1lib')
BitString.__doc__ = """BitString(data, unused_bits)

A BIT STRING: its bytes, and how many bits at their end do not belong to it.
"""

_PRINTABLE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?"
_NO_SURROGATES = bytes(set(range(256)) - set(range(0xd8, 0xe0)))
# type: codec, the bytes that strict rules allow in it (None: all that the codec does)
STRINGS = {
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


def integer_value(tlv, strict, name='INTEGER'):
    octets = tlv.octets
    if not octets:
        raise DecodeError(f'{name} without content', tlv.content)
    if len(octets) > 1 and octets[0] in (0x00, 0xff) and octets[0] >> 7 == octets[1] >> 7:
        raise DecodeError(f'{name} is not minimal', tlv.content)
    return int.from_bytes(octets, signed=True)


def enumerated_value(tlv, strict):
    return integer_value(tlv, strict, 'ENUMERATED')


def _null(tlv, strict):
    length = tlv.content_end - tlv.content
    if length:
        raise DecodeError(f'NULL of {length} bytes, not 0', tlv.content)


def _octet_string(tlv, strict):
    return tlv.octets


def bit_string_value(tlv, strict):
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


def string_value(tlv, strict, number):
    codec, allowed = STRINGS[number]
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


def generalized_time_value(tlv, strict):
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
        time = datetime.datetime(year, *numbers[1:], int(fraction[:6].ljust(6, b'0')), datetime.UTC)
        if abs(hours) > 12 or abs(minutes) > 59:
            raise ValueError
        return time - datetime.timedelta(hours=hours, minutes=minutes)
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
        fraction, rest = leading_digits(rest[1:])
        if not fraction or strict and fraction.endswith(b'0'):
            return None
    zone = (0, 0) if rest == b'Z' else None if strict else _zone(rest)
    if zone is None:
        return None
    numbers = [int(digits[:year_digits])]
    numbers += [int(digits[i:i + 2]) for i in range(year_digits, len(digits), 2)]
    return numbers, fraction or b'0', zone


def leading_digits(octets):
    rest = octets.lstrip(b'0123456789')
    return octets[:len(octets) - len(rest)], rest


def _zone(octets):
    if octets[:1] not in (b'+', b'-') or len(octets) != 5 or not octets[1:].isdigit():
        return None
    return int(octets[:3]), int(octets[:1] + octets[3:])


def _string_reader(number):
    return lambda tlv, strict: string_value(tlv, strict, number)


_VALUES = {
    Tag.BOOLEAN: _boolean,
    Tag.INTEGER: integer_value,
    Tag.BIT_STRING: bit_string_value,
    Tag.OCTET_STRING: _octet_string,
    Tag.NULL: _null,
    Tag.OBJECT_IDENTIFIER: _object_identifier,
    Tag.ENUMERATED: enumerated_value,
    Tag.RELATIVE_OID: _relative_oid,
    Tag.UTC_TIME: _utc_time,
    Tag.GENERALIZED_TIME: generalized_time_value,
} | {number: _string_reader(number) for number in STRINGS}


# A tree of elements

def check_tree(root, strict):
    """Check an element and all that is in it, without recursion.

    The first error in the order of the data is found; a place in a SET is wrong before what stands there.
    """
    parents = []
    last = []           # for each parent, the last of its elements so far
    ends = {}
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
            primitive_value(tlv, strict)
        while parents and position == parents[-1].content_end:
            position = parents.pop().end
            last.pop()
        if not parents:
            return
        parent = parents[-1]
        tlv = read_tlv(root.data, position, parent.content_end, strict, parent.depth + 1, ends)
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


def primitive_value(tlv, strict):
    if tlv.tag_class == TagClass.UNIVERSAL and tlv.number in _VALUES:
        return _VALUES[tlv.number](tlv, strict)
    return tlv.octets


def _children(tlv):
    """The elements in a constructed one that has been checked."""
    children = []
    position = tlv.content
    while position < tlv.content_end:
        child = read_tlv(tlv.data, position, tlv.content_end, False, tlv.depth + 1)
        children.append(child)
        position = child.end
    return children


def bytes_of(data):
    """A bytes-like object as exact bytes, which nobody can change."""
    if type(data) is bytes:
        return data
    try:
        view = memoryview(data)
    except TypeError:
        raise TypeError(f'a bytes-like object is required, not {type(data).__name__!r}') from None
    with view:
        if not view.c_contiguous:
            raise BufferError('memoryview: underlying buffer is not C-contiguous')
        return view.tobytes()


class Immutable:
    __slots__ = ()

    def __setattr__(self, name, value):
        raise AttributeError(f'attribute {name!r} of {type(self).__name__!r} objects is not writable')

    def __delattr__(self, name):
        raise AttributeError(f'attribute {name!r} of {type(self).__name__!r} objects is not writable')

    def __copy__(self):
        return self

    def __deepcopy__(self, memo, /):
        return self


def forbid_subclasses(cls):
    """Make a class final, as the accelerator's are."""
    def refuse(subclass, **kwargs):
        raise TypeError(f"type 'asn1lib.{cls.__name__}' is not an acceptable base type")

    cls.__init_subclass__ = classmethod(refuse)
    return cls


def _rebuild(load, encoded, strict):
    """What pickles call."""
    return load(encoded, strict=strict)


def make_immutable(cls, **attributes):
    """An instance of an Immutable, whose slots are set here and never again."""
    instance = object.__new__(cls)
    for name, value in attributes.items():
        object.__setattr__(instance, name, value)
    return instance


@forbid_subclasses
class Element(Immutable):
    """Element(tag, value, /, *, tag_class=TagClass.UNIVERSAL, constructed=None)

    A DER element: a tag and a value, which for a constructed element is the
    tuple of the elements in it.  Elements are equal if their encodings are.
    """
    __slots__ = '_tlv', '_kept'

    def __new__(cls, tag, value, /, *, tag_class=TagClass.UNIVERSAL, constructed=None):
        encoded = _encode_element(Element, operator.index(tag), value, operator.index(tag_class), constructed)
        tlv = read_tlv(encoded, 0, len(encoded), False, 0)
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
        if 'value' not in self._kept:
            tlv = self._tlv
            value = tuple(map(_element, _children(tlv))) if tlv.constructed else primitive_value(tlv, False)
            # Of several threads that make one at once, all get the same.
            self._kept.setdefault('value', value)
        return self._kept['value']

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


def _element(tlv):
    return make_immutable(Element, _tlv=tlv, _kept={})


def decode(data, /, *, strict=True):
    """Return the Element that data is the encoding of.

    data is a bytes-like object that holds exactly one element.  All of it is
    checked now, so that reading the element later does not fail: by the
    rules of DER, or if strict is false by rules that accept nearly all that
    OpenSSL 3 accepts.
    """
    data = bytes_of(data)
    root = read_tlv(data, 0, len(data), strict, 0)
    check_tree(root, strict)
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

def _encode_element(cls, number, value, tag_class, constructed):
    """cls is the class of elements that constructed ones are made of."""
    if not 0 <= number <= _MAX_TAG:
        raise ValueError(f'tag number {number} is not in 0 to {_MAX_TAG}')
    if not 0 <= tag_class <= TagClass.PRIVATE:
        raise ValueError(f'tag class {tag_class} is not in 0 to 3')
    if number == tag_class == 0:
        raise ValueError(_RESERVED_TAG)
    name = type_name(tag_class, number)
    universal = tag_class == TagClass.UNIVERSAL
    if universal and number in _TAGS:
        form = number in _CONSTRUCTED_TYPES
    else:
        form = not _is_bytes_like(value) if constructed is None else bool(constructed)
    if constructed is not None and bool(constructed) != form:
        raise ValueError(f'{name} must be {"constructed" if form else "primitive"}')
    if form:
        content = _encode_constructed(cls, value, name, universal and number == Tag.SET)
    elif universal and number in _ENCODERS:
        content = _ENCODERS[number](value, name)
    else:
        content = bytes_of(value)
    return _encode_header(tag_class, form, number, len(content)) + content


def _check_made(tlv):
    """Check how deep the elements are nested, which by themselves are right."""
    try:
        check_tree(tlv, False)
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


def _encode_constructed(cls, value, name, is_set):
    items = list(value)
    for item in items:
        if not isinstance(item, cls):
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
        value = operator.index(value)
    except TypeError:
        raise _wrong_type(name, 'int', value) from None
    return value.to_bytes((value + (value < 0)).bit_length() // 8 + 1, signed=True)


def _encode_null(value, name):
    if value is not None:
        raise _wrong_type(name, 'None', value)
    return b''


def _encode_octet_string(value, name):
    return bytes_of(value)


def _encode_bit_string(value, name):
    if not isinstance(value, tuple) or len(value) != 2:
        raise _wrong_type(name, 'asn1lib.BitString', value)
    data, unused = bytes_of(value[0]), operator.index(value[1])
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
    codec, allowed = STRINGS[number]
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
    if not isinstance(value, datetime.datetime):
        raise _wrong_type(name, 'datetime.datetime', value)
    if value.utcoffset() is None:
        raise ValueError(f'the value of {name} must have a time zone')
    try:
        return value.astimezone(datetime.UTC)
    except OverflowError:
        raise ValueError(f'{name} cannot hold {value}') from None


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
} | {number: _string_encoder(number) for number in STRINGS}


# Reading structures: one field after the other

SEQUENCE = TagClass.UNIVERSAL, Tag.SEQUENCE, True
_SET = TagClass.UNIVERSAL, Tag.SET, True


def context(number):
    """The tag [number] around an element, or in place of that of a constructed type."""
    return TagClass.CONTEXT, number, True


def context_primitive(number):
    """The tag [number] in place of that of a primitive type."""
    return TagClass.CONTEXT, number, False


class Reader:
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
        found = ', but the data ends' if tag is None else f', not {type_name(*tag)}'
        return DecodeError(f'expected {expected}{found}', self.position)

    def element(self):
        tlv = read_tlv(self.data, self.position, self.end, self.strict, self.depth)
        self.position = tlv.end
        return tlv

    def tagged(self, tag):
        """The next element, which must have this tag."""
        tag_class, number, constructed = tag
        expected = type_name(tag_class, number)
        if self.position == self.end:
            raise DecodeError(f'expected {expected}, but the data ends', self.end)
        found_class, found_constructed, found_number, _ = _read_tag(
            self.data, self.position, self.end, self.strict)
        if (found_class, found_number) != (tag_class, number):
            found = type_name(found_class, found_number)
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
        return self.constructed(SEQUENCE, read)

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
                tlv = read_tlv(self.data, self.position, self.end, self.strict, self.depth)
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


def read_primitive(number):
    """A read function for a primitive type."""
    return lambda reader: reader.value(number)


read_integer = read_primitive(Tag.INTEGER)
_read_enumerated = read_primitive(Tag.ENUMERATED)
read_oid = read_primitive(Tag.OBJECT_IDENTIFIER)
read_octet_string = read_primitive(Tag.OCTET_STRING)
read_null = read_primitive(Tag.NULL)


def read_bits(reader):
    """The bytes of a BIT STRING."""
    return reader.value(Tag.BIT_STRING).data


def _read_any(reader):
    """Any element.  Strict rules reach into it; else a string only must be one."""
    tlv = reader.element()
    check_any(tlv, reader.strict)
    return tlv


def check_any(tlv, strict):
    if is_string(tlv):
        primitive_value(tlv, strict)
    elif strict:
        check_tree(tlv, True)


def is_string(tlv):
    return tlv.tag_class == TagClass.UNIVERSAL and tlv.number in STRINGS and not tlv.constructed


def read_encoded(reader):
    return _read_any(reader).encoded


def read_optional_encoded(reader):
    return None if reader.is_at_end() else read_encoded(reader)


def sequence_of(read, *, tag=SEQUENCE, at_least_one=True):
    """A read function for SEQUENCE OF; strict rules want the list to have something if it has to."""
    return lambda reader: read_list(reader, tag, at_least_one, lambda inside: inside.each(read))


def set_of(read, *, tag=_SET, at_least_one=True):
    return lambda reader: read_list(reader, tag, at_least_one, lambda inside: inside.each_ascending(read))


def read_list(reader, tag, at_least_one, read_each):
    tlv = reader.tagged(tag)
    inside = reader.inside(tlv, reader.strict)
    if at_least_one and reader.strict and inside.is_at_end():
        raise DecodeError(f'{tlv.type_name} without content', tlv.content)
    return read_each(inside)


def each_with_index(read):
    """A read function for SEQUENCE OF; read gets the reader and the index."""
    def read_each(reader):
        values = []
        while not reader.is_at_end():
            values.append(reader.field(len(values), lambda each: read(each, len(values))))
        return values
    return lambda reader: reader.sequence(read_each)


def if_next(tag, read):
    """A read function for what is there if the next element has this tag; else None."""
    return lambda reader: read(reader) if reader.is_next(tag) else None


def implicit_list(number, read, at_least_one=True):
    """A read function for [number] IMPLICIT SEQUENCE OF OPTIONAL."""
    tag = context(number)
    return if_next(tag, sequence_of(read, tag=tag, at_least_one=at_least_one))


def read_choice(reader, expected, alternatives):
    """What the read function of the next tag's number reads; its name comes into the path."""
    tag_class, number = reader.peek() or (None, None)
    if tag_class != TagClass.CONTEXT or number not in alternatives:
        raise reader.unexpected(expected)
    return reader.field(*alternatives[number])


def implicit(number, read):
    """A read function for [number] IMPLICIT SEQUENCE OPTIONAL, or [number] EXPLICIT OPTIONAL."""
    return lambda reader: reader.optional_constructed(context(number), read)


def implicit_primitive(number, universal):
    """A read function for [number] IMPLICIT OPTIONAL of a primitive type."""
    return lambda reader: reader.optional(universal, context_primitive(number))
