"""Runs a command with DIGESTS_VECTORS set to NIST's vectors for hashes, which it gets from PyPI first.

    vectors.py FOLDER COMMAND [ARGUMENT ...]

The package is that of the tests of pyca/cryptography; of its 56 MB, hashes/ (which DIGESTS_VECTORS names) and HMAC/ are kept in
FOLDER. Where pip cannot get it, nothing is run, and a line says so.
"""

import os
from pathlib import Path
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = 'cryptography_vectors==50.0.2'
SHA256 = '51641f03a3eb4edbe9fb68e3a3574d25f86aa502d06391fffa886330d02778a0'
PARTS = 'cryptography_vectors/hashes/', 'cryptography_vectors/HMAC/'


def fetch(folder):
    """Put the vectors into folder; its name appears when they are all there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix='.vectors-') as aside:
        aside = Path(aside)
        requirements = aside / 'requirements.txt'
        requirements.write_text(f'{PACKAGE} --hash=sha256:{SHA256}\n')
        python = aside / 'venv/bin/python'
        subprocess.run([sys.executable, '-m', 'venv', aside / 'venv'], check=True)
        subprocess.run([python, '-m', 'pip', '--disable-pip-version-check', 'download', '--no-deps', '--require-hashes',
                        '--only-binary=:all:', '--dest', aside, '--requirement', requirements], check=True)
        [wheel] = aside.glob('*.whl')
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if name.startswith(PARTS)]
            archive.extractall(aside / 'unpacked', names)
        (aside / 'unpacked/cryptography_vectors').rename(folder)


def main():
    folder, *command = sys.argv[1:]
    folder = Path(folder).resolve()
    if not folder.is_dir():
        try:
            fetch(folder)
        except subprocess.CalledProcessError as error:
            print(f'SKIPPED: the vectors of NIST: {PACKAGE} cannot be had ({error})')
            return 0
    return subprocess.run(command, env=os.environ | {'DIGESTS_VECTORS': str(folder / 'hashes')}).returncode


if __name__ == '__main__':
    sys.exit(main())
