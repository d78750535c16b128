"""A machine without Python, whose cargo and rustc are the distribution's: ./x, the overlay, CPython and its tests.

PROJECT is the checkout, of which a copy is made, so that ./x compiles its own tool there too. Python, where this machine has it,
is hidden by mounts that only the commands started here see; rustup, by an environment that does not lead to it.
"""

import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

import namespaces
import scratch

PROJECT = os.environ.get("PROJECT")
JOBS = f"-j{os.cpu_count()}"
SYSTEM = re.compile(r"/(usr/|s?bin)")
INTERPRETER = re.compile(r"(python|pypy)[0-9.]*")


def system_path() -> list:
    return [folder for folder in os.environ["PATH"].split(":") if SYSTEM.match(folder)]


def environment(home: Path) -> dict:
    """This one, without a way to rustup, and without what was set for some Python or Rust."""
    kept = {name: value for name, value in os.environ.items() if not re.match("CARGO|RUST|PY|VIRTUAL_ENV", name)}
    # ./x looks for sources beside the tarball.
    found = {"PATH": ":".join(system_path()), "HOME": str(home), "CPYTHON_SOURCES": str(Path(scratch.TARBALL).parent)}
    return kept | found


def interpreters() -> list:
    return [file for folder in system_path() for file in Path(folder).glob("*") if INTERPRETER.fullmatch(file.name)]


def hiding() -> list:
    """Mounts behind which no Python is left. What is not executable is not a program to anybody."""
    files = {file.resolve() for file in interpreters()}
    folders = [folder for place in ("/usr/lib", "/usr/local/lib") for folder in Path(place).glob("python[0-9]*")]
    return [("--bind", "/dev/null", file) for file in files if file.is_file()] + [("-t", "tmpfs", "none", folder) for folder in folders]


@scratch.needed
class Distribution(unittest.TestCase):
    def setUp(self):
        namespaces.needed_for("a machine without Python")
        home = scratch.folder("home")
        settings = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"), "config.toml")
        if settings.exists():
            # How this machine reaches the registry.
            (home / ".cargo").mkdir()
            shutil.copy(settings, home / ".cargo")
        self.environment = environment(home)
        self.mounts = hiding()

    def run_there(self, where: Path, *command) -> str:
        print(f"without Python: {' '.join(map(str, command))}", flush=True)
        done = subprocess.run(
            namespaces.with_mounts(self.mounts, *command), cwd=where, env=self.environment, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 0, done.stdout[-6000:])
        return done.stdout

    def ask(self, script: str) -> str:
        return self.run_there(Path("/"), "sh", "-c", f"{script} 2>&1 || true").strip()

    def test_from_checkout_to_tests(self):
        for name in {"python", "python3", "rustup", *(file.name for file in interpreters())}:
            self.assertEqual(self.ask(f"command -v {name}"), "")
        self.assertRegex(self.ask("python3 -c pass"), "not found|[Pp]ermission denied")
        for name in "rustc", "cargo":
            self.assertEqual(self.ask(f"command -v {name}"), f"/usr/bin/{name}")
        self.assertEqual(self.ask("rustc --print sysroot"), "/usr")

        checkout, tree = self.copied_checkout(), scratch.folder("tree")
        scratch.run(tree, "tar", "-xf", scratch.TARBALL, "--strip-components=1", "-C", tree)
        # Nothing is missing for that, least of all a Python.
        self.assertNotIn("apt-get", self.run_there(checkout, "./x", "apply", tree))

        configured = self.run_there(tree, "./configure", "--with-rust", "OPT=-O0")
        self.assertIn("checking for python3... no", configured)
        self.assertIn("checking Python for regen version... missing", configured)
        self.run_there(tree, "make", JOBS)
        for name, value in ("RUSTC", "/usr/bin/rustc"), ("CARGO", "/usr/bin/cargo"):
            self.assertRegex((tree / "Makefile").read_text(), rf"(?m)^{name}=\s*{value}$")
        scratch.modules(tree)
        tests = os.environ["TESTS"].split()
        scratch.tested(self.run_there(tree, "./python", "-m", "test", "--fail-env-changed", *tests), tests)

    def copied_checkout(self) -> Path:
        copy = scratch.folder("checkout")
        names = scratch.run(Path(PROJECT), "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
        for name in filter(None, names):
            source, target = Path(PROJECT, name), copy / name
            if source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        return copy


if __name__ == "__main__":
    unittest.main()
