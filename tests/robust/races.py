"""Eight threads over things that they share, from the first import and the first call of each function on.

Run by test_threads.py in a child, and by ./x matrix thread, where ThreadSanitizer watches.

    PYTHON tests/robust/races.py [ROUNDS]
"""

# Nothing of what is tested is imported here, by itself or by what is imported: the threads do that.
import gc
import importlib
import importlib.util
import pathlib
import sys
import sysconfig
import threading
import warnings
import _imp

THREADS = 8
DER = pathlib.Path(__file__).resolve().parents[2] / 'Lib' / 'test' / 'asn1libdata'


def together(work):
    """work(index, wait) in each thread; wait() returns when all of them call it."""
    failures = []
    barrier = threading.Barrier(THREADS)

    def run(index):
        try:
            barrier.wait()
            work(index, barrier.wait)
        except threading.BrokenBarrierError:
            pass
        except BaseException as error:
            failures.append(error)
            barrier.abort()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def calls_together(calls, rounds):
    """Each call by all threads at once, which is when what the first one makes is made; then each thread its own way."""
    def work(index, wait):
        for call in calls:
            wait()
            call(index)
        for turn in range(rounds):
            for position in range(len(calls)):
                calls[(position + index * 5 + turn) % len(calls)](index)

    together(work)


def imports(rounds):
    """The modules by name, in an order of each thread's own; then each of them anew in every thread."""
    names = ['base64', 'binascii', 'hashlib', 'hmac', 'asn1lib', '_kdf']
    together(lambda index, wait: [importlib.import_module(names[(index + step) % len(names)]) for step in range(len(names))])
    specs = [importlib.util.find_spec(name) for name in
             ('_asn1', '_base64', '_blake2', '_hmac', '_kdf', '_md5', '_sha1', '_sha2', '_sha3', 'binascii')]
    # Built in, a module has no file to load once more.
    specs = [spec for spec in specs if spec.origin != 'built-in']

    def load(spec):
        module = _imp.create_dynamic(spec)
        _imp.exec_dynamic(module)

    calls_together([lambda index, spec=spec: load(spec) for spec in specs], rounds)


def refused(call, *arguments, **options):
    """A call that may not like what is in its arguments at the moment."""
    try:
        call(*arguments, **options)
    except (ValueError, BufferError):
        pass


def coders():
    import base64
    import binascii
    for module, names in (
            (base64, 'b64encode b64decode urlsafe_b64encode urlsafe_b64decode encodebytes decodebytes b32encode b32decode '
                     'b32hexencode b16encode b16decode a85encode a85decode b85encode b85decode z85encode z85decode'),
            (binascii, 'b2a_base64 a2b_base64 hexlify unhexlify b2a_qp a2b_qp crc32')):
        for name in names.split():
            if hasattr(module, name):
                yield getattr(module, name)
    yield lambda data: binascii.crc_hqx(data, 0)
    yield lambda data: binascii.b2a_uu(memoryview(data)[:45])
    # Not contiguous.
    yield lambda data: base64.encodebytes(memoryview(data)[::3])


def hash_constructors():
    for module, names in (('_md5', ['md5']), ('_sha1', ['sha1']), ('_sha2', ['sha256', 'sha512']),
                          ('_sha3', ['sha3_256', 'shake_128']), ('_blake2', ['blake2b', 'blake2s'])):
        for name in names:
            yield getattr(importlib.import_module(module), name)
    new = importlib.import_module('_hmac').new
    for name in 'md5', 'sha256', 'sha3_256', 'blake2b':
        yield lambda data=None, name=name: new(b'key', data, name)


