"""Threads: the GIL is released around large inputs, and nobody's memory is pulled away."""

import base64
import os
import pathlib
import random
import sys
import sysconfig
import threading
import unittest

import need

LARGE = 64 << 20
HAS_GIL = not sysconfig.get_config_var('Py_GIL_DISABLED') or getattr(sys, '_is_gil_enabled', lambda: True)()


def other_thread_runs_during(function, *args):
    """True if a thread that waits for the GIL gets it while the call is under way.

    Threads take no turns meanwhile, so that only the call itself can give the GIL away.
    """
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


@unittest.skipUnless(HAS_GIL, 'there is no GIL')
class GilReleased(unittest.TestCase):
    # The other thread has to wake up in time, and may not where other processes are busy.
    TRIES = 30

    @classmethod
    def setUpClass(cls):
        cls.ours, cls.stock = need.both()
        raw = bytes(LARGE)
        text = base64.b64encode(raw)
        cls.calls = [
            ('base64.b64encode', raw), ('base64.standard_b64encode', raw), ('base64.urlsafe_b64encode', raw), ('base64.encodebytes', raw),
            ('base64.b64decode', text), ('base64.standard_b64decode', text), ('base64.urlsafe_b64decode', text),
            ('base64.decodebytes', base64.encodebytes(raw)), ('base64.b64decode', text.decode()),
        ]
        # Of half the size: these results are large.
        half = raw[LARGE // 2:]
        for encode, decode in (('base64.b32encode', 'base64.b32decode'), ('base64.b16encode', 'base64.b16decode'),
                               ('base64.a85encode', 'base64.a85decode'), ('base64.b85encode', 'base64.b85decode'),
                               ('base64.z85encode', 'base64.z85decode'), ('binascii.b2a_base64', 'binascii.a2b_base64'),
                               ('binascii.hexlify', 'binascii.unhexlify'), ('binascii.b2a_qp', 'binascii.a2b_qp')):
            cls.calls += (encode, half), (decode, cls.ours.function(encode)(half))
        cls.calls.append(('binascii.crc32', raw))

    @classmethod
    def tearDownClass(cls):
        del cls.calls

    def test_native_releases_it(self):
        for name, data in self.calls:
            with self.subTest(name, type=type(data).__name__):
                function = self.ours.function(name)
                self.assertTrue(any(other_thread_runs_during(function, data) for _ in range(self.TRIES)))

    def test_stock_does_not(self):
        # Shows that the test above can fail.
        for name, data in self.calls[:8:4]:
            with self.subTest(name):
                self.assertFalse(other_thread_runs_during(self.stock.function(name), data))

    def test_detached(self):
        xxrust = need.xxrust()
        data = bytes(LARGE)
        self.assertTrue(any(other_thread_runs_during(xxrust.detached, data) for _ in range(self.TRIES)))


class ManyThreads(unittest.TestCase):
    def test_results(self):
        native, stock = need.base64_pair()
        sizes = (10, 1000, 65_535, 65_536, 300_000)
        work = [(data, stock.encodebytes(data)) for data in map(random.Random(1).randbytes, sizes)]
        failures = []

        def run():
            for _ in range(20):
                for data, encoded in work:
                    if native.encodebytes(data) != encoded or native.decodebytes(encoded) != data:
                        failures.append(len(data))

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])

    def test_attributes_made_at_once(self):
        asn1lib = need.asn1lib()
        folder = pathlib.Path(__file__).resolve().parents[2] / 'Lib' / 'test' / 'asn1libdata'
        data = folder.joinpath('leaf.der').read_bytes()
        expected = asn1lib.load_certificate(data)
        names = [name for name in dir(expected) if name[0] != '_' and not callable(getattr(expected, name))]
        failures = []

        def run(structures, barrier):
            for structure, element in structures:
                barrier.wait()
                seen = [getattr(structure, name) for name in names], element.value
                again = [getattr(structure, name) for name in names], element.value
                if seen != again or any(one is not other for one, other in zip(seen[0], again[0])):
                    failures.append(structure)

        for _ in range(5):
            structures = [(asn1lib.load_certificate(data), asn1lib.decode(data)) for _ in range(50)]
            barrier = threading.Barrier(4)
            threads = [threading.Thread(target=run, args=(structures, barrier)) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual([getattr(structures[0][0], name) for name in names], [getattr(expected, name) for name in names])
        self.assertEqual(failures, [])

    def test_races(self):
        need.asn1lib()
        out, err = need.child_of('races.py')
        self.assertEqual((out.split(), err), (['imports', 'bytearrays', 'hash_objects', 'certificates', 'everything'], ''))

    def test_bytearray_changed_meanwhile(self):
        need.base64_pair()
        out, err = need.child('''
            import base64, binascii, itertools, sys, threading, warnings
            warnings.simplefilter('ignore')
            sys.setswitchinterval(1e-6)
            data = bytearray(b'QUJD' * 100_000)
            stop = False

            def change():
                for i in itertools.count():
                    if stop:
                        return
                    try:
                        match i % 4:
                            case 0: data.extend(b'QUJD' * 1000)
                            case 1: data[5:9] = b'+/-_'
                            case 2: del data[200_000:]
                            case 3: data[-1:] = b'='
                    except BufferError:
                        pass

            thread = threading.Thread(target=change)
            thread.start()
            calls = (base64.b64encode, base64.b64decode, base64.encodebytes, base64.decodebytes,
                     base64.urlsafe_b64encode, base64.standard_b64decode,
                     lambda data: base64.b64decode(data, validate=True),
                     lambda data: base64.b64decode(data, b'-_', ignorechars=b'+/='),
                     lambda data: base64.b64encode(memoryview(data)[1::3].tobytes()),
                     lambda data: base64.b64encode(data, data[:2]))
            calls += tuple(
                (lambda data, function=function: function(data, 0)) if function is binascii.crc_hqx else function
                for module in (base64, binascii) for name, function in vars(module).items()
                if any(part in name for part in ('encode', 'decode', '2b_', '2a_', 'hexlify', 'crc'))
                and name not in ('encode', 'decode') and name[0] != '_')
            try:
                for _ in range(8):
                    for call in calls:
                        try:
                            assert type(call(data)) in (bytes, int)
                        except ValueError:
                            pass
            finally:
                stop = True
            thread.join()
            ''')
        self.assertEqual((out, err), ('', ''))

    def test_bytearray_cannot_be_resized_during_the_call(self):
        native, _ = need.base64_pair()
        data = bytearray(b'ABC')

        class Resizing:
            def __index__(self):
                data.append(0)
                return 4

        with self.assertRaises(BufferError):
            native.b64encode(data, wrapcol=Resizing())
        data.append(0)
        self.assertEqual(data, b'ABC\0')


@unittest.skipUnless(hasattr(os, 'fork'), 'needs fork')
class Fork(unittest.TestCase):
    def test_child_of_a_fork(self):
        native, _ = need.base64_pair()
        pid = os.fork()
        if not pid:
            os._exit(native.b64decode(native.b64encode(bytes(200_000))) != bytes(200_000))
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0)


if __name__ == '__main__':
    unittest.main()
