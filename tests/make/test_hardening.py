"""What a linker can do for a module's safety is done for those in Rust as for those in C beside them."""

import platform
import re
import subprocess
import unittest

import built

IBT = "indirect branch tracking"
# What ./x reports as left out.
NOT_IBT = f"SKIPPED: {IBT} of modules in Rust, which those in C have: rustc's precompiled standard library is not compiled for it"


def properties(file) -> dict:
    """What the loader is told, each as something of which more is better."""
    told = {}
    for option in "--segments", "--dynamic", "--notes":
        told[option] = subprocess.run(
            ["readelf", option, "--wide", file], capture_output=True, text=True, check=True).stdout
    stack = re.search(r"GNU_STACK( +0x\w+){5} (\w+)", told["--segments"])
    features = re.search(r"x86 feature: ([\w, ]+)", told["--notes"])
    return {
        "stack is not executable": stack is not None and "E" not in stack[2],
        "relocations are read-only afterwards": "GNU_RELRO" in told["--segments"],
        "all is bound at once": bool(re.search(r"\(BIND_NOW\)|FLAGS.*\bNOW\b", told["--dynamic"])),
        "code is not relocated": "TEXTREL" not in told["--dynamic"],
        "shadow stack": features is not None and "SHSTK" in features[1],
        IBT: features is not None and "IBT" in features[1],
    }


@built.needed
class Hardening(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.build = built.Build("hardening")
        cls.addClassCleanup(cls.build.remove)

        cls.of_c = properties(cls.build.extension("_bisect"))
        cls.of_rust = {module: properties(cls.build.extension(module)) for module in cls.build.modules()}

    def test_as_good_as_c(self):
        for module, of_rust in self.of_rust.items():
            for name, is_so in self.of_c.items():
                with self.subTest(module=module, property=name):
                    if name != IBT:
                        self.assertGreaterEqual(of_rust[name], is_so)
        if self.of_c[IBT] and not all(of_rust[IBT] for of_rust in self.of_rust.values()):
            print(NOT_IBT, flush=True)

    @unittest.skipUnless("hardened" in built.EXPECTED, "needs a build with a distributor's flags: ./x matrix enable-shared")
    def test_what_was_asked_for(self):
        asked = ["relocations are read-only afterwards", "all is bound at once"]
        # Modules in C have it only where the compiler's own start files do, which not every distribution's do.
        if platform.machine() == "x86_64":
            asked.append("shadow stack")
        for module, found in self.of_rust.items():
            for name in asked:
                with self.subTest(module=module, property=name):
                    self.assertTrue(found[name])


if __name__ == "__main__":
    unittest.main()
