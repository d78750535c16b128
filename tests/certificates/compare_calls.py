"""Compares what asn1lib's two implementations do with what is passed to them beside plain DER.

PEM, whole and damaged; bundles; elements of all tags, made and decoded, by strict and lenient rules; other types of arguments;
lookups, copies, comparisons, pickles, as_dict().

    PYTHON compare_calls.py
    PYTHON compare_calls.py --count 100_000
"""

import argparse
import array
import base64
import copy
import datetime
import inspect
import pickle
import random
import sys
import warnings

import corpus
from compare_values import LOADERS, READ_AS, implementations, is_native, plain, structures

LABELS = {
    'certificate': 'CERTIFICATE', 'crl': 'X509 CRL', 'ocsp_request': 'OCSP REQUEST', 'ocsp_response': 'OCSP RESPONSE',
    'private_key': 'PRIVATE KEY', 'public_key': 'PUBLIC KEY',
}
OTHER_LABELS = 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE', 'RSA PRIVATE KEY', '', 'CERTIFICATE ', 'ÄÖ'
LOADERS_OF_ALL = {'certificate': 'load_certificates', 'crl': 'load_crls'}
LINE_ENDS = '\n', '\r\n', '\r', '\n\n', ' \n', '\t\r\n'
STRINGS = 'plain', '', 'Zürich', '漢字', '😀', 'a\0b', '\ud800', '12 3', 'x' * 200, '\x7f', '2.5.29.15', '1.2.3'


class Side:
    """An implementation, which is the one that its records and pickles come from while it is called."""

    def __init__(self, asn1lib):
        self.asn1lib = asn1lib

    def outcome(self, call):
        """What a call gives, as simple values, or what it raises."""
        before = sys.modules.get('asn1lib')
        sys.modules['asn1lib'] = self.asn1lib
        try:
            return self._plain(call(self.asn1lib))
        except Exception as error:
            # The interpreter itself names classes in C with their module, and those in Python without.
            return type(error).__name__, str(error).replace("'asn1lib.", "'"), len(error.args)
        finally:
            sys.modules['asn1lib'] = before

    def _plain(self, value):
        if isinstance(value, (list, dict)):
            items = value.items() if isinstance(value, dict) else value
            return type(value).__name__, [self._plain(item) for item in items]
        return plain(self.asn1lib, value)


class Calls:
    """Compares calls of both, and keeps those that differ."""

    def __init__(self, native, pure):
        self._sides = Side(native), Side(pure)
        self.count = 0
        self.differences = {}

    def compare(self, label, call):
        self.count += 1
        native, pure = (side.outcome(call) for side in self._sides)
        if native != pure:
            self.differences.setdefault(label, (native, pure))


def pem(rng, label, der):
    """A block, with odd but legal ways to write it now and then."""
    end = rng.choice(LINE_ENDS) if rng.random() < 0.3 else '\n'
    text = base64.b64encode(der).decode()
    width = rng.choice((64, 64, 64, 76, 1, 10_000))
    lines = [text[i:i + width] for i in range(0, len(text), width)]
    if rng.random() < 0.1:
        lines[:0] = ['Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES', *([''] if rng.random() < 0.7 else [])]
    block = end.join([f'-----BEGIN {label}-----', *lines, f'-----END {label}-----', ''])
    before = rng.choice(('', '', '', 'subject=x\n', '\ufeff', '-----\n', '-' * 30 + '\n', 'ä\n'))
    return before + block


def damaged_text(rng, text):
    """A text with some damage, or without."""
    characters = list(text)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        at = rng.randrange(len(characters))
        new = rng.choice(('', '-', '\n', '\r', '=', ' ', ':', 'A', '\0', '\x0b', '\x85', 'é', '\ud800', 'BEGIN'))
        characters[at:at + rng.choice((0, 1, 1, 5))] = new
    return ''.join(characters)


