"""Compares what can be seen of the functions without calling them."""

import copy
import inspect
import os
import pickle
import pydoc
import subprocess
import sys
import weakref

from sides import FUNCTIONS


def _describe(function):
    return {
        'signature': inspect.signature(function),
        'signature as text': str(inspect.signature(function)),
        '__name__': function.__name__,
        '__qualname__': function.__qualname__,
        '__module__': function.__module__,
        'isroutine': inspect.isroutine(function),
        'callable': callable(function),
    }


def _pickle_problems(native, name):
    function = getattr(native, name)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        pickled = pickle.dumps(function, protocol)
        if pickle.loads(pickled) is not function:
            yield f'{name}: pickling with protocol {protocol} does not give the function back'
    if copy.copy(function) is not function or copy.deepcopy(function) is not function:
        yield f'{name}: copying does not give the function back'


_CHILD = '''
import base64, pickle, sys
functions = [getattr(base64, name) for name in sys.argv[1:]]
for line in sys.stdin:
    for ours, theirs in zip(functions, pickle.loads(bytes.fromhex(line)), strict=True):
        assert ours is theirs, (ours, theirs)
print(type(functions[0]).__name__, pickle.dumps(functions, 0).hex())
'''


def _pickled_elsewhere(native, disable):
    """Send all functions to a child with or without the accelerator; give back what it sends."""
    functions = [getattr(native, name) for name in FUNCTIONS]
    lines = ''.join(pickle.dumps(functions, protocol).hex() + '\n'
                    for protocol in range(pickle.HIGHEST_PROTOCOL + 1))
    child = subprocess.run(
        [sys.executable, '-c', _CHILD, *FUNCTIONS], input=lines, text=True, capture_output=True,
        env=dict(os.environ, PYTHON_RUST_DISABLE='_base64' if disable else ''))
    return child.stdout.split(), child.stderr


def problems(native, fallback, processes=True):
    """What differs, a line each."""
    for name in FUNCTIONS:
        function = getattr(native, name)
        ours = _describe(function)
        theirs = _describe(getattr(fallback, name))
        for key in ours:
            if ours[key] != theirs[key]:
                yield f'{name}: {key} is {ours[key]!r}, the fallback has {theirs[key]!r}'
        if not (function.__doc__ or '').strip():
            yield f'{name}: there is no docstring'
        if name not in pydoc.render_doc(function):
            yield f'{name}: help() does not name it'
        if weakref.ref(function)() is not function:
            yield f'{name}: cannot be referenced weakly'
    ours = {name for name in vars(native) if not name.startswith('__')}
    theirs = {name for name in vars(fallback) if not name.startswith('__')}
    if ours != theirs:
        yield f'names in only one of the two modules: {sorted(ours ^ theirs)}'
    if native.__all__ != fallback.__all__:
        yield f'__all__: {native.__all__} is not {fallback.__all__}'
    if not processes:
        return
    for name in FUNCTIONS:
        yield from _pickle_problems(native, name)
    for disable in (True, False):
        output, errors = _pickled_elsewhere(native, disable)
        where = 'a process ' + ('without' if disable else 'with') + ' the accelerator'
        if len(output) != 2:
            yield f'pickles are not understood by {where}: {errors.strip()}'
        elif pickle.loads(bytes.fromhex(output[1])) != [getattr(native, name) for name in FUNCTIONS]:
            yield f'pickles of {where} are not understood here'
        elif disable and output[0] != 'function':
            yield f'PYTHON_RUST_DISABLE=_base64 does not bring the fallback, but a {output[0]}'
