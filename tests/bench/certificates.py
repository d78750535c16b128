"""What is measured of asn1lib and of ssl's functions for certificates.

Each row has one input, of those that CPython's tests and certifi have.  Stock is ssl as CPython has it, in C and on top of stock
base64 (tests/stock); what asn1lib does has no stock, only packages that do the same.
"""

import datetime
import functools
import importlib.util
import operator
import pathlib

import sides
import timing

GROUP = 'certificates'


@functools.cache
def stock_ssl():
    """ssl as it is without us: no _asn1, and stock base64."""
    import ssl
    stock = sides.stock()
    spec = importlib.util.spec_from_file_location('ssl', ssl.__file__)
    module = importlib.util.module_from_spec(spec)
    with sides.replaced(_asn1=None, base64=stock.base64, binascii=stock.binascii, ssl=module):
        spec.loader.exec_module(module)
    return module


@functools.cache
def pem():
    """A certificate with alternative names, URLs of OCSP, issuer and CRL, as it is in a file."""
    import test
    text = pathlib.Path(test.__file__).parent.joinpath('certdata', 'keycert3.pem').read_text()
    start, end = '-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----\n'
    return start + text.partition(start)[2].partition(end)[0] + end


@functools.cache
def der():
    return stock_ssl().PEM_cert_to_DER_cert(pem())


@functools.cache
def revoked():
    """The entries of a CRL.  Without a schema, asn1crypto decodes no SET and no context-specific tag; these have none."""
    import asn1lib
    tag, element = asn1lib.Tag, asn1lib.Element
    reason = element(tag.SEQUENCE, [element(tag.OBJECT_IDENTIFIER, '2.5.29.21'), element(tag.OCTET_STRING, b'\n\1\1')])
    when = element(tag.UTC_TIME, datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.timezone.utc))
    entries = [element(tag.SEQUENCE, [element(tag.INTEGER, 3**97 + number), when, element(tag.SEQUENCE, [reason])]) for number in range(100)]
    return asn1lib.encode(element(tag.SEQUENCE, entries))


