"""Measures native base64 against the standard library's own, in one process.

The standard library's own is the fallback: base64.py, which calls binascii.  pybase64 is measured
too if it can be imported.  The limit is what it takes to allocate the output and copy it.
"""

import argparse
import json
import os
import platform
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'differential'))

import rows
import sides
import timing


def size_text(size):
    for unit, name in (1 << 20, 'MiB'), (1 << 10, 'KiB'):
        if size >= unit:
            return f'{size // unit} {name}'
    return f'{size} B'


def cpu_model():
    try:
        with open('/proc/cpuinfo') as file:
            for line in file:
                key, _, value = line.partition(':')
                if key.strip() == 'model name':
                    return value.strip()
    except OSError:
        pass
    return platform.processor() or platform.machine() or 'unknown processor'


def speed_text(measurement, size):
    """Time per call for small inputs; throughput in raw, not encoded, bytes for large ones."""
    if measurement is None:
        return '-'
    if size <= rows.LARGEST_SHOWN_AS_TIME:
        return f'{measurement.median * 1e9:,.0f} ns'
    return f'{size / measurement.median / 1e9:.2f} GB/s'


def table(names, results, with_pybase64):
    """The table as rows of cells, the heading first."""
    heading = ['function', 'size', 'native', 'stock', 'speedup']
    if with_pybase64:
        heading += ['pybase64', 'vs pybase64']
    yield heading + ['limit', 'spread']
    for (label, size), result in zip(names, results):
        native, stock, limit = result['native'], result['stock'], result['limit']
        cells = [label, size_text(size), speed_text(native, size), speed_text(stock, size),
                 f'{stock.median / native.median:.2f}x']
        if with_pybase64:
            rival = result.get('pybase64')
            cells += [speed_text(rival, size), f'{rival.median / native.median:.2f}x' if rival else '-']
        spread = max(native.spread, stock.spread)
        yield cells + [speed_text(limit, size), f'{spread:.1%}']


def plain(cells):
    widths = [max(map(len, column)) for column in zip(*cells)]
    lines = []
    previous = None
    for row in cells:
        if row[0] != previous and lines:
            lines.append('')
        previous = row[0]
        first, *others = (cell.ljust(width) if i == 0 else cell.rjust(width)
                          for i, (cell, width) in enumerate(zip(row, widths)))
        lines.append('  '.join([first, *others]))
    return '\n'.join(lines) + '\n'


def markdown(cells, heading):
    first, *others = cells
    lines = [heading, '', '| ' + ' | '.join(first) + ' |', '|---' + '|---:' * (len(first) - 1) + '|']
    lines += ['| ' + ' | '.join(row) + ' |' for row in others]
    return '\n'.join(lines) + '\n'


def as_json(names, results, facts):
    return facts | {'results': [
        {'function': label, 'size': size,
         'candidates': {name: {'median': m.median, 'spread': m.spread, 'values': m.values}
                        for name, m in result.items()}}
        for (label, size), result in zip(names, results)]}


def progress(done, total):
    if sys.stderr.isatty():
        print(f'\r{done * 100 // total:3} %', end='', file=sys.stderr, flush=True)


def end_progress():
    if sys.stderr.isatty():
        print('\r      \r', end='', file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('--quick', action='store_true', help='less exact, and without 16 MiB: some seconds')
    parser.add_argument('--json', metavar='FILE', help='write every value to FILE')
    parser.add_argument('--markdown', metavar='FILE', help='write the table to FILE')
    parser.add_argument('--self', action='store_true',
                        help='the fallback against itself: what ratios are noise')
    options = parser.parse_args()
    fallback = sides.fallback()
    native = sides.fallback() if options.self else sides.native()
    try:
        import pybase64
    except ImportError:
        pybase64 = None

    facts = {'python': sys.version, 'processor': cpu_model(), 'cores': os.cpu_count()}
    if options.self:
        facts['backend'] = 'none: the fallback against itself'
    elif backend := sides.backend():
        facts['backend'] = backend
    if pybase64:
        facts['pybase64'] = f'{pybase64.__version__}, {pybase64.get_version()}'
    for name, value in facts.items():
        print(f'{name}: {value}')
    print('GB/s are of raw bytes; spread is half the distance between the quartiles.\n', flush=True)

    settings = timing.QUICK if options.quick else timing.THOROUGH
    sizes = rows.SIZES[:-1] if options.quick else rows.SIZES
    names, tasks = rows.tasks(native, fallback, pybase64, sizes)
    results = timing.measure(tasks, settings, progress)
    end_progress()
    cells = list(table(names, results, pybase64 is not None))
    print(plain(cells), end='')
    if options.json:
        with open(options.json, 'w') as file:
            json.dump(as_json(names, results, facts), file, indent=1)
    if options.markdown:
        backend = facts.get('backend')
        heading = f'{facts["processor"]}, Python {platform.python_version()}' + (backend and f', {backend}' or '')
        with open(options.markdown, 'w') as file:
            file.write(markdown(cells, heading))


if __name__ == '__main__':
    main()
