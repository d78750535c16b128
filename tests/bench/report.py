"""The report, in Markdown, of what was measured."""

import rows
import targets
from units import bytes_text, ratio_text, size_text, speed_text, time_text

NO_REASON = 'no reason given'
# The load average of a machine up to which it counts as idle.
IDLE = 0.5


def table(heading, lines):
    yield '| ' + ' | '.join(heading) + ' |'
    yield '|---' + '|---:' * (len(heading) - 1) + '|'
    for line in lines:
        yield '| ' + ' | '.join(line) + ' |'


def with_target(check):
    text = ratio_text(check.value)
    if check.target is not None:
        text += f' ({check.target:g})'
    return f'**{text}**' if check.reached is False else text


def verdict(check):
    return {True: 'yes', False: '**no**', None: ''}[check.reached]


def _target(check):
    return '' if check.target is None else f'{check.target:g}'


def module(label):
    """The module of the function that is measured."""
    return label.partition('(')[0].rpartition('.')[0].partition('.')[0] or 'base64'


def _title(measured):
    # Without extension modules, whose functions others call.
    names = dict.fromkeys(module(call['row']) for call in measured['calls'])
    *first, last = [name for name in names if not name.startswith('_')] or names
    yield f'# {", ".join(first)}{" and " if first else ""}{last} on CPython {measured["python"]["version"]}'
    yield ''
    yield ('Written by `./x bench`, not to be edited. Ratios are the rival\'s time divided by ours: medians of values that '
           'were taken in turns, in one process. Stock is CPython\'s own code of the same version and build; the limit '
           'allocates the output and copies it. GB/s are of raw, not encoded, bytes. Spread is half the distance between '
           'the quartiles, ours or the rival\'s, whichever is larger.')


def _facts(measured):
    machine, python, backend = (measured[name] for name in ('machine', 'python', 'backend'))
    forced = f' (forced: {backend["forced"]})' if backend['forced'] else ''
    facts = {
        'processor': f'{machine["processor"]}, {machine["cores"]} cores',
        'backend': f'{backend["used"] or "none"}{forced}',
        'system': machine['system'],
        'Python': f'{python["version"]}, {python["compiler"]}, configure {python["configure"]}',
        'rustc': python['rustc'] or 'none',
        **measured['rivals'],
        **{name: f'**not measured**: {why}' for name, why in measured['missing'].items()},
        'date': measured['date'],
        'load before': _load(machine['load before']),
    }
    return table(['', 'measured on and with'], facts.items())


def _load(averages):
    if averages is None:
        return 'unknown'
    # What others do in the meantime is not in the times of one thread, but it is in those of two, and in the caches.
    busy = ' (**not idle**)' if averages[0] > IDLE else ''
    return ', '.join(map(str, averages)) + busy


def _overview(comparisons, group_of):
    with_sizes = [one for one in comparisons if group_of[one.label] not in rows.WITHOUT_SIZES]
    sizes = sorted({comparison.size for comparison in with_sizes})
    lines = {}
    for comparison in with_sizes:
        name = f'`{comparison.label}`' + ('' if comparison.rival == 'stock' else f' against {comparison.rival}')
        lines.setdefault(name, dict.fromkeys(sizes, ''))[comparison.size] = with_target(comparison)
    verdicts = [comparison.reached for comparison in comparisons if comparison.target is not None]
    yield '## Ratios'
    yield ''
    yield f'In brackets what is to be reached, bold where it is not. {sum(verdicts)} of {len(verdicts)} are reached.'
    if not lines:
        return
    yield ''
    yield from table(['function', *map(size_text, sizes)],
                     [[name, *line.values()] for name, line in lines.items()])


def _missed(checks, reasons):
    missed = {}
    for check in checks:
        if check.reached is False:
            shortfall = f'{check.detail} {ratio_text(check.value)} of {check.target:g}'.strip()
            missed.setdefault(check.row, []).append(shortfall)
    if missed:
        yield '## Not reached'
        yield ''
    for row, shortfalls in missed.items():
        yield f'- {row} ({"; ".join(shortfalls)}): {reasons.get(row, NO_REASON)}'


