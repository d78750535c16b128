"""The calls to compare: first fixed series, each about one subject, then random ones without end."""

import functools
import itertools
import random as random_module

from callers import CALLERS
from copying import copying
from formats import FORMATS, mutations
from outcome import Case
from parameters import few, many
from signatures import FUNCTIONS
from values import BUFFERS, NUMBERS, ORDINARY, OTHERS, PERVERSE, TEXTS, Made
from warned import ACTIONS, warned

# Lengths next to those of vector registers and of blocks of them.
EDGES = sorted({edge * factor + d for edge in (16, 32, 48, 64) for factor in (1, 2, 3, 4, 5, 8, 16, 21, 32, 64, 96)
                for d in (-2, -1, 0, 1, 2)})


def call(function, values, rng):
    """A case from values by the names of parameters; what may be passed in several ways is."""
    args, kwargs = [], {}
    positional = rng.choice((len(function.parameters), len(function.parameters), 1, 1, 0))
    for i, parameter in enumerate(function.parameters):
        if parameter.name not in values:
            continue
        value = values[parameter.name]
        if parameter.positional and len(args) == i and (i < positional or not parameter.keyword):
            args.append(value)
        elif parameter.keyword:
            kwargs[parameter.name] = value
        # Otherwise what comes before a positional-only one was left out.
    return Case(function.name, tuple(args), kwargs)


class Subject:
    """A function with what series of cases need to know of it."""

    def __init__(self, function):
        self.function = function
        self.format = FORMATS[function.format]
        self.data_name, *self.options = [parameter.name for parameter in function.parameters]
        self.required = {parameter.name: few(function, parameter.name)[0]
                         for parameter in function.parameters[1:] if not parameter.optional}
        self.encodes = function.does != 'decode'
        self.rng = random_module.Random(0)
        self.classes = self.format.raw_classes if self.encodes else self.format.wide

    def call(self, data, values=()):
        return call(self.function, {self.data_name: data, **self.required, **dict(values)}, self.rng)

    @functools.cache
    def settings(self, most=40):
        """Values of all options: each alone, and combinations of them, not many more than `most`."""
        alone = [{}] + [{name: value} for name in self.options for value in few(self.function, name)]
        together = [dict(pairs) for pairs in itertools.product(
            *[[(name, value) for value in few(self.function, name)] for name in self.options])]
        # The same in each run.
        together = random_module.Random(0).sample(together, min(len(together), max(0, most - len(alone))))
        return alone + together

    def data(self, n, random):
        """Input of n bytes for an encoder; for a decoder, the text of as many."""
        raw = self.format.raw(n, random)
        return raw if self.encodes else self.format.valid(raw)

    def inputs(self):
        """A few that are worth combining with all options."""
        if self.encodes:
            return (b'', b'\0', b'A', b'ABC', b'\0\0\0\0', b'    ', b'ABCD' * 5, bytes(range(40)), b'\xff' * 33, b'a=b_c .\r\n.\n \n')
        return self.format.texts


SUBJECTS = tuple(Subject(function) for function in FUNCTIONS.values() if function.does != 'copy')


def lengths(subject, random):
    """Every length to 100 and those next to vectors' lengths: what is valid, and what is nearly."""
    settings = subject.settings()
    for n in itertools.chain(range(101), EDGES):
        for values in settings if n < 400 else random.sample(settings, min(3, len(settings))):
            yield subject.call(subject.data(n, random), values)
        data = subject.data(n, random)
        yield subject.call(bytes([random.randrange(256)]) * n)
        yield subject.call(Made('bytearray', data))
        yield subject.call(Made('str', data))
        yield subject.call(Made('memoryview of a slice', data), random.choice(settings))
        for text in mutations(subject.format, data, random):
            yield subject.call(text)
            yield subject.call(text, random.choice(settings))


def kinds_at_every_length(subject, random):
    for n in range(130):
        data = subject.data(n, random)
        for kind in BUFFERS | TEXTS:
            yield subject.call(Made(kind, data), random.choice(subject.settings()))


