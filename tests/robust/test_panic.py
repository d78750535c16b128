"""A panic in Rust is a SystemError, and nothing else happens."""

import subprocess
import sys
import textwrap
import unittest

import need

# need.child fails unless the interpreter lives to the end of the code.
PRELUDE = '''
import re, sys, threading, xxrust

def panic(message='boom'):
    try:
        xxrust.panic(message)
    except SystemError as error:
        return error
    raise AssertionError('no error')

def check(error, message='boom'):
    assert type(error) is SystemError, error
    text = str(error)
    assert message in text, text[:300]
    assert re.search(r'\\w\\.rs:\\d+', text), text[-300:]
    assert xxrust.add(1, 2) == 3
'''


class Panic(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        need.xxrust()

    def silent(self, code, **environment):
        out, err = need.child(PRELUDE + textwrap.dedent(code), **environment)
        self.assertEqual((out, err), ('', ''))

    def test_message_and_place(self):
        self.silent('check(panic())')

    def test_messages(self):
        self.silent('''
            check(panic('x' * 5000), 'x' * 500)
            for message in '', 'a "quoted" {message} %s %d', 'two\\nlines', '\\xe9\\u0141\\U0001f40d', 'x' * 300:
                check(panic(message), message)
            ''')

    def test_odd_messages(self):
        # What matters is that they end in an error of some kind.
        self.silent('''
            for message in 'a\\0b', 'x' * 10_000_000:
                error = panic(message)
                assert type(error) is SystemError and error.args
            try:
                xxrust.panic('\\udc80')
            except (SystemError, UnicodeEncodeError):
                pass
            ''')

    def test_backtraces_are_not_printed(self):
        for value in '1', 'full':
            self.silent('check(panic())', RUST_BACKTRACE=value)

    def test_many(self):
        self.silent('''
            for i in range(10_000):
                panic()
            ''')

    def test_does_not_leak(self):
        self.silent('''
            import tracemalloc
            for _ in range(100):
                panic()
            tracemalloc.start()
            before = tracemalloc.get_traced_memory()[0]
            for _ in range(1000):
                panic('x' * 1000)
            after = tracemalloc.get_traced_memory()[0]
            assert after - before < 20_000, after - before
            ''')

    def test_while_handling_another_error(self):
        self.silent('''
            try:
                try:
                    {}['key']
                except KeyError:
                    xxrust.panic('boom')
            except SystemError as error:
                check(error)
                assert type(error.__context__) is KeyError
            ''')

    def test_threads(self):
        self.silent('''
            errors = []
            threads = [threading.Thread(target=lambda: errors.extend(panic() for _ in range(500)))
                       for _ in range(8)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            assert len(errors) == 4000
            for error in errors: check(error)
            ''')

    def test_out_of_memory(self):
        self.silent('''
            import _testcapi
            kinds = set()
            for start in range(200):
                try:
                    _testcapi.set_nomemory(start, 0)
                    try:
                        xxrust.panic('boom')
                    finally:
                        _testcapi.remove_mem_hooks()
                except BaseException as error:
                    kinds.add(type(error))
            assert SystemError in kinds and kinds <= {SystemError, MemoryError}, kinds
            check(panic())
            ''')

    def test_other_things_still_print(self):
        # Silence comes from handling the panic, not from closing stderr.
        out, err = need.child('import sys, xxrust\n'
                              'try: xxrust.panic("boom")\n'
                              'except SystemError: pass\n'
                              'print("still here", file=sys.stderr)')
        self.assertEqual(err.strip(), 'still here')

    def test_uncaught(self):
        child = subprocess.run([sys.executable, '-c', 'import xxrust; xxrust.panic("boom")'],
                               capture_output=True, text=True)
        self.assertEqual(child.returncode, 1)
        self.assertIn('Traceback', child.stderr)
        self.assertNotIn('panicked at', child.stderr.partition('Traceback')[0])


if __name__ == '__main__':
    unittest.main()
