"""The cost of having the modules: time to import them, size on disk, time to build them."""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile

from targets import STOCK


def files(stock):
    """The paths of the extension modules by name; None for one that is missing or built in."""
    def path(name):
        try:
            return getattr(__import__(name), '__file__', None)
        except ImportError:
            return None

    return {'_base64': path('_base64'), 'binascii': path('binascii'), STOCK: stock.__file__}


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
    """Microseconds by module, of what -X importtime prints: what each took itself, without what it imports."""
    found = re.findall(r'^import time:\s*(\d+) \|\s*\d+ \|\s*(\S+)$', text, re.M)
    return {name: int(microseconds) for microseconds, name in found}


def imported(paths, runs):
    """Microseconds that each import takes in a fresh interpreter: medians."""
    times = {name: [] for name in paths}
    with tempfile.TemporaryDirectory() as folder:
        for name, path in paths.items():
            # Each is found in the same way: in the first folder of the path, where there is nothing else.
            alone = pathlib.Path(folder, name)
            alone.mkdir()
            shutil.copy(path, alone)
        for run in range(runs + 1):
            for name in paths:
                module = name.split()[-1]
                done = subprocess.run(
                    [sys.executable, '-S', '-X', 'importtime', '-c', f'import {module}'], check=True, text=True,
                    stderr=subprocess.PIPE, env=os.environ | {'PYTHONPATH': os.path.join(folder, name)})
                if run:
                    times[name].append(import_times(done.stderr)[module])
    return {name: statistics.median(values) for name, values in times.items()}


def build_seconds(log):
    """Seconds that cargo took, from its output, if that was a build of everything."""
    took = re.search(r'^ *Finished .* in (?:(\d+)m )?([\d.]+)s$', log, re.M)
    # The first crate that everything else stands on: compiled in a build from nothing only.
    if not took or 'Compiling pyo3-ffi ' not in log:
        return None
    minutes, seconds = took.groups()
    return int(minutes or 0) * 60 + float(seconds)


def _cargo_log():
    path = os.path.join(os.path.dirname(sysconfig.get_makefile_filename()), 'Rust', 'cargo.log')
    try:
        with open(path, encoding='utf-8') as file:
            return file.read()
    except OSError:
        return ''


def measure(stock, runs):
    paths = {name: path for name, path in files(stock).items() if path}
    times = imported(paths, runs)
    result = {}
    for name, path in paths.items():
        on_disk, stripped = size(path)
        result[name] = {'import_us': times[name], 'bytes': on_disk, 'stripped_bytes': stripped}
    return {'modules': result, 'build_seconds': build_seconds(_cargo_log())}
