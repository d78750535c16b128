"""Time that grows as the input does: twice the input takes twice the time, whatever the input."""

import itertools
import json
import time
import unittest
from unittest import mock

import doubling
import need


class Linear(unittest.TestCase):
    def test_twice_the_input(self):
        # Memory is kept and used again, so that the system's part does not show.
        out, err = need.child_of('doubling.py', MALLOC_MMAP_THRESHOLD_=str(1 << 30), MALLOC_TRIM_THRESHOLD_=str(1 << 30),
                                 MALLOC_TOP_PAD_=str(1 << 26))
        self.assertEqual((json.loads(out), err), ({}, ''))

    def test_quadratic_time_would_be_found(self):
        def quadratic(s):
            end = time.thread_time() + (len(s) / 2**16)**2 / 1000
            while time.thread_time() < end:
                pass

        with mock.patch.object(doubling, 'ATTEMPTS', 2), \
             mock.patch.object(doubling, 'patterns', lambda _: [b'A']), \
             mock.patch.object(doubling, 'settings', lambda _: [{}]):
            self.assertTrue(dict(doubling.measure(quadratic, doubling.cases.SUBJECTS[0])))

    def test_one_lucky_call_is_not_quadratic_time(self):
        seconds = {'short': itertools.chain([1, 0.6], itertools.repeat(1)), 'long': itertools.repeat(2)}
        with mock.patch.object(doubling, 'run', lambda function, case, times: next(seconds[case])):
            self.assertEqual(doubling.ratio(None, 'short', 'long'), 2)


if __name__ == '__main__':
    unittest.main()
