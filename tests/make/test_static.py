"""Modules that are built into the interpreter."""

import re
import subprocess
import unittest
from pathlib import Path

import built
from test_hardening import properties

# What rustc calls functions, in either of its ways, and what it and our crates export.
OF_RUST = re.compile(r"_R|_ZN\d+\w+17h[0-9a-f]{16}E|_{0,2}rust_|_Py_rs_|cpython_sys_")


@built.needed
class Static(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.build = built.Build("static")
        cls.addClassCleanup(cls.build.remove)
        # What should have been such a build is a failure.
        if any((cls.build.out / "Modules").glob("_base64.*so")) and "static" not in built.EXPECTED:
            raise unittest.SkipTest("needs a build with MODULE_BUILDTYPE=static")
        cls.python = cls.build.out / cls.build.variable("BUILDPYTHON")
        library = cls.build.out / cls.build.variable("INSTSONAME")
        cls.program = library if library.suffix != ".a" and library.exists() else cls.python

    def symbols(self, *options: str) -> list:
        listing = subprocess.run(
            ["nm", "--defined-only", "--format=posix", *options, self.program], capture_output=True, text=True, check=True).stdout
        return [line.split()[0] for line in listing.splitlines()]

    def test_they_are_built_in(self):
        self.assert_built_into(self.python)

    def test_install(self):
        python, environment = self.build.install(self)
        self.assert_built_into(python, **environment)

    def assert_built_into(self, python: Path, **environment: str):
        # Those that configure was told to leave out have no line in the Makefile.
        names = [name for name in self.build.modules() if self.build.variable(f"MODULE_{name.upper()}_STATE") == "yes"]
        self.assertIn("_base64", names)
        program = f"import sys; print(*[n for n in {names} if __import__(n).__spec__.origin != 'built-in'])"
        process = self.build.run(python, "-c", program, **environment)
        self.assertEqual((process.returncode, process.stdout.strip()), (0, ""))

    def test_one_std(self):
        self.assertEqual(self.symbols().count("rust_eh_personality"), 1)

    def test_nothing_of_rust_is_exported(self):
        self.assertEqual([name for name in self.symbols("-D") if OF_RUST.match(name)], [])

    def test_smelly(self):
        process = self.build.run(self.python, self.build.tree / "Tools/build/smelly.py")
        # Libraries that CPython links can be smelly themselves: only what is said of ours counts.
        names = [line.split()[1] for line in process.stdout.splitlines() if line.startswith("    - ")]
        self.assertEqual(process.returncode != 0, bool(names), process.stdout[-2000:])
        self.assertEqual([name for name in names if OF_RUST.match(name)], [])

    def test_hardening(self):
        of_program = properties(self.program)
        for name in "stack is not executable", "relocations are read-only afterwards", "code is not relocated":
            self.assertTrue(of_program[name], name)


if __name__ == "__main__":
    unittest.main()
