"""CPython's whole configure, on a tree with the overlay applied that CPYTHON_TREE names: with Rust, without, and without a
toolchain. Takes a minute or two.
"""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import standins

TREE = os.environ.get("CPYTHON_TREE")


@unittest.skipUnless(TREE, "needs CPYTHON_TREE, a tree with the overlay applied")
@unittest.skipUnless(shutil.which("cargo") and shutil.which("rustc"), "needs a Rust toolchain")
class FullConfigure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="full-configure-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.system = standins.system_path(cls.folder / "system")
        cls.cache = cls.folder / "config.cache"
        cls.run_configure("with", "--with-rust=yes", rust=True)
        # Saves most of the time of the other runs; what it says of Rust is what they are about.
        lines = cls.cache.read_text().splitlines(keepends=True)
        cls.cache.write_text("".join(line for line in lines if not re.search("CARGO|RUST|py_cv_module|_PATH_", line)))

    @classmethod
    def run_configure(cls, name: str, *arguments: str, rust: bool) -> subprocess.CompletedProcess:
        out = cls.folder / name
        out.mkdir()
        environment = dict(os.environ)
        for variable in ("CARGO", "RUSTC", "CARGO_HOME"):
            environment.pop(variable, None)
        if not rust:
            environment.update(PATH=cls.system, HOME=str(cls.folder))
        process = subprocess.run(
            [Path(TREE).resolve() / "configure", "-q", f"--cache-file={cls.cache}", *arguments],
            cwd=out, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        process.out = out
        return process

    def variable(self, out: Path, name: str) -> str:
        return re.search(rf"^{name}=[ \t]*(.*)$", (out / "Makefile").read_text(), re.M)[1].strip()

    def modules(self, out: Path) -> set:
        """The modules that will be built."""
        lines = (out / "Modules/Setup.stdlib").read_text().splitlines()
        return {line.split()[0] for line in lines if line and line[0] not in "#*"}

    def assertOff(self, out: Path):
        self.assertEqual(self.variable(out, "WITH_RUST"), "no")
        self.assertFalse((out / "Rust").exists())
        built = self.folder / "with"
        ours = set(self.variable(built, "RUST_MODULES").split())
        self.assertEqual(self.modules(out), self.modules(built) - ours)

    def test_with(self):
        out = self.folder / "with"
        self.assertEqual(self.variable(out, "WITH_RUST"), "yes")
        self.assertLessEqual(set(self.variable(out, "RUST_MODULES").split()), self.modules(out))
        self.assertIn("implementation=CPython\n", (out / "Rust/pyo3-config.txt").read_text())

    def test_without(self):
        process = self.run_configure("without", "--with-rust=no", rust=True)
        self.assertEqual(process.returncode, 0, process.stdout)
        self.assertNotIn("Rust", process.stdout)
        self.assertOff(process.out)

    def test_missing(self):
        process = self.run_configure("missing", rust=False)
        self.assertIn("Rust is not usable", process.stdout)
        self.assertIn("neither cargo nor rustc was found", process.stdout)
        if self.variable(self.folder / "with", "VERSION") in ("3.13", "3.14", "3.15"):
            self.assertEqual(process.returncode, 0, process.stdout)
            self.assertOff(process.out)
        else:
            self.assertEqual(process.returncode, 1, process.stdout)

    def test_missing_but_asked_for(self):
        process = self.run_configure("asked-for", "--with-rust", rust=False)
        self.assertEqual(process.returncode, 1, process.stdout)
        self.assertIn("error: --with-rust was given, but Rust is not usable", process.stdout)
        self.assertFalse((process.out / "Makefile").exists())


if __name__ == "__main__":
    unittest.main()
