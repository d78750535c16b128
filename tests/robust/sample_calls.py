"""Calls of everything that `surface` finds: with what is taken, in each of the ways that memory is got, and with what is not.

    calls(module)    yields names as surface has them, and a function that makes one call, or None where there is none here
"""

import functools
import hashlib
import pathlib
import re

from test import support

import surface

ASN1LIBDATA = pathlib.Path(__file__).resolve().parents[2] / 'Lib' / 'test' / 'asn1libdata'

# So long that the GIL is released: everywhere, but in a debug build in hashes alone, as nothing is optimised there.
LONG = bytes(range(256)) * (12 if support.Py_DEBUG else 300)
KEY = bytearray(200)


def always_three(memo):
    """What a Memo calls; on the top level, so that pickle finds it."""
    return 1, 2, 3


class Record(tuple):
    __slots__ = ()


def call(*args, **kwargs):
    return args, kwargs


@functools.cache
def structure(name):
    return (ASN1LIBDATA / name).read_bytes()


def encoders(module, pairs):
    functions = {}
    for encode, decode in pairs:
        # Older versions lack some.
        if hasattr(module, encode):
            small, long = getattr(module, encode)(LONG[:40]), getattr(module, encode)(LONG)
            functions[encode] = [call(LONG[:40]), call(LONG), call(bytearray(LONG)), call(12)]
            functions[decode] = [call(small), call(long), call(bytearray(long)), call(b'\x80'), call(12)]
    return functions


def base64(module):
    prefixes = 'b64', 'standard_b64', 'urlsafe_b64', 'b32', 'b32hex', 'b16', 'a85', 'b85', 'z85'
    pairs = [*((f'{prefix}encode', f'{prefix}decode') for prefix in prefixes), ('encodebytes', 'decodebytes')]
    return {'_backend': [call()], **encoders(module, pairs)}


def binascii(module):
    names = 'base64', 'hex', 'qp', 'ascii85', 'base85', 'base32'
    return {
        **encoders(module, [*((f'b2a_{name}', f'a2b_{name}') for name in names), ('hexlify', 'unhexlify')]),
        'b2a_uu': [call(LONG[:45]), call(bytearray(5)), call(LONG)],
        'a2b_uu': [call(module.b2a_uu(LONG[:45])), call(bytearray(module.b2a_uu(LONG[:45]))), call(b'\x80')],
        'crc32': [call(LONG), call(bytearray(LONG), 5), call('x')],
        'crc_hqx': [call(LONG, 0), call(bytearray(LONG), 5), call('x', 0)],
    }


def asn1(module):
    leaf, crl = structure('leaf.der'), structure('list.crl')
    pem = module.DER_cert_to_PEM_cert(leaf)
    element = module.decode(leaf)
    return {
        'decode': [call(leaf), call(bytearray(leaf)), call(leaf[:-1])],
        'encode': [call(element), call(5)],
        'oid_name': [call('2.5.4.3'), call('1.2.3'), call('x')],
        'DER_cert_to_PEM_cert': [call(leaf), call(bytearray(leaf)), call(12)],
        'PEM_cert_to_DER_cert': [call(pem), call(pem[:-9]), call(12)],
        'cert_time_to_seconds': [call('Jan  5 09:34:43 2018 GMT'), call('x'), call(12)],
        'decode_certificate': [call(leaf), call(bytearray(leaf)), call(leaf[:-1])],
        'load_certificate': [call(leaf), call(pem), call(leaf, strict=False), call(leaf[:-1])],
        'load_certificates': [call(leaf * 2), call(pem * 2), call(b'')],
        'load_crl': [call(crl), call(crl[:-1])],
        'load_crls': [call(crl * 2), call(b'')],
        'load_ocsp_request': [call(structure('request.der')), call(leaf)],
        'load_ocsp_response': [call(structure('good.der')), call(leaf)],
        'load_private_key_info': [call(structure('private.der')), call(leaf)],
        'load_public_key_info': [call(structure('public.der')), call(leaf)],
        'Element': [call(2, 2**100), call(16, [element, element]), call(5, 5)],
        **{name: [call()] for name in ('as_dict', '__reduce__', '__copy__')},
        '__deepcopy__': [call({})],
        'extension': [call('2.5.29.17'), call('x'), call(12)],
        'get_revoked': [call(5), call(2**600), call('x')],
    }


def hashes(*constructors):
    def functions(_module):
        made = {name: [call(), call(LONG), call(bytearray(LONG)), call(string=b'x'), call('x')] for name in constructors}
        return made | {'copy': [call()], 'update': [call(LONG), call(bytearray(LONG)), call('x')],
                       'digest': [call()], 'hexdigest': [call()]}
    return functions


def sha3(module):
    lengths = [call(8), call(len(LONG)), call(2**100), call('x')]
    return hashes('sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256')(module) | {
        f'{name}.{method}': lengths for name in ('shake_128', 'shake_256') for method in ('digest', 'hexdigest')}


def blake2(module):
    functions = hashes('blake2b', 'blake2s')(module)
    for name in 'blake2b', 'blake2s':
        functions[name] = functions[name] + [call(LONG, key=bytearray(8), salt=bytearray(3), person=memoryview(b'ab'), digest_size=7),
                                             call(b'', key=bytes(65))]
    return functions


