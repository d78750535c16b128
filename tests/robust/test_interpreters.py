"""Interpreters with a GIL of their own, side by side."""

import textwrap
import threading
import unittest

import need

try:
    from concurrent import interpreters
except ImportError:
    raise unittest.SkipTest('needs concurrent.interpreters (Python 3.14)')

ROUNDS = 50

USE_BASE64 = textwrap.dedent('''
    import base64, binascii, sys, warnings
    import _base64
    # An interpreter with its own GIL refuses a module that does not support that; base64 would
    # then quietly do without.
    assert base64.b64encode is _base64.b64encode
    for module in _base64, binascii:
        assert not hasattr(module, 'mark'), 'the module is shared'
        module.mark = True
    data = bytes(range(256)) * 400
    for _ in range(20):
        assert base64.b64decode(base64.b64encode(data)) == data
        assert base64.decodebytes(base64.encodebytes(data)) == data
    try:
        base64.b64decode('A')
    except binascii.Error as error:
        assert type(error) is binascii.Error
    else:
        raise AssertionError('no error')
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        base64.urlsafe_b64decode('++++')
    assert [w.category for w in log] == [FutureWarning] * (sys.version_info >= (3, 15)), log
    for encode, decode in ((base64.b85encode, base64.b85decode), (binascii.hexlify, binascii.unhexlify),
                           (binascii.b2a_qp, binascii.a2b_qp), (base64.b32encode, base64.b32decode)):
        assert decode(encode(data)) == data
    for function in binascii.a2b_hex, binascii.a2b_uu, base64.b32decode:
        try:
            function(b'!\\x80')
        except binascii.Error:
            pass
        else:
            raise AssertionError('no error')
''')

USE_XXRUST = textwrap.dedent('''
    import xxrust
    assert not hasattr(xxrust, 'mark'), 'the module is shared'
    xxrust.mark = True
    for _ in range(20):
        assert xxrust.add(1, 2) == 3
        try:
            xxrust.panic('in an interpreter')
        except SystemError as error:
            assert 'in an interpreter' in str(error)
        else:
            raise AssertionError('no error')
    memo = xxrust.Memo(lambda memo: (memo, xxrust.place_at(1, 2)), 'label')
    assert memo[0] is memo and memo[1] == xxrust.place_at(1, 2)
    assert memo == memo.labelled('label') and type(memo.labelled(1)) is xxrust.Memo
    assert xxrust.fraction(1, 2) * 2 == 1
    assert xxrust.squares(3)[1] == {'first': 0, 'last': 2}
    # One that is alive when the interpreter ends.
    xxrust.memo = memo
''')

USE_ASN1 = textwrap.dedent('''
    import _asn1, asn1lib, pathlib, pickle
    assert asn1lib.decode is _asn1.decode
    assert not hasattr(_asn1, 'mark'), 'the module is shared'
    _asn1.mark = True
    data = bytes.fromhex('3017300b06092a864886f70d010101a0080c06e6bca2e5ad97')
    for _ in range(20):
        element = asn1lib.decode(data)
        assert element[0][0].value == '1.2.840.113549.1.1.1' and element[1][0].value == '漢字'
        assert type(element) is asn1lib.Element and pickle.loads(pickle.dumps(element)) == element
        try:
            asn1lib.load_certificate(data)
        except asn1lib.DecodeError as error:
            assert type(error) is asn1lib.DecodeError and error.path
        else:
            raise AssertionError('no error')
    time = asn1lib.decode(b'\\x17\\x0d260102030405Z').value
    assert str(time) == '2026-01-02 03:04:05+00:00'
    # Those that are alive when the interpreter ends.
    asn1lib.element, asn1lib.time = element, time
''')


class SideBySide(unittest.TestCase):
    def run_twice_at_once(self, code):
        failures = []
        barrier = threading.Barrier(2)

        def run():
            interpreter = interpreters.create()
            try:
                barrier.wait(60)
                interpreter.exec(code)
            except BaseException as error:
                failures.append(error)
            finally:
                interpreter.close()

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def test_base64(self):
        native, _ = need.base64_pair()
        for _ in range(ROUNDS):
            self.run_twice_at_once(USE_BASE64)
            self.assertEqual(native.b64encode(b'ABC'), b'QUJD')

    def test_xxrust(self):
        xxrust = need.xxrust()
        for _ in range(ROUNDS):
            self.run_twice_at_once(USE_XXRUST)
            self.assertEqual(xxrust.add(1, 2), 3)

    def test_asn1(self):
        need.asn1lib()
        for _ in range(ROUNDS):
            self.run_twice_at_once(USE_ASN1)

    def test_one_ends_while_another_lives(self):
        need.base64_pair()
        survivor = interpreters.create()
        survivor.exec(USE_BASE64)
        for _ in range(5):
            other = interpreters.create()
            other.exec(USE_BASE64)
            other.close()
            survivor.exec('assert base64.b64encode(b"ABC") == b"QUJD"')
        survivor.close()

    def test_imported_anew(self):
        need.base64_pair()
        out, err = need.child('''
            import sys
            for _ in range(50):
                import base64, _base64, binascii
                assert base64.b64encode(b'ABC') == b'QUJD'
                try:
                    base64.b64decode('A')
                except binascii.Error:
                    pass
                for name in 'base64', '_base64', 'binascii':
                    del sys.modules[name]
            ''')
        self.assertEqual((out, err), ('', ''))


if __name__ == '__main__':
    unittest.main()
