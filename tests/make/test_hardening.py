"""What a linker can do for a module's safety is done for those in Rust as for those in C beside them."""

import re
import subprocess
import unittest

import built


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
        "indirect branch tracking": features is not None and "IBT" in features[1],
    }


@built.needed
class Hardening(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.build = built.Build("hardening")
        cls.addClassCleanup(cls.build.remove)

    def test_as_good_as_c(self):
        of_c = properties(self.build.extension("_bisect"))
        for module in self.build.modules():
            of_rust = properties(self.build.extension(module))
            for name, is_so in of_c.items():
                with self.subTest(module=module, property=name):
                    self.assertGreaterEqual(of_rust[name], is_so)


if __name__ == "__main__":
    unittest.main()
