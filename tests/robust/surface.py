"""Everything in a module that is written in Rust and can be called, found in the module itself."""

import sysconfig

# What runs a slot. The six comparisons are one, and so are the ways to get an element.
OPERATIONS = {
    '__repr__': repr,
    '__hash__': hash,
    '__iter__': list,
    '__len__': len,
    '__bool__': bool,
    '__getitem__': lambda value: value[0],
    '__eq__': lambda value: value == value,
    '__ne__': lambda value: value != value,
    '__lt__': lambda value: value < value,
    '__le__': lambda value: value <= value,
    '__gt__': lambda value: value > value,
    '__ge__': lambda value: value >= value,
}


def modules():
    """The names of those that were built."""
    names = sysconfig.get_config_var('RUST_MODULES').split()
    return [name for name in names if sysconfig.get_config_var(f'MODULE_{name.upper()}_STATE') == 'yes']


def surface(module):
    """The names of functions, and of classes with a dot and what they have: methods, attributes, slots, and __new__."""
    for name, value in vars(module).items():
        if isinstance(value, type):
            # Exceptions have no code of ours.
            if not issubclass(value, Exception):
                yield from (f'{name}.{member}' for member, what in vars(value).items() if is_code(what))
        elif is_code(value) and not name.startswith('__'):
            yield name


def is_code(value):
    return type(value).__name__ in (
        'builtin_function_or_method', 'method_descriptor', 'classmethod_descriptor', 'staticmethod', 'getset_descriptor',
        'member_descriptor', 'wrapper_descriptor')


def use(instance, member, call):
    """Whatever a member of a class is there for."""
    if member in OPERATIONS:
        return OPERATIONS[member](instance)
    value = getattr(instance, member)
    return value(*call[0], **call[1]) if callable(value) else value
