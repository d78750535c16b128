"""Makes the files of this folder with the cryptography package, which made those that are here in its version 48.

    python3 make_structures.py

Keys and signatures are new each time; nothing else is.
"""

import datetime
import ipaddress
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509 import ocsp
from cryptography.x509.oid import (AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID,
                                   ObjectIdentifier, SubjectInformationAccessOID)

FOLDER = pathlib.Path(__file__).parent
DAY = datetime.timedelta(days=1)
START = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
URI = x509.UniformResourceIdentifier


def name(*attributes):
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in attributes])


def other_name():
    return x509.OtherName(ObjectIdentifier('1.3.6.1.4.1.311.20.2.3'), b'\x0c\x07a@b.org')


def general_names():
    return [
        x509.RFC822Name('someone@example.org'), x509.DNSName('example.org'), URI('https://example.org/x'),
        x509.IPAddress(ipaddress.ip_address('192.0.2.1')), x509.IPAddress(ipaddress.ip_address('2001:db8::1')),
        x509.DirectoryName(name((NameOID.COMMON_NAME, 'A name'))), x509.RegisteredID(ObjectIdentifier('1.2.3.4')),
        other_name(),
    ]


def certificate(subject, key, issuer, issuer_key, serial_number, extensions, *, end=START + 365 * DAY):
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
               .serial_number(serial_number).not_valid_before(START).not_valid_after(end))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, None)


def distribution_points():
    return [
        x509.DistributionPoint([URI('http://example.org/a.crl'), x509.DNSName('b')], None, None, None),
        x509.DistributionPoint(None, x509.RelativeDistinguishedName([x509.NameAttribute(NameOID.COMMON_NAME, 'c')]),
                               frozenset([x509.ReasonFlags.key_compromise, x509.ReasonFlags.aa_compromise]),
                               [x509.DirectoryName(name((NameOID.COMMON_NAME, 'd')))]),
    ]


def policies():
    return x509.CertificatePolicies([
        x509.PolicyInformation(ObjectIdentifier('2.5.29.32.0'), None),
        x509.PolicyInformation(ObjectIdentifier('1.2.3'), [
            'https://example.org/cps',
            x509.UserNotice(x509.NoticeReference('Org', [1, 2]), 'Text'),
            x509.UserNotice(None, None),
        ]),
    ])


def authority_extensions(key):
    return [
        (x509.BasicConstraints(True, 3), True),
        (x509.KeyUsage(False, False, False, False, False, True, True, False, False), True),
        (x509.SubjectKeyIdentifier(b'\x01\x02\x03'), False),
        (x509.NameConstraints([x509.DNSName('.example.org'), x509.IPAddress(ipaddress.ip_network('192.0.2.0/24'))],
                              [x509.IPAddress(ipaddress.ip_network('2001:db8::/32'))]), True),
        (x509.PolicyConstraints(2, 0), True),
        (x509.InhibitAnyPolicy(4), True),
        (policies(), False),
    ]


def leaf_extensions():
    return [
        (x509.BasicConstraints(False, None), True),
        (x509.KeyUsage(True, True, True, True, True, False, False, False, True), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ObjectIdentifier('1.2.3.4.5')]), False),
        (x509.SubjectAlternativeName(general_names()), False),
        (x509.IssuerAlternativeName([x509.DNSName('issuer.example.org')]), False),
        (x509.AuthorityKeyIdentifier(b'\x01\x02\x03', [x509.DNSName('ca')], 77), False),
        (x509.CRLDistributionPoints(distribution_points()), False),
        (x509.FreshestCRL([x509.DistributionPoint([URI('http://example.org/d.crl')], None, None, None)]), False),
        (x509.AuthorityInformationAccess([
            x509.AccessDescription(AuthorityInformationAccessOID.OCSP, URI('http://ocsp.example.org')),
            x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, URI('http://example.org/ca.crt')),
        ]), False),
        (x509.SubjectInformationAccess([
            x509.AccessDescription(SubjectInformationAccessOID.CA_REPOSITORY, URI('http://example.org/ca')),
        ]), False),
        (x509.TLSFeature([x509.TLSFeatureType.status_request]), False),
        (x509.OCSPNoCheck(), False),
        (x509.PrivateKeyUsagePeriod(START, START + DAY), False),
        (x509.UnrecognizedExtension(ObjectIdentifier('1.2.3.4.6'), b'anything'), False),
    ]


