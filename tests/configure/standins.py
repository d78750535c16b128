"""Machines to run configure on: a PATH without Rust, and toolchains that answer as they are told."""

import os
import shutil
import subprocess
from pathlib import Path

RUST_PROGRAMS = {"cargo", "rustc", "rustup"}


def system_path(folder: Path) -> str:
    """A PATH with everything this machine has but Rust: links in `folder`, as Rust may share a folder with cc."""
    folder.mkdir()
    for place in ("/usr/local/bin", "/usr/bin", "/bin"):
        for program in Path(place).iterdir() if os.path.isdir(place) else ():
            link = folder / program.name
            if program.name not in RUST_PROGRAMS and not link.is_symlink():
                link.symlink_to(program)
    return str(folder)


def real_rustc() -> "Path | None":
    """The compiler itself, not rustup's stand-in for it, which depends on HOME."""
    if shutil.which("rustc") is None:
        return None
    sysroot = subprocess.run(["rustc", "--print", "sysroot"], capture_output=True, text=True, check=True).stdout
    return Path(sysroot.strip(), "bin", "rustc")


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)
    return path


def cargo(folder: Path, version: str = "1.95.0", fetch: str = "") -> Path:
    """A cargo of any version. `fetch` is what it does to fetch crates; without, it has them."""
    return script(
        folder / "cargo",
        f"""case "$1" in
--version) echo "cargo {version} (0123456 2026-01-01)" ;;
fetch) {fetch or ":"} ;;
*) exit 101 ;;
esac
""",
    )


def rustc(folder: Path, version: str = "1.95.0", host: str = "x86_64-unknown-linux-gnu", instead: str = "") -> Path:
    """A rustc of any version and host. `instead` holds cases of its own ("pattern) commands ;;"); what no case
    takes, the real compiler does."""
    return script(
        folder / "rustc",
        f"""case "$*" in
{instead}
--version) echo "rustc {version} (0123456 2026-01-01)" ;;
-vV) echo "rustc {version} (0123456 2026-01-01)"; echo "host: {host}" ;;
*) exec '{real_rustc()}' "$@" ;;
esac
""",
    )


def toolchain(folder: Path, **rustc_options: str) -> None:
    cargo(folder)
    rustc(folder, **rustc_options)
