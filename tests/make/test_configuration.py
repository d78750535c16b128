"""A build is of the configuration that it is to be checked as: EXPECTED, which has all that it differs in from the default; and
of RUSTC_VERSION, where that is given.
"""

import json
import os
import subprocess
import unittest
from pathlib import Path

import built

# Run by the build.
ASKED = """
import _base64, importlib, json, platform, sys, sysconfig
variables = sysconfig.get_config_vars()
left_out = []
for name in variables["RUST_MODULES"].split():
    if variables[f"MODULE_{name.upper()}_STATE"] == "yes":
        importlib.import_module(name)
    else:
        left_out.append(name)
print(json.dumps({
    "left out": left_out,
    "enable-shared": variables["Py_ENABLE_SHARED"],
    "static": _base64.__spec__.origin == "built-in",
    "lto": "-flto" in variables["PY_LDFLAGS_NODIST"],
    "debug": variables["Py_DEBUG"],
    "trace-refs": variables["Py_TRACE_REFS"],
    # With our modules imported: one that wants the GIL would have switched it on.
    "free-threaded": not getattr(sys, "_is_gil_enabled", lambda: True)(),
    "rustc": variables["RUSTC_VERSION"],
    "clang": "Clang" in platform.python_compiler(),
    "hardened": "-z,now" in variables["CONFIGURE_LDFLAGS"] and "-fstack-protector-strong" in variables["CONFIGURE_CFLAGS"],
    "openssl-hashes-first": variables.get("PY_OPENSSL_HASHES_FIRST", 0),
}))
"""

# The same, of hashlib: the modules that its functions come from.
HASHLIB = """
import hashlib, _hashlib, _kdf, _sha2
functions = hashlib.scrypt, hashlib.pbkdf2_hmac, *(type(hashlib.new(name)) for name in ("md5", "sha1", "sha256", "sha512", "sha3_256"))
print({function.__module__ for function in functions}, _kdf._faster_than_openssl, _sha2._faster_than_openssl)
"""
# What may be so in any build, by what the user's environment says or configure finds.
UNASKED = {"clang", "hardened"}


def said_by(program: str) -> str:
    python = Path(built.OUT, "python")
    return subprocess.run([python, "-B", "-c", program], capture_output=True, text=True, check=True).stdout


def told() -> dict:
    told = json.loads(said_by(ASKED))
    # The last compilation's flags are not in the Makefile, but with what gcc writes for debuggers.
    if b"-fprofile-use" in Path(built.OUT, "Programs/python.o").read_bytes():
        told["pgo"] = True
    return told


@unittest.skipUnless(built.OUT and "EXPECTED" in os.environ, "needs CPYTHON_OUT and EXPECTED: ./x matrix sets them")
class Configuration(unittest.TestCase):
    def test_it_is_that_one(self):
        found = told()
        rustc = found.pop("rustc")
        self.assertEqual(rustc, os.environ.get("RUSTC_VERSION", rustc))
        # A static build is one without test modules.
        self.assertEqual(found.pop("left out"), ["xxrust"] if found["static"] else [])
        names = {name for name, is_so in found.items() if is_so} - (UNASKED - set(built.EXPECTED))
        self.assertEqual(names, set(built.EXPECTED))

    @unittest.skipUnless("openssl-hashes-first" in built.EXPECTED, "needs a build --with-openssl-hashes-first")
    def test_hashes_of_openssl(self):
        self.assertEqual(said_by(HASHLIB), "{'_hashlib'} () ()\n")


if __name__ == "__main__":
    unittest.main()
