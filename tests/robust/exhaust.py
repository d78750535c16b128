"""Lets the memory run out at every allocation of every call; run by test_memory.py in a child.

    python exhaust.py ours|stock|xxrust|asn1

Prints JSON: for each call what it does with enough memory, and every kind of outcome without.
"""

import array
import base64
import faulthandler
import json
import os
import pickle
import random
import resource
import sys
import warnings

import _testcapi

import need
import cases
from sample_calls import ASN1LIBDATA, Record, always_three

# Stops a call that never succeeds; no call here allocates nearly as often.
MOST_ALLOCATIONS = 5000
# An outcome as expected does not yet mean that nothing was left to fail: code may do without.
SUCCESSES = 10


class Index:
    def __index__(self):
        return 8


def describe(value):
    """A label that is the same in every process."""
    text = repr(value)
    return type(value).__name__ + ('' if ' at 0x' in text else ' ' + text[:30])


def base64_calls(module):
    raw, text = bytes(range(256)), module.b64encode(bytes(range(256)))
    large, large_text = bytes(200_000), module.b64encode(bytes(200_000))
    strided = memoryview(bytes(64))[::2]
    for name in need.FUNCTIONS:
        function = getattr(module, name)
        encodes = 'encode' in name
        small, big = (raw, large) if encodes else (text, large_text)
        yield f'{name}(large)', function, (big,), {}
        for argument in (small, b'', bytearray(small), memoryview(small), array.array('B', small),
                         array.array('I', small), strided, 12, object(), 'QUJD', '\xe9', '\U0001f40d',
                         b'A', b'QQ', b'QQ=Q', b'++//', '++//'):
            yield f'{name}({describe(argument)})', function, (argument,), {}
        yield f'{name}()', function, (), {}
        yield f'{name}(s=)', function, (), {'s': small}
        yield f'{name}(unknown=)', function, (small,), {'unknown': 1}
    for altchars in (b'-_', bytearray(b'-_'), array.array('B', b'-_'), '-_', memoryview(b'-xx_')[::3],
                     b'-', 12, [1, 2]):
        label = f'altchars {describe(altchars)}'
        yield f'b64encode {label}', module.b64encode, (raw, altchars), {}
        yield f'b64decode {label}', module.b64decode, (text, altchars), {}
        yield f'b64decode {label} validate', module.b64decode, (text, altchars, True), {}
        yield f'b64decode {label} ignorechars', module.b64decode, (text, altchars), {'ignorechars': b'+/'}
    for wrapcol in (76, Index(), -1, 2**70, 'x', 1.5):
        yield f'b64encode wrapcol {describe(wrapcol)}', module.b64encode, (large,), {'wrapcol': wrapcol}
    for ignorechars in (b'\n', bytearray(b'\n'), b'', 'x', None, 12, bytes(range(256))):
        yield (f'b64decode ignorechars {describe(ignorechars)}', module.b64decode, (b'QU\nJD\n=',),
               {'ignorechars': ignorechars, 'canonical': True})


def calls_of_all(side):
    """Each function with each option, on what it takes and on what it rejects."""
    for subject in cases.SUBJECTS:
        function = side.function(subject.function.name)
        good, large = subject.data(40, random.Random(1)), subject.data(100_000, random.Random(1))
        for data in (good, large, b'', bytearray(good), memoryview(good), memoryview(good)[::2], array.array('I', good[:8]),
                     good.decode('latin-1'), '\u0141', b'\x80', good[:-1], b'!' + good + b'!', 12, object()):
            case = subject.call(data)
            yield f'{case.function}({describe(data)}, {len(case.args)})', function, case.args, case.kwargs
        for values in subject.settings(60)[1:]:
            if not any(type(value) is cases.Made for value in values.values()):
                case = subject.call(good, values)
                yield f'{case.function}({values})', function, case.args, case.kwargs
        for option in subject.options:
            for value in (Index(), object(), 1.5, bytearray(b':'), b'x' * 64):
                case = subject.call(good, {option: value})
                yield f'{case.function}({option}={describe(value)})', function, case.args, case.kwargs
        yield f'{subject.function.name}()', function, (), {}
        yield f'{subject.function.name}(unknown=)', function, (good,), {'unknown': 1}


def memo_of_three(module):
    memo = module.Memo(always_three, 'label')
    return [memo.value, memo.value, len(memo), list(memo), memo[1], memo[1:]]


def memo_of_itself(module):
    memo = module.Memo(lambda memo: (memo, memo))
    return len(memo.value)


