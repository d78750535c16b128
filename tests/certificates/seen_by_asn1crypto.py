"""What asn1crypto says, in the form of seen_by_asn1lib.py: what its classes decode, without what they make of that for display."""

from asn1crypto import core, keys, ocsp, parser, x509
from asn1crypto import crl as crl_classes

STATUS = {
    'successful': 'successful', 'malformed_request': 'malformedRequest', 'internal_error': 'internalError', 'try_later': 'tryLater',
    'sign_required': 'sigRequired', 'unauthorized': 'unauthorized',
}


def encodings(der):
    """Those of what an element holds.  The classes encode anew what they were asked about."""
    content, found = parser.parse(der)[4], []
    while content:
        length = parser.peek(content)
        found.append(content[:length])
        content = content[length:]
    return found


def certificate(der):
    cert = x509.Certificate.load(der, strict=True)
    tbs = cert['tbs_certificate']
    info = tbs['subject_public_key_info']
    # Behind the version, which may be absent.
    encoded = encodings(encodings(der)[0])
    names = 'serial_number', 'signature_algorithm', 'issuer', 'validity', 'subject', 'public_key_info'
    encoded = dict(zip(names, encoded[encoded[0].startswith(b'\xa0'):]))
    return {
        'version': lambda: tbs['version'].native in ('v1', 'v2', 'v3') and int(tbs['version'].native[1]),
        'serial_number': lambda: tbs['serial_number'].native,
        'signature_algorithm': lambda: cert['signature_algorithm']['algorithm'].dotted,
        'not_before': lambda: tbs['validity']['not_before'].native,
        'not_after': lambda: tbs['validity']['not_after'].native,
        'issuer': lambda: name(tbs['issuer']),
        'subject': lambda: name(tbs['subject']),
        'signature': lambda: cert['signature_value'].native,
        'encoded_tbs': lambda: encodings(der)[0],
        'encoded_issuer': lambda: encoded['issuer'],
        'encoded_subject': lambda: encoded['subject'],
        'encoded_validity': lambda: encoded['validity'],
        'encoded_public_key_info': lambda: encoded['public_key_info'],
        'public_key_algorithm': lambda: info['algorithm']['algorithm'].dotted,
        'public_key': lambda: info['public_key'].contents[1:],
    } | extensions(tbs['extensions'])


def crl(der):
    found = crl_classes.CertificateList.load(der, strict=True)
    tbs = found['tbs_cert_list']
    fields = {
        'this_update': lambda: tbs['this_update'].native,
        'next_update': lambda: tbs['next_update'].native,
        'signature': lambda: found['signature'].native,
        'encoded_tbs': lambda: encodings(der)[0],
        'signature_algorithm': lambda: found['signature_algorithm']['algorithm'].dotted,
        'issuer': lambda: name(tbs['issuer']),
        'revoked': lambda: tuple((one['user_certificate'].native, one['revocation_date'].native) for one in tbs['revoked_certificates']),
    }
    for i, one in enumerate(tbs['revoked_certificates']):
        fields |= {f'revoked {i}, {field}': read for field, read in extensions(one['crl_entry_extensions']).items()}
    return fields | extensions(tbs['crl_extensions'])


def ocsp_request(der):
    tbs = ocsp.OCSPRequest.load(der, strict=True)['tbs_request']
    return {'requests': lambda: tuple(cert_id(one['req_cert']) for one in tbs['request_list'])} | extensions(tbs['request_extensions'])


def ocsp_response(der):
    response = ocsp.OCSPResponse.load(der, strict=True)
    status = STATUS[response['response_status'].native]
    fields = {'status': lambda: status}
    if status != 'successful':
        return fields
    basic = response.basic_ocsp_response
    data = basic['tbs_response_data']
    return fields | {
        'signature_algorithm': lambda: basic['signature_algorithm']['algorithm'].dotted,
        'signature': lambda: basic['signature'].native,
        'encoded_tbs': data.dump,
        'responder': lambda: (name(data['responder_id'].chosen) if data['responder_id'].name == 'by_name' else
                              data['responder_id'].chosen.native),
        'produced_at': lambda: data['produced_at'].native,
        'certificates': lambda: tuple(cert.dump() for cert in basic['certs'] or ()),
    } | extensions(data['response_extensions'])


