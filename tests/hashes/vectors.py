"""Published vectors through the hash objects of Python, in pieces of random lengths.

    PYTHON tests/digests/vectors.py FOLDER PYTHON tests/hashes/vectors.py

with the modules in Rust built into PYTHON, or on PYTHONPATH; the first script gets the vectors and says where they are. Used are the
constructors of the modules in Rust, and those that hashlib and hmac have chosen, by name and by attribute.
"""

import hashlib
import hmac
import importlib
import os
from pathlib import Path
import random
import sys
import unittest

VECTORS = Path(os.environ.get('DIGESTS_VECTORS', ''))

MODULES = {
    'md5': '_md5', 'sha1': '_sha1', 'sha224': '_sha2', 'sha256': '_sha2', 'sha384': '_sha2', 'sha512': '_sha2',
    'sha3_224': '_sha3', 'sha3_256': '_sha3', 'sha3_384': '_sha3', 'sha3_512': '_sha3', 'shake_128': '_sha3', 'shake_256': '_sha3',
    'blake2b': '_blake2', 'blake2s': '_blake2',
}

# Of NIST's files: the function, the bytes of an output that has no length of its own, and between which lengths those of the Monte
# Carlo test are.
SHAKES = {'SHAKE/SHAKE128': ('shake_128', 16, 16, 140), 'SHAKE/SHAKE256': ('shake_256', 32, 2, 250)}
FILES = {'SHA1/SHA1': 'sha1'} | {f'SHA2/SHA{bits}': f'sha{bits}' for bits in (224, 256, 384, 512)} | \
    {f'SHA3/SHA3_{bits}': f'sha3_{bits}' for bits in (224, 256, 384, 512)}


def sections(path):
    """The sections of a file, between empty lines, as dictionaries. What is in brackets or behind # is left out."""
    section = {}
    for line in [*path.read_text().splitlines(), '']:
        name, found, value = line.strip().partition(' = ')
        if not line.strip():
            if section:
                yield section
            section = {}
        elif found and not line.startswith(('#', '[')):
            section[name] = value


