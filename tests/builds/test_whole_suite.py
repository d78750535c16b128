"""CPython's whole test suite, with Rust and without: nothing that passes without fails, is skipped or is not run with it.

WITH_RUST and WITHOUT_RUST are folders of builds of the same tree. RESULTS is one for what the runs write, which is kept.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import suites

WITH_RUST, WITHOUT_RUST, RESULTS = (os.environ.get(name) for name in ('WITH_RUST', 'WITHOUT_RUST', 'RESULTS'))

# libregrtest's "all", but what asks other machines for something or needs a display. What "all" leaves out is left out: files
# of several gigabytes, all time zones, and Pythons of other versions.
RESOURCES = 'all,-network,-urlfetch,-gui'
# For each file; a machine with something else to do may take long.
TIMEOUT = '1800'
JOBS = f'-j{os.cpu_count()}'
# regrtest ended by itself: nothing failed, tests failed, or they changed their environment.
COMPLETE = {0, 2, 3}
# A whole suite has more cases than this that pass, also on a machine that lacks most of what tests ask for.
AT_LEAST = 30_000
# What differs is run again, by itself, as often as this: tests with deadlines fail on a machine that is busy.
RERUNS = 2

# What may differ, and why: a file or a case.
REASONS = {}


def run_tests(out, record, *arguments):
    """Writes the record, in which failures are read, and returns what regrtest ended with."""
    options = ['-u', RESOURCES, '--timeout', TIMEOUT, '--randseed', '1', '--junit-xml', f'{record}.xml']
    recorded = Path(__file__).with_name('recorded.py')
    # The options of the interpreter that regrtest gives its own workers.
    command = [Path(out, 'python'), '-u', '-W', 'default', '-bb', '-E', recorded, record, *options, *arguments]
    # Some tests look at what is written into __pycache__.
    environment = {name: value for name, value in os.environ.items() if not name.startswith('PYTHON')}
    with subprocess.Popen(command, cwd=out, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors='replace', env=environment) as process:
        for line in process.stdout:
            print(line, end='', flush=True)
    return process.returncode


@unittest.skipUnless(WITH_RUST and WITHOUT_RUST and RESULTS, 'needs WITH_RUST, WITHOUT_RUST and RESULTS: ./x matrix sets them')
class WholeSuite(unittest.TestCase):
    def test_the_builds_differ_in_nothing_but_rust(self):
        options = []
        for out, used in (WITH_RUST, 'yes'), (WITHOUT_RUST, 'no'):
            code = 'import sysconfig; print(*map(sysconfig.get_config_var, ["WITH_RUST", "CONFIG_ARGS", "srcdir"]), sep="\\n")'
            told = subprocess.run([Path(out, 'python'), '-c', code], check=True, capture_output=True, text=True).stdout.splitlines()
            self.assertEqual(told[0], used)
            options.append(({word for word in shlex.split(told[1]) if not word.startswith('--with-rust')}, told[2]))
        self.assertEqual(*options)

    def test_nothing_is_worse_with_rust(self):
        Path(RESULTS).mkdir(parents=True, exist_ok=True)
        runs = {'with-rust': [], 'without-rust': []}
        for name, out in ('with-rust', WITH_RUST), ('without-rust', WITHOUT_RUST):
            print(f'== the whole suite {name}, as {"root" if os.geteuid() == 0 else "a user that is not root"}', flush=True)
            runs[name].append(self.results(name, out, JOBS))
        self.assertEqual(*[suites.files(run[0]) for run in runs.values()])
        for name, run in runs.items():
            self.assertGreater(suites.passed(run[0]), AT_LEAST, f'{name}: that was no whole suite')
        for again in range(RERUNS):
            files = {difference.file for difference in self.found(runs) if difference.worse}
            files |= suites.cut_short(suites.best_of(runs['with-rust'])) | suites.cut_short(suites.best_of(runs['without-rust']))
            if not files:
                break
            print(f'== worse with Rust, or cut short, so both builds run them by themselves: {", ".join(sorted(files))}', flush=True)
            for name, out in ('with-rust', WITH_RUST), ('without-rust', WITHOUT_RUST):
                runs[name].append(self.results(f'{name}-again-{again + 1}', out, *sorted(files)))
        self.report(runs)
        worse = [difference for difference in self.found(runs) if difference.worse]
        cut_short = set.union(*(suites.cut_short(suites.best_of(run)) for run in runs.values())) - REASONS.keys()
        self.assertEqual(cut_short, set(), 'files that came to no end, however often, are no comparison')
        self.assertEqual(worse, [], f'worse with Rust:\n{suites.table(worse)}')

    def results(self, name, out, *arguments):
        record = Path(RESULTS, f'{name}.jsonl')
        record.unlink(missing_ok=True)
        # One that was cut short would find little to compare.
        self.assertIn(run_tests(out, record, *arguments), COMPLETE, f'regrtest did not come to its end: {record}')
        return suites.read(record)

    def found(self, runs):
        best = {name: suites.best_of(several) for name, several in runs.items()}
        unknown, _ = suites.with_reasons(suites.differences(best['with-rust'], best['without-rust']), REASONS)
        return unknown

    def report(self, runs):
        first = [runs[name][0] for name in ('with-rust', 'without-rust')]
        print(f'== with Rust     {suites.counts(first[0])}\n== without Rust  {suites.counts(first[1])}')
        print(f'== files that fail in both: {", ".join(suites.failed_in_both(*first)) or "none"}')
        found = list(suites.differences(*first))
        unknown, known = suites.with_reasons(found, REASONS)
        last = {(difference.file, difference.case) for difference in self.found(runs)}
        flaky = [difference for difference in unknown if difference.worse and (difference.file, difference.case) not in last]
        for title, some in (('differ for a known reason', known), ('worse with Rust at first, and not when run again', flaky),
                            ('better with Rust', [difference for difference in unknown if not difference.worse])):
            print(f'== {title}: {len(some)}')
            if some:
                print(suites.table(some))
        sys.stdout.flush()


class Comparison(unittest.TestCase):
    WITHOUT = {('test_x', None): 'passed', ('test_x', 'A.test_one'): 'passed', ('test_x', 'A.test_two'): 'skipped'}

    def worse(self, **changes):
        with_rust = {**self.WITHOUT}
        for case, outcome in changes.items():
            key = 'test_x', None if case == 'file' else f'A.{case}'
            if outcome is None:
                del with_rust[key]
            else:
                with_rust[key] = outcome
        return [difference[1:] for difference in suites.differences(with_rust, self.WITHOUT) if difference.worse]

    def test_cases_are_known_by_name_wherever_their_parameters_lie_in_memory(self):
        with tempfile.NamedTemporaryFile('w', suffix='.jsonl') as file:
            cases = {f'A.test_one (of=<function f at 0x{address}>)': outcome
                     for address, outcome in {'7f00': 'passed', '7f08': 'skipped', '7f10': 'passed'}.items()}
            json.dump({'file': 'test_x', 'state': 'PASSED', 'cases': cases}, file)
            file.flush()
            run = suites.read(file.name)
        self.assertEqual(run, {('test_x', None): 'passed', ('test_x', 'A.test_one (of=<function f at 0x…>)'): 'skipped'})

    def test_equal(self):
        self.assertEqual(self.worse(), [])

    def test_each_way_to_be_worse(self):
        for outcome, told in ('failed', 'failed'), ('skipped', 'skipped'), (None, 'not run'):
            self.assertEqual(self.worse(test_one=outcome), [('A.test_one', told, 'passed')])
        self.assertEqual(self.worse(test_two='failed'), [('A.test_two', 'failed', 'skipped')])
        self.assertEqual(self.worse(test_two=None), [('A.test_two', 'not run', 'skipped')])
        self.assertEqual(self.worse(file='failed'), [(None, 'failed', 'passed')])

    def test_better_is_no_failure(self):
        self.assertEqual(self.worse(test_two='passed', test_three='failed')[1:], [])
        self.assertEqual(self.worse(test_two='passed'), [])

    def test_once_is_enough_for_a_test_that_fails_now_and_then(self):
        runs = [{('test_x', 'A.test_one'): outcome} for outcome in ('failed', 'failed', 'passed')]
        self.assertEqual(suites.best_of(runs), {('test_x', 'A.test_one'): 'passed'})
        self.assertEqual(suites.best_of(runs[:2]), {('test_x', 'A.test_one'): 'failed'})

    def test_a_file_that_ended_early_tells_nothing(self):
        run = {**self.WITHOUT, ('test_y', None): 'failed', ('test_z', None): 'skipped'}
        self.assertEqual(suites.cut_short(run), {'test_y'})
        self.assertEqual(suites.cut_short(suites.best_of([run, {('test_y', None): 'failed', ('test_y', 'A.test'): 'failed'}])), set())

    def test_reasons(self):
        found = [suites.Difference('test_x', 'A.test_one', 'failed', 'passed'), suites.Difference('test_y', None, 'failed', 'passed')]
        self.assertEqual(suites.with_reasons(found, {}), (found, []))
        self.assertEqual(suites.with_reasons(found, {'A.test_one': 'because', 'test_y': 'because'}), ([], found))


if __name__ == '__main__':
    unittest.main()