def private_key(der):
    info = keys.PrivateKeyInfo.load(der, strict=True)
    return {
        'algorithm': lambda: info['private_key_algorithm']['algorithm'].dotted,
        'private_key': lambda: info['private_key'].contents,
    }


def public_key(der):
    info = keys.PublicKeyInfo.load(der, strict=True)
    return {'algorithm': lambda: info['algorithm']['algorithm'].dotted, 'public_key': lambda: info['public_key'].contents[1:]}


def cert_id(one):
    return (one['hash_algorithm']['algorithm'].dotted, one['issuer_name_hash'].native, one['issuer_key_hash'].native,
            one['serial_number'].native)


def name(found):
    return tuple(tuple((one['type'].dotted, _text(one['value'])) for one in rdn) for rdn in found.chosen)


def _text(value):
    if isinstance(value, x509.DirectoryString):
        value = value.chosen
    if isinstance(value, x509.EmailAddress):
        # It shows domains as IDNA has them.
        return value.contents.decode('ascii')
    if isinstance(value, core.Any):
        value = value.parse()
    return value.contents[1:] if isinstance(value, core.BitString) else value.native


_KINDS = {
    'other_name': 'otherName', 'rfc822_name': 'rfc822Name', 'dns_name': 'dNSName', 'x400_address': 'x400Address',
    'directory_name': 'directoryName', 'edi_party_name': 'ediPartyName', 'uniform_resource_identifier': 'uniformResourceIdentifier',
    'ip_address': 'iPAddress', 'registered_id': 'registeredID',
}


def general_name(found):
    kind, value = _KINDS[found.name], found.chosen
    match kind:
        case 'directoryName':
            return kind, name(value)
        case 'otherName':
            # The value without its [0].
            return kind, (value['type_id'].dotted, parser.parse(value['value'].dump())[4])
        case 'x400Address':
            return kind, value.dump()
        case 'ediPartyName':
            assigner, party = value['name_assigner'], value['party_name']
            return kind, (assigner.native, party.native)
        case 'registeredID':
            return kind, value.dotted
        case 'iPAddress':
            return kind, value.contents
    return kind, value.contents.decode('ascii')


def general_names(found):
    return tuple(map(general_name, found))


def _access(found):
    return tuple((one['access_method'].dotted, general_name(one['access_location'])) for one in found)


_VALUES = {
    '2.5.29.14': lambda value: value.native,
    '2.5.29.17': general_names,
    '2.5.29.18': general_names,
    '2.5.29.19': lambda value: (value['ca'].native, value['path_len_constraint'].native),
    '2.5.29.20': lambda value: value.native,
    '2.5.29.24': lambda value: value.native,
    '2.5.29.27': lambda value: value.native,
    '2.5.29.29': general_names,
    '2.5.29.35': lambda value: (value['key_identifier'].native,
                                general_names(value['authority_cert_issuer']) if value['authority_cert_issuer'] else None,
                                value['authority_cert_serial_number'].native),
    '2.5.29.36': lambda value: (value['require_explicit_policy'].native, value['inhibit_policy_mapping'].native),
    '2.5.29.33': lambda value: tuple((one['issuer_domain_policy'].dotted, one['subject_domain_policy'].dotted) for one in value),
    '2.5.29.37': lambda value: tuple(one.dotted for one in value),
    '2.5.29.54': lambda value: value.native,
    '1.3.6.1.5.5.7.1.1': _access,
    '1.3.6.1.5.5.7.1.11': _access,
    '1.3.6.1.5.5.7.48.1.2': lambda value: value.native,
    '1.3.6.1.5.5.7.48.1.4': lambda value: tuple(one.dotted for one in value),
}


def extensions(found):
    fields = {'extensions': lambda: tuple((one['extn_id'].dotted, one['critical'].native) for one in found)}
    for one in found:
        oid = one['extn_id'].dotted
        fields[f'encoded extension {oid}'] = lambda one=one: one['extn_value'].contents
        if oid in _VALUES:
            fields[f'extension {oid}'] = lambda one=one, oid=oid: _VALUES[oid](one['extn_value'].parsed)
    return fields
