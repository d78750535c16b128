"""Modules that are built into the interpreter."""

import unittest
from pathlib import Path

import built
from test_hardening import properties


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
        # What has the modules in it, and what is linked with that.
        cls.libpython = cls.build.libpython()
        cls.program = cls.libpython or cls.python

    def test_they_are_built_in(self):
        self.assert_built_into(self.python)

    def test_install(self):
        python, environment = self.build.install(self)
        self.assert_built_into(python, **environment)

    def assert_built_into(self, python: Path, **environment: str):
        # Those that configure was told to leave out have no line in the Makefile.
        names = [name for name in self.build.modules() if self.build.variable(f"MODULE_{name.upper()}_STATE") == "yes"]
        self.assertEqual(set(self.build.modules()) - set(names), {"xxrust"})
        program = f"import sys; print(*[n for n in {names} if __import__(n).__spec__.origin != 'built-in'])"
        process = self.build.run(python, "-c", program, **environment)
        self.assertEqual((process.returncode, process.stdout.strip()), (0, ""))

    def test_one_std(self):
        self.assertEqual(built.symbols(self.program).count("rust_eh_personality"), 1)
        if self.libpython:
            self.assertEqual([name for name in built.symbols(self.python) if built.OF_RUST.match(name)], [])

    def test_nothing_of_rust_is_exported(self):
        self.assertEqual([name for name in built.symbols(self.program, "-D") if built.OF_RUST.match(name)], [])

    def test_smelly(self):
        process = self.build.run(self.python, self.build.tree / "Tools/build/smelly.py")
        # Libraries that CPython links can be smelly themselves: only what is said of ours counts.
        names = [line.split()[1] for line in process.stdout.splitlines() if line.startswith("    - ")]
        self.assertEqual(process.returncode != 0, bool(names), process.stdout[-2000:])
        self.assertEqual([name for name in names if built.OF_RUST.match(name)], [])

    def test_check_of_extension_modules(self):
        process = self.build.run(self.python, self.build.tree / "Tools/build/check_extension_modules.py", "--verbose")
        self.assertEqual(process.returncode, 0, process.stdout)
        self.assertIn("0 failed on import", process.stdout)

    def test_hardening(self):
        of_program = properties(self.program)
        for name in "stack is not executable", "relocations are read-only afterwards", "code is not relocated":
            self.assertTrue(of_program[name], name)


if __name__ == "__main__":
    unittest.main()
