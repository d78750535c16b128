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

HASHES = ["_md5", "_sha1", "_sha2", "_sha3", "_blake2"]


@unittest.skipUnless(TREE, "needs CPYTHON_TREE, a tree with the overlay applied")
@unittest.skipUnless(shutil.which("cargo") and shutil.which("rustc"), "needs a Rust toolchain")
class FullConfigure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="full-configure-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.system = standins.system_path(cls.folder / "system")
        cls.cache = ""
        process = cls.run_configure("with", "--with-rust=yes", rust=True)
        if process.returncode:
            raise RuntimeError(process.stdout)
        # Saves most of the time of the other runs; what it says of Rust is what they are about.
        lines = (process.out / "config.cache").read_text().splitlines(keepends=True)
        cls.cache = "".join(line for line in lines if not re.search("CARGO|RUST|py_cv_module|_PATH_", line))
        cls.version = cls.variable(process.out, "VERSION")
        # The C modules that Rust replaces, and the first of what they are made from without it.
        cls.replaced = {"binascii": "binascii.c"} | {name: name[1:] + "module.c" for name in HASHES}
        cls.replaced |= {"_blake2": "_blake2/blake2module.c"} if cls.version == "3.13" else {"_hmac": "hmacmodule.c"}

    @classmethod
    def run_configure(cls, name: str, *arguments: str, rust: bool, **variables: str) -> subprocess.CompletedProcess:
        out = cls.folder / name
        out.mkdir()
        # A copy for each run, which leaves in it what is true for that run alone.
        (out / "config.cache").write_text(cls.cache)
        environment = {**os.environ, **variables}
        for variable in ("CARGO", "RUSTC", "CARGO_HOME"):
            environment.pop(variable, None)
        if not rust:
            environment.update(PATH=cls.system, HOME=str(cls.folder))
        process = subprocess.run(
            [Path(TREE).resolve() / "configure", "-q", "--cache-file=config.cache", *arguments],
            cwd=out, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        process.out = out
        return process

    @staticmethod
    def variable(out: Path, name: str) -> "str | None":
        """What make sees: the last assignment counts."""
        values = re.findall(rf"^{name}=[ \t]*(.*)$", (out / "Makefile").read_text(), re.M)
        return values[-1].strip() if values else None

    def modules(self, out: Path) -> dict:
        """The modules that will be built, each with its first source."""
        lines = (out / "Modules/Setup.stdlib").read_text().splitlines()
        return {line.split()[0]: line.split()[1] for line in lines if line and line[0] not in "#*"}

    def assertOff(self, out: Path):
        self.assertEqual(self.variable(out, "WITH_RUST"), "no")
        self.assertFalse((out / "Rust").exists())
        built = self.folder / "with"
        ours = set(self.variable(built, "RUST_MODULES").split())
        others = {name: source for name, source in self.modules(built).items() if name not in ours}
        self.assertEqual(self.modules(out), others | self.replaced)
        for name in self.replaced:
            self.assertEqual(self.variable(out, f"MODULE_{name.upper()}_STATE"), "yes")
            self.assertNoRust(out, name)

    def assertNoRust(self, out: Path, module: str):
        for variable in "CFLAGS", "LDFLAGS", "DEPS", "LDEPS":
            self.assertNotIn("RUST", self.variable(out, f"MODULE_{module.upper()}_{variable}") or "")

    def test_with(self):
        out = self.folder / "with"
        self.assertEqual(self.variable(out, "WITH_RUST"), "yes")
        for name in self.variable(out, "RUST_MODULES").split():
            self.assertEqual(self.modules(out)[name], f"{name}/{name}module.c")
            self.assertEqual(self.variable(out, f"MODULE_{name.upper()}_STATE"), "yes")
            self.assertEqual(self.variable(out, f"MODULE_{name.upper()}_LDFLAGS"), "$(RUST_LDFLAGS)")
            self.assertEqual(self.variable(out, f"MODULE_{name.upper()}_DEPS"), "$(RUST_ARCHIVE)")
            # Not what the C module is compiled and linked with.
            self.assertFalse(self.variable(out, f"MODULE_{name.upper()}_CFLAGS"))
            self.assertFalse(self.variable(out, f"MODULE_{name.upper()}_LDEPS"))
        self.assertIn("implementation=CPython\n", (out / "Rust/pyo3-config.txt").read_text())

    def test_replaced_modules_switched_off(self):
        switched_off = {f"py_cv_module_{name}": "n/a" for name in self.replaced}
        for name, option in {"off-with": "--with-rust=yes", "off-without": "--with-rust=no"}.items():
            with self.subTest(option):
                process = self.run_configure(name, option, rust=True, **switched_off)
                self.assertEqual(process.returncode, 0, process.stdout)
                for module in self.replaced:
                    self.assertNotIn(module, self.modules(process.out))
                    self.assertEqual(self.variable(process.out, f"MODULE_{module.upper()}_STATE"), "n/a")
                    self.assertNoRust(process.out, module)

    def test_chosen_hashes(self):
        for value, expected in {"sha2,blake2": {"_sha2", "_blake2"}, "no": set()}.items():
            with self.subTest(value):
                process = self.run_configure("hashes-" + value, "--with-rust", f"--with-builtin-hashlib-hashes={value}", rust=True)
                self.assertEqual(process.returncode, 0, process.stdout)
                built = self.modules(process.out)
                self.assertEqual(built.keys() & set(HASHES), expected)
                for module in HASHES:
                    if module in expected:
                        self.assertEqual(built[module], f"{module}/{module}module.c")
                        self.assertEqual(self.variable(process.out, f"MODULE_{module.upper()}_DEPS"), "$(RUST_ARCHIVE)")
                    else:
                        self.assertEqual(self.variable(process.out, f"MODULE_{module.upper()}_STATE"), "disabled")
                        self.assertNoRust(process.out, module)

    def test_without(self):
        process = self.run_configure("without", "--with-rust=no", rust=True)
        self.assertEqual(process.returncode, 0, process.stdout)
        self.assertNotIn("Rust", process.stdout)
        self.assertOff(process.out)

    def test_missing(self):
        process = self.run_configure("missing", rust=False)
        self.assertIn("Rust is not usable", process.stdout)
        self.assertIn("neither cargo nor rustc was found", process.stdout)
        if self.version in ("3.13", "3.14", "3.15"):
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
