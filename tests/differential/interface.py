"""Compares what can be seen of base64 and its functions without calling them, and checks the table of signatures."""

import copy
import inspect
import os
import pickle
import pydoc
import subprocess
import sys
import weakref

import interface_binascii
from signatures import FUNCTIONS

_NAMES = [name.removeprefix('base64.') for name in FUNCTIONS if name.startswith('base64.')]


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


def _pickle_problems(module, name):
    function = getattr(module, name)
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


def _pickled_elsewhere(module, disable):
    """Send all functions to a child with or without the accelerator; give back what it sends."""
    functions = [getattr(module, name) for name in _NAMES]
    lines = ''.join(pickle.dumps(functions, protocol).hex() + '\n'
                    for protocol in range(pickle.HIGHEST_PROTOCOL + 1))
    child = subprocess.run(
        [sys.executable, '-c', _CHILD, *_NAMES], input=lines, text=True, capture_output=True,
        env=dict(os.environ, PYTHON_RUST_DISABLE='_base64' if disable else ''))
    return child.stdout.split(), child.stderr


def _process_problems(module):
    for name in _NAMES:
        yield from _pickle_problems(module, name)
    for disable in (True, False):
        output, errors = _pickled_elsewhere(module, disable)
        where = 'a process ' + ('without' if disable else 'with') + ' the accelerator'
        if len(output) != 2:
            yield f'pickles are not understood by {where}: {errors.strip()}'
        elif pickle.loads(bytes.fromhex(output[1])) != [getattr(module, name) for name in _NAMES]:
            yield f'pickles of {where} are not understood here'
        elif disable and output[0] != 'function':
            yield f'PYTHON_RUST_DISABLE=_base64 does not bring the fallback, but a {output[0]}'


def _module_problems(ours, stock):
    names = {name for name in vars(ours) if not name.startswith('__')}
    theirs = {name for name in vars(stock) if not name.startswith('__')}
    if names != theirs:
        yield f'names in only one of the two base64: {sorted(names ^ theirs)}'
    if ours.__all__ != stock.__all__:
        yield f'__all__: {ours.__all__} is not {stock.__all__}'
    for name in sorted(names & theirs):
        value, other = getattr(ours, name), getattr(stock, name)
        # What is private is built when it is first needed.
        if name.startswith('_'):
            continue
        if isinstance(other, (int, str, bytes, tuple, list)) and (value, type(value)) != (other, type(other)):
            yield f'base64.{name} is {value!r}, not {other!r}'


def _function_problems(ours, stock):
    for name in _NAMES:
        function = getattr(ours, name)
        mine, theirs = _describe(function), _describe(getattr(stock, name))
        for key in mine:
            if mine[key] != theirs[key]:
                yield f'{name}: {key} is {mine[key]!r}, not {theirs[key]!r}'
        if not (function.__doc__ or '').strip():
            yield f'{name}: there is no docstring'
        if name not in pydoc.render_doc(function):
            yield f'{name}: help() does not name it'
        if weakref.ref(function)() is not function:
            yield f'{name}: cannot be referenced weakly'


def table_problems(stock):
    """What `signatures` has wrong about the original."""
    listed = {name for name in FUNCTIONS if name.startswith('base64.')}
    there = {f'base64.{name}' for name in stock.base64.__all__}
    if listed != there:
        yield f'functions only in signatures.py or only in base64.__all__: {sorted(listed ^ there)}'
    for name in sorted(listed & there):
        parameters = list(inspect.signature(stock.function(name)).parameters.values())
        actual = [(p.name, p.kind != p.KEYWORD_ONLY, p.kind != p.POSITIONAL_ONLY, p.default is not p.empty) for p in parameters]
        if actual != [tuple(parameter) for parameter in FUNCTIONS[name].parameters]:
            yield f'signatures.py is wrong about {name}{inspect.signature(stock.function(name))}'
    yield from interface_binascii.table_problems(stock.binascii)


def problems(ours, stock, processes=True):
    """What differs, a line each."""
    yield from table_problems(stock)
    yield from _function_problems(ours.base64, stock.base64)
    yield from _module_problems(ours.base64, stock.base64)
    yield from interface_binascii.problems(ours.binascii, stock.binascii)
    if processes:
        yield from _process_problems(ours.base64)
        yield from interface_binascii.process_problems(ours.binascii)
