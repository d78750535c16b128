"""Prints what Python's hashlib, hmac and hashlib.scrypt compute, for tests/differential.rs to compare with.

A case is a line of fields NAME=VALUE, bytes in hexadecimal; `result` is the last one.
    reference.py SEED CASES_PER_FUNCTION
"""

import hashlib
import hmac
import random
import sys

HASHES = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512',
          'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2b', 'blake2s']

# Digest, key, salt and person: the most bytes of each. The most of a node offset.
BLAKE2 = {'blake2b': (64, 64, 16, 16, 2**64 - 1), 'blake2s': (32, 32, 8, 8, 2**48 - 1)}


def show(kind, result, **fields):
    shown = {name: value.hex() if isinstance(value, bytes) else value for name, value in fields.items()}
    print(f'kind={kind}', *(f'{name}={value}' for name, value in shown.items()), f'result={result.hex()}')


def length(most):
    """Short ones and such around blocks more often than others."""
    around = random.choice([0, 8, 64, 128, 256, most]) + random.randint(-9, 9)
    return min(max(random.choice([around, random.randint(0, most)]), 0), most)


def hashes(cases):
    for name in HASHES:
        for number in range(cases):
            # The first ones are of every length.
            data = random.randbytes(number if number < 300 else length(20_000))
            show('hash', hashlib.new(name, data).digest(), name=name, data=data)


def shakes(cases):
    for name in ['shake_128', 'shake_256']:
        for _ in range(cases):
            data, size = random.randbytes(length(1000)), length(1000)
            show('shake', hashlib.new(name, data).digest(size), name=name, data=data, len=size)


def codes(cases):
    for name in HASHES:
        for _ in range(cases):
            key, data = random.randbytes(length(300)), random.randbytes(length(1000))
            show('hmac', hmac.digest(key, data, name), name=name, key=key, data=data)


def blake2(cases):
    for name, (digest_size, key_size, salt_size, person_size, node_offset) in BLAKE2.items():
        for _ in range(cases):
            data = random.randbytes(length(1000))
            parameters = {
                'digest_size': random.randint(1, digest_size),
                'key': random.randbytes(random.choice([0, random.randint(0, key_size)])),
                'salt': random.randbytes(random.randint(0, salt_size)),
                'person': random.randbytes(random.randint(0, person_size)),
                'fanout': random.choice([0, 1, random.randint(0, 255)]),
                'depth': random.choice([1, 2, random.randint(1, 255)]),
                'leaf_size': random.choice([0, random.randint(0, 2**32 - 1)]),
                'node_offset': random.choice([0, random.randint(0, node_offset)]),
                'node_depth': random.choice([0, random.randint(0, 255)]),
                'inner_size': random.choice([0, random.randint(0, digest_size)]),
                'last_node': random.choice([False, True]),
            }
            digest = getattr(hashlib, name)(data, **parameters).digest()
            show('blake2', digest, name=name, data=data, **parameters)


def keys(cases):
    for name in HASHES:
        # Not every OpenSSL knows BLAKE2 as a digest for PBKDF2.
        if name not in BLAKE2:
            for _ in range(cases):
                password, salt = random.randbytes(length(200)), random.randbytes(length(200))
                iterations, size = random.randint(1, 20), random.randint(1, 200)
                key = hashlib.pbkdf2_hmac(name, password, salt, iterations, size)
                show('pbkdf2', key, name=name, password=password, salt=salt, iterations=iterations, len=size)
    for _ in range(cases):
        password, salt = random.randbytes(length(200)), random.randbytes(length(200))
        n, r, p, size = 2 ** random.randint(1, 9), random.randint(1, 9), random.randint(1, 4), random.randint(1, 200)
        key = hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, dklen=size)
        show('scrypt', key, password=password, salt=salt, n=n, r=r, p=p, len=size)


def main():
    seed, cases = map(int, sys.argv[1:])
    random.seed(seed)
    hashes(cases)
    shakes(cases)
    codes(cases)
    blake2(cases)
    keys(cases // 4)


if __name__ == '__main__':
    main()
