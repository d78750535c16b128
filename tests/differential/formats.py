"""The encodings: what their texts look like, and what makes a text nearly right."""

import collections

import sides

Format = collections.namedtuple('Format', 'valid wide narrow longest pieces texts raw raw_classes')
Format.__doc__ = """What series of cases are made from.

valid: from raw bytes, the encoded text; if not all bytes can be encoded, of as many as can.
wide: one of each class of characters that a decoder tells apart; for all short strings.
narrow, longest: fewer of them, for all strings of up to that length, which groups of many characters need.
pieces: what to insert into a valid text.
texts: nearly or wholly valid texts worth combining with every parameter.
raw: from a length and a random generator, bytes that this encoder treats in different ways.
raw_classes: the same as `wide`, for encoders.
"""

BLANKS = (b'\n', b'\r\n', b' ', b'\t', b'\x0b', b'\x0c', b'\x80', b'\xff', b'\x00')


def _random_bytes(n, random):
    return random.randbytes(n)


def _words(*words):
    """Random sequences of some words; of the exact length that is asked for."""
    def raw(n, random):
        result = bytearray()
        while len(result) < n:
            result += random.choice(words) if random.random() < 0.9 else random.randbytes(1)
        return bytes(result[:n])
    return raw


def _of_base64(name):
    return lambda raw: getattr(sides.stock().base64, name)(raw)


def _of_binascii(name, most=None):
    return lambda raw: getattr(sides.stock().binascii, name)(raw[:most])


_BASE64 = Format(
    valid=_of_base64('b64encode'),
    wide=b'Qg+/-_=\n\x80\x00', narrow=b'Q=\n', longest=8,
    pieces=(b'=', b'==', b'-', b'_', b'+', b'/', b'!', b'Q', b'\xff' * 5, b'\n' * 17, *BLANKS),
    texts=(b'', b'QUJD', b'QUI=', b'QQ==', b'QUI', b'QQ', b'Q', b'=', b'==', b'====', b'=QUJD', b'QUJD=', b'QUJDQ',
           b'QQ=', b'Q=Q=', b'QQ=Q', b'QQ==QUJD', b'QUI=QUJD', b'QQ==QQ==', b'QQ===', b'QQ==!', b'Q===', b'Q=Q==Q',
           b'QR==', b'QUJ=', b'QR', b'QUJ', b'++//', b'--__', b'+-_/', b'-_', b'+/', b'QU\nJD', b'QUJD\n', b'\nQUJD',
           b'QU JD\r\n', b'QU\x80D', b'QU\x00D', b'Q\nU\nI\n=\n', b'Q\nQ\n=\n=\n',
           b'QUJDREVGR0hJSktM+/-_\nQQ=\n=QUJD', b'YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE='),
    raw=_random_bytes, raw_classes=b'\x00\xff\xfb')

_BASE32 = Format(
    valid=_of_base64('b32encode'),
    wide=b'AHa7018=\n\x80', narrow=b'AH=\n', longest=8,
    pieces=(b'=', b'==', b'===', b'====', b'======', b'a', b'0', b'1', b'8', b'A', b'Z', b'z', b'\xff' * 5, *BLANKS),
    texts=(b'', b'IFBEGRCF', b'IFBEGRA=', b'IFBEG===', b'IFBA====', b'IE======', b'IFBEGRA', b'IFBEG', b'IFBA', b'IE',
           b'I', b'IFB', b'IFBEGR', b'=', b'========', b'=IFBEGRCF', b'IFBEGRCF=', b'IFBEGRCF========', b'IFBEGR==',
           b'IFBEGRB=', b'IFBEH===', b'IFBB====', b'IF======', b'IE=====', b'IE=======', b'IE==\n====', b'IE======IE======',
           b'IE==IE==', b'ifbegrcf', b'iFbEgRcF', b'IFBEGR0F', b'IFBEGR1F', b'0FBEGRCF', b'M1023456', b'10101010',
           b'IFBE\nGRCF', b'IFBEGRCF\n', b'IFBEGRC\x80', b'IFBEGRC\x00', b'88888888', b'IFBEGRCFIFBEGRCFIFBEGRCFIFBEGRCFI'),
    raw=_random_bytes, raw_classes=b'\x00\xff\x84')

_BASE32HEX = _BASE32._replace(
    valid=_of_base64('b32hexencode'),
    wide=b'0AVva9W1=\n\x80', narrow=b'0V=\n',
    pieces=(b'=', b'==', b'===', b'====', b'======', b'a', b'v', b'w', b'W', b'Z', b'0', b'1', b'\xff' * 5, *BLANKS),
    texts=(b'', b'85146H25', b'85146H0=', b'85146===', b'8510====', b'84======', b'85146H0', b'85146', b'8510', b'84', b'8',
           b'851', b'85146H', b'=', b'========', b'=85146H25', b'85146H25=', b'85146H==', b'85146H1=', b'85147===',
           b'8511====', b'85======', b'84=====', b'84=======', b'84==\n====', b'84======84======', b'84==84==', b'vVvVvVvV',
           b'WWWWWWWW', b'8514\n6H25', b'85146H25\n', b'85146H2\x80', b'85146H2\x00', b'85146H2585146H2585146H2585146H258'))

