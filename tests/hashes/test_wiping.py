"""Keys that their owner has overwritten are nowhere in memory: neither whole, nor as HMAC pads or hashes them.

    PYTHON tests/hashes/test_wiping.py        with the modules in Rust built into PYTHON, or on PYTHONPATH

A child uses a bytearray as key, overwrites it and waits; its memory is searched from outside, so that nobody has the key there for
searching. What the compiler spills is shorter than what is searched for.
"""

import hashlib
import importlib.util
import mmap
import os
import re
import subprocess
import sys
import tracemalloc
import unittest

ALGORITHMS = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2s',
              'blake2b']
MESSAGE = b'm' * 300
MASK = 0xa5
SHORT, LONG = 32, 3000
# Longer than a register, shorter than most digests.
PIECE = 20

PAGE, PORTION = mmap.PAGESIZE, 1 << 24
# Of /proc/PID/pagemap.
ENTRY = 8


def operations():
    """Functions of a key, by module and name."""
    for name in 'blake2b', 'blake2s':
        yield '_blake2', name, lambda module, key, name=name: getattr(module, name)(MESSAGE, key=key).digest()
        yield '_blake2', f'{name} of nothing', lambda module, key, name=name: getattr(module, name)(key=key).digest()
        yield '_blake2', f'{name} copied', lambda module, key, name=name: getattr(module, name)(key=key).copy()
    for name in ALGORITHMS:
        yield '_hmac', f'copied {name}', lambda module, key, name=name: module.new(key, digestmod=name).copy().digest()
        yield '_hmac', f'new {name}', lambda module, key, name=name: module.new(key, MESSAGE, name).digest()
        yield '_hmac', f'compute {name}', lambda module, key, name=name: module.compute_digest(key, MESSAGE, name)
        yield '_hmac', f'compute {name} of a bytearray', \
            lambda module, key, name=name: module.compute_digest(key, bytearray(MESSAGE), name)
        yield '_kdf', f'pbkdf2 {name}', lambda module, key, name=name: module.pbkdf2_hmac(name, key, b'salt', 3)
    yield '_kdf', 'scrypt', lambda module, key: module.scrypt(key, salt=b'salt', n=16, r=2, p=1)


OPERATIONS = {(module, name): operation for module, name, operation in operations()}


def child():
    """Reads lines of a module, an operation and a masked key; answers each when the key is overwritten."""
    # By the descriptors themselves, as nothing must come over what lies on the stack.
    while line := os.read(0, 1 << 16):
        module, name, masked = line.decode().split('\t')
        module, operation = importlib.import_module(module), OPERATIONS[module, name]
        masked = bytes.fromhex(masked)
        key = bytearray(len(masked))
        for at in range(len(masked)):
            key[at] = masked[at] ^ MASK
        operation(module, key)
        for at in range(len(masked)):
            key[at] = 0
        os.write(1, b'.')


def secrets(key, algorithm):
    """What must not be found, by what it is."""
    found = {'the key': key}
    if algorithm and len(key) > hashlib.new(algorithm).block_size:
        found['the hashed key'] = key = hashlib.new(algorithm, key).digest()
    if algorithm:
        for byte in 0x36, 0x5c:
            found[f'the key with {byte:#x}'] = bytes(one ^ byte for one in key)
    return found


def written_to(pid):
    """The contents of what a process has ever written to, in portions, by where they are."""
    with open(f'/proc/{pid}/maps') as maps, open(f'/proc/{pid}/mem', 'rb', buffering=0) as memory, \
            open(f'/proc/{pid}/pagemap', 'rb', buffering=0) as pages:
        for line in maps:
            addresses, permissions, *rest = line.split()
            if permissions.startswith('rw') and rest[-1] != '[vvar]':
                start, end = (int(address, 16) for address in addresses.split('-'))
                for first, length in in_use(pages, start, end):
                    memory.seek(first)
                    yield rest[3] if len(rest) > 3 else 'memory', memory.read(length)


