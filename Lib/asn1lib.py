"""ASN.1: DER elements, and the structures of X.509 certificates.

decode() and encode() turn DER (X.690) into immutable elements and back.
load_certificate(), load_crl(), load_ocsp_request(), load_ocsp_response(),
load_private_key_info() and load_public_key_info() read the structures of
RFC 5280, RFC 6960 and RFC 5958 from DER or PEM.  What is wrong with the data
is said by a DecodeError: why, at which byte, in which field.

Nothing here verifies a signature or decides whether to trust a certificate.

This module is provisional: details may still change.
"""

import _asn1_der as _der
import _asn1_x509 as _x509
from _asn1_der import BitString, DecodeError, Element, Tag, TagClass, _rebuild, decode, encode
from _asn1_x509 import (AccessDescription, AlgorithmIdentifier, Attribute, AuthorityKeyIdentifier, BasicConstraints,
                        CertID, Certificate, CertificateRevocationList, DistributionPoint, EDIPartyName, Extension,
                        GeneralName, GeneralSubtree, IssuingDistributionPoint, Name, NameAttribute, NameConstraints,
                        OCSPRequest, OCSPResponse, OtherName, PolicyConstraints, PolicyInformation, PolicyMapping,
                        PolicyQualifier, PrivateKeyInfo, PrivateKeyUsagePeriod, PublicKeyInfo, Request, ResponderID,
                        RevokedCertificate, ServiceLocator, SignedCertificateTimestamp, SingleResponse, UserNotice,
                        oid_name)

__all__ = [
    'AccessDescription', 'AlgorithmIdentifier', 'Attribute',
    'AuthorityKeyIdentifier', 'BasicConstraints', 'BitString', 'CertID',
    'Certificate', 'CertificateRevocationList', 'DecodeError',
    'DistributionPoint', 'EDIPartyName', 'Element', 'Extension', 'GeneralName',
    'GeneralSubtree', 'IssuingDistributionPoint', 'Name', 'NameAttribute',
    'NameConstraints', 'OCSPRequest', 'OCSPResponse', 'OtherName',
    'PolicyConstraints', 'PolicyInformation', 'PolicyMapping',
    'PolicyQualifier', 'PrivateKeyInfo', 'PrivateKeyUsagePeriod',
    'PublicKeyInfo', 'Request', 'ResponderID', 'RevokedCertificate',
    'ServiceLocator', 'SignedCertificateTimestamp', 'SingleResponse', 'Tag',
    'TagClass', 'UserNotice', 'decode', 'encode', 'load_certificate',
    'load_certificates', 'load_crl', 'load_crls', 'load_ocsp_request',
    'load_ocsp_response', 'load_private_key_info', 'load_public_key_info',
    'oid_name',
]


# PEM (RFC 7468)

_CERTIFICATE = 'CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'
_BLANKS = b' \t\n\r\f'
_BASE64 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
# How a SEQUENCE begins that is long enough to have a BEGIN line in it
_LONG_SEQUENCES = b'0\x80', b'0\x81', b'0\x82', b'0\x83', b'0\x84'


def _is_pem(data):
    return b'-----BEGIN ' in data and not data.startswith(_LONG_SEQUENCES)


def _pem_blocks(text):
    """Generate label, body and the body's offset of each block; what is around them does not matter."""
    begin = None            # the line, once it is found: label, offset, end
    for line, offset, end in _dashed_lines(text):
        label = _pem_label(line, b'-----END ' if begin else b'-----BEGIN ')
        if label is None:
            continue
        if begin is None:
            begin = label, offset, end
            continue
        if label != begin[0]:
            raise DecodeError('PEM block that ends with another label', offset)
        body = begin[2] + _headers_length(text[begin[2]:offset])
        yield label.decode('latin-1'), text[body:offset], body
        begin = None
    if begin:
        raise DecodeError('PEM block without an END line', begin[1])


def _dashed_lines(text):
    """Generate each line that begins with dashes, its offset and that of the next line, without making the others.

    Lines end as in bytes.splitlines().
    """
    first = position = 3 if text.startswith(b'\xef\xbb\xbf') else 0
    newline = carriage_return = -1      # the next ones: no part of the text is searched twice
    while (offset := text.find(b'-----', position)) >= 0:
        if newline < offset:
            newline = _find(text, b'\n', offset)
        if carriage_return < offset:
            carriage_return = _find(text, b'\r', offset)
        position = min(newline, carriage_return)
        if offset == first or text[offset - 1] in b'\r\n':
            end = position + 2 if newline == position + 1 and carriage_return == position else position + 1
            yield text[offset:position], offset, min(end, len(text))


def _find(text, what, position):
    found = text.find(what, position)
    return len(text) if found < 0 else found


