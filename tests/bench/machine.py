"""What the measurements were made on and with."""

import datetime
import os
import platform
import sys
import sysconfig

import sides
import threads

BACKEND_VARIABLE = 'PYTHON_RUST_BACKEND'


def cpu_model():
    try:
        with open('/proc/cpuinfo') as file:
            for line in file:
                key, _, value = line.partition(':')
                if key.strip() == 'model name':
                    return value.strip()
    except OSError:
        pass
    return platform.processor() or platform.machine() or 'unknown processor'


def series():
    return f'{sys.version_info.major}.{sys.version_info.minor}'


def forced_backend():
    """What PYTHON_RUST_BACKEND asks for, or ''."""
    return os.environ.get(BACKEND_VARIABLE, '')


def check_backend(forced, used):
    """An error if what was forced is not what is used: the report would say what is not so."""
    name = {'AVX-512': 'avx512', 'scalar': 'scalar'}.get(used, 'simd')
    if forced and forced != name:
        raise SystemExit(f'{BACKEND_VARIABLE}={forced}, but _base64 uses {used or "nothing: it cannot be imported"}')


def _load():
    try:
        return [round(load, 2) for load in os.getloadavg()]
    except OSError:
        return None


def facts():
    """All that may explain a number."""
    variables = sysconfig.get_config_vars()
    return {
        'date': datetime.datetime.now(datetime.timezone.utc).isoformat(timespec='seconds'),
        'machine': {
            'processor': cpu_model(),
            'cores': threads.cores(),
            'system': platform.platform(),
            'load before': _load(),
        },
        'python': {
            'version': platform.python_version(),
            'series': series(),
            'compiler': platform.python_compiler(),
            'flags': variables.get('PY_CFLAGS', '').strip(),
            'configure': variables.get('CONFIG_ARGS', ''),
            'rustc': variables.get('RUSTC_VERSION'),
        },
        'backend': {'forced': forced_backend(), 'used': sides.backend()},
    }
