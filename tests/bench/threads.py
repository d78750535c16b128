"""Two threads against one: what is gained where the GIL is released."""

import os
import statistics
import threading
import time

import timing

SIZE = 1 << 20


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1


def elapsed(call, loops, threads):
    """Seconds from the moment at which the threads start to that at which the last is done."""
    barrier = threading.Barrier(threads)
    times = []

    def work():
        timer = call.timer(clock=time.perf_counter)
        barrier.wait()
        start = time.perf_counter()
        timer(loops)
        times.append((start, time.perf_counter()))

    started = [threading.Thread(target=work) for _ in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    starts, ends = zip(*times)
    return max(ends) - min(starts)


def gain(one, two):
    """How many times as much two threads do in the same time, from the seconds each took: medians."""
    return 2 * statistics.median(one) / statistics.median(two)


def measure(tasks, seconds, rounds):
    """For each task at SIZE, its label and what two threads gain, in ours and in stock."""
    results = []
    with timing.no_collections():
        for task in tasks:
            if task.size != SIZE:
                continue
            calls = task.calls()
            result = {'row': task.row.label}
            for name in 'ours', 'stock':
                loops, _ = timing.calibrate(calls[name].timer(clock=time.perf_counter), seconds)
                one, two = [], []
                for _ in range(rounds):
                    one.append(elapsed(calls[name], loops, 1))
                    two.append(elapsed(calls[name], loops, 2))
                result[name] = round(gain(one, two), 3)
            results.append(result)
    return results