def memos_compared(module):
    memo = module.Memo(always_three, 'label')
    return memo == memo.labelled('label'), memo == memo.labelled('other'), memo != 12, hash(memo) == hash(always_three)


def memo_pickled(module):
    return pickle.loads(pickle.dumps(module.Memo(always_three))) == module.Memo(always_three)


def place(module):
    place = module.place_at(10**12, 2 * 10**12)
    return place.x, place.y, place.distance(module.place_at(0, 0)), place == module.place_at(1, 2)


def xxrust_calls(module):
    for function in memo_of_three, memo_of_itself, memos_compared, memo_pickled, place:
        yield function.__name__, function, (module,), {}
    for args, kwargs in ((always_three,), {}), ((always_three, 1), {}), ((), {}), ((always_three,), {'unknown': 1}):
        yield f'Memo({len(args)}, {kwargs})', module.Memo, args, kwargs
    for name, args, kwargs in (
            ('integer', (b'\x01',), {}), ('integer', (b'\x80' * 50,), {}), ('integer', (12,), {}),
            ('respell', ('abc',), {}), ('respell', ('\u20ac\U0001f40d',), {}), ('respell', (12,), {}),
            ('squares', (0,), {}), ('squares', (500,), {}), ('squares', (-1,), {}),
            ('record', (Record, 500, str), {}), ('record', (Record, 3, chr(48).__getitem__), {}), ('record', (list, 3, str), {}),
            ('fraction', (1, 2), {}), ('fail', (UnicodeError, 1, 2), {}), ('fail', (int, 'x', 'y'), {}),
            ('allocate', (0,), {}), ('allocate', (10_000,), {}), ('allocate', (2**62,), {}),
            ('allocate', (-1,), {}), ('allocate', ('x',), {}),
            ('add', (1, 2), {}), ('add', (2**62, 2**62), {}), ('add', (1, 'x'), {}), ('add', (2**80, 1), {}),
            ('kinds', (1, 2), {'keyword': False}), ('kinds', (1,), {'standard': 2, 'keyword': 3}),
            ('kinds', (), {}), ('kinds', (1, 2, 3), {}), ('kinds', (1, 2), {'unknown': 1}),
            ('first_byte', (b'abc',), {}), ('first_byte', (b'',), {}), ('first_byte', (bytearray(b'x'),), {}),
            ('first_byte', ('x',), {}), ('no_args', (), {}), ('no_args', (1,), {}),
            ('one_arg', (object,), {}), ('one_arg', (), {}), ('detached', (bytes(1_000_000),), {}),
            ('detached', (b'',), {}), ('detached', (12,), {}),
            ('panic', ('boom',), {}), ('panic', ('b' * 10_000,), {}), ('panic', ('b' * 100_000,), {}), ('panic', (12,), {})):
        yield f'{name}{args!r:.40}{kwargs or ""}', getattr(module, name), args, kwargs


def all_attributes(load, data, **keywords):
    """What a structure says, or a tree of elements."""
    structure = load(data, **keywords)
    values = [value for name in dir(structure) if name[0] != '_' and not callable(value := getattr(structure, name))]
    return repr(structure), hash(structure), repr(values), structure == load(data, **keywords)


def lookups(asn1lib, name, data):
    structure = getattr(asn1lib, LOADERS[name])(data)
    results = [method(argument) for method in (getattr(structure, 'extension', None), getattr(structure, 'get_revoked', None)) if method
               for argument in ('2.5.29.17', '2.5.29.21', 5, 2**600, 1.0)]
    return repr(results), getattr(structure, 'as_dict', int)(), pickle.loads(pickle.dumps(structure)) == structure


def element_made(asn1lib, *args, **kwargs):
    return asn1lib.encode(asn1lib.Element(*args, **kwargs))


LOADERS = {
    'leaf.der': 'load_certificate', 'list.crl': 'load_crl', 'request.der': 'load_ocsp_request', 'good.der': 'load_ocsp_response',
    'revoked.der': 'load_ocsp_response', 'later.der': 'load_ocsp_response', 'private.der': 'load_private_key_info',
    'public.der': 'load_public_key_info',
}


