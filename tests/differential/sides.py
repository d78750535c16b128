"""The implementations that are compared, all in one process.

Ours is what `import` gives.  Stock is CPython's own: its C binascii, compiled apart, and its base64.py on top of that
(tests/stock).  The fallback is base64.py on top of our binascii, imported while `_base64` is blocked, as PEP 399 tests do it.
"""

import functools
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'stock'))

import stock as _stock
from stock import replaced as replaced

# The functions of base64 that were native first, from 3.15 on.
FUNCTIONS = (
    'b64encode', 'b64decode',
    'standard_b64encode', 'standard_b64decode',
    'urlsafe_b64encode', 'urlsafe_b64decode',
    'encodebytes', 'decodebytes',
)


class Side:
    """A base64 and a binascii that belong together."""

    def __init__(self, base64, binascii):
        self.base64 = base64
        self.binascii = binascii
        # Classes that each side has for itself.
        self.own_classes = {binascii.Error: 'binascii.Error', binascii.Incomplete: 'binascii.Incomplete'}

    def function(self, name):
        module, _, name = name.partition('.')
        return getattr(getattr(self, module), name)


def ours():
    import base64
    import binascii
    return Side(base64, binascii)


@functools.cache
def stock():
    """One for all who ask: C code that is loaded twice is no different."""
    return Side(*_stock.load())


def another_stock():
    return Side(*_stock.load())


def fallback():
    try:
        from test.support.import_helper import import_fresh_module
    except ImportError:
        raise SystemExit(
            f'{sys.executable}: the package "test" of the standard library is missing; '
            'these tests need an interpreter that was built with it')
    return import_fresh_module('base64', blocked=['_base64'])


def native():
    import base64
    try:
        import _base64
    except ImportError as error:
        disabled = os.environ.get('PYTHON_RUST_DISABLE')
        advice = (f'PYTHON_RUST_DISABLE={disabled} is set: unset it' if disabled else
                  'run this with an interpreter that "./x build" made')
        raise SystemExit(f'{sys.executable}: no native base64 ({error}); {advice}')
    for name in FUNCTIONS:
        if getattr(base64, name) is not getattr(_base64, name, None):
            raise SystemExit(f'{base64.__file__}: base64.{name} is not _base64.{name}; '
                             'is the import at the end of base64.py missing?')
    return base64


def is_rust(name):
    """Whether a function that `import` gives is one of ours."""
    # Our docstrings are our own words.
    function = ours().function(name)
    return type(function).__name__ == 'builtin_function_or_method' and function.__doc__ != stock().function(name).__doc__


def backend():
    """What _base64 says does the work on this processor, or '' if it does not say."""
    try:
        import _base64
    except ImportError:
        return ''
    name = getattr(_base64, '_backend', None)
    return name() if name else ''
