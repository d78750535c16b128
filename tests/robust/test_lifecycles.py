"""Interpreters and processes that come and go, imports in any order, forks, and threads that are left running.

LIFECYCLES is how often the whole is done that takes long: 1000 in `./x matrix lifecycles`.
"""

import importlib.util
import itertools
import os
import random
import shlex
import subprocess
import sys
import sysconfig
import tempfile
import unittest

import need
from test import support

import growth
import surface
import uses

# As many at least as show a leak.
FEW = 24
ROUNDS = int(os.environ.get('LIFECYCLES', FEW))
STARTS = max(ROUNDS // 10, 5)
ORDERS = max(ROUNDS * 3 // 10, 10)

HERE = os.path.dirname(os.path.abspath(__file__))
FIND_USES = f'import sys; sys.dont_write_bytecode = True; sys.path.insert(0, {HERE!r}); import uses'
USE_ALL = f'{FIND_USES}; uses.all_fresh()'
LEAK = f'{USE_ALL}; import ctypes; ctypes.pythonapi.Py_IncRef(ctypes.py_object(bytes(5000)))'
MODULES = list(uses.USES)
# Those that users import, which import ours.
USERS_MODULES = ['base64', 'hashlib', 'hmac', 'asn1lib', *(['ssl'] if importlib.util.find_spec('_ssl') else [])]
RELEASE = 'slow where nothing is optimised; ./x test robust runs this in the release build, too'


def show(text):
    """Numbers that are worth a line of the log."""
    print(text, file=sys.stderr)


class Uses(unittest.TestCase):
    def test_every_module_is_used(self):
        self.assertEqual(sorted(uses.USES), sorted(surface.modules()))


class Growth(unittest.TestCase):
    def check(self, output, expected_leak):
        found = growth.leaks(output)
        if expected_leak:
            self.assertNotEqual(found, '')
        else:
            self.assertEqual(found, '')

    def test_what_is_a_leak(self):
        def output(kilobytes, given, rounds=FEW):
            return '\n'.join(f'{kilobytes(i)} {given(i)}' for i in range(rounds))
        noise = random.Random(1)
        flat = lambda i: 20_000 + noise.randrange(100), lambda i: 2_000_000 + noise.randrange(3000)
        self.check(output(*flat), False)
        self.check(output(flat[0], lambda i: 2_000_000 + 200_000 * (i > 15)), False)
        self.check(output(flat[0], lambda i: 2_000_000 + 5000 * min(i, 8)), False)
        self.check(output(flat[0], lambda i: flat[1](i) + 2000 * i), True)
        self.check(output(lambda i: flat[0](i) + 100 * i, flat[1]), True)
        self.check(output(flat[0], lambda i: flat[1](i) + 50 * i, 1000), True)


@unittest.skipIf(support.Py_DEBUG, RELEASE)
class Interpreters(unittest.TestCase):
    def kinds(self):
        if sys.version_info >= (3, 14):
            yield 'own-gil'
        yield 'shared-gil'

    def run_in_fresh_ones(self, kind, rounds, code):
        out, err = need.child_of('growth.py', kind, str(rounds), code)
        self.assertEqual(err, '')
        self.assertEqual(len(out.splitlines()), rounds)
        return out

    def test_memory_stays_flat(self):
        for kind in self.kinds():
            with self.subTest(kind):
                out = self.run_in_fresh_ones(kind, ROUNDS, USE_ALL)
                show(f'{ROUNDS} interpreters, {kind}: {summary(out)}')
                self.assertEqual(growth.leaks(out), '')

    def test_a_leak_is_seen(self):
        self.assertNotEqual(growth.leaks(self.run_in_fresh_ones(next(self.kinds()), FEW, LEAK)), '')


def summary(output):
    lines = output.splitlines()
    return f'KiB and bytes of malloc() {lines[len(lines) // 2]} after half of them, {lines[-1]} at the end'


class StartAndStop(unittest.TestCase):
    """In one process, by a program that embeds Python."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.program = os.path.join(folder.name, 'embed')
        compile_embed(cls.program)

    def run_rounds(self, rounds, code):
        done = subprocess.run([self.program, str(rounds), sys.executable, code], capture_output=True, text=True,
                              env=os.environ | {'LD_LIBRARY_PATH': sysconfig.get_config_var('abs_builddir')})
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(len(done.stdout.splitlines()), rounds)
        return done.stdout

    @unittest.skipIf(support.Py_DEBUG, RELEASE)
    @unittest.skipIf(sys.version_info < (3, 14), 'CPython 3.13 itself keeps a quarter of a MiB each time')
    def test_memory_stays_flat(self):
        out = self.run_rounds(ROUNDS, USE_ALL)
        show(f'{ROUNDS} times Py_InitializeFromConfig and Py_FinalizeEx: {summary(out)}')
        self.assertEqual(growth.leaks(out), '')

    def test_processes(self):
        for _ in range(STARTS):
            self.assertEqual(need.child(USE_ALL), ('', ''))


def compile_embed(program):
    variable = sysconfig.get_config_var
    headers = [os.path.join(variable('srcdir'), 'Include'), os.path.dirname(sysconfig.get_config_h_filename())]
    words = [variable('CC'), *(f'-I{shlex.quote(folder)}' for folder in headers), shlex.quote(os.path.join(HERE, 'embed.c')), '-o',
             shlex.quote(program), *(variable(name) or '' for name in ('LINKFORSHARED', 'BLDLIBRARY', 'LIBS', 'MODLIBS', 'SYSLIBS'))]
    subprocess.run(shlex.split(' '.join(words)), cwd=variable('abs_builddir'), check=True)


class Imports(unittest.TestCase):
    def check(self, order):
        code = f'{FIND_USES}\nfor name in {order!r}: __import__(name)\nfor name in uses.USES: uses.use(name)'
        with self.subTest(order):
            self.assertEqual(need.child(code), ('', ''))

    def test_random_orders(self):
        generator = random.Random(1)
        for _ in range(ORDERS):
            self.check(generator.sample(MODULES + USERS_MODULES, len(MODULES + USERS_MODULES)))

    @unittest.skipIf(ROUNDS < 1000, 'takes minutes: ./x matrix lifecycles')
    def test_each_before_each(self):
        for first, second in itertools.permutations(MODULES + USERS_MODULES, 2):
            self.check([first, second])


# Each works detached for most of the time.
WORK = '''
import binascii, os, sys, threading
import _base64, _blake2, _hmac, _kdf, _md5, _sha2, _sha3
data = bytearray(1 << 20)
text = _base64.b64encode(data)
jobs = (lambda: _base64.b64encode(data), lambda: _base64.b64decode(text), lambda: binascii.crc32(data), lambda: _md5.md5(data),
        lambda: _sha2.sha256(data), lambda: _sha3.sha3_256(data), lambda: _blake2.blake2b(data),
        lambda: _hmac.compute_digest(b'key', data, 'sha1'), lambda: _kdf.pbkdf2_hmac('sha512', b'', b'', 5000),
        lambda: _kdf.scrypt(b'', salt=b'', n=1 << 12, r=8, p=1))
started = threading.Barrier(len(jobs) + 1)

def repeat(job):
    started.wait()
    while not stop:
        job()

stop = False
threads = [threading.Thread(target=repeat, args=(job,), daemon=True) for job in jobs]
for thread in threads:
    thread.start()
started.wait()
'''


class Fork(unittest.TestCase):
    def test_while_other_threads_work_detached(self):
        code = f'''
import warnings
warnings.simplefilter('ignore', DeprecationWarning)
{WORK}
{FIND_USES}
for _ in range({STARTS}):
    pid = os.fork()
    if not pid:
        # What waits for a thread that is not there would wait for ever.
        import signal
        signal.alarm(300)
        for name in uses.USES:
            uses.use(name)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert status == 0, status
stop = True
for thread in threads:
    thread.join()
'''
        self.assertEqual(need.child(code), ('', ''))


class Exit(unittest.TestCase):
    def test_daemon_threads_are_at_work_when_the_interpreter_ends(self):
        # When they have started, main ends, each time at another point of what they do.
        for number in range(STARTS):
            with self.subTest(number):
                self.assertEqual(need.child(f'{WORK}\nfor _ in range({number}): _sha2.sha256(data)'), ('', ''))


if __name__ == '__main__':
    unittest.main()