def _pem_label(line, begin):
    line = line.rstrip(_BLANKS)
    return line[len(begin):-5] if line.startswith(begin) and line[len(begin):].endswith(b'-----') else None


def _headers_length(block):
    """How long the lines of RFC 1421 are that come before Base64, with the blank line that ends them."""
    length = len(block) - len(block.lstrip(_BLANKS))
    if block.find(b':', length, _find(block, b'\n', length)) < 0:
        return 0
    while length < len(block):
        begin, length = length, _find(block, b'\n', length) + 1
        if not block[begin:length].strip(_BLANKS):
            break
    return min(length, len(block))


def _decode_base64(body, offset):
    import binascii
    text = body.translate(None, b' \t\r\n')
    digits = text.rstrip(b'=')
    if len(text) % 4 or len(text) - len(digits) > 2 or digits.translate(None, _BASE64):
        raise DecodeError('PEM block that is not Base64', offset)
    return binascii.a2b_base64(text)


# Loading

def _encodings(data, labels):
    """Return None and the data if that is DER, or a generator of the blocks with these labels if it is PEM."""
    if isinstance(data, str):
        data = data.encode()
    else:
        data = _der.bytes_of(data)
        if not _is_pem(data):
            return data, None
    return data, _labelled_blocks(data, labels)


def _labelled_blocks(text, labels):
    found = False
    for label, body, offset in _pem_blocks(text):
        if label in labels:
            found = True
            yield _decode_base64(body, offset), label == 'TRUSTED CERTIFICATE'
    if not found:
        raise DecodeError(f'no PEM block with the label {labels[0]}', len(text))


def _load(data, labels, read, strict):
    """Read one structure: DER, or the first block of PEM."""
    data, blocks = _encodings(data, labels)
    first_only = False
    if blocks:
        data, first_only = next(blocks)
    return _x509.load_der(data, read, strict, first_only)


def _load_all(data, labels, read, strict):
    """Read all structures: one behind the other in DER, or all blocks of PEM.  Errors have the index in their path."""
    data, blocks = _encodings(data, labels)
    values = []
    if blocks is None:
        reader = _der.Reader(data, 0, len(data), strict, 0)
        while not values or not reader.is_at_end():
            values.append(reader.field(len(values), read))
    else:
        for data, first_only in blocks:
            try:
                values.append(_x509.load_der(data, read, strict, first_only))
            except DecodeError as error:
                raise error._within(len(values)) from None
    return tuple(values)


def load_certificate(data, /, *, strict=True):
    """Return the Certificate in DER or PEM; of several in PEM the first."""
    return _load(data, _CERTIFICATE, _x509.read_certificate, strict)


def load_certificates(data, /, *, strict=True):
    """Return a tuple of every Certificate in PEM, or in DER one behind the other."""
    return _load_all(data, _CERTIFICATE, _x509.read_certificate, strict)


def load_crl(data, /, *, strict=True):
    """Return the CertificateRevocationList in DER or PEM; of several in PEM the first."""
    return _load(data, ('X509 CRL',), _x509.read_crl, strict)


def load_crls(data, /, *, strict=True):
    """Return a tuple of every CertificateRevocationList in PEM, or in DER one behind the other."""
    return _load_all(data, ('X509 CRL',), _x509.read_crl, strict)


def load_ocsp_request(data, /, *, strict=True):
    """Return the OCSPRequest in DER or PEM."""
    return _load(data, ('OCSP REQUEST',), _x509.read_ocsp_request, strict)


def load_ocsp_response(data, /, *, strict=True):
    """Return the OCSPResponse in DER or PEM."""
    return _load(data, ('OCSP RESPONSE',), _x509.read_ocsp_response, strict)


def load_private_key_info(data, /, *, strict=True):
    """Return the PrivateKeyInfo in DER or PEM: the outer structure of PKCS #8."""
    return _load(data, ('PRIVATE KEY',), _x509.read_private_key_info, strict)


def load_public_key_info(data, /, *, strict=True):
    """Return the PublicKeyInfo in DER or PEM."""
    return _load(data, ('PUBLIC KEY',), _x509.read_public_key_info, strict)


# Where users know them from, whichever file they are in; the records say so themselves.
for _object in (Certificate, CertificateRevocationList, DecodeError, Element, Name, OCSPRequest, OCSPResponse, Tag,
                TagClass, _rebuild, decode, encode, oid_name):
    _object.__module__ = __name__
del _object


# The same in Rust, where it was built
try:
    from _asn1 import (Certificate, CertificateRevocationList, Element, OCSPRequest, OCSPResponse, decode, encode,
                       load_certificate, load_certificates, load_crl, load_crls, load_ocsp_request,
                       load_ocsp_response, load_private_key_info, load_public_key_info, oid_name)
except ImportError:
    pass


if __name__ == '__main__':
    import sys
    from _asn1_main import main
    sys.exit(main())