_HEX = Format(
    valid=_of_binascii('hexlify'),
    wide=b'09afAFgG \n:=\x80\x00', narrow=b'0a\n', longest=8,
    pieces=(b'a', b'A', b'0', b'g', b'G', b':', b'-', b'0x', b'/', b'@', b'`', *BLANKS),
    texts=(b'', b'00', b'ff', b'FF', b'fF', b'0', b'000', b'abc', b'aB12', b'g0', b'0g', b'0G', b'a:b', b'01:23', b' 00', b'00 ',
           b'0 0', b'0\n1\n', b'\n', b'\x80\x80', b'0\x00', b'0x00', b'@A', b'/0', b':0', b'G0', b'`a', b'abcdefABCDEF0123456789',
           b'ABCDEF0123456789' * 4, b'abcdef0123456789' * 4 + b'a', b'ABCDEF012345678:' * 4),
    raw=_random_bytes, raw_classes=b'\x00\xff\x9a')

_ASCII85 = Format(
    valid=_of_base64('a85encode'),
    wide=b'!uszy~<> \nv\x80', narrow=b's8W-"!z', longest=6,
    pieces=(b'z', b'y', b'zz', b'<~', b'~>', b'~', b'<', b'>', b'v', b'w', b'u', b'!', b's8W-"', b's8W-!', b'uuuuu', *BLANKS),
    texts=(b'', b'z', b'y', b'<~~>', b'~>', b'<~', b'<~z~>', b'<~>', b'~', b'>', b'<~ ~>', b'<~!!~ >', b'<~!!!!!~>', b'!!!!!',
           b'!!!!', b'!!!', b'!!', b'!', b'u', b'uu', b'uuu', b'uuuu', b'uuuuu', b's8W-!', b's8W-"', b's8W*', b's8W-', b's8W',
           b's8N', b's8', b'rr', b's', b'5sdq,77Kd<8P2WL', b'5sdq,77Kd<8P2WL~>', b'<~5sdq,77Kd<8P2WL~>', b'<~<~5sdq,~>',
           b'5sdq\n,77K\nd<8P2WL', b' \t\n\r\x0b\x0c', b'!z', b'!!z', b'!!!!z', b'z!', b'!!!!!z', b'!y', b'yz', b'!~>', b'!v', b'v',
           b'\x80', b'!!\x80', b'\x00', b'5sdq,~>77Kd<', b'+<W', b'+<V', b'zzzz', b'5sdqz', b'z5sdq,z!!z'),
    raw=_words(b'\0\0\0\0', b'    ', b'\0', b' ', b'ABCD', b'\xff\xff\xff\xff'), raw_classes=b'\0 \x01\xff')

_BASE85 = Format(
    valid=_of_base64('b85encode'),
    wide=b'0|~z \n"\x80:', narrow=b'|NsC10~', longest=6,
    pieces=(b'0', b'~', b'|NsC1', b'|NsC0', b'~~~~~', b'"', b':', b'[', b'.', b'%', *BLANKS),
    texts=(b'', b'0', b'00', b'000', b'0000', b'00000', b'~', b'~~', b'~~~', b'~~~~', b'~~~~~', b'|NsC0', b'|NsC1', b'|NsC',
           b'|Ns', b'|Nj', b'|N', b'{{', b'|', b'K|(_', b'K|(`', b'VPRomVPRomVPRom', b'VPRomVPRom~~~~~', b'~~~~~VPRom',
           b'VPRom\nVPRom', b'VPRom VP Rom', b'VPRo"', b'"', b'\x80', b'VPRomVPRo\xff', b'\x00', b'VPRomVP:om', b'.', b'%nSc0',
           b'Z85ok', b'VPRomV', b'VPRomVP', b'VPRomVPR', b'VPRomVPRo'),
    raw=_words(b'\0\0\0\0', b'\xff\xff\xff\xff', b'ABCD', b'\0', b'\xff'), raw_classes=b'\0\x01\xff')

_Z85 = _BASE85._replace(
    valid=_of_base64('z85encode'),
    wide=b'0#%z \n;\x80~', narrow=b'%nSc01#', longest=6,
    pieces=(b'0', b'#', b'%nSc1', b'%nSc0', b'#####', b'"', b';', b'_', b'`', b'|', b'~', b'\x27', *BLANKS),
    texts=(b'', b'0', b'00', b'000', b'0000', b'00000', b'#', b'##', b'###', b'####', b'#####', b'%nSc0', b'%nSc1', b'%nSc', b'%nS',
           b'%nJ', b'%n', b'$$', b'%', b'k%^+', b'vprOMvprOMvprOM', b'vprOMvprOM#####', b'#####vprOM', b'vprOM\nvprOM',
           b'vprO"', b'"', b'\x80', b'\x00', b'vprOM;prOM', b'_', b'`', b'|', b'~', b';', b'|NsC0', b'vprOMv', b'vprOMvp',
           b'vprOMvpr', b'vprOMvprO'))

