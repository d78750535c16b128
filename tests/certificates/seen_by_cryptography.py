"""What cryptography says, in the form of seen_by_asn1lib.py."""

import datetime
import ipaddress

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import ocsp
from cryptography.x509.name import _ASN1Type

NO_TEXTS = _ASN1Type.OctetString, _ASN1Type.UTCTime, _ASN1Type.GeneralizedTime
KEY_USAGE = {
    'digital_signature': 'digitalSignature', 'content_commitment': 'nonRepudiation', 'key_encipherment': 'keyEncipherment',
    'data_encipherment': 'dataEncipherment', 'key_agreement': 'keyAgreement', 'key_cert_sign': 'keyCertSign', 'crl_sign': 'cRLSign',
    'encipher_only': 'encipherOnly', 'decipher_only': 'decipherOnly',
}
STATUS = {
    'SUCCESSFUL': 'successful', 'MALFORMED_REQUEST': 'malformedRequest', 'INTERNAL_ERROR': 'internalError', 'TRY_LATER': 'tryLater',
    'SIG_REQUIRED': 'sigRequired', 'UNAUTHORIZED': 'unauthorized',
}
DIGESTS = {hashes.SHA1: '1.3.14.3.2.26', hashes.SHA224: '2.16.840.1.101.3.4.2.4', hashes.SHA256: '2.16.840.1.101.3.4.2.1',
           hashes.SHA384: '2.16.840.1.101.3.4.2.2', hashes.SHA512: '2.16.840.1.101.3.4.2.3'}


def certificate(der):
    cert = x509.load_der_x509_certificate(der)
    return {
        'version': lambda: cert.version.value + 1,
        'serial_number': lambda: cert.serial_number,
        'not_before': lambda: cert.not_valid_before_utc,
        'not_after': lambda: cert.not_valid_after_utc,
        'signature': lambda: cert.signature,
        'encoded_tbs': lambda: cert.tbs_certificate_bytes,
        'signature_algorithm': lambda: cert.signature_algorithm_oid.dotted_string,
        'issuer': lambda: name(cert.issuer),
        'subject': lambda: name(cert.subject),
        'public_key_algorithm': lambda: cert.public_key_algorithm_oid.dotted_string,
    } | extensions(lambda: cert.extensions)


def crl(der):
    found = x509.load_der_x509_crl(der)
    return {
        'this_update': lambda: found.last_update_utc,
        'next_update': lambda: found.next_update_utc,
        'signature': lambda: found.signature,
        'encoded_tbs': lambda: found.tbs_certlist_bytes,
        'signature_algorithm': lambda: found.signature_algorithm_oid.dotted_string,
        'issuer': lambda: name(found.issuer),
        'revoked': lambda: tuple((one.serial_number, one.revocation_date_utc) for one in found),
    } | extensions(lambda: found.extensions) | {
        f'revoked {i}, {field}': read for i, one in enumerate(found) for field, read in extensions(lambda: one.extensions).items()}


def ocsp_request(der):
    request = ocsp.load_der_ocsp_request(der)
    return {'requests': lambda: (cert_id(request),)} | extensions(lambda: request.extensions)


def ocsp_response(der):
    response = ocsp.load_der_ocsp_response(der)
    status = STATUS[response.response_status.name]
    fields = {'status': lambda: status}
    if status != 'successful':
        return fields
    return fields | {
        'signature_algorithm': lambda: response.signature_algorithm_oid.dotted_string,
        'signature': lambda: response.signature,
        'encoded_tbs': lambda: response.tbs_response_bytes,
        'responder': lambda: response.responder_key_hash or name(response.responder_name),
        'produced_at': lambda: response.produced_at_utc,
        'responses': lambda: tuple((
            cert_id(one), one.certificate_status.name.lower(), one.revocation_time_utc,
            one.revocation_reason and one.revocation_reason.value, one.this_update_utc, one.next_update_utc)
            for one in response.responses),
    } | extensions(lambda: response.extensions)


def cert_id(one):
    return DIGESTS[type(one.hash_algorithm)], one.issuer_name_hash, one.issuer_key_hash, one.serial_number


def name(found):
    return tuple(map(rdn, found.rdns))


def rdn(found):
    return tuple((one.oid.dotted_string, _value(one)) for one in found)


def _value(attribute):
    if isinstance(attribute.value, bytes):
        # A BIT STRING with the octet that counts its padding.
        return attribute.value[1:]
    return attribute.value.encode() if attribute._type in NO_TEXTS else attribute.value


