"""CPython's own hashlib and hmac, and the C modules under them, beside those of the interpreter that runs this.

    import stock_hashes
    stock = stock_hashes.load()
    stock._sha2.sha256(b''), stock.hashlib.new('md5'), stock.hmac.new(b'key', digestmod='sha1'), stock._operator._compare_digest

The C files of the interpreter's own source tree are compiled as the tree would (stock_compile); hashlib.py and hmac.py are
executed on top of them.  `_hashlib` and `_operator`, which Rust does not replace but hmac.py may add to, are loaded once more.
None of it enters sys.modules.

`PYTHON stock_hashes.py` prints the folder with the compiled modules.
"""

import builtins
import importlib.util
import os
import sys
import sysconfig
import types

import stock_compile
from stock import execute, load_extension
from stock_compile import Module, default_out, source_tree

HASHES = ('_md5', '_sha1', '_sha2', '_sha3', '_blake2')
# What CPython has of them in this version.
NAMES = (*HASHES, '_hmac') if sys.version_info >= (3, 14) else HASHES


def load(out=None, tree=None):
    """An object with an attribute for each module: those in NAMES, hashlib, hmac, _operator, and _hashlib (None without OpenSSL).

    `out` and `tree` are as in stock.load().
    """
    out = out or default_out()
    tree = tree or source_tree()
    modules = {name: load_extension(name, path) for name, path in compiled(out, tree).items()}
    modules['_hmac'] = modules.get('_hmac')
    openssl = importlib.util.find_spec('_hashlib')
    modules['_hashlib'] = openssl and another(openssl)
    modules['_operator'] = another(importlib.util.find_spec('_operator'))
    for name in 'hashlib', 'hmac':
        modules[name] = module = types.ModuleType(name)
        # CPython has no _kdf.
        module.__builtins__ = vars(builtins) | {'__import__': importer(modules | {'_kdf': None})}
        execute(module, os.path.join(tree, 'Lib', name + '.py'))
    return types.SimpleNamespace(**modules)


def another(spec):
    """A second module of what is imported already."""
    if spec.origin not in (None, 'built-in'):
        return load_extension(spec.name, spec.origin)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(spec.name, spec.loader))
    spec.loader.exec_module(module)
    return module


def importer(modules):
    """An __import__ that knows those modules, so that imports inside functions get them, too."""
    def import_(name, globals=None, locals=None, fromlist=(), level=0):
        if name not in modules:
            return builtins.__import__(name, globals, locals, fromlist, level)
        if modules[name] is None:
            raise ImportError(f'no {name}')
        return modules[name]
    return import_


def compiled(out, tree):
    """The paths of the compiled modules, by name."""
    return stock_compile.compiled(modules_of_3_13() if sys.version_info < (3, 14) else modules_since_3_14(), out, tree)


def modules_since_3_14():
    # Where the compiler knows the instructions, configure adds these objects.
    simd = {}
    for bits in '128', '256':
        for object in stock_compile.words(f'LIBHACL_BLAKE2_SIMD{bits}_OBJS'):
            simd['_hacl/' + os.path.basename(object)[:-2] + '.c'] = stock_compile.words(f'LIBHACL_BLAKE2_SIMD{bits}_CFLAGS')
    hacl = {
        '_md5': hacl_objects('Hash_MD5'),
        '_sha1': hacl_objects('Hash_SHA1'),
        '_sha2': hacl_objects('Hash_SHA2'),
        '_sha3': hacl_objects('Hash_SHA3'),
        '_blake2': hacl_objects('Hash_Blake2s', 'Hash_Blake2b') | {'_hacl/Lib_Memzero0.c': []} | simd,
    }
    hacl['_hmac'] = hacl_objects('HMAC', 'Streaming_HMAC') | {key: flags for name in HASHES for key, flags in hacl[name].items()}
    return [hacl_module(name, {name[1:] + 'module.c': []} | objects) for name, objects in hacl.items()]


def modules_of_3_13():
    # libb2 does the work of _blake2 where configure finds it.
    libb2 = ['-lb2'] if sysconfig.get_config_var('HAVE_LIBB2') else []
    blake2 = Module('_blake2', {f'_blake2/{file}.c': [] for file in ('blake2module', 'blake2b_impl', 'blake2s_impl')}, libb2,
                    ['hashlib.h', '_blake2/**/*.[ch]'])
    sources = {name: {name[1:] + 'module.c': []} | hacl_objects('Hash_' + name[1:].upper()) for name in HASHES[:-1]}
    return [*(hacl_module(name, objects) for name, objects in sources.items()), blake2]


def hacl_objects(*names):
    return {f'_hacl/Hacl_{name}.c': [] for name in names}


def hacl_module(name, objects):
    common = stock_compile.words('LIBHACL_CFLAGS')
    return Module(name, {source: [*common, *flags] for source, flags in objects.items()}, stock_compile.words('LIBHACL_LDFLAGS'),
                  ['hashlib.h', 'clinic/*module.c.h', '_hacl/**/*.h'])


if __name__ == '__main__':
    compiled(default_out(), source_tree())
    print(default_out())
