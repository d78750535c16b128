"""Compares what asn1lib reads with what cryptography and asn1crypto (PyPI) read, and its two implementations with each other.

Where two libraries accept the same, every field that both have must be equal.  Where a library raises an error for a field or for
the whole, it has no opinion; so that this does not become the rule, it is counted how many fields were compared, and how many
structures asn1lib reads.

Native and pure Python must be equal in all, errors and their places included, also for damaged data.

    PYTHON compare_values.py
    PYTHON compare_values.py --mutants 100_000
"""

import argparse
import collections
import datetime
import random
import re
import sys
import warnings

import corpus
import seen_by_asn1crypto
import seen_by_asn1lib
import seen_by_cryptography
from compare_dicts import show

# What is read, by its name in corpus.made() or as one of the certificates; the functions of seen_by_*.py, and the share that
# asn1lib accepts at least under strict rules.
READ_AS = {
    'legal': ('certificate', 0.9),
    'certdata': ('certificate', 0.7),
    'certifi': ('certificate', 0.95),
    'machine': ('certificate', 0.9),
    'malformed': ('certificate', 0),
    'CRLs': ('crl', 1),
    'OCSP requests': ('ocsp_request', 1),
    'OCSP responses': ('ocsp_response', 1),
    'private keys': ('private_key', 1),
    'public keys': ('public_key', 1),
}
LOADERS = {
    'certificate': 'load_certificate', 'crl': 'load_crl', 'ocsp_request': 'load_ocsp_request', 'ocsp_response': 'load_ocsp_response',
    'private_key': 'load_private_key_info', 'public_key': 'load_public_key_info',
}
OTHERS = {'cryptography': seen_by_cryptography, 'asn1crypto': seen_by_asn1crypto}
# The share of what asn1lib reads that each of them must read as well; and of each field, the share that it must have an opinion on.
OF_WHAT_WE_READ = 0.9
OF_FIELDS = 0.5
# What each of them must read in all, and the fields that it must have had an opinion on, for one structure.
FEWEST_STRUCTURES = 1000
FEWEST_FIELDS = 5


def implementations():
    """asn1lib as it is imported, and in pure Python."""
    import asn1lib
    from test.support.import_helper import import_fresh_module
    return asn1lib, import_fresh_module('asn1lib', blocked=['_asn1'])


def is_native(asn1lib):
    return type(asn1lib.load_certificate).__name__ == 'builtin_function_or_method'


class Values:
    """Comparisons with other libraries."""

    def __init__(self, asn1lib):
        self._asn1lib = asn1lib
        self.differences = {}
        # Which of the libraries reads how many, by library and source.
        self.structures = collections.Counter()
        # How many fields it has, and of how many it has an opinion, by library, kind and name; what the machine has is by itself.
        self.fields = collections.Counter()
        self.compared = collections.Counter()

    def compare(self, source, structures):
        """How many of them asn1lib reads."""
        kind, _ = READ_AS[source]
        read = 0
        for label, der in structures:
            try:
                ours = getattr(seen_by_asn1lib, kind)(self._asn1lib, der)
            except self._asn1lib.DecodeError:
                continue
            read += 1
            for library, module in OTHERS.items():
                reader = getattr(module, kind, None)
                if not reader:
                    continue
                self.structures[library, source] += 0
                try:
                    theirs = reader(der)
                except Exception:
                    continue
                if theirs:
                    self.structures[library, source] += 1
                    found = self._difference(ours, theirs, (library, source if source == 'machine' else kind))
                    if found:
                        self.differences[f'{source}, {label}, {library}'] = found, der
        return read

    def _difference(self, ours, theirs, whose):
        for field, value in theirs.items():
            # Of a CRL each entry has its own.
            name = *whose, re.sub(r'^revoked \d+', 'revoked', field)
            self.fields[name] += 1
            try:
                theirs = value()
            except Exception:
                continue
            self.compared[name] += 1
            if field not in ours:
                return f'{field} is missing'
            if ours[field] != theirs:
                return f'{field}: {ours[field]!r:.300}, not {theirs!r:.300}'
        return None


def outcome(asn1lib, load, der, strict):
    """All that a structure says, or the error, in a form that does not depend on the implementation."""
    try:
        found = getattr(asn1lib, load)(der, strict=strict)
    except asn1lib.DecodeError as error:
        return 'error', error.reason, error.offset, error.path, str(error)
    return plain(asn1lib, found)


def plain(asn1lib, value):
    """Nested tuples of simple values, with the names of the classes that they come from."""
    name = type(value).__name__
    if isinstance(value, asn1lib.Element):
        return (name, value.tag, value.tag_class, value.offset, value.header_length, value.encoded, value.content,
                plain(asn1lib, value.value))
    if isinstance(value, tuple):
        return name, str(value) if name == 'Name' else None, tuple(plain(asn1lib, one) for one in value)
    if isinstance(value, (int, str, bytes, datetime.datetime, type(None))):
        return name, value
    return name, repr(value), {attribute: _attribute(asn1lib, value, attribute) for attribute in attributes(value)}


