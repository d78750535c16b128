"""What is built and installed."""

import os
import re
import subprocess
import unittest

import built

# With musl, whose crti.o exports them from C modules as well.
IN_EVERY_OBJECT = {"_init", "_fini"}


@built.needed
class Result(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.build = built.Build("result")
        cls.addClassCleanup(cls.build.remove)
        cls.python = cls.build.out / cls.build.variable("BUILDPYTHON")
        # What emulates another processor, if this is built for one.
        cls.runner = cls.build.variable("HOSTRUNNER").split()

    def evaluate(self, expression: str, python=None, **environment: str) -> str:
        program = f"import sys, sysconfig; print({expression})"
        process = self.build.run(*self.runner, python or self.python, "-c", program, **environment)
        self.assertEqual(process.returncode, 0, process.stdout)
        return process.stdout.strip()

    def tool(self, name: str, *options: str):
        return self.build.run(*self.runner, self.python, self.build.tree / "Tools/build" / name, *options)

    def test_sysconfig(self):
        for name in ("WITH_RUST", "CARGO", "RUSTC", "RUSTC_VERSION", "RUST_TARGET"):
            with self.subTest(name=name):
                value = self.evaluate(f"sysconfig.get_config_var({name!r})")
                self.assertEqual(value, self.build.variable(name))
                self.assertTrue(value)
        target = self.build.variable("RUST_TARGET")
        self.assertEqual(target, os.environ.get("EXPECTED_TARGET", target))
        self.assertEqual(self.evaluate("sysconfig.get_config_var('WITH_RUST')"), "yes")

    def exported(self, module: str) -> set:
        return set(built.symbols(self.build.extension(module), "-D"))

    def test_only_the_init_function_is_exported(self):
        of_c = self.exported("_bisect") - {"PyInit__bisect"}
        self.assertLessEqual(of_c, IN_EVERY_OBJECT)
        for module in self.build.modules():
            with self.subTest(module=module):
                self.assertEqual(self.exported(module) - of_c, {f"PyInit_{module}"})

    def test_what_has_no_modules_has_no_rust(self):
        for file in filter(None, [self.python, self.build.libpython()]):
            with self.subTest(file=file.name):
                self.assertEqual([name for name in built.symbols(file) if built.OF_RUST.match(name)], [])

    def test_libraries(self):
        """What is linked is what Rust needs of the system, and nothing that a replaced C module needed."""
        for module in self.build.modules():
            with self.subTest(module=module):
                listing = subprocess.run(
                    ["readelf", "--dynamic", "--wide", self.build.extension(module)],
                    capture_output=True, text=True, check=True).stdout
                needed = set(re.findall(r"\(NEEDED\).*\[(\w+)", listing))
                # The dynamic loader is ld-linux-x86-64.so.2 on one processor, ld64.so.1 on another.
                needed = {name for name in needed if not re.fullmatch(r"ld\d*", name)}
                self.assertLessEqual(needed, {"libc", "libgcc_s", "libm", "libpthread", "libdl", "libutil", "librt"})

    def test_replaced_modules_are_not_compiled_from_c(self):
        modules = self.build.out / "Modules"
        for module in self.build.modules():
            with self.subTest(module=module):
                self.assertTrue((modules / module / f"{module}module.o").exists())
                for of_c in f"{module}.o", f"{module[1:]}module.o", f"{module}/{module[1:]}module.o":
                    self.assertFalse((modules / of_c).exists(), of_c)

    def test_smelly(self):
        process = self.tool("smelly.py")
        # Libraries that CPython links can be smelly themselves: only what is said of ours counts.
        complaints = [line for line in process.stdout.splitlines() if line.startswith("    - ")]
        self.assertEqual(process.returncode != 0, bool(complaints), process.stdout[-2000:])
        of_c = {line.split()[1] for line in complaints if "/_bisect." in line}
        self.assertLessEqual(of_c, IN_EVERY_OBJECT)
        for module in self.build.modules():
            self.assertEqual({line.split()[1] for line in complaints if f"/{module}." in line} - of_c, set())

    def test_check_of_extension_modules(self):
        process = self.tool("check_extension_modules.py", "--verbose")
        self.assertEqual(process.returncode, 0, process.stdout)
        self.assertIn("0 failed on import", process.stdout)

    def test_names_of_the_standard_library(self):
        if self.runner:
            self.skipTest("the tool starts another program of the build, which does not run without help")
        process = self.tool("generate_stdlib_module_names.py")
        self.assertEqual(process.returncode, 0, process.stdout)
        self.assertEqual(process.stdout, (self.build.tree / "Python/stdlib_module_names.h").read_text())

    def test_accelerators_are_used(self):
        """What falls back on Python without a word where a module cannot be imported does not have to here."""
        for module, function in ("asn1lib", "decode"), ("base64", "b64encode"), ("ssl", "DER_cert_to_PEM_cert"):
            with self.subTest(module=module):
                if module == "ssl" and self.build.variable("MODULE__SSL_STATE") != "yes":
                    self.skipTest("built without OpenSSL")
                kind = f"type(__import__({module!r}).{function}).__name__"
                self.assertEqual(self.evaluate(kind), "builtin_function_or_method")
                self.assertEqual(self.evaluate(kind, PYTHON_RUST_DISABLE="all"), "function")

    def test_install(self):
        python, environment = self.build.install(self)
        for module in self.build.modules():
            file = self.evaluate(f"__import__({module!r}).__file__", python, **environment)
            self.assertTrue(file.startswith(f"{python.parent.parent}/lib"), file)
        self.assertEqual(self.evaluate("sysconfig.get_config_var('WITH_RUST')", python, **environment), "yes")


if __name__ == "__main__":
    unittest.main()
