"""Extensions as cryptography (PyPI) writes them: one or more of each kind that it knows."""

import datetime
import ipaddress
import struct

from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, SubjectInformationAccessOID

UTC = datetime.timezone.utc
DIRECTORY = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'directory')])
NAMES = [
    x509.DNSName('example.org'),
    x509.RFC822Name('user@example.org'),
    x509.UniformResourceIdentifier('http://example.org/'),
    x509.IPAddress(ipaddress.ip_address('192.0.2.1')),
    x509.IPAddress(ipaddress.ip_address('2001:db8::1')),
    x509.DirectoryName(DIRECTORY),
    x509.RegisteredID(x509.ObjectIdentifier('1.2.3.4')),
]
MORE_NAMES = [*NAMES, x509.OtherName(x509.ObjectIdentifier('1.3.6.1.4.1.311.20.2.3'), b'\x0c\x04user')]
SUBTREES = [
    x509.DNSName('.example.org'),
    x509.RFC822Name('example.org'),
    x509.UniformResourceIdentifier('.example.org'),
    x509.IPAddress(ipaddress.ip_network('192.0.2.0/24')),
    x509.IPAddress(ipaddress.ip_network('2001:db8::/32')),
    x509.DirectoryName(DIRECTORY),
]
RELATIVE = x509.RelativeDistinguishedName([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'relative'),
                                           x509.NameAttribute(x509.NameOID.SURNAME, 'name')])
REASONS = frozenset(set(x509.ReasonFlags) - {x509.ReasonFlags.unspecified, x509.ReasonFlags.remove_from_crl})


def key_usage(bits):
    flags = ('digital_signature', 'content_commitment', 'key_encipherment', 'data_encipherment', 'key_agreement', 'key_cert_sign',
             'crl_sign', 'encipher_only', 'decipher_only')
    return x509.KeyUsage(**{flag: bool(bits >> i & 1) for i, flag in enumerate(flags)})


def timestamps(*log_extensions):
    """A SignedCertificateTimestampList (RFC 6962, 3.3) of made-up logs, with their extensions."""
    entries = [struct.pack('>B32sQH', 0, bytes([i + 7]) * 32, 1_700_000_000_123 + i, len(extensions)) + extensions
               + struct.pack('>BBH', 4, 3, 8) + b'\x30\x06\2\1\1\2\1\1' for i, extensions in enumerate(log_extensions)]
    content = b''.join(struct.pack('>H', len(entry)) + entry for entry in entries)
    return unknown('1.3.6.1.4.1.11129.2.4.2', core.OctetString(struct.pack('>H', len(content)) + content).dump())


def unknown(dotted, value):
    return x509.UnrecognizedExtension(x509.ObjectIdentifier(dotted), value)


def policies():
    notice = x509.NoticeReference('Organisation', [1, 2, 2**40])
    return x509.CertificatePolicies([
        x509.PolicyInformation(x509.ObjectIdentifier('2.5.29.32.0'), None),
        x509.PolicyInformation(x509.ObjectIdentifier('1.2.3.4'), ['http://example.org/cps', x509.UserNotice(notice, 'Explicit text, ü')]),
        x509.PolicyInformation(x509.ObjectIdentifier('1.2.3.5'), [x509.UserNotice(None, None)]),
        x509.PolicyInformation(x509.ObjectIdentifier('1.2.3.6'), [x509.UserNotice(None, 'only text')]),
    ])


def point(full_name=None, relative_name=None, reasons=None, crl_issuer=None):
    return x509.DistributionPoint(full_name, relative_name, reasons, crl_issuer)


OCSP, CA_ISSUERS = AuthorityInformationAccessOID.OCSP, AuthorityInformationAccessOID.CA_ISSUERS
POINTS = {
    'full name': [point(NAMES)],
    'relative name': [point(relative_name=RELATIVE)],
    'relative name, reasons and issuer': [point(relative_name=RELATIVE, reasons=REASONS, crl_issuer=[NAMES[5]])],
    'issuer': [point(crl_issuer=[NAMES[5]])],
    'several': [point([NAMES[2]]), point([NAMES[5], NAMES[2]], reasons=frozenset({x509.ReasonFlags.key_compromise})), point(relative_name=RELATIVE)],
}

