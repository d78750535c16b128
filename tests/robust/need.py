"""What the tests in this folder stand on: the native modules, and child processes to break things in.

A missing native module is an error here and no reason to skip: these tests are about nothing else.
"""

import os
import sys
import textwrap

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'differential'))

import sides
from test.support import script_helper

FUNCTIONS = sides.FUNCTIONS


def base64_pair():
    """The native base64 and CPython's own."""
    return sides.native(), sides.stock().base64


def both():
    """Our base64 and binascii, and CPython's own."""
    sides.native()
    return sides.ours(), sides.stock()


def xxrust():
    try:
        import xxrust
    except ImportError as error:
        raise SystemExit(f'{sys.executable}: no xxrust ({error}); it is built with the test modules')
    return xxrust


def asn1lib():
    import asn1lib
    if type(asn1lib.decode).__name__ != 'builtin_function_or_method':
        raise SystemExit(f'{sys.executable}: asn1lib is without _asn1')
    return asn1lib


def child(code, *args, **environment):
    """Run code in a fresh interpreter that has to succeed; its (stdout, stderr) as text.

    PYTHON_RUST_DISABLE of this process is not passed on.
    """
    environment = {'PYTHON_RUST_DISABLE': '', **environment}
    result = script_helper.assert_python_ok(
        '-c', textwrap.dedent(code), *args, __isolated=False, **environment)
    return result.out.decode(), result.err.decode()


def child_of(script, *args, **environment):
    """Run a script of this folder in a fresh interpreter."""
    script = os.path.join(HERE, script)
    return child(f'''
        import runpy, sys
        sys.path.insert(0, {HERE!r})
        sys.argv[0] = {script!r}
        runpy.run_path({script!r}, run_name='__main__')
        ''', *args, **environment)
