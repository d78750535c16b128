"""Sizes, times, rates and ratios as text."""

# Sizes up to this one are shown as time per call, larger ones as throughput.
LARGEST_SHOWN_AS_TIME = 4 << 10


def size_text(size):
    for unit, name in (1 << 20, 'MiB'), (1 << 10, 'KiB'):
        if size >= unit and size % unit == 0:
            return f'{size // unit} {name}'
    return f'{size:,} B'


def bytes_text(size):
    """The size of a file."""
    return f'{size / 1024:,.0f} KiB'


def ratio_text(value):
    """With as many digits as say something."""
    return f'{value:.{2 if value < 9.995 else 1 if value < 99.95 else 0}f}'


def rate_text(rate):
    """Bytes per second."""
    for unit, name in (1e9, 'GB/s'), (1e6, 'MB/s'):
        if rate >= unit:
            break
    return f'{ratio_text(rate / unit)} {name}'


def time_text(nanoseconds):
    """With three digits, at least."""
    for unit, name in (1e6, 'ms'), (1e3, 'µs'):
        if nanoseconds >= unit:
            return f'{ratio_text(nanoseconds / unit)} {name}'
    return f'{nanoseconds:,.0f} ns'


def speed_text(nanoseconds, size):
    """Time per call for small inputs; throughput in raw, not encoded, bytes for large ones."""
    if size <= LARGEST_SHOWN_AS_TIME:
        return f'{nanoseconds:,.0f} ns'
    return rate_text(size / nanoseconds * 1e9)