# Two of one kind are not put into one certificate.
EXTENSIONS = {
    'basic constraints': [x509.BasicConstraints(False, None), x509.BasicConstraints(True, None), x509.BasicConstraints(True, 0),
                          x509.BasicConstraints(True, 2**40)],
    'key usage': [key_usage(bits) for bits in (1, 0b1100000, 0b000010001, 0b010010000, 0b110010000, 0b1111111)],
    'extended key usage': [x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
                           x509.ExtendedKeyUsage([value for key, value in vars(ExtendedKeyUsageOID).items() if key.isupper()]),
                           x509.ExtendedKeyUsage([x509.ObjectIdentifier('1.2.3.4')])],
    'subject key identifier': [x509.SubjectKeyIdentifier(bytes(range(20))), x509.SubjectKeyIdentifier(b'')],
    'authority key identifier': [x509.AuthorityKeyIdentifier(bytes(range(20)), None, None),
                                 x509.AuthorityKeyIdentifier(bytes(range(20)), [NAMES[5]], 2**100), x509.AuthorityKeyIdentifier(None, MORE_NAMES, 1)],
    'subject alternative name': [*[x509.SubjectAlternativeName(NAMES)] * 4, x509.SubjectAlternativeName(MORE_NAMES), x509.SubjectAlternativeName(NAMES[:1])],
    'issuer alternative name': [x509.IssuerAlternativeName(MORE_NAMES)],
    'CRL distribution points': [x509.CRLDistributionPoints(points) for points in POINTS.values()],
    'freshest CRL': [x509.FreshestCRL(POINTS['several'])],
    'authority information access': [x509.AuthorityInformationAccess([x509.AccessDescription(method, name) for method in (OCSP, CA_ISSUERS)
                                                                      for name in NAMES]),
                                     x509.AuthorityInformationAccess([x509.AccessDescription(OCSP, NAMES[2])])],
    'subject information access': [x509.SubjectInformationAccess([x509.AccessDescription(SubjectInformationAccessOID.CA_REPOSITORY, NAMES[2])])],
    'name constraints': [x509.NameConstraints(SUBTREES, None), x509.NameConstraints(None, SUBTREES), x509.NameConstraints(SUBTREES[:2], SUBTREES[2:])],
    'policies': [policies()],
    'policy constraints': [x509.PolicyConstraints(0, None), x509.PolicyConstraints(None, 5), x509.PolicyConstraints(1, 2)],
    'policy mappings': [unknown('2.5.29.33', bytes.fromhex('300c300a06032a030406032a0305'))],
    'inhibit any policy': [x509.InhibitAnyPolicy(0), x509.InhibitAnyPolicy(300)],
    'TLS feature': [x509.TLSFeature([x509.TLSFeatureType.status_request]),
                    x509.TLSFeature([x509.TLSFeatureType.status_request, x509.TLSFeatureType.status_request_v2])],
    'no check': [x509.OCSPNoCheck()],
    'poison': [x509.PrecertPoison()],
    'timestamps': [timestamps(b''), timestamps(b'', b'extension', b''), timestamps(*[b''] * 30)],
    'Microsoft template': [x509.MSCertificateTemplate(x509.ObjectIdentifier('1.2.3.4'), 1, None)],
    'key usage period': [x509.PrivateKeyUsagePeriod(datetime.datetime(2020, 1, 1, tzinfo=UTC), datetime.datetime(2051, 1, 1, tzinfo=UTC))],
    'admissions': [x509.Admissions(x509.DirectoryName(DIRECTORY), [x509.Admission(None, None, [
        x509.ProfessionInfo(None, ['Ärztin'], [x509.ObjectIdentifier('1.2.276.0.76.4.30')], '123', None)])])],
    'Netscape comment': [unknown('2.16.840.1.113730.1.13', b'\x16\x07comment')],
    'Netscape certificate type': [unknown('2.16.840.1.113730.1.1', b'\3\2\4\xf0')],
    'subject directory attributes': [unknown('2.5.29.9', bytes.fromhex('3010300e06032b0601310704050102030405'))],
    'unknown': [unknown('1.2.3.4', b'not DER'), unknown('1.2.3.4', b''), unknown('1.2.3.4', b'\x0c\1a')],
    'unknown, large arc': [unknown(f'2.25.{2**100}', b'\5\0')],
}

CRL_EXTENSIONS = {
    'authority key identifier': EXTENSIONS['authority key identifier'],
    'issuer alternative name': EXTENSIONS['issuer alternative name'],
    'number': [x509.CRLNumber(0), x509.CRLNumber(2**158)],
    'delta': [x509.DeltaCRLIndicator(1)],
    'issuing point': [x509.IssuingDistributionPoint(*fields) for fields in (
        (MORE_NAMES, None, False, False, None, False, False),
        (None, RELATIVE, False, False, None, False, False),
        (None, None, True, False, None, False, False),
        (None, None, False, True, REASONS, True, False),
        (NAMES[2:3], None, False, False, None, False, True))],
    'freshest': EXTENSIONS['freshest CRL'],
    'authority information access': EXTENSIONS['authority information access'],
    'unknown': EXTENSIONS['unknown'],
}
ENTRY_EXTENSIONS = {
    'reason': [x509.CRLReason(reason) for reason in x509.ReasonFlags],
    'invalidity date': [x509.InvalidityDate(datetime.datetime(year, 2, 3, 4, 5, 6, tzinfo=UTC)) for year in (1980, 2020, 2060)],
    'issuer': [x509.CertificateIssuer([NAMES[5]]), x509.CertificateIssuer(MORE_NAMES)],
    'unknown': EXTENSIONS['unknown'],
}
DIGEST = hashes.SHA256()


def some(rng, kinds, chance, keep=lambda name: True):
    """A random choice, at most one of each kind, in random order."""
    chosen = [rng.choice(extensions) for name, extensions in kinds.items() if keep(name) and rng.random() < chance]
    rng.shuffle(chosen)
    return chosen
