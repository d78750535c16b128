"""Certificates, CRLs, OCSP messages and keys that cryptography (PyPI) makes with its own builders."""

import datetime
import random
import warnings

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x448, x25519
from cryptography.x509 import ocsp
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import NameOID

import odd_extensions
from odd_extensions import UTC, some

TYPES = [value for key, value in vars(NameOID).items() if key.isupper() and value != NameOID.X500_UNIQUE_IDENTIFIER]
TYPES += [x509.ObjectIdentifier('1.2.3.4.5'), x509.ObjectIdentifier(f'2.25.{2**100}')]
TEXTS = {
    _ASN1Type.UTF8String: ('plain', 'Gruyère', '\N{GRINNING FACE}', 'a\0b', ' #a,b+c"d\\e<f>g;h= '),
    _ASN1Type.PrintableString: ('plain', "A'()+,-./:=? z"),
    _ASN1Type.T61String: ('plain', 'a\0b'),
    _ASN1Type.BMPString: ('plain', 'Zürich \u4e2d'),
    _ASN1Type.UniversalString: ('plain', '\N{GRINNING FACE}'),
    _ASN1Type.IA5String: ('plain', 'a@b\x7f'),
    _ASN1Type.NumericString: ('0 1 2',),
}


class Keys:
    """A private key of each kind, the same each time."""

    def __init__(self):
        # Two primes that anybody knows by heart: a key of 1128 bits.
        p, q, e = 2**607 - 1, 2**521 - 1, 65537
        d = pow(e, -1, (p - 1) * (q - 1))
        numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), rsa.RSAPublicNumbers(e, p * q))
        self.signing = {
            'RSA': (numbers.private_key(), hashes.SHA256()),
            'P-256': (ec.derive_private_key(5, ec.SECP256R1()), hashes.SHA384()),
            'P-521': (ec.derive_private_key(2**300 + 1, ec.SECP521R1()), hashes.SHA512()),
            'Ed25519': (ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32))), None),
            'Ed448': (ed448.Ed448PrivateKey.from_private_bytes(bytes(range(57))), None),
        }
        self.public = [key.public_key() for key, _ in self.signing.values()] + [
            x25519.X25519PrivateKey.from_private_bytes(bytes(range(32))).public_key(),
            x448.X448PrivateKey.from_private_bytes(bytes(range(56))).public_key(),
            ec.derive_private_key(7, ec.SECP256K1()).public_key(),
            dsa.DSAPublicNumbers(2**1000 + 3, dsa.DSAParameterNumbers(2**1023 + 9, 2**159 + 7, 2)).public_key(),
        ]

    def choose(self, rng):
        """A key and the digest to sign with."""
        return rng.choice(list(self.signing.values()))


def _signed(builder, key, digest):
    deterministic = {'ecdsa_deterministic': True} if isinstance(key, ec.EllipticCurvePrivateKey) else {}
    return builder.sign(key, digest, **deterministic).public_bytes(serialization.Encoding.DER)


def name(rng):
    def attribute():
        kind = rng.choice(list(TEXTS))
        oid = rng.choice(TYPES)
        text = rng.choice(TEXTS[kind])
        if oid in (NameOID.COUNTRY_NAME, NameOID.JURISDICTION_COUNTRY_NAME):
            # It wants two letters.
            text, kind = 'CH', _ASN1Type.PrintableString
        return x509.NameAttribute(oid, text, kind, _validate=False)

    rdns = []
    for _ in range(rng.randrange(7)):
        # An RDN is a set: cryptography refuses the same attribute twice.
        attributes = [attribute() for _ in range(rng.choice((1, 1, 1, 2, 3)))]
        rdns.append(x509.RelativeDistinguishedName(dict.fromkeys(attributes)))
    return x509.Name(rdns)


def moment(rng, first=1950, last=9998):
    year = rng.choice((first, last, rng.randint(first, last), rng.randint(1990, 2060)))
    return datetime.datetime(year, 1, 1, tzinfo=UTC) + datetime.timedelta(seconds=rng.randrange(365 * 86400))


