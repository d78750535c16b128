"""The cost of having the modules: time to import them, and size on disk."""

import importlib.util
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

from targets import STOCK


def files(names):
    """The paths of the extension modules by name, without those that are missing or built in."""
    found = {name: importlib.util.find_spec(name) for name in names}
    return {name: spec.origin for name, spec in found.items() if spec and spec.has_location}


def size(path):
    """Bytes of the file, and of the file stripped (None where there is no strip)."""
    with tempfile.TemporaryDirectory() as folder:
        stripped = os.path.join(folder, 'stripped')
        try:
            subprocess.run(['strip', '-o', stripped, path], check=True, stderr=subprocess.DEVNULL)
            return os.stat(path).st_size, os.stat(stripped).st_size
        except (FileNotFoundError, subprocess.CalledProcessError):
            return os.stat(path).st_size, None


def import_times(text):
    """Microseconds by module, of what -X importtime prints: what each took itself, and with all that it imports."""
    found = re.findall(r'^import time:\s*(\d+) \|\s*(\d+) \|\s*(\S+)$', text, re.M)
    return {name: (int(own), int(together)) for own, together, name in found}


def imported(modules, runs):
    """Microseconds that each import takes in a fresh interpreter, as import_times has them: medians.

    `modules` are lists of the files that are found before those of the interpreter.
    """
    times = {name: [] for name in modules}
    with tempfile.TemporaryDirectory() as folder:
        for name, paths in modules.items():
            # Each is found in the same way: in the first folder of the path, where there is nothing else.
            alone = pathlib.Path(folder, name)
            alone.mkdir()
            for path in paths:
                shutil.copy(path, alone)
        for run in range(runs + 1):
            for name in modules:
                module = name.removeprefix(STOCK)
                # What Python compiles of it in the first run is there in the others.
                environment = {key: value for key, value in os.environ.items() if key != 'PYTHONDONTWRITEBYTECODE'}
                done = subprocess.run(
                    [sys.executable, '-S', '-X', 'importtime', '-c', f'import {module}'], check=True, text=True,
                    stderr=subprocess.PIPE, env=environment | {'PYTHONPATH': os.path.join(folder, name)})
                if run:
                    times[name].append(import_times(done.stderr)[module])
    return {name: [statistics.median(values) for values in zip(*of_one)] for name, of_one in times.items()}


def measure(alone, whole, runs):
    """Of the extension modules `alone`, which are paths by name, and of modules with what they import, as for imported()."""
    times = imported({name: [path] for name, path in alone.items()} | whole, runs)
    result = {}
    for name, path in alone.items():
        on_disk, stripped = size(path)
        result[name] = {'import_us': times[name][0], 'bytes': on_disk, 'stripped_bytes': stripped}
    return {'modules': result, 'imports': {name: times[name][1] for name in whole}}
