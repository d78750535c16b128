"""What asn1lib says, in the form that compare_values.py compares.

Each function takes an asn1lib (native or not) and DER, and gives fields by name: numbers, bytes, texts, datetimes, tuples of such.
A name is a tuple of RDNs, each a tuple of (OID, value); a GeneralName is (kind, value); a field 'extension OID' is there for what
asn1lib takes apart.
"""


def certificate(asn1lib, der):
    cert = asn1lib.load_certificate(der)
    fields = {field: getattr(cert, field) for field in (
        'version', 'serial_number', 'not_before', 'not_after', 'signature', 'encoded_tbs', 'encoded_issuer', 'encoded_subject',
        'encoded_validity', 'encoded_public_key_info')}
    fields |= {
        'signature_algorithm': cert.signature_algorithm.oid,
        'signature_parameters': cert.signature_algorithm.parameters,
        'issuer': name(cert.issuer),
        'subject': name(cert.subject),
        'public_key_algorithm': cert.public_key_info.algorithm.oid,
        'public_key': cert.public_key_info.public_key,
    }
    return fields | extensions(cert.extensions)


def crl(asn1lib, der):
    found = asn1lib.load_crl(der)
    fields = {field: getattr(found, field) for field in ('version', 'this_update', 'next_update', 'signature', 'encoded_tbs')}
    fields['signature_algorithm'] = found.signature_algorithm.oid
    fields['issuer'] = name(found.issuer)
    fields['revoked'] = tuple((one.serial_number, one.revocation_date) for one in found.revoked_certificates)
    for i, one in enumerate(found.revoked_certificates):
        fields |= {f'revoked {i}, {field}': value for field, value in extensions(one.extensions).items()}
    return fields | extensions(found.extensions)


def ocsp_request(asn1lib, der):
    request = asn1lib.load_ocsp_request(der)
    return {'requests': tuple(cert_id(one.cert_id) for one in request.requests)} | extensions(request.extensions)


def ocsp_response(asn1lib, der):
    response = asn1lib.load_ocsp_response(der)
    fields = {'status': response.status}
    if response.status == 'successful':
        responder = response.responder_id
        fields |= {
            'signature_algorithm': response.signature_algorithm.oid,
            'signature': response.signature,
            'encoded_tbs': response.encoded_tbs,
            'responder': responder.key_hash if responder.name is None else name(responder.name),
            'produced_at': response.produced_at,
            'certificates': tuple(cert.encoded for cert in response.certificates),
            'responses': tuple((cert_id(one.cert_id), one.status, one.revocation_time, one.revocation_reason, one.this_update,
                                one.next_update) for one in response.responses),
        }
    return fields | extensions(response.extensions)


def private_key(asn1lib, der):
    info = asn1lib.load_private_key_info(der)
    return {'algorithm': info.algorithm.oid, 'parameters': info.algorithm.parameters, 'private_key': info.private_key}


def public_key(asn1lib, der):
    info = asn1lib.load_public_key_info(der)
    return {'algorithm': info.algorithm.oid, 'parameters': info.algorithm.parameters, 'public_key': info.public_key}


def cert_id(one):
    return one.hash_algorithm.oid, one.issuer_name_hash, one.issuer_key_hash, one.serial_number


def name(found):
    return tuple(map(rdn, found))


def rdn(found):
    return tuple((one.oid, _content(one.value) if isinstance(one.value, bytes) else one.value) for one in found)


def _content(encoded):
    """Of a short element that is no text: without tag and length, and without the octet that counts a BIT STRING's padding."""
    return encoded[3:] if encoded[0] == 3 else encoded[2:]


def general_name(found):
    kind, value = found
    if kind == 'directoryName':
        value = name(value)
    elif kind in ('otherName', 'ediPartyName'):
        value = tuple(value)
    return kind, value


def general_names(found):
    return None if found is None else tuple(map(general_name, found))


def point(found):
    return (general_names(found.full_name), found.relative_name and rdn(found.relative_name),
            found.reasons and frozenset(found.reasons), general_names(found.crl_issuer))


def qualifier(found):
    return found.value if isinstance(found.value, str) else tuple(found.value)


def _access(found):
    return tuple((one.method, general_name(one.location)) for one in found)


def _points(found):
    return tuple(map(point, found))


_VALUES = {
    '2.5.29.14': lambda value: value,
    '2.5.29.15': frozenset,
    '2.5.29.17': general_names,
    '2.5.29.18': general_names,
    '2.5.29.19': tuple,
    '2.5.29.20': lambda value: value,
    '2.5.29.21': lambda value: value,
    '2.5.29.24': lambda value: value,
    '2.5.29.27': lambda value: value,
    '2.5.29.28': lambda found: (general_names(found.full_name), found.relative_name and rdn(found.relative_name),
                                found.only_contains_user_certs, found.only_contains_ca_certs,
                                found.only_some_reasons and frozenset(found.only_some_reasons), found.indirect_crl,
                                found.only_contains_attribute_certs),
    '2.5.29.29': general_names,
    '2.5.29.30': lambda found: tuple(trees and general_names(tree.base for tree in trees) for trees in found),
    '2.5.29.31': _points,
    '2.5.29.32': lambda found: tuple((one.oid, tuple(map(qualifier, one.qualifiers))) for one in found),
    '2.5.29.33': lambda found: tuple(map(tuple, found)),
    '2.5.29.35': lambda found: (found.key_identifier, general_names(found.issuer), found.serial_number),
    '2.5.29.36': tuple,
    '2.5.29.37': tuple,
    '2.5.29.46': _points,
    '2.5.29.54': lambda value: value,
    '1.3.6.1.4.1.11129.2.4.2': lambda found: tuple((one.log_id, one.timestamp, one.extensions, one.signature) for one in found),
    '1.3.6.1.5.5.7.1.1': _access,
    '1.3.6.1.5.5.7.1.11': _access,
    '1.3.6.1.5.5.7.1.24': tuple,
    '1.3.6.1.5.5.7.48.1.2': lambda value: value,
    '1.3.6.1.5.5.7.48.1.4': tuple,
}


def extensions(found):
    """The list of what there is, the encodings, and each value that is taken apart."""
    fields = {'extensions': tuple((one.oid, one.critical) for one in found)}
    for one in found:
        fields[f'encoded extension {one.oid}'] = one.encoded_value
        if one.oid in _VALUES:
            fields[f'extension {one.oid}'] = _VALUES[one.oid](one.value)
    return fields
