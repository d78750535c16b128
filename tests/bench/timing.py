"""Timing by pyperf's method, inside one process.

A value is the time of many calls in a loop, divided by their number; the number of calls is
calibrated so that a value takes long enough for the clock.  The candidates take turns value by
value, so that a machine that slows down slows them all.  A run begins with a warm-up value that is
thrown away; the runs are spread over the whole measurement.  Reported are median and spread.

The clock is the processor time of this thread: the functions measured do not wait for anything, and
what other processes do meanwhile does not count.
"""

import functools
import gc
import itertools
import statistics
import time
import types


class Settings:
    """How long to measure: seconds per value, values per run, runs."""

    def __init__(self, value_time, values, runs):
        self.value_time = value_time
        self.values = values
        self.runs = runs


THOROUGH = Settings(0.010, 5, 4)
QUICK = Settings(0.002, 5, 3)


def _one_argument(function, args, loops):
    arg, = args
    start = time.thread_time()
    for _ in itertools.repeat(None, loops):
        function(arg)
    return (time.thread_time() - start) / loops


def _more_arguments(function, args, loops):
    start = time.thread_time()
    for _ in itertools.repeat(None, loops):
        function(*args)
    return (time.thread_time() - start) / loops


def make_timer(function, args):
    """A function of the number of loops that gives the seconds per call."""
    loop = _one_argument if len(args) == 1 else _more_arguments
    # The interpreter specializes a loop for what it calls.  Candidates that shared one would
    # spoil that for each other, so each has a copy of the code.
    loop = types.FunctionType(loop.__code__.replace(), globals())
    return functools.partial(loop, function, args)


def calibrate(timer, value_time):
    loops = 1
    while True:
        elapsed = timer(loops) * loops
        if elapsed >= value_time:
            return loops
        loops = max(loops * 2, int(loops * value_time / elapsed) if elapsed else 0)


class Measurement:
    """The values of one function, in seconds per call."""

    def __init__(self, values):
        self.values = values
        self.median = statistics.median(values)
        quartiles = statistics.quantiles(values, n=4, method='inclusive')
        # Half the distance between the quartiles, relative to the median.
        self.spread = (quartiles[2] - quartiles[0]) / 2 / self.median


def measure(tasks, settings, progress=lambda done, total: None):
    """Time every candidate of every task.

    A task is a dict of candidates, name -> (function, args).  The result has a Measurement in
    the place of each.
    """
    timers = [{name: make_timer(*candidate) for name, candidate in task.items()} for task in tasks]
    loops = [{name: calibrate(timer, settings.value_time) for name, timer in task.items()}
             for task in timers]
    values = [{name: [] for name in task} for task in tasks]
    enabled = gc.isenabled()
    gc.disable()
    try:
        for run in range(settings.runs):
            for i, task in enumerate(timers):
                progress(run * len(tasks) + i, settings.runs * len(tasks))
                for turn in range(settings.values + 1):
                    for name, timer in task.items():
                        value = timer(loops[i][name])
                        if turn:
                            values[i][name].append(value)
    finally:
        if enabled:
            gc.enable()
    return [{name: Measurement(measured) for name, measured in task.items()} for task in values]
