"""python -m asn1lib: DER and PEM as a person wants to see them."""

import _colorize
import argparse
import datetime
import hashlib
import json
import os
import sys

import asn1lib
from _asn1_der import read_tlv, type_name
from asn1lib import DecodeError, Tag, TagClass

# Of a long value, so many bytes are shown.
_SHOWN_BYTES = 32
# Elements in the value of another one included.
_MAX_DEPTH = 64


def main(args=None):
    """Run the command line, and return its exit status."""
    try:
        return _run(args)
    except OSError as error:
        # Nothing more may be written, not even when the interpreter closes its streams.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # Whoever closes a pipe has seen enough.
        if not isinstance(error, BrokenPipeError):
            _complain(f'cannot write: {error.strerror}')
        return 1


def _run(args):
    options = _parse_arguments(args)
    failures = 0
    documents = []
    for file in options.files:
        try:
            blocks = _read_blocks(file)
            if options.certificate:
                blocks = _only_certificates(blocks)
        except _Refused as error:
            failures += 1
            _complain(f'{file}: {error}')
            continue
        for number, block in enumerate(blocks, 1):
            block.place = f'{number} of {len(blocks)}' if len(blocks) > 1 else ''
            try:
                documents += _show(block, options)
            except _Refused as error:
                failures += 1
                _complain(f'{file}: {error}', _hex_lines(error.der, error.offset))
    if options.json:
        _write(json.dumps(documents, indent=4, default=bytes.hex) + '\n')
    if sys.stdout:
        sys.stdout.flush()
    return 1 if failures else 0


def _show(block, options):
    """Write what is in a block, or return it as a list for JSON."""
    if options.json:
        return _certificates_json(block) if options.certificate else [_tree_json(block)]
    if options.certificate:
        _print_certificates(block)
    else:
        _print_tree(block)
    return []


def _parse_arguments(args):
    parser = argparse.ArgumentParser(
        prog='python -m asn1lib',
        description='Show what is in files of DER, or of PEM blocks: each element with the byte at which it begins, '
                    'the lengths of its header and its content, its type and its value.',
    )
    parser.add_argument('files', metavar='FILE', nargs='+', help='file to show; - is the standard input')
    parser.add_argument('--certificate', action='store_true', help='show what each X.509 certificate says instead')
    parser.add_argument('--json', action='store_true', help='write it as JSON')
    return parser.parse_args(args)


# What is in a file

class _Block:
    """The DER in a file, or in one of the blocks of a PEM file."""

    def __init__(self, file, label, der):
        self.file = file
        self.label = label      # None if it is not PEM
        self.der = der
        self.place = ''         # as '2 of 3', if there are others


class _Refused(Exception):
    """Something in a file is not what it should be."""

    def __init__(self, message, der=b'', offset=0):
        super().__init__(str(message))
        self.der = der
        self.offset = offset


def _read_blocks(file):
    data = _read(file)
    if not data:
        raise _Refused('empty')
    if not asn1lib._is_pem(data):
        return [_Block(file, None, data)]
    try:
        blocks = [(label, asn1lib._decode_base64(body, offset)) for label, body, offset in asn1lib._pem_blocks(data)]
    except DecodeError as error:
        line = data.count(b'\n', 0, error.offset) + 1
        raise _Refused(f'line {line}: {error.reason}') from None
    if not blocks:
        raise _Refused('a BEGIN line, but no PEM block')
    return [_Block(file, label, der) for label, der in blocks]


def _read(file):
    try:
        if file == '-':
            if sys.stdin is None:
                raise _Refused('there is no standard input')
            return sys.stdin.buffer.read()
        with open(file, 'rb') as stream:
            return stream.read()
    except OSError as error:
        raise _Refused(error.strerror or error) from None


def _only_certificates(blocks):
    found = [block for block in blocks if block.label is None or block.label in asn1lib._CERTIFICATE]
    if not found:
        raise _Refused('no certificate, but ' + ', '.join(sorted({block.label for block in blocks})))
    return found


