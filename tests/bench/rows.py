"""What is measured: the functions, the sizes, and what each function is measured against."""

import functools
import operator
import random
import sys

import certificates
import timing

SIZES = (16, 64, 1 << 10, 4 << 10, 64 << 10, 1 << 20, 16 << 20)
# For what takes stock code long.
TO_1_MIB = SIZES[:-1]

GROUPS = {
    'base64-encode': 'Base64, encoding',
    'base64-decode': 'Base64, decoding',
    'base16': 'Base16: hexadecimal',
    'base32': 'Base32',
    'base85': 'Ascii85, Base85 and Z85',
    'checksums': 'Checksums',
    'quoted-printable': 'Quoted-printable',
    'hashes': 'Hashes',
    'hash-modules': 'Hashes in Rust where hashlib calls OpenSSL',
    'hmac': 'HMAC',
    'comparison': 'Comparison in constant time',
    'key-derivation': 'Key derivation',
    certificates.GROUP: 'Certificates and ASN.1',
}
# What is to be known of their rows.
NOTES = {
    'hashes': 'One call of a constructor with the data, and `digest()`. Stock is OpenSSL, but for BLAKE2; built-in is CPython\'s own C '
              'module, which is what its `hashlib` gives where there is no OpenSSL.',
    'hash-modules': 'Against the same. `hashlib` has these where there is no OpenSSL.',
    'hmac': 'With a key of 32 bytes; of `new()`, with `digest()`.',
    'comparison': 'Of two that are equal.',
    'key-derivation': 'Stock is OpenSSL; without it, CPython has neither. What is named `_kdf`, `hashlib` has where there is no OpenSSL.',
}
# Whose rows have one input each, so that nothing can be plotted against its size.
WITHOUT_SIZES = {'key-derivation', certificates.GROUP}

_WORDS = ('the', 'of', 'and', 'with', 'a', 'ligne', 'déjà', 'message', 'header=value', 'plain', 'text', 'über',
          'reader', 'encoded', 'quoted', 'printable,', 'line.', 'is', 'not', 'more', 'than', 'it', 'was')


@functools.cache
def random_bytes(size):
    return random.Random(64).randbytes(size)


@functools.cache
def text(size):
    """Lines of words as in a mail, a few of them not ASCII."""
    rng = random.Random(822)
    lines = bytearray()
    while len(lines) < size:
        lines += ' '.join(rng.choices(_WORDS, k=rng.randint(4, 16))).encode() + b'\n'
    return bytes(lines[:size])


class Row:
    """A function: what to call it with, and the rivals that do the same work.

    `prepare` makes the input from raw bytes by means of the stock modules; `arguments` is source code, in which `data`
    is the input.  A rival is a name in `rivals.py`, with its function and that one's arguments.
    """

    def __init__(self, group, label, prepare=None, arguments='data', rivals=None, sizes=SIZES, material=random_bytes,
                 since=(3, 13)):
        self.group = group
        self.label = label
        self.prepare = prepare
        self.arguments = arguments
        self.rivals = rivals or {}
        self.sizes = sizes
        self.material = material
        self.since = since
        module, _, function = label.partition('(')[0].rpartition('.')
        self.function = f'{module or "base64"}.{function}'


def _pybase64(function, arguments='data'):
    return {'pybase64': (function, arguments)}


def _by(function):
    return lambda stock, raw: stock.function(function)(raw)


_b64, _mime = _by('base64.b64encode'), _by('base64.encodebytes')
_CRC32 = {'isal': ('crc32', 'data'), 'zlib-ng': ('crc32', 'data')}

