"""A target without Rust's standard library: a Python without Rust, or an answer that says what to install.

BUILD_PYTHON is a Python of the same version that runs here, BUILD what GNU calls this machine, GNU and RUST_TARGET_WITHOUT_STD
what the target is called, RUNNER what runs its programs.
"""

import os
import subprocess
import unittest

import scratch

JOBS = f"-j{os.cpu_count()}"
TARGET = os.environ.get("RUST_TARGET_WITHOUT_STD")
RUNNER = os.environ.get("RUNNER", "").split()

# What this Python must do without Rust, and what it says of itself.
PROGRAM = """
import sysconfig, base64, binascii, hashlib, _sha2
print(sysconfig.get_config_var("WITH_RUST"), base64.b64encode(b"abc"), binascii.crc32(b"abc"), hashlib.sha256(b"abc").hexdigest())
try:
    import _base64
except ModuleNotFoundError:
    print("no accelerator")
"""
ANSWER = """\
no b'YWJj' 891568578 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
no accelerator
"""


@scratch.needed
class NoStdTarget(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = scratch.tree("tree")

    def configure(self, name: str, *options: str):
        out = scratch.folder(name)
        cross = [f"--host={os.environ['GNU']}", f"--build={os.environ['BUILD']}", f"--with-build-python={os.environ['BUILD_PYTHON']}",
                 f"PKG_CONFIG_LIBDIR=/usr/{os.environ['GNU']}/lib/pkgconfig", "--disable-test-modules", "OPT=-O0",
                 "ac_cv_buggy_getaddrinfo=no", "ac_cv_file__dev_ptmx=yes", "ac_cv_file__dev_ptc=no"]
        process = subprocess.run(
            [self.tree / "configure", *cross, *options], cwd=out, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return out, process

    def assertSaysWhatToInstall(self, text: str):
        for part in (f"the standard library for {TARGET} is not installed", f"rustup target add {TARGET}", "apt install", "--with-rust=no"):
            self.assertIn(part, text)

    def test_wanted(self):
        _, process = self.configure("wanted", "--with-rust")
        self.assertNotEqual(process.returncode, 0)
        self.assertIn("error: --with-rust was given, but Rust is not usable", process.stdout)
        self.assertSaysWhatToInstall(process.stdout)

    def test_not_mentioned(self):
        out, process = self.configure("not-mentioned")
        self.assertEqual(process.returncode, 0, process.stdout[-6000:])
        self.assertIn("WARNING: Rust is not usable: the modules written in it are not built", process.stdout)
        self.assertSaysWhatToInstall(process.stdout)
        built = scratch.run(out, "make", JOBS)
        self.assertNotRegex(built, r"(?m)^\S*cargo build ")
        self.assertFalse((out / "Rust").exists())
        for source in "binascii", "sha2module":
            self.assertTrue((out / "Modules" / f"{source}.o").exists(), source)
        self.assertEqual(scratch.run(out, *RUNNER, out / "python", "-c", PROGRAM), ANSWER)


if __name__ == "__main__":
    unittest.main()
