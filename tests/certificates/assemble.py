"""Certificates put together from encoded parts, each of which may be odd.

What encodes is asn1crypto (PyPI).  Its classes for certificates refuse much of what is odd, so most of it is written with what
those stand on: the encoders of single values, and `parser.emit`, which writes any tag with any content.
"""

from asn1crypto import core, parser

CONTEXT = 2
VERSION_3 = core.Integer(2).dump()


def primitive(tag, content, tag_class=0):
    return parser.emit(tag_class, 0, tag, content)


def constructed(tag, *parts, tag_class=0):
    return parser.emit(tag_class, 1, tag, b''.join(parts))


def sequence(*parts):
    return constructed(16, *parts)


def set_of(*parts):
    """In ascending order, as DER wants it."""
    return constructed(17, *sorted(parts))


def context(number, *parts):
    """[number], constructed: EXPLICIT around one part, or IMPLICIT for a SEQUENCE of some."""
    return constructed(number, *parts, tag_class=CONTEXT)


def implicit(number, content):
    """[number] IMPLICIT for something primitive."""
    return primitive(number, content, CONTEXT)


def integer(value):
    return core.Integer(value).dump()


def oid(dotted):
    return core.ObjectIdentifier(dotted).dump()


def octets(content):
    return core.OctetString(content).dump()


def bits(content, unused=0):
    return primitive(3, bytes([unused]) + content)


def utf8(text):
    return core.UTF8String(text).dump()


def name(*rdns):
    """A Name: each RDN is a list of pairs of a type (encoded) and a value (encoded)."""
    return sequence(*(set_of(*(sequence(*attribute) for attribute in rdn)) for rdn in rdns))


def plain_name(text):
    return name([(oid('2.5.4.10'), utf8('Odd but legal')), ], [(oid('2.5.4.3'), utf8(text))])


def extension(dotted, value, critical=False):
    return sequence(oid(dotted), *[core.Boolean(True).dump()] * critical, octets(value))


def algorithm(dotted, parameters=b''):
    return sequence(oid(dotted), parameters)


def certificate(*, version=VERSION_3, serial=b'\x02\x01\x05', signature_algorithm, issuer, not_before, not_after, subject,
                public_key, unique_ids=b'', extensions=None, outer_algorithm=None, signature=bytes(range(64))):
    """The parts are encoded; `version` is the INTEGER in its [0], `extensions` a list of Extension; None is absent."""
    to_be_signed = sequence(
        context(0, version) if version is not None else b'', serial, signature_algorithm, issuer,
        sequence(not_before, not_after), subject, public_key, unique_ids,
        context(3, sequence(*extensions)) if extensions is not None else b'')
    return sequence(to_be_signed, outer_algorithm or signature_algorithm, bits(signature))
