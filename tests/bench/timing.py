"""Timing by pyperf's method, inside one process.

A value is the time of many calls in a loop, divided by their number; the number of calls is calibrated so that a value
takes long enough for the clock.  The candidates take turns value by value, so that a machine that slows down slows them
all.  A run begins with a warm-up value that is thrown away; the runs are spread over the whole measurement.

The clock is the processor time of this thread: the functions measured do not wait for anything, and what other
processes do meanwhile does not count.
"""

import contextlib
import gc
import itertools
import math
import random
import statistics
import time


class Settings:
    """How long to measure.

    A value takes `value_time` seconds.  A run has that many values, or fewer (but not below `fewest`) where they would
    take longer than `run_time` seconds.
    """

    def __init__(self, value_time, values, fewest, run_time, runs):
        self.value_time = value_time
        self.values = values
        self.fewest = fewest
        self.run_time = run_time
        self.runs = runs

    def values_per_run(self, longest):
        """For calls the longest of which takes that many seconds."""
        values = int(self.run_time / max(longest, self.value_time))
        return min(max(values, self.fewest), self.values)


THOROUGH = Settings(value_time=0.003, values=13, fewest=5, run_time=0.2, runs=4)
QUICK = Settings(value_time=0.001, values=5, fewest=3, run_time=0.01, runs=2)

# The interpreter specializes a loop for what it calls.  Candidates that shared one would spoil that for each other, so
# each is compiled by itself, and with the arguments as a program would have them.
_TIMER = '''
def timer(loops):
    start = clock()
    for _ in repeat(None, loops):
        {expression}
    return (clock() - start) / loops
'''


class Call:
    """A function and the source of its arguments, in which the input is known as `data`, or by the names that are given.

    `then` is the source of what is done with the result, such as '.digest()'.
    """

    def __init__(self, function, arguments, data=None, then='', **more):
        self.expression = f'function({arguments}){then}'
        self.names = {'function': function, 'data': data, **more}

    def __call__(self):
        return eval(self.expression, dict(self.names))

    def timer(self, clock=time.thread_time):
        """A function of the number of loops that gives the seconds per call."""
        # Local names, as in any function that has looked up what it calls.
        parameters = ', '.join([*self.names, 'clock', 'repeat'])
        source = f'def make({parameters}):{_TIMER.replace(chr(10), chr(10) + " ")}\n return timer'
        made = {}
        exec(source.format(expression=self.expression), made)
        return made['make'](**self.names, clock=clock, repeat=itertools.repeat)


def calibrate(timer, value_time):
    """The number of loops that take that many seconds, and the seconds for one."""
    loops = 1
    while True:
        per_call = timer(loops)
        elapsed = per_call * loops
        if elapsed >= value_time:
            return loops, per_call
        loops = max(loops + 1, math.ceil(loops * value_time / elapsed)) if elapsed else loops * 2


def summary(values):
    """What is kept of the values of one candidate: seconds in, nanoseconds per call out."""
    q1, median, q3 = statistics.quantiles(values, n=4, method='inclusive')
    numbers = {'min': min(values), 'q1': q1, 'median': median, 'q3': q3, 'max': max(values)}
    return {'values': len(values)} | {name: float(f'{value * 1e9:.5g}') for name, value in numbers.items()}


@contextlib.contextmanager
def no_collections():
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def measure(tasks, settings, progress=lambda done, total: None):
    """Time the calls of every task; for each a dict of summaries by the names of the calls."""
    plans = [None] * len(tasks)
    values = [{} for _ in tasks]
    rng = random.Random(len(tasks))
    with no_collections():
        for run in range(settings.runs):
            for i, task in enumerate(tasks):
                progress(run * len(tasks) + i, settings.runs * len(tasks))
                timers = {name: call.timer() for name, call in task.calls().items()}
                if not plans[i]:
                    loops = {name: calibrate(timer, settings.value_time) for name, timer in timers.items()}
                    longest = max(count * seconds for count, seconds in loops.values())
                    plans[i] = {name: count for name, (count, _) in loops.items()}, settings.values_per_run(longest)
                loops, wanted = plans[i]
                for turn in range(wanted + 1):
                    # In no fixed order: the one before may have left data in the cache, or memory to write to.
                    for name in rng.sample(list(timers), len(timers)):
                        value = timers[name](loops[name])
                        if turn:
                            values[i].setdefault(name, []).append(value)
    return [{name: {'loops': plan[0][name]} | summary(of_one) for name, of_one in measured.items()}
            for plan, measured in zip(plans, values)]
