"""CPython's own base64 and binascii, beside those of the interpreter that runs this.

Where Rust replaces binascii.c, an interpreter has no C binascii to compare with.  So the C file of its own source
tree is compiled here as the tree would (stock_compile), into a folder apart; base64.py is executed with the result as its
`binascii`.  Neither enters sys.modules.  stock_hashes has the hashes likewise.

    import stock
    base64, binascii = stock.load()

A tool that wants only the file can run `PYTHON stock.py`, which prints where it is.
"""

import contextlib
import importlib.machinery
import importlib.util
import os
import sys
import sysconfig
import types

import stock_compile
from stock_compile import default_out, source_tree

_ABSENT = object()


def load(out=None, tree=None):
    """(base64, binascii) of CPython itself, for the interpreter that runs this.

    `out` is a folder for what is compiled, by default one in the build folder, and may be kept: it is compiled again when
    something has changed.  `tree` is the source tree, by default that from which the interpreter was built.
    """
    out = out or default_out()
    tree = tree or source_tree()
    binascii = load_extension('binascii', compiled(out, tree))
    return load_base64(os.path.join(tree, 'Lib', 'base64.py'), binascii), binascii


def binascii_module():
    """How binascii.c is compiled and linked."""
    # Not MODULE_BINASCII_*: that may be about Rust.  What configure says of zlib is what it would use for binascii.
    zlib = sysconfig.get_config_var('MODULE_ZLIB_STATE') == 'yes'
    compile_flags = ['-DUSE_ZLIB_CRC32', *stock_compile.words('MODULE_ZLIB_CFLAGS')] if zlib else []
    link_flags = stock_compile.words('MODULE_ZLIB_LDFLAGS') or ['-lz'] if zlib else []
    return stock_compile.Module('binascii', {'binascii.c': compile_flags}, link_flags, ['clinic/binascii.c.h'])


def compiled(out, tree):
    """The path of the compiled binascii."""
    return stock_compile.compiled([binascii_module()], out, tree)['binascii']


def load_extension(name, path):
    """The module at `path`, called `name`, and not the one that an import of that name gives."""
    # Modules with multi-phase initialisation are not cached by name: each load makes one.
    spec = importlib.util.spec_from_loader(name, importlib.machinery.ExtensionFileLoader(name, path))
    with replaced(**{name: _ABSENT}):
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    if module is sys.modules.get(name):
        raise AssertionError('two loads gave one module')
    return module


def load_base64(path, binascii):
    """What the file at `path` defines, with `binascii` for its binascii, and without what Rust may replace."""
    module = types.ModuleType('base64')
    # The import of _base64 at the end of the file fails, as where there is no Rust.
    with replaced(binascii=binascii, _base64=None, base64=module):
        execute(module, path)
    return module


def execute(module, path):
    """Run the file at `path` as the module."""
    with open(path, 'rb') as file:
        code = compile(file.read(), path, 'exec', dont_inherit=True)
    module.__file__ = path
    exec(code, module.__dict__)


@contextlib.contextmanager
def replaced(**modules):
    saved = {name: sys.modules.get(name, _ABSENT) for name in modules}
    _set_modules(modules)
    try:
        yield
    finally:
        _set_modules(saved)


def _set_modules(modules):
    for name, module in modules.items():
        if module is _ABSENT:
            sys.modules.pop(name, None)
        else:
            sys.modules[name] = module


if __name__ == '__main__':
    print(compiled(default_out(), source_tree()))
