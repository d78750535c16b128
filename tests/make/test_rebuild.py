"""What make builds again, and when: as much as it must, and nothing otherwise."""

import unittest

import built


@built.needed
class Rebuild(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.build = built.Build("rebuild")
        cls.addClassCleanup(cls.build.remove)
        first = cls.build.make("-j2")
        if first.returncode:
            raise RuntimeError(f"the copied build folder does not build:\n{first.stdout[-4000:]}")

    def assertIdle(self):
        process = self.build.make("-j2")
        self.assertEqual(process.returncode, 0, process.stdout)
        self.assertNotRegex(process.stdout, built.CARGO)
        self.assertNotRegex(process.stdout, built.COMPILER)

    def test_nothing_to_do(self):
        self.assertIdle()

    def test_a_changed_rust_file(self):
        before = {module: self.build.extension(module).stat().st_mtime_ns for module in self.build.modules()}
        with self.build.touched():
            process = self.build.make("-j2")
            self.assertEqual(process.returncode, 0, process.stdout)
            self.assertEqual(len(built.CARGO.findall(process.stdout)), 1, process.stdout)
            self.assertNotIn("jobserver", process.stdout)
            self.assertNotIn("-o python ", process.stdout)
            for module, time in before.items():
                self.assertGreater(self.build.extension(module).stat().st_mtime_ns, time, module)
            self.assertIdle()

    def test_questions_build_nothing(self):
        time = self.build.archive.stat().st_mtime_ns
        with self.build.touched():
            dry = self.build.make("-n")
            self.assertIn("build_rust.sh", dry.stdout)
            self.assertNotRegex(dry.stdout, built.CARGO)
            self.assertEqual(self.build.make("-q").returncode, 1)
            self.assertEqual(self.build.archive.stat().st_mtime_ns, time)

    def test_a_removed_rust_file(self):
        rules = self.build.out / "Rust/dependencies.mk"
        text = rules.read_text()
        try:
            rules.write_text(text + f"{self.build.archive.relative_to(self.build.out)}: /no/such.rs\n/no/such.rs:\n")
            process = self.build.make("-n")
            self.assertEqual(process.returncode, 0, process.stdout)
            self.assertIn("build_rust.sh", process.stdout)
        finally:
            rules.write_text(text)

    def test_cargo_fails(self):
        cargo = self.build.out / "cargo-that-fails"
        cargo.write_text("#!/bin/sh\necho 'error: the reason'\nexit 7\n")
        cargo.chmod(0o755)
        with self.build.touched():
            process = self.build.make(f"CARGO={cargo}")
        self.assertNotEqual(process.returncode, 0)
        log = self.build.out / "Rust/cargo.log"
        for part in ("could not be built", "cargo, with status 7", f"{cargo} build --locked", str(log), "--with-rust=no"):
            self.assertIn(part, process.stdout)
        self.assertIn("error: the reason", log.read_text())
        self.assertIdle()


if __name__ == "__main__":
    unittest.main()
