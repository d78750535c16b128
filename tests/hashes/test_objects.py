"""Hash objects of several threads at once, without memory, in several interpreters, and that nothing is kept: of each module.

    PYTHON tests/hashes/test_objects.py        with the modules in Rust built into PYTHON, or on PYTHONPATH
"""

import _imp
import functools
import importlib
import importlib.util
import os
import subprocess
import sys
import sysconfig
import threading
import tracemalloc
import unittest
from unittest import mock

try:
    import _testcapi
except ImportError:
    _testcapi = None

import _sha3

HAS_GIL = not sysconfig.get_config_var('Py_GIL_DISABLED') or getattr(sys, '_is_gil_enabled', lambda: True)()
GIL_MINSIZE = 2048


HASHES = {'_md5': ['md5'], '_sha1': ['sha1'], '_sha2': ['sha224', 'sha256', 'sha384', 'sha512'],
          '_sha3': ['sha3_224', 'sha3_256', 'sha3_384', 'sha3_512', 'shake_128', 'shake_256'], '_blake2': ['blake2b', 'blake2s']}
HAS_HMAC = importlib.util.find_spec('_hmac') is not None
MODULES = [*HASHES, '_hmac'] if HAS_HMAC else [*HASHES]


def constructors():
    for module, names in HASHES.items():
        for name in names:
            yield name, getattr(importlib.import_module(module), name)
    if HAS_HMAC:
        new = importlib.import_module('_hmac').new
        for name in ['md5', 'sha256', 'sha512', 'sha3_224', 'blake2b', 'blake2s']:
            # No function in Python: where memory runs out, CPython 3.13 loses exceptions that pass through several frames.
            yield f'hmac {name}', functools.partial(new, b'key', digestmod=name)


CONSTRUCTORS = dict(constructors())


def digest_of(name, object):
    return object.digest(32) if name.startswith('shake') else object.digest()


class Native(unittest.TestCase):
    def test_this_is_about_rust(self):
        self.assertEqual(_sha3.implementation, 'Rust')

    @unittest.skipUnless(sys.version_info >= (3, 15), 'there is no such warning')
    def test_warnings_come_as_from_c(self):
        with mock.patch('warnings.warn') as warn, self.assertWarnsRegex(DeprecationWarning, 'string'):
            _sha3.sha3_256(string=b'')
        warn.assert_not_called()


class Threads(unittest.TestCase):
    def in_threads(self, count, function):
        errors = []
        barrier = threading.Barrier(count)

        def run(index):
            try:
                barrier.wait()
                function(index)
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise errors[0]

    def test_no_update_is_lost_or_torn(self):
        # Of equal pieces, so that their order does not matter.
        rounds = 60
        for name, new in CONSTRUCTORS.items():
            for size in 1, 63, GIL_MINSIZE, GIL_MINSIZE + 1, 20_000:
                with self.subTest(name, size=size):
                    shared, piece = new(), b'x' * size
                    prefixes = set()

                    def work(index):
                        for _ in range(rounds):
                            shared.update(piece)
                            if index == 0:
                                prefixes.add(digest_of(name, shared))
                                prefixes.add(digest_of(name, shared.copy()))
                    self.in_threads(3, work)
                    self.assertEqual(digest_of(name, shared), digest_of(name, new(piece * (3 * rounds))))
                    expected, every = new(), set()
                    for _ in range(3 * rounds):
                        expected.update(piece)
                        every.add(digest_of(name, expected))
                    self.assertLessEqual(prefixes, every)

    def test_memory_that_changes(self):
        # Some mixture of old and new bytes is hashed, and nothing worse happens.
        for name, new in CONSTRUCTORS.items():
            data = bytearray(100_000)
            stop = threading.Event()

            def change():
                while not stop.is_set():
                    for byte in b'\0', b'\xff':
                        data[:] = byte * len(data)

            thread = threading.Thread(target=change)
            thread.start()
            try:
                for _ in range(20):
                    # While a buffer is exported it cannot be resized, but written to.
                    new(data)
            finally:
                stop.set()
                thread.join()

    @unittest.skipUnless(HAS_GIL, 'there is no GIL')
    def test_the_gil_is_released(self):
        data = bytes(32 << 20)
        for name, new in CONSTRUCTORS.items():
            shared = new()
            with self.subTest(name):
                self.assertTrue(any(other_thread_runs_during(shared.update, data) for _ in range(10)))
            with self.subTest(name, small=True):
                self.assertFalse(other_thread_runs_during(shared.update, data[:GIL_MINSIZE - 1]))


