"""CPython unpacked afresh, with the overlay, for tests that build it in ways of their own.

CPYTHON_TARBALL is what `./x fetch` names, X the program that ./x runs, SCRATCH a folder for what is built (removed first).
"""

import os
import shutil
import subprocess
import unittest
from pathlib import Path

TARBALL = os.environ.get("CPYTHON_TARBALL")
X = os.environ.get("X")
SCRATCH = os.environ.get("SCRATCH")

needed = unittest.skipUnless(TARBALL and X and SCRATCH, "needs CPYTHON_TARBALL, X and SCRATCH: ./x matrix sets them")


def folder(name: str) -> Path:
    path = Path(SCRATCH, name)
    if path.exists():
        subprocess.run(["chmod", "-R", "u+w", path], check=True)
        shutil.rmtree(path)
    path.mkdir(parents=True)
    return path


def unpacked(name: str) -> Path:
    path = folder(name)
    subprocess.run(["tar", "-xf", TARBALL, "--strip-components=1", "-C", path], check=True)
    return path


def tree(name: str, *options: str) -> Path:
    """The sources with the overlay; options are those of `./x apply`."""
    path = unpacked(name)
    subprocess.run([X, "apply", *options, path], check=True)
    return path


def run(where: Path, *command, **environment: str) -> str:
    """What it prints. With what it printed as the error where it fails."""
    done = subprocess.run(
        command, cwd=where, env={**os.environ, **environment}, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise AssertionError(f"{command} failed ({done.returncode}):\n{done.stdout[-6000:]}")
    return done.stdout


def modules(where: Path) -> list:
    """The files of the modules in Rust of a build: all, and at least one."""
    names = run(where, "make", "-s", "--eval=show: ; @echo $(RUST_MODULES)", "show").splitlines()[-1].split()
    files = sorted(file for name in names for file in Path(where, "Modules").glob(f"{name}.*so"))
    if not names or {file.name.partition(".")[0] for file in files} != set(names):
        raise AssertionError(f"{where} has {[file.name for file in files]} of the modules in Rust, which are {names}")
    return files


def tested(said: str, files: list):
    """Prints the end of what CPython's regrtest said, which names what it skipped. It ran these files."""
    print(said[said.rindex("== Tests result"):], flush=True)
    count = f"run={len(files)}/{len(files)}"
    if f"Total test files: {count}" not in said:
        raise AssertionError(f"regrtest does not say {count}")