def changes(data, turn):
    """Grows, shrinks and writes to what others read."""
    match turn % 5:
        case 0: data.extend(b'QUJD' * 200)
        case 1: data[5:9] = b'+/-_'
        case 2: del data[len(data) // 2:]
        case 3: data[-1:] = b'='
        case 4: data[0] = 65


def bytearrays(rounds):
    import asn1lib
    import hashlib
    import hmac
    data = bytearray(b'QUJD' * 1000)
    der = bytearray((DER / 'leaf.der').read_bytes())
    readers = [*coders(), *hash_constructors()]
    readers += [
        lambda data: hmac.digest(data, data, 'sha256'), lambda data: hmac.compare_digest(data, data),
        lambda data: hashlib.pbkdf2_hmac('sha256', data, data, 1), lambda data: asn1lib.load_certificate(der).subject,
        lambda data: hashlib.blake2b(data, key=memoryview(data)[:8]),
    ]
    turns = [0] * THREADS

    def call(reader, index):
        if index % 4 == 0:
            turns[index] += 1
            refused(changes, data, turns[index])
            der[-1] = turns[index] % 256
        else:
            refused(reader, data)

    calls_together([lambda index, reader=reader: call(reader, index) for reader in readers], rounds)


def hash_objects(rounds):
    writable = bytearray(5000)
    calls = []
    for new in hash_constructors():
        shared = new(b'')
        length = [20] if shared.name.startswith('shake') else []
        calls += [
            lambda index, new=new: new(b'abc').digest(*[20] * (new(b'').digest_size == 0)),
            lambda index, shared=shared: shared.update(b'abc' * (index + 1)),
            lambda index, shared=shared: shared.update(writable),
            lambda index, shared=shared, length=length: shared.digest(*length),
            lambda index, shared=shared, length=length: shared.hexdigest(*length),
            lambda index, shared=shared: shared.copy().update(b'more'),
            lambda index, shared=shared: (shared.name, shared.digest_size, shared.block_size, repr(shared)),
        ]
    calls_together(calls, rounds)


def certificates(rounds):
    """Attributes, each made when it is first read, of objects that all threads have."""
    import asn1lib
    loaders = {'leaf.der': asn1lib.load_certificate, 'authority.der': asn1lib.load_certificate, 'list.crl': asn1lib.load_crl,
               'good.der': asn1lib.load_ocsp_response, 'request.der': asn1lib.load_ocsp_request,
               'private.der': asn1lib.load_private_key_info, 'public.der': asn1lib.load_public_key_info}
    files = [((DER / name).read_bytes(), load) for name, load in loaders.items()]
    per_round = 3

    def read(structure):
        return [getattr(structure, name) for name in dir(structure)
                if name[0] != '_' and not callable(getattr(structure, name))]

    structures = [[read_by(data) for data, load in files for read_by in (load, asn1lib.decode)] for _ in range(per_round * rounds)]
    seen = [[None] * THREADS for _ in structures]

    def work(index, wait):
        for turn, things in enumerate(structures):
            wait()
            seen[turn][index] = [read(thing) for thing in things]
            hash(repr(things))
            if index == 0:
                gc.collect()

    together(work)
    for of_threads in seen:
        for others in of_threads[1:]:
            for mine, others_values in zip(of_threads[0], others):
                assert mine == others_values


def everything(rounds):
    """Whatever the modules have that can be called, with what it takes and with what it does not, comes out as with one thread.

    Methods are those of objects that each thread makes for itself.
    """
    import sample_calls
    import surface

    def outcome(run):
        try:
            return run()
        except Exception as error:
            return type(error)

    def check(label, run, expected):
        came_out = outcome(run)
        assert came_out == expected, f'{label}: {came_out!r:.80}, with one thread {expected!r:.80}'

    for name in surface.modules():
        runs = list(sample_calls.calls(importlib.import_module(name)))
        unknown = [label for label, run in runs if run is None]
        assert runs and not unknown, f'sample_calls has no call of {unknown}, of {name}'
        calls_together([lambda index, expected=(label, run, outcome(run)): check(*expected) for label, run in runs], rounds)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    warnings.simplefilter('ignore')
    for what in imports, bytearrays, hash_objects, certificates, everything:
        print(what.__name__, flush=True)
        what(rounds)
    # A module that wants the GIL would have switched it on, and nothing above would have run at once.
    if sysconfig.get_config_var('Py_GIL_DISABLED'):
        assert not sys._is_gil_enabled()


if __name__ == '__main__':
    main()
