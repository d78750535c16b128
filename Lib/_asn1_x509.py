"""The structures of X.509 and its relatives, which asn1lib loads."""

from collections import namedtuple

from _asn1_der import (SEQUENCE, STRINGS, DecodeError, Immutable, Reader, Tag, TagClass, _rebuild,
                       bit_string_value, check_any, check_tree, context, context_primitive, each_with_index,
                       enumerated_value, forbid_subclasses, generalized_time_value, if_next, implicit, implicit_list,
                       implicit_primitive, integer_value, is_string, leading_digits, make_immutable, primitive_value,
                       read_bits, read_choice, read_encoded, read_integer, read_list, read_null, read_octet_string,
                       read_oid, read_optional_encoded, read_primitive, read_tlv, sequence_of, set_of, string_value)


# The records that structures are read into

def _record(name, fields, text):
    """A tuple with names, and with a text that says what it is."""
    record = namedtuple(name, fields, module='asn1lib')
    record.__doc__ = f'{name}({", ".join(fields.split())})\n\n{text}'
    return record


NameAttribute = _record(
    'NameAttribute', 'oid value',
    'An AttributeTypeAndValue of a name (RFC 5280, 4.1.2.4).  value is a str, or for\n'
    'types that are no character strings the bytes of its encoding.')
AlgorithmIdentifier = _record(
    'AlgorithmIdentifier', 'oid parameters',
    'An algorithm (RFC 5280, 4.1.1.2).  parameters is an encoding, or None.')
PublicKeyInfo = _record(
    'PublicKeyInfo', 'algorithm public_key encoded',
    'A SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).  public_key is bytes.')
PrivateKeyInfo = _record(
    'PrivateKeyInfo', 'version algorithm private_key attributes public_key encoded',
    'The outer structure of PKCS #8 (RFC 5958).  version is 1 or 2, private_key\n'
    'bytes, attributes a tuple of Attribute, public_key bytes or None.')
Attribute = _record(
    'Attribute', 'oid values',
    'An Attribute (RFC 5280, appendix A.1).  values is a tuple of encodings.')
Extension = _record(
    'Extension', 'oid critical value encoded_value',
    'An extension (RFC 5280, 4.2).  encoded_value is what its OCTET STRING holds;\n'
    'value is what that says, or the same bytes if the extension is unknown.')
GeneralName = _record(
    'GeneralName', 'kind value',
    "A GeneralName (RFC 5280, 4.2.1.6).  kind is 'dNSName', 'iPAddress' and so on.")
OtherName = _record(
    'OtherName', 'oid value',
    'The value of an otherName (RFC 5280, 4.2.1.6).  value is an encoding.')
EDIPartyName = _record(
    'EDIPartyName', 'name_assigner party_name',
    'The value of an ediPartyName (RFC 5280, 4.2.1.6): a str or None, and a str.')
BasicConstraints = _record(
    'BasicConstraints', 'ca path_length',
    'Whether the subject is a CA (RFC 5280, 4.2.1.9), and how many intermediate\n'
    'certificates may follow, or None.')
AuthorityKeyIdentifier = _record(
    'AuthorityKeyIdentifier', 'key_identifier issuer serial_number',
    'Which key signed (RFC 5280, 4.2.1.1): bytes, a tuple of GeneralName, an int;\n'
    'each may be None.')
PrivateKeyUsagePeriod = _record(
    'PrivateKeyUsagePeriod', 'not_before not_after',
    'When a key signs (RFC 3280, 4.2.1.4): datetimes or None.')
PolicyInformation = _record(
    'PolicyInformation', 'oid qualifiers',
    'A certificate policy (RFC 5280, 4.2.1.4).  qualifiers is a tuple of\n'
    'PolicyQualifier.')
PolicyQualifier = _record(
    'PolicyQualifier', 'oid value',
    'A qualifier (RFC 5280, 4.2.1.4).  value is a str (CPS), a UserNotice, or an\n'
    'encoding.')
UserNotice = _record(
    'UserNotice', 'organization notice_numbers explicit_text',
    'A notice (RFC 5280, 4.2.1.4): a str or None, a tuple of ints, a str or None.')
PolicyMapping = _record(
    'PolicyMapping', 'issuer_domain_policy subject_domain_policy',
    'Two policies that are equivalent (RFC 5280, 4.2.1.5), as OIDs.')
PolicyConstraints = _record(
    'PolicyConstraints', 'require_explicit_policy inhibit_policy_mapping',
    'Constraints of policies (RFC 5280, 4.2.1.11): ints or None.')
NameConstraints = _record(
    'NameConstraints', 'permitted excluded',
    'Constraints of names (RFC 5280, 4.2.1.10): tuples of GeneralSubtree, or None.')
GeneralSubtree = _record(
    'GeneralSubtree', 'base minimum maximum',
    'A subtree of names (RFC 5280, 4.2.1.10): a GeneralName, an int, an int or None.')
DistributionPoint = _record(
    'DistributionPoint', 'full_name relative_name reasons crl_issuer',
    'Where a CRL is (RFC 5280, 4.2.1.13): a tuple of GeneralName, a tuple of\n'
    'NameAttribute, a tuple of names, a tuple of GeneralName; each may be None.')
IssuingDistributionPoint = _record(
    'IssuingDistributionPoint',
    'full_name relative_name only_contains_user_certs only_contains_ca_certs only_some_reasons indirect_crl '
    'only_contains_attribute_certs',
    'What a CRL covers (RFC 5280, 5.2.5).  The names and reasons are as in\n'
    'DistributionPoint, the others bools.')
AccessDescription = _record(
    'AccessDescription', 'method location',
    'Where information is (RFC 5280, 4.2.2): an OID and a GeneralName.')
SignedCertificateTimestamp = _record(
    'SignedCertificateTimestamp', 'log_id timestamp extensions hash_algorithm signature_algorithm signature',
    'What a log says (RFC 6962, 3.2).  timestamp is in milliseconds since 1970, the\n'
    'algorithms are ints (RFC 5246, 7.4.1.4.1), the others bytes.')
RevokedCertificate = _record(
    'RevokedCertificate', 'serial_number revocation_date extensions',
    'An entry of a CRL (RFC 5280, 5.1.2.6).')
CertID = _record(
    'CertID', 'hash_algorithm issuer_name_hash issuer_key_hash serial_number',
    'Which certificate OCSP is about (RFC 6960, 4.1.1).')
Request = _record(
    'Request', 'cert_id extensions',
    'What an OCSP request asks for (RFC 6960, 4.1.1).')
ResponderID = _record(
    'ResponderID', 'name key_hash',
    'Who answers (RFC 6960, 4.2.1): a Name, or the SHA-1 hash of a key; the other\n'
    'is None.')
ServiceLocator = _record(
    'ServiceLocator', 'issuer locator',
    'Which responder a request is for (RFC 6960, 4.4.6): a Name and a tuple of\n'
    'AccessDescription.')
SingleResponse = _record(
    'SingleResponse',
    'cert_id status revocation_time revocation_reason this_update next_update extensions',
    "An answer (RFC 6960, 4.2.1).  status is 'good', 'revoked' or 'unknown'; what does\n"
    'not apply is None.')


