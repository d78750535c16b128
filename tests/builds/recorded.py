"""`python -m test`, writing down what came of each file and each test case; run by the interpreter that is tested.

    python recorded.py RESULTS ARGUMENTS-OF-REGRTEST

RESULTS gets a line of JSON for each file of tests, as soon as it has ended. What regrtest prints and what --junit-xml writes
does not say which file a case belongs to, or how a file ended that crashed.
"""

import json
import re
import sys
import xml.etree.ElementTree as ET

from test.libregrtest import results
from test.libregrtest.main import main

# How unittest shows a case that failed, or a part of it: test_name (module.Class.test_name) (part=1).
SHOWN = re.compile(r'\S+ \(([^\s()]+)\)')


def case_outcome(case):
    if case.find('error') is not None or case.find('failure') is not None or case.get('outcome') == 'UNEXPECTED_SUCCESS':
        return 'failed'
    return 'skipped' if case.find('skipped') is not None else 'passed'


def cases_of(result):
    cases = {}
    for suite in result.xml_data or ():
        for case in ET.fromstring(suite).iter('testcase'):
            # One without a name failed in a part of it, or was interrupted.
            if name := case.get('name'):
                cases[name] = case_outcome(case)
    for shown, *_ in (result.errors or []) + (result.failures or []):
        name = SHOWN.match(shown)
        cases[name[1] if name else shown] = 'failed'
    return cases


def main_with_record(path):
    accumulate = results.TestResults.accumulate_result

    def record(self, result, runtests):
        with open(path, 'a', encoding='utf-8') as file:
            line = {'file': result.test_name, 'state': result.state, 'seconds': result.duration, 'cases': cases_of(result)}
            file.write(json.dumps(line) + '\n')
        return accumulate(self, result, runtests)

    results.TestResults.accumulate_result = record
    main()


if __name__ == '__main__':
    main_with_record(sys.argv.pop(1))