def revoked(number, *extensions):
    builder = x509.RevokedCertificateBuilder().serial_number(number).revocation_date(START)
    for extension in extensions:
        builder = builder.add_extension(extension, False)
    return builder.build()


def revocation_list(issuer, key):
    entries = [
        revoked(1),
        revoked(2**64, x509.CRLReason(x509.ReasonFlags.key_compromise), x509.InvalidityDate(START - DAY)),
        revoked(3, x509.CertificateIssuer([x509.DirectoryName(name((NameOID.COMMON_NAME, 'Other')))])),
    ]
    builder = x509.CertificateRevocationListBuilder(issuer, START, START + 30 * DAY, revoked_certificates=entries)
    extensions = [
        x509.CRLNumber(5), x509.DeltaCRLIndicator(4), x509.AuthorityKeyIdentifier(b'\x01\x02\x03', None, None),
        x509.IssuingDistributionPoint([URI('http://example.org/a.crl')], None, True, False,
                                      frozenset([x509.ReasonFlags.superseded]), True, False),
    ]
    for extension in extensions:
        builder = builder.add_extension(extension, isinstance(extension, x509.IssuingDistributionPoint))
    return builder.sign(key, None)


def request(leaf, authority):
    return (ocsp.OCSPRequestBuilder().add_certificate(leaf, authority, hashes.SHA1())
            .add_extension(x509.OCSPNonce(b'0123456789abcdef'), False)
            .add_extension(x509.OCSPAcceptableResponses([ObjectIdentifier('1.3.6.1.5.5.7.48.1.1')]), False).build())


def response(leaf, authority, key, status, responder):
    revoked = status is ocsp.OCSPCertStatus.REVOKED
    return (ocsp.OCSPResponseBuilder()
            .add_response(leaf, authority, hashes.SHA256(), status, START, START + DAY,
                          START - DAY if revoked else None, x509.ReasonFlags.superseded if revoked else None)
            .responder_id(responder, authority).certificates([authority])
            .add_extension(x509.OCSPNonce(b'0123456789abcdef'), False).sign(key, None))


def write(file, data):
    (FOLDER / file).write_bytes(data)


def main():
    key = ed25519.Ed25519PrivateKey.generate()
    issuer = name((NameOID.COUNTRY_NAME, 'XY'), (NameOID.ORGANIZATION_NAME, 'Örg, Inc.'), (NameOID.COMMON_NAME, 'Root'))
    authority = certificate(issuer, key, issuer, key, 2**150 + 1, authority_extensions(key),
                            end=START.replace(year=2055))
    rdns = x509.Name([
        x509.RelativeDistinguishedName([x509.NameAttribute(NameOID.COUNTRY_NAME, 'XY')]),
        x509.RelativeDistinguishedName([x509.NameAttribute(NameOID.COMMON_NAME, 'leaf'),
                                        x509.NameAttribute(NameOID.SERIAL_NUMBER, '7')]),
        x509.RelativeDistinguishedName([x509.NameAttribute(ObjectIdentifier('1.2.3.4'), '#x '),
                                        x509.NameAttribute(NameOID.DOMAIN_COMPONENT, 'org')]),
    ])
    leaf_key = ec.generate_private_key(ec.SECP256R1())
    leaf = certificate(rdns, leaf_key, issuer, key, 0x80, leaf_extensions())
    der = serialization.Encoding.DER
    write('authority.der', authority.public_bytes(der))
    write('leaf.der', leaf.public_bytes(der))
    write('list.crl', revocation_list(issuer, key).public_bytes(der))
    write('request.der', request(leaf, authority).public_bytes(der))
    write('good.der', response(leaf, authority, key, ocsp.OCSPCertStatus.GOOD,
                               ocsp.OCSPResponderEncoding.HASH).public_bytes(der))
    write('revoked.der', response(leaf, authority, key, ocsp.OCSPCertStatus.REVOKED,
                                  ocsp.OCSPResponderEncoding.NAME).public_bytes(der))
    write('later.der', ocsp.OCSPResponseBuilder.build_unsuccessful(
        ocsp.OCSPResponseStatus.TRY_LATER).public_bytes(der))
    write('private.der', leaf_key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    write('public.der', leaf_key.public_key().public_bytes(der, serialization.PublicFormat.SubjectPublicKeyInfo))


if __name__ == '__main__':
    main()