class Name(tuple):
    """Name(rdns)

    A distinguished name: a tuple of relative distinguished names, each a tuple
    of NameAttribute.  str() gives it as RFC 4514 has it, in reverse order.
    """
    __slots__ = ()

    def __str__(self):
        return ','.join(['+'.join(map(_attribute_text, rdn)) for rdn in reversed(self)])

    def __repr__(self):
        return f'asn1lib.Name({tuple.__repr__(self)})'


# RFC 4514, section 3
_SHORT_NAMES = {
    '2.5.4.3': 'CN', '2.5.4.7': 'L', '2.5.4.8': 'ST', '2.5.4.10': 'O', '2.5.4.11': 'OU', '2.5.4.6': 'C',
    '2.5.4.9': 'STREET', '0.9.2342.19200300.100.1.25': 'DC', '0.9.2342.19200300.100.1.1': 'UID',
}


def _attribute_text(attribute):
    if isinstance(attribute.value, bytes):
        return f'{attribute.oid}=#{attribute.value.hex()}'
    return f'{_SHORT_NAMES.get(attribute.oid, attribute.oid)}={_escaped(attribute.value)}'


def _escaped(text):
    escaped = ''.join(['\\' + character if character in '"+,;<>\\' else
                       '\\00' if character == '\0' else character for character in text])
    if escaped[-1:] == ' ':
        escaped = escaped[:-1] + '\\ '
    if escaped[:1] in (' ', '#') and text:
        escaped = '\\' + escaped
    return escaped


# Names and algorithms (RFC 5280, 4.1)

def _read_name_attribute(reader):
    oid, tlv = reader.sequence(lambda inside: (
        inside.field('type', read_oid),
        inside.field('value', lambda value: value.element())))
    return NameAttribute(oid, reader.field('value', lambda reader: _attribute_value(tlv, reader.strict)))


def _attribute_value(tlv, strict):
    check_any(tlv, strict)
    return primitive_value(tlv, strict) if is_string(tlv) else tlv.encoded


_read_rdn = set_of(_read_name_attribute)
_read_rdns = sequence_of(_read_rdn, at_least_one=False)


def _read_name(reader):
    return Name(_read_rdns(reader))


def _read_algorithm(reader):
    return reader.sequence(lambda inside: AlgorithmIdentifier(
        inside.field('algorithm', read_oid),
        inside.field('parameters', read_optional_encoded)))


def read_public_key_info(reader):
    start = reader.position
    algorithm, public_key = reader.sequence(lambda inside: (
        inside.field('algorithm', _read_algorithm),
        inside.field('subjectPublicKey', read_bits)))
    return PublicKeyInfo(algorithm, public_key, reader.data[start:reader.position])


def _read_attribute(reader):
    return reader.sequence(lambda inside: Attribute(
        inside.field('type', read_oid),
        inside.field('values', set_of(read_encoded))))


def _read_time(reader):
    """A Time. That RFC 5280, 4.1.2.5 makes it a UTCTime until 2049 is not known to all authorities that are trusted."""
    if reader.is_next((TagClass.UNIVERSAL, Tag.UTC_TIME)):
        return reader.value(Tag.UTC_TIME)
    if not reader.is_next((TagClass.UNIVERSAL, Tag.GENERALIZED_TIME)):
        raise reader.unexpected('Time')
    return _read_generalized_time(reader)


def _read_optional_time(reader):
    types = Tag.UTC_TIME, Tag.GENERALIZED_TIME
    return _read_time(reader) if any([reader.is_next((TagClass.UNIVERSAL, number)) for number in types]) else None


def _read_generalized_time(reader, tag=(TagClass.UNIVERSAL, Tag.GENERALIZED_TIME, False)):
    """A GeneralizedTime, which in all these structures has whole seconds."""
    tlv = reader.tagged(tag)
    time = generalized_time_value(tlv, reader.strict)
    if reader.strict and b'.' in tlv.octets:
        raise DecodeError('GeneralizedTime with a fraction of a second', tlv.content + tlv.octets.index(b'.'))
    return time


# Texts of several types (RFC 5280, 4.1.2.4 and 4.2.1.4)

_DIRECTORY_STRINGS = {Tag.TELETEX_STRING, Tag.PRINTABLE_STRING, Tag.UNIVERSAL_STRING, Tag.UTF8_STRING, Tag.BMP_STRING}
_DISPLAY_TEXTS = {Tag.IA5_STRING, Tag.VISIBLE_STRING, Tag.BMP_STRING, Tag.UTF8_STRING}


def _read_directory_string(reader):
    return _read_text(reader, 'DirectoryString', _DIRECTORY_STRINGS)


def _read_display_text(reader):
    return _read_text(reader, 'DisplayText', _DISPLAY_TEXTS)


def _read_text(reader, expected, allowed):
    """A string of one of the types, or if it is read leniently of any."""
    tag = reader.peek()
    if tag is None or tag[0] != TagClass.UNIVERSAL or tag[1] not in (allowed if reader.strict else STRINGS):
        raise reader.unexpected(expected)
    return reader.value(tag[1])


# General names (RFC 5280, 4.2.1.6)

def _read_other_name(inside):
    return OtherName(
        inside.field('type-id', read_oid),
        inside.field('value', lambda value: value.constructed(context(0), read_encoded)))


def _read_edi_party_name(inside):
    return EDIPartyName(
        inside.field('nameAssigner', implicit(0, _read_directory_string)),
        inside.field('partyName', lambda name: name.constructed(context(1), _read_directory_string)))


def _read_x400_address(reader):
    tlv = reader.tagged(context(3))
    if reader.strict:
        check_tree(tlv, True)
    return tlv.encoded


def _read_host_address(reader):
    return _read_address(reader, (4, 16))


def _read_subnet_address(reader):
    return _read_address(reader, (8, 32))


def _read_address(reader, lengths):
    tlv = reader.tagged(context_primitive(7))
    if reader.strict and len(tlv.octets) not in lengths:
        raise DecodeError('iPAddress of neither %d nor %d bytes' % lengths, tlv.content)
    return tlv.octets


_GENERAL_NAMES = {
    0: ('otherName', lambda reader: reader.constructed(context(0), _read_other_name)),
    1: ('rfc822Name', lambda reader: reader.value(Tag.IA5_STRING, context_primitive(1))),
    2: ('dNSName', lambda reader: reader.value(Tag.IA5_STRING, context_primitive(2))),
    3: ('x400Address', _read_x400_address),
    4: ('directoryName', lambda reader: reader.constructed(context(4), _read_name)),
    5: ('ediPartyName', lambda reader: reader.constructed(context(5), _read_edi_party_name)),
    6: ('uniformResourceIdentifier', lambda reader: reader.value(Tag.IA5_STRING, context_primitive(6))),
    7: ('iPAddress', _read_host_address),
    8: ('registeredID', lambda reader: reader.value(Tag.OBJECT_IDENTIFIER, context_primitive(8))),
}
_SUBTREE_NAMES = _GENERAL_NAMES | {7: ('iPAddress', _read_subnet_address)}


def _read_general_name(reader, alternatives=_GENERAL_NAMES):
    _, number = reader.peek() or (None, None)
    value = read_choice(reader, 'GeneralName', alternatives)
    return GeneralName(alternatives[number][0], value)


_read_general_names = sequence_of(_read_general_name)


# Extensions (RFC 5280, 4.2 and 5.2)

