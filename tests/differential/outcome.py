"""What one call did, in a form that can be compared and printed."""

import collections
import re
import sys
import warnings

from callers import CALLERS
from values import Context, make

Case = collections.namedtuple('Case', 'function args kwargs caller action binding',
                              defaults=('direct', 'always', False))
Case.__doc__ = """One call to compare.

caller: a key of callers.CALLERS.
action: the warning filter; anything but 'always' calls twice, as once-only warnings need.
binding: true if the arguments do not fit the signature.  Then only the type of the error is
    compared: a function written in C words such errors in its own way.
"""

Outcome = collections.namedtuple('Outcome', 'result error warnings trace')

_unraisable = set()

# Whether native code may hold a buffer at a moment when the fallback, having made a copy, does not.
may_hold = True


def watch_unraisable():
    """Let outcomes tell also what the interpreter could not raise."""
    sys.unraisablehook = lambda event: _unraisable.add(event.exc_type)


def _text(error):
    text = str(error)
    # Objects of the two sides live at different addresses.
    return re.sub('0x[0-9a-f]+', '0x...', text) if '0x' in text else text


def describe(error, depth=4):
    """An exception with all that hangs on it, but for what names frames."""
    if error is None or not depth:
        return None
    return (type(error), _text(error), len(error.args), error.__suppress_context__,
            describe(error.__cause__, depth - 1), describe(error.__context__, depth - 1))


def _call(case, module, context):
    function = getattr(module, case.function)
    result = error = None
    try:
        args = [make(value, context, module) for value in case.args]
        kwargs = {name: make(value, context, module) for name, value in case.kwargs.items()}
        value = CALLERS[case.caller](function, args, kwargs, context)
        result = (type(value), value)
    except KeyboardInterrupt:
        raise
    except BaseException as exception:
        error = type(exception) if case.binding else describe(exception)
    return result, error


def _summarize(log):
    return tuple((w.category, str(w.message), w.filename, w.lineno, w.source) for w in log)


def perform(case, module, log):
    """Make the call.  `log` is the list of a recording catch_warnings with the filter 'always'."""
    context = Context()
    _unraisable.clear()
    if case.action == 'always':
        log.clear()
        result, error = _call(case, module, context)
        shown = _summarize(log) if log else ()
    else:
        with warnings.catch_warnings(record=True) as log:
            warnings.resetwarnings()
            warnings.onceregistry.clear()
            _set_filter(case.action)
            first = _call(case, module, context)
            second = _call(case, module, context)
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
    """Both, without the places of warnings that the interpreter blames on the fallback's own lines.

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


def difference(case, native, fallback, log):
    """The name of the first thing that differs, with both outcomes; or None."""
    ours = perform(case, native, log)
    theirs = perform(case, fallback, log)
    if ours == theirs:
        return None
    if theirs.warnings:
        ours, theirs = _without_own_lines(ours, theirs, fallback.__file__)
    if may_hold:
        ours = _without_more_holding(ours, theirs)
    if ours == theirs:
        return None
    for name, one, other in zip(Outcome._fields, ours, theirs):
        if one != other:
            return name, ours, theirs
