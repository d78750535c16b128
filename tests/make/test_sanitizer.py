"""A build with a sanitizer has it in all that the archive of the modules is made of, and once in the interpreter.

SANITIZER is rustc's name of it.
"""

import os
import re
import subprocess
import unittest
from pathlib import Path

import built

SANITIZER = os.environ.get("SANITIZER")

# What instrumented code calls for memory that it reads and writes.
CALLS = {"address": re.compile(r"__asan_(report_)?(load|store)"), "thread": re.compile(r"__tsan_(unaligned_)?(read|write)")}
# What else C is checked for, in the same build.
CALLS_OF_C = {"address": [re.compile("__ubsan_handle_")], "thread": []}
START = {"address": "__asan_init", "thread": "__tsan_init"}


def symbols(file: Path, *options: str) -> list:
    listing = subprocess.run(["nm", *options, file], capture_output=True, text=True, check=True).stdout
    return [line.split()[-1] for line in listing.splitlines() if " " in line]


@unittest.skipUnless(SANITIZER and built.OUT, "needs SANITIZER and CPYTHON_OUT: ./x matrix sets them")
class Sanitizer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.out = Path(built.OUT)
        cls.archive, = cls.out.glob("Rust/target/*/*/librust_modules.a")

    def test_code_in_rust_is_instrumented(self):
        objects = self.objects()
        ours = {name: called for name, called in objects.items() if "rust_modules" in name}
        self.assertTrue(ours)
        for name, called in ours.items():
            with self.subTest(name):
                self.assertTrue(any(map(CALLS[SANITIZER].match, called)))

    def test_helpers_in_c_are_instrumented(self):
        objects = self.objects()
        for helper in "unicode.o", "memoryview.o":
            with self.subTest(helper):
                called = [name for member, names in objects.items() if member.endswith(helper) for name in names]
                for expected in CALLS[SANITIZER], *CALLS_OF_C[SANITIZER]:
                    self.assertTrue(any(map(expected.match, called)), expected.pattern)

    def test_there_is_one_runtime(self):
        start = START[SANITIZER]
        self.assertIn(start, symbols(self.out / "python", "--defined-only", "--dynamic"))
        modules = [*self.out.glob("Modules/*.so")]
        self.assertTrue(modules)
        for module in modules:
            with self.subTest(module.name):
                self.assertNotIn(start, symbols(module, "--defined-only"))

    def objects(self) -> dict:
        """What each object in the archive calls of others."""
        listing = subprocess.run(["nm", "--undefined-only", self.archive], capture_output=True, text=True).stdout
        members = {}
        for line in listing.splitlines():
            if line.endswith(":"):
                members[line[:-1]] = called = []
            elif line.strip():
                called.append(line.split()[-1])
        return members


if __name__ == "__main__":
    unittest.main()