def asn1_calls(asn1lib):
    structures = {name: (ASN1LIBDATA / name).read_bytes() for name in LOADERS}
    for name, data in structures.items():
        load = getattr(asn1lib, LOADERS[name])
        for label, data in {'': data, ' as a bytearray': bytearray(data), ' cut short': data[:-1], ' and more': data + b'\0',
                            ' damaged': data[:-60] + b'\xff' + data[-59:]}.items():
            yield f'{name}{label}', all_attributes, (load, data), {'strict': False}
            yield f'{name}{label}, decoded', all_attributes, (asn1lib.decode, data), {}
        yield f'{name}, lookups', lookups, (asn1lib, name, structures[name]), {}
    leaf = structures['leaf.der']
    pem = ''.join(['-----BEGIN CERTIFICATE-----\n', base64.encodebytes(leaf).decode(), '-----END CERTIFICATE-----\n'])
    for data in (leaf * 2, pem, pem * 2, pem.encode(), pem[:-5], pem.replace('M', '$'), 'é' + pem, '\ud800', '', b'', 12, leaf * 2 + b'\0'):
        yield f'load_certificates({describe(data)})', lambda data: repr(asn1lib.load_certificates(data)), (data,), {}
    for value in (None, True, 5, 2**100, b'ab', 'ab', [], [asn1lib.Element(2, 5)] * 3, [5], 12.5):
        for tag in (1, 2, 4, 5, 12, 16, 17, 99):
            yield f'Element({tag}, {describe(value)})', element_made, (asn1lib, tag, value), {}
    for oid in '2.5.4.3', 'x', 12:
        yield f'oid_name({oid!r})', asn1lib.oid_name, (oid,), {}
    for args in (12,), (), (leaf, leaf):
        yield f'encode of {len(args)}', asn1lib.encode, args, {}


def attempt(function, args, kwargs, start=None, stop=0):
    """(result, None) or (None, names of the error), with allocation number start failing.

    So do those after it: up to stop, or all if stop is 0.
    """
    try:
        if start is not None:
            _testcapi.set_nomemory(start, stop)
        try:
            result = function(*args, **kwargs)
        finally:
            _testcapi.remove_mem_hooks()
    except BaseException as error:
        return None, chain(error)
    return result, None


def chain(error):
    """The names of the error and of those it came from: one that hides a lack of memory is not the one expected."""
    names = []
    while error is not None:
        names.append(type(error).__name__)
        error = error.__context__
    return ' during '.join(names)


def attempt_apart(*args):
    """The same in a forked process: CPython itself can crash when a warning finds no memory."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            faulthandler.disable()
            os.write(writer, pickle.dumps(attempt(*args)))
        finally:
            # Never back into the tests, whose second copy this is.
            os._exit(0)
    os.close(writer)
    with open(reader, 'rb') as file:
        outcome = file.read()
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        return None, f'killed by signal {os.WTERMSIG(status)}'
    return pickle.loads(outcome)


def warns(function, args, kwargs):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        attempt(function, args, kwargs)
    return bool(log)


def exhaust(function, args, kwargs, apart=False):
    try_with = attempt_apart if apart or warns(function, args, kwargs) else attempt
    expected = attempt(function, args, kwargs)
    outcomes = set()

    def add(outcome):
        outcomes.add('a wrong result' if outcome[1] is None and outcome != expected else outcome[1])

    start = successes = 0
    while successes < SUCCESSES:
        outcome = try_with(function, args, kwargs, start)
        add(outcome)
        successes += outcome == expected
        start += 1
        if start == MOST_ALLOCATIONS:
            outcomes.add('no end')
            break
    for single in range(start):
        add(try_with(function, args, kwargs, single, single + 1))
    again = attempt(function, args, kwargs)
    if again != expected:
        outcomes.add('broken afterwards')
    return {'expected': expected[1], 'outcomes': sorted(map(str, outcomes)), 'allocations': start - successes}


def main(side):
    if side == 'xxrust':
        calls, actions = list(xxrust_calls(need.xxrust())), ['always']
    elif side == 'asn1':
        calls, actions = list(asn1_calls(need.asn1lib())), ['always']
        # What is imported when it is first needed is there when the memory runs out.
        for _, function, args, kwargs in calls:
            attempt(function, args, kwargs)
    else:
        sides = dict(zip(('ours', 'stock'), need.both()))
        calls = [*base64_calls(sides[side].base64), *calls_of_all(sides[side])]
        actions = ['always', 'error', 'ignore']
    # A crash that is expected need not leave a core file behind.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # How warnings look is not the subject, but that they are shown is part of the call.
    warnings.showwarning = lambda *args, **kwargs: None
    result = {}
    for action in actions:
        warnings.simplefilter(action)
        for name, function, args, kwargs in calls:
            result[f'{name}, warnings: {action}'] = exhaust(function, args, kwargs)
    json.dump(result, sys.stdout)


if __name__ == '__main__':
    main(sys.argv[1])
