"""base64.encode and base64.decode, which read one file and write another."""

import base64
import itertools

from outcome import Case
from values import Made


def _input(*reads):
    return Made('input', reads)


def _output(*answers):
    return Made('output', answers)


def copying(random):
    raw = random.randbytes(500)
    text = base64.encodebytes(raw)
    contents = (b'', b'A', raw, raw[:57], raw[:58], text, text[:80], text.replace(b'\n', b'\r\n'), b'\n\n' + text, b'Q', b'QQ==\nQ',
                b'QUJD' * 100, '', 'QUJD', 'text', '\xe9')
    for content in contents:
        for chunk in (1, 3, 56, 57, 58, 76, 1000):
            pieces = [content[i:i + chunk] for i in range(0, len(content), chunk)]
            for name in 'encode', 'decode':
                yield Case(f'base64.{name}', (_input(*pieces), _output()), {})
                yield Case(f'base64.{name}', (), {'input': _input(*pieces), 'output': _output()})
    odd = (b'QUJD', None, 0, 1, '', 'QUJD', b'', ZeroDivisionError, Made('bytearray', b'QUJD'), Made('memoryview', b'QUJD'), Made('list', b'QQ'))
    for first, second in itertools.product(odd, repeat=2):
        for name in 'encode', 'decode':
            yield Case(f'base64.{name}', (_input(first, second, b'QQ=='), _output()), {})
            yield Case(f'base64.{name}', (_input(raw, first, second), _output()), {})
    for answer in (None, 0, 'x', ZeroDivisionError):
        for name in 'encode', 'decode':
            yield Case(f'base64.{name}', (_input(b'QUJD', b'QUJD'), _output(answer, answer)), {})
    for name in 'encode', 'decode':
        for args in ((), (_input(),), (_input(), _output(), None)):
            yield Case(f'base64.{name}', args, {}, binding=True)
        for file in (None, b'QUJD', 'name', 0):
            yield Case(f'base64.{name}', (file, _output()), {})
            yield Case(f'base64.{name}', (_input(b'QUJD'), file), {})
