"""Compares our base64 and binascii with CPython's own of the same version, call by call.

Both get the same arguments: valid and damaged texts, every short string of the characters that a decoder tells
apart, errors at every place, hostile objects, every combination of options.  Results, errors (type, text, cause and
context), warnings (category, text, file and line), and the order in which side effects of the arguments happen must be equal.

Not compared are the wording of errors for arguments that do not fit the signature of a function of base64, which is written
in Python, and what a function written in C does not have, such as a frame.  Not promised, and compared with --perverse
only, is that a bytearray can be resized while a function of base64 looks at its other arguments, where the
original happens to have made a copy; and what becomes of objects that lie about their class or
override methods that the original calls (bytes.translate, str.encode).

Prints code that shows the first difference of each function, and exits with 1 if there is one.

    PYTHON calls.py                                 a sample of every series, and random calls up to a million
    PYTHON calls.py --share 0.35 --calls 3_500_000  the long run, a quarter of an hour; with each of three versions, ten million
    PYTHON calls.py --exhaustive                    all of every series, and longer strings: hours
    PYTHON calls.py --only binascii.a2b_qp base64.b32decode
"""

import argparse
import gc
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
from signatures import FUNCTIONS
from values import NOT_SPECIFIED, Made

__all__ = ['Case', 'Made', 'NOT_SPECIFIED', 'replay']

# How much of the fixed series is made if nothing else is asked for: a minute or two.
SAMPLE = 0.08


def replay(case):
    """Print what both sides do with a case; for reproductions."""
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        outcome.watch_unraisable()
        for name, side in ('ours', sides.ours()), ('stock', sides.stock()):
            print(f'{name}:')
            show(perform(case, side, log))


def show(what, file=None):
    for field, value in what._asdict().items():
        text = repr(value)
        if len(text) > 500:
            text = text[:400] + f'... ({len(text)} characters)'
        print(f'    {field}: {text}', file=file)


class Difference(Exception):
    """Raised when differences have been reported."""


def report(case, ours, stock, log):
    case = shrink(case, ours, stock, log)
    field, our_outcome, their_outcome = difference(case, ours, stock, log)
    print(f'\nDIFFERENCE in {field} of {case.function}')
    print('ours:')
    show(our_outcome)
    print('stock:')
    show(their_outcome)
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
            print(f'{calls:>10,} calls of {self.total:,} or more, {now - self.start:4.0f} s: {series}', flush=True)


def sampled(stream, share, rng):
    # Making a case takes longer than a call: without this, a share of nothing would take minutes.
    return () if not share else (case for case in stream if rng.random() < share)


def compare(ours, stock, calls, seed, exhaustive=False, perverse=False, only=(), share=SAMPLE):
    """Make the calls: of the fixed series all or a sample, then random ones up to `calls`.  The number made."""
    rng = random.Random(seed)
    chooser = random.Random(seed)
    progress = Progress(calls)
    made = 0
    # What differs in one call does so in many.
    differ = set()
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        for name, stream in cases.every_case(rng, exhaustive, perverse, only):
            for case in stream if exhaustive or name in cases.WHOLE else sampled(stream, share, chooser):
                if name == 'random' and made >= calls or len(differ) == len(only or FUNCTIONS):
                    break
                if case.function in differ:
                    continue
                if difference(case, ours, stock, log):
                    report(case, ours, stock, log)
                    differ.add(case.function)
                made += 1
                if not made % 1000:
                    progress.show(made, name)
    if differ:
        raise Difference(f'{made:,} calls; these functions differ: {", ".join(sorted(differ))}')
    return made


def what_is_rust():
    """The names of functions that are, and of those that should be and are not: base64.encode and decode copy files, in Python."""
    rust = [name for name in FUNCTIONS if sides.is_rust(name)]
    return rust, [name for name, function in FUNCTIONS.items() if function.does != 'copy' and name not in rust]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--calls', type=int, default=1_000_000, metavar='N',
                        help='how many calls to compare at least (default: %(default)s)')
    parser.add_argument('--seed', type=int, help='for what is random (default: a new one, printed)')
    parser.add_argument('--exhaustive', action='store_true', help='all of the fixed series, and longer ones')
    parser.add_argument('--share', type=float, default=SAMPLE, help='how much of the fixed series (default: %(default)s)')
    parser.add_argument('--only', nargs='+', default=(), choices=FUNCTIONS, metavar='FUNCTION', help='only these functions')
    parser.add_argument('--self', action='store_true', help='compare stock with stock, which tests the comparison')
    parser.add_argument('--perverse', action='store_true',
                        help='compare also what is not promised to be equal: objects that lie about their class or '
                             'override methods of str and bytes, and what is held while arguments are looked at')
    options = parser.parse_args()
    outcome.may_hold = not options.perverse
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    ours = sides.another_stock() if options.self else sides.ours()
    stock = sides.stock()
    rust, missing = what_is_rust()
    print(f'{sys.executable}: seed {seed}; {len(rust)} of {len(FUNCTIONS)} functions are in Rust ({" ".join(rust) or "none"}) '
          f'{sides.backend()}', flush=True)
    if missing and not options.self:
        raise SystemExit(f'not in Rust, so that CPython would be compared with itself: {" ".join(missing)}; is PYTHON_RUST_DISABLE set?')
    # Pickles name a module, and only one of the two can be found by its name.
    found = list(interface.problems(ours, stock, processes=not options.self))
    for line in found:
        print(f'DIFFERENCE: {line}')
    if not found:
        print('signatures, names, constants, docstrings, pickles: no difference', flush=True)
    outcome.watch_unraisable()
    gc.freeze()
    start = time.monotonic()
    try:
        made = compare(ours, stock, options.calls, seed, options.exhaustive, options.perverse, options.only,
                       options.share)
    except Difference as difference:
        print(f'in {time.monotonic() - start:.0f} s, seed {seed}: {difference}')
        return 1
    print(f'in {time.monotonic() - start:.0f} s, seed {seed}:')
    print(f'{made:,} calls, no difference')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