def compare_pem(calls, rng, count):
    every = [(READ_AS[source][0], der) for source, of_source in structures().items() for der in of_source.values() if len(der) < 3000]
    for i in range(count):
        kind, der = rng.choice(every)
        label = LABELS[kind] if rng.random() < 0.85 else rng.choice((*LABELS.values(), *OTHER_LABELS))
        text = pem(rng, label, der if rng.random() < 0.8 else der + b'\0')
        while rng.random() < 0.3:
            other, der = rng.choice(every)
            text += pem(rng, LABELS[kind if rng.random() < 0.7 else other], der)
        text = damaged_text(rng, text)
        data = text if rng.random() < 0.6 else text.encode('utf-8', 'surrogatepass')
        strict = rng.random() < 0.5
        loaders = [LOADERS[kind], LOADERS_OF_ALL.get(kind, 'load_certificates')]
        for load in loaders:
            calls.compare(f'PEM {i}, {load}(strict={strict})', lambda asn1lib: getattr(asn1lib, load)(data, strict=strict))


def compare_concatenated(calls, rng, count):
    by_kind = {}
    for source, of_source in structures().items():
        by_kind.setdefault(READ_AS[source][0], []).extend(der for der in of_source.values() if len(der) < 3000)
    for i in range(count):
        kind, load = rng.choice(list(LOADERS_OF_ALL.items()))
        data = b''.join(rng.choices(by_kind[kind], k=rng.choice((1, 2, 3, 5))))
        if rng.random() < 0.5:
            data = corpus.mutant(rng, data)
        for strict in True, False:
            calls.compare(f'concatenated {i}, {load}(strict={strict})', lambda asn1lib: getattr(asn1lib, load)(data, strict=strict))


