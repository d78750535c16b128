"""What is compared: certificates and their kin, made here or met in the wild.

What is made is the same each time, and kept in build/certificates until what makes it changes.  Nothing of it is secret, or
signed by anybody.

    PYTHON corpus.py    makes it and says where it is
"""

import functools
import hashlib
import os
import pathlib
import pickle
import random
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CACHE = HERE.parents[1] / 'build' / 'certificates'
SEED = 6960
# The makers, and so what the cache depends on.
SOURCES = 'assemble.py', 'corpus.py', 'odd_extensions.py', 'odd_parts.py', 'with_asn1crypto.py', 'with_cryptography.py'


def _make():
    import with_asn1crypto
    import with_cryptography
    return {
        'legal': dict([*with_asn1crypto.legal(), *with_asn1crypto.mixed(1200, SEED), *with_cryptography.certificates(800, SEED)]),
        'malformed': dict(with_asn1crypto.malformed()),
        'CRLs': dict(with_cryptography.crls(60, SEED)),
        'OCSP requests': dict(with_cryptography.ocsp_requests(100, SEED)),
        'OCSP responses': dict(with_cryptography.ocsp_responses(100, SEED)),
        'private keys': dict(with_cryptography.private_keys()),
        'public keys': dict(with_cryptography.public_keys()),
    }


def _stamp():
    import asn1crypto.version
    import cryptography
    digest = hashlib.sha256(f'{asn1crypto.version.__version__} {cryptography.__version__}'.encode())
    for name in SOURCES:
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()[:16]


def path():
    """The file with all that is made, which is made now if it is not there."""
    file = CACHE / f'{_stamp()}.pickle'
    if not file.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        # Made aside, so that two who make it at once do no harm.
        with tempfile.NamedTemporaryFile(dir=CACHE, delete=False) as aside:
            pickle.dump(_make(), aside, protocol=4)
        for old in CACHE.glob('*.pickle'):
            old.unlink()
        os.replace(aside.name, file)
    return file


@functools.cache
def made():
    """DER by label, by what it is of: 'legal' and 'malformed' certificates, 'CRLs' and so on."""
    return pickle.loads(path().read_bytes())


def from_pem(text, source):
    """The certificates of a bundle, with labels that tell where they stand."""
    import asn1crypto.pem
    blocks = asn1crypto.pem.unarmor(text, multiple=True) if asn1crypto.pem.detect(text) else ()
    return {f'{source}, certificate {i}': der for i, (label, _, der) in enumerate(
        block for block in blocks if block[0] in ('CERTIFICATE', 'X509 CERTIFICATE'))}


def _of_file(file):
    try:
        return from_pem(file.read_bytes(), file.name)
    # Some of CPython's are broken on purpose.
    except ValueError:
        return {}


@functools.cache
def of_tests():
    """Those of CPython's own tests."""
    import test
    folder = pathlib.Path(test.__file__).parent / 'certdata'
    files = sorted(file for file in folder.rglob('*') if file.is_file())
    return {label: der for file in files for label, der in _of_file(file).items()}


@functools.cache
def of_certifi():
    import certifi
    return _of_file(pathlib.Path(certifi.where()))


@functools.cache
def of_machine():
    """Those that this machine trusts, if any."""
    import ssl
    places = ssl.get_default_verify_paths()
    files = [pathlib.Path(places.cafile)] if places.cafile else []
    if places.capath:
        files += sorted(file for file in pathlib.Path(places.capath).iterdir() if file.is_file())
    # The files of the folder stand in the bundle again.
    by_content = {der: label for file in files for label, der in _of_file(file).items()}
    return {label: der for der, label in by_content.items()}


def certificates():
    """By source."""
    return {'legal': made()['legal'], 'malformed': made()['malformed'], 'certdata': of_tests(), 'certifi': of_certifi(),
            'machine': of_machine()}


def mutants(count, seed):
    """Real and made certificates, each with some damage: labels and DER."""
    rng = random.Random(seed)
    originals = list((of_tests() | of_certifi()).items())
    made_here = [item for item in made()['legal'].items() if len(item[1]) < 4000]
    for i in range(count):
        label, der = rng.choice(made_here if i % 3 == 0 else originals)
        yield f'{label}, mutant {i}', mutant(rng, der)


# What a byte is replaced with where a random one would seldom be of interest.
_TAGS = (0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1c, 0x1e, 0x30, 0x31, 0x80, 0x81, 0x82, 0x84,
         0x86, 0x87, 0x88, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0x7f, 0xff)


def mutant(rng, der):
    """DER with one to three small changes, most of which keep its length."""
    data = bytearray(der)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        # Names, times and extensions lie in the first half of most; a signature is not looked at.
        place = rng.randrange(len(data) if rng.random() < 0.3 else max(1, len(data) // 2))
        match rng.randrange(8):
            case 0 | 1:
                data[place] ^= 1 << rng.randrange(8)
            case 2 | 3:
                data[place] = rng.choice(_TAGS)
            case 4:
                data[place] = rng.randrange(256)
            case 5:
                data[place] = (data[place] + rng.choice((-1, 1))) % 256
            case 6:
                other = rng.randrange(len(data))
                data[place:place + 4], data[other:other + 4] = data[other:other + 4], data[place:place + 4]
            case _:
                del data[place:place + rng.choice((1, 1, 2, 7))]
                if not data:
                    data += b'\x30'
    return bytes(data)


if __name__ == '__main__':
    print(path(), *(f'{kind}: {len(of_kind)}' for kind, of_kind in made().items()), sep='\n')
