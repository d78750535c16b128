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
}))
"""


def names() -> set:
    python = Path(built.OUT, "python")
    done = subprocess.run([python, "-B", "-c", ASKED], capture_output=True, text=True, check=True)
    found = {name for name, is_so in json.loads(done.stdout).items() if is_so}
    # The last compilation's flags are not in the Makefile, but with what gcc writes for debuggers.
    if b"-fprofile-use" in Path(built.OUT, "Programs/python.o").read_bytes():
        found.add("pgo")
    return found


@unittest.skipUnless(built.OUT and "EXPECTED" in os.environ, "needs CPYTHON_OUT and EXPECTED: ./x matrix sets them")
class Configuration(unittest.TestCase):
    def test_it_is_that_one(self):
        # clang may be what configure finds by itself.
        found = names() - ({"clang"} - set(built.EXPECTED))
        self.assertEqual(found, set(built.EXPECTED))


if __name__ == "__main__":
    unittest.main()