def tree(rng, depth):
    """An encoding that is nearly one: tags, lengths and contents of all kinds."""
    tag = rng.choice((rng.randrange(1, 37), 0x30, 0x31, rng.randrange(256), 2, 6, 12, 23, 24, 3))
    first = tag if tag < 31 else rng.choice((tag & 0xff, 0x1f))
    identifier = bytes([first])
    if first & 0x1f == 0x1f:
        identifier += bytes(rng.choices((0x80, 0x81, 0xff), k=rng.randrange(4))) + bytes([rng.randrange(128)])
    if first & 0x20 and depth < 70:
        content = b''.join(tree(rng, depth + 1) for _ in range(rng.choice((0, 1, 1, 2, 3) if depth < 6 else (0, 1))))
        if rng.random() < 0.15:
            return identifier + b'\x80' + content + b'\0\0'
    else:
        content = rng.choice((
            b'', b'\0', b'\xff', b'\1', bytes(rng.randbytes(rng.randrange(12))), b'\x81\x01', b'\x80\x01', b'\x55\x1d\x0f',
            b'240229235959Z', b'500101000000Z', b'20240229235959.5Z', b'2024022923Z', b'2402292359+0130', b'20240229235959.50Z',
            b'20240229235959-0100', b'00000101000000Z', '漢字'.encode('utf-16-be'), 'Zürich'.encode(), b'\xd8\0\xdc\0', b'\xe4\xb8',
            b'\0\0\0A', b'\0\x11\0\0', b'\xff' * 19 + b'\x7f', b'\x83' + b'\xff' * 17 + b'\x7f'))
    length = len(content)
    if length < 0x80 and rng.random() < 0.97:
        header = bytes([length])
    else:
        octets = length.to_bytes(max(1, (length.bit_length() + 7) // 8) + (rng.random() < 0.1))
        header = bytes([0x80 | len(octets)]) + octets
    return identifier + header + content


def compare_elements(calls, rng, count):
    for i in range(count):
        data = tree(rng, 0)
        if rng.random() < 0.2:
            data = corpus.mutant(rng, data)
        for strict in True, False:
            calls.compare(f'tree {data.hex()}, decode(strict={strict})', lambda asn1lib: asn1lib.decode(data, strict=strict))


def value(rng, asn1lib, depth=0):
    """A value for an element, right or wrong; the same for both implementations."""
    chosen = rng.randrange(16)
    if chosen < 3 and depth < 4:
        return [element(rng, asn1lib, depth + 1) for _ in range(rng.randrange(4))]
    return (
        None, True, False, rng.randrange(-2**70, 2**70), rng.randrange(-300, 300), rng.choice(STRINGS), rng.choice(STRINGS),
        rng.randbytes(rng.randrange(6)), bytearray(b'ab'), memoryview(b'abcd')[::2], 1.5, (rng.randbytes(2), rng.randrange(-1, 9)),
        datetime.datetime(rng.choice((1, 1949, 1950, 2049, 2050, 9999)), 2, 28, 23, 59, 59, rng.choice((0, 0, 500_000)),
                          rng.choice((None, datetime.UTC, datetime.timezone(datetime.timedelta(hours=5, minutes=30))))),
        '.'.join(str(rng.choice((0, 1, 2, 39, 40, 128, 2**128 - 1, 2**128))) for _ in range(rng.randrange(1, 6))),
        [1], range(3))[chosen]


def element(rng, asn1lib, depth=0):
    tag = rng.choice((rng.randrange(1, 37), rng.randrange(1, 37), 0x30 & 0x1f, 17, 0, -1, 31, 2**32 - 1, 2**32, True, 2.5))
    keywords = {}
    if rng.random() < 0.3:
        keywords['tag_class'] = rng.choice((*range(4), 4, -1, True, None))
    if rng.random() < 0.2:
        keywords['constructed'] = rng.choice((True, False, None, 1, ''))
    return asn1lib.Element(tag, value(rng, asn1lib, depth), **keywords)


def compare_made(calls, rng, count):
    for i in range(count):
        seed = rng.random()
        calls.compare(f'Element, seed {seed}', lambda asn1lib: element(random.Random(seed), asn1lib))


def compare_lookups(calls, rng, per_source):
    """What can be done with a structure beside reading its attributes."""
    for source, of_source in structures().items():
        load = LOADERS[READ_AS[source][0]]
        for label, der in rng.sample(sorted(of_source.items()), min(per_source, len(of_source))):
            for name, use in USES.items():
                calls.compare(f'{source}, {label}, {name}', lambda asn1lib: use(asn1lib, getattr(asn1lib, load)(der, strict=False)))
            for name, use in USES.items():
                calls.compare(f'{source}, {label}, element, {name}', lambda asn1lib: use(asn1lib, asn1lib.decode(der, strict=False)))


def _extension(asn1lib, structure):
    oids = [one.oid for one in structure.extensions] + ['2.5.29.17', '2.5.29.1', '', 'é', 17, b'2.5.29.17', None]
    return [structure.extension(oid) for oid in oids] + [structure.extension(oid, 'default') for oid in oids]


def _get_revoked(asn1lib, structure):
    numbers = [one.serial_number for one in structure.revoked_certificates]
    others = [0, 1, True, -1, 2**200, -2**600, 2**600, 1.0, '1', None, 10**50, *(float(number) for number in numbers[:3] if number < 2**60)]
    return [structure.get_revoked(number) for number in (*numbers[:20], *others)]


def _compared(asn1lib, structure):
    again = pickle.loads(pickle.dumps(structure))
    others = again, None, structure.encoded, asn1lib.decode(structure.encoded, strict=False)
    return [structure == other for other in others] + [structure != other for other in others] + [hash(structure) == hash(again)]


def _ordered(asn1lib, structure):
    return structure < structure


def _set(name):
    def use(asn1lib, structure):
        try:
            setattr(structure, name, 1)
        except AttributeError:
            return 'refused'
    return use


def _kept(asn1lib, structure):
    names = [name for name in dir(structure) if not name.startswith('_') and not callable(getattr(structure, name))]
    return [name for name in names if getattr(structure, name) is getattr(structure, name)]


USES = {
    'extension': _extension,
    'get_revoked': _get_revoked,
    'as_dict': lambda asn1lib, structure: structure.as_dict(),
    'pickles': lambda asn1lib, structure: [pickle.dumps(structure, protocol) for protocol in range(2, 6)],
    'pickled attributes': lambda asn1lib, structure: [
        pickle.dumps(getattr(structure, name)) for name in dir(structure) if name in ('extensions', 'subject', 'value', 'responses')],
    'copies': lambda asn1lib, structure: [copy.copy(structure) is structure, copy.deepcopy([structure])[0] is structure],
    'compared': _compared,
    'ordered': _ordered,
    'encode': lambda asn1lib, structure: asn1lib.encode(structure),
    'len': lambda asn1lib, structure: len(structure),
    'items': lambda asn1lib, structure: [structure[0], structure[-1], structure[1:], list(structure)],
    'no such item': lambda asn1lib, structure: structure[10**6],
    'wrong item': lambda asn1lib, structure: structure['a'],
    'bool': lambda asn1lib, structure: bool(structure),
    'repr': lambda asn1lib, structure: repr(structure),
    'set': _set('encoded'),
    'set another': _set('another'),
    'subclass': lambda asn1lib, structure: type('Sub', (type(structure),), {}),
    'another one': lambda asn1lib, structure: _type_of_error(type(structure)),
    'class': lambda asn1lib, structure: [type(structure).__module__, type(structure).__qualname__, str(inspect.signature(type(structure)))]
    if type(structure).__name__ == 'Element' else [type(structure).__module__, type(structure).__qualname__],
}


class BytesSubclass(bytes):
    def __bytes__(self):
        return b'another'


def compare_arguments(calls):
    der = next(iter(structures()['legal'].values()))
    objects = [
        BytesSubclass(der), bytearray(der), memoryview(der), memoryview(der)[::2], memoryview(bytes(2 * len(der)))[::2], array.array('B', der),
        array.array('I', [1, 2]), memoryview(der).cast('B', (1, len(der))), 17, None, [], 'text', '', b'', 1.5, object(),
    ]
    names = ['decode', 'encode', 'oid_name', *LOADERS.values(), *LOADERS_OF_ALL.values()]
    for name in names:
        for i, data in enumerate(objects):
            calls.compare(f'{name}, argument {i}', lambda asn1lib: getattr(asn1lib, name)(data))
        for label, call in {
            'nothing': lambda function: function(),
            'two': lambda function: function(der, der),
            'by name': lambda function: function(data=der),
            'strict=0': lambda function: function(der, strict=0),
            "strict=''": lambda function: function(der, strict=''),
            'other': lambda function: function(der, other=1),
        }.items():
            calls.compare(f'{name}, {label}', lambda asn1lib: _type_of_error(lambda: call(getattr(asn1lib, name))))
    from _asn1_names import OID_NAMES
    for oid in [*OID_NAMES, '1', '1.2', '01.2.840', '1.2.840.', 'x', '1.2.é', '2.999', '.', '']:
        calls.compare(f'oid_name({oid!r})', lambda asn1lib: asn1lib.oid_name(oid))
    for name in ('Certificate', 'CertificateRevocationList', 'Element', 'OCSPRequest', 'OCSPResponse'):
        calls.compare(f'{name}, public names', lambda asn1lib: [one for one in dir(getattr(asn1lib, name)) if not one.startswith('_')])


def _type_of_error(call):
    """The text of a wrong call is that of the interpreter, another one for functions in C."""
    try:
        return call()
    except TypeError:
        return 'TypeError'


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('--count', type=int, default=4000, metavar='N', help='how many random inputs of each kind')
    parser.add_argument('--seed', type=int, default=corpus.SEED)
    options = parser.parse_args()
    warnings.simplefilter('ignore')
    native, pure = implementations()
    if not is_native(native):
        print('there is no accelerator to compare')
        return 1
    calls = Calls(native, pure)
    rng = random.Random(options.seed)
    compare_arguments(calls)
    compare_lookups(calls, rng, 30 + options.count // 100)
    compare_elements(calls, rng, options.count)
    compare_made(calls, rng, options.count)
    compare_pem(calls, rng, options.count)
    compare_concatenated(calls, rng, options.count // 4)
    print(f'native and pure Python: {calls.count} calls compared, {len(calls.differences)} differences')
    for label, (native, pure) in list(calls.differences.items())[:30]:
        print(f'{label:.300}\n    native: {native!r:.400}\n    pure:   {pure!r:.400}')
    return bool(calls.differences)


if __name__ == '__main__':
    sys.exit(main())