_KEY_USAGE = (
    'digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign',
    'cRLSign', 'encipherOnly', 'decipherOnly',
)
_REASON_FLAGS = (
    'unused', 'keyCompromise', 'cACompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation',
    'certificateHold', 'privilegeWithdrawn', 'aACompromise',
)
_REASONS = {
    0: 'unspecified', 1: 'keyCompromise', 2: 'cACompromise', 3: 'affiliationChanged', 4: 'superseded',
    5: 'cessationOfOperation', 6: 'certificateHold', 8: 'removeFromCRL', 9: 'privilegeWithdrawn', 10: 'aACompromise',
}


def _read_named_bits(names, tag=(TagClass.UNIVERSAL, Tag.BIT_STRING, False)):
    """A read function for the names of the bits that are set.

    That the last bit has to be (X.690, 11.2.2) is not known to all authorities that are trusted.
    """
    def read(reader):
        tlv = reader.tagged(tag)
        data, _ = bit_string_value(tlv, reader.strict)
        return tuple([name for number, name in enumerate(names)
                      if number // 8 < len(data) and data[number // 8] & 0x80 >> number % 8])
    return read


_read_key_usage = _read_named_bits(_KEY_USAGE)


def _read_reason(reader):
    number = reader.value(Tag.ENUMERATED)
    return _REASONS.get(number, number)


def _read_non_negative(reader, tag=(TagClass.UNIVERSAL, Tag.INTEGER, False)):
    """INTEGER (0..MAX), or leniently any."""
    tlv = reader.tagged(tag)
    value = integer_value(tlv, reader.strict)
    if value < 0 and reader.strict:
        raise DecodeError('INTEGER is negative', tlv.content)
    return value


def _implicit_non_negative(number):
    tag = context_primitive(number)
    return if_next(tag, lambda reader: _read_non_negative(reader, tag))


def _read_basic_constraints(reader):
    return reader.sequence(lambda inside: BasicConstraints(
        inside.field('cA', lambda field: field.or_default(False, lambda ca: ca.optional(Tag.BOOLEAN))),
        inside.field('pathLenConstraint', if_next(
            (TagClass.UNIVERSAL, Tag.INTEGER), _read_non_negative))))


def _read_authority_key_identifier(reader):
    return reader.sequence(lambda inside: AuthorityKeyIdentifier(
        inside.field('keyIdentifier', implicit_primitive(0, Tag.OCTET_STRING)),
        inside.field('authorityCertIssuer', implicit_list(1, _read_general_name)),
        inside.field('authorityCertSerialNumber', implicit_primitive(2, Tag.INTEGER))))


def _read_private_key_usage_period(reader):
    return reader.sequence(lambda inside: PrivateKeyUsagePeriod(
        inside.field('notBefore', _implicit_time(0)),
        inside.field('notAfter', _implicit_time(1))))


def _implicit_time(number):
    tag = context_primitive(number)
    return if_next(tag, lambda reader: _read_generalized_time(reader, tag))


# fullName and nameRelativeToCRLIssuer, one of which is None
_DISTRIBUTION_POINT_NAMES = {
    0: ('fullName', lambda reader: (_read_full_name(reader), None)),
    1: ('nameRelativeToCRLIssuer', lambda reader: (None, _read_relative_name(reader))),
}
_read_full_name = sequence_of(_read_general_name, tag=context(0))
_read_relative_name = set_of(_read_name_attribute, tag=context(1))


def _read_distribution_point_name(reader):
    return read_choice(reader, 'DistributionPointName', _DISTRIBUTION_POINT_NAMES)


def _read_reason_flags(number):
    tag = context_primitive(number)
    return if_next(tag, _read_named_bits(_REASON_FLAGS, tag))


def _read_distribution_point(reader):
    return reader.sequence(lambda inside: DistributionPoint(
        *inside.field('distributionPoint', implicit(0, _read_distribution_point_name)) or (None, None),
        inside.field('reasons', _read_reason_flags(1)),
        inside.field('cRLIssuer', implicit_list(2, _read_general_name))))


def _implicit_flag(number):
    """A read function for [number] BOOLEAN DEFAULT FALSE."""
    return lambda reader: reader.or_default(False, implicit_primitive(number, Tag.BOOLEAN))


def _read_issuing_distribution_point(reader):
    return reader.sequence(lambda inside: IssuingDistributionPoint(
        *inside.field('distributionPoint', implicit(0, _read_distribution_point_name)) or (None, None),
        inside.field('onlyContainsUserCerts', _implicit_flag(1)),
        inside.field('onlyContainsCACerts', _implicit_flag(2)),
        inside.field('onlySomeReasons', _read_reason_flags(3)),
        inside.field('indirectCRL', _implicit_flag(4)),
        inside.field('onlyContainsAttributeCerts', _implicit_flag(5))))


def _read_policy_information(reader):
    return reader.sequence(lambda inside: PolicyInformation(
        inside.field('policyIdentifier', read_oid),
        inside.field('policyQualifiers', if_next(SEQUENCE, sequence_of(_read_policy_qualifier))) or ()))


def _read_policy_qualifier(reader):
    def read(inside):
        oid = inside.field('policyQualifierId', read_oid)
        return PolicyQualifier(oid, inside.field('qualifier', _QUALIFIERS.get(oid, read_encoded)))
    return reader.sequence(read)


def _read_user_notice(reader):
    def read(inside):
        organization, numbers = None, ()
        if inside.is_next(SEQUENCE):
            organization, numbers = inside.field('noticeRef', _read_notice_reference)
        text = None if inside.is_at_end() else inside.field('explicitText', _read_display_text)
        return UserNotice(organization, numbers, text)
    return reader.sequence(read)


def _read_notice_reference(reader):
    return reader.sequence(lambda inside: (
        inside.field('organization', _read_display_text),
        inside.field('noticeNumbers', sequence_of(read_integer, at_least_one=False))))


_QUALIFIERS = {
    '1.3.6.1.5.5.7.2.1': read_primitive(Tag.IA5_STRING),
    '1.3.6.1.5.5.7.2.2': _read_user_notice,
}


def _read_policy_mapping(reader):
    return reader.sequence(lambda inside: PolicyMapping(
        inside.field('issuerDomainPolicy', read_oid),
        inside.field('subjectDomainPolicy', read_oid)))


def _read_policy_constraints(reader):
    return reader.sequence(lambda inside: PolicyConstraints(
        inside.field('requireExplicitPolicy', _implicit_non_negative(0)),
        inside.field('inhibitPolicyMapping', _implicit_non_negative(1))))


def _read_general_subtree(reader):
    return reader.sequence(lambda inside: GeneralSubtree(
        inside.field('base', lambda base: _read_general_name(base, _SUBTREE_NAMES)),
        inside.field('minimum', lambda field: field.or_default(0, _implicit_non_negative(0))),
        inside.field('maximum', _implicit_non_negative(1))))


def _read_name_constraints(reader):
    return reader.sequence(lambda inside: NameConstraints(
        inside.field('permittedSubtrees', implicit_list(0, _read_general_subtree)),
        inside.field('excludedSubtrees', implicit_list(1, _read_general_subtree))))


def _read_access_description(reader):
    return reader.sequence(lambda inside: AccessDescription(
        inside.field('accessMethod', read_oid),
        inside.field('accessLocation', _read_general_name)))


def _read_nonce(reader):
    """Leniently, the nonce may stand in extnValue without a type, as old clients write it."""
    start = reader.position
    try:
        nonce = read_octet_string(reader)
        reader.finish()
    except DecodeError:
        if reader.strict:
            raise
        nonce = reader.data[start:reader.end]
    return nonce


def _read_service_locator(reader):
    return reader.sequence(lambda inside: ServiceLocator(
        inside.field('issuer', _read_name),
        inside.field('locator', if_next(SEQUENCE, _read_access_descriptions)) or ()))


def _read_timestamps(reader):
    """The SignedCertificateTimestampList of RFC 6962, 3.3: TLS structures in an OCTET STRING."""
    tlv = reader.tagged((TagClass.UNIVERSAL, Tag.OCTET_STRING, False))
    return _TLSReader(tlv.data, tlv.content, tlv.content_end).timestamps()


class _TLSReader:
    """Reads what RFC 5246, section 4 encodes from data[position:end]."""

    def __init__(self, data, position, end):
        self.data = data
        self.position = position
        self.end = end

    def octets(self, length):
        if length > self.end - self.position:
            raise DecodeError('the data ends inside a SignedCertificateTimestamp', self.end)
        self.position += length
        return self.data[self.position - length:self.position]

    def number(self, length):
        return int.from_bytes(self.octets(length))

    def vector(self):
        """A reader of bytes behind their length."""
        start = self.position
        length = self.number(2)
        left = self.end - self.position
        if length > left:
            raise DecodeError(f'length {length} exceeds the {left} bytes left', start)
        self.position += length
        return _TLSReader(self.data, self.position - length, self.position)

    def rest(self):
        return self.data[self.position:self.end]

    def finish(self):
        if self.position < self.end:
            raise DecodeError(f'{self.end - self.position} bytes of trailing data', self.position)

    def timestamps(self):
        timestamps = []
        reader = self.vector()
        self.finish()
        while reader.position < reader.end:
            try:
                timestamps.append(reader.vector().timestamp())
            except DecodeError as error:
                raise error._within(len(timestamps)) from None
        return tuple(timestamps)

    def timestamp(self):
        start = self.position
        if self.number(1) != 0:
            raise DecodeError('SignedCertificateTimestamp of a version other than 1', start)
        log_id, time, extensions = self.octets(32), self.number(8), self.vector().rest()
        hash_algorithm, signature_algorithm = self.number(1), self.number(1)
        signature = self.vector().rest()
        self.finish()
        return SignedCertificateTimestamp(log_id, time, extensions, hash_algorithm, signature_algorithm, signature)


_read_oids = sequence_of(read_oid)
_read_distribution_points = sequence_of(_read_distribution_point)
_read_access_descriptions = sequence_of(_read_access_description)

_EXTENSIONS = {
    '2.5.29.14': read_octet_string,                                    # subjectKeyIdentifier
    '2.5.29.15': _read_key_usage,
    '2.5.29.16': _read_private_key_usage_period,
    '2.5.29.17': _read_general_names,                                   # subjectAltName
    '2.5.29.18': _read_general_names,                                   # issuerAltName
    '2.5.29.19': _read_basic_constraints,
    '2.5.29.20': _read_non_negative,                                    # cRLNumber
    '2.5.29.21': _read_reason,                                          # reasonCode
    '2.5.29.24': _read_generalized_time,                                # invalidityDate
    '2.5.29.27': _read_non_negative,                                    # deltaCRLIndicator
    '2.5.29.28': _read_issuing_distribution_point,
    '2.5.29.29': _read_general_names,                                   # certificateIssuer
    '2.5.29.30': _read_name_constraints,
    '2.5.29.31': _read_distribution_points,                             # cRLDistributionPoints
    '2.5.29.32': sequence_of(_read_policy_information),           # certificatePolicies
    '2.5.29.33': sequence_of(_read_policy_mapping),               # policyMappings
    '2.5.29.35': _read_authority_key_identifier,
    '2.5.29.36': _read_policy_constraints,
    '2.5.29.37': _read_oids,                                            # extKeyUsage
    '2.5.29.46': _read_distribution_points,                             # freshestCRL
    '2.5.29.54': _read_non_negative,                                    # inhibitAnyPolicy
    '1.3.6.1.4.1.11129.2.4.2': _read_timestamps,                        # of a certificate
    '1.3.6.1.4.1.11129.2.4.3': read_null,                              # precertificate poison
    '1.3.6.1.4.1.11129.2.4.5': _read_timestamps,                        # of an OCSP response
    '1.3.6.1.5.5.7.1.1': _read_access_descriptions,                     # authorityInfoAccess
    '1.3.6.1.5.5.7.1.11': _read_access_descriptions,                    # subjectInfoAccess
    '1.3.6.1.5.5.7.1.24': sequence_of(read_integer, at_least_one=False),  # TLS features
    '1.3.6.1.5.5.7.48.1.2': _read_nonce,
    '1.3.6.1.5.5.7.48.1.4': sequence_of(read_oid, at_least_one=False),    # OCSP acceptable responses
    '1.3.6.1.5.5.7.48.1.5': read_null,                                 # OCSP no check
    '1.3.6.1.5.5.7.48.1.6': _read_generalized_time,                     # OCSP archive cutoff
    '1.3.6.1.5.5.7.48.1.7': _read_service_locator,
}


class _RawExtension:
    """An extension whose content has not been looked into."""
    __slots__ = 'oid_offset', 'oid', 'critical', 'tlv'

    def __init__(self, oid_offset, oid, critical, tlv):
        self.oid_offset = oid_offset
        self.oid = oid
        self.critical = critical
        self.tlv = tlv

    def parsed(self, strict):
        encoded = self.tlv.octets
        read = _EXTENSIONS.get(self.oid)
        if read is None:
            return Extension(self.oid, self.critical, encoded, encoded)
        try:
            reader = Reader.inside(self.tlv, strict)
            value = read(reader)
            if strict:
                reader.finish()
        except DecodeError as error:
            raise error._within('extnValue') from None
        return Extension(self.oid, self.critical, value, encoded)


def _read_raw_extension(reader):
    return reader.sequence(lambda inside: _RawExtension(
        inside.position,
        inside.field('extnID', read_oid),
        inside.field('critical', lambda field: field.or_default(False, lambda read: read.optional(Tag.BOOLEAN))),
        inside.field('extnValue', lambda field: field.tagged((TagClass.UNIVERSAL, Tag.OCTET_STRING, False)))))


def _read_raw_extensions(reader):
    start = reader.position
    raw = read_list(reader, SEQUENCE, True, _each_distinct)
    return raw, start, reader.data[start:reader.position]


def _each_distinct(reader):
    """Each extension.  Strict rules want none to occur twice (RFC 5280, 4.2)."""
    seen = set()

    def read(reader):
        extension = _read_raw_extension(reader)
        if reader.strict:
            _check_distinct(extension, seen)
        return extension

    return reader.each(read)


def _check_distinct(extension, seen):
    if extension.oid in seen:
        raise DecodeError('the extension occurs twice', extension.oid_offset)._within('extnID')
    if len(seen) == _MAX_EXTENSIONS:
        reason = f'more than {_MAX_EXTENSIONS} extensions'
        raise DecodeError(reason, extension.oid_offset)._within('extnID')
    seen.add(extension.oid)


_MAX_EXTENSIONS = 128      # which no specification says


class _Extensions:
    """Extensions that are parsed when they are asked for."""
    __slots__ = 'raw', 'start', 'encoded', 'path', 'strict'

    def __init__(self, raw_extensions, strict, *path):
        self.raw, self.start, self.encoded = raw_extensions or ((), None, None)
        self.path = path            # where they are, from the outside
        self.strict = strict

    def parsed(self, index):
        try:
            return self.raw[index].parsed(self.strict)
        except DecodeError as error:
            error = error._within(index)
            for field in reversed(self.path):
                error = error._within(field)
            raise error from None

    def all(self):
        return tuple([self.parsed(index) for index in range(len(self.raw))])

    def only(self, oid):
        """The value of the extension, or None if there is none, or more than one."""
        found = [index for index, raw in enumerate(self.raw) if raw.oid == oid]
        return self.parsed(found[0]).value if len(found) == 1 else None

    def first(self, oid, default):
        for index, raw in enumerate(self.raw):
            if raw.oid == oid:
                return self.parsed(index)
        return default


# Certificates (RFC 5280, 4.1)

def _read_version(allowed, reason):
    """A read function for [0] EXPLICIT INTEGER DEFAULT 0."""
    read_number = _read_version_number(allowed, reason)
    return lambda reader: reader.or_default(0, implicit(0, read_number))


def _read_version_number(allowed, reason):
    """A read function for the number of a version.  Lenient rules take any that has 32 bits."""
    def read(reader):
        tlv = reader.tagged((TagClass.UNIVERSAL, Tag.INTEGER, False))
        version = integer_value(tlv, reader.strict)
        if version in allowed or not reader.strict and -2**31 <= version < 2**31:
            return version
        raise DecodeError(reason, tlv.content)
    return read


class _Structure(Immutable):
    """What all the structures have in common.  Their slots are filled in when they are loaded."""
    __slots__ = '_strict', '_extensions', '_parsed'
    _load = None        # the name of the function that makes one

    def __new__(cls, *args, **kwargs):
        raise TypeError(f"cannot create 'asn1lib.{cls.__name__}' instances")

    def _lazily(self, name, make):
        """The value of an attribute that is made when it is first read."""
        if name not in self._parsed:
            self._parsed.setdefault(name, make())
        return self._parsed[name]

    @property
    def extensions(self):
        """The tuple of each Extension.  What is wrong in one of them is said when this is read."""
        return self._lazily('extensions', self._extensions.all)

    @property
    def encoded_extensions(self):
        """The encoding of the list of extensions, or None."""
        return self._extensions.encoded

    def extension(self, oid, default=None, /):
        """Return the first Extension with this OID, or the default."""
        return self._extensions.first(oid, default)

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.encoded == other.encoded

    def __hash__(self):
        return hash(self.encoded)

    def __reduce__(self):
        import asn1lib
        return _rebuild, (getattr(asn1lib, self._load), self.encoded, self._strict)


class _Spans:
    """Reads fields and keeps what bytes they are."""

    def __init__(self, reader):
        self.reader = reader
        self.encoded = {}

    def field(self, name, read):
        start = self.reader.position
        value = self.reader.field(name, read)
        self.encoded[name] = self.reader.data[start:self.reader.position]
        return value


@forbid_subclasses
class Certificate(_Structure):
    """A certificate (RFC 5280, 4.1), made by load_certificate().

    Certificates are equal if their encodings are.
    """
    __slots__ = {
        'encoded': 'The certificate as DER.',
        'encoded_tbs': 'The encoding of tbsCertificate, which is what is signed.',
        'encoded_signature_algorithm': 'The encoding of signatureAlgorithm.',
        'encoded_issuer': 'The encoding of the issuer.',
        'encoded_validity': 'The encoding of not_before and not_after.',
        'encoded_subject': 'The encoding of the subject.',
        'encoded_public_key_info': 'The encoding of the public key and its algorithm.',
        'version': '1, 2 or 3.',
        'serial_number': 'An int.',
        'signature_algorithm': 'The AlgorithmIdentifier of the signature.',
        'tbs_signature_algorithm': 'The same AlgorithmIdentifier, as it is signed.',
        'issuer': 'The Name of who signed.',
        'not_before': 'A datetime in UTC: from when.',
        'not_after': 'A datetime in UTC: to when, this moment included.',
        'subject': 'The Name of whose key it is.',
        'public_key_info': 'The PublicKeyInfo.',
        'issuer_unique_id': 'A BitString or None.',
        'subject_unique_id': 'A BitString or None.',
        'signature': 'The bytes of the signature.',
        '_time_texts': None,
    }
    _load = 'load_certificate'

    def as_dict(self, /):
        """Return what SSLSocket.getpeercert() returns for this certificate."""
        only = self._extensions.only
        return _certificate_dict(self, self._time_texts, only('2.5.29.17'), only('1.3.6.1.5.5.7.1.1'),
                                 only('2.5.29.31'))

    def __repr__(self):
        return f'<asn1lib.Certificate {str(self.subject)!r}>'


def _read_signed(reader, cls, tbs_name, read_tbs):
    """A certificate or a list: what is signed, how, and the signature."""
    start = reader.position

    def read(inside):
        spans = _Spans(inside)
        return spans.field(tbs_name, read_tbs) | {
            'signature_algorithm': spans.field('signatureAlgorithm', _read_algorithm),
            'signature': spans.field('signatureValue', read_bits),
            'encoded_tbs': spans.encoded[tbs_name],
            'encoded_signature_algorithm': spans.encoded['signatureAlgorithm'],
        }

    attributes = reader.sequence(read)
    return _made(cls, reader, start, attributes)


def _made(cls, reader, start, attributes):
    """The structure that the reader has read since start."""
    return make_immutable(cls, encoded=reader.data[start:reader.position], _parsed={}, _strict=reader.strict,
                          **attributes)


def read_certificate(reader):
    return _read_signed(reader, Certificate, 'tbsCertificate', _read_tbs_certificate)


def _read_tbs_certificate(reader):
    return reader.sequence(_read_tbs_fields)


def _read_tbs_fields(reader):
    spans = _Spans(reader)
    version = 1 + spans.field('version', _read_version((0, 1, 2), 'the version is not 1, 2 or 3'))
    serial_number = spans.field('serialNumber', read_integer)
    signature = spans.field('signature', _read_algorithm)
    issuer = spans.field('issuer', _read_name)
    validity = spans.field('validity', _read_validity)
    subject = spans.field('subject', _read_name)
    public_key_info = spans.field('subjectPublicKeyInfo', read_public_key_info)
    no_unique_id = version == 1 and 'version 1 has no unique identifiers'
    no_extensions = version != 3 and 'only version 3 has extensions'
    return {
        'version': version,
        'serial_number': serial_number,
        'tbs_signature_algorithm': signature,
        'issuer': issuer,
        'not_before': validity[0][0],
        'not_after': validity[1][0],
        'subject': subject,
        'public_key_info': public_key_info,
        'issuer_unique_id': spans.field('issuerUniqueID', _unless(
            no_unique_id, context(1), implicit_primitive(1, Tag.BIT_STRING))),
        'subject_unique_id': spans.field('subjectUniqueID', _unless(
            no_unique_id, context(2), implicit_primitive(2, Tag.BIT_STRING))),
        '_extensions': _Extensions(
            spans.field('extensions', _unless(no_extensions, context(3), implicit(3, _read_raw_extensions))),
            reader.strict, 'tbsCertificate', 'extensions'),
        '_time_texts': (validity[0][1], validity[1][1]),
        'encoded_issuer': spans.encoded['issuer'],
        'encoded_validity': spans.encoded['validity'],
        'encoded_subject': spans.encoded['subject'],
        'encoded_public_key_info': public_key_info.encoded,
    }


def _unless(reason, tag, read):
    """A read function of what strict rules do not allow, if there is a reason."""
    def read_if_allowed(reader):
        if reason and reader.strict and reader.is_next(tag):
            raise DecodeError(reason, reader.position)
        return read(reader)
    return read_if_allowed


def _read_validity(reader):
    """Two times, each with its text."""
    return reader.sequence(lambda inside: (
        inside.field('notBefore', _read_time_and_text),
        inside.field('notAfter', _read_time_and_text)))


def _read_time_and_text(reader):
    start = reader.position
    time = _read_time(reader)
    tlv = read_tlv(reader.data, start, reader.position, False, reader.depth)
    return time, tlv.octets.decode('latin-1')


# A certificate in the form of SSLSocket.getpeercert(), which has OpenSSL's texts

_MONTHS = 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'
# Those in which OpenSSL 3 writes what an otherName says, and the type that they must have
_OTHER_NAMES = {
    '1.3.6.1.4.1.311.20.2.3': ('UPN', Tag.UTF8_STRING),
    '1.3.6.1.5.5.7.8.5': ('XmppAddr', Tag.UTF8_STRING),
    '1.3.6.1.5.5.7.8.7': ('SRVName', Tag.IA5_STRING),
    '1.3.6.1.5.5.7.8.8': ('NAIRealm', Tag.UTF8_STRING),
    '1.3.6.1.5.5.7.8.9': ('SmtpUTF8Mailbox', Tag.UTF8_STRING),
}


def oid_name(oid, /):
    """Return the name of a dotted object identifier, or None if it is not known here."""
    if not isinstance(oid, str):
        raise TypeError(f'oid_name() argument must be str, not {type(oid).__name__}')
    from _asn1_names import OID_NAMES
    return OID_NAMES.get(oid)


def _certificate_dict(certificate, time_texts, names, access, points):
    """The times as they are in the certificate; the values of subjectAltName, authorityInfoAccess and
    cRLDistributionPoints, or None."""
    not_before, not_after = time_texts
    result = {
        'subject': _name_pairs(certificate.subject),
        'issuer': _name_pairs(certificate.issuer),
        'version': certificate.version,
        'serialNumber': _serial_number_text(certificate.serial_number),
        'notBefore': _time_text(certificate.not_before, not_before),
        'notAfter': _time_text(certificate.not_after, not_after),
    }
    if names is not None:
        result['subjectAltName'] = tuple(map(_general_name_pair, names))
    access, points = access or (), points or ()
    uris = {
        'OCSP': _uris([description.location for description in access if description.method == '1.3.6.1.5.5.7.48.1']),
        'caIssuers': _uris([description.location for description in access
                            if description.method == '1.3.6.1.5.5.7.48.2']),
        'crlDistributionPoints': _uris([name for point in points for name in point.full_name or ()]),
    }
    return result | {key: value for key, value in uris.items() if value}


def _uris(names):
    return tuple([_ia5_text(name.value) for name in names if name.kind == 'uniformResourceIdentifier'])


def _name_pairs(name):
    return tuple([tuple([(oid_name(oid) or oid, _text_or_bits(value)) for oid, value in rdn])
                  for rdn in name if rdn])


def _text_or_bits(value):
    """The text of an attribute, or the bytes of a BIT STRING: None if there are none, as _ssl has it."""
    if isinstance(value, bytes):
        tlv = read_tlv(value, 0, len(value), False, 0)
        bits = TagClass.UNIVERSAL, Tag.BIT_STRING, False
        if (tlv.tag_class, tlv.number, tlv.constructed) == bits:
            try:
                return bit_string_value(tlv, False).data or None
            except DecodeError:
                pass        # Lenient rules have not looked into it.
    return value


def _serial_number_text(number):
    """In hexadecimal, two digits a byte, as far as a line of OpenSSL's goes."""
    digits = f'{abs(number):X}'
    digits = '0' * (len(digits) % 2) + digits
    if len(digits) > 70:
        digits = digits[:70] + '\\\n'
    return '-' * (number < 0) + digits


def _time_text(time, text):
    # Where in a GeneralizedTime OpenSSL looks for a fraction
    fraction, _ = leading_digits(text[15:].encode()) if text[14:15] == '.' else (b'', b'')
    point = '.' * bool(fraction)
    return (f'{_MONTHS[time.month - 1]} {time.day:2} {time.hour:02}:{time.minute:02}:{time.second:02}'
            f'{point}{fraction.decode()} {time.year} GMT')


def _ia5_text(text):
    """Bytes that were read as Latin-1 are more often UTF-8."""
    try:
        return text.encode('latin-1').decode()
    except UnicodeDecodeError:
        return text


def _general_name_pair(name):
    kind, value = name
    match kind:
        case 'rfc822Name':
            return 'email', _ia5_text(value)
        case 'dNSName':
            return 'DNS', _ia5_text(value)
        case 'uniformResourceIdentifier':
            return 'URI', _ia5_text(value)
        case 'directoryName':
            return 'DirName', _name_pairs(value)
        case 'registeredID':
            return 'Registered ID', oid_name(value) or value
        case 'iPAddress':
            return 'IP Address', _address_text(value)
        case 'otherName':
            return 'othername', _other_name_text(value)
        case 'ediPartyName':
            return 'EdiPartyName', '<unsupported>'
        case 'x400Address':
            return 'X400Name', '<unsupported>'


def _address_text(address):
    if len(address) == 4:
        return '.'.join(map(str, address))
    if len(address) == 16:
        return ':'.join([f'{address[i] << 8 | address[i + 1]:X}' for i in range(0, 16, 2)])
    return '<invalid>'


def _other_name_text(other_name):
    name, number = _OTHER_NAMES.get(other_name.oid, (None, None))
    tlv = read_tlv(other_name.value, 0, len(other_name.value), False, 0)
    if number is None or (tlv.tag_class, tlv.number, tlv.constructed) != (TagClass.UNIVERSAL, number, False):
        return '<unsupported>'
    text = string_value(tlv, False, number)
    if number == Tag.IA5_STRING:
        text = _ia5_text(text)
    # It is written as a string of C, and read back as a line.
    line, newline, _ = text.partition('\0')[0].partition('\n')
    return f'{name}:{line}{newline}'


# Certificate revocation lists (RFC 5280, 5)

@forbid_subclasses
class CertificateRevocationList(_Structure):
    """A certificate revocation list (RFC 5280, 5), made by load_crl().

    Lists are equal if their encodings are.
    """
    __slots__ = {
        'encoded': 'The list as DER.',
        'encoded_tbs': 'The encoding of tbsCertList, which is what is signed.',
        'encoded_signature_algorithm': 'The encoding of signatureAlgorithm.',
        'encoded_issuer': 'The encoding of the issuer.',
        'version': '1 or 2.',
        'signature_algorithm': 'The AlgorithmIdentifier of the signature.',
        'tbs_signature_algorithm': 'The same AlgorithmIdentifier, as it is signed.',
        'issuer': 'The Name of who signed.',
        'this_update': 'A datetime in UTC: when the list was made.',
        'next_update': 'A datetime in UTC, or None: when the next one will have been made.',
        'signature': 'The bytes of the signature.',
        '_entries': None,
    }
    _load = 'load_crl'

    @property
    def revoked_certificates(self):
        """The tuple of each RevokedCertificate.  What is wrong in an extension of one is said when this is read."""
        return self._lazily('revoked_certificates', lambda: tuple([entry.revoked() for entry in self._entries]))

    def get_revoked(self, serial_number, /):
        """Return the first RevokedCertificate with this serial number, or None."""
        for entry in self._entries:
            if entry.serial_number == serial_number:
                return entry.revoked()
        return None

    def __repr__(self):
        return f'<asn1lib.CertificateRevocationList {str(self.issuer)!r}>'


class _Entry:
    """A RevokedCertificate whose extensions have not been looked into."""
    __slots__ = 'serial_number', 'revocation_date', 'extensions'

    def __init__(self, serial_number, revocation_date, extensions):
        self.serial_number = serial_number
        self.revocation_date = revocation_date
        self.extensions = extensions

    def revoked(self):
        return RevokedCertificate(self.serial_number, self.revocation_date, self.extensions.all())


def _read_entry(reader, index):
    return reader.sequence(lambda inside: _Entry(
        inside.field('userCertificate', read_integer),
        inside.field('revocationDate', _read_time),
        _Extensions(inside.field('crlEntryExtensions', if_next(SEQUENCE, _read_raw_extensions)),
                    inside.strict, 'tbsCertList', 'revokedCertificates', index, 'crlEntryExtensions')))


def _read_entries(version):
    """A read function for revokedCertificates."""
    def read(reader):
        entries = each_with_index(_read_entry)(reader)
        if version != 2 and reader.strict:
            for index, entry in enumerate(entries):
                if entry.extensions.start is not None:
                    error = DecodeError(_ONLY_VERSION_2, entry.extensions.start)
                    raise error._within('crlEntryExtensions')._within(index)
        return entries

    return if_next(SEQUENCE, read)


_ONLY_VERSION_2 = 'only version 2 has extensions'


def read_crl(reader):
    return _read_signed(reader, CertificateRevocationList, 'tbsCertList', _read_tbs_cert_list)


def _read_tbs_cert_list(reader):
    return reader.sequence(_read_tbs_cert_list_fields)


def _read_tbs_cert_list_fields(reader):
    read_number = _read_version_number((1,), 'the version is not 2')
    spans = _Spans(reader)
    version = 1 + (spans.field('version', if_next((TagClass.UNIVERSAL, Tag.INTEGER), read_number)) or 0)
    no_extensions = version != 2 and _ONLY_VERSION_2
    return {
        'version': version,
        'tbs_signature_algorithm': spans.field('signature', _read_algorithm),
        'issuer': spans.field('issuer', _read_name),
        'encoded_issuer': spans.encoded['issuer'],
        'this_update': spans.field('thisUpdate', _read_time),
        'next_update': spans.field('nextUpdate', _read_optional_time),
        '_entries': spans.field('revokedCertificates', _read_entries(version)) or (),
        '_extensions': _Extensions(
            spans.field('crlExtensions', _unless(no_extensions, context(0), implicit(0, _read_raw_extensions))),
            reader.strict, 'tbsCertList', 'crlExtensions'),
    }


# OCSP (RFC 6960)

_BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1'
_OCSP_VERSION = 'the version is not 1'
_RESPONSE_STATUS = {
    0: 'successful', 1: 'malformedRequest', 2: 'internalError', 3: 'tryLater', 5: 'sigRequired', 6: 'unauthorized',
}


class _OCSPMessage(_Structure):
    """What requests and responses have in common."""
    __slots__ = '_encoded_certificates',

    @property
    def certificates(self):
        """The tuple of each Certificate that comes with the signature."""
        return self._lazily('certificates', lambda: tuple(
            [load_der(encoded, read_certificate, self._strict) for encoded in self._encoded_certificates]))


@forbid_subclasses
class OCSPRequest(_OCSPMessage):
    """An OCSP request (RFC 6960, 4.1), made by load_ocsp_request().

    Requests are equal if their encodings are.
    """
    __slots__ = {
        'encoded': 'The request as DER.',
        'encoded_tbs': 'The encoding of tbsRequest, which is what may be signed.',
        'version': '1.',
        'requestor_name': 'The GeneralName of who asks, or None.',
        'signature_algorithm': 'The AlgorithmIdentifier of the signature, or None.',
        'signature': 'The bytes of the signature, or None.',
        '_requests': None,
    }
    _load = 'load_ocsp_request'

    @property
    def requests(self):
        """The tuple of each Request.  What is wrong in an extension of one is said when this is read."""
        return self._lazily('requests', lambda: tuple(
            [Request(cert_id, extensions.all()) for cert_id, extensions in self._requests]))

    def __repr__(self):
        return f'<asn1lib.OCSPRequest for {len(self._requests)} certificates>'


def _read_cert_id(reader):
    return reader.sequence(lambda inside: CertID(
        inside.field('hashAlgorithm', _read_algorithm),
        inside.field('issuerNameHash', read_octet_string),
        inside.field('issuerKeyHash', read_octet_string),
        inside.field('serialNumber', read_integer)))


def _read_request(reader, index):
    return reader.sequence(lambda inside: (
        inside.field('reqCert', _read_cert_id),
        _Extensions(inside.field('singleRequestExtensions', implicit(0, _read_raw_extensions)),
                    inside.strict, 'tbsRequest', 'requestList', index, 'singleRequestExtensions')))


def _read_tbs_request(reader):
    return reader.sequence(lambda inside: {
        'version': 1 + inside.field('version', _read_version((0,), _OCSP_VERSION)),
        'requestor_name': inside.field('requestorName', implicit(1, _read_general_name)),
        '_requests': inside.field('requestList', each_with_index(_read_request)),
        '_extensions': _Extensions(inside.field('requestExtensions', implicit(2, _read_raw_extensions)),
                                   inside.strict, 'tbsRequest', 'requestExtensions'),
    })


def _read_certificate_encoding(reader):
    """A certificate, all of which is checked, as its encoding."""
    return read_certificate(reader).encoded


_read_certificate_encodings = sequence_of(_read_certificate_encoding, at_least_one=False)


def _read_request_signature(reader):
    return reader.sequence(lambda inside: (
        inside.field('signatureAlgorithm', _read_algorithm),
        inside.field('signature', read_bits),
        inside.field('certs', implicit(0, _read_certificate_encodings)) or ()))


def read_ocsp_request(reader):
    start = reader.position

    def read(inside):
        spans = _Spans(inside)
        attributes = spans.field('tbsRequest', _read_tbs_request)
        attributes['encoded_tbs'] = spans.encoded['tbsRequest']
        signature = spans.field('optionalSignature', implicit(0, _read_request_signature)) or (None, None, ())
        names = 'signature_algorithm', 'signature', '_encoded_certificates'
        return attributes | dict(zip(names, signature))

    attributes = reader.sequence(read)
    return _made(OCSPRequest, reader, start, attributes)


@forbid_subclasses
class OCSPResponse(_OCSPMessage):
    """An OCSP response (RFC 6960, 4.2), made by load_ocsp_response().

    What a response does not have is None, or an empty tuple.  Responses are
    equal if their encodings are.
    """
    __slots__ = {
        'encoded': 'The response as DER.',
        'encoded_tbs': 'The encoding of tbsResponseData, which is what is signed.',
        'status': "The status: 'successful', 'tryLater' and so on.",
        'response_type': 'The OID of what response is, which is mostly 1.3.6.1.5.5.7.48.1.1, basic.',
        'response': 'The bytes of the response proper.',
        'version': '1.',
        'responder_id': 'The ResponderID of who signed.',
        'produced_at': 'A datetime in UTC: when the response was signed.',
        'signature_algorithm': 'The AlgorithmIdentifier of the signature.',
        'signature': 'The bytes of the signature.',
        '_responses': None,
    }
    _load = 'load_ocsp_response'

    @property
    def responses(self):
        """The tuple of each SingleResponse.  What is wrong in an extension of one is said when this is read."""
        return self._lazily('responses', lambda: tuple(
            [SingleResponse(*fields, extensions.all()) for *fields, extensions in self._responses]))

    def __repr__(self):
        return f'<asn1lib.OCSPResponse {self.status}>'


_RESPONDER_IDS = {
    1: ('byName', lambda reader: ResponderID(reader.constructed(context(1), _read_name), None)),
    2: ('byKey', lambda reader: ResponderID(None, reader.constructed(context(2), read_octet_string))),
}


def _read_responder_id(reader):
    return read_choice(reader, 'ResponderID', _RESPONDER_IDS)


def _read_revoked_info(inside):
    return (
        'revoked',
        inside.field('revocationTime', _read_generalized_time),
        inside.field('revocationReason', implicit(0, _read_reason)))


def _read_status_only(status, number):
    def read(reader):
        reader.value(Tag.NULL, context_primitive(number))
        return status, None, None
    return read


# Status, time and reason of revocation
_CERT_STATUSES = {
    0: ('good', _read_status_only('good', 0)),
    1: ('revoked', lambda reader: reader.constructed(context(1), _read_revoked_info)),
    2: ('unknown', _read_status_only('unknown', 2)),
}


def _read_cert_status(reader):
    return read_choice(reader, 'CertStatus', _CERT_STATUSES)


def _read_single_response(reader, index):
    return reader.sequence(lambda inside: (
        inside.field('certID', _read_cert_id),
        *inside.field('certStatus', _read_cert_status),
        inside.field('thisUpdate', _read_generalized_time),
        inside.field('nextUpdate', implicit(0, _read_generalized_time)),
        _Extensions(inside.field('singleExtensions', implicit(1, _read_raw_extensions)),
                    inside.strict, 'responseBytes', 'response', 'tbsResponseData', 'responses', index,
                    'singleExtensions')))


def _read_response_data(reader):
    return reader.sequence(lambda inside: {
        'version': 1 + inside.field('version', _read_version((0,), _OCSP_VERSION)),
        'responder_id': inside.field('responderID', _read_responder_id),
        'produced_at': inside.field('producedAt', _read_generalized_time),
        '_responses': inside.field('responses', each_with_index(_read_single_response)),
        '_extensions': _Extensions(
            inside.field('responseExtensions', implicit(1, _read_raw_extensions)),
            inside.strict, 'responseBytes', 'response', 'tbsResponseData', 'responseExtensions'),
    })


def _read_basic_response(reader):
    def read(inside):
        spans = _Spans(inside)
        return spans.field('tbsResponseData', _read_response_data) | {
            'encoded_tbs': spans.encoded['tbsResponseData'],
            'signature_algorithm': spans.field('signatureAlgorithm', _read_algorithm),
            'signature': spans.field('signature', read_bits),
            '_encoded_certificates': spans.field('certs', implicit(0, _read_certificate_encodings)) or (),
        }
    return reader.sequence(read)


def _read_basic_response_octets(reader):
    inside = reader.inside(reader.tagged((TagClass.UNIVERSAL, Tag.OCTET_STRING, False)), reader.strict)
    attributes = _read_basic_response(inside)
    if reader.strict:
        inside.finish()
    return attributes


def _read_response_bytes(reader):
    def read(inside):
        response_type = inside.field('responseType', read_oid)
        start = inside.position
        if response_type == _BASIC_RESPONSE:
            attributes = inside.field('response', _read_basic_response_octets)
        else:
            inside.field('response', read_octet_string)
            attributes = {}
        response = read_tlv(inside.data, start, inside.position, inside.strict, inside.depth).octets
        return {'response_type': response_type, 'response': response} | attributes
    return reader.sequence(read)


def _read_response_status(reader):
    tlv = reader.tagged((TagClass.UNIVERSAL, Tag.ENUMERATED, False))
    number = enumerated_value(tlv, reader.strict)
    if number not in _RESPONSE_STATUS and reader.strict:
        raise DecodeError('no such response status', tlv.content)
    return _RESPONSE_STATUS.get(number, number)


def read_ocsp_response(reader):
    start = reader.position

    def read(inside):
        status = inside.field('responseStatus', _read_response_status)
        start = inside.position

        def read_response_bytes(reader):
            attributes = implicit(0, _read_response_bytes)(reader)
            if reader.strict and (attributes is not None) != (status == 'successful'):
                raise DecodeError('only a successful response has bytes', start)
            return attributes

        return {'status': status} | (inside.field('responseBytes', read_response_bytes) or {})

    missing = {
        'encoded_tbs': None, 'response_type': None, 'response': None, 'version': None, 'responder_id': None,
        'produced_at': None, 'signature_algorithm': None, 'signature': None, '_responses': (),
        '_encoded_certificates': (), '_extensions': _Extensions(None, reader.strict),
    }
    attributes = missing | reader.sequence(read)
    return _made(OCSPResponse, reader, start, attributes)


# Private keys (RFC 5958)

def read_private_key_info(reader):
    start = reader.position

    def read(inside):
        version = 1 + inside.field('version', _read_version_number((0, 1), 'the version is not 1 or 2'))
        no_public_key = version != 2 and 'only version 2 has a public key'
        return (
            version,
            inside.field('privateKeyAlgorithm', _read_algorithm),
            inside.field('privateKey', read_octet_string),
            inside.field('attributes', if_next(context(0), set_of(
                _read_attribute, tag=context(0), at_least_one=False))) or (),
            inside.field('publicKey', _unless(no_public_key, context(1), _read_optional_public_key)))

    fields = reader.sequence(read)
    return PrivateKeyInfo(*fields, reader.data[start:reader.position])


def _read_optional_public_key(reader):
    bits = reader.optional(Tag.BIT_STRING, context_primitive(1))
    return None if bits is None else bits.data


# A structure and nothing else

def load_der(data, read, strict, first_only=False):
    reader = Reader(data, 0, len(data), strict, 0)
    value = read(reader)
    if not first_only:
        reader.finish()
    return value
