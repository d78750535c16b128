"""Ways of calling a function, which differ in the frame that a warning is blamed on."""

import functools
import operator


def direct(function, args, kwargs, context):
    return function(*args, **kwargs)


def helper(function, args, kwargs, context):
    def inner():
        return function(
            *args,
            **kwargs)
    return inner()


def partial(function, args, kwargs, context):
    call = functools.partial(function, *args, **kwargs)
    return call()


def mapped(function, args, kwargs, context):
    call = functools.partial(function, **kwargs)
    return list(map(call, *[[arg] for arg in args]))[0]


def operator_call(function, args, kwargs, context):
    return operator.call(function, *args, **kwargs)


def sort_key(function, args, kwargs, context):
    results = []
    call = functools.partial(function, *args, **kwargs)
    sorted([0], key=lambda _: results.append(call()))
    return results[0]


def generator(function, args, kwargs, context):
    return next(function(*args, **kwargs) for _ in (0,))


def class_body(function, args, kwargs, context):
    class Body:
        result = function(*args, **kwargs)
    return Body.result


_SOURCE = '\n' * 41 + 'result = (\n    function(\n        *args,\n        **kwargs))\n'
_CODE = compile(_SOURCE, '<generated source>', 'exec')


def _executed(**names):
    def executed(function, args, kwargs, context):
        # The names are copied, so that each side starts with an empty warning registry.
        variables = dict(names, function=function, args=args, kwargs=kwargs)
        try:
            exec(_CODE, variables)
        finally:
            registry = variables.get('__warningregistry__')
            if isinstance(registry, dict):
                context.registry = sorted(repr(key) for key in registry if key != 'version')
        return variables['result']
    return executed


CALLERS = {
    'direct': direct,
    'helper': helper,
    'partial': partial,
    'map': mapped,
    'operator.call': operator_call,
    'sort key': sort_key,
    'generator': generator,
    'class body': class_body,
    'exec': _executed(__name__='package.module'),
    'exec without a name': _executed(),
    'exec with no registry': _executed(__warningregistry__=None),
    'exec with a broken registry': _executed(__warningregistry__=[]),
}
