"""The crates in CPython's list of what it is made of, Misc/sbom.spdx.json: looked at by CPython's own tool and by spdx-tools."""

import copy
import json
import tomllib
import unittest
from pathlib import Path

import scratch

try:
    from spdx_tools.spdx.parser.error import SPDXParsingError
    from spdx_tools.spdx.parser.jsonlikedict.json_like_dict_parser import JsonLikeDictParser
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document
except ImportError:
    # Nothing is checked without it: an error where this is the row, whatever changed in spdx-tools.
    if scratch.TARBALL:
        raise
    JsonLikeDictParser = None

SBOM = "Misc/sbom.spdx.json"


@scratch.needed
@unittest.skipUnless(JsonLikeDictParser, "needs spdx-tools: ./x matrix installs it")
class Sbom(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pristine = scratch.unpacked("pristine")
        cls.tree = scratch.unpacked("tree")
        for tree in cls.pristine, cls.tree:
            # The tool does nothing outside of a repository. It needs no commit, only to ask what is ignored.
            scratch.run(tree, "git", "init", "--quiet")
        scratch.run(cls.tree, scratch.X, "apply", cls.tree)
        cls.before = read(cls.pristine)
        cls.after = read(cls.tree)
        lock = tomllib.loads(Path(cls.tree, "Cargo.lock").read_text())
        cls.crates = {package["name"]: package for package in lock["package"] if "source" in package}

    def test_all_crates_are_there_and_nothing_else_changed(self):
        before, after = (json.loads(text) for text in (self.before, self.after))
        known = {package["name"] for package in before["packages"]}
        ours = [package for package in after["packages"] if package["name"] not in known]
        self.assertEqual(sorted(package["name"] for package in ours), sorted(self.crates))
        for package in ours:
            with self.subTest(package["name"]):
                crate = self.crates[package["name"]]
                self.assertEqual(package["versionInfo"], crate["version"])
                self.assertEqual(package["checksums"], [{"algorithm": "SHA256", "checksumValue": crate["checksum"]}])
                self.assertTrue(package["licenseDeclared"])
        # What each of Cargo.lock needs is said, by one of the two ends.
        related = {frozenset((one["spdxElementId"], one["relatedSpdxElement"])) for one in after["relationships"]}
        ids = {package["name"]: package["SPDXID"] for package in ours}
        for name, crate in self.crates.items():
            for needed in crate.get("dependencies", []):
                self.assertIn(frozenset((ids[name], ids[needed])), related, f"{name} needs {needed}")

        without = copy.deepcopy(after)
        without["packages"] = [package for package in after["packages"] if package["name"] in known]
        without["relationships"] = [one for one in after["relationships"] if one["spdxElementId"] not in ids.values()]
        self.assertEqual(without, before)

    def test_written_as_cpython_writes_it(self):
        for text in self.before, self.after:
            self.assertEqual(text, json.dumps(json.loads(text), indent=2, sort_keys=True))

    def test_cpythons_tool_agrees(self):
        for tree, text in (self.pristine, self.before), (self.tree, self.after):
            self.regenerate(tree)
            self.assertEqual(read(tree), text)

    def test_cpythons_tool_misses_a_crate(self):
        lock = Path(self.tree, "Cargo.lock")
        text = lock.read_text()
        source = next(iter(self.crates.values()))["source"]
        lock.write_text(f'{text}\n[[package]]\nname = "another"\nversion = "1.0.0"\nsource = "{source}"\n')
        try:
            with self.assertRaisesRegex(AssertionError, "another"):
                self.regenerate(self.tree)
        finally:
            lock.write_text(text)

    def test_it_is_valid(self):
        for text in self.before, self.after:
            self.assertEqual(complaints(completed(json.loads(text))), [])

    def test_the_validator_sees_errors(self):
        for breaking in (
            lambda document, package: package.update(licenseDeclared="Nobody's licence"),
            lambda document, package: package.update(downloadLocation="somewhere"),
            lambda document, package: package.update(primaryPackagePurpose="CRATE"),
            lambda document, package: package["checksums"][0].update(checksumValue="00"),
            lambda document, package: package["externalRefs"][0].update(referenceLocator="cargo"),
            lambda document, package: document["relationships"][0].update(spdxElementId="SPDXRef-PACKAGE-another"),
        ):
            document = completed(json.loads(self.after))
            package = next(package for package in document["packages"] if package["name"] in self.crates)
            breaking(document, package)
            self.assertTrue(complaints(document))

    def test_revert_gives_it_back(self):
        tree = scratch.unpacked("reverted")
        scratch.run(tree, scratch.X, "apply", tree)
        scratch.run(tree, scratch.X, "revert", tree)
        self.assertEqual(read(tree), self.before)

    def regenerate(self, tree):
        # In continuous integration it downloads every package.
        scratch.run(tree, "env", "--unset=CI", "python3", "Tools/build/generate_sbom.py")


def read(tree: Path) -> str:
    return Path(tree, SBOM).read_text()


def completed(document: dict) -> dict:
    """The document that a release makes of it: with a head, and with CPython itself, which depends on all that is listed."""
    packages, relationships = document["packages"], document["relationships"]
    relationships += [relationship("SPDXRef-PACKAGE-cpython", "DEPENDS_ON", package["SPDXID"]) for package in packages]
    relationships.append(relationship("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-PACKAGE-cpython"))
    cpython = {"SPDXID": "SPDXRef-PACKAGE-cpython", "name": "CPython", "downloadLocation": "NOASSERTION"}
    return {
        **document,
        "name": "CPython",
        "dataLicense": "CC0-1.0",
        "documentNamespace": "https://example.invalid/cpython.spdx.json",
        "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: tests/builds"]},
        "packages": [*packages, cpython],
    }


def relationship(element: str, kind: str, other: str) -> dict:
    return {"spdxElementId": element, "relatedSpdxElement": other, "relationshipType": kind}


def complaints(document: dict) -> list:
    try:
        parsed = JsonLikeDictParser().parse(document)
    except SPDXParsingError as error:
        return error.get_messages()
    return [message.validation_message for message in validate_full_spdx_document(parsed)]


if __name__ == "__main__":
    unittest.main()
