"""rust.m4 in a small configure.ac, on machines with every kind of Rust toolchain and without one.

Needs an autoconf: AUTOCONF in the environment, or on PATH.
"""

import os
import platform
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import standins
# unittest asks a file for it.
from share import load_tests

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
AUTOCONF = os.environ.get("AUTOCONF") or shutil.which("autoconf")
NATIVE = "x86_64-unknown-linux-gnu"
MUSL = "x86_64-unknown-linux-musl"
MSRV = "1.85"

# What no message may leave out, whatever was wrong.
ALWAYS = ["What is wrong:", "--with-rust=no", "config.log"]
# What helps who lacks something: all of it is said, or nothing of it, where it would not help.
GET_TOOLCHAIN = ["Looked for:", "Found:", "Target:", f"{MSRV} or newer", "rustup", "apt install"]
GET_CRATES = ["Looked in:", "where cargo has a network", "cargo vendor --locked --versioned-dirs .cargo/vendor >.cargo/config.toml", "./x apply --vendor", "would be replaced", "CARGO_HTTP_TIMEOUT"]

can_run = unittest.skipUnless(
    AUTOCONF and shutil.which("cc") and standins.real_rustc(),
    "needs autoconf (AUTOCONF or PATH), cc and a real rustc to stand behind the stand-ins",
)


def has_musl() -> bool:
    if not (shutil.which("musl-gcc") and standins.real_rustc()):
        return False
    folder = subprocess.run(
        [standins.real_rustc(), "--print", "target-libdir", "--target", MUSL], capture_output=True, text=True, check=True).stdout
    return any(Path(folder.strip()).glob("libstd-*.rlib"))


can_compile = unittest.skipUnless(
    (platform.system(), platform.machine()) == ("Linux", "x86_64"), f"the stand-ins compile for {NATIVE}"
)


class Outcome:
    def __init__(self, process: subprocess.CompletedProcess, folder: Path):
        self.status = process.returncode
        self.stdout = process.stdout
        self.message = process.stderr
        self.folder = folder
        result = folder / "result"
        lines = result.read_text().splitlines() if result.exists() else []
        self.result = dict(line.split("=", 1) for line in lines if "=" in line)


