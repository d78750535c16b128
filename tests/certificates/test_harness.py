"""Shows that the comparisons see what they are there to see.

    PYTHON tests/certificates/test_harness.py
"""

import contextlib
import io
import tempfile
import unittest

import compare_dicts
import corpus


class Made(unittest.TestCase):
    def test_enough(self):
        made = corpus.made()
        self.assertGreaterEqual(len(set(made['legal'].values())), 2000)
        self.assertGreaterEqual(len(set(made['malformed'].values())), 300)
        for kind in 'CRLs', 'OCSP requests', 'OCSP responses', 'private keys', 'public keys':
            self.assertTrue(made[kind], kind)

    def test_the_legal_are_read_by_openssl(self):
        with tempfile.TemporaryDirectory() as folder:
            stock = compare_dicts.Stock(folder)
            for label, der in list(corpus.made()['legal'].items())[::7]:
                with self.subTest(label):
                    self.assertIs(type(stock(der)), dict)

    def test_found(self):
        self.assertGreater(len(corpus.of_tests()), 20)
        self.assertGreater(len(corpus.of_certifi()), 100)

    def test_mutants_are_the_same_each_time_and_differ(self):
        mutants = dict(corpus.mutants(50, 1))
        self.assertEqual(mutants, dict(corpus.mutants(50, 1)))
        self.assertGreater(len(set(mutants.values())), 45)
        self.assertNotEqual(mutants, dict(corpus.mutants(50, 2)))


class Differences(unittest.TestCase):
    DICT = {'subject': ((('commonName', 'a'),),), 'version': 3}

    def test_equal(self):
        self.assertIsNone(compare_dicts.difference(self.DICT, dict(self.DICT)))

    def test_different(self):
        for other in ({'version': 3, 'subject': ((('commonName', 'a'),),)}, self.DICT | {'version': 3.0}, self.DICT | {'version': True},
                      self.DICT | {'subject': ((('commonName', 'b'),),)}, self.DICT | {'subject': [(('commonName', 'a'),)]},
                      self.DICT | {'subject': ((('commonName', 'a'), ('commonName', 'a')),)}, self.DICT | {'more': ()}, None):
            with self.subTest(other):
                self.assertIsNotNone(compare_dicts.difference(self.DICT, other))


class Outcomes(unittest.TestCase):
    """Of one certificate, by what each side says of it."""

    def outcome(self, ours, theirs):
        def side(answer):
            def decode(der):
                if answer is ZeroDivisionError:
                    raise ZeroDivisionError
                return answer
            return decode
        return compare_dicts.Comparison(side(ours), side(theirs)).outcome(b'')

    def test_outcomes(self):
        for ours, theirs, outcome in (
                ({'version': 3}, {'version': 3}, 'equal'), ({'version': 3}, {'version': 2}, 'differ'), (None, {'version': 2}, 'refused'),
                (None, None, 'refused by both'), (None, ValueError(), 'refused by both'), ({'version': 3}, None, 'unreadable for OpenSSL'),
                ({'version': 3}, ValueError(), 'differ'), (ZeroDivisionError, {'version': 3}, 'differ')):
            with self.subTest(ours=ours, theirs=theirs):
                found, what = self.outcome(ours, theirs)
                self.assertEqual((found, what is not None), (outcome, outcome == 'differ'))

    def test_refusing_is_no_way_out(self):
        comparison = compare_dicts.Comparison(lambda der: None, lambda der: {})
        counts = comparison.compare('certifi', [('a', b'')] * 10)
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.assertFalse(compare_dicts.report('certifi', counts))
        self.assertIn('LESS THAN', said.getvalue())

    def test_differences_are_kept(self):
        comparison = compare_dicts.Comparison(lambda der: {'version': 1}, lambda der: {'version': der[0]})
        counts = comparison.compare('legal', [('a', b'\1'), ('b', b'\2')])
        self.assertEqual(counts, {'equal': 1, 'differ': 1})
        self.assertEqual(list(comparison.differences), ['legal, b'])

    def test_stock_tells_what_it_cannot_read_from_what_it_cannot_show(self):
        with tempfile.TemporaryDirectory() as folder:
            stock = compare_dicts.Stock(folder)
            self.assertIsNone(stock(b'nonsense'))
            self.assertIsInstance(stock(corpus.made()['malformed']['alternative name DNS, Latin-1']), UnicodeDecodeError)


if __name__ == '__main__':
    unittest.main()