def short_strings(subject, random, longest):
    """Every short string of one character of each class, and longer ones of fewer classes."""
    settings = subject.settings(24)
    for n in range(longest + 1):
        for string in itertools.product(subject.classes, repeat=n):
            for values in settings if n < longest else random.sample(settings, min(4, len(settings))):
                yield subject.call(bytes(string), values)
    narrow = subject.format.narrow if not subject.encodes else subject.classes[:3]
    for n in range(longest + 1, subject.format.longest + longest - 3):
        for string in itertools.product(narrow, repeat=n):
            yield subject.call(bytes(string), random.choice(settings))


def every_option(subject, random):
    """A few values of each option, in all combinations that there is time for, on every way of being wrong."""
    settings = subject.settings(400)
    for data in subject.inputs():
        for values in settings:
            yield subject.call(data, values)


def every_byte_at_every_place(subject, random):
    """Each value of a byte at each place of a text that is longer than a vector register."""
    data = subject.data(45 if subject.function.format == 'uu' else 66, random)
    settings = subject.settings(24)
    for value in range(256):
        for place in range(len(data)):
            yield subject.call(data[:place] + bytes([value]) + data[place + 1:])
            yield subject.call(data[:place] + bytes([value]) + data[place + 1:], random.choice(settings))


def an_error_at_every_place(subject, random):
    """One wrong or special character, at every place of some blocks of text."""
    settings = subject.settings(24)
    for n in (200, 700, 1500):
        data = subject.data(n, random)
        for place in range(len(data) + 1):
            for character in (*subject.classes, random.randrange(256)):
                piece = bytes([character])
                yield subject.call(data[:place] + piece + data[place + 1:], random.choice(settings))
            yield subject.call(data[:place] + random.choice(subject.format.pieces) + data[place:], random.choice(settings))
            yield subject.call(data[:place], random.choice(settings))


def two_byte_inputs(subject, random):
    for value in range(65536):
        yield subject.call(value.to_bytes(2))


def kinds(subject, random):
    """Every kind of object for every parameter, alone and with every kind for another one."""
    function = subject.function
    texts = (b'', b'A', b'QU+/', b'Q-_=', b'QUJDREVGR0hJ', b'41424344', b'\xff\x80')
    for kind in ORDINARY | NUMBERS:
        for data in texts:
            yield subject.call(Made(kind, data))
            for values in subject.settings(8):
                yield subject.call(Made(kind, data), values)
    for option in subject.options:
        for value in many(function, option):
            for data in texts:
                yield subject.call(data, {option: value})
                yield subject.call(Made('bytearray', data), {option: value})
            for kind in BUFFERS | TEXTS | OTHERS:
                yield subject.call(Made(kind, b'41424344'), {option: value})
    for one, other in itertools.combinations(subject.options, 2):
        for value, another in itertools.product(many(function, one), many(function, other)):
            yield subject.call(Made('bytearray', b'41424344'), {one: value, other: another})


class Keyword(str):
    """A keyword that is not exactly a str."""


def binding(subject, random):
    """Arguments that do not fit the signature, next to unusual ones that do."""
    function, data_name = subject.function, subject.data_name
    name, parameters = function.name, function.parameters
    required = {p.name for p in parameters if not p.optional}
    usual = {p.name: few(function, p.name)[0] for p in parameters[1:]}
    positional = [p for p in parameters if p.positional]

    def misfit(*args, **kwargs):
        return Case(name, args, kwargs, binding=True)

    yield misfit()
    for value in (b'QUJD', Made('exporter', b'QUJD'), 12):
        args = (value, *[usual[p.name] for p in positional[1:]])
        for extra in range(1, 4):
            yield misfit(*args, *(None,) * extra)
        for keyword in ('unknown', '', '\udc80', '\xe9', data_name.upper(), 'self', 'data', 's', 'b', 'x' * 300):
            yield misfit(value, **{keyword: 1})
            yield misfit(*args, **{keyword: 1})
            yield misfit(**{data_name: value, keyword: 1})
        yield misfit(value, **{data_name: value})
        yield misfit(**{data_name: value})
        yield misfit(**{''.join(['', data_name]): value})
        yield misfit(**{Keyword(data_name): value})
        for other in sorted({p.name for f in FUNCTIONS.values() for p in f.parameters}):
            yield misfit(value, **{other: usual.get(other, value)})
            yield misfit(*args, **{other: usual.get(other, value)})
            yield misfit(**{other: usual.get(other, value)})
            yield misfit(value, **{Keyword(other): usual.get(other, value)})
            yield misfit(value, **{other.upper().lower(): usual.get(other, value), 'unknown': 1})
        for count in range(len(args) + 1):
            yield misfit(*args[:count], **{n: v for n, v in usual.items() if n not in required})


