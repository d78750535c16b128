"""A use of each module in Rust that looks at the result, leaves something alive in the module, and takes milliseconds."""

import importlib

CERTIFICATE_OR_NOT = bytes.fromhex('3017300b06092a864886f70d010101a0080c06e6bca2e5ad97')
# So long that the GIL is released.
DATA = bytes(range(256)) * 300
MESSAGE = DATA[:3000]


def raises(error, function, *args):
    try:
        function(*args)
    except error:
        return
    raise AssertionError(f'{function} did not raise {error}')


def _base64(module):
    for encode, decode in ('b64encode', 'b64decode'), ('b32encode', 'b32decode'), ('b85encode', 'b85decode'):
        assert getattr(module, decode)(getattr(module, encode)(DATA)) == DATA
    assert module.decodebytes(module.encodebytes(bytearray(DATA))) == DATA
    raises(ValueError, module.b64decode, 'A')


def binascii(module):
    assert module.unhexlify(module.hexlify(DATA)) == DATA
    assert module.a2b_qp(module.b2a_qp(DATA, quotetabs=True, istext=False)) == DATA
    assert module.crc32(b'123456789') == 0xcbf43926
    raises(module.Error, module.a2b_hex, b'1')
    module.kept = module.Error()


def hashes(*names):
    def use(module):
        for name in names:
            new = getattr(module, name)
            hash = new(bytearray(MESSAGE)).copy()
            hash.update(MESSAGE)
            size = [20] if name.startswith('shake') else []
            assert hash.hexdigest(*size) == new(MESSAGE + MESSAGE).hexdigest(*size)
            raises(TypeError, hash.update, 'x')
        module.kept = hash
    return use


def _hmac(module):
    hash = module.new(b'key', MESSAGE, 'sha256').copy()
    assert module.compare_digest(hash.digest(), module.compute_digest(b'key', MESSAGE, 'sha256'))
    raises(module.UnknownHashError, module.new, b'key', b'', 'unknown')
    module.kept = hash


def _kdf(module):
    assert len(module.pbkdf2_hmac('sha256', b'password', b'salt', 2, 40)) == 40
    assert len(module.scrypt(b'password', salt=b'salt', n=4, r=1, p=1)) == 64
    raises(ValueError, module.pbkdf2_hmac, 'unknown', b'', b'', 1)


def _asn1(module):
    import asn1lib
    element = asn1lib.decode(CERTIFICATE_OR_NOT)
    assert asn1lib.decode is module.decode and element[1][0].value == '漢字' and asn1lib.encode(element) == CERTIFICATE_OR_NOT
    raises(asn1lib.DecodeError, asn1lib.load_certificate, CERTIFICATE_OR_NOT)
    module.kept = element, asn1lib.decode(b'\x17\x0d260102030405Z').value


def xxrust(module):
    raises(SystemError, module.panic, 'expected')
    memo = module.Memo(lambda memo: (memo, module.place_at(1, 2)), 'label')
    assert memo[0] is memo and memo[1] == module.place_at(1, 2)
    assert module.detached(DATA) == sum(DATA) and module.fraction(1, 2) * 2 == 1
    module.kept = memo


USES = {
    '_asn1': _asn1, '_base64': _base64, '_blake2': hashes('blake2b', 'blake2s'), '_hmac': _hmac, '_kdf': _kdf, '_md5': hashes('md5'),
    '_sha1': hashes('sha1'), '_sha2': hashes('sha224', 'sha256', 'sha384', 'sha512'),
    '_sha3': hashes('sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256'), 'binascii': binascii, 'xxrust': xxrust,
}


def use(name):
    module = importlib.import_module(name)
    USES[name](module)


def all_fresh():
    """Uses all of them, in an interpreter that has not before."""
    for name in USES:
        assert not hasattr(importlib.import_module(name), 'kept'), f'{name} is shared with an interpreter that has ended'
    for name in USES:
        use(name)
