"""How much memory each round of something costs in the long run.

    python growth.py own-gil|shared-gil ROUNDS CODE     runs CODE in as many fresh interpreters, and prints what measure() does

Of a round two numbers are known: kilobytes that the process has, and bytes that malloc() has given out, 0 where that is not told.
"""

import ctypes
import os
import statistics
import sys

# What comes and goes between rounds, whatever they do: blocks of malloc(), and pages. One table that grows is no leak.
MALLOC_NOISE = 6_000
PAGES_NOISE = 256


class Given(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in
                ('arena', 'ordblks', 'smblks', 'hblks', 'hblkhd', 'usmblks', 'fsmblks', 'uordblks', 'fordblks', 'keepcost')]


try:
    mallinfo2 = ctypes.CDLL(None).mallinfo2
except AttributeError:
    mallinfo2 = Given
else:
    mallinfo2.restype = Given


def measure():
    """What embed.c prints of a round."""
    with open('/proc/self/statm') as file:
        kilobytes = int(file.read().split()[1]) * os.sysconf('SC_PAGESIZE') // 1024
    given = mallinfo2()
    return f'{kilobytes} {given.uordblks + given.hblkhd}'


def per_round(values):
    """(What a round costs, the most that is no more than noise), of values after each round.

    After half of the rounds everything that is made once is made. What one round in many costs is not counted: the median is of
    what so many rounds cost that noise is shared among them.
    """
    values = values[len(values) // 2:]
    apart = len(values) // 4
    return statistics.median((later - earlier) / apart for earlier, later in zip(values, values[apart:])), apart


def leaks(output):
    """What grows from round to round, as text; empty where nothing does."""
    rounds = [tuple(map(int, line.split())) for line in output.splitlines()]
    found = []
    for name, noise, values in zip(('KiB of memory', 'bytes of malloc()'), (PAGES_NOISE, MALLOC_NOISE), zip(*rounds)):
        growth, apart = per_round(values)
        if growth > noise / apart:
            found.append(f'{growth:.2f} {name} in each of {len(rounds)} rounds')
    return ', '.join(found)


def fresh_interpreter(kind):
    if kind == 'own-gil':
        from concurrent import interpreters

        def run(code):
            interpreter = interpreters.create()
            interpreter.exec(code)
            interpreter.close()
    else:
        import _testcapi

        def run(code):
            assert _testcapi.run_in_subinterp(code) == 0
    return run


def main(kind, rounds, code):
    run = fresh_interpreter(kind)
    for _ in range(int(rounds)):
        run(code)
        print(measure(), flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