def other_thread_runs_during(function, *args):
    """True if a thread that waits for the GIL gets it while the call is under way: threads take no turns meanwhile."""
    gate, ran = threading.Lock(), []
    gate.acquire()

    def wait():
        with gate:
            ran.append(True)

    interval = sys.getswitchinterval()
    thread = threading.Thread(target=wait)
    thread.start()
    sys.setswitchinterval(1000)
    try:
        gate.release()
        function(*args)
        return bool(ran)
    finally:
        sys.setswitchinterval(interval)
        thread.join()


class Memory(unittest.TestCase):
    def calls(self):
        for name, new in CONSTRUCTORS.items():
            size = [16] if name.startswith('shake') else []
            object = new(b'abc')
            yield f'{name}()', lambda new=new: new(b'abc')
            yield f'{name}(bytearray)', lambda new=new: new(bytearray(100))
            yield f'{name}(str)', lambda new=new: new('abc')
            yield f'{name}.copy', object.copy
            yield f'{name}.digest', lambda object=object, size=size: object.digest(*size)
            yield f'{name}.hexdigest', lambda object=object, size=size: object.hexdigest(*size)
            yield f'{name}.update', lambda object=object: object.update(memoryview(bytearray(10)))
            yield f'{name}.name', lambda object=object: object.name
            yield f'{name}.repr', lambda object=object: repr(object)
        blake2b = CONSTRUCTORS['blake2b']
        yield 'blake2b key', lambda: blake2b(b'', key=bytearray(8), salt=bytearray(3), person=memoryview(b'ab'), digest_size=7)
        yield 'blake2b long key', lambda: blake2b(b'', key=bytes(65))
        if HAS_HMAC:
            import _hmac
            for name in 'md5', 'sha3_256', 'BLAKE2b', 'nonsense':
                yield f'compute {name}', lambda name=name: _hmac.compute_digest(bytearray(200), bytearray(3000), name)

    def imports(self):
        if sys.version_info < (3, 14):
            # Making a class without memory ends with a crash of CPython's dictionaries, the C modules' too.
            return
        for name in MODULES:
            spec = importlib.util.find_spec(name)
            if spec.origin != 'built-in':
                yield f'import {name}', lambda spec=spec: _imp.exec_dynamic(_imp.create_dynamic(spec))

    @unittest.skipUnless(_testcapi, 'needs _testcapi')
    def test_every_allocation_may_fail(self):
        for name, call in [*self.calls(), *self.imports()]:
            try:
                call()
                expected = None
            except Exception as error:
                expected = type(error)
            successes = failures = 0
            start = 0
            while successes < 3:
                _testcapi.set_nomemory(start, start + 1)
                try:
                    call()
                    outcome = None
                except BaseException as error:
                    outcome = type(error)
                finally:
                    _testcapi.remove_mem_hooks()
                start += 1
                self.assertLess(start, 1000, name)
                if outcome is MemoryError:
                    failures += 1
                    successes = 0
                else:
                    self.assertIs(outcome, expected, name)
                    successes += 1
            if expected is None and not name.endswith(('.update', '.name')):
                self.assertGreater(failures, 0, name)

    def test_nothing_is_kept(self):
        for name, call in self.calls():
            def run():
                for _ in range(300):
                    try:
                        call()
                    except Exception:
                        pass
            run()
            tracemalloc.start()
            run()
            before = tracemalloc.get_traced_memory()[0]
            run()
            after = tracemalloc.get_traced_memory()[0]
            tracemalloc.stop()
            self.assertLess(after - before, 3000, name)

    def test_long_data_is_not_copied(self):
        data = bytearray(20_000_000)
        for name, new in CONSTRUCTORS.items():
            object = new()
            tracemalloc.start()
            object.update(data)
            object.update(memoryview(data)[1:])
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            self.assertLess(peak, 100_000, name)


INTERPRETER = '''
import _md5, _sha1, _sha2, _sha3, _blake2, _hmac
for module in _md5, _sha1, _sha2, _sha3, _blake2, _hmac:
    assert not hasattr(module, 'mark'), 'the module is shared'
    module.mark = True
for _ in range(200):
    for new in _md5.md5, _sha1.sha1, _sha2.sha256, _sha3.sha3_256, _blake2.blake2b:
        hash = new(b'abc' * 1000).copy()
        hash.update(b'd' * 5000)
        hash.hexdigest()
    _hmac.new(b'k', b'm', 'sha256').copy().digest()
_md5.kept = _md5.md5()     # one that is alive when the interpreter ends
'''


class Interpreters(unittest.TestCase):
    def test_each_has_its_own(self):
        try:
            from concurrent import interpreters
        except ImportError:
            self.skipTest('needs concurrent.interpreters (Python 3.14)')
        failures = []

        def run():
            interpreter = interpreters.create()
            try:
                interpreter.exec(f'import sys; sys.path[:] = {sys.path!r}')
                interpreter.exec(INTERPRETER)
            except BaseException as error:
                failures.append(error)
            finally:
                interpreter.close()

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])


