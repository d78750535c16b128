"""Compares the native base64 functions with the fallback, call by call.

Both get the same arguments: random and hostile ones, every length from 0 to 300, every
combination of parameters.  Results, errors (type, text, cause and context), warnings (category,
text, file and line), and the order in which side effects of the arguments happen must be equal.

Not compared are the wording of errors for arguments that do not fit the signature, and what a
function written in C does not have, such as a frame.  Not promised, and compared with --perverse
only, is that a bytearray can be resized while the call looks at its other arguments, where the
fallback happens to have made a copy; and what becomes of objects that lie about their class or
override methods that the fallback calls (bytes.translate, str.encode).

Exits with 1 at the first difference, and prints code that shows it.
"""

import argparse
import gc
import itertools
import random
import sys
import time
import warnings

import cases
import interface
import outcome
import sides
from outcome import Case, difference, perform
from shrink import reproduction, shrink
from values import NOT_SPECIFIED, Made

__all__ = ['Case', 'Made', 'NOT_SPECIFIED', 'replay']


def replay(case):
    """Print what both sides do with a case; for reproductions."""
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        outcome.watch_unraisable()
        for name, module in ('native', sides.native()), ('fallback', sides.fallback()):
            print(f'{name}:')
            show(perform(case, module, log))


def show(what, file=None):
    for field, value in what._asdict().items():
        text = repr(value)
        if len(text) > 500:
            text = text[:400] + f'... ({len(text)} characters)'
        print(f'    {field}: {text}', file=file)


class Difference(Exception):
    """Raised when a difference has been reported."""


def report(case, native, fallback, log):
    case = shrink(case, native, fallback, log)
    field, ours, theirs = difference(case, native, fallback, log)
    print(f'\nDIFFERENCE in {field} of {case.function}')
    print('native:')
    show(ours)
    print('fallback:')
    show(theirs)
    print('To see it, run this code with this interpreter:\n')
    print(reproduction(case), flush=True)


class Progress:
    def __init__(self, total):
        self.total = total
        self.start = self.shown = time.monotonic()

    def show(self, calls, series):
        now = time.monotonic()
        if now - self.shown >= 5:
            self.shown = now
            print(f'{calls:>9,} of {self.total:,} calls, {now - self.start:4.0f} s: {series}', flush=True)


def compare(native, fallback, calls, seed, exhaustive=False, perverse=False):
    """Make the calls; the number made, or the first case that differs."""
    rng = random.Random(seed)
    progress = Progress(calls)
    made = 0
    series = itertools.chain(cases.fixed(rng, exhaustive, perverse), [('random', cases.randomly(rng))])
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        for name, stream in series:
            for case in stream:
                # In an exhaustive run, all of the fixed series are made.
                if made >= calls and not (exhaustive and name != 'random'):
                    return made
                found = difference(case, native, fallback, log)
                if found:
                    report(case, native, fallback, log)
                    raise Difference
                made += 1
                if not made % 1000:
                    progress.show(made, name)
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('--calls', type=int, default=3_000_000, metavar='N',
                        help='how many calls to compare (default: %(default)s)')
    parser.add_argument('--seed', type=int, help='for the random part (default: a new one, printed)')
    parser.add_argument('--exhaustive', action='store_true', help='longer fixed series')
    parser.add_argument('--self', action='store_true',
                        help='compare the fallback with itself, which tests the comparison')
    parser.add_argument('--perverse', action='store_true',
                        help='compare also what is not promised to be equal: objects that lie about their class or '
                             'override methods of str and bytes, and what is held while arguments are looked at')
    options = parser.parse_args()
    outcome.may_hold = not options.perverse
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    native = sides.fallback() if options.self else sides.native()
    fallback = sides.fallback()
    print(f'{sys.executable}: seed {seed}', flush=True)
    # Pickles name a module, and only one of the two can be found by its name.
    found = list(interface.problems(native, fallback, processes=not options.self))
    for line in found:
        print(f'DIFFERENCE: {line}')
    if found:
        return 1
    print('signatures, names, docstrings, pickles: no difference', flush=True)
    outcome.watch_unraisable()
    gc.freeze()
    start = time.monotonic()
    try:
        made = compare(native, fallback, options.calls, seed, options.exhaustive, options.perverse)
    except Difference:
        print(f'a difference; seed {seed}')
        return 1
    print(f'in {time.monotonic() - start:.0f} s, seed {seed}:')
    print(f'{made:,} calls, no difference')
    return 0


if __name__ == '__main__':
    sys.exit(main())