def hmac(module):
    names = 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'blake2s_32', 'blake2b_32'
    some = 'md5', 'sha512', 'sha3_512', 'blake2b', 'unknown'
    return {
        **hashes()(module),
        **{f'compute_{name}': [call(KEY, LONG), call(b'', bytearray(LONG)), call(b'', 'x')] for name in names},
        'new': [call(KEY, LONG, name) for name in some] + [call(KEY, digestmod='sha256'), call('x')],
        'compute_digest': [call(KEY, LONG, name) for name in some] + [call(b'', 'x', 'sha256')],
        'compare_digest': [call('a', 'b'), call(KEY, KEY), call(LONG, bytearray(LONG)), call('a', b'a'), call('\xe9', 'a')],
        '_name_if_first': [call(b'', b'', 'sha256', True), call(b'', b'', hashlib.sha256, False), call(KEY, None, 12, False)],
        '_for_openssl': [call('sha256'), call(hashlib.sha256), call(12)],
    }


def kdf(_module):
    return {
        'pbkdf2_hmac': [call(name, KEY, bytearray(3000), 2) for name in ('sha256', 'sha3_512', 'unknown')],
        'scrypt': [call(b'password', salt=b'salt', n=16, r=2, p=2), call(KEY, salt=bytearray(3000), n=2, r=8, p=1),
                   call(b'', salt=b'', n=0, r=1, p=1)],
    }


def xxrust(module):
    return {
        'no_args': [call()], 'from_elsewhere': [call()], 'one_arg': [call(5)],
        'add': [call(2**62, 1), call(2**62, 2**62), call('x', 1)],
        'kinds': [call(1), call(1, standard=2, keyword=3), call()],
        'first_byte': [call(b'a'), call(bytearray(b'a')), call('x')],
        'detached': [call(LONG), call(bytearray(LONG)), call('x')],
        'allocate': [call(100_000), call(2**62), call('x')],
        'panic': [call('boom'), call(12)],
        'integer': [call(LONG), call(12)],
        'respell': [call('\u20ac'), call(12)],
        'squares': [call(20), call('x')],
        'record': [call(Record, 20, str), call(list, 3, str)],
        'claimed': [call(3, str, 2, 1), call(3, str, 2, 1, Record), call(1, str, 2, 2)],
        'fraction': [call(1, 2)],
        'fail': [call(UnicodeError, 1, 2), call(int, 'x', 'y')],
        'place_at': [call(10**12, 5), call('x', 5)],
        'left': [call(module.Left()), call(module.Right())],
        'right': [call(module.Right()), call(module.Left())],
        'Left': [call(), call(1)], 'Right': [call(), call(1)],
        'Memo': [call(always_three, 'label'), call()],
        'labelled': [call('other')],
        '__reduce__': [call()],
        'distance': [call(module.place_at(3, 4)), call(5)],
        'panic_in_method': [call()],
    }


FUNCTIONS = {
    '_asn1': asn1, '_base64': base64, '_blake2': blake2, '_hmac': hmac, '_kdf': kdf, '_md5': hashes('md5'), '_sha1': hashes('sha1'),
    '_sha2': hashes('sha224', 'sha256', 'sha384', 'sha512'), '_sha3': sha3, 'binascii': binascii, 'xxrust': xxrust,
}

INSTANCES = {
    'Certificate': lambda module: module.load_certificate(structure('leaf.der')),
    'CertificateRevocationList': lambda module: module.load_crl(structure('list.crl')),
    'OCSPRequest': lambda module: module.load_ocsp_request(structure('request.der')),
    'OCSPResponse': lambda module: module.load_ocsp_response(structure('good.der')),
    'Element': lambda module: module.decode(structure('leaf.der')),
    'HMAC': lambda module: module.new(KEY, LONG, 'sha256'),
    'Memo': lambda module: module.Memo(always_three, 'label'),
    'Place': lambda module: module.place_at(1, 2),
    'Left': lambda module: module.Left(),
    'Right': lambda module: module.Right(),
    **{f'{name}Type': lambda module, name=name.lower(): getattr(module, name)(LONG)
       for name in ('MD5', 'SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512')},
    **{name: lambda module, name=name: getattr(module, name)(LONG)
       for name in ('sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256', 'blake2b', 'blake2s')},
}


def comparable(result):
    """The same for what is made twice."""
    if hasattr(result, 'hexdigest'):
        return result.hexdigest(8) if result.name.lower().startswith('shake') else result.hexdigest()
    if isinstance(result, str):
        # Of an object that has no other name.
        return re.sub(' 0x[0-9a-f]+', ' 0x…', result)
    return result if type(result).__eq__ is not object.__eq__ else type(result).__name__


def calls(module):
    known = FUNCTIONS.get(module.__name__, lambda module: {})(module)
    for name in surface.surface(module):
        owner, _, member = name.rpartition('.')
        if member == '__new__' or not owner:
            for args, kwargs in known.get(owner or name, []):
                function = getattr(module, owner or name)
                yield name, lambda function=function, args=args, kwargs=kwargs: comparable(function(*args, **kwargs))
            if (owner or name) not in known:
                yield name, None
        elif owner not in INSTANCES:
            yield name, None
        else:
            yield from calls_of_member(module, name, known)


def calls_of_member(module, name, known):
    owner, _, member = name.rpartition('.')
    make = INSTANCES[owner]
    is_method = type(vars(getattr(module, owner))[member]).__name__ == 'method_descriptor'
    samples = known.get(name, known.get(member)) if is_method else [call()]
    if samples is None:
        yield name, None
        return
    for sample in samples:
        yield name, lambda sample=sample: comparable(surface.use(make(module), member, sample))