# Threads that are not waited for use a hash for longer than the interpreter lives; what is torn down with it wants that hash.
SHARED_AT_EXIT = '''
import sys, threading, time
import test_objects

new = test_objects.CONSTRUCTORS[sys.argv[1]]
size, shared = 16 << 20, new()
data = bytes(size) if sys.argv[2] == 'bytes' else bytearray(size)
started = time.perf_counter()
shared.update(data)
repeat = max(1, round(1 / (time.perf_counter() - started)))
data = type(data)(min(size * repeat, 1 << 30))

class AtExit:
    def __del__(self, digest_of=test_objects.digest_of, name=sys.argv[1], shared=shared):
        digest_of(name, shared)
        print('torn down', flush=True)

kept = AtExit()
for data in data, b'short':
    threading.Thread(target=shared.update, args=(data,), daemon=True).start()
    time.sleep(0.1)
'''

# A thread that is not waited for is in Python code that a hash calls when the interpreter ends, and comes back from that meanwhile.
CALLED_AT_EXIT = '''
import sys, threading, time
import test_objects

def stay(self, *arguments):
    started.set()
    while True:
        time.sleep(0.01)

class Exporter:
    def __buffer__(self, flags):
        return memoryview(b'data')

class AtExit:
    def __del__(self, sleep=time.sleep):
        sleep(0.5)

started = threading.Event()
sys.kept = AtExit()
setattr(Exporter, sys.argv[1], stay)
sha256 = test_objects.CONSTRUCTORS['sha256']
threading.Thread(target=sha256, args=(Exporter(),), daemon=True).start()
started.wait()
'''


class Exit(unittest.TestCase):
    def run_child(self, code, *arguments):
        return subprocess.run(
            [sys.executable, '-c', code, *arguments], capture_output=True, text=True,
            # What only a child that waits for ever needs.
            timeout=120, env=os.environ | {'PYTHONPATH': os.pathsep.join(sys.path)})

    def test_a_thread_that_comes_back_when_the_interpreter_ends(self):
        for method in '__buffer__', '__release_buffer__':
            with self.subTest(method):
                child = self.run_child(CALLED_AT_EXIT, method)
                self.assertEqual((child.returncode, child.stdout, child.stderr), (0, '', ''))

    def test_no_thread_keeps_a_hash_when_the_interpreter_ends(self):
        for name in 'md5', 'shake_256', 'blake2b', 'hmac sha256':
            if name not in CONSTRUCTORS:
                continue
            for kind in 'bytes', 'bytearray':
                with self.subTest(name, kind=kind):
                    child = self.run_child(SHARED_AT_EXIT, name, kind)
                    self.assertEqual((child.returncode, child.stdout, child.stderr), (0, 'torn down\n', ''))


# Calls each function again and again, ever deeper in C.
DEEP = """
import hashlib, hmac, sys
sys.setrecursionlimit(10**9)
data, key = bytearray(3000), bytearray(100)
hash, keyed = hashlib.md5(), hashlib.blake2b(key=b'k')
call = {'compare bytes': lambda: hmac.compare_digest(b'a', b'b'), 'compare str': lambda: hmac.compare_digest('a', 'b'),
        'compare bytearray': lambda: hmac.compare_digest(data, data), 'update': lambda: hash.update(data),
        'keyed': lambda: hashlib.blake2b(data, key=key[:10]), 'copy': keyed.copy, 'hmac': lambda: hmac.digest(key, data, 'sha3_256'),
        'hmac blake2b': lambda: hmac.digest(b'key', data, 'blake2b'), 'new hmac blake2b': lambda: hmac.new(key, data, 'blake2b'),
        'scrypt': lambda: hashlib.scrypt(key, salt=key, n=4, r=1, p=1),
        'pbkdf2': lambda: hashlib.pbkdf2_hmac('sha512', key, key, 1)}[sys.argv[1]]
class Deeper:
    def __getattr__(self, name):
        call()
        return Deeper().name
try:
    Deeper().name
except RecursionError:
    print('RecursionError')
"""


class Stack(unittest.TestCase):
    def test_recursion_ends_with_an_exception(self):
        """CPython's limit leaves C 4096 words, and no call of ours may need more."""
        for call in ('compare bytes', 'compare str', 'compare bytearray', 'update', 'keyed', 'copy', 'hmac', 'hmac blake2b',
                     'new hmac blake2b', 'scrypt', 'pbkdf2'):
            with self.subTest(call):
                child = subprocess.run([sys.executable, '-c', DEEP, call], capture_output=True, text=True,
                                       env=os.environ | {'PYTHONPATH': os.pathsep.join(sys.path)})
                self.assertEqual((child.returncode, child.stdout, child.stderr), (0, 'RecursionError\n', ''))


if __name__ == '__main__':
    unittest.main()
