"""The packages that do the same work, and are measured if they are installed."""

import importlib

# Name, and the module with the functions; certifi has none, but a file.
PACKAGES = {
    'pybase64': 'pybase64', 'isal': 'isal.isal_zlib', 'zlib-ng': 'zlib_ng.zlib_ng', 'cryptography': 'cryptography.x509',
    'asn1crypto': 'asn1crypto.x509', 'pyasn1': 'pyasn1.codec.der.decoder', 'certifi': 'certifi',
}

# pybase64's names for instruction sets, by our backends: the best of those that the machine has is taken.
_PYBASE64_SETS = {
    'scalar': (),
    'simd': ('NEON', 'AVX2', 'AVX', 'SSE42', 'SSE41', 'SSSE3'),
}


def load(backend):
    """The modules by name, what each is (version and instruction set), and why others are missing.

    With a backend forced, a rival that cannot be held to the same is missing.
    """
    modules, versions, missing = {}, {}, {}
    for name, module in PACKAGES.items():
        try:
            found = importlib.import_module(module)
            versions[name] = _describe(name, found, backend)
            modules[name] = found
        except (ImportError, NotHeld) as error:
            missing[name] = str(error)
    return modules, versions, missing


class NotHeld(Exception):
    """The rival would use other instructions than ours may."""


def _describe(name, module, backend):
    package = importlib.import_module(PACKAGES[name].partition('.')[0])
    if name == 'pybase64':
        return f'{package.__version__}, {hold_pybase64(module, backend)}'
    if backend in _PYBASE64_SETS:
        raise NotHeld(f'{name} cannot be held to an instruction set')
    return package.__version__


def hold_pybase64(module, backend):
    """Hold it to the backend's instruction set, if one is forced; the name of what it uses."""
    try:
        get, name_of = module._get_simd_path, module._get_simd_name
        if backend in _PYBASE64_SETS:
            module._set_simd_path(_bits(module, _PYBASE64_SETS[backend]))
        return name_of(get())
    except AttributeError as error:
        if backend in _PYBASE64_SETS:
            raise NotHeld(f'this pybase64 cannot be held to an instruction set: {error}') from error
        return 'instruction set unknown'


def _bits(module, names):
    """Its number for the first of those instruction sets that it has here, or 0 for none."""
    flags = module._get_simd_flags_runtime() & module._get_simd_flags_compile()
    present = {module._get_simd_name(1 << bit): 1 << bit for bit in range(32) if flags >> bit & 1}
    return next((present[name] for name in names if name in present), 0)