def _structures(block, load, what):
    """What load makes of each element in a block, with the offset of that element."""
    start = 0
    while True:
        try:
            end = read_tlv(block.der, start, len(block.der), True, 0).end
        except DecodeError as error:
            raise _refused(block, what, error) from None
        try:
            yield load(block.der[start:end]), start
        except DecodeError as error:
            raise _refused(block, what, DecodeError(error.reason, start + error.offset, error.path)) from None
        start = end
        # Behind a trusted certificate stands what OpenSSL trusts it for.
        if start == len(block.der) or load is not asn1lib.decode and block.label == 'TRUSTED CERTIFICATE':
            return


def _refused(block, what, error):
    place = f'{what} {block.place}: ' if block.place else ''
    # What begins like a text is none of an element that anybody has.
    if block.label is None and block.der[:8].isascii() and block.der[:8].decode().isprintable():
        place = 'neither PEM nor DER: '
    return _Refused(f'{place}{error}', block.der, error.offset)


# The tree of elements

class _Node:
    """An element, and where it is in the data of its block."""

    def __init__(self, element, base, depth):
        self.element = element
        self.offset = base + element.offset
        self.depth = depth
        self._base = base

    def children(self):
        element = self.element
        if element.constructed:
            return [_Node(child, self._base, self.depth + 1) for child in element]
        child = _encapsulated(element) if self.depth < _MAX_DEPTH else None
        if child is None:
            return []
        node = _Node(child, self.offset + len(element.encoded) - len(child.encoded), self.depth + 1)
        return [node]


def _encapsulated(element):
    """The element whose encoding a string is, as in the extensions of certificates and in public keys."""
    if element.tag_class != TagClass.UNIVERSAL:
        return None
    if element.tag == Tag.OCTET_STRING:
        inner = element.value
    elif element.tag == Tag.BIT_STRING and not element.value.unused_bits:
        inner = element.value.data
    else:
        return None
    try:
        child = asn1lib.decode(inner)
    except DecodeError:
        return None
    known = child.tag_class == TagClass.UNIVERSAL and child.tag in _TYPES
    return child if known else None


_TYPES = frozenset(Tag)


def _type_name(element):
    return type_name(element.tag_class, element.tag)


def _print_tree(block):
    theme = _theme(sys.stdout)
    roots = [_Node(element, start, 0) for element, start in _structures(block, asn1lib.decode, 'block')]
    title = ', '.join(filter(None, [block.file, block.label, block.place, _count(len(block.der), 'byte')]))
    _write(f'{theme.heading}{_escaped(title)}{theme.reset}\n')
    width = len(str(len(block.der)))
    pending = roots[::-1]
    while pending:
        node = pending.pop()
        children = node.children()
        pending.extend(reversed(children))
        element = node.element
        length = len(element.encoded) - element.header_length
        numbers = f'{node.offset:{width}} {element.header_length} {length:{width}}'
        name = f'{theme.type}{_type_name(element)}{theme.reset}'
        if element.constructed:
            text = '' if children else ' (empty)'
        elif children:
            text = ', which holds'
        else:
            text = _colored_value(element, theme)
        _write(f'{theme.position}{numbers}{theme.reset}  {"  " * node.depth}{name}{text}\n')


def _colored_value(element, theme):
    text, comment = _readable(element)
    if not text:
        return ''
    color = theme.string if text[:1] in '\'"' else theme.number
    comment = f' {theme.comment}{comment}{theme.reset}' if comment else ''
    return f' {color}{text}{theme.reset}{comment}'


def _readable(element):
    """A primitive element's value as text, and a comment on it."""
    value = element.value
    universal = element.tag_class == TagClass.UNIVERSAL
    if value is None:
        return '', ''
    if isinstance(value, bool):
        return str(value).upper(), ''
    if isinstance(value, int):
        return _readable_int(value), ''
    if isinstance(value, datetime.datetime):
        return _readable_time(value), ''
    if isinstance(value, asn1lib.BitString):
        bits = 8 * len(value.data) - value.unused_bits
        return _readable_bytes(value.data), _count(bits, 'bit')
    if isinstance(value, str):
        if universal and element.tag == Tag.OBJECT_IDENTIFIER:
            return value, asn1lib.oid_name(value) or ''
        return (value if universal and element.tag == Tag.RELATIVE_OID else repr(value)), ''
    if not universal and value and value.isascii() and value.decode('ascii').isprintable():
        return repr(value.decode('ascii')), ''
    return _readable_bytes(value), _count(len(value), 'byte') if len(value) > _SHOWN_BYTES else ''


