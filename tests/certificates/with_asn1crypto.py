"""Certificates from odd parts: each odd part by itself in a plain certificate, then many of them at once."""

import random

import assemble
import odd_extensions
import odd_parts as parts

SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
DISTRIBUTION_POINTS = '2.5.29.31'
ACCESS = '1.3.6.1.5.5.7.1.1'
FIELDS = {
    'serial': (parts.SERIALS, parts.BAD_SERIALS),
    'version': (parts.VERSIONS, parts.BAD_VERSIONS),
    'subject': (parts.NAMES, parts.BAD_NAMES),
    'issuer': (parts.NAMES, parts.BAD_NAMES),
    'not_before': (parts.TIMES, parts.BAD_TIMES),
    'not_after': (parts.TIMES, parts.BAD_TIMES),
    'signature_algorithm': (parts.SIGNATURE_ALGORITHMS, {}),
    'public_key': (parts.PUBLIC_KEYS, {}),
    'unique_ids': (parts.UNIQUE_IDS, parts.BAD_UNIQUE_IDS),
}
VALUES = {
    SUBJECT_ALTERNATIVE_NAME: ('alternative name', parts.ALTERNATIVE_NAMES, parts.BAD_ALTERNATIVE_NAMES),
    DISTRIBUTION_POINTS: ('distribution point', parts.DISTRIBUTION_POINTS, parts.BAD_DISTRIBUTION_POINTS),
    ACCESS: ('access', parts.ACCESS, parts.BAD_ACCESS),
}


def plain(**odd):
    return assemble.certificate(**parts.PLAIN | odd)


def legal():
    """One certificate for each odd but legal part."""
    for field, (pool, _) in FIELDS.items():
        for label, part in pool.items():
            yield f'{field} {label}', plain(**{field: part})
    for oid, (kind, pool, _) in VALUES.items():
        for label, value in pool.items():
            yield f'{kind} {label}', plain(extensions=[assemble.extension(oid, value)])
            yield f'{kind} {label}, critical', plain(extensions=[assemble.extension(oid, value, critical=True)])
    for kind, extensions in odd_extensions.EXTENSIONS.items():
        for i, one in enumerate(extensions):
            yield f'{kind} {i}', plain(extensions=[_encoded(one)])
    yield 'version 1', plain(version=None)
    yield 'version 1, empty names', plain(version=None, subject=parts.NAMES['empty'], issuer=parts.NAMES['empty'])


def malformed():
    """One certificate for each part that DER or RFC 5280 forbids."""
    for field, (_, pool) in FIELDS.items():
        for label, part in pool.items():
            yield f'{field} {label}', plain(**{field: part})
    plain_name = assemble.extension(SUBJECT_ALTERNATIVE_NAME, parts.ALTERNATIVE_NAMES['DNS'])
    for oid, (kind, _, pool) in VALUES.items():
        for label, value in pool.items():
            yield f'{kind} {label}', plain(extensions=[assemble.extension(oid, value)])
            yield f'{kind} {label}, in version 1', plain(version=None, extensions=[assemble.extension(oid, value)])
    points = {label: assemble.extension(DISTRIBUTION_POINTS, value) for label, value in parts.DISTRIBUTION_POINTS.items()}
    yield 'version 1 with extensions', plain(version=None, extensions=[plain_name, points['all']])
    yield 'version 2 with extensions', plain(version=parts.VERSIONS['2'], extensions=[plain_name])
    yield 'version 1 with unique identifiers', plain(version=None, unique_ids=parts.UNIQUE_IDS['both'])
    yield 'no extensions in their [3]', plain(extensions=[])
    yield 'alternative names twice', plain(extensions=[plain_name, plain_name])
    yield 'distribution points twice', plain(extensions=[points['all'], points['URIs']])
    yield 'critical encoded as FALSE', plain(extensions=[assemble.sequence(
        assemble.oid(SUBJECT_ALTERNATIVE_NAME), b'\1\1\0', assemble.octets(parts.ALTERNATIVE_NAMES['DNS']))])
    yield 'critical encoded as 1', plain(extensions=[assemble.sequence(
        assemble.oid(SUBJECT_ALTERNATIVE_NAME), b'\1\1\1', assemble.octets(parts.ALTERNATIVE_NAMES['DNS']))])
    yield 'extension without value', plain(extensions=[assemble.sequence(assemble.oid(SUBJECT_ALTERNATIVE_NAME))])
    yield 'extension value as BIT STRING', plain(extensions=[assemble.sequence(
        assemble.oid(SUBJECT_ALTERNATIVE_NAME), assemble.bits(parts.ALTERNATIVE_NAMES['DNS']))])
    yield 'algorithms that differ', plain(outer_algorithm=parts.SIGNATURE_ALGORITHMS['Ed25519'])
    yield 'empty signature', plain(signature=b'')
    whole = plain()
    yield 'trailing byte', whole + b'\0'
    yield 'a byte short', whole[:-1]
    yield 'indefinite length', b'\x30\x80' + whole[4:] + b'\0\0'
    yield 'long form of the length', b'\x30\x83\0' + whole[2:]


def mixed(count, seed):
    """Certificates with several odd but legal parts each."""
    rng = random.Random(seed)
    for i in range(count):
        odd = {field: rng.choice(list(pool.values())) for field, (pool, _) in FIELDS.items()
               if field != 'unique_ids' and rng.random() < 0.4}
        if rng.random() < 0.1:
            odd['version'] = None
        else:
            odd['version'] = parts.VERSIONS['3']
            odd['extensions'] = _some_extensions(rng) or None
            if rng.random() < 0.1:
                odd['unique_ids'] = rng.choice(list(parts.UNIQUE_IDS.values()))
        for field in 'subject', 'issuer':
            if rng.random() < 0.5:
                odd[field] = _random_name(rng)
        yield f'mixed {i}', plain(**odd)


def _random_name(rng):
    values, types = list(parts.STRINGS.values()), [assemble.oid(dotted) for dotted in parts.KNOWN_TYPES]
    types += parts.ODD_TYPES.values()
    return assemble.name(*([(rng.choice(types), rng.choice(values)) for _ in range(rng.choice((1, 1, 1, 2, 4)))]
                           for _ in range(rng.randrange(8))))


def _some_extensions(rng):
    extensions = []
    rare = parts.RARE_GENERAL_NAMES if rng.random() < 0.1 else {}
    general_names = list((parts.GENERAL_NAMES | rare).values())
    if rng.random() < 0.7:
        names = rng.choices(general_names, k=rng.randint(1, 12))
        extensions.append(assemble.extension(SUBJECT_ALTERNATIVE_NAME, assemble.sequence(*names), rng.random() < 0.2))
    for oid in DISTRIBUTION_POINTS, ACCESS:
        if rng.random() < 0.4:
            extensions.append(assemble.extension(oid, rng.choice(list(VALUES[oid][1].values()))))
    made_here = {'subject alternative name', 'CRL distribution points', 'authority information access'}
    extensions += [_encoded(one) for one in odd_extensions.some(rng, odd_extensions.EXTENSIONS, 0.2, lambda name: name not in made_here)]
    rng.shuffle(extensions)
    # Twice the same type would not be legal.
    return list({one[:20]: one for one in extensions}.values())


def _encoded(one):
    return assemble.extension(one.oid.dotted_string, one.public_bytes())
