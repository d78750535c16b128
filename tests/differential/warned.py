"""Calls that warn and some that nearly do, from every kind of frame under every filter."""

from callers import CALLERS
from outcome import Case
from signatures import FUNCTIONS
from values import NOT_SPECIFIED, Made

ACTIONS = ('always', 'error', 'once', 'default', 'module', 'ignore', 'error in the module',
           'error in this file', 'failing display')

_CALLS = [
    ('urlsafe_b64decode', (b'+A==',), {}),
    ('urlsafe_b64decode', (b'A/==',), {'padded': True}),
    ('urlsafe_b64decode', ('+/+/',), {}),
    ('urlsafe_b64decode', (b'-_',), {}),
    ('urlsafe_b64decode', (b'+',), {}),
    ('b64decode', (b'++++', b'-_'), {}),
    ('b64decode', (b'//+/', b'-_'), {'validate': True}),
    ('b64decode', ('/+', '-_'), {'padded': False}),
    ('b64decode', (b'+/+/', b'+_'), {}),
    ('b64decode', (b'+/+/', b'/-', False), {}),
    ('b64decode', (b'+/', b'-_'), {}),
    ('b64decode', (b'+/+/', b'-_', Made('truth True', b'')), {}),
    ('b64decode', (b'+/+/', Made('bytearray', b'-_'), Made('truth False', b'')), {}),
    ('b64decode', (b'+/+/', Made('array B', b'-_')), {}),
    ('b64decode', (b'+/+/', b'\xff\''), {}),
    ('b64decode', (b'+/+/', b'-_'), {'ignorechars': b'+/'}),
    ('b64decode', (b'+/+/', b'-_'), {'ignorechars': NOT_SPECIFIED}),
    ('b64decode', (b'+/+!', b'-_', True), {}),
]


def warned():
    there = {name: {parameter.name for parameter in function.parameters} for name, function in FUNCTIONS.items()}
    for caller in CALLERS:
        for action in ACTIONS:
            for name, args, kwargs in _CALLS:
                if kwargs.keys() <= there[f'base64.{name}']:
                    yield Case(f'base64.{name}', args, kwargs, caller, action)
