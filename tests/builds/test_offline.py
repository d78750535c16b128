"""Without a network: the crates are in the tree."""

import os
import unittest

import namespaces
import scratch

JOBS = f"-j{os.cpu_count()}"


@scratch.needed
class Offline(unittest.TestCase):
    def test_twice_with_distclean_between(self):
        namespaces.needed_for("a machine without a network", namespaces.NET)
        tree = scratch.tree("tree", "--vendor")
        home = scratch.folder("cargo-home")

        def run(*command):
            # Cargo's empty home has nothing that was fetched before.
            return scratch.run(tree, *namespaces.without_network(*command), CARGO_HOME=str(home))

        before = {path: path.read_bytes() for path in tree.rglob("*") if path.is_file() and not path.is_symlink()}
        for attempt in "first", "after distclean":
            with self.subTest(attempt):
                self.build(tree, run)
                # A tree as it was but for what configure and make write, and our crates whole: CPython's distclean
                # removes files by their endings.
                run("make", "distclean")
                lost = [path for path, contents in before.items() if not path.exists() or path.read_bytes() != contents]
                self.assertEqual([path for path in lost if tree / "Modules" in path.parents or "vendor" in path.parts], [])
        self.assertEqual([path for path in home.rglob("*.crate")], [])

    def build(self, tree, run):
        run("./configure", "--with-rust", "OPT=-O0")
        run("make", JOBS)
        self.assertTrue(scratch.modules(tree))
        # Without the one that talks to itself over the loopback interface, which is down as well.
        tests = [test for test in os.environ["TESTS"].split() if test != "test_ssl_rust"]
        scratch.tested(run(tree / "python", "-m", "test", "--fail-env-changed", "-j0", *tests), tests)


if __name__ == "__main__":
    unittest.main()
