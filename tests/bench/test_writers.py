"""What is written: report, plots and numbers, from fixed times.

    PYTHON -m unittest discover -s tests/bench
"""

import json
import pathlib
import tempfile
import unittest
import xml.etree.ElementTree
from unittest import mock

import bench
import plot
import report
import rows
import targets


def times(median):
    return {'loops': 1, 'values': 5, 'min': median * 0.9, 'q1': median * 0.98, 'median': median, 'q3': median * 1.02,
            'max': median * 1.1}


def call(row, size, group='base64-encode', **medians):
    return {'group': group, 'row': row, 'size': size, 'times': {name: times(median) for name, median in medians.items()}}


def measured(backend=''):
    return {
        'date': '2026-01-02T03:04:05+00:00',
        'machine': {'processor': 'A <fast> one', 'cores': 2, 'system': 'Linux', 'load before': [0.0, 0.1, 0.2]},
        'python': {'version': '3.15.0', 'series': '3.15', 'compiler': 'GCC', 'flags': '-O3', 'configure': "'--with-rust'",
                   'rustc': '1.85.0'},
        'backend': {'forced': backend, 'used': 'AVX2'},
        'rivals': {'pybase64': '1.5.1, AVX2'},
        'missing': {'isal': 'No module named isal'},
        'calls': [
            call('b64encode', 16, ours=50.0, stock=200.0, pybase64=100.0, limit=40.0),
            call('b64encode', 65536, ours=8192.0, stock=65536.0, pybase64=8192.0, limit=4096.0),
            call('binascii.crc32', 16, 'checksums', ours=100.0, stock=100.0),
        ],
        'threads': [{'row': 'b64encode', 'ours': 1.95, 'stock': 1.0}, {'row': 'b64decode', 'ours': 1.5, 'stock': 0.9}],
        'modules': {'_base64': {'import_us': 320, 'bytes': 409600, 'stripped_bytes': None},
                    '_sha2': {'import_us': 300, 'bytes': 409600, 'stripped_bytes': None},
                    'stock binascii': {'import_us': 200, 'bytes': 102400, 'stripped_bytes': 51200},
                    'stock _sha2': {'import_us': 100, 'bytes': 102400, 'stripped_bytes': 51200}},
        'imports': {'hashlib': 3000, 'stock hashlib': 2000, 'hmac': 1000, 'stock hmac': 1000},
    }