_QP = Format(
    valid=_of_binascii('b2a_qp'),
    wide=b'=A4a\n\r _g\x80', narrow=b'=\r\n4', longest=7,
    pieces=(b'=', b'==', b'=\n', b'=\r\n', b'=\r', b'=3D', b'=3d', b'=g0', b'=0g', b'=4', b'_', b'.', b' \n', b'\t\r\n', *BLANKS),
    texts=(b'', b'=', b'==', b'===', b'=\n', b'=\r\n', b'=\r', b'=\rA\nB', b'=3D', b'=3', b'=g', b'A=', b'=4G', b'=AB', b'=ab', b'=aB',
           b'A_B', b'_', b'__=5F', b'soft=\nbreak', b'soft=\r\nbreak', b'soft= \nbreak', b'hard\nbreak\r\n', b'=\n=\n=\n', b'=20\n',
           b'a ', b'a\t', b'.', b'\n.\n', b'A' * 76 + b'=\n' + b'B' * 70, b'=E9=80=FF', b'\x80', b'a\x00b', b'=3D' * 30, b'= 41', b'=4\n1'),
    raw=_words(b' ', b'\t', b'\n', b'\r\n', b'\r', b'.', b'=', b'_', b'word', b'\xe9', b'\x00', b'a' * 20, b'a' * 74, b'a' * 75, b'a' * 76,
               b' \n', b'\t\r\n', b'\n.\n', b'\n.\r\n', b'.\x00'),
    raw_classes=b'=.\r\n \tA_\x80\x00')

_UU = Format(
    valid=_of_binascii('b2a_uu', 45),
    wide=b' !"#`M\n\ra\x1f\x80', narrow=b'# `\n', longest=7,
    pieces=(b' ', b'`', b'``', b'\n', b'\r\n', b'a', b'\x1f', b'!', b'_', b'~', *BLANKS),
    texts=(b'', b' ', b' \n', b'`', b'`\n', b'!', b'!A', b'!0', b'!00', b'!0  ', b'!00``', b'#86)C', b'#86)C\n', b'#86)C\r\n', b'#86)C  ',
           b'#86)C``', b'#86)Cx', b'#86)C\x00', b'#86)', b'#86', b'#8', b'#', b'#\n86)C', b'#86\n)C', b'a', b'\x80', b'#\x8086', b'#86a',
           b'M' + b'86)C' * 15 + b'\n', b'M' + b'86)C' * 14 + b'\n', b'_' + b'86)C' * 21, b'~', b'\x00', b'\x1f'),
    raw=_random_bytes, raw_classes=b'\x00\xff\x1b ')

FORMATS = {
    'base64': _BASE64,
    'urlsafe': _BASE64._replace(valid=_of_base64('urlsafe_b64encode')),
    'base32': _BASE32,
    'base32hex': _BASE32HEX,
    'hex': _HEX,
    'ascii85': _ASCII85,
    'base85': _BASE85,
    'z85': _Z85,
    'qp': _QP,
    'uu': _UU,
    # No text: what checksums are made of.
    'bytes': _HEX._replace(valid=bytes, raw=_random_bytes, texts=(b'', b'\0', b'\xff', b'abc', b'123456789', b'\0' * 100)),
}


def mutations(format, data, random):
    """Variants of a text, right and wrong."""
    yield data
    place = random.randrange(len(data) + 1)
    head, tail = data[:place], data[place:]
    for piece in format.pieces:
        yield head + piece + tail
    if data:
        flipped = bytearray(data)
        flipped[place - 1] ^= 1 << random.randrange(8)
        yield bytes(flipped)
        yield data[:place - 1] + data[place:]
        yield data[:place - 1] + random.choice(format.pieces) + data[place:]
        swapped = data[place - 1:] + data[:place - 1]
        yield swapped
    yield data + random.choice(format.pieces)
    yield random.choice(format.pieces) + data
    yield data + b'=' * random.randrange(1, 9)
    yield data + b'trailing'
    yield data + data
    yield data + b'\n' + data
    yield data.rstrip(b'=')
    yield data[:place]
    yield b'<~' + data + b'~>'
    yield data + b'~>'
    for end in b'\n', b'\r\n', b'  ':
        width = random.choice((1, 4, 19, 60, 76))
        yield end.join(data[i:i + width] for i in range(0, len(data), width))
    yield data.swapcase()
    yield data.upper()
    yield data.translate(bytes.maketrans(b'+/', b'-_'))
    yield data.replace(b'A', b'1').replace(b'B', b'0')
    yield bytes(random.choices(format.wide, k=len(data)))
