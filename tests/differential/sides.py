"""The two implementations that are compared: native, and the pure-Python fallback.

Both live in one process.  The fallback is a second copy of the base64 module,
imported while `_base64` is blocked, as PEP 399 tests do it.
"""

import os
import sys

FUNCTIONS = (
    'b64encode', 'b64decode',
    'standard_b64encode', 'standard_b64decode',
    'urlsafe_b64encode', 'urlsafe_b64decode',
    'encodebytes', 'decodebytes',
)


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


def backend():
    """What _base64 says does the work on this processor, or '' if it does not say."""
    import _base64
    name = getattr(_base64, '_backend', None)
    return name() if name else ''
