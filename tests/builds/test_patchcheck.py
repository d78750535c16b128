"""What CPython's own checks of a pull request say of the exported patches."""

import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

import scratch

JOBS = f"-j{os.cpu_count()}"
TEXT = (".py", ".c", ".h", ".rs", ".rst", ".toml", ".lock", ".m4", ".mk", ".sh", ".ac", ".in", ".yml", "README", "configure", "Setup")


@scratch.needed
class Patches(unittest.TestCase):
    """One repository as a contributor has it: CPython as it is shipped on the branch of its version, the patches on another."""

    @classmethod
    def setUpClass(cls):
        cls.tree = scratch.folder("tree")
        patches = scratch.folder("patches")
        scratch.run(cls.tree, "tar", "-xf", scratch.TARBALL, "--strip-components=1", "-C", cls.tree)
        cls.series = re.match(r"Python-(3\.\d+)", Path(scratch.TARBALL).name)[1]
        cls.base = f"upstream/{cls.series}"
        cls.git("init", "--quiet", f"--initial-branch={cls.series}")
        # Where patchcheck looks for what is new; it is not asked.
        cls.git("remote", "add", "upstream", "https://github.com/python/cpython")
        cls.git("add", "--all", "--force")
        cls.git("commit", "--quiet", "-m", "CPython as it is shipped")
        cls.git("update-ref", f"refs/remotes/{cls.base}", "HEAD")
        cls.git("switch", "--quiet", "--create", "rust")
        scratch.run(cls.tree, scratch.X, "export", cls.tree, patches)
        cls.git("am", "--quiet", *sorted(patches.glob("*.patch")))
        cls.changed = [cls.tree / name for name in cls.git("diff", "--name-only", cls.base).splitlines()]

    @classmethod
    def git(cls, *arguments) -> str:
        return scratch.run(
            cls.tree, "git", *arguments, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null", GIT_AUTHOR_NAME="x",
            GIT_AUTHOR_EMAIL="x@example.invalid", GIT_COMMITTER_NAME="x", GIT_COMMITTER_EMAIL="x@example.invalid")

    def changed_text(self) -> list:
        return [file for file in self.changed if file.name.endswith(TEXT)]

    def test_white_space_and_conflict_markers(self):
        """No white space at the end of a line, no empty lines at the end of a file, no marks of a merge."""
        done = subprocess.run(["git", "diff", "--check", self.base], cwd=self.tree, text=True, stdout=subprocess.PIPE)
        # 2 says that there is something to complain of.
        self.assertIn(done.returncode, (0, 2))
        # Test data is what it is.
        found = [line for line in done.stdout.splitlines() if not re.match(r"[+-]|[^:]*\.(der|crl):", line)]
        self.assertEqual(found, [])

    def test_ends_of_lines_and_files(self):
        for file in self.changed_text():
            with self.subTest(file=file):
                contents = file.read_bytes()
                self.assertNotIn(b"\r", contents)
                self.assertTrue(contents.endswith(b"\n"))

    def test_tabs(self):
        self.assertEqual([file for file in self.changed if file.suffix == ".py" and b"\t" in file.read_bytes()], [])

    def test_names_differ_in_more_than_case(self):
        names = self.git("ls-files").splitlines()
        self.assertEqual(len({name.lower() for name in names}), len(names))

    def test_ruff(self):
        """With CPython's settings, in its release, which pip gets."""
        hooks = (self.tree / ".pre-commit-config.yaml").read_text()
        release = re.search(r"ruff-pre-commit\n +rev: .*v([\d.]+)", hooks)[1]
        environment = scratch.folder("ruff")
        scratch.run(environment, "python3", "-m", "venv", environment)
        scratch.run(environment, "bin/pip", "install", "--quiet", "--disable-pip-version-check", f"ruff=={release}")
        for folder in "Lib/test", "Tools/build":
            files = [file for file in self.changed if file.suffix == ".py" and self.tree / folder in file.parents]
            if files:
                with self.subTest(folder):
                    scratch.run(
                        self.tree, environment / "bin/ruff", "check", "--no-cache", f"--config={folder}/.ruff.toml", *files)

    def test_built(self):
        """Configured as for CPython's own check of generated files, which are made again."""
        print("building", flush=True)
        # The Python that runs this is one that works; configure also takes what pyenv has put on PATH in the place of one.
        scratch.run(self.tree, "./configure", "--with-rust", "--with-pydebug", "--enable-shared", "OPT=-O0",
                    f"PYTHON_FOR_REGEN={sys.executable}")
        scratch.run(self.tree, "make", JOBS)
        self.assertTrue(scratch.modules(self.tree))
        print("generating", flush=True)
        with self.subTest("generated files"):
            scratch.run(self.tree, "make", JOBS, "regen-all", "regen-stdlib-module-names")
            self.assertEqual(self.git("status", "--porcelain", "--untracked-files=no"), "")
        with self.subTest("patchcheck"):
            said = scratch.run(self.tree, "make", "patchcheck")
            print(said[said.index("Getting base branch"):], flush=True)
            for line in "configure regenerated ... yes", "pyconfig.h.in regenerated ... yes":
                self.assertIn(line, said)
        with self.subTest("smelly"):
            done = subprocess.run(["make", "smelly"], cwd=self.tree, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertRegex(done.stdout, "smelly symbol|OK: all exported symbols")
            # Libraries that CPython links, as Tk, can make a module in C smelly.
            ours = tuple(f"/{module.name}" for module in scratch.modules(self.tree))
            self.assertEqual([line for line in done.stdout.splitlines() if " from " in line and line.endswith(ours)], [])
        with self.subTest("check-limited-abi"):
            scratch.run(self.tree, "make", "check-limited-abi")
        with self.subTest("check-c-globals"):
            self.check_c_globals()

    def check_c_globals(self):
        try:
            scratch.run(self.tree, "make", "check-c-globals")
        except AssertionError as error:
            # It reads every C file, also those of modules that are not built here.
            header = re.search(r"missing dependencies \((.*)\)", str(error))
            if not header:
                raise
            print(f"SKIPPED: check-c-globals: it needs {header[1]}; install what has that, for a library that CPython links")


if __name__ == "__main__":
    unittest.main()
