"""Every function of base64 and binascii, with its parameters in the version that runs this."""

import collections
import sys

# What it does, for which format, its name, its parameters: `name=` has a default, `@3.15` says since when there is one.
_TABLE = '''
encode base64     base64.b64encode           s, altchars=, *, padded=@3.15, wrapcol=@3.15
decode base64     base64.b64decode           s, altchars=, validate=, *, padded=@3.15, ignorechars=@3.15, canonical=@3.15
encode base64     base64.standard_b64encode  s
decode base64     base64.standard_b64decode  s
encode urlsafe    base64.urlsafe_b64encode   s, *, padded=@3.15
decode urlsafe    base64.urlsafe_b64decode   s, *, padded=@3.15
encode base64     base64.encodebytes         s
decode base64     base64.decodebytes         s
encode base32     base64.b32encode           s, *, padded=@3.15, wrapcol=@3.15
decode base32     base64.b32decode           s, casefold=, map01=, *, padded=@3.15, ignorechars=@3.15, canonical=@3.15
encode base32hex  base64.b32hexencode        s, *, padded=@3.15, wrapcol=@3.15
decode base32hex  base64.b32hexdecode        s, casefold=, *, padded=@3.15, ignorechars=@3.15, canonical=@3.15
encode hex        base64.b16encode           s, *, wrapcol=@3.15
decode hex        base64.b16decode           s, casefold=, *, ignorechars=@3.15
encode ascii85    base64.a85encode           b, *, foldspaces=, wrapcol=, pad=, adobe=
decode ascii85    base64.a85decode           b, *, foldspaces=, adobe=, ignorechars=, canonical=@3.15
encode base85     base64.b85encode           b, pad=, *, wrapcol=@3.15
decode base85     base64.b85decode           b, *, ignorechars=@3.15, canonical=@3.15
encode z85        base64.z85encode           s, pad=@3.15, *, wrapcol=@3.15
decode z85        base64.z85decode           s, *, ignorechars=@3.15, canonical=@3.15
copy   base64     base64.encode              input, output
copy   base64     base64.decode              input, output
encode base64     binascii.b2a_base64        data, /, *, padded=@3.15, wrapcol=@3.15, newline=, alphabet=@3.15
decode base64     binascii.a2b_base64        data, /, *, strict_mode=, padded=@3.15, alphabet=@3.15, ignorechars=@3.15, canonical=@3.15
encode base32     binascii.b2a_base32@3.15   data, /, *, padded=, wrapcol=, alphabet=
decode base32     binascii.a2b_base32@3.15   data, /, *, padded=, alphabet=, ignorechars=, canonical=
encode ascii85    binascii.b2a_ascii85@3.15  data, /, *, foldspaces=, wrapcol=, pad=, adobe=
decode ascii85    binascii.a2b_ascii85@3.15  data, /, *, foldspaces=, adobe=, ignorechars=, canonical=
encode base85     binascii.b2a_base85@3.15   data, /, *, pad=, wrapcol=, alphabet=
decode base85     binascii.a2b_base85@3.15   data, /, *, alphabet=, ignorechars=, canonical=
encode hex        binascii.b2a_hex           data, sep=, bytes_per_sep=
encode hex        binascii.hexlify           data, sep=, bytes_per_sep=
decode hex        binascii.a2b_hex           hexstr, /, *, ignorechars=@3.15
decode hex        binascii.unhexlify         hexstr, /, *, ignorechars=@3.15
encode qp         binascii.b2a_qp            data, quotetabs=, istext=, header=
decode qp         binascii.a2b_qp            data, header=
encode uu         binascii.b2a_uu            data, /, *, backtick=
decode uu         binascii.a2b_uu            data, /
check  bytes      binascii.crc32             data, crc=, /
check  bytes      binascii.crc_hqx           data, crc, /
'''

Function = collections.namedtuple('Function', 'name does format parameters')
Function.__doc__ = """A function, its name as in 'base64.b64encode'; does is encode, decode, check or copy."""
Parameter = collections.namedtuple('Parameter', 'name positional keyword optional')


def _there(text):
    """(text without its mark, whether this version has it)."""
    text, _, since = text.partition('@')
    return text, not since or sys.version_info >= tuple(map(int, since.split('.')))


def _parameters(text):
    names = text.split(', ')
    positional_only = names.index('/') if '/' in names else 0
    keyword_only = names.index('*') if '*' in names else len(names)
    for i, name in enumerate(names):
        name, there = _there(name)
        if there and name not in ('/', '*'):
            yield Parameter(name.rstrip('='), i < keyword_only, i >= positional_only, name.endswith('='))


def _functions():
    for line in _TABLE.strip().splitlines():
        does, format, name, parameters = line.split(None, 3)
        name, there = _there(name)
        if there:
            yield Function(name, does, format, tuple(_parameters(parameters)))


FUNCTIONS = {function.name: function for function in _functions()}