def _readable_int(value):
    if -2**63 <= value < 2**64:
        return str(value)
    octets = abs(value).to_bytes((value.bit_length() + 7) // 8)
    sign = '-' if value < 0 else ''
    return f'{sign}0x{_readable_bytes(octets)} ({value.bit_length()} bits)'


def _readable_time(value):
    text = value.strftime('%Y-%m-%d %H:%M:%S')
    fraction = f'.{value.microsecond:06}' if value.microsecond else ''
    return f'{value.year:04}{text[text.index("-"):]}{fraction} UTC'


def _readable_bytes(value):
    shown = value[:_SHOWN_BYTES].hex()
    return shown + ('…' if len(value) > _SHOWN_BYTES else '')


def _count(number, unit):
    return f'{number} {unit}' if number == 1 else f'{number} {unit}s'


def _tree_json(block):
    elements = [_node_json(_Node(element, start, 0)) for element, start in _structures(block, asn1lib.decode, 'block')]
    return {'file': block.file, 'label': block.label, 'elements': elements}


def _node_json(node):
    element = node.element
    described = {
        'offset': node.offset,
        'header_length': element.header_length,
        'length': len(element.encoded) - element.header_length,
        'class': TagClass(element.tag_class).name.lower(),
        'tag': int(element.tag),
        'type': _type_name(element),
    }
    if element.constructed:
        described['elements'] = [_node_json(child) for child in node.children()]
        return described
    value = element.value
    if isinstance(value, asn1lib.BitString):
        described['unused_bits'] = value.unused_bits
        value = value.data
    if isinstance(value, bytes):
        value = value.hex()
    elif isinstance(value, datetime.datetime):
        value = value.isoformat()
    elif isinstance(value, int) and value.bit_length() > 64:
        value = hex(value)      # which neither Python nor readers of JSON limit
    described['value'] = value
    if element.tag_class == TagClass.UNIVERSAL and element.tag == Tag.OBJECT_IDENTIFIER:
        described['name'] = asn1lib.oid_name(value)
    if children := node.children():
        described['holds'] = _node_json(children[0])
    return described


# The summary of a certificate

def _certificates_json(block):
    return [{'file': block.file, **certificate}
            for certificate, _ in _structures(block, lambda der: asn1lib.load_certificate(der).as_dict(), 'certificate')]


def _print_certificates(block):
    theme = _theme(sys.stdout)
    for lines, _ in _structures(block, _certificate_lines, 'certificate'):
        title = ', '.join(filter(None, [block.file, block.place and f'certificate {block.place}']))
        _write(f'{theme.heading}{_escaped(title)}{theme.reset}\n')
        width = max(len(name) for name, _, _ in lines) + 1
        for name, values, remark in lines:
            remark = f' {theme.comment}({remark}){theme.reset}' if remark else ''
            first, *others = values.splitlines() or ['']
            _write(f'    {theme.type}{name + ":":{width}}{theme.reset} {first}{remark}\n')
            for value in others:
                _write(f'    {"":{width}} {value}\n')


def _certificate_lines(der):
    """What a certificate says: names, values and remarks on them."""
    return list(_said_by(asn1lib.load_certificate(der)))


def _said_by(certificate):
    now = datetime.datetime.now(datetime.UTC)
    yield 'subject', _escaped(str(certificate.subject)), ''
    yield 'issuer', _escaped(str(certificate.issuer)), ''
    yield 'version', str(certificate.version), ''
    yield 'serial number', hex(certificate.serial_number), ''
    remark = 'not yet valid' if now < certificate.not_before else ''
    yield 'not before', _readable_time(certificate.not_before), remark
    yield 'not after', _readable_time(certificate.not_after), 'expired' if now > certificate.not_after else ''
    yield 'public key', *_public_key(certificate.public_key_info)
    yield 'signature', _oid(certificate.signature_algorithm.oid), ''
    yield 'SHA-256', hashlib.sha256(certificate.encoded).hexdigest(), ''
    for extension in certificate.extensions:
        value = extension.value
        rows = map(_plain, value) if _is_list(value) else [_plain(value)]
        yield _oid(extension.oid), '\n'.join(rows), 'critical' if extension.critical else ''


def _public_key(info):
    name = _oid(info.algorithm.oid)
    bits = _rsa_bits(info)
    return name, _count(bits, 'bit') if bits else ''


def _rsa_bits(info):
    """The size of the modulus (RFC 8017, A.1.1), or 0 for another algorithm."""
    if asn1lib.oid_name(info.algorithm.oid) != 'rsaEncryption':
        return 0
    try:
        modulus, _ = asn1lib.decode(info.public_key)
        return modulus.value.bit_length()
    except (DecodeError, TypeError, ValueError, AttributeError):
        return 0


def _oid(oid):
    return asn1lib.oid_name(oid) or oid


def _is_list(value):
    """Whether a tuple is a list of things, each for itself, and no record."""
    return type(value) is tuple and any(isinstance(item, tuple) for item in value)


def _plain(value):
    """A value of an extension, or a part of it, on one line."""
    if isinstance(value, asn1lib.Name):
        return _escaped(str(value))
    if isinstance(value, asn1lib.GeneralName):
        name = _address(value.value) if value.kind == 'iPAddress' else _plain(value.value)
        return f'{value.kind} {name}'
    if isinstance(value, tuple) and hasattr(value, '_fields'):
        said = [(name, item) for name, item in zip(value._fields, value) if item is not None and item != ()]
        return ', '.join(f'{name.replace("_", " ")} {_plain(item)}' for name, item in said)
    if isinstance(value, tuple):
        return ', '.join(map(_plain, value))
    if isinstance(value, bytes):
        return _readable_bytes(value)
    if isinstance(value, datetime.datetime):
        return _readable_time(value)
    if isinstance(value, str):
        return _escaped(asn1lib.oid_name(value) or value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _readable_int(value)
    return '' if value is None else str(value)


def _address(octets):
    """An IP address, or one with its mask in a name constraint."""
    import ipaddress
    size = len(octets) if len(octets) in (4, 16) else len(octets) // 2
    try:
        return '/'.join(str(ipaddress.ip_address(octets[start:start + size])) for start in range(0, len(octets), size))
    except ValueError:
        return _readable_bytes(octets)


def _escaped(text):
    """A text without characters that a terminal might obey."""
    return ''.join(character if character.isprintable() else repr(character)[1:-1] for character in text)


# Output

class _Theme:
    """The colours of what is written, each a text that switches it on."""

    def __init__(self, heading='', type='', string='', number='', position='', comment='', error='', reset=''):
        self.heading = heading
        self.type = type
        self.string = string
        self.number = number
        self.position = position
        self.comment = comment
        self.error = error
        self.reset = reset


def _theme(file):
    if not _colorize.can_colorize(file=file):
        return _Theme()
    colors = _colorize.ANSIColors
    if not hasattr(_colorize, 'get_theme'):     # until 3.13
        return _Theme(colors.BOLD_GREEN, colors.CYAN, colors.GREEN, colors.YELLOW, '', '', colors.BOLD_MAGENTA,
                      colors.RESET)
    theme = _colorize.get_theme(force_color=True)
    syntax = theme.syntax
    return _Theme(syntax.definition, syntax.builtin, syntax.string, syntax.number, colors.GREY, colors.GREY,
                  theme.traceback.message, syntax.reset)


def _write(text, file=None):
    file = file or sys.stdout
    if file is None:
        return
    encoding = getattr(file, 'encoding', None) or 'utf-8'
    file.write(text.encode(encoding, 'backslashreplace').decode(encoding))


def _complain(message, lines=()):
    if sys.stdout:
        sys.stdout.flush()
    theme = _theme(sys.stderr)
    _write(f'python -m asn1lib: {theme.error}{_escaped(message)}{theme.reset}\n', sys.stderr)
    for line in lines:
        _write(f'    {line}\n', sys.stderr)


def _hex_lines(data, offset):
    """The 16 bytes around offset, and a line that points to it."""
    if not data:
        return []
    start = max(0, min(offset, len(data) - 1)) // 16 * 16
    digits = data[start:start + 16].hex(' ')
    margin = f'{start:08x}  '
    return [margin + digits, ' ' * (len(margin) + 3 * (offset - start)) + '^^']
