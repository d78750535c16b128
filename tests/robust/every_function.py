"""Lets the memory run out at every allocation of a call of everything in Rust; run by test_memory_everywhere.py in a child.

    python every_function.py MODULE

Prints JSON: what has no call, and for each call what exhaust.py prints, and whether CPython itself may end the process in it.
"""

import _imp
import faulthandler
import gc
import importlib
import json
import resource
import sys
import warnings

import need
import exhaust
import sample_calls

# Asn1lib's Python code iterates over dict.items(): without memory for the pair that it returns each time, CPython gives back an
# iterator that the garbage collector does not know yet, and dies. A warning without memory for a frame is no better.
ITERATES_OVER_ITEMS = {'Certificate.as_dict'}


def imports(module):
    spec = module.__spec__
    # Until 3.13, making a class without memory ends with a crash of CPython's dictionaries, in modules in C, too.
    if sys.version_info >= (3, 14) and spec.origin != 'built-in':
        yield 'import', lambda: type(_imp.exec_dynamic(_imp.create_dynamic(spec))).__name__


def main(name):
    module = importlib.import_module(name)
    calls = [*sample_calls.calls(module), *imports(module)]
    for _, function in calls:
        # What is imported when it is first needed is there when the memory runs out.
        if function is not None:
            exhaust.attempt(function, (), {})
    # What a collection, which begins at any time, cannot do without memory, CPython prints.
    gc.disable()
    results = {}
    for number, (label, function) in enumerate(calls):
        if function is not None:
            may_die = label in ITERATES_OVER_ITEMS or exhaust.warns(function, (), {})
            results[f'{label}, call {number}'] = exhaust.exhaust(function, (), {}, may_die) | {'CPython may die': may_die}
            gc.collect()
    json.dump({'without a call': [label for label, function in calls if function is None], 'results': results}, sys.stdout)


if __name__ == '__main__':
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.disable()
    warnings.simplefilter('ignore')
    main(sys.argv[1])
