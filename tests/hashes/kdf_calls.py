"""`_kdf` against OpenSSL's pbkdf2_hmac and scrypt, in one process: random calls, right and wrong.

    PYTHON tests/hashes/kdf_calls.py [--seed N] [--calls N]

with `_kdf` built into PYTHON, or on PYTHONPATH, and OpenSSL 3, whose texts some errors have. Each call is made on both sides with
equal arguments; results, types of exceptions and messages have to be the same. The seed that is printed makes the same calls again.
"""

import argparse
import array
import ctypes
import random
import sys

import _hashlib
import _kdf

KNOWN = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2b', 'blake2s']
ODD = ['SHA256', 'Sha512', 'mD5', 'SHA3_256', 'BLAKE2S', 'sha3-256', 'blake2b512', 'sha512_256', 'sha512-256', 'ripemd160', 'sm3', 'md5-sha1',
       'unknown', '', 'sha256\0', '\0', '\ud800', 'é', 'ſha1', b'sha256', None, 3, [], 'x' * 2000]


class Raises:
    def __index__(self):
        raise LookupError('no number')

    def __buffer__(self, flags):
        raise LookupError('no buffer')


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Int(int):
    def __index__(self):
        raise AssertionError('an int is one')


class Name(str):
    pass


def data(rng):
    if rng.random() < .05:
        return rng.choice(['text', None, 3, [b''], Raises(), memoryview(b'abcdef')[::2], memoryview(b'abcdef').cast('B', [2, 3]),
                           array.array('I', [1, 2]), ctypes.c_int(7)])
    value = rng.randbytes(rng.choice([0, 1, 8, 16, 63, 64, 65, 127, 128, 129, 143, 144, 145, rng.randrange(600)]))
    return rng.choice([bytes, bytes, bytearray, memoryview, lambda value: array.array('B', value)])(value)


def number(rng, sensible, forbidden=range(0)):
    """One that is cheap to serve, or one that is refused."""
    if rng.random() < .85:
        return sensible
    value = rng.choice([0, -1, 1, 3, 1 << 31, (1 << 31) + 1, 1 << 32, (1 << 32) - 1, 1 << 62, (1 << 63) - 1, 1 << 63, -(1 << 63), -(1 << 63) - 1,
                        (1 << 64) - 1, 1 << 64, 1 << 100, None, 1.5, 'x', b'1', True, Raises(), Index(sensible), Index(-1), Int(sensible)])
    return sensible if value in forbidden else value


def pbkdf2_call(rng):
    name = rng.choice(KNOWN) if rng.random() < .8 else rng.choice(ODD)
    if type(name) is str and rng.random() < .05:
        name = Name(name)
    arguments = {'hash_name': name, 'password': data(rng), 'salt': data(rng), 'iterations': number(rng, rng.randrange(1, 12))}
    if rng.random() < .6:
        arguments['dklen'] = rng.choice([None, number(rng, rng.randrange(1, 200))])
    positional = rng.randrange(len(arguments) + 1)
    return list(arguments.values())[:positional], dict(list(arguments.items())[positional:])


def scrypt_call(rng):
    n, r, p = 1 << rng.randrange(1, 8), rng.randrange(1, 10), rng.randrange(1, 4)
    arguments = {'salt': data(rng), 'n': number(rng, n), 'r': number(rng, r), 'p': number(rng, p)}
    if rng.random() < .5:
        needed = 128 * r * (n + p + 2)
        arguments['maxmem'] = number(rng, rng.choice([0, needed, needed - 1, needed + 1, 1 << 20, (1 << 31) - 1]))
    if rng.random() < .5:
        arguments['dklen'] = number(rng, rng.randrange(1, 200))
    password = data(rng)
    if rng.random() < .1:
        arguments['password'] = password
        return [], arguments
    return [password], arguments


def spoilt(rng, args, keywords):
    """Sometimes with too little or too much."""
    if rng.random() < .04 and keywords:
        del keywords[rng.choice(list(keywords))]
    if rng.random() < .02:
        keywords[rng.choice(['nonsense', 'password', 'Salt'])] = b''
    if rng.random() < .02:
        args.append(b'')
    return args, keywords


def outcome(function, args, keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return type(error), str(error), repr(error.__cause__), repr(error.__context__)


def is_left_from_before(theirs):
    """OpenSSL says nothing of this one, and Python shows the last error it finds: that of an unknown name some calls ago."""
    return theirs[:2] == (ValueError, '[digital envelope routines] unsupported')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seed', type=int, default=random.randrange(1 << 32))
    parser.add_argument('--calls', type=int, default=5000)
    arguments = parser.parse_args()
    print(f'seed {arguments.seed}, Python {sys.version.split()[0]}', flush=True)
    rng = random.Random(arguments.seed)
    succeeded = 0
    for _ in range(arguments.calls):
        name, make = rng.choice([('pbkdf2_hmac', pbkdf2_call), ('scrypt', scrypt_call)])
        args, keywords = spoilt(rng, *make(rng))
        ours, theirs = (outcome(getattr(module, name), args, keywords) for module in (_kdf, _hashlib))
        if ours != theirs and not (type(ours) is tuple and is_left_from_before(theirs) and ours[0] is ValueError):
            raise SystemExit(f'{name}(*{args!r}, **{keywords!r})\nnative:  {ours!r}\nOpenSSL: {theirs!r}')
        succeeded += isinstance(ours, bytes)
    print(f'{arguments.calls} calls, {succeeded} of which gave a key')
    if succeeded < arguments.calls // 4:
        raise SystemExit('too few of them: errors alone show little')


if __name__ == '__main__':
    main()
