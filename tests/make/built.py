"""A copy of a build folder, for tests to change as they like.

CPYTHON_TREE is a source tree with the overlay applied; CPYTHON_OUT is a folder in which it was configured, with Rust, and
built. EXPECTED names what configure was asked for, as test_configuration.py knows it. Time stamps of Rust files in the tree are
changed, and put back.
"""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

TREE = os.environ.get("CPYTHON_TREE")
OUT = os.environ.get("CPYTHON_OUT")
EXPECTED = os.environ.get("EXPECTED", "").split()

needed = unittest.skipUnless(
    TREE and OUT, "needs CPYTHON_TREE, a tree with the overlay applied, and CPYTHON_OUT, the folder it was built in"
)

# What rustc calls functions, in either of its ways, and what it and our crates export. A path begins with one of these letters, and
# each name in it with its length: C has names that begin with _R.
OF_RUST = re.compile(r"_R[BCIMNXY]\w*\d\w|_ZN\d+\w+17h[0-9a-f]{16}E|_{0,2}rust_|_Py_rs_|cpython_sys_")
# What make prints when it builds something.
CARGO = re.compile(r"^\S*cargo build ", re.M)
COMPILER = re.compile(r"^(\S*ccache )?\S*(gcc|clang|cc)\b.* -o ", re.M)


def symbols(file: Path, *options: str) -> list:
    """The names of what is defined in it; with -D, of what is exported."""
    listing = subprocess.run(
        ["nm", "--defined-only", "--format=posix", *options, file], capture_output=True, text=True, check=True).stdout
    return [line.split()[0] for line in listing.splitlines()]


class Build:
    def __init__(self, name: str):
        original = Path(OUT).resolve()
        self.tree = Path(TREE).resolve()
        # Beside the original, since its way to the tree may be a relative one.
        self.out = original.with_name(f"{original.name}-{name}")
        self.remove()
        shutil.copytree(original, self.out, symlinks=True)
        for file in ("Makefile", "Makefile.pre", "config.status"):
            self._rename(self.out / file, original)

    def _rename(self, file: Path, original: Path):
        times = file.stat()
        file.write_text(re.sub(re.escape(str(original)) + r"(?![\w.-])", str(self.out), file.read_text()))
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    def remove(self):
        if self.out.exists():
            shutil.rmtree(self.out)

    def run(self, *command, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            command, cwd=self.out, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**self._environment(), **environment},
        )

    @staticmethod
    def _environment() -> dict:
        # A make that runs these tests has no say in the make that is tested.
        return {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}

    def make(self, *arguments: str) -> subprocess.CompletedProcess:
        return self.run("make", *arguments)

    def install(self, test: unittest.TestCase) -> tuple:
        """Into a DESTDIR for this test: the interpreter there, and the environment in which it finds what is beside it."""
        destination = Path(tempfile.mkdtemp(prefix="rust-install-"))
        test.addCleanup(shutil.rmtree, destination)
        # Without the test suite and pip, whose installation takes minutes and has nothing of ours.
        process = self.make("install", f"DESTDIR={destination}", "TESTSUBDIRS=", "ENSUREPIP=no", "COMPILEALL_OPTS=-j2")
        test.assertEqual(process.returncode, 0, process.stdout[-4000:])
        test.assertEqual([path for path in destination.rglob("*") if path.name.startswith("librust_modules")], [])
        prefix = destination / self.variable("prefix").lstrip("/")
        environment = {"PYTHONHOME": str(prefix), "LD_LIBRARY_PATH": str(prefix / "lib")}
        return prefix / "bin" / f"python{self.variable('LDVERSION')}", environment

    def variable(self, name: str) -> str:
        printed = self.make("-s", f"--eval=show-variable: ; @echo '$({name})'", "show-variable").stdout
        # Before it come the words of a Makefile that had to be made again first.
        return printed.splitlines()[-1].strip()

    @property
    def archive(self) -> Path:
        return self.out / "Rust/target" / self.variable("RUST_TARGET") / self.variable("RUST_PROFILE_DIR") / "librust_modules.a"

    def libpython(self) -> Path | None:
        """The shared library, in a build that has one."""
        file = self.out / self.variable("INSTSONAME")
        return file if file.suffix != ".a" and file.exists() else None

    def extension(self, module: str) -> Path:
        return next((self.out / "Modules").glob(f"{module}.*so"))

    def modules(self) -> list:
        modules = self.variable("RUST_MODULES").split()
        # What is said of each of none would be true of anything.
        assert "_base64" in modules, f"{self.out} has no modules in Rust"
        return modules

    @contextlib.contextmanager
    def touched(self):
        """A Rust file newer than everything, while the context lasts."""
        rules = (self.out / "Rust/dependencies.mk").read_text()
        file = next(Path(path) for path in re.findall(r"^(/.*src/lib\.rs):$", rules, re.M))
        times = file.stat()
        file.touch()
        try:
            yield file
        finally:
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
