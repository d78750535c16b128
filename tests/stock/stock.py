"""CPython's own base64 and binascii, beside those of the interpreter that runs this.

Where Rust replaces binascii.c, an interpreter has no C binascii to compare with.  So the C file of its own source
tree is compiled here as the tree would, with the same compiler and flags, into a folder apart; base64.py is executed with
the result as its `binascii`.  Neither enters sys.modules.

    import stock
    base64, binascii = stock.load()

A tool that wants only the file can run `PYTHON stock.py`, which prints where it is.
"""

import contextlib
import importlib.machinery
import importlib.util
import os
import shlex
import subprocess
import sys
import sysconfig
import tempfile
import types

_ABSENT = object()


def load(out=None, tree=None):
    """(base64, binascii) of CPython itself, for the interpreter that runs this.

    `out` is a folder for what is compiled, by default one in the build folder, and may be kept: it is compiled again when
    something has changed.  `tree` is the source tree, by default that from which the interpreter was built.
    """
    out = out or default_out()
    tree = tree or source_tree()
    binascii = load_binascii(compiled(out, tree))
    return load_base64(os.path.join(tree, 'Lib', 'base64.py'), binascii), binascii


def source_tree():
    """Where the interpreter was built from."""
    return os.path.abspath(os.path.join(_build_folder(), sysconfig.get_config_var('srcdir')))


def default_out():
    # What "make clobber" removes.
    return os.path.join(_build_folder(), 'build', 'stock')


def _build_folder():
    if not sysconfig.is_python_build():
        raise SystemExit(f'{sys.executable} is installed: stock binascii is compiled for interpreters in the folder '
                         'that they were built in, whose headers, flags and sources are at hand')
    return os.path.dirname(sysconfig.get_makefile_filename())


def commands(source, target):
    """How the interpreter's makefile compiles and links a shared module: run in the build folder."""
    variables = sysconfig.get_config_vars()

    def words(*names):
        return [word for name in names for word in shlex.split(variables.get(name) or '')]

    # Not MODULE_BINASCII_*: that may be about Rust.  What configure says of zlib is what it would use for binascii.
    zlib = variables.get('MODULE_ZLIB_STATE') == 'yes'
    compile_flags = ['-DUSE_ZLIB_CRC32', *words('MODULE_ZLIB_CFLAGS')] if zlib else []
    link_flags = words('MODULE_ZLIB_LDFLAGS') or ['-lz'] if zlib else []
    yield [*words('CC'), *compile_flags, *words('PY_STDMODULE_CFLAGS', 'CCSHARED'), '-c', source, '-o', target + '.o']
    yield [*words('BLDSHARED'), target + '.o', *link_flags, *words('LIBPYTHON'), '-o', target]


def compiled(out, tree):
    """The path of the compiled module."""
    source = os.path.join(tree, 'Modules', 'binascii.c')
    target = os.path.join(os.path.abspath(out), 'binascii' + sysconfig.get_config_var('EXT_SUFFIX'))
    inputs = source, os.path.join(tree, 'Modules', 'clinic', 'binascii.c.h'), sysconfig.get_makefile_filename()
    stamp = target + '.made-by'
    made_by = '\n'.join(shlex.join(command) for command in commands(source, target))
    if not _up_to_date(target, stamp, made_by, inputs):
        os.makedirs(out, exist_ok=True)
        # Made aside, so that processes that run at once find a whole file or none.
        with tempfile.TemporaryDirectory(dir=out) as aside:
            made = os.path.join(aside, os.path.basename(target))
            for command in commands(source, made):
                _run(command)
            os.replace(made, target)
        with open(stamp, 'w', encoding='utf-8') as file:
            file.write(made_by)
    return target


def _up_to_date(target, stamp, made_by, inputs):
    try:
        with open(stamp, encoding='utf-8') as file:
            age = os.stat(target).st_mtime
            return file.read() == made_by and all(os.stat(path).st_mtime < age for path in inputs)
    except FileNotFoundError:
        return False


def _run(command):
    # The flags have paths that are relative to the build folder.
    done = subprocess.run(command, cwd=_build_folder(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(f'{shlex.join(command)}\nended with {done.returncode}:\n{done.stdout}')


def load_binascii(path):
    """The module at `path`, named binascii, and not the one that `import binascii` gives."""
    # Modules with multi-phase initialisation are not cached by name: each load makes one.
    spec = importlib.util.spec_from_loader('binascii', importlib.machinery.ExtensionFileLoader('binascii', path))
    with replaced(binascii=_ABSENT):
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    if module is sys.modules.get('binascii'):
        raise AssertionError('two loads gave one module')
    return module


def load_base64(path, binascii):
    """What the file at `path` defines, with `binascii` for its binascii, and without what Rust may replace."""
    with open(path, 'rb') as file:
        code = compile(file.read(), path, 'exec', dont_inherit=True)
    module = types.ModuleType('base64')
    module.__file__ = path
    # The import of _base64 at the end of the file fails, as where there is no Rust.
    with replaced(binascii=binascii, _base64=None, base64=module):
        exec(code, module.__dict__)
    return module


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