@functools.cache
def ocsp_request():
    """One for that certificate, by cryptography's own builder."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.x509 import ocsp
    builder = ocsp.OCSPRequestBuilder().add_certificate_by_hash(bytes(20), bytes(20), 2**150, hashes.SHA1())
    builder = builder.add_extension(x509.OCSPNonce(bytes(16)), critical=False)
    return builder.build().public_bytes(serialization.Encoding.DER)


def fields(cert):
    """All that asn1lib says of a certificate."""
    return (cert.version, cert.serial_number, cert.signature_algorithm, cert.issuer, cert.not_before, cert.not_after, cert.subject,
            cert.public_key_info, cert.issuer_unique_id, cert.subject_unique_id, cert.extensions, cert.signature, cert.encoded_tbs)


def fields_of_cryptography(cert):
    # Without public_key(), which makes a key to use.
    return (cert.version, cert.serial_number, cert.signature_algorithm_oid, cert.issuer, cert.not_valid_before_utc,
            cert.not_valid_after_utc, cert.subject, cert.public_key_algorithm_oid, list(cert.extensions), cert.signature,
            cert.tbs_certificate_bytes)


def values(element):
    """Of a tree of elements, as nested tuples."""
    return tuple([values(child) if child.constructed else child.value for child in element.value])


@functools.cache
def connected():
    """The client's end of a TLS connection with that certificate's owner, in memory."""
    import ssl
    import test
    folder = pathlib.Path(test.__file__).parent / 'certdata'
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_context.load_cert_chain(folder / 'keycert3.pem')
    client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client_context.load_verify_locations(folder / 'pycacert.pem')
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_context.wrap_bio(to_client, to_server, server_hostname='localhost')
    server = server_context.wrap_bio(to_server, to_client, server_side=True)
    waiting = [client, server]
    while waiting:
        for end in list(waiting):
            try:
                end.do_handshake()
                waiting.remove(end)
            except ssl.SSLWantReadError:
                pass
    return client


# What is measured: each function takes the packages that there are, by name, and gives the input and the functions that take it.

def _load(packages):
    import asn1lib
    functions = {'ours': asn1lib.load_certificate}
    if 'cryptography' in packages:
        functions['cryptography'] = packages['cryptography'].load_der_x509_certificate
    if 'asn1crypto' in packages:
        functions['asn1crypto'] = packages['asn1crypto'].Certificate.load
    return der(), functions


def _load_and_read(packages):
    data, load = _load(packages)
    read = {'ours': fields, 'cryptography': fields_of_cryptography, 'asn1crypto': operator.attrgetter('native')}
    return data, {name: _then(load[name], read[name]) for name in load}


def _then(load, read):
    return lambda data: read(load(data))


def _load_request(packages):
    import asn1lib
    if 'cryptography' not in packages:
        return b'', {}
    from cryptography.x509 import ocsp
    return ocsp_request(), {'ours': asn1lib.load_ocsp_request, 'cryptography': ocsp.load_der_ocsp_request}


def _decode(packages):
    """Into elements, all of which are checked.  The others have nothing that checks a tree and makes no values of it."""
    import asn1lib
    functions = {'ours': asn1lib.decode}
    if 'asn1crypto' in packages:
        from asn1crypto import core
        functions['asn1crypto'] = _then(core.load, operator.attrgetter('native'))
    if 'pyasn1' in packages:
        functions['pyasn1'] = packages['pyasn1'].decode
    return revoked(), functions


def _decode_values(packages):
    data, functions = _decode(packages)
    return data, functions | {'ours': _then(functions['ours'], values)}


def _decode_certificate(packages):
    _, functions = _decode_values(packages)
    functions.pop('asn1crypto', None)
    return der(), functions


def _get_ca_certs(packages):
    import ssl
    if 'certifi' not in packages:
        return None, {}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(packages['certifi'].where())
    return context, {'ours': ssl.SSLContext.get_ca_certs, 'stock': stock_ssl().SSLContext.get_ca_certs}


def _getpeercert(packages):
    import ssl
    return connected(), {'ours': ssl.SSLObject.getpeercert, 'stock': stock_ssl().SSLObject.getpeercert}


def _of_ssl(name, data):
    def make(packages):
        import ssl
        return data(), {'ours': getattr(ssl, name), 'stock': getattr(stock_ssl(), name)}
    return make


class Row:
    group = GROUP

    def __init__(self, label, make):
        self.label = label
        self.make = make


ROWS = (
    Row('asn1lib.load_certificate', _load),
    Row('asn1lib.load_certificate, all fields', _load_and_read),
    Row('asn1lib.load_ocsp_request', _load_request),
    Row('asn1lib.decode (100 revoked certificates)', _decode),
    Row('asn1lib.decode, all values (100 revoked certificates)', _decode_values),
    Row('asn1lib.decode, all values (certificate)', _decode_certificate),
    Row('ssl.SSLContext.get_ca_certs (certifi)', _get_ca_certs),
    Row('ssl.SSLObject.getpeercert', _getpeercert),
    Row('ssl.cert_time_to_seconds', _of_ssl('cert_time_to_seconds', lambda: 'Jan  5 09:34:43 2018 GMT')),
    Row('ssl.DER_cert_to_PEM_cert', _of_ssl('DER_cert_to_PEM_cert', der)),
    Row('ssl.PEM_cert_to_DER_cert', _of_ssl('PEM_cert_to_DER_cert', pem)),
)


class Task:
    """A row with its input: what timing.measure takes."""

    def __init__(self, row, data, functions):
        self.row = row
        # Of an object, nobody asks how long it is.
        self.size = len(data) if isinstance(data, (bytes, str)) else 0
        self._data = data
        self._functions = functions

    def calls(self):
        calls = {name: timing.Call(function, 'data', self._data) for name, function in self._functions.items()}
        if 'stock' in calls and calls['ours']() != calls['stock']():
            raise SystemExit(f'{self.row.label}: ours and stock differ in their result')
        return calls


def tasks(packages, chosen=lambda label: True):
    """Of the rows that there is something to compare with."""
    made = [(row, *row.make(packages)) for row in ROWS if chosen(row.label)]
    return [Task(*one) for one in made if len(one[2]) > 1]
