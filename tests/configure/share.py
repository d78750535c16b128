"""Tests for several processors: where SHARE is "2/3", a file that imports load_tests runs the second of every three of its tests."""

import os
import unittest


def load_tests(_loader, tests, _pattern):
    number, shares = map(int, os.environ.get("SHARE", "1/1").split("/"))
    return unittest.TestSuite(list(each(tests))[number - 1::shares])


def each(tests):
    for test in tests:
        if isinstance(test, unittest.TestSuite):
            yield from each(test)
        else:
            yield test
