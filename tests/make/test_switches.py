"""Modules switched off in CPython's own ways, and everything removed again."""

import unittest

import built


@built.needed
class Switches(unittest.TestCase):
    """Asks make what it would do: a real build after such a change compiles all of CPython's modules again."""

    def setUp(self):
        self.build = built.Build("switches")
        self.addCleanup(self.build.remove)

    def plan(self) -> str:
        process = self.build.make("-n")
        self.assertEqual(process.returncode, 0, process.stdout[-4000:])
        return process.stdout

    def disable(self, *modules: str):
        (self.build.out / "Modules/Setup.local").write_text("*disabled*\n" + " ".join(modules) + "\n")

    def assertPlanned(self, plan: str, module: str, planned: bool):
        compiled = f"-o Modules/{module}/{module}module.o"
        (self.assertIn if planned else self.assertNotIn)(compiled, plan)

    def test_one_in_setup_local(self):
        self.disable("xxrust")
        with self.build.touched():
            plan = self.plan()
        others = [module for module in self.build.modules() if module != "xxrust"]
        self.assertPlanned(plan, "xxrust", False)
        for module in others:
            self.assertPlanned(plan, module, True)
        self.assertEqual("build_rust.sh" in plan, bool(others))

    def test_all_in_setup_local(self):
        self.disable(*self.build.modules())
        with self.build.touched():
            plan = self.plan()
        self.assertNotIn("build_rust.sh", plan)

    def test_all_in_the_environment_of_configure(self):
        switched_off = {f"py_cv_module_{module}": "n/a" for module in self.build.modules()}
        process = self.build.run("./config.status", "--recheck", **switched_off)
        self.assertEqual(process.returncode, 0, process.stdout[-4000:])
        self.assertEqual(self.build.run("./config.status").returncode, 0)
        self.assertEqual(self.build.variable("WITH_RUST"), "yes")
        self.assertEqual(self.build.variable("MODULE_XXRUST_STATE"), "n/a")
        with self.build.touched():
            plan = self.plan()
        self.assertNotIn("build_rust.sh", plan)

    def test_clean_and_distclean(self):
        modules = self.build.modules()
        self.assertEqual(self.build.make("clean").returncode, 0)
        self.assertFalse((self.build.out / "Rust/target").exists())
        self.assertEqual(
            sorted(path.name for path in (self.build.out / "Rust").iterdir()), [".gitignore", "pyo3-config.txt"])
        process = self.build.make("distclean")
        self.assertEqual(process.returncode, 0, process.stdout[-4000:])
        self.assertFalse((self.build.out / "Rust").exists())
        left = [path for path in self.build.out.rglob("*") if any(module in path.name for module in modules)]
        self.assertEqual(left, [])


if __name__ == "__main__":
    unittest.main()
