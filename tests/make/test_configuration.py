"""A build is of the configuration that it is to be checked as: EXPECTED, which has all that it differs in from the default."""

import json
import os
import subprocess
import unittest
from pathlib import Path

import built

# Run by the build.
ASKED = """
import _base64, json, platform, sysconfig
variables = sysconfig.get_config_vars()
print(json.dumps({
    "enable-shared": variables["Py_ENABLE_SHARED"],
    "static": _base64.__spec__.origin == "built-in",
    "lto": "-flto" in variables["PY_LDFLAGS_NODIST"],
    "debug": variables["Py_DEBUG"],
    "trace-refs": variables["Py_TRACE_REFS"],
    "free-threaded": variables["Py_GIL_DISABLED"],
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


def names() -> set:
    found = {name for name, is_so in json.loads(said_by(ASKED)).items() if is_so}
    # The last compilation's flags are not in the Makefile, but with what gcc writes for debuggers.
    if b"-fprofile-use" in Path(built.OUT, "Programs/python.o").read_bytes():
        found.add("pgo")
    return found


@unittest.skipUnless(built.OUT and "EXPECTED" in os.environ, "needs CPYTHON_OUT and EXPECTED: ./x matrix sets them")
class Configuration(unittest.TestCase):
    def test_it_is_that_one(self):
        found = names() - (UNASKED - set(built.EXPECTED))
        self.assertEqual(found, set(built.EXPECTED))

    @unittest.skipUnless("openssl-hashes-first" in built.EXPECTED, "needs a build --with-openssl-hashes-first")
    def test_hashes_of_openssl(self):
        self.assertEqual(said_by(HASHLIB), "{'_hashlib'} () ()\n")


if __name__ == "__main__":
    unittest.main()