def perverse(subject, random):
    """Objects that lie about their class, or override what the original calls."""
    for kind in PERVERSE:
        for data in (b'', b'QU+/', b'-_'):
            yield subject.call(Made(kind, data))
            for option in subject.options:
                yield subject.call(b'QU+/', {option: Made(kind, data)})


def fixed(random, exhaustive, with_perverse, subjects):
    """The fixed series, by name."""
    def of_all(series, *arguments):
        return itertools.chain.from_iterable(series(subject, random, *arguments) for subject in subjects)

    if with_perverse:
        yield 'perverse objects', of_all(perverse)
    yield 'arguments that do not fit', of_all(binding)
    names = {subject.function.name for subject in subjects}
    yield 'warnings', (case for case in warned() if case.function in names)
    yield 'kinds of objects', of_all(kinds)
    yield 'every option', of_all(every_option)
    yield 'lengths', of_all(lengths)
    yield 'kinds at every length', of_all(kinds_at_every_length)
    yield 'short strings', of_all(short_strings, 5 if exhaustive else 4)
    yield 'every byte at every place', of_all(every_byte_at_every_place)
    yield 'an error at every place', of_all(an_error_at_every_place)
    yield 'all inputs of two bytes', of_all(two_byte_inputs)


def _random_data(random, subject):
    size = random.choices((random.randrange(40), random.randrange(301), random.randrange(5000),
                           random.randrange(60_000, 200_000)), (60, 35, 4.95, 0.05))[0]
    # Python code is slow, and what its sizes are has no part in what it does.
    if size > 5000 and not subject.function.name.startswith('binascii') and random.random() < 0.8:
        size //= 100
    style = random.randrange(10)
    if style == 0:
        return bytes(random.choices(subject.classes, k=size % 500))
    if style == 1:
        return random.choice(subject.inputs())
    data = subject.data(size, random)
    if style < 6:
        return data
    return random.choice(list(mutations(subject.format, data, random)))


_DATA_KINDS = tuple(BUFFERS | TEXTS)
_CALLERS = tuple(CALLERS)


def randomly(random, subjects):
    """Calls with anything anywhere, mostly nearly right, for ever."""
    while True:
        subject = random.choice(subjects)
        data = _random_data(random, subject)
        kind = random.randrange(12)
        if kind >= 8:
            if kind < 11 or len(data) > 5000:
                data = Made('str' if not subject.encodes and kind == 8 else 'bytearray', data)
            else:
                data = Made(random.choice(_DATA_KINDS), data)
        values = {}
        for option in subject.options:
            chance = random.random()
            if chance < 0.06:
                values[option] = random.choice(many(subject.function, option))
            elif chance < 0.4:
                values[option] = random.choice(few(subject.function, option))
        case = subject.call(data, values)
        # What that one makes the interpreter warn of, filters attribute to the original's own lines.
        if random.random() < 0.01 and Made('index True', b'') not in values.values():
            case = case._replace(caller=random.choice(_CALLERS), action=random.choice(ACTIONS))
        yield case


# The series that are short, and the one without end.
WHOLE = ('warnings', 'files', 'random')


def every_case(random, exhaustive=False, with_perverse=False, only=()):
    """(series, stream of cases): all fixed series, and at last random calls without end."""
    subjects = [subject for subject in SUBJECTS if not only or subject.function.name in only]
    if subjects:
        yield from fixed(random, exhaustive, with_perverse, subjects)
    yield 'files', (case for case in copying(random) if not only or case.function in only)
    if subjects:
        yield 'random', randomly(random, subjects)
