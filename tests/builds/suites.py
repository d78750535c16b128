"""Two runs of CPython's tests, one with Rust and one without, and what is worse in the first.

A run is what recorded.py wrote: for each file its state and its cases.
"""

import collections
import json
import re
from typing import NamedTuple

# What is worse than another outcome. A case that was not run at all has none.
RANK = {'passed': 0, 'skipped': 1, 'not run': 2, 'failed': 3}
# The parameters of subtests are part of their names, and those of some are objects without a name.
ADDRESS = re.compile(r' at 0x[0-9a-f]+')
# What regrtest calls the end of a file. The other states are failures.
STATES = {'PASSED': 'passed', 'SKIPPED': 'skipped', 'RESOURCE_DENIED': 'skipped', 'DID_NOT_RUN': 'not run', 'ENV_CHANGED': 'failed'}


class Difference(NamedTuple):
    file: str
    # None is the file as a whole.
    case: str | None
    with_rust: str
    without: str

    @property
    def worse(self):
        return RANK[self.with_rust] > RANK[self.without]


def read(path):
    """The outcome of each (file, case); of a file that was run twice, the later one."""
    run = {}
    with open(path, encoding='utf-8') as file:
        for line in map(json.loads, file):
            for old in [key for key in run if key[0] == line['file']]:
                del run[old]
            run[line['file'], None] = STATES.get(line['state'], 'failed')
            for case, outcome in line['cases'].items():
                key = line['file'], ADDRESS.sub(' at 0x…', case)
                run[key] = max(outcome, run.get(key, outcome), key=RANK.get)
    return run


def files(run):
    return sorted(file for file, case in run if case is None)


def cut_short(run):
    """Files that failed before any case was told: a crash, or no time left. In both runs, they would hide a difference."""
    told = {file for file, case in run if case is not None}
    return {file for file, case in run if case is None and run[file, case] == 'failed' and file not in told}


def differences(with_rust, without):
    """What has another outcome with Rust than without."""
    keys = sorted(with_rust.keys() | without.keys(), key=lambda key: (key[0], key[1] or ''))
    for key in keys:
        outcomes = with_rust.get(key, 'not run'), without.get(key, 'not run')
        if outcomes[0] != outcomes[1]:
            yield Difference(*key, *outcomes)


def failed_in_both(with_rust, without):
    return sorted({file for file, case in with_rust if case is None
                   and with_rust[file, None] == without.get((file, None)) == 'failed'})


def with_reasons(found, reasons):
    """Those that no reason is known for, and those that one is known for."""
    unknown, known = [], []
    for difference in found:
        reason = reasons.get(difference.case) or reasons.get(difference.file)
        (known if reason else unknown).append(difference)
    return unknown, known


def best_of(runs):
    """Of several runs of the same tests: an outcome that a case has had at least once is one that it can have."""
    best = {}
    for run in runs:
        for key, outcome in run.items():
            if key not in best or RANK[outcome] < RANK[best[key]]:
                best[key] = outcome
    return best


def table(found):
    lines = ['| file | case | with Rust | without |', '|---|---|---|---|']
    for difference in found:
        case = 'the file' if difference.case is None else difference.case.removeprefix('test.').removeprefix(f'{difference.file}.')
        lines.append(f'| {difference.file} | {case} | {difference.with_rust} | {difference.without} |')
    return '\n'.join(lines)


def counts(run):
    files = collections.Counter(outcome for (_, case), outcome in run.items() if case is None)
    cases = collections.Counter(outcome for (_, case), outcome in run.items() if case is not None)
    return f'files: {text(files)}; cases: {text(cases)}'


def passed(run):
    """How many cases."""
    return sum(outcome == 'passed' for (_, case), outcome in run.items() if case is not None)


def text(counter):
    return ', '.join(f'{counter[outcome]} {outcome}' for outcome in RANK if counter[outcome])
