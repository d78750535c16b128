"""Plots as SVG: throughput against size, both logarithmic; a panel for each function, a line for each rival.

A plot has a background of its own, so that it can be read on a light page and on a dark one.
"""

import math
from xml.sax.saxutils import escape

import units

# Name in the legend, colour, dashes, width: colours that the colour-blind can tell apart.
LINES = {
    'limit': ('limit: allocate and copy', '#8b949e', '2 4', 1.5),
    'zlib-ng': ('zlib-ng', '#009e73', '', 1.8),
    'isal': ('isal', '#0072b2', '', 1.8),
    'pybase64': ('pybase64', '#0072b2', '', 1.8),
    'built-in': ('stock, built in', '#0072b2', '', 1.8),
    'stock': ('stock', '#57606a', '', 1.8),
    'ours': ('ours (Rust)', '#d55e00', '', 2.6),
}
COLUMNS = 3
PANEL_WIDTH, PANEL_HEIGHT = 250, 190
LEFT, TOP, GAP_X, GAP_Y, BOTTOM, RIGHT = 84, 96, 34, 56, 62, 24
FONT = "font-family='system-ui,-apple-system,Segoe UI,Helvetica,Arial,sans-serif'"
INK, GRID, PAPER = '#1f2328', '#d8dee4', '#ffffff'


class Scale:
    """Places on a logarithmic axis from `low` to `high`, drawn from `start` to `end`."""

    def __init__(self, low, high, start, end):
        self.low = low
        self.high = high
        self.start = start
        self.end = end

    def __call__(self, value):
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)


def decades(values):
    """The powers of ten from just below the least value to just above the greatest."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [10.0 ** power for power in range(low, max(high, low + 1) + 1)]


def decade_text(rate):
    for unit, name in (1e9, 'GB/s'), (1e6, 'MB/s'), (1e3, 'kB/s'):
        if rate >= unit:
            return f'{rate / unit:g} {name}'
    return f'{rate:g} B/s'


def _text(x, y, text, anchor='middle', size=11, more=''):
    return (f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' font-size='{size}' fill='{INK}'{more}>"
            f'{escape(text)}</text>')


def _line(x1, y1, x2, y2, colour, more=''):
    return f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' stroke='{colour}'{more}/>"


def _style(name):
    _, colour, dashes, width = LINES[name]
    return f" stroke-width='{width}'" + (f" stroke-dasharray='{dashes}'" if dashes else ''), colour


def _axes(x, y, sizes, rates, labelled):
    """Grid and numbers of a panel; the rates are written out only where `labelled`."""
    for rate in rates:
        yield _line(x.start, y(rate), x.end, y(rate), GRID)
        if labelled:
            yield _text(x.start - 6, y(rate) + 4, decade_text(rate), 'end')
    for i, size in enumerate(sizes):
        yield _line(x(size), y.start, x(size), y.end, GRID)
        # Two lines, because the numbers of neighbours would touch.
        yield _text(x(size), y.start + (15 if i % 2 == 0 else 27), units.size_text(size), size=10)
    yield _line(x.start, y.start, x.end, y.start, INK)
    yield _line(x.start, y.start, x.start, y.end, INK)


def _series(x, y, calls):
    """One line for each rival; `calls` are those of one row."""
    for name in LINES:
        points = [(x(call['size']), y(_rate(call, name))) for call in calls if name in call['times']]
        if not points:
            continue
        style, colour = _style(name)
        places = ' '.join(f'{px:.1f},{py:.1f}' for px, py in points)
        yield f"<polyline points='{places}' fill='none' stroke='{colour}' stroke-linejoin='round'{style}/>"
        if name != 'limit':
            for px, py in points:
                yield f"<circle cx='{px:.1f}' cy='{py:.1f}' r='2.4' fill='{colour}'/>"


def _rate(call, name):
    return call['size'] / call['times'][name]['median'] * 1e9


def _legend(names, x, y):
    for name in names:
        style, colour = _style(name)
        yield _line(x, y - 4, x + 26, y - 4, colour, style)
        yield _text(x + 32, y, LINES[name][0], 'start')
        x += 50 + 6.6 * len(LINES[name][0])


def plot(title, made_on, calls):
    """The SVG of a group: `calls` as in the JSON file, at least one."""
    labels = list(dict.fromkeys(call['row'] for call in calls))
    present = [name for name in reversed(LINES) if any(name in call['times'] for call in calls)]
    sizes = sorted({call['size'] for call in calls})
    rates = decades([_rate(call, name) for call in calls for name in call['times']])
    columns = min(COLUMNS, len(labels))
    lines = math.ceil(len(labels) / columns)
    # Wide enough for title and legend, whatever the number of panels.
    width = max(LEFT + columns * PANEL_WIDTH + (columns - 1) * GAP_X + RIGHT, 640)
    height = TOP + lines * PANEL_HEIGHT + (lines - 1) * GAP_Y + BOTTOM
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}' "
        f"role='img' {FONT}>",
        f'<title>{escape(title)}: throughput against size</title>',
        f'<desc>{escape(made_on)}</desc>',
        f"<rect width='{width}' height='{height}' rx='8' fill='{PAPER}' stroke='{GRID}'/>",
        _text(LEFT, 28, title, 'start', 16, " font-weight='600'"),
        _text(LEFT, 46, made_on, 'start'),
        *_legend(present, LEFT, 66),
    ]
    for i, label in enumerate(labels):
        left = LEFT + i % columns * (PANEL_WIDTH + GAP_X)
        top = TOP + i // columns * (PANEL_HEIGHT + GAP_Y)
        # A size alone has no width.
        x = Scale(sizes[0], max(sizes[-1], sizes[0] * 2), left, left + PANEL_WIDTH)
        y = Scale(rates[0], rates[-1], top + PANEL_HEIGHT, top)
        parts += _axes(x, y, sizes, rates, labelled=i % columns == 0)
        parts += _series(x, y, [call for call in calls if call['row'] == label])
        parts.append(_text(left + PANEL_WIDTH / 2, top - 6, label, size=12, more=" font-weight='600'"))
    middle = TOP + (height - TOP - BOTTOM) / 2
    parts += [
        _text(LEFT + (width - LEFT - RIGHT) / 2, height - 12, 'size of the raw data (logarithmic)'),
        _text(16, middle, 'raw bytes per second (logarithmic)', more=f" transform='rotate(-90 16 {middle:.1f})'"),
        '</svg>',
    ]
    return '\n'.join(parts) + '\n'
