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
for name in variables["RUST_MODULES"].split():
    importlib.import_module(name)
print(json.dumps({
    "enable-shared": variables["Py_ENABLE_SHARED"],
    "static": _base64.__spec__.origin == "built-in",
    "lto": "-flto" in variables["PY_LDFLAGS_NODIST"],
    "debug": variables["Py_DEBUG"],
    "trace-refs": variables["Py_TRACE_REFS"],
    # With our modules imported: one that wants the GIL would have switched it on.
    "free-threaded": not getattr(sys, "_is_gil_enabled", lambda: True)(),
    "rustc": variables["RUSTC_VERSION"],
    "clang": "Clang" in platform.python_compiler(),
}))
"""


def told() -> dict:
    python = Path(built.OUT, "python")
    done = subprocess.run([python, "-B", "-c", ASKED], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
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
        # clang may be what configure finds by itself.
        names = {name for name, is_so in found.items() if is_so} - ({"clang"} - set(built.EXPECTED))
        self.assertEqual(names, set(built.EXPECTED))


if __name__ == "__main__":
    unittest.main()