ROWS = (
    Row('base64-encode', 'b64encode', rivals=_pybase64('b64encode')),
    Row('base64-encode', 'urlsafe_b64encode', rivals=_pybase64('urlsafe_b64encode')),
    Row('base64-encode', 'encodebytes', rivals=_pybase64('encodebytes')),
    Row('base64-encode', 'b64encode(wrapcol=76)', arguments='data, wrapcol=76', since=(3, 15)),
    Row('base64-encode', 'binascii.b2a_base64'),

    Row('base64-decode', 'b64decode', _b64, rivals=_pybase64('b64decode')),
    Row('base64-decode', 'b64decode(validate=True)', _b64, 'data, validate=True',
        _pybase64('b64decode', 'data, validate=True')),
    Row('base64-decode', 'urlsafe_b64decode', _by('base64.urlsafe_b64encode'), rivals=_pybase64('urlsafe_b64decode')),
    Row('base64-decode', 'decodebytes', _mime, rivals=_pybase64('b64decode')),
    Row('base64-decode', 'binascii.a2b_base64', _b64, rivals=_pybase64('b64decode')),
    Row('base64-decode', 'binascii.a2b_base64(strict_mode=True)', _b64, 'data, strict_mode=True',
        _pybase64('b64decode', 'data, validate=True')),

    Row('base16', 'binascii.hexlify'),
    Row('base16', 'binascii.unhexlify', _by('binascii.hexlify')),
    Row('base16', 'b16encode'),
    Row('base16', 'b16decode', _by('base64.b16encode')),

    Row('base32', 'b32encode', sizes=TO_1_MIB),
    Row('base32', 'b32decode', _by('base64.b32encode'), sizes=TO_1_MIB),

    Row('base85', 'a85encode', sizes=TO_1_MIB),
    Row('base85', 'a85decode', _by('base64.a85encode'), sizes=TO_1_MIB),
    Row('base85', 'b85encode', sizes=TO_1_MIB),
    Row('base85', 'b85decode', _by('base64.b85encode'), sizes=TO_1_MIB),
    Row('base85', 'z85encode', sizes=TO_1_MIB),
    Row('base85', 'z85decode', _by('base64.z85encode'), sizes=TO_1_MIB),

    Row('checksums', 'binascii.crc32', rivals=_CRC32),
    Row('checksums', 'binascii.crc_hqx', arguments='data, 0'),

    Row('quoted-printable', 'binascii.b2a_qp', sizes=TO_1_MIB, material=text),
    Row('quoted-printable', 'binascii.a2b_qp', _by('binascii.b2a_qp'), sizes=TO_1_MIB, material=text),
)


class Task:
    """A row at a size: what timing.measure takes.  `ours` and `stock` are as in tests/differential/sides.py."""

    def __init__(self, row, size, ours, stock, rivals):
        self.row = row
        self.size = size
        self._sides = ours, stock
        self._rivals = {name: module for name, module in rivals.items() if name in row.rivals}
        self._compared = False

    def calls(self):
        """What takes turns, by name.  Made anew each time: all the inputs and outputs would fill the memory."""
        row, (ours, stock) = self.row, self._sides
        raw = row.material(self.size)
        data = row.prepare(stock, raw) if row.prepare else raw
        calls = {'ours': timing.Call(ours.function(row.function), row.arguments, data),
                 'stock': timing.Call(stock.function(row.function), row.arguments, data)}
        for name, module in self._rivals.items():
            function, arguments = row.rivals[name]
            calls[name] = timing.Call(getattr(module, function), arguments, data)
        output = calls['stock']()
        if not self._compared:
            for name, call in calls.items():
                if call() != output:
                    raise SystemExit(f'{row.label}, {self.size} bytes: {name} and stock differ in their result')
            self._compared = True
        if isinstance(output, bytes):
            calls['limit'] = _limit(output)
        return calls


def _limit(output):
    """A call that does no more than allocate the output and copy it."""
    # One byte is left out, because a slice of the whole would be the same object.
    return timing.Call(operator.itemgetter(slice(len(output))), 'data', output + b'\0')


def tasks(ours, stock, rivals=(), chosen=lambda label: True, largest=SIZES[-1]):
    return [Task(row, size, ours, stock, dict(rivals))
            for row in ROWS if row.since <= sys.version_info and chosen(row.label)
            for size in row.sizes if size <= largest]
