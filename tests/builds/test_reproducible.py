"""The same sources give the same modules, wherever, whenever and by whomever they are built, with crates from wherever."""

import os
import unittest
from pathlib import Path

import scratch

JOBS = f"-j{os.cpu_count()}"


@scratch.needed
class Reproducible(unittest.TestCase):
    def test_modules_are_equal_byte_for_byte(self):
        home = Path.home()
        first = self.build("here", home, Path(os.environ.get("CARGO_HOME", home / ".cargo")))
        second = self.build("over/there", home, scratch.folder("cargo home"), "--vendor")
        self.assertEqual([file.name for file in first], [file.name for file in second])
        self.assertTrue(first)
        for one, other in zip(first, second):
            with self.subTest(module=one.name):
                self.assertTrue(one.read_bytes() == other.read_bytes(), f"{one} and {other} differ")

    def build(self, name: str, home: Path, cargo_home: Path, *options: str) -> list:
        tree = scratch.tree(f"{name}/tree", *options)
        out = scratch.folder(f"{name}/out")
        # What compilers say of the place goes into debugging information: distributions give it a name that is the same
        # for all, and so does this.
        flags = [f"CFLAGS=-ffile-prefix-map={tree}=/src -ffile-prefix-map={out}=/out", f"RUSTFLAGS=--remap-path-prefix={tree}=/src"]
        scratch.run(out, tree / "configure", "--with-rust", "OPT=-O0", *flags, CARGO_HOME=str(cargo_home))
        scratch.run(out, "make", JOBS, CARGO_HOME=str(cargo_home))
        built = scratch.modules(out)
        for module in built:
            contents = module.read_bytes()
            for folder in home, cargo_home, tree:
                with self.subTest(module=module.name, folder=folder):
                    self.assertNotIn(os.fsencode(f"{folder}/"), contents)
        return built


if __name__ == "__main__":
    unittest.main()
