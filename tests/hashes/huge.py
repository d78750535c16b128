"""More than 4 GiB through each constructor and through HMAC, in one call, against OpenSSL. Takes some minutes, and no memory.

    PYTHON tests/hashes/huge.py [NAME ...]

with the modules in Rust built into PYTHON, or on PYTHONPATH; a name is that of a hash, or hmac- and one. The data is mapped: zeros,
and a few bytes of something else behind them, so that a position that was cut to 32 bits shows.
"""

import concurrent.futures
import hmac
import importlib
import mmap
import os
import sys
import time

import _hashlib
import _hmac

from vectors import MODULES

SIZE = (4 << 30) + 70_001
TAIL = b'something else'
KEY = b'a key'
# BLAKE2 goes by other names in OpenSSL.
OPENSSL = {'blake2b': 'blake2b512', 'blake2s': 'blake2s256'}
# A digest of theirs has no length of its own, so HMAC does not know them.
SHAKES = 'shake_128', 'shake_256'

CONSTANT = mmap.mmap(-1, SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ)
# What others could write to takes another path.
WRITABLE = mmap.mmap(-1, SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ | mmap.PROT_WRITE)


def digest(object, *length):
    object.update(TAIL)
    return object.digest(*length)


def hashes(name):
    new = getattr(importlib.import_module(MODULES[name]), name)
    length = [32] * (name in SHAKES)
    yield 'OpenSSL', lambda: digest(_hashlib.new(OPENSSL.get(name, name), CONSTANT), *length)
    yield 'constructor', lambda: digest(new(CONSTANT), *length)

    def update():
        object = new()
        object.update(WRITABLE)
        return digest(object, *length)
    yield 'update', update


def codes(name):
    yield 'OpenSSL', lambda: digest(_hashlib.hmac_new(KEY, CONSTANT, OPENSSL.get(name, name)))
    # Which of the two that asks depends on what the data is and on its length.
    yield 'hmac.new', lambda: digest(hmac.new(KEY, CONSTANT, name))
    yield '_hmac.new', lambda: digest(_hmac.new(KEY, CONSTANT, name))

    def update():
        object = _hmac.new(KEY, digestmod=name)
        object.update(WRITABLE)
        return digest(object)
    yield 'update', update


def one_call(name):
    """hmac.digest has no object to add something to. It goes on without _hmac's function, which refuses so much, as CPython's does."""
    try:
        _hmac.compute_digest(KEY, CONSTANT, name)
    except OverflowError:
        pass
    else:
        raise AssertionError('_hmac.compute_digest takes more than 4 GiB')
    yield 'OpenSSL', lambda: _hashlib.hmac_new(KEY, CONSTANT, OPENSSL.get(name, name)).digest()
    yield 'hmac.digest', lambda: hmac.digest(KEY, CONSTANT, name)


def compare(name, functions):
    results, seconds = {}, []
    for way, function in functions:
        start = time.perf_counter()
        results[way] = function().hex()
        seconds.append(f'{way} {time.perf_counter() - start:.1f} s')
    if len(set(results.values())) != 1:
        raise AssertionError(f'{name}: {results}')
    return f'{name}: equal; {", ".join(seconds)}'


def main():
    jobs = {name: hashes(name) for name in MODULES}
    jobs |= {f'hmac-{name}': codes(name) for name in MODULES if name not in SHAKES}
    jobs |= {f'hmac.digest-{name}': one_call(name) for name in ('md5', 'sha256', 'sha3_512')}
    chosen = sys.argv[1:] or jobs
    # Both sides release the GIL meanwhile.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(compare, name, jobs[name]) for name in chosen]
        for done in concurrent.futures.as_completed(running):
            print(done.result(), flush=True)


if __name__ == '__main__':
    main()