def certificates(count, seed):
    rng, keys = random.Random(seed), Keys()
    with warnings.catch_warnings():
        # Of names that are longer than RFC 5280 allows.
        warnings.simplefilter('ignore')
        for i in range(count):
            start, end = sorted((moment(rng), moment(rng)))
            builder = x509.CertificateBuilder(
                issuer_name=name(rng), subject_name=name(rng), public_key=rng.choice(keys.public),
                serial_number=rng.choice((1, 127, 128, 2**64, 2**158, rng.randrange(1, 2**159))), not_valid_before=start, not_valid_after=end)
            for extension in some(rng, odd_extensions.EXTENSIONS, rng.choice((0, 0.1, 0.3, 1))):
                builder = builder.add_extension(extension, rng.random() < 0.3)
            yield f'builder {i}', _signed(builder, *keys.choose(rng))


def revoked(rng):
    builder = x509.RevokedCertificateBuilder(rng.randrange(1, 2**159), moment(rng))
    for extension in some(rng, odd_extensions.ENTRY_EXTENSIONS, 0.3):
        builder = builder.add_extension(extension, rng.random() < 0.3)
    return builder.build()


def crls(count, seed):
    rng, keys = random.Random(seed), Keys()
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        for i in range(count):
            start, end = sorted((moment(rng), moment(rng)))
            builder = x509.CertificateRevocationListBuilder(issuer_name=name(rng), last_update=start, next_update=end)
            for extension in some(rng, odd_extensions.CRL_EXTENSIONS, rng.choice((0, 0.3, 1))):
                builder = builder.add_extension(extension, rng.random() < 0.3)
            for _ in range(rng.choice((0, 1, 5, 50)) if i else 3000):
                builder = builder.add_revoked_certificate(revoked(rng))
            yield f'CRL {i}', _signed(builder, *keys.choose(rng))


DIGESTS = (hashes.SHA1(), hashes.SHA224(), hashes.SHA256(), hashes.SHA384(), hashes.SHA512())


def _identity(rng, digest):
    size = digest.digest_size
    return rng.randbytes(size), rng.randbytes(size), rng.randrange(1, 2**159), digest


def ocsp_requests(count, seed):
    rng = random.Random(seed)
    for i in range(count):
        builder = ocsp.OCSPRequestBuilder().add_certificate_by_hash(*_identity(rng, rng.choice(DIGESTS)))
        if rng.random() < 0.5:
            builder = builder.add_extension(x509.OCSPNonce(rng.randbytes(rng.choice((0, 1, 16, 32)))), rng.random() < 0.3)
        if rng.random() < 0.3:
            responses = x509.OCSPAcceptableResponses([x509.ObjectIdentifier('1.3.6.1.5.5.7.48.1.1')])
            builder = builder.add_extension(responses, False)
        yield f'request {i}', builder.build().public_bytes(serialization.Encoding.DER)


def ocsp_responses(count, seed):
    rng, keys = random.Random(seed), Keys()
    for status in ocsp.OCSPResponseStatus:
        if status != ocsp.OCSPResponseStatus.SUCCESSFUL:
            yield status.name, ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(serialization.Encoding.DER)
    # Who signs may send its certificate along.
    responders = {kind: x509.load_der_x509_certificate(_signed(x509.CertificateBuilder(
        odd_extensions.DIRECTORY, odd_extensions.DIRECTORY, key.public_key(), 7, moment(rng, last=2000), moment(rng, 2001)), key, digest))
        for kind, (key, digest) in keys.signing.items()}
    for i in range(count):
        kind = rng.choice(list(keys.signing))
        key, digest = keys.signing[kind]
        status, time, reason = rng.choice(list(ocsp.OCSPCertStatus)), None, None
        if status == ocsp.OCSPCertStatus.REVOKED:
            time, reason = moment(rng), rng.choice((None, *x509.ReasonFlags))
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            *_identity(rng, id_digest := rng.choice(DIGESTS))[:3], id_digest, status, moment(rng), rng.choice((None, moment(rng))), time, reason)
        builder = builder.responder_id(rng.choice(list(ocsp.OCSPResponderEncoding)), responders[kind])
        if rng.random() < 0.5:
            builder = builder.certificates([responders[one] for one in rng.sample(list(responders), rng.randint(1, 3))])
        if rng.random() < 0.5:
            builder = builder.add_extension(x509.OCSPNonce(rng.randbytes(16)), rng.random() < 0.3)
        yield f'response {i}', builder.sign(key, digest).public_bytes(serialization.Encoding.DER)


def private_keys():
    der, pkcs8, plain = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    for label, (key, _) in Keys().signing.items():
        yield label, key.private_bytes(der, pkcs8, plain)


def public_keys():
    for i, key in enumerate(Keys().public):
        yield f'{type(key).__name__} {i}', key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