def _threads(measured, checks):
    if measured['threads'] == []:
        return
    yield '## Two threads'
    yield ''
    if measured['threads'] is None:
        yield 'Not measured: that takes two cores.'
        return
    yield 'What two threads on two cores do at 1 MiB, divided by what one does in the same time.'
    yield ''
    yield from table(['function', 'stock', 'ours', 'target', 'reached'],
                     [[f'`{result["row"]}`', ratio_text(result['stock']), ratio_text(result['ours']), _target(check),
                       verdict(check)]
                      for result, check in zip(measured['threads'], checks)])


def _modules(measured, import_checks):
    if not measured['modules']:
        return
    yield '## The modules'
    yield ''
    yield 'Time to import in a fresh interpreter, without what the module imports in turn, and size on disk.'
    yield ''
    checks = {check.row: check for check in import_checks}
    modules = measured['modules']
    # What every module costs is compared with one of them, and what each costs instead of another with that.
    replaced = {name: modules[targets.STOCK + name] for name in modules if targets.STOCK + name in modules}
    lines = []
    for name, module in modules.items():
        check = checks.get(f'import of {name}')
        stripped = module['stripped_bytes']
        lines.append([name, f'{module["import_us"]:.0f} µs', ratio_text(check.value) if check else '',
                      f'at most {_target(check)}' if check else '', verdict(check) if check else '',
                      ratio_text(module['import_us'] / replaced[name]['import_us']) if name in replaced else '',
                      bytes_text(module['bytes']), 'no strip' if stripped is None else bytes_text(stripped)])
    yield from table(['module', 'import', 'of stock binascii\'s', 'target', 'reached', 'of its C module\'s', 'size', 'stripped'], lines)
    # Reports from before these were measured have none.
    if measured.get('imports'):
        yield ''
        yield from _imports(measured['imports'])


def _imports(times):
    yield 'Time to import with all that is imported in turn, OpenSSL included.'
    yield ''
    lines = []
    for name, ours in times.items():
        if not name.startswith(targets.STOCK):
            stock = times[targets.STOCK + name]
            lines.append([name, f'{stock:,.0f} µs', f'{ours:,.0f} µs', ratio_text(ours / stock)])
    yield from table(['module', 'stock', 'ours', 'of stock\'s'], lines)


def _group(group, comparisons, limits, plot):
    if not comparisons:
        return
    yield f'## {rows.GROUPS[group]}'
    yield ''
    if group in rows.NOTES:
        yield rows.NOTES[group]
        yield ''
    if plot:
        yield f'![Throughput against size, logarithmic]({plot})'
        yield ''
    if group in rows.WITHOUT_SIZES:
        yield from table(['function', 'against', 'theirs', 'ours', 'ratio', 'target', 'reached', 'spread'],
                         [[f'`{one.label}`', one.rival, time_text(one.theirs['median']), time_text(one.ours['median']),
                           ratio_text(one.value), _target(one), verdict(one), _spread_text(one)] for one in comparisons])
        return
    yield from table(
        ['function', 'size', 'against', 'theirs', 'ours', 'limit', 'ratio', 'target', 'reached', 'spread'],
        [[f'`{one.label}`', size_text(one.size), one.rival, speed_text(one.theirs['median'], one.size),
          speed_text(one.ours['median'], one.size), limits.get((one.label, one.size), ''), ratio_text(one.value),
          _target(one), verdict(one), _spread_text(one)] for one in comparisons])


def spread(times):
    """Half the distance between the quartiles, relative to the median."""
    return (times['q3'] - times['q1']) / 2 / times['median']


def _spread_text(comparison):
    return f'{max(map(spread, (comparison.ours, comparison.theirs))):.1%}'


def report(measured, to_reach, reasons, plots):
    """`measured` is what the JSON file holds, `reasons` are texts by row, `plots` file names by group."""
    comparisons = targets.comparisons(measured, to_reach)
    threads = targets.thread_checks(measured, to_reach)
    imports = targets.import_checks(measured, to_reach)
    group_of = {call['row']: call['group'] for call in measured['calls']}
    limits = {(call['row'], call['size']): speed_text(call['times']['limit']['median'], call['size'])
              for call in measured['calls'] if 'limit' in call['times']}
    parts = [
        _title(measured),
        _facts(measured),
        _overview(comparisons, group_of),
        _missed([*comparisons, *threads, *imports], reasons),
        _threads(measured, threads),
        _modules(measured, imports),
        *(_group(group, [one for one in comparisons if group_of[one.label] == group], limits, plots.get(group))
          for group in rows.GROUPS),
    ]
    return '\n\n'.join(text for part in parts if (text := '\n'.join(part))) + '\n'
