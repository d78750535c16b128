"""A source folder that cannot be written to, and a path with spaces, as far as CPython itself goes.

CPython's Makefile does not quote the way to its sources, so what has spaces is the folder that holds both; configure is run by a
relative path.
"""

import os
import unittest

import namespaces
import scratch

JOBS = f"-j{os.cpu_count()}"


@scratch.needed
class OddFolders(unittest.TestCase):
    def test_out_of_a_read_only_tree(self):
        namespaces.needed_for("a read-only source folder")
        source, out = scratch.tree("with spaces/source"), scratch.folder("with spaces/out")
        # root may write anywhere but to what is mounted read-only.
        mounts = [("--bind", source, source), ("-o", "remount,bind,ro", source)]

        def run(*command) -> str:
            print("read-only:", *command, flush=True)
            return scratch.run(out, *namespaces.with_mounts(mounts, *command))

        with self.assertRaisesRegex(AssertionError, "Read-only file system"):
            run("touch", "../source/here")
        run("../source/configure", "--with-rust", "OPT=-O0")
        run("make", JOBS)
        for module in scratch.modules(out):
            exported = scratch.run(out, "nm", "-D", "--defined-only", "--format=just-symbols", module).split()
            self.assertEqual(exported, [f"PyInit_{module.name.partition('.')[0]}"])
        tests = os.environ["TESTS"].split()
        scratch.tested(run("./python", "-m", "test", "--fail-env-changed", *tests), tests)
        # Rules that name files are right where the names have spaces.
        again = run("make")
        self.assertNotIn("cargo build", again)
        self.assertNotRegex(again, r" -c .*\.c\b")
        (source / "Modules/_base64/src/lib.rs").touch()
        self.assertIn("cargo build", run("make"))


if __name__ == "__main__":
    unittest.main()
