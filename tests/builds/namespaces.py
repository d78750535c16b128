"""A view of this machine with mounts or a network of its own, which nobody else sees and which is gone with the last process in it."""

import functools
import shlex
import subprocess
import unittest

MOUNT = "--mount"
# One that leads nowhere.
NET = "--net"


@functools.cache
def prefix(kind: str) -> tuple:
    """What starts a command in a namespace of this kind: as root, or in a user namespace where users may have one. Empty where
    neither is allowed."""
    for prefix in ("unshare", kind), ("unshare", "--map-root-user", kind):
        if not subprocess.run([*prefix, "true"], capture_output=True).returncode:
            return prefix
    return ()


def needed_for(what: str, kind: str = MOUNT):
    """Skips the test where there can be none."""
    if not prefix(kind):
        raise unittest.SkipTest(
            f"{what}: `unshare {kind}` is not permitted here; root has it, or a kernel that lets users make user namespaces")


def with_mounts(mounts: list, *command) -> list:
    """The command where each of these arguments of `mount` has been carried out first."""
    steps = [shlex.join(["mount", *map(str, mount)]) for mount in mounts]
    return [*prefix(MOUNT), "sh", "-c", " && ".join([*steps, 'exec "$@"']), "sh", *command]


def without_network(*command) -> list:
    return [*prefix(NET), *command]
