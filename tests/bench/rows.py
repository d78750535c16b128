"""What is measured: the functions, the sizes, and the candidates for each."""

import operator
import random

SIZES = (16, 64, 1 << 10, 4 << 10, 64 << 10, 1 << 20, 16 << 20)

# Sizes up to this one are shown as time per call, larger ones as throughput.
LARGEST_SHOWN_AS_TIME = 4 << 10


class Row:
    """A function with the arguments to call it with; `prepare` makes its input from raw bytes."""

    def __init__(self, label, function, prepare, args=(), rival=None):
        self.label = label
        self.function = function
        self.prepare = prepare
        self.args = args
        self.rival = rival


def _rows(base64):
    # The rival is pybase64's function for the same work, with what it takes after the data.
    return (
        Row('b64encode', 'b64encode', bytes, rival=('b64encode',)),
        Row('b64decode', 'b64decode', base64.b64encode, rival=('b64decode',)),
        Row('b64decode, validate', 'b64decode', base64.b64encode, (None, True), rival=('b64decode', None, True)),
        Row('urlsafe_b64encode', 'urlsafe_b64encode', bytes, rival=('urlsafe_b64encode',)),
        Row('urlsafe_b64decode', 'urlsafe_b64decode', base64.urlsafe_b64encode, rival=('urlsafe_b64decode',)),
        Row('encodebytes, 76 columns', 'encodebytes', bytes, rival=('encodebytes',)),
        Row('decodebytes, 76 columns', 'decodebytes', base64.encodebytes),
    )


def _limit(output):
    """A call that does no more than allocate the output and copy it."""
    # One byte is left out, because a slice of the whole would be the same object.
    return operator.itemgetter(slice(len(output))), (output + b'\0',)


def tasks(native, fallback, pybase64=None, sizes=SIZES, labels=None):
    """Labels and sizes of the rows (all, or those named), and for each its candidates for timing.measure."""
    rng = random.Random(64)
    raw = {size: rng.randbytes(size) for size in sizes}
    names, result = [], []
    for row in _rows(fallback):
        if labels and row.label not in labels:
            continue
        for size in sizes:
            args = (row.prepare(raw[size]), *row.args)
            ours, theirs = getattr(native, row.function), getattr(fallback, row.function)
            output = theirs(*args)
            if ours(*args) != output:
                raise SystemExit(f'{row.label}, {size} bytes: native and fallback differ; '
                                 'tests/differential/calls.py shows how')
            candidates = {'native': (ours, args), 'stock': (theirs, args)}
            if pybase64 and row.rival:
                name, *more = row.rival
                candidates['pybase64'] = getattr(pybase64, name), (args[0], *more)
            candidates['limit'] = _limit(output)
            names.append((row.label, size))
            result.append(candidates)
    return names, result
