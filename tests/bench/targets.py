"""What is to be reached, and the reasons where it is not: the data files, and comparisons with them."""

import os
import tomllib

import units

HERE = os.path.dirname(os.path.abspath(__file__))
# What stands before the names of CPython's own modules.
STOCK = 'stock '
# In the order in which they are shown; `limit` is no rival.
RIVALS = ('stock', 'built-in', 'pybase64', 'isal', 'zlib-ng', 'cryptography', 'asn1crypto', 'pyasn1')


def read(name):
    with open(os.path.join(HERE, name), 'rb') as file:
        return tomllib.load(file)


def report_name(measured):
    """3.15, or 3.15-simd where a backend was forced."""
    forced = measured['backend']['forced']
    return measured['python']['series'] + (forced and f'-{forced}')


class Targets:
    def __init__(self, data, section):
        self.sizes = data['sizes']
        self.rows = data.get(section, {})
        self.others = data['others']

    @classmethod
    def of(cls, measured):
        forced = measured['backend']['forced']
        # AVX-512 forced is what is used anyway, or what the targets were made for.
        return cls(read('targets.toml'), forced if forced in ('simd', 'scalar') else measured['python']['series'])

    def of_row(self, label, rival, size):
        """The number to reach, or None."""
        against = '' if rival == 'stock' else f' against {rival}'
        found = self.rows.get(label + against, self.rows.get('*' + against))
        if not isinstance(found, list):
            return found
        place = self.sizes.index(units.size_text(size))
        return found[place] if place < len(found) else None


def reasons(measured):
    """Reasons by the row's name, for the report of what was measured."""
    return read('reasons.toml').get(report_name(measured), {})


class Check:
    """A number with what it is to reach: at least, or at most."""

    def __init__(self, row, value, target, at_most=False, detail=''):
        self.row = row
        # Compared as it is shown: what the report shows as 1.00 reaches 1.
        self.value = float(units.ratio_text(value))
        self.target = target
        self.at_most = at_most
        self.detail = detail

    @property
    def reached(self):
        """True, False, or None where there is no target."""
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target


class Comparison(Check):
    """Ours against one rival, in one row at one size; the value is the ratio."""

    def __init__(self, call, rival, target):
        self.label, self.size, self.rival = call['row'], call['size'], rival
        self.ours, self.theirs = call['times']['ours'], call['times'][rival]
        row = self.label if rival == 'stock' else f'{self.label} against {rival}'
        super().__init__(row, self.theirs['median'] / self.ours['median'], target,
                         detail=units.size_text(self.size) if self.size else '')


def comparisons(measured, targets):
    """All of them, row by row, stock first, by size."""
    labels = dict.fromkeys(call['row'] for call in measured['calls'])
    return [Comparison(call, rival, targets.of_row(label, rival, call['size']))
            for label in labels for rival in RIVALS for call in measured['calls']
            if call['row'] == label and rival in call['times']]


def thread_checks(measured, targets):
    return [Check(f'two threads: {result["row"]}', result['ours'], targets.others['two_threads'])
            for result in measured['threads'] or ()]


def import_checks(measured, targets):
    """All against C binascii, which is what accelerators have to compare with."""
    modules = measured['modules']
    return [Check(f'import of {name}', module['import_us'] / modules[STOCK + 'binascii']['import_us'],
                  targets.others['import_time'], at_most=True)
            for name, module in modules.items() if not name.startswith(STOCK)]
