"""A view of this machine with mounts of its own, which nobody else sees and which are gone with the last process in it."""

import shlex
import subprocess
import unittest


def prefix() -> list:
    """What starts a command in a mount namespace: as root, or in a user namespace where users may have one. Empty where neither
    is allowed."""
    for prefix in ["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]:
        if not subprocess.run([*prefix, "true"], capture_output=True).returncode:
            return prefix
    return []


def needed_for(what: str):
    """Skips the test where there can be none."""
    if not prefix():
        raise unittest.SkipTest(
            f"{what}: `unshare --mount` is not permitted here; root has it, or a kernel that lets users make user namespaces")


def with_mounts(mounts: list, *command) -> list:
    """The command where each of these arguments of `mount` has been carried out first."""
    steps = [shlex.join(["mount", *map(str, mount)]) for mount in mounts]
    return [*prefix(), "sh", "-c", " && ".join([*steps, 'exec "$@"']), "sh", *command]
