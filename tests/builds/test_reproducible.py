"""The same sources give the same modules, wherever and whenever they are built."""

import os
import unittest

import scratch

JOBS = f"-j{os.cpu_count()}"


@scratch.needed
class Reproducible(unittest.TestCase):
    def test_modules_are_equal_byte_for_byte(self):
        first, second = (self.build(name) for name in ("here", "over/there"))
        self.assertEqual([file.name for file in first], [file.name for file in second])
        self.assertTrue(first)
        for one, other in zip(first, second):
            with self.subTest(module=one.name):
                self.assertTrue(one.read_bytes() == other.read_bytes(), f"{one} and {other} differ")

    def build(self, name: str) -> list:
        tree = scratch.tree(f"{name}/tree")
        out = scratch.folder(f"{name}/out")
        # What compilers say of the place goes into debugging information: distributions give it a name that is the same
        # for all, and so does this.
        flags = [f"CFLAGS=-ffile-prefix-map={tree}=/src -ffile-prefix-map={out}=/out", f"RUSTFLAGS=--remap-path-prefix={tree}=/src"]
        scratch.run(out, tree / "configure", "--with-rust", "OPT=-O0", *flags)
        scratch.run(out, "make", JOBS)
        return scratch.modules(out)


if __name__ == "__main__":
    unittest.main()