def in_use(pages, start, end):
    """Those parts of an address range that there is memory for. Allocators reserve gigabytes that they never touch, and reading
    such a page would make it one that is there."""
    for portion in range(start, end, PORTION):
        # A page more than the portion, for what lies across its end.
        count = min(end - portion, PORTION + PAGE) // PAGE
        pages.seek(portion // PAGE * ENTRY)
        entries = pages.read(count * ENTRY)
        # The highest byte of an entry says whether the page is in memory or in swap, the lowest byte where, or nothing: with
        # either of them there is a page. Which is which the kernel's byte order decides, which is not Python's under qemu.
        one, other = (int.from_bytes(entries[byte::ENTRY]) for byte in (0, ENTRY - 1))
        there = (one | other).to_bytes(len(entries) // ENTRY)
        for run in re.finditer(rb'[^\0]+', there):
            yield portion + run.start() * PAGE, (run.end() - run.start()) * PAGE


class Keys(unittest.TestCase):
    def setUp(self):
        self.child = subprocess.Popen([sys.executable, __file__, '--child'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self.addCleanup(self.child.communicate)
        try:
            # A program that has just been started may have nothing yet.
            next(written_to(self.child.pid), None)
        except OSError as error:
            self.skipTest(f'here: keys in memory: that of another process cannot be read: {error}')

    def found(self, module, name, key, sought):
        masked = bytes(byte ^ MASK for byte in key).hex()
        self.child.stdin.write(f'{module}\t{name}\t{masked}'.encode())
        self.assertEqual(self.child.stdout.read(1), b'.')
        pieces = {(what, secret[at:at + PIECE]) for what, secret in sought.items()
                  for at in (0, max(0, len(secret) - PIECE) // 2, max(0, len(secret) - PIECE))}
        return [(what, place) for place, contents in written_to(self.child.pid) for what, piece in pieces if piece in contents]

    def test_what_is_sought_is_found(self):
        key = os.urandom(SHORT)
        self.assertTrue(self.found('_blake2', 'blake2b', key, {'the message': MESSAGE}))

    def test_what_lies_across_portions_is_found_and_what_is_only_reserved_is_not_read(self):
        try:
            import ctypes
        except ImportError as error:
            self.skipTest(f'{error}, as in cross builds for which there is no libffi')
        region = mmap.mmap(-1, 8 * PORTION, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        at = ctypes.addressof(ctypes.c_char.from_buffer(region))
        secret = os.urandom(PIECE)
        region[PORTION - PIECE // 2:PORTION + PIECE // 2] = secret
        with open('/proc/self/pagemap', 'rb', buffering=0) as pages:
            parts = list(in_use(pages, at, at + len(region)))
        contents = [ctypes.string_at(first, length) for first, length in parts]
        self.assertTrue(any(secret in part for part in contents))
        # A page that is touched may be a huge one.
        self.assertLess(sum(map(len, contents)), PORTION)

    def test_keys(self):
        for module, name in OPERATIONS:
            if importlib.util.find_spec(module) is None:
                continue
            algorithm = next((word for word in name.split() if word in ALGORITHMS), 'sha256') if module != '_blake2' else None
            for size in [SHORT] if module == '_blake2' else [SHORT, LONG]:
                key = os.urandom(size)
                with self.subTest(f'{module} {name}', size=size):
                    self.assertEqual(self.found(module, name, key, secrets(key, algorithm)), [])

    def test_long_ones_are_not_copied(self):
        # Not even to find that they are too long.
        key = bytearray(20_000_000)
        for module, name, call in [
            ('_blake2', 'key', lambda module: module.blake2b(key=key)),
            ('_blake2', 'salt', lambda module: module.blake2s(salt=key)),
            ('_blake2', 'person', lambda module: module.blake2b(person=key)),
            ('_hmac', 'new', lambda module: module.new(key, b'', 'sha256')),
            ('_hmac', 'compute', lambda module: module.compute_digest(key, b'', 'md5')),
            ('_kdf', 'pbkdf2', lambda module: module.pbkdf2_hmac('sha1', key, b'', 1)),
        ]:
            if importlib.util.find_spec(module) is None:
                continue
            module = importlib.import_module(module)
            with self.subTest(name):
                tracemalloc.start()
                try:
                    call(module)
                except ValueError as error:
                    self.assertIn(f'maximum {name} length', str(error))
                peak = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
                self.assertLess(peak, 100_000)


if __name__ == '__main__':
    if sys.argv[1:] == ['--child']:
        child()
    else:
        unittest.main()