TARGETS = {
    'sizes': ['16 B', '64 B', '1 KiB', '4 KiB', '64 KiB'],
    '3.15': {'b64encode': [4, 4, 8, 15, 12], 'b64encode against pybase64': 3},
    'others': {'two_threads': 1.9, 'import_time': 1.5},
}


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        reasons = {'b64encode': 'the page faults'}
        cls.text = report.report(measured(), targets.Targets(TARGETS, '3.15'), reasons, {'checksums': 'x.svg'})
        cls.lines = cls.text.splitlines()

    def has(self, *lines):
        for line in lines:
            self.assertIn(line, self.lines)

    def test_title(self):
        self.has('# base64 and binascii on CPython 3.15.0')
        names = {'b64encode': 'base64', 'hmac.digest(hashlib.sha256)': 'hmac', 'ssl.SSLObject.getpeercert': 'ssl', '_sha2.sha256': '_sha2',
                 'hashlib.scrypt (n=16384, r=8, p=1)': 'hashlib', 'asn1lib.load_certificate, all fields': 'asn1lib'}
        self.assertEqual({label: report.module(label) for label in names}, names)

    def test_title_of_extension_modules_alone(self):
        alone = measured() | {'calls': [call('_sha3.shake_128', 16, 'hashes', ours=50.0, stock=200.0)]}
        text = report.report(alone, targets.Targets(TARGETS, '3.15'), {}, {})
        self.assertEqual(text.splitlines()[0], '# _sha3 on CPython 3.15.0')

    def test_facts(self):
        self.has('| processor | A <fast> one, 2 cores |', '| backend | AVX2 |', '| pybase64 | 1.5.1, AVX2 |',
                 '| isal | **not measured**: No module named isal |', '| load before | 0.0, 0.1, 0.2 |')

    def test_overview(self):
        self.has('In brackets what is to be reached, bold where it is not. 1 of 4 are reached.',
                 '| function | 16 B | 64 KiB |',
                 '| `b64encode` | 4.00 (4) | **8.00 (12)** |',
                 '| `b64encode` against pybase64 | **2.00 (3)** | **1.00 (3)** |',
                 '| `binascii.crc32` | 1.00 |  |')

    def test_details(self):
        self.has('| function | size | against | theirs | ours | limit | ratio | target | reached | spread |',
                 '| `b64encode` | 16 B | stock | 200 ns | 50 ns | 40 ns | 4.00 | 4 | yes | 2.0% |',
                 '| `b64encode` | 64 KiB | stock | 1.00 GB/s | 8.00 GB/s | 16.0 GB/s | 8.00 | 12 | **no** | 2.0% |',
                 '| `binascii.crc32` | 16 B | stock | 100 ns | 100 ns |  | 1.00 |  |  | 2.0% |')

    def test_reasons(self):
        self.has('- b64encode (64 KiB 8.00 of 12): the page faults',
                 '- b64encode against pybase64 (16 B 2.00 of 3; 64 KiB 1.00 of 3): no reason given',
                 '- two threads: b64decode (1.50 of 1.9): no reason given',
                 '- import of _base64 (1.60 of 1.5): no reason given')

    def test_threads_and_modules(self):
        self.has('| `b64encode` | 1.00 | 1.95 | 1.9 | yes |',
                 '| _base64 | 320 µs | 1.60 | at most 1.5 | **no** |  | 400 KiB | no strip |',
                 '| _sha2 | 300 µs | 1.50 | at most 1.5 | yes | 3.00 | 400 KiB | no strip |',
                 '| stock binascii | 200 µs |  |  |  |  | 100 KiB | 50 KiB |',
                 '| stock _sha2 | 100 µs |  |  |  |  | 100 KiB | 50 KiB |',
                 '| hashlib | 2,000 µs | 3,000 µs | 1.50 |', '| hmac | 1,000 µs | 1,000 µs | 1.00 |')

    def test_one_input(self):
        single = measured()
        single['calls'].append(call('asn1lib.load_certificate', 1527, 'certificates', ours=1000.0, cryptography=1800.0))
        text = report.report(single, targets.Targets(TARGETS, '3.15'), {}, {})
        self.assertIn('| `asn1lib.load_certificate` | cryptography | 1.80 µs | 1.00 µs | 1.80 |  |  | 2.0% |', text)
        self.assertNotIn('1,527 B', text)
        self.assertIn('| function | 16 B | 64 KiB |', text.splitlines())

    def test_groups(self):
        self.assertIn('## Base64, encoding', self.lines)
        self.assertNotIn('## Base32', self.lines)
        self.has('![Throughput against size, logarithmic](x.svg)')

    def test_without_a_size(self):
        derived = measured()
        derived['calls'].append(call('hashlib.scrypt', 0, 'key-derivation', ours=1000.0, stock=900.0))
        data = TARGETS | {'3.15': {'hashlib.scrypt': 1}}
        lines = report.report(derived, targets.Targets(data, '3.15'), {}, {}).splitlines()
        self.assertIn('- hashlib.scrypt (0.90 of 1): no reason given', lines)
        self.assertIn('| `hashlib.scrypt` | stock | 900 ns | 1.00 µs | 0.90 | 1 | **no** | 2.0% |', lines)
        self.assertIn(rows.NOTES['key-derivation'], lines)

    def test_no_reasons_where_all_is_reached(self):
        data = TARGETS | {'3.15': {}, 'others': {'two_threads': 1, 'import_time': 2}}
        self.assertNotIn('## Not reached', report.report(measured(), targets.Targets(data, '3.15'), {}, {}))

    def test_one_core(self):
        text = report.report(measured() | {'threads': None}, targets.Targets(TARGETS, '3.15'), {}, {})
        self.assertIn('that takes two cores', text)

    def test_a_busy_machine_is_named(self):
        busy = measured()
        busy['machine']['load before'] = [1.5, 1.0, 0.5]
        text = report.report(busy, targets.Targets(TARGETS, '3.15'), {}, {})
        self.assertIn('| load before | 1.5, 1.0, 0.5 (**not idle**) |', text)

    def test_forced_backend(self):
        forced = measured('simd') | {'threads': [], 'modules': {}, 'imports': {}}
        text = report.report(forced, targets.Targets(TARGETS, 'simd'), {}, {})
        self.assertIn('| backend | AVX2 (forced: simd) |', text)
        self.assertNotIn('## Two threads', text)
        self.assertNotIn('## The modules', text)