def attributes(value):
    return [name for name in dir(type(value)) if not name.startswith('_') and not callable(getattr(type(value), name))]


def _attribute(asn1lib, value, attribute):
    try:
        found = getattr(value, attribute)
    except asn1lib.DecodeError as error:
        return 'error', error.reason, error.offset, error.path
    return plain(asn1lib, found)


class Implementations:
    """Comparisons of native with pure Python."""

    def __init__(self, native, pure):
        self._native = native
        self._pure = pure
        self.differences = {}
        self.count = 0

    def compare(self, source, load, structures):
        for label, der in structures:
            for loader in load, 'decode':
                for strict in True, False:
                    self.count += 1
                    native, pure = (outcome(side, loader, der, strict) for side in (self._native, self._pure))
                    if native != pure:
                        self.differences[f'{source}, {label}, {loader}(strict={strict})'] = first_difference(native, pure), der


def first_difference(one, other):
    """Where two nested values begin to differ."""
    if type(one) is type(other) and isinstance(one, (tuple, dict)) and len(one) == len(other):
        keys = one if isinstance(one, dict) else range(len(one))
        for key in keys:
            if isinstance(one, dict) and key not in other:
                break
            if one[key] != other[key]:
                return f'[{key!r}]{first_difference(one[key], other[key])}'
    return f': {one!r:.300}, not {other!r:.300}'


def structures():
    """By source: what is read."""
    made = corpus.made()
    return corpus.certificates() | {source: made[source] for source in READ_AS if source not in corpus.certificates()}


def damaged(count, seed):
    """Source and DER of structures of all kinds with some damage."""
    yield from (('certificate', *one) for one in corpus.mutants(count // 2, seed))
    rng = random.Random(seed)
    others = [(READ_AS[source][0], label, der) for source, of_source in structures().items() if source not in corpus.certificates()
              for label, der in of_source.items() if len(der) < 4000]
    for i in range(count - count // 2):
        kind, label, der = rng.choice(others)
        yield kind, f'{label}, mutant {i}', corpus.mutant(rng, der)


def compare_with_others(asn1lib):
    """Whether all is equal, and enough of it was compared."""
    values = Values(asn1lib)
    good = True
    for source, of_source in structures().items():
        read = values.compare(source, of_source.items())
        enough = read >= READ_AS[source][1] * len(of_source)
        print(f'{source}: {read} of {len(of_source)} read' + ('' if enough else ', which is NOT ENOUGH'))
        good &= enough
        for library in OTHERS:
            if (library, source) in values.structures:
                count = values.structures[library, source]
                enough = count >= OF_WHAT_WE_READ * read
                print(f'    {library}: {count}' + ('' if enough else ', which is NOT ENOUGH'))
                good &= enough
    for library in OTHERS:
        read, compared = (sum(count for name, count in counter.items() if name[0] == library)
                          for counter in (values.structures, values.compared))
        enough = read > FEWEST_STRUCTURES and compared > FEWEST_FIELDS * read
        print(f'{library}: {read} structures, {compared} fields compared' + ('' if enough else ', which is NOT ENOUGH'))
        good &= enough
    for name, count in values.fields.items():
        if name[1] != 'machine' and values.compared[name] < OF_FIELDS * count:
            print(f'{" ".join(name)}: {values.compared[name]} of {count} compared, which is NOT ENOUGH')
            good = False
    show(values.differences)
    return good and not values.differences


def compare_with_each_other(native, pure, mutants, seed):
    both = Implementations(native, pure)
    for source, of_source in structures().items():
        both.compare(source, LOADERS[READ_AS[source][0]], of_source.items())
    for kind, label, der in damaged(mutants, seed):
        both.compare('mutants', LOADERS[kind], [(label, der)])
    print(f'native and pure Python: {both.count} outcomes compared')
    show(both.differences)
    return not both.differences


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('--mutants', type=int, default=2000, metavar='N', help='how many damaged structures')
    parser.add_argument('--seed', type=int, default=corpus.SEED)
    options = parser.parse_args()
    # Of cryptography, about numbers and lengths that RFC 5280 does not allow.
    warnings.simplefilter('ignore')
    asn1lib, pure = implementations()
    good = compare_with_others(asn1lib)
    if not is_native(asn1lib):
        raise SystemExit(f'{asn1lib.__file__} has no accelerator here; run this with an interpreter that "./x build" made')
    good &= compare_with_each_other(asn1lib, pure, options.mutants, options.seed)
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
