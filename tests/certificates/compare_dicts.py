"""Compares the dict that ssl shows of a certificate, as Rust makes it, with the one that CPython's own C code makes.

For every certificate ours must be equal in every key, their order, every text and type, or refused: then ssl asks the C code.
So that refusing is not an easy way out, a share that must not be refused is set for each source.  Where the C code raises an
error for a certificate that OpenSSL could read, ours must refuse: the error is part of what users see.

What ours accepts and OpenSSL cannot read is only counted, since ssl never gets to see such a certificate.

    PYTHON compare_dicts.py                     a minute's sample of mutants
    PYTHON compare_dicts.py --mutants 300_000   half an hour
"""

import argparse
import base64
import collections
import os
import pathlib
import ssl
import sys
import tempfile
import _ssl

import corpus

# What is not refused, at least, of the certificates that the C code shows.
SHARES = {'legal': 0.85, 'malformed': 0.2, 'certdata': 0.9, 'certifi': 1, 'machine': 0.97, 'mutants': 0.6}
# How OpenSSL's failure to read differs from a failure to show what was read.
UNREADABLE = 'Error decoding PEM-encoded file'
FAILURES = corpus.CACHE / 'failures'


def native():
    """The function that makes a dict of DER, or None where it refuses."""
    try:
        from _asn1 import decode_certificate
    except ImportError as error:
        raise SystemExit(f'{sys.executable}: {error}; run this with an interpreter that "./x build" made, and without '
                         'PYTHON_RUST_DISABLE')
    return decode_certificate


class Stock:
    """The C code's answers.  It reads files only."""

    def __init__(self, folder):
        self._file = os.path.join(folder, 'certificate.pem')

    def __call__(self, der):
        """The dict, None if OpenSSL cannot read that, or the exception."""
        text = b'-----BEGIN CERTIFICATE-----\n' + base64.encodebytes(der) + b'-----END CERTIFICATE-----\n'
        with open(self._file, 'wb') as file:
            file.write(text)
        try:
            return _ssl._test_decode_cert(self._file)
        except Exception as error:
            return None if type(error) is ssl.SSLError and error.args == (UNREADABLE,) else error


def difference(ours, theirs, place=''):
    """Where two values differ, types and the order of keys included; None if they do not."""
    if type(ours) is not type(theirs):
        return f'{place}: {ours!r:.300} is not of the type of {theirs!r:.300}'
    if type(ours) is dict:
        if list(ours) != list(theirs):
            return f'{place}: keys {list(ours)}, not {list(theirs)}'
        pairs = [(f'{place}[{key!r}]', ours[key], theirs[key]) for key in ours]
    elif type(ours) in (tuple, list):
        if len(ours) != len(theirs):
            return f'{place}: {ours!r:.300}, not {theirs!r:.300}'
        pairs = [(f'{place}[{i}]', *both) for i, both in enumerate(zip(ours, theirs))]
    else:
        return None if ours == theirs else f'{place}: {ours!r:.300}, not {theirs!r:.300}'
    return next((found for place, *both in pairs if (found := difference(*both, place))), None)


class Comparison:
    def __init__(self, ours, stock):
        self._ours = ours
        self._stock = stock
        self.differences = {}

    def compare(self, source, certificates):
        """Counts of what became of those certificates."""
        counts = collections.Counter()
        for label, der in certificates:
            outcome, found = self.outcome(der)
            counts[outcome] += 1
            if found:
                self.differences[f'{source}, {label}'] = found, der
        return counts

    def outcome(self, der):
        """What became of it, and what is wrong with that."""
        theirs = self._stock(der)
        try:
            ours = self._ours(der)
        except Exception as error:
            return 'differ', f'{error!r}, where ours is to return None'
        if ours is None:
            return ('refused' if type(theirs) is dict else 'refused by both'), None
        if theirs is None:
            return 'unreadable for OpenSSL', None
        if isinstance(theirs, Exception):
            return 'differ', f'{ours!r:.300}, not {theirs!r}'
        found = difference(ours, theirs)
        return ('differ' if found else 'equal'), found


def share(counts):
    """How much of what can be taken is."""
    shown = counts['equal'] + counts['refused']
    return counts['equal'] / shown if shown else 1


def report(source, counts):
    """Print the counts; whether enough was taken."""
    enough = share(counts) >= SHARES[source]
    print(f'{source}: {share(counts):.1%} taken' + ('' if enough else f', which is LESS THAN {SHARES[source]:.0%}'),
          *(f'{count} {outcome}' for outcome, count in sorted(counts.items())), sep=', ')
    return enough


def compare_contexts(certificates):
    """What get_ca_certs of ssl says against the method in C that it stands on, a difference or None."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=b''.join(certificates))
    for binary in False, True:
        found = difference(context.get_ca_certs(binary), _ssl._SSLContext.get_ca_certs(context, binary), 'get_ca_certs()')
        if found:
            return found
    return None


def show(differences):
    FAILURES.mkdir(parents=True, exist_ok=True)
    for i, (label, (found, der)) in enumerate(differences.items()):
        file = pathlib.Path(FAILURES, f'{i}.der')
        file.write_bytes(der)
        print(f'{label}: {found}\n    {file}')
        if i == 20:
            print(f'... {len(differences)} in all')
            break


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('--mutants', type=int, default=5000, metavar='N', help='how many damaged certificates')
    parser.add_argument('--seed', type=int, default=corpus.SEED)
    options = parser.parse_args()
    print(f'{ssl.OPENSSL_VERSION}, seed {options.seed}')
    sources = {source: made.items() for source, made in corpus.certificates().items()}
    sources['mutants'] = corpus.mutants(options.mutants, options.seed)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        comparison = Comparison(native(), Stock(folder))
        for source, certificates in sources.items():
            good &= report(source, comparison.compare(source, certificates))
    show(comparison.differences)
    for source in 'certifi', 'machine':
        of_context = corpus.certificates()[source] and compare_contexts(corpus.certificates()[source].values())
        if of_context:
            print(f'{source}: {of_context}')
            good = False
    return 0 if good and not comparison.differences else 1


if __name__ == '__main__':
    sys.exit(main())