def general_name(found):
    value = found.value
    match found:
        case x509.DNSName():
            return 'dNSName', value
        case x509.RFC822Name():
            return 'rfc822Name', value
        case x509.UniformResourceIdentifier():
            return 'uniformResourceIdentifier', value
        case x509.DirectoryName():
            return 'directoryName', name(value)
        case x509.RegisteredID():
            return 'registeredID', value.dotted_string
        case x509.OtherName():
            return 'otherName', (found.type_id.dotted_string, value)
    if isinstance(value, (ipaddress.IPv4Network, ipaddress.IPv6Network)):
        return 'iPAddress', value.network_address.packed + value.netmask.packed
    return 'iPAddress', value.packed


def general_names(found):
    return None if found is None else tuple(map(general_name, found))


def reasons(found):
    return found and frozenset(reason.value for reason in found)


def _point(found):
    return (general_names(found.full_name), found.relative_name and rdn(found.relative_name), reasons(found.reasons),
            general_names(found.crl_issuer))


def _points(found):
    return tuple(map(_point, found))


def _access(found):
    return tuple((one.access_method.dotted_string, general_name(one.access_location)) for one in found)


def _key_usage(found):
    # Two flags are errors unless a third is set.
    flags = [flag for flag in KEY_USAGE if found.key_agreement or flag not in ('encipher_only', 'decipher_only')]
    return frozenset(KEY_USAGE[flag] for flag in flags if getattr(found, flag))


def _qualifier(found):
    if isinstance(found, str):
        return found
    reference = found.notice_reference
    return reference and reference.organization, tuple(reference.notice_numbers) if reference else (), found.explicit_text


def _timestamp(found):
    since_1970 = found.timestamp - datetime.datetime(1970, 1, 1)
    return found.log_id, since_1970 // datetime.timedelta(milliseconds=1), found.extension_bytes, found.signature


_VALUES = {
    x509.SubjectKeyIdentifier: lambda found: found.digest,
    x509.KeyUsage: _key_usage,
    x509.SubjectAlternativeName: general_names,
    x509.IssuerAlternativeName: general_names,
    x509.CertificateIssuer: general_names,
    x509.BasicConstraints: lambda found: (found.ca, found.path_length),
    x509.CRLNumber: lambda found: found.crl_number,
    x509.DeltaCRLIndicator: lambda found: found.crl_number,
    x509.CRLReason: lambda found: found.reason.value,
    x509.InvalidityDate: lambda found: found.invalidity_date_utc,
    x509.IssuingDistributionPoint: lambda found: (
        general_names(found.full_name), found.relative_name and rdn(found.relative_name), found.only_contains_user_certs,
        found.only_contains_ca_certs, reasons(found.only_some_reasons), found.indirect_crl, found.only_contains_attribute_certs),
    x509.NameConstraints: lambda found: (general_names(found.permitted_subtrees), general_names(found.excluded_subtrees)),
    x509.CRLDistributionPoints: _points,
    x509.FreshestCRL: _points,
    x509.CertificatePolicies: lambda found: tuple(
        (one.policy_identifier.dotted_string, tuple(map(_qualifier, one.policy_qualifiers or ()))) for one in found),
    x509.AuthorityKeyIdentifier: lambda found: (
        found.key_identifier, general_names(found.authority_cert_issuer), found.authority_cert_serial_number),
    x509.PolicyConstraints: lambda found: (found.require_explicit_policy, found.inhibit_policy_mapping),
    x509.ExtendedKeyUsage: lambda found: tuple(one.dotted_string for one in found),
    x509.InhibitAnyPolicy: lambda found: found.skip_certs,
    x509.AuthorityInformationAccess: _access,
    x509.SubjectInformationAccess: _access,
    x509.TLSFeature: lambda found: tuple(one.value for one in found),
    x509.PrecertificateSignedCertificateTimestamps: lambda found: tuple(map(_timestamp, found)),
    x509.OCSPNonce: lambda found: found.nonce,
    x509.OCSPAcceptableResponses: lambda found: tuple(one.dotted_string for one in found),
}


def extensions(read):
    """All of them, or nothing where one is refused."""
    try:
        found = read()
    except (ValueError, TypeError, x509.UnsupportedGeneralNameType):
        return {}
    fields = {'extensions': lambda: tuple((one.oid.dotted_string, one.critical) for one in found)}
    for one in found:
        oid = one.oid.dotted_string
        if isinstance(one.value, x509.UnrecognizedExtension):
            fields[f'encoded extension {oid}'] = lambda one=one: one.value.value
        elif type(one.value) in _VALUES:
            fields[f'extension {oid}'] = lambda one=one: _VALUES[type(one.value)](one.value)
    return fields
