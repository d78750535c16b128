"""Shows on a real file that native base64 gives the same bytes as CPython's own, and how much faster.

Exits with 1 if anything differs.
"""

import argparse
import hashlib
import os
import platform
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
for folder in 'differential', 'bench':
    sys.path.insert(0, os.path.join(HERE, folder))

import machine
import rows
import sides
import timing
import units

# Each step's function, and the step that made its input; None is the file itself.
STEPS = (
    ('encode', 'b64encode', None),
    ('decode', 'b64decode', 'encode'),
    ('URL-safe encode', 'urlsafe_b64encode', None),
    ('URL-safe decode', 'urlsafe_b64decode', 'URL-safe encode'),
    ('MIME encode', 'encodebytes', None),
    ('MIME decode', 'decodebytes', 'MIME encode'),
)
LARGEST = 1 << 20
LABELS = ('b64encode', 'b64decode')
BAR_WIDTH = 30


class Screen:
    """Prints, with colours and blocks where the output is a terminal."""

    def __init__(self):
        self.fancy = sys.stdout.isatty() and not os.environ.get('NO_COLOR') and os.environ.get('TERM') != 'dumb'
        unicode = (sys.stdout.encoding or '').lower().replace('-', '') == 'utf8'
        self.block = '█' if self.fancy and unicode else '#'

    def paint(self, text, code):
        return f'\x1b[{code}m{text}\x1b[0m' if self.fancy else text

    def title(self, text):
        print('\n' + self.paint(text, '1'))

    def verdict(self, good):
        return self.paint('same', '32') if good else self.paint('DIFFERENT', '1;31')

    def bar(self, share):
        return self.paint(self.block * max(1, round(share * BAR_WIDTH)), '36')


def short_hash(data):
    return hashlib.sha256(data).hexdigest()[:12]


def same_bytes(screen, native, base64, data):
    """Do every step on both sides and print it; true if all is the same."""
    made = {None: data}
    good = True
    for label, name, source in STEPS:
        ours = getattr(native, name)(made[source])
        theirs = getattr(base64, name)(made[source])
        same = ours == theirs and (source is None or theirs == data)
        good = good and same
        made[label] = theirs
        print(f'  {label:<16} {len(theirs):>12,} bytes   native {short_hash(ours)}   '
              f'stock {short_hash(theirs)}   {screen.verdict(same)}')
    return good


def speed(screen):
    tasks = rows.tasks(sides.ours(), sides.stock(), chosen=LABELS.__contains__, largest=LARGEST)
    results = timing.measure(tasks, timing.QUICK)
    ratios = [result['stock']['median'] / result['ours']['median'] for result in results]
    previous = None
    for task, result, ratio in zip(tasks, results, ratios):
        label, size = task.row.label, task.size
        shown = '' if label == previous else label
        previous = label
        print(f'  {shown:<10} {units.size_text(size):>7}  '
              f'{units.speed_text(result["stock"]["median"], size):>10} -> '
              f'{units.speed_text(result["ours"]["median"], size):>10}  '
              f'{ratio:5.1f}x {screen.bar(ratio / max(ratios))}')


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('file', nargs='?', default=os.path.realpath(sys.executable),
                        help='a file of some megabytes (default: the interpreter itself)')
    options = parser.parse_args()
    native = sides.native()
    try:
        with open(options.file, 'rb') as file:
            data = file.read()
    except OSError as error:
        parser.error(str(error))

    screen = Screen()
    backend = sides.backend()
    print(f'Python {platform.python_version()}, base64 in Rust{backend and f" ({backend})"}, '
          f'on {machine.cpu_model()}')
    screen.title(f'The same bytes: {options.file}, {len(data):,} bytes')
    good = same_bytes(screen, native, sides.stock().base64, data)
    screen.title('How much faster: stock -> native')
    speed(screen)
    if not good:
        print('\nNative and stock differ; tests/differential/base64_calls.py finds out where.')
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
