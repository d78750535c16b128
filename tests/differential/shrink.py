"""Makes a case that differs smaller, and writes it as Python code."""

import os

from outcome import difference
from signatures import FUNCTIONS
from values import CODE, NOT_SPECIFIED, Made


def _data(value):
    return value.data if type(value) is Made else value


def _with_data(value, data):
    return value._replace(data=data) if type(value) is Made else data


def _smaller_data(data):
    """Shorter variants, halves first; then variants with plainer characters."""
    size = len(data) // 2
    while size:
        for start in range(0, len(data), size):
            yield data[:start] + data[start + size:]
        size //= 2
    plain = 'A' if isinstance(data, str) else b'A'
    for i in range(min(len(data), 64)):
        if data[i:i + 1] != plain:
            yield data[:i] + plain + data[i + 1:]


def _smaller_values(value):
    if type(value) is Made and value.kind != 'bytes':
        yield value.data
        if value.kind != 'bytearray':
            yield Made('bytearray', value.data)
    data = _data(value)
    if isinstance(data, (bytes, str)):
        for smaller in _smaller_data(data):
            yield _with_data(value, smaller)


def _smaller_cases(case):
    if case.action != 'always':
        yield case._replace(action='always')
    if case.caller != 'direct':
        yield case._replace(caller='direct')
    parameters = {parameter.name: parameter for parameter in FUNCTIONS[case.function].parameters}
    # Not what has to be there: a call without it differs in other ways.
    required = set() if case.binding else {name for name, parameter in parameters.items() if not parameter.optional}
    for name in case.kwargs.keys() - required:
        yield case._replace(kwargs={k: v for k, v in case.kwargs.items() if k != name})
    if case.args and list(parameters)[min(len(case.args), len(parameters)) - 1] not in required:
        yield case._replace(args=case.args[:-1])
    for i, value in enumerate(case.args):
        for smaller in _smaller_values(value):
            yield case._replace(args=case.args[:i] + (smaller,) + case.args[i + 1:])
    for name, value in case.kwargs.items():
        for smaller in _smaller_values(value):
            yield case._replace(kwargs=case.kwargs | {name: smaller})


def shrink(case, ours, stock, log, tries=3000):
    """A case as small as can be found in which the same thing differs."""
    field = difference(case, ours, stock, log)[0]
    shrunk = True
    while shrunk:
        shrunk = False
        for smaller in _smaller_cases(case):
            tries -= 1
            if tries < 0:
                return case
            found = difference(smaller, ours, stock, log)
            if found and found[0] == field:
                case = smaller
                shrunk = True
                break
    return case


def _code(value):
    if type(value) is Made:
        template = CODE.get(value.kind)
        return template and template.format(data=value.data)
    return 'base64._NOT_SPECIFIED' if value is NOT_SPECIFIED else repr(value)


def reproduction(case):
    """Python code that shows both outcomes; of the standard library alone where that is enough."""
    codes = [_code(value) for value in case.args]
    codes += [f'{name}={_code(value)}' if _code(value) else None for name, value in case.kwargs.items()]
    if None in codes or case.caller != 'direct' or case.action != 'always' or not all(
            map(str.isidentifier, case.kwargs)):
        return (f'import sys\n'
                f'sys.path.insert(0, {os.path.dirname(os.path.abspath(__file__))!r})\n'
                f'from calls import Case, Made, NOT_SPECIFIED, replay\n'
                f'replay({case!r})\n')
    stock = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'stock')
    return ('import base64, binascii, sys, warnings\n'
            f'sys.path.insert(0, {stock!r})\n'
            'import stock\n'
            'warnings.simplefilter("always")\n'
            'for base64, binascii in (base64, binascii), stock.load():\n'
            '    try:\n'
            f'        print({case.function}({", ".join(codes)}))\n'
            '    except Exception as error:\n'
            '        print(repr(error))\n')
