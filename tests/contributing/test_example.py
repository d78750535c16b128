"""The worked example of CONTRIBUTING.md, built as it stands there.

Run by the tool (`./x test contributing`) or by hand: python3 -m unittest discover -s tests/contributing
"""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
VERSION = '3.15.0rc2'
# A block is a new file, or lines behind a line of one that is there.
BLOCK = re.compile(r'^```\w+ file=(\S+)(?: after= *([^\n]*))?\n(.*?)^```$', re.M | re.S)
PROGRAM = 'import _rot13, inspect; print(_rot13.rotate(b"Uryyb"), inspect.signature(_rot13.rotate))'


def blocks():
    return BLOCK.findall((PROJECT / 'CONTRIBUTING.md').read_text())


def copy_project(to):
    """What git would take, and what was built before: compiling all of CPython and of the tool again would show nothing new."""
    shutil.copytree(PROJECT, to, ignore=shutil.ignore_patterns('target', 'build', '.git', '__pycache__'))
    build = pathlib.Path('build', VERSION)
    for name in build / 'tree', build / 'out':
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, to / name, symlinks=True)
    (to / 'build').mkdir(exist_ok=True)
    if (PROJECT / 'build' / 'cache').is_dir():
        (to / 'build' / 'cache').symlink_to(PROJECT / 'build' / 'cache')
    tool = pathlib.Path('Tools', 'target', 'debug')
    if (PROJECT / tool).is_dir():
        # Without the tool itself, which knows where its project is. Cargo replaces files, and never writes to one that is there.
        shutil.copytree(PROJECT / tool, to / tool, copy_function=os.link, ignore=shutil.ignore_patterns('xtask*', 'libxtask*'))


def follow_the_page(project):
    for name, after, text in blocks():
        path = project / name
        if not after:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            continue
        lines = path.read_text().splitlines(keepends=True)
        place = [line.strip() for line in lines].index(after) + 1
        lines.insert(place, text)
        path.write_text(''.join(lines))


class ExampleTest(unittest.TestCase):
    def test_it_is_short(self):
        self.assertLess(sum(text.count('\n') for _, _, text in blocks()), 60)

    def test_it_builds_and_runs(self):
        # Where links to what was built can be made.
        (PROJECT / 'build').mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix='contributing-', dir=PROJECT / 'build') as folder:
            project = pathlib.Path(folder) / 'project'
            copy_project(project)
            follow_the_page(project)
            subprocess.run(['cargo', 'update', '--quiet', '--workspace'], cwd=project, check=True)
            # Unoptimised and without test modules: what is shown is that it builds.
            subprocess.run(['./x', 'build', '--', '--with-rust', '--disable-test-modules', 'OPT=-O0'],
                           cwd=project, check=True)
            python = project / 'build' / VERSION / 'out' / 'python'
            said = subprocess.run([python, '-c', PROGRAM], check=True, capture_output=True, text=True).stdout
            self.assertEqual(said, "b'Hello' (data, /, n=13)\n")


if __name__ == '__main__':
    unittest.main()
