"""What the modules in Rust cost who builds CPython, and who starts it: with Rust against without, on two cores.

A measurement: it means something on a machine that does nothing else. No compiler cache takes part, and the crates are fetched
before the clock runs. The full builds are made by turns, in an order that alternates, and the median of the differences counts:
on a virtual machine the same build takes a quarter longer at another time.
"""

import os
import random
import re
import statistics
import subprocess
import time
import unittest
from pathlib import Path

import scratch

MOST_SECONDS_OF_BUILD = 40
MOST_SECONDS_OF_IDLE_MAKE = 0.5
MOST_OF_START = 1.01

CONFIGURE = {"without": "--with-rust=no", "with": "--with-rust"}
FULL_BUILDS = 3
IDLE_MAKES = 7
STARTS = 300


def environment() -> dict:
    path = [folder for folder in os.environ["PATH"].split(":") if "ccache" not in folder]
    return {"PATH": ":".join(path), "CCACHE_DISABLE": "1"}


def timed(where: Path, *command) -> tuple:
    """Seconds of the clock, and of processors."""
    before, started = os.times(), time.perf_counter()
    scratch.run(where, *command, **environment())
    took, after = time.perf_counter() - started, os.times()
    return took, after.children_user + after.children_system - before.children_user - before.children_system


def start(python: Path) -> float:
    started = time.perf_counter()
    subprocess.run([python, "-c", "pass"], check=True)
    return time.perf_counter() - started


def interval(one: list, other: list) -> tuple:
    """Of the ratio of medians, what 95 of 100 draws from these measurements give."""
    draw = random.Random(0)
    ratios = sorted(
        statistics.median(draw.choices(one, k=len(one))) / statistics.median(draw.choices(other, k=len(other)))
        for _ in range(1000))
    return ratios[25], ratios[974]


def instructions(python: Path) -> int:
    """Of a start, counted by valgrind: the same on a machine that is busy."""
    counted = scratch.run(
        Path("/"), "valgrind", "--tool=cachegrind", "--cachegrind-out-file=/dev/null", python, "-c", "pass", PYTHONHASHSEED="0")
    return int(re.search(r"I\s+refs:\s+([\d,]+)", counted)[1].replace(",", ""))


@scratch.needed
class Cost(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # What is measured, and what it starts.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
        cls.jobs = f"-j{len(os.sched_getaffinity(0))}"
        cls.tree = scratch.tree("tree")
        scratch.run(cls.tree, "cargo", "fetch", "--locked")
        print(f"processors: {len(os.sched_getaffinity(0))}, load before: {os.getloadavg()[0]:.2f}", flush=True)
        cls.built, cls.out = [], {}
        for turn in range(FULL_BUILDS):
            names = list(CONFIGURE) if turn % 2 == 0 else list(reversed(CONFIGURE))
            cls.built.append({name: cls.build(name) for name in names})

    @classmethod
    def build(cls, name: str) -> float:
        cls.out[name] = scratch.folder(name)
        configure, cpu_of_configure = timed(cls.out[name], cls.tree / "configure", CONFIGURE[name])
        make, cpu_of_make = timed(cls.out[name], "make", cls.jobs)
        print(f"full build {name} Rust: {configure + make:.1f} s ({configure:.1f} configure, {make:.1f} make), "
              f"{cpu_of_configure + cpu_of_make:.1f} s of processors", flush=True)
        return configure + make

    def make(self, name: str) -> float:
        return timed(self.out[name], "make", self.jobs)[0]

    def test_full_build(self):
        differences = [seconds["with"] - seconds["without"] for seconds in self.built]
        more = statistics.median(differences)
        print(f"full build: {more:+.1f} s with Rust (limit {MOST_SECONDS_OF_BUILD}), the median of "
              f"{', '.join(f'{difference:+.1f}' for difference in differences)}", flush=True)
        self.assertLessEqual(more, MOST_SECONDS_OF_BUILD)

    def test_incremental(self):
        for name in self.out:
            self.make(name)
        idle = {name: [] for name in self.out}
        for _ in range(IDLE_MAKES):
            for name in self.out:
                idle[name].append(self.make(name))
        medians = {name: statistics.median(seconds) for name, seconds in idle.items()}
        more = medians["with"] - medians["without"]
        print(f"make with nothing to do: {medians['with']:.2f} s with Rust, {medians['without']:.2f} s without, "
              f"{more:+.2f} s (limit {MOST_SECONDS_OF_IDLE_MAKE})", flush=True)
        # Without a limit: one file of each language changed.
        for file, names in ("Objects/boolobject.c", self.out), ("Modules/_base64/src/lib.rs", ["with"]):
            (self.tree / file).touch()
            for name in names:
                print(f"make after a change of {file}: {self.make(name):.1f} s {name} Rust", flush=True)
        self.assertLessEqual(more, MOST_SECONDS_OF_IDLE_MAKE)

    def test_start(self):
        pythons = {name: out / "python" for name, out in self.out.items()}
        seconds = {name: [] for name in pythons}
        # The first of each writes .pyc files.
        for python in pythons.values():
            start(python)
        for _ in range(STARTS):
            for name, python in pythons.items():
                seconds[name].append(start(python))
        medians = {name: statistics.median(measured) for name, measured in seconds.items()}
        low, high = interval(seconds["with"], seconds["without"])
        print(f"python -c pass: {medians['with'] * 1000:.2f} ms with Rust, {medians['without'] * 1000:.2f} ms without, ratio "
              f"{medians['with'] / medians['without']:.4f} ({low:.4f} to {high:.4f}; limit {MOST_OF_START})", flush=True)
        counts = {name: instructions(python) for name, python in pythons.items()}
        ratio = counts["with"] / counts["without"]
        print(f"instructions of python -c pass: {counts['with']:,} with Rust, {counts['without']:,} without, ratio {ratio:.4f} "
              f"(limit {MOST_OF_START})", flush=True)
        self.assertLessEqual(ratio, MOST_OF_START)
        # What lies within what the machine's noise allows is no finding.
        self.assertLessEqual(low, MOST_OF_START)


if __name__ == "__main__":
    unittest.main()
