"""Compiles C modules of CPython as the tree that the interpreter was built from would: same compiler, same flags.

The results lie in a folder apart, and are made again when their sources, the makefile or the commands have changed.
"""

import concurrent.futures
import glob
import os
import shlex
import subprocess
import sys
import sysconfig
import tempfile


class Module:
    """A shared module: its name, its objects (the flags of each source) and what it is linked with."""

    def __init__(self, name, objects, link_flags=(), headers=()):
        self.name = name
        self.objects = objects
        self.link_flags = list(link_flags)
        # Patterns, relative to Modules/, of what the sources include beside Python's own headers.
        self.headers = headers


def source_tree():
    """Where the interpreter was built from."""
    return os.path.abspath(os.path.join(build_folder(), sysconfig.get_config_var('srcdir')))


def default_out():
    # What "make clobber" removes.
    return os.path.join(build_folder(), 'build', 'stock')


def build_folder():
    if not sysconfig.is_python_build():
        raise SystemExit(f'{sys.executable} is installed: stock modules are compiled for interpreters in the folder '
                         'that they were built in, whose headers, flags and sources are at hand')
    return os.path.dirname(sysconfig.get_makefile_filename())


def words(*names):
    """What the makefile's variables hold, as words."""
    variables = sysconfig.get_config_vars()
    return [word for name in names for word in shlex.split(variables.get(name) or '')]


def compile_command(source, flags, target):
    return [*words('CC'), *flags, *words('PY_STDMODULE_CFLAGS', 'CCSHARED'), '-c', source, '-o', target]


def link_command(objects, flags, target):
    return [*words('BLDSHARED'), *objects, *flags, *words('LIBPYTHON'), '-o', target]


def compiled(modules, out, tree):
    """The paths of the compiled modules, by name. Objects that several modules have are compiled once."""
    out = os.path.abspath(out)
    os.makedirs(out, exist_ok=True)
    makefile = sysconfig.get_makefile_filename()

    def compile_object(job):
        (source, flags), headers = job
        source = os.path.join(tree, 'Modules', source)
        headers = [path for pattern in headers for path in glob.glob(os.path.join(tree, 'Modules', pattern), recursive=True)]
        _made(_object(out, source), lambda target: compile_command(source, flags, target), [source, makefile, *headers])

    jobs = {(source, tuple(flags)): module.headers for module in modules for source, flags in module.objects.items()}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(compile_object, jobs.items()))
    paths = {}
    for module in modules:
        objects = [_object(out, source) for source in module.objects]
        paths[module.name] = os.path.join(out, module.name + sysconfig.get_config_var('EXT_SUFFIX'))
        _made(paths[module.name], lambda target: link_command(objects, module.link_flags, target), [makefile, *objects])
    return paths


def _object(out, source):
    return os.path.join(out, os.path.splitext(os.path.basename(source))[0] + '.o')


def _made(target, command, inputs):
    """Runs the command unless the target is what it would make."""
    stamp = target + '.made-by'
    made_by = shlex.join(command(target))
    if _up_to_date(target, stamp, made_by, inputs):
        return
    # Made aside, so that processes that run at once find a whole file or none.
    with tempfile.TemporaryDirectory(dir=os.path.dirname(target)) as aside:
        made = os.path.join(aside, os.path.basename(target))
        run(command(made))
        os.replace(made, target)
    with open(stamp, 'w', encoding='utf-8') as file:
        file.write(made_by)


def _up_to_date(target, stamp, made_by, inputs):
    try:
        with open(stamp, encoding='utf-8') as file:
            age = os.stat(target).st_mtime
            return file.read() == made_by and all(os.stat(path).st_mtime < age for path in inputs)
    except FileNotFoundError:
        return False


def run(command):
    # The flags have paths that are relative to the build folder.
    done = subprocess.run(command, cwd=build_folder(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(f'{shlex.join(command)}\nended with {done.returncode}:\n{done.stdout}')
