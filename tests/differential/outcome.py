"""What one call did, in a form that can be compared and printed."""

import collections
import itertools
import re
import sys
import warnings

from callers import CALLERS
from values import Context, Made, make

Case = collections.namedtuple('Case', 'function args kwargs caller action binding',
                              defaults=('direct', 'always', False))
Case.__doc__ = """One call to compare.

caller: a key of callers.CALLERS.
action: the warning filter; anything but 'always' calls twice, as once-only warnings need.
binding: true if the arguments need not fit the signature.  Then the text of a TypeError is compared for
    binascii only: base64 is written in Python, and functions in C word such errors in their own way.
"""

Outcome = collections.namedtuple('Outcome', 'result error warnings trace')

_unraisable = set()

# Whether native code may hold a buffer at a moment when base64.py, having made a copy, does not.
may_hold = True


def watch_unraisable():
    """Let outcomes tell also what the interpreter could not raise."""
    sys.unraisablehook = lambda event: _unraisable.add(event.exc_type)


def _text(error):
    text = str(error)
    # Objects of the two sides live at different addresses.
    return re.sub('0x[0-9a-f]+', '0x...', text) if '0x' in text else text


def describe(error, side, depth=4):
    """An exception with all that hangs on it, but for what names frames."""
    if error is None or not depth:
        return None
    return (side.own_classes.get(type(error), type(error)), _text(error), len(error.args), error.__suppress_context__,
            describe(error.__cause__, side, depth - 1), describe(error.__context__, side, depth - 1))


def _call(case, side, context):
    function = side.function(case.function)
    result = error = None
    try:
        args = [make(value, context, side) for value in case.args]
        kwargs = {name: make(value, context, side) for name, value in case.kwargs.items()}
        value = CALLERS[case.caller](function, args, kwargs, context)
        result = (type(value), value)
    except KeyboardInterrupt:
        raise
    except BaseException as exception:
        error = describe(exception, side)
        # Of a function in Python, the interpreter itself words what does not fit.
        if case.binding and error[0] is TypeError and case.function.startswith('base64.'):
            error = TypeError
    return result, error


def _summarize(log):
    return tuple((w.category, str(w.message), w.filename, w.lineno, w.source) for w in log)


def perform(case, side, log):
    """Make the call.  `log` is the list of a recording catch_warnings with the filter 'always'."""
    context = Context()
    _unraisable.clear()
    if case.action == 'always':
        log.clear()
        result, error = _call(case, side, context)
        shown = _summarize(log) if log else ()
    else:
        with warnings.catch_warnings(record=True) as log:
            warnings.resetwarnings()
            warnings.onceregistry.clear()
            _set_filter(case.action)
            first = _call(case, side, context)
            second = _call(case, side, context)
            result, error = zip(first, second)
            shown = _summarize(log)
    return Outcome(result, error, shown, (context.summary(), context.registry, frozenset(_unraisable)))


def _set_filter(action):
    match action:
        case 'error in the module':
            warnings.simplefilter('ignore')
            warnings.filterwarnings('error', module=r'package\.module')
        case 'error in this file':
            warnings.simplefilter('ignore')
            warnings.filterwarnings('error', module='callers')
        case 'failing display':
            warnings.simplefilter('always')
            warnings.showwarning = _fail
        case _:
            warnings.simplefilter(action)


def _fail(*args, **kwargs):
    raise LookupError('showwarning failed')


def _without_own_lines(ours, theirs, file):
    """Both, without the places of warnings that the interpreter blames on the original's own lines.

    Code in C has no such lines: there the interpreter blames the caller.
    """
    own = [filename == file for _, _, filename, *_ in theirs.warnings]

    def strip(outcome):
        return outcome._replace(warnings=tuple(
            warning[:2] if place else warning for warning, place in zip(outcome.warnings, own)))

    if len(ours.warnings) != len(own):
        return ours, theirs
    return strip(ours), strip(theirs)


def _without_more_holding(ours, theirs):
    """Ours, with what it holds during the call forgotten where theirs does not hold it."""
    (mine, *rest), (others, *_) = ours.trace, theirs.trace
    if list(map(len, mine.events)) != list(map(len, others.events)):
        return ours
    events = tuple(
        tuple('free' if (state, other) == ('held', 'free') else state for state, other in zip(event, other_event))
        for event, other_event in zip(mine.events, others.events))
    return ours._replace(trace=(mine._replace(events=events), *rest))


# What was Python code until 3.14, and is arithmetic byte by byte.
_ARITHMETIC = {f'base64.{name}' for name in (
    'b32encode', 'b32decode', 'b32hexencode', 'b32hexdecode', 'a85encode', 'a85decode', 'b85encode', 'b85decode', 'z85encode',
    'z85decode')} if sys.version_info < (3, 15) else set()


def _without_arithmetic(outcome):
    """Without what only shows that base64.py counts in Python.

    That is the KeyError or struct.error that `raise ValueError(...) from None` hides, and that an option is asked
    for its truth once for each character.
    """
    trace, *rest = outcome.trace
    events = tuple(event for event, _ in itertools.groupby(trace.events))
    outcome = outcome._replace(trace=(trace._replace(events=events), *rest))
    return outcome._replace(error=_without_hidden(outcome.error))


def _without_hidden(error):
    match error:
        case kind, text, count, True, None, _ if kind in (ValueError, 'binascii.Error'):
            return kind, text, count, False, None, None
        # Of two calls.
        case one, another:
            return _without_hidden(one), _without_hidden(another)
    return error


def _undefined(case):
    """Whether the original looks at memory that is not its own."""
    # Until 3.13, the length byte of an empty line is the byte behind the buffer: a zero where a str or bytes ends.
    return (sys.version_info < (3, 14) and case.function == 'binascii.a2b_uu'
            and any(type(value) is Made and value.kind not in ('bytes', 'str') for value in case.args))


def difference(case, our_side, stock, log):
    """The name of the first thing that differs, with both outcomes; or None."""
    if _undefined(case):
        return None
    ours = perform(case, our_side, log)
    theirs = perform(case, stock, log)
    if ours == theirs:
        return None
    if theirs.warnings:
        ours, theirs = _without_own_lines(ours, theirs, stock.base64.__file__)
    if case.function in _ARITHMETIC:
        ours, theirs = _without_arithmetic(ours), _without_arithmetic(theirs)
    if may_hold and case.function.startswith('base64.'):
        ours = _without_more_holding(ours, theirs)
    if ours == theirs:
        return None
    for name, one, other in zip(Outcome._fields, ours, theirs):
        if one != other:
            return name, ours, theirs