@can_run
class Fixture(unittest.TestCase):
    """A configure made once, and for each test a machine with nothing but what a system has without Rust."""

    remedy = GET_TOOLCHAIN

    @classmethod
    def setUpClass(cls):
        cls.shared = Path(tempfile.mkdtemp(prefix="rust-m4-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared)
        cls.system = standins.system_path(cls.shared / "system")
        for name in ("configure.ac", "result.in", "pyconfig.h.in"):
            shutil.copy(HERE / "fixture" / name, cls.shared)
        subprocess.run(
            [AUTOCONF, "-I", PROJECT / "configure-fragment", "-o", "configure", "configure.ac"],
            cwd=cls.shared, check=True,
        )

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(dir=self.shared))
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        self.source = self.shared

    def configure(self, *arguments: str, again: bool = False, **environment: str) -> Outcome:
        """Runs configure, in a folder where nothing was before unless it is run `again`."""
        out = self.folder / "out"
        if out.exists() and not again:
            shutil.rmtree(out)
        out.mkdir(exist_ok=True)
        process = subprocess.run(
            ["/bin/sh", self.source / "configure", *arguments],
            cwd=out, capture_output=True, text=True, timeout=120,
            env={"PATH": f"{self.bin}:{self.system}", "HOME": str(self.folder / "home"), **environment},
        )
        return Outcome(process, out)

    def assertBuilt(self, outcome: Outcome):
        self.assertEqual(outcome.status, 0, outcome.message)
        self.assertEqual(outcome.message, "")
        self.assertEqual(outcome.result["WITH_RUST"], "yes")
        self.assertEqual(outcome.result["first_STATE"], "yes")
        self.assertEqual(outcome.result["THIRD_SRCS"], "third/thirdmodule.c")
        self.assertTrue((outcome.folder / "Rust/pyo3-config.txt").exists())

    def assertOff(self, outcome: Outcome):
        self.assertEqual(outcome.status, 0, outcome.message)
        self.assertEqual(outcome.result["WITH_RUST"], "no")
        self.assertEqual(outcome.result["first_STATE"], "disabled")
        self.assertThirdIsC(outcome)
        for name in ("CARGO", "RUSTC", "RUSTC_VERSION", "RUST_TARGET", "RUST_LDFLAGS"):
            self.assertEqual(outcome.result[name], "", name)
        self.assertFalse((outcome.folder / "Rust").exists())

    def assertThirdIsC(self, outcome: Outcome):
        """The module that Rust replaces is neither missing nor disabled without it, and what it was."""
        self.assertEqual(outcome.result["third_STATE"], "yes")
        self.assertEqual(outcome.result["THIRD_SRCS"], "thirdmodule.c -DMORE")
        self.assertEqual((outcome.result["MODULE_THIRD_CFLAGS"], outcome.result["MODULE_THIRD_LDFLAGS"]), ("-DUSE_C", "-lc"))
        self.assertNotIn("MODULE_THIRD_DEPS", outcome.result)

    def assertWarned(self, outcome: Outcome, *parts: str):
        self.assertOff(outcome)
        self.assertIn("configure: WARNING: Rust is not usable", outcome.message)
        self.assertSays(outcome, *parts)

    def assertFailed(self, outcome: Outcome, *parts: str):
        self.assertEqual(outcome.status, 1, outcome.message)
        self.assertIn("configure: error: ", outcome.message)
        self.assertEqual(outcome.result, {})
        self.assertSays(outcome, *parts)

    def assertSays(self, outcome: Outcome, *parts: str):
        for part in (*ALWAYS, *self.remedy, *parts):
            self.assertIn(part, outcome.message)
        for part in {*GET_TOOLCHAIN, *GET_CRATES} - set(self.remedy):
            self.assertNotIn(part, outcome.message)

    def unusable(self, *parts: str, **environment: str):
        """The same reason is given whether it is an error or a warning."""
        self.assertFailed(self.configure("--with-rust", **environment), *parts)
        outcome = self.configure(**environment)
        self.assertWarned(outcome, *parts)
        return outcome


class Table(Fixture):
    """The option, the toolchain and the version of Python: each combination."""

    OLDER = ("3.13", "3.14", "3.15")
    NEWER = ("3.16", "3.17", "4.0")

    @can_compile
    def test_usable_and_wanted(self):
        standins.toolchain(self.bin)
        for option in ([], ["--with-rust"], ["--with-rust=yes"]):
            for version in ("3.15", "3.16"):
                with self.subTest(option=option, version=version):
                    self.assertBuilt(self.configure(*option, FIXTURE_VERSION=version))

    def test_usable_and_unwanted(self):
        standins.toolchain(self.bin)
        for option in ("--with-rust=no", "--without-rust"):
            for version in ("3.15", "3.16"):
                with self.subTest(option=option, version=version):
                    outcome = self.configure(option, FIXTURE_VERSION=version)
                    self.assertOff(outcome)
                    self.assertEqual(outcome.message, "")

    def test_missing_and_unwanted(self):
        for option in ("--with-rust=no", "--without-rust"):
            for version in ("3.15", "3.16"):
                with self.subTest(option=option, version=version):
                    outcome = self.configure(option, FIXTURE_VERSION=version)
                    self.assertOff(outcome)
                    self.assertEqual(outcome.message, "")

    def test_missing_and_not_mentioned_in_older_versions(self):
        for version in self.OLDER:
            with self.subTest(version=version):
                self.assertWarned(self.configure(FIXTURE_VERSION=version), "not built")

    def test_missing_and_not_mentioned_in_newer_versions(self):
        for version in self.NEWER:
            with self.subTest(version=version):
                self.assertFailed(self.configure(FIXTURE_VERSION=version), f"Python {version} is built with it")

    def test_missing_and_wanted(self):
        for option in ("--with-rust", "--with-rust=yes"):
            for version in ("3.15", "3.16"):
                with self.subTest(option=option, version=version):
                    self.assertFailed(self.configure(option, FIXTURE_VERSION=version), "--with-rust was given")

    def test_no_such_option(self):
        outcome = self.configure("--with-rust=maybe")
        self.assertEqual(outcome.status, 1)
        self.assertIn('--with-rust takes "yes" or "no", not "maybe"', outcome.message)


class OpensslHashesFirst(Fixture):
    """What cpython-sys reads from pyconfig.h."""

    DEFINED = "#define PY_OPENSSL_HASHES_FIRST 1"

    def pyconfig(self, *options: str) -> list:
        outcome = self.configure("--with-rust=no", *options)
        self.assertEqual(outcome.status, 0, outcome.message)
        self.asked_for = re.findall("checking for --with-openssl-hashes-first... (.*)", outcome.stdout)
        return (outcome.folder / "pyconfig.h").read_text().splitlines()

    def test_yes(self):
        for option in ("--with-openssl-hashes-first", "--with-openssl-hashes-first=yes"):
            with self.subTest(option):
                self.assertIn(self.DEFINED, self.pyconfig(option))
                self.assertEqual(self.asked_for, ["yes"])

    def test_no(self):
        for options in ((), ("--with-openssl-hashes-first=no",), ("--without-openssl-hashes-first",)):
            with self.subTest(options):
                self.assertNotIn(self.DEFINED, self.pyconfig(*options))
                self.assertEqual(self.asked_for, ["no"])

    def test_neither(self):
        outcome = self.configure("--with-rust=no", "--with-openssl-hashes-first=md5")
        self.assertEqual(outcome.status, 1)
        self.assertIn('--with-openssl-hashes-first takes "yes" or "no", not "md5"', outcome.message)


class Toolchains(Fixture):
    """What makes a toolchain unusable, and where one is found."""

    def test_none(self):
        self.unusable("neither cargo nor rustc was found", "Found:           neither",
                      f"else in {self.folder}/home/.cargo/bin", "configured for x86_64-pc-linux-gnu")

    def test_cargo_without_rustc(self):
        path = standins.cargo(self.bin)
        self.unusable(f"cargo was found ({path}), but rustc was not")

    def test_rustc_without_cargo(self):
        path = standins.rustc(self.bin)
        self.unusable(f"rustc was found ({path}), but cargo was not")

    def test_rustc_too_old(self):
        for version in ("1.84.1", "1.9.0", "0.13.0", "1.84.0-nightly"):
            with self.subTest(version=version):
                standins.toolchain(self.bin, version=version)
                self.unusable(f"rustc {version.split('-')[0]} ({self.bin}/rustc) is too old",
                              f"cargo 1.95.0 ({self.bin}/cargo), rustc {version.split('-')[0]} ({self.bin}/rustc)")

    def test_cargo_too_old(self):
        standins.toolchain(self.bin)
        standins.cargo(self.bin, version="1.65.0")
        self.unusable(f"cargo 1.65.0 ({self.bin}/cargo) is too old", f"rustc 1.95.0 ({self.bin}/rustc)")

    @can_compile
    def test_rustc_just_new_enough(self):
        for version in (f"{MSRV}.0", f"{MSRV}.0-nightly", "1.100.0", "2.0.0"):
            with self.subTest(version=version):
                standins.toolchain(self.bin, version=version)
                outcome = self.configure("--with-rust")
                self.assertBuilt(outcome)
                self.assertEqual(outcome.result["RUSTC_VERSION"], version.split("-")[0])

    def test_rustc_crashes(self):
        standins.toolchain(self.bin, instead="*) kill -SEGV $$ ;;")
        self.unusable(f"{self.bin}/rustc does not run (status 139", f"{self.bin}/rustc (unusable)")

    def test_rustc_refuses(self):
        standins.toolchain(self.bin, instead="*) echo 'error: no default toolchain is configured' >&2; exit 1 ;;")
        outcome = self.unusable("does not run (status 1: error: no default toolchain is configured)")
        self.assertIn("no default toolchain", (outcome.folder / "config.log").read_text())

    def test_rustc_is_something_else(self):
        standins.toolchain(self.bin, instead="--version) echo Hello ;;")
        self.unusable(f"{self.bin}/rustc --version does not answer as rustc does: Hello")

    def test_rustc_crashes_later(self):
        standins.toolchain(self.bin, instead="*crate-type*) kill -SEGV $$ ;;")
        self.unusable(f"rustc cannot compile a small library for {NATIVE} (status 139")

    def test_no_standard_library(self):
        empty = self.folder / "empty"
        standins.toolchain(self.bin, instead=f"*target-libdir*) echo '{empty}' ;;")
        parts = (f"the standard library for {NATIVE} is not installed", str(empty), f"rustup target add {NATIVE}")
        self.unusable(*parts)
        empty.mkdir()
        self.unusable(*parts)
        (empty / "libcore-0123.rlib").touch()
        self.unusable(*parts, "no libstd-*.rlib")

    def test_target_unknown_to_rustc(self):
        standins.toolchain(self.bin)
        self.unusable("does not know the target pdp11-unknown-unix", RUST_TARGET="pdp11-unknown-unix")

    def test_panics_cannot_be_caught(self):
        # As on WebAssembly: what cargo makes there of panic = "unwind" would end the process.
        error = "error: the crate `panic_unwind` does not have the panic strategy `unwind`"
        standins.toolchain(self.bin, instead=f"*panic=unwind*) echo '{error}' >&2; exit 1 ;;")
        self.unusable(f"rustc cannot compile a small library for {NATIVE}", "does not have the panic strategy")

    @can_compile
    def test_panics_that_rustflags_make_fatal(self):
        standins.toolchain(self.bin)
        self.unusable(f"a panic of what rustc compiles for {NATIVE} and cc links is not caught", RUSTFLAGS="-Cpanic=abort")

    @can_compile
    def test_does_not_link(self):
        # A compiler for another machine: its archive has nothing that this linker wants.
        standins.toolchain(self.bin, instead="*crate-type*) while [ $1 != -o ]; do shift; done; ar cr $2 ;;")
        outcome = self.unusable("does not link with cc", "rust_trial", "RUST_TARGET=TRIPLE")
        log = (outcome.folder / "config.log").read_text()
        self.assertRegex(log, r"running: cc .*conftest\.c")
        self.assertRegex(log, r"undefined reference to .rust_trial")

    @can_compile
    def test_a_panic_is_not_caught(self):
        """Linking is not all: without this table, which compilers ask the linker for, no frame is found."""
        compiler = standins.script(self.bin / "forgetful-cc", 'exec cc "$@" -Wl,--no-eh-frame-hdr\n')
        standins.toolchain(self.bin)
        self.unusable(f"a panic of what rustc compiles for {NATIVE} and {compiler} links is not caught", CC=str(compiler))

    @can_compile
    def test_a_panic_cannot_be_tried_in_a_cross_build(self):
        compiler = standins.script(self.bin / "forgetful-cc", 'exec cc "$@" -Wl,--no-eh-frame-hdr\n')
        standins.toolchain(self.bin)
        self.assertBuilt(self.configure("--with-rust", CC=str(compiler), FIXTURE_CROSS="yes"))

    @can_compile
    def test_named_in_the_environment(self):
        elsewhere = self.folder / "elsewhere"
        for on_path in (False, True):
            with self.subTest(on_path=on_path):
                if on_path:
                    standins.toolchain(self.bin, version="1.60.0")
                standins.toolchain(elsewhere)
                outcome = self.configure("--with-rust", CARGO=f"{elsewhere}/cargo", RUSTC=f"{elsewhere}/rustc")
                self.assertBuilt(outcome)
                self.assertEqual(outcome.result["CARGO"], f"{elsewhere}/cargo")
                self.assertEqual(outcome.result["RUSTC"], f"{elsewhere}/rustc")

    def test_named_in_the_environment_but_broken(self):
        standins.toolchain(self.bin)
        self.unusable("/nowhere/rustc does not run", f"cargo 1.95.0 ({self.bin}/cargo)", RUSTC="/nowhere/rustc")
        self.unusable("/nowhere/cargo does not run", f"rustc 1.95.0 ({self.bin}/rustc)", CARGO="/nowhere/cargo")

    @can_compile
    def test_only_in_cargo_home(self):
        home = self.folder / "cargo home"
        standins.toolchain(home / "bin")
        outcome = self.configure("--with-rust", CARGO_HOME=str(home))
        self.assertBuilt(outcome)
        self.assertEqual(outcome.result["CARGO"], f"{home}/bin/cargo")

    @can_compile
    def test_only_in_home(self):
        standins.toolchain(self.folder / "home/.cargo/bin")
        self.assertBuilt(self.configure("--with-rust"))

    @can_compile
    def test_path_goes_before_cargo_home(self):
        standins.toolchain(self.bin)
        standins.toolchain(self.folder / "home/.cargo/bin", version="1.60.0")
        outcome = self.configure("--with-rust")
        self.assertBuilt(outcome)
        self.assertEqual(outcome.result["RUSTC"], f"{self.bin}/rustc")


class Targets(Fixture):
    """Which triple is compiled for. None of the targets has a standard library here: the message names the target."""

    def target(self, **environment: str) -> str:
        outcome = self.configure(**environment)
        self.assertEqual(outcome.status, 0, outcome.message)
        return re.search(r"Target: +(\S+|not determined) \(Python", outcome.message)[1]

    def rustc(self, host: str):
        standins.toolchain(self.bin, host=host, instead="*target-libdir*) echo /nowhere ;;")

    def test_native(self):
        for host, rust_host in {
            "x86_64-pc-linux-gnu": "x86_64-unknown-linux-gnu",
            "x86_64-pc-linux-musl": "x86_64-alpine-linux-musl",
            "aarch64-unknown-linux-gnu": "aarch64-unknown-linux-gnu",
            "armv7l-unknown-linux-gnueabihf": "armv7-unknown-linux-gnueabihf",
            "arm-unknown-linux-gnueabihf": "armv7-unknown-linux-gnueabihf",
            "i586-pc-linux-gnu": "i686-unknown-linux-gnu",
            "aarch64-apple-darwin24.1.0": "aarch64-apple-darwin",
            "amd64-unknown-freebsd14.0": "x86_64-unknown-freebsd",
            "mips-unknown-irix6.5": "mips-unknown-irix",
        }.items():
            with self.subTest(host=host):
                self.rustc(rust_host)
                self.assertEqual(self.target(FIXTURE_HOST=host), rust_host)

    def test_native_but_rustc_is_for_another_machine(self):
        for host, expected in {
            "i686-pc-linux-gnu": "i686-unknown-linux-gnu",
            "x86_64-pc-linux-musl": "x86_64-unknown-linux-musl",
            "x86_64-apple-darwin23.0": "x86_64-apple-darwin",
        }.items():
            with self.subTest(host=host):
                self.rustc(NATIVE)
                self.assertEqual(self.target(FIXTURE_HOST=host), expected)

    def test_cross(self):
        self.rustc(NATIVE)
        for host, expected in {
            "x86_64-pc-linux-gnu": NATIVE,
            "i686-pc-linux-gnu": "i686-unknown-linux-gnu",
            "aarch64-unknown-linux-gnu": "aarch64-unknown-linux-gnu",
            "aarch64-unknown-linux-musl": "aarch64-unknown-linux-musl",
            "armv7l-unknown-linux-gnueabihf": "armv7-unknown-linux-gnueabihf",
            "arm-unknown-linux-gnueabi": "arm-unknown-linux-gnueabi",
            "riscv64-unknown-linux-gnu": "riscv64gc-unknown-linux-gnu",
            "s390x-ibm-linux-gnu": "s390x-unknown-linux-gnu",
            "powerpc64le-unknown-linux-gnu": "powerpc64le-unknown-linux-gnu",
            "loongarch64-unknown-linux-gnu": "loongarch64-unknown-linux-gnu",
            "arm64-apple-darwin24.0": "aarch64-apple-darwin",
            "aarch64-unknown-linux-android": "aarch64-linux-android",
            "arm-unknown-linux-androideabi": "armv7-linux-androideabi",
            "arm64-apple-ios": "aarch64-apple-ios",
            "arm64-apple-ios-simulator": "aarch64-apple-ios-sim",
            "wasm32-unknown-wasi": "wasm32-wasip1",
            "wasm32-unknown-emscripten": "wasm32-unknown-emscripten",
        }.items():
            with self.subTest(host=host):
                self.assertEqual(self.target(FIXTURE_HOST=host, FIXTURE_CROSS="yes"), expected)

    def test_cross_to_an_unknown_machine(self):
        self.rustc(NATIVE)
        outcome = self.configure(FIXTURE_HOST="vax-dec-ultrix4", FIXTURE_CROSS="yes")
        self.assertWarned(outcome, "no Rust target is known for --host=vax-dec-ultrix4", "RUST_TARGET=TRIPLE")

    def test_named_in_the_environment(self):
        self.rustc(NATIVE)
        self.assertEqual(self.target(RUST_TARGET="mips-unknown-linux-gnu"), "mips-unknown-linux-gnu")


class FreeThreaded(Fixture):
    """pyo3-ffi refuses such a Python before 3.14 when it is compiled, which is too late."""

    remedy = []

    def test_too_old(self):
        standins.toolchain(self.bin)
        reason = "Python 3.14 or newer where it is built with --disable-gil; this is 3.13"
        self.unusable(reason, FIXTURE_VERSION="3.13", FIXTURE_NOGIL="yes")

    def test_too_old_and_unwanted(self):
        outcome = self.configure("--with-rust=no", FIXTURE_VERSION="3.13", FIXTURE_NOGIL="yes")
        self.assertOff(outcome)
        self.assertEqual(outcome.message, "")

    @can_compile
    def test_new_enough(self):
        standins.toolchain(self.bin)
        for version in "3.14", "3.15":
            with self.subTest(version=version):
                self.assertBuilt(self.configure("--with-rust", FIXTURE_VERSION=version, FIXTURE_NOGIL="yes"))
        self.assertBuilt(self.configure("--with-rust", FIXTURE_VERSION="3.13"))


@can_compile
class Crates(Fixture):
    """make needs no network: where the crates are not to be had, configure says so."""

    remedy = GET_CRATES

    def setUp(self):
        super().setUp()
        standins.toolchain(self.bin)
        self.log = self.folder / "fetched"

    def cargo(self, *, offline: str, online: str):
        """One that notes how it was called."""
        note = f'echo "$RUSTC, $CARGO_NET_RETRY, $CARGO_HTTP_TIMEOUT: $*" >>{self.log}'
        standins.cargo(self.bin, fetch=f'{note}; case "$*" in *--offline*) {offline} ;; *) {online} ;; esac')

    def found(self, outcome: Outcome) -> str:
        return re.search("checking for the crates that the modules in Rust are made from... (.*)", outcome.stdout)[1]

    def test_cargo_has_them(self):
        self.cargo(offline="exit 0", online="exit 1")
        outcome = self.configure("--with-rust")
        self.assertBuilt(outcome)
        self.assertEqual(self.found(outcome), "where cargo keeps them")
        fetched = (f"{self.bin}/rustc, , : fetch --locked --manifest-path {self.source}/Cargo.toml --target {NATIVE} "
                   f"--target {NATIVE} --offline\n")
        self.assertEqual(self.log.read_text(), fetched)

    def test_fetched(self):
        self.cargo(offline="exit 101", online="exit 0")
        outcome = self.configure("--with-rust")
        self.assertBuilt(outcome)
        self.assertEqual(self.found(outcome), "fetched")
        self.assertEqual(["--offline" in line for line in self.log.read_text().splitlines()], [True, False])

    def test_does_not_wait_long_for_what_nobody_needs(self):
        self.cargo(offline="exit 101", online="exit 0")
        for arguments, settings, expected in (
                (["--with-rust"], {}, ", "), ([], {"FIXTURE_VERSION": "3.16"}, ", "), ([], {}, "1, 10"), (
                    [], {"CARGO_NET_RETRY": "7", "CARGO_HTTP_TIMEOUT": "300"}, "7, 300")):
            with self.subTest(arguments, **settings):
                self.log.unlink(missing_ok=True)
                self.assertBuilt(self.configure(*arguments, **settings))
                self.assertIn(f"/rustc, {expected}: fetch", self.log.read_text().splitlines()[-1])

    def test_cannot_be_fetched(self):
        self.cargo(offline="exit 101", online="echo 'error: [6] Could not resolve host' >&2; exit 101")
        outcome = self.unusable("the crates in Cargo.lock are neither in the source folder nor where cargo keeps them, and "
                                "cargo cannot fetch them (status 101: error: [6] Could not resolve host)")
        self.assertIn("fetch --locked", (outcome.folder / "config.log").read_text())

    def vendored(self):
        self.source = self.folder / "source with spaces"
        (self.source / ".cargo/vendor").mkdir(parents=True)
        for name in ("configure", "result.in", "pyconfig.h.in"):
            shutil.copy(self.shared / name, self.source)

    def test_in_the_source_folder(self):
        self.cargo(offline="exit 0", online="exit 101")
        self.vendored()
        outcome = self.configure("--with-rust")
        self.assertBuilt(outcome)
        self.assertEqual(self.found(outcome), "in the source folder")
        self.assertTrue(self.log.read_text().endswith(f"--offline --config {self.source}/.cargo/config.toml\n"))

    def test_others_in_the_source_folder(self):
        """They are not mixed with those that cargo may have elsewhere."""
        self.cargo(offline="echo 'error: no matching package' >&2; exit 101", online="exit 0")
        self.vendored()
        self.unusable(f"the crates in {self.source}/.cargo/vendor are not those in Cargo.lock (status 101: error: no matching "
                      "package); remove that folder and what .cargo/config.toml says of it, and put them there again or have cargo fetch them")

    def test_unwanted(self):
        self.cargo(offline="exit 101", online="exit 101")
        self.assertOff(self.configure("--with-rust=no"))
        self.assertFalse(self.log.exists())


@can_compile
class Results(Fixture):
    """What make and cargo are told."""

    def setUp(self):
        super().setUp()
        standins.toolchain(self.bin)

    def pyo3_config(self, outcome: Outcome) -> set:
        return set((outcome.folder / "Rust/pyo3-config.txt").read_text().splitlines())

    def test_variables(self):
        outcome = self.configure(RUSTFLAGS="--cfg mine")
        self.assertBuilt(outcome)
        self.assertEqual(outcome.result["RUST_TARGET"], NATIVE)
        self.assertEqual(outcome.result["RUSTC_VERSION"], "1.95.0")
        self.assertEqual((outcome.result["RUST_PROFILE"], outcome.result["RUST_PROFILE_DIR"]), ("release", "release"))
        self.assertEqual(outcome.result["RUSTFLAGS"], "--cfg mine")
        self.assertEqual(outcome.result["RUST_MODULES"].split(), ["first", "second", "third"])
        self.assertEqual(outcome.result["SRCDIRS"].split(), ["Modules/first", "Modules/second", "Modules/third"])
        self.assertEqual(outcome.result["MODULE_FIRST_DEPS"].replace("\\", ""), "$(RUST_ARCHIVE)")
        self.assertIn("-Wl,--exclude-libs,librust_modules.a", outcome.result["RUST_LDFLAGS"])
        self.assertIn("-Wl,--gc-sections", outcome.result["RUST_LDFLAGS"])
        self.assertTrue((outcome.folder / "Modules/second").is_dir())

    def test_sanitizer(self):
        """rustc refuses to mix what is instrumented with a standard library that is not: for the trial, but not for cargo."""
        mixing = "mixing `-Zsanitizer` will cause an ABI mismatch in crate `conftest`"
        allowed = "-C panic=unwind -Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer "
        standins.rustc(self.bin, instead=f"""
            "{allowed}"*) shift 4; exec '{standins.real_rustc()}' "$@" ;;
            *-Zsanitizer=*) echo 'error: {mixing}' >&2; exit 1 ;;""")
        outcome = self.configure(RUSTFLAGS="-Zsanitizer=thread")
        self.assertBuilt(outcome)
        self.assertEqual(outcome.result["RUSTFLAGS"], "-Zsanitizer=thread")

    def test_sanitizer_of_an_older_rustc(self):
        """It mixes them by itself, and lacks the option."""
        standins.rustc(self.bin, instead=f"""
            *unsafe-allow-abi-mismatch*) echo 'error: unknown codegen option' >&2; exit 1 ;;
            *-Zsanitizer=*) shift 3; exec '{standins.real_rustc()}' "$@" ;;""")
        self.assertBuilt(self.configure(RUSTFLAGS="-Zsanitizer=address"))

    def test_leaves_no_trial_behind(self):
        outcome = self.configure()
        self.assertEqual(list(outcome.folder.glob("conftest*")), [])

    def test_built_in_modules(self):
        outcome = self.configure(MODULE_BUILDTYPE="static")
        self.assertBuilt(outcome)
        self.assertIn("-Wl,--exclude-libs,librust_modules.a", outcome.result["RUST_LDFLAGS"])
        self.assertNotIn("gc-sections", outcome.result["RUST_LDFLAGS"])

    def test_shadow_stacks(self):
        """Where C is compiled for them, and the linker can be told; not for branch protection alone, nor in an interpreter."""
        shadow = "-Wl,-z,shstk"
        for flags, build_type, marked in (
                ("-fcf-protection=full", "shared", True), ("-fcf-protection=return", "shared", True),
                ("-fcf-protection=branch", "shared", False), ("-fcf-protection=none", "shared", False),
                ("-fcf-protection=full", "static", False)):
            with self.subTest(flags=flags, build_type=build_type):
                outcome = self.configure("--with-rust", CFLAGS=flags, MODULE_BUILDTYPE=build_type)
                self.assertBuilt(outcome)
                self.assertEqual(shadow in outcome.result["RUST_LDFLAGS"], marked)
        self.assertIn(shadow, self.configure("--with-rust", CFLAGS_NODIST="-fcf-protection").result["RUST_LDFLAGS"])
        unable = standins.script(self.bin / "no-shstk", 'case "$*" in *shstk*) exit 1;; esac; exec cc "$@"\n')
        self.assertNotIn(shadow, self.configure("--with-rust", CC=str(unable), CFLAGS="-fcf-protection").result["RUST_LDFLAGS"])

    def test_linker_without_such_flags(self):
        compiler = standins.script(
            self.bin / "plain-cc", 'case "$*" in *-Wl,*) echo "ld: unknown option" >&2; exit 1;; esac; exec cc "$@"\n')
        outcome = self.configure(CC=str(compiler))
        self.assertBuilt(outcome)
        self.assertTrue(outcome.result["RUST_LDFLAGS"].startswith("$(RUST_ARCHIVE) -l"), outcome.result["RUST_LDFLAGS"])

    @unittest.skipUnless(has_musl(), f"here: musl-gcc: it is not there, or Rust's standard library for {MUSL} is not")
    def test_musl_gcc(self):
        """It has no libgcc_s, and does not ask the linker for what an unwinder needs; the trial is run, and shows that this helps."""
        outcome = self.configure("--with-rust", CC="musl-gcc", FIXTURE_HOST="x86_64-pc-linux-musl")
        self.assertBuilt(outcome)
        self.assertEqual(outcome.result["RUST_TARGET"], MUSL)
        flags = outcome.result["RUST_LDFLAGS"]
        for flag in "--exclude-libs,librust_modules.a:libunwind.a", "-Wl,--eh-frame-hdr", "/self-contained/libunwind.a":
            self.assertIn(flag, flags)
        self.assertNotIn("gcc_s", flags)

    @unittest.skipUnless(has_musl(), f"here: musl-gcc: it is not there, or Rust's standard library for {MUSL} is not")
    def test_no_shadow_stacks_with_rusts_unwinder(self):
        """Only libgcc is known to keep them."""
        outcome = self.configure("--with-rust", CC="musl-gcc", CFLAGS="-fcf-protection", FIXTURE_HOST="x86_64-pc-linux-musl")
        self.assertBuilt(outcome)
        self.assertNotIn("shstk", outcome.result["RUST_LDFLAGS"])

    def test_one_module_switched_off(self):
        outcome = self.configure(py_cv_module_first="n/a", FIXTURE_TEST_MODULES="no")
        self.assertEqual(outcome.result["WITH_RUST"], "yes")
        self.assertEqual((outcome.result["first_STATE"], outcome.result["second_STATE"]), ("n/a", "disabled"))
        self.assertNotIn("MODULE_FIRST_DEPS", outcome.result)

    def test_what_replaces_a_c_module_needs_nothing_that_it_needed(self):
        outcome = self.configure()
        self.assertEqual(outcome.result["third_STATE"], "yes")
        # The last of several assignments counts, as it does for make.
        for name, value in {"CFLAGS": "", "LDFLAGS": "$(RUST_LDFLAGS)", "DEPS": "$(RUST_ARCHIVE)", "LDEPS": ""}.items():
            self.assertEqual(outcome.result[f"MODULE_THIRD_{name}"], value, name)
        self.assertTrue((outcome.folder / "Modules/third").is_dir())

    def test_a_replaced_module_is_switched_off_as_ever(self):
        for state, environment in {"n/a": {"py_cv_module_third": "n/a"}, "disabled": {"FIXTURE_THIRD": "no"}}.items():
            with self.subTest(state):
                outcome = self.configure(**environment)
                self.assertEqual(outcome.result["WITH_RUST"], "yes")
                self.assertEqual(outcome.result["third_STATE"], state)
                self.assertEqual(self.third_made_from(outcome), f"nothing ({state})")
                self.assertNotIn("MODULE_THIRD_DEPS", outcome.result)

    def test_what_a_replaced_module_is_made_from_is_said(self):
        self.assertEqual(self.third_made_from(self.configure()), "Rust")
        self.assertEqual(self.third_made_from(self.configure("--with-rust=no")), "C")
        outcome = self.configure("--with-rust=no", py_cv_module_third="n/a")
        self.assertEqual(self.third_made_from(outcome), "nothing (n/a)")

    @staticmethod
    def third_made_from(outcome: Outcome) -> str:
        return re.search("checking what stdlib extension module third is made from... (.*)", outcome.stdout)[1]

    def test_pyo3_config(self):
        always = {"implementation=CPython", "version=3.14", "shared=true", "abi3=false",
                  "suppress_build_script_link_lines=true", "pointer_width=64"}
        self.assertEqual(self.pyo3_config(self.configure(FIXTURE_VERSION="3.14")), always)
        self.assertEqual(
            self.pyo3_config(self.configure(FIXTURE_VERSION="3.14", FIXTURE_DEBUG="true", FIXTURE_NOGIL="yes")),
            always | {"build_flags=Py_DEBUG,Py_GIL_DISABLED"})

    def test_pyo3_config_is_rewritten_only_if_it_changes(self):
        config = self.configure().folder / "Rust/pyo3-config.txt"
        os.utime(config, (1, 1))
        self.configure(again=True)
        self.assertEqual(config.stat().st_mtime, 1)
        self.configure(again=True, FIXTURE_DEBUG="true")
        self.assertGreater(config.stat().st_mtime, 1)

    def test_debug_build(self):
        outcome = self.configure(FIXTURE_DEBUG="true")
        self.assertEqual((outcome.result["RUST_PROFILE"], outcome.result["RUST_PROFILE_DIR"]), ("dev", "debug"))


class Agreement(unittest.TestCase):
    def test_oldest_rustc_is_the_workspace_s(self):
        cargo = (PROJECT / "Cargo.toml").read_text()
        fragment = (PROJECT / "configure-fragment/rust.m4").read_text()
        self.assertEqual(re.search(r'^rust-version = "(.*)"$', cargo, re.M)[1], MSRV)
        self.assertEqual(re.search(r"\[PY_RUST_MSRV\], \[(.*)\]", fragment)[1], MSRV)


if __name__ == "__main__":
    unittest.main()
