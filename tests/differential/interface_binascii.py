"""Compares what can be seen of binascii without calling its functions: names, constants, classes, signatures, state."""

import copy
import importlib.machinery
import importlib.util
import inspect
import pickle
import re
import weakref

from signatures import FUNCTIONS


def _signature(function):
    try:
        return str(inspect.signature(function))
    except Exception as error:
        return re.sub('0x[0-9a-f]+', '0x...', f'{type(error).__name__}: {error}')


def _of_function(function, module):
    return {
        'type': type(function),
        '__name__': function.__name__,
        '__qualname__': function.__qualname__,
        '__module__': function.__module__,
        '__self__ is the module': function.__self__ is module,
        # Where its lines break is a matter of taste.
        '__text_signature__': ' '.join(function.__text_signature__.split()),
        'signature': _signature(function),
        'attributes': dir(function),
        'has a docstring': bool((function.__doc__ or '').strip()),
        'repr': repr(function),
        'equal to another one': [name for name, other in vars(module).items() if other == function],
    }


def _of_class(cls, module):
    error = cls('text', 1)
    error.attribute = 1
    return {
        'type': type(cls),
        '__name__': cls.__name__,
        '__qualname__': cls.__qualname__,
        '__module__': cls.__module__,
        '__mro__': [base.__name__ for base in cls.__mro__],
        '__bases__': [base.__name__ for base in cls.__bases__],
        '__doc__': cls.__doc__,
        'names': sorted(vars(cls)),
        '__flags__': cls.__flags__,
        '__basicsize__': cls.__basicsize__,
        '__dictoffset__': cls.__dictoffset__,
        '__weakrefoffset__': cls.__weakrefoffset__,
        'repr of the class': repr(cls),
        'of an instance': (repr(error), str(error), error.args, vars(error), error.__reduce__()[1:]),
        'without arguments': (repr(cls()), str(cls())),
        'derived': type('Derived', (cls,), {}).__mro__[1] is cls,
        'with keywords': _outcome(lambda: cls(text='x')),
        'attribute of the class': _outcome(lambda: setattr(cls, 'temporary', 1) or delattr(cls, 'temporary')),
        'weakly': weakref.ref(error)() is error,
    }


def _outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error), str(error)


def _of_module(module):
    return {
        'dir': dir(module),
        'type': type(module),
        '__name__': module.__name__,
        '__package__': module.__package__,
        'has a docstring': bool((module.__doc__ or '').strip()),
        '__spec__.name': module.__spec__.name,
        'what is not there': _outcome(lambda: module.nothing),
    }


def _compare(name, ours, theirs):
    for key, value in ours.items():
        if value != theirs[key]:
            yield f'{name}: {key}: {value!r} is not {theirs[key]!r}'


def problems(ours, stock):
    """What differs, a line each."""
    yield from _compare('binascii', _of_module(ours), _of_module(stock))
    for name, theirs in vars(stock).items():
        if name.startswith('__') or not hasattr(ours, name):
            continue
        value = getattr(ours, name)
        describe = (_of_class if isinstance(theirs, type) else _of_function if callable(theirs) else
                    lambda constant, _: {'type': type(constant), 'value': constant})
        try:
            described = describe(value, ours)
        except Exception as error:
            yield f'binascii.{name}: {value!r} is something else than {theirs!r} ({error!r})'
        else:
            yield from _compare(f'binascii.{name}', described, describe(theirs, stock))


def table_problems(stock):
    """What `signatures` has wrong about the original."""
    there = {f'binascii.{name}' for name, value in vars(stock).items() if callable(value) and not isinstance(value, type)
             and not name.startswith('__')}
    listed = {name for name in FUNCTIONS if name.startswith('binascii.')}
    if there != listed:
        yield f'functions only in signatures.py or only in binascii: {sorted(there ^ listed)}'
    for name in sorted(there & listed):
        # Not all of these signatures can be read by inspect.
        text = re.sub(r'\s+', ' ', getattr(stock, name.removeprefix('binascii.')).__text_signature__)
        parameters = FUNCTIONS[name].parameters
        inner = text.removeprefix('($module, ').removeprefix('/, ').removesuffix(')').split(', ')
        positional_only = inner.index('/') if '/' in inner else 0
        keyword_only = inner.index('*') if '*' in inner else len(inner)
        actual = [(word.partition('=')[0], i < keyword_only, i >= positional_only, '=' in word)
                  for i, word in enumerate(inner) if word not in ('/', '*')]
        if actual != [tuple(parameter) for parameter in parameters]:
            yield f'signatures.py is wrong about {name}{text}'


def process_problems(ours):
    """Of the module that `import` finds: what pickles and what happens when it is loaded again."""
    for name, value in vars(ours).items():
        if callable(value) and not name.startswith('__'):
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                if pickle.loads(pickle.dumps(value, protocol)) is not value:
                    yield f'binascii.{name}: pickling with protocol {protocol} does not give it back'
            if copy.copy(value) is not value or copy.deepcopy(value) is not value:
                yield f'binascii.{name}: copying does not give it back'
    for error in ours.Error('text', 1), ours.Incomplete('text'):
        loaded = pickle.loads(pickle.dumps(error))
        if (type(loaded), loaded.args) != (type(error), error.args):
            yield f'{error!r} is {loaded!r} after pickling'
    # As importlib.reload does it: what is initialised stays as it is.
    before = dict(vars(ours))
    ours.__spec__.loader.exec_module(ours)
    changed = [name for name in before.keys() | vars(ours).keys() if vars(ours).get(name) is not before.get(name)]
    if changed:
        yield f'binascii: reloading changes {changed}'
    if hasattr(ours, '__file__'):
        yield from _problems_of_another(ours)


def _problems_of_another(ours):
    spec = importlib.util.spec_from_loader('binascii', importlib.machinery.ExtensionFileLoader('binascii', ours.__file__))
    another = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(another)
    if another is ours or another.Error is ours.Error or another.crc32.__self__ is ours:
        yield 'binascii: two modules share what each should have'
    for module in ours, another:
        for function in module.a2b_hex, module.a2b_base64, module.a2b_uu:
            try:
                function(b'#!!\x80')
            except module.Error:
                pass
            except Exception as error:
                yield f'binascii.{function.__name__}: raises the error of another module ({error!r})'