def messages(path, wanted):
    """(section, message) of those sections that have a message and `wanted`."""
    for section in sections(path):
        if 'Msg' in section and wanted in section:
            message = bytes.fromhex(section['Msg'])
            # Where there is none, the file has a byte of zero.
            yield section, message[:int(section.get('Len', 8 * len(message))) // 8]


def constructors(name):
    """In Rust, and as hashlib chooses."""
    yield getattr(importlib.import_module(MODULES[name]), name)
    yield getattr(hashlib, name)
    yield lambda data=b'': hashlib.new(name, data)


def in_pieces(rng, object, message):
    """The object, updated with random pieces of the message, and now and then replaced by its copy."""
    view = memoryview(message)
    while view:
        size = rng.choice([1, rng.randrange(300), 2048, len(view)])
        object.update(rng.choice([bytes, bytearray, memoryview])(view[:size]))
        view = view[size:]
        if rng.random() < .1:
            object = object.copy()
    return object


class Vectors(unittest.TestCase):
    def setUp(self):
        # The same pieces each time, so that what fails does so again.
        self.rng = random.Random(self.id())

    def check(self, name, message, expected, *length):
        for new in constructors(name):
            self.assertEqual(new(message).hexdigest(*length), expected)
            object = in_pieces(self.rng, new(), message)
            self.assertEqual(object.digest(*length).hex(), expected)
            self.assertEqual(object.hexdigest(*length), expected)

    def check_file(self, path, name, least):
        with self.subTest(path.name):
            count = 0
            for section, message in messages(path, 'MD'):
                self.check(name, message, section['MD'])
                count += 1
            self.assertGreaterEqual(count, least)

    def test_messages(self):
        for file, name in FILES.items():
            for kind in 'Short', 'Long':
                self.check_file(VECTORS / f'{file}{kind}Msg.rsp', name, 60)

    def test_md5(self):
        self.check_file(VECTORS / 'MD5/rfc-1321.txt', 'md5', 7)

    def test_blake2(self):
        for name in 'blake2b', 'blake2s':
            self.check_file(VECTORS / f'blake2/{name}.txt', name, 7)

    def test_keyed_blake2(self):
        # As in tests/digests/tests/blake2.rs, which says where this is from: SHA-256 of the 256 digests of bytes 0, 1, 2 …
        for name, key, expected in (('blake2b', 64, '1ea7031a5a7e30868be784ec976e5b9677f27f22079303b158623d277187d4b0'),
                                    ('blake2s', 32, '8ae17a963349019d1c56c0b7834abbbb1639980ef84b6a0438326402db47f02f')):
            new = getattr(hashlib, name)
            digests = [in_pieces(self.rng, new(key=bytes(range(key))), bytes(range(size))).digest() for size in range(256)]
            self.assertEqual(hashlib.sha256(b''.join(digests)).hexdigest(), expected)
            digests = [new(bytes(range(size)), key=bytes(range(key))).digest() for size in range(256)]
            self.assertEqual(hashlib.sha256(b''.join(digests)).hexdigest(), expected)

    def test_shake(self):
        for file, (name, length, _, _) in SHAKES.items():
            for kind in 'ShortMsg', 'LongMsg', 'VariableOut':
                with self.subTest(name, kind=kind):
                    count = 0
                    for section, message in messages(VECTORS / f'{file}{kind}.rsp', 'Output'):
                        self.check(name, message, section['Output'], int(section.get('Outputlen', 8 * length)) // 8)
                        count += 1
                    self.assertGreaterEqual(count, 60)

    def test_monte_carlo(self):
        # SHAVS 6.4: each digest is of the three before it; SHA3VS 6.2.3: of the one before it.
        for file, name in FILES.items():
            last = 1 if name.startswith('sha3_') else 3
            for new in constructors(name):
                found = list(sections(VECTORS / f'{file}Monte.rsp'))
                [seed] = [bytes.fromhex(section['Seed']) for section in found if 'Seed' in section]
                results = [section['MD'] for section in found if 'MD' in section]
                self.assertEqual(len(results), 100)
                for expected in results:
                    digests = [seed] * last
                    for _ in range(1000):
                        digests = digests[1:] + [new(b''.join(digests)).digest()]
                    seed = digests[-1]
                    self.assertEqual(seed.hex(), expected, name)

    def test_shake_monte_carlo(self):
        # SHA3VS 6.3.3: each output is the next message, cut or filled up to 128 bits, and says how long the next is.
        for file, (name, _, least, most) in SHAKES.items():
            for new in constructors(name):
                found = list(sections(VECTORS / f'{file}Monte.rsp'))
                output, length = bytes.fromhex(next(section['Msg'] for section in found if 'Msg' in section)), most
                for section in [section for section in found if 'Output' in section]:
                    for _ in range(1000):
                        output = new(output[:16].ljust(16, b'\0')).digest(length)
                        length = least + int.from_bytes(output[-2:]) % (most - least + 1)
                    self.assertEqual((output.hex(), 8 * len(output)), (section['Output'], int(section['Outputlen'])))

    def test_hmac(self):
        # RFC 2202 and 4231.
        files = {'rfc-2202-md5': 'md5', 'rfc-2202-sha1': 'sha1'} | \
            {f'rfc-4231-sha{bits}': f'sha{bits}' for bits in (224, 256, 384, 512)}
        for file, name in files.items():
            with self.subTest(file):
                count = 0
                for section, message in messages(VECTORS.parent / f'HMAC/{file}.txt', 'MD'):
                    key, expected = bytes.fromhex(section['Key']), section['MD']
                    for digestmod in name, name.upper(), getattr(hashlib, name), lambda data=b'': hashlib.new(name, data):
                        self.assertEqual(hmac.digest(key, message, digestmod).hex(), expected)
                        self.assertEqual(hmac.new(key, message, digestmod).hexdigest(), expected)
                        object = in_pieces(self.rng, hmac.new(key, digestmod=digestmod), message)
                        self.assertEqual(object.digest().hex(), expected)
                    count += 1
                self.assertGreaterEqual(count, 6)


if __name__ == '__main__':
    if not VECTORS.is_dir() or not os.environ.get('DIGESTS_VECTORS'):
        sys.exit(__doc__)
    unittest.main()