class Plot(unittest.TestCase):
    SVG = '{http://www.w3.org/2000/svg}'

    def draw(self, calls):
        return xml.etree.ElementTree.fromstring(plot.plot('A & B', 'A <fast> one', calls))

    def texts(self, root):
        return [text.text for text in root.iter(self.SVG + 'text')]

    def test_places_are_logarithmic(self):
        scale = plot.Scale(10, 1000, 0, 200)
        self.assertEqual([round(scale(value), 6) for value in (10, 100, 1000)], [0, 100, 200])

    def test_decades(self):
        self.assertEqual(plot.decades([2e8, 3e9]), [1e8, 1e9, 1e10])
        self.assertEqual(plot.decades([1e8]), [1e8, 1e9])
        self.assertEqual([plot.decade_text(rate) for rate in (1e4, 1e8, 1e10)], ['10 kB/s', '100 MB/s', '10 GB/s'])

    def test_lines_and_labels(self):
        root = self.draw([one for one in measured()['calls'] if one['row'] == 'b64encode'])
        self.assertEqual(len(root.findall(self.SVG + 'polyline')), 4)
        texts = self.texts(root)
        for text in ('A & B', 'A <fast> one', 'b64encode', 'ours (Rust)', 'stock', 'pybase64', 'limit: allocate and copy',
                     '16 B', '64 KiB', '100 MB/s', '10 GB/s', 'size of the raw data (logarithmic)'):
            self.assertIn(text, texts)
        self.assertNotIn('isal', texts)

    def test_faster_is_higher(self):
        root = self.draw([call('f', 16, ours=10.0, stock=100.0), call('f', 64, ours=10.0, stock=100.0)])
        places = {line.get('stroke'): [float(point.split(',')[1]) for point in line.get('points').split()]
                  for line in root.findall(self.SVG + 'polyline')}
        ours, stock = (places[plot.LINES[name][1]] for name in ('ours', 'stock'))
        self.assertTrue(all(above < below for above, below in zip(ours, stock)))
        self.assertLess(ours[1], ours[0])

    def test_all_is_inside(self):
        calls = [call(f'f{i}', 1 << bits, ours=3.0 ** bits, stock=7.0 * bits) for i in range(7) for bits in range(4, 25)]
        root = self.draw(calls)
        width, height = float(root.get('width')), float(root.get('height'))
        for circle in root.iter(self.SVG + 'circle'):
            self.assertTrue(0 < float(circle.get('cx')) < width and 0 < float(circle.get('cy')) < height)

    def test_own_background(self):
        rect = self.draw(measured()['calls']).find(self.SVG + 'rect')
        self.assertEqual(rect.get('fill'), plot.PAPER)


class Files(unittest.TestCase):
    def test_json_is_read_back(self):
        text = bench.to_json(measured())
        self.assertEqual(json.loads(text), measured())
        self.assertEqual(sum('"times"' in line for line in text.splitlines()), 3)

    def test_names(self):
        self.assertEqual([targets.report_name(measured(backend)) for backend in ('', 'simd')], ['3.15', '3.15-simd'])

    def test_rendered_again(self):
        with tempfile.TemporaryDirectory() as name, mock.patch('builtins.print'), mock.patch.object(bench, 'FEWEST_PLOTTED', 1):
            folder = pathlib.Path(name)
            text = bench.write(measured(), folder)
            before = {path.name: path.read_text() for path in folder.iterdir()}
            self.assertEqual(before.keys(), {'3.15.md', '3.15-base64-encode.svg', '3.15-checksums.svg'})
            self.assertEqual(before['3.15.md'], text)
            (folder / '3.15.md').write_text('old')
            (folder / '3.15.json').write_text(bench.to_json(measured()))
            bench.render(folder)
            self.assertEqual((folder / '3.15.md').read_text(), text)

    def test_a_report_has_what_is_its_own(self):
        calls = [*measured()['calls'], call('hashlib.sha256', 16, 'hashes', ours=1.0, stock=2.0)]
        parts = dict(bench.reports(measured() | {'calls': calls}))
        self.assertEqual(list(parts), ['', 'hashes'])
        self.assertEqual([call for part in parts.values() for call in part['calls']], calls)
        self.assertEqual(parts['']['threads'], measured()['threads'])
        self.assertEqual(parts['hashes']['threads'], [])
        self.assertEqual(list(parts['']['modules']), ['_base64', 'stock binascii'])
        self.assertEqual(list(parts['hashes']['modules']), ['_sha2', 'stock binascii', 'stock _sha2'])
        self.assertEqual(parts['']['imports'], {})
        self.assertEqual([list(part['rivals']) for part in parts.values()], [['pybase64'], []])
        self.assertEqual([list(part['missing']) for part in parts.values()], [['isal'], []])
        self.assertEqual(parts['hashes']['imports'], measured()['imports'])

    def test_each_row_has_one_report(self):
        labels = [row.label for contents in bench.REPORTS.values() for row in contents.rows]
        self.assertEqual(len(labels), len(set(labels)))

    def test_what_has_few_sizes_is_not_plotted(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            more = [call('b64decode', size, 'base64-decode', ours=1.0, stock=2.0) for size in (16, 64, 1024, 4096)]
            few = [call('urlsafe_b64decode', size, 'base64-decode', ours=1.0, stock=2.0) for size in (16, 64, 1024)]
            bench.write(measured() | {'calls': measured()['calls'] + more + few}, folder)
            plots = list(folder.glob('*.svg'))
            self.assertEqual([path.name for path in plots], ['3.15-base64-decode.svg'])
            text = plots[0].read_text()
            self.assertIn('>b64decode<', text)
            self.assertNotIn('urlsafe', text)

    def test_nothing_to_render(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaisesRegex(SystemExit, 'no numbers'):
            bench.render(folder + '/missing')

    def test_made_on(self):
        self.assertEqual(bench.made_on(measured()), 'A <fast> one, 2 cores, CPython 3.15.0, AVX2')


if __name__ == '__main__':
    unittest.main()
