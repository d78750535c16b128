"""Measures base64, binascii, hashlib, hmac, ssl and asn1lib against CPython's own, and against packages that do the same work.

The stock side is compiled for the interpreter that runs this (tests/stock); packages are measured if they can be
imported.  Writes reports, their numbers and their plots into a folder and two below it.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'differential'))

import certificates
import hashes
import machine
import modules
import plot
import report
import rivals
import rows
import sides
import targets
import threads
import timing

# What is in a report: rows, extension modules of which import and size are, modules whose import with all that they import is, and
# packages that the rows are compared with.
Contents = collections.namedtuple('Contents', 'rows modules imports rivals')
# By the folder that a report goes into, in that of all.
REPORTS = {
    '': Contents(rows.ROWS, ('_base64', 'binascii'), (), ('pybase64', 'isal', 'zlib-ng')),
    'hashes': Contents(hashes.ROWS, hashes.NAMES, ('hashlib', 'hmac'), ('OpenSSL',)),
    'certificates': Contents(certificates.ROWS, ('_asn1',), (), ('cryptography', 'asn1crypto', 'pyasn1', 'certifi')),
}
LARGEST_IN_QUICK = 1 << 20
# The sizes of a function that is plotted.
FEWEST_PLOTTED = 4


def progress(done, total):
    if sys.stderr.isatty():
        print(f'\r{done * 100 // total:3} %', end='', file=sys.stderr, flush=True)


def end_progress():
    if sys.stderr.isatty():
        print('\r      \r', end='', file=sys.stderr, flush=True)


def measure(chosen, quick):
    """Everything, as it goes into the JSON file."""
    measured = machine.facts()
    forced = measured['backend']['forced']
    machine.check_backend(forced, measured['backend']['used'])
    packages, versions, missing = rivals.load(forced)
    tasks = rows.tasks(sides.ours(), sides.stock(), packages, chosen, LARGEST_IN_QUICK if quick else rows.SIZES[-1])
    # What a forced backend has no part in is in the report without.
    if not forced:
        of_hashes = hashes.tasks(chosen, LARGEST_IN_QUICK if quick else rows.SIZES[-1])
        if of_hashes:
            versions['OpenSSL'] = hashes.openssl()
        tasks += of_hashes + certificates.tasks(packages, chosen)
    if not tasks:
        known = [row.label for contents in REPORTS.values() for row in contents.rows]
        raise SystemExit(f'no row is so named: known are {", ".join(known)}')
    times = timing.measure(tasks, timing.QUICK if quick else timing.THOROUGH, progress)
    end_progress()
    in_threads, costs = [], {'modules': {}, 'imports': {}}
    if not forced:
        in_threads = threads.measure(tasks, *(0.01, 3) if quick else (0.03, 7)) if threads.cores() > 1 else None
        stock = {targets.STOCK + 'binascii': sides.stock().binascii.__file__, **hashes.stock_files()}
        names = [name for contents in REPORTS.values() for name in contents.modules]
        costs = modules.measure(modules.files(names) | stock, hashes.import_files(), 5 if quick else 41)
    calls = [{'group': task.row.group, 'row': task.row.label, 'size': task.size, 'times': of_task}
             for task, of_task in zip(tasks, times)]
    return measured | {'rivals': versions, 'missing': missing, 'calls': calls, 'threads': in_threads} | costs


def reports(measured):
    """What goes into which report, of those that any row was measured for."""
    for folder, contents in REPORTS.items():
        labels = {row.label for row in contents.rows}
        # Each extension module is compared with stock binascii, too.
        names = {'modules': (*contents.modules, targets.STOCK + 'binascii'), 'imports': contents.imports,
                 'rivals': contents.rivals, 'missing': contents.rivals}
        part = measured | {
            'calls': [call for call in measured['calls'] if call['row'] in labels],
            'threads': measured['threads'] and [gain for gain in measured['threads'] if gain['row'] in labels],
            **{of: {name: fact for name, fact in measured[of].items()
                    if name in kept or name.removeprefix(targets.STOCK) in kept} for of, kept in names.items()},
        }
        if part['calls']:
            yield folder, part


def to_json(measured):
    """One line for each call, so that a file can be read and compared."""
    calls = ',\n  '.join(json.dumps(call) for call in measured['calls'])
    rest = json.dumps({name: value for name, value in measured.items() if name != 'calls'}, indent=1)
    return f'{rest[:-2]},\n "calls": [\n  {calls}\n ]\n}}\n'


def made_on(measured):
    backend = measured['backend']['used']
    return (f'{measured["machine"]["processor"]}, {measured["machine"]["cores"]} cores, '
            f'CPython {measured["python"]["version"]}' + (backend and f', {backend}'))


def write(measured, folder):
    """Report and plots into `folder`; the text of the report."""
    name = targets.report_name(measured)
    plots = {}
    os.makedirs(folder, exist_ok=True)
    sizes = collections.Counter(call['row'] for call in measured['calls'])
    for group, title in rows.GROUPS.items():
        calls = [call for call in measured['calls'] if call['group'] == group and sizes[call['row']] >= FEWEST_PLOTTED]
        if calls:
            plots[group] = f'{name}-{group}.svg'
            with open(os.path.join(folder, plots[group]), 'w', encoding='utf-8') as file:
                file.write(plot.plot(title, made_on(measured), calls))
    text = report.report(measured, targets.Targets.of(measured), targets.reasons(measured), plots)
    with open(os.path.join(folder, f'{name}.md'), 'w', encoding='utf-8') as file:
        file.write(text)
    return text


def render(folder):
    """Write the reports again from the numbers that are there."""
    numbers = [path for of_report in REPORTS for path in sorted(pathlib.Path(folder, of_report).glob('*.json'))]
    if not numbers:
        raise SystemExit(f'{folder} has no numbers: measure first')
    for path in numbers:
        write(json.loads(path.read_text('utf-8')), path.parent)
        print(path.with_suffix('.md'))


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('--output', metavar='DIR', help='where the reports go; without it, they are only printed')
    parser.add_argument('--quick', action='store_true', help='less exact, and without 16 MiB: some seconds')
    parser.add_argument('--rows', metavar='REGEX', default='', help='only the functions in whose name this is found')
    parser.add_argument('--render', action='store_true',
                        help='write the reports in DIR again from their numbers, with the present targets and reasons')
    options = parser.parse_args()
    if options.render:
        if not options.output:
            parser.error('--render needs --output')
        render(options.output)
        return
    measured = measure(re.compile(options.rows).search, options.quick)
    with tempfile.TemporaryDirectory() as nowhere:
        parts = {pathlib.Path(options.output or nowhere, folder): part for folder, part in reports(measured)}
        # First what took long to get.
        for folder, part in parts.items():
            folder.mkdir(parents=True, exist_ok=True)
            folder.joinpath(f'{targets.report_name(part)}.json').write_text(to_json(part), 'utf-8')
        for folder, part in parts.items():
            print(write(part, folder), end='')


if __name__ == '__main__':
    main()
