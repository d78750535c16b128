"""`python -m unittest` with the same arguments, but that it is an error if there was no test, and said aloud if all were skipped.

    python run_tests.py discover --start-directory FOLDER --pattern FILES
"""

import sys
import unittest

# What ./x looks for.
ALL_SKIPPED = "ALL SKIPPED: "
SKIPPED = "SKIPPED: "

# A reason that begins so is about the machine, not about the build or the test, and is told with the result.
HERE = "here: "


class Result(unittest.TextTestResult):
    skipped_before = 0
    done = 0

    def startTest(self, test):
        super().startTest(test)
        self.skipped_before = len(self.skipped)

    def stopTest(self, test):
        self.done += len(self.skipped) == self.skipped_before
        super().stopTest(test)


    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        # In a log, dots do not tell which.
        reason = " ".join(reason.split())
        print(f"left out: {test.id()}: {reason}", flush=True)
        if reason.startswith(HERE):
            print(SKIPPED + reason.removeprefix(HERE), flush=True)


class Runner(unittest.TextTestRunner):
    resultclass = Result


def main() -> int:
    result = unittest.main(module=None, testRunner=Runner, exit=False).result
    if not result.wasSuccessful():
        return 1
    if result.done:
        return 0
    reasons = dict.fromkeys(" ".join(reason.split()).removeprefix(HERE) for _, reason in result.skipped)
    if not reasons:
        print("no test was found")
        return 1
    print(ALL_SKIPPED + "; ".join(reasons))
    return 0


if __name__ == "__main__":
    sys.exit(main())
