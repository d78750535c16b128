"""Times every function on hostile input of a length and of twice that length; run by test_linear.py in a child.

Prints JSON: for each function and pattern that took more than LIMIT times as long, how many times.
"""

import json
import sys
import time
import warnings

import need
import cases
import sides

# As far from twice as from four times, which quadratic time is: other processes share the caches.
LIMIT = 2.8
# Both lengths and their results fit a processor's second cache.
SIZE = 1 << 16
SHORTEST = 0.0005
ROUNDS = 3
# What other processes disturb is measured again, from the start: one short call that was lucky would count for ever.
# What takes quadratic time takes four times as long each time.
ATTEMPTS = 8


def patterns(subject):
    yield from subject.format.pieces
    yield b'\n' * 76 + b'Q'
    yield bytes(range(256))
    for text in subject.inputs()[:6]:
        if text:
            yield text
            yield text + b'\n'
    yield subject.data(45, cases.random_module.Random(1))


def settings(subject):
    yield {}
    for option, value in {'ignorechars': bytes(range(256)), 'wrapcol': 1, 'validate': True, 'strict_mode': True, 'istext': False,
                          'sep': b':', 'foldspaces': True, 'padded': False, 'casefold': True}.items():
        if option in subject.options:
            yield {option: value}


def run(function, case, times):
    """How long this thread works on that many calls."""
    start = time.thread_time()
    for _ in range(times):
        try:
            function(*case.args, **case.kwargs)
        except ValueError:
            pass
    return time.thread_time() - start


def ratio(function, short, long):
    times = 1
    while run(function, short, times) < SHORTEST:
        times *= 2
    for attempt in range(ATTEMPTS):
        fastest = [float('inf')] * 2
        for _ in range(ROUNDS):
            for i, case in enumerate((short, long)):
                fastest[i] = min(fastest[i], run(function, case, times))
        result = fastest[1] / fastest[0]
        if result < LIMIT:
            break
    return result


def measure(function, subject):
    for pattern in dict.fromkeys(patterns(subject)):
        # Whole groups of any format, so that both lengths end in the same way.
        text = pattern * (SIZE // len(pattern) // 40 * 40)
        for values in settings(subject):
            result = ratio(function, subject.call(text, values), subject.call(text + text, values))
            if result >= LIMIT:
                yield f'{subject.function.name}({pattern!r:.40} repeated, {values})', result


def main():
    warnings.simplefilter('ignore')
    ours = sides.ours()
    results = {}
    for subject in cases.SUBJECTS:
        if not sides.is_rust(subject.function.name):
            raise SystemExit(f'{subject.function.name} is not in Rust')
        results |= measure(ours.function(subject.function.name), subject)
    json.dump(results, sys.stdout)


if __name__ == '__main__':
    main()
