# Rust in configure: decides WITH_RUST, and tells make how to compile and link.
# A piece of configure.ac (it is m4_include'd once), kept apart so that it can
# be read, and tested with stand-in toolchains, without the rest.
#
# Every check leaves $rust_problem empty or says in it what is wrong; the first
# problem ends the search, and py_rust_report tells the whole story once.

dnl The oldest toolchain that compiles our crates; Cargo.toml's rust-version.
m4_define([PY_RUST_MSRV], [1.85])
dnl The oldest Python without a GIL that pyo3-ffi knows.
m4_define([PY_RUST_FREE_THREADED], [3.14])

AC_ARG_VAR([CARGO], [path of cargo, Rust's package manager])
AC_ARG_VAR([RUSTC], [path of rustc, the Rust compiler])
AC_ARG_VAR([RUST_TARGET], [Rust target triple of the built Python, if it is not the one that configure derives from --host])
AC_ARG_VAR([RUSTFLAGS], [flags for rustc])

AC_MSG_CHECKING([for --with-rust])
AC_ARG_WITH([rust],
  [AS_HELP_STRING([--with-rust],
    [build the modules written in Rust (default: if cargo and rustc are usable)])],
  [], [with_rust=default])
AC_MSG_RESULT([$with_rust])
AS_CASE([$with_rust],
  [yes|no|default], [],
  [AC_MSG_ERROR([--with-rust takes "yes" or "no", not "$with_rust"])])

AC_MSG_CHECKING([for --with-openssl-hashes-first])
AC_ARG_WITH([openssl-hashes-first],
  [AS_HELP_STRING([--with-openssl-hashes-first],
    [hashlib and hmac use OpenSSL's functions for all that it has (default: those in Rust where they are as fast on the
     processor that runs them; without Rust or OpenSSL there is nothing to choose)])],
  [], [with_openssl_hashes_first=no])
AC_MSG_RESULT([$with_openssl_hashes_first])
AS_CASE([$with_openssl_hashes_first],
  [yes], [AC_DEFINE([PY_OPENSSL_HASHES_FIRST], [1],
    [Define if hashlib and hmac prefer OpenSSL's functions to those in Rust.])],
  [no], [],
  [AC_MSG_ERROR([--with-openssl-hashes-first takes "yes" or "no", not "$with_openssl_hashes_first"])])

# py_rust_run COMMAND... runs a command without a word on the terminal. Its
# output stays in conftest.out and conftest.err and, with the command and the
# status, in config.log.
py_rust_run () {
  AS_ECHO(["$as_me: running: $*"]) >&AS_MESSAGE_LOG_FD
  "$@" >conftest.out 2>conftest.err </dev/null
  rust_status=$?
  cat conftest.out conftest.err >&AS_MESSAGE_LOG_FD
  AS_ECHO(["$as_me: \$? = $rust_status"]) >&AS_MESSAGE_LOG_FD
  return $rust_status
}

# py_rust_failure prints what a failed py_rust_run leaves to tell: its status
# and its first error, past what compilers say of a linker that has spoken.
py_rust_failure () {
  rust_line=`grep -i -e error -e undefined -e incompatible conftest.err | grep -v -e collect2: -e linker.command | sed 1q`
  test -n "$rust_line" || rust_line=`cat conftest.err conftest.out | sed 1q`
  AS_ECHO(["status $rust_status${rust_line:+: $rust_line}"])
}

# py_rust_version NAME PATH sets rust_version from what the program says.
py_rust_version () {
  rust_version=
  if py_rust_run "$2" --version; then
    rust_version=`sed -n "s/^$1 \([[0-9]][[0-9.]]*\).*/\1/p" conftest.out | sed 1q`
    test -n "$rust_version" ||
      rust_problem="$2 --version does not answer as $1 does: `sed 1q conftest.out`"
  else
    rust_problem="$2 does not run (`py_rust_failure`)"
  fi
  if test -n "$rust_version"; then
    rust_found="$rust_found${rust_found:+, }$1 $rust_version ($2)"
    AS_VERSION_COMPARE([$rust_version], [PY_RUST_MSRV],
      [rust_problem="$1 $rust_version ($2) is too old"])
  else
    rust_found="$rust_found${rust_found:+, }$2 (unusable)"
  fi
}

# py_rust_map_host prints the Rust triple for $host, or nothing if it has none
# that we know.
py_rust_map_host () {
  AS_CASE([$host_cpu],
    [i?86], [rust_cpu=i686],
    [arm64], [rust_cpu=aarch64],
    [armv7*], [rust_cpu=armv7],
    [arm*], [rust_cpu=arm],
    [riscv64*], [rust_cpu=riscv64gc],
    [amd64], [rust_cpu=x86_64],
    [rust_cpu=$host_cpu])
  AS_CASE([$host_os],
    [linux-android*], [
      test $rust_cpu != arm || rust_cpu=armv7
      AS_CASE([$rust_cpu], [armv7], [rust_os=linux-androideabi], [rust_os=linux-android])],
    [linux-gnu*|linux-musl*], [rust_os=unknown-$host_os],
    [darwin*], [AS_CASE([$rust_cpu], [arm], [rust_cpu=aarch64]); rust_os=apple-darwin],
    [ios*-simulator], [AS_CASE([$rust_cpu], [aarch64], [rust_os=apple-ios-sim], [rust_os=apple-ios])],
    [ios*], [rust_os=apple-ios],
    [freebsd*], [rust_os=unknown-freebsd],
    [netbsd*], [rust_os=unknown-netbsd],
    [openbsd*], [rust_os=unknown-openbsd],
    [wasi*], [rust_os=wasip1],
    [emscripten*], [rust_os=unknown-emscripten],
    [return])
  AS_ECHO([$rust_cpu-$rust_os])
}

# py_rust_alike TRIPLE prints what two names of one platform have in common:
# distributions put their own name for the vendor, and arm's revision follows
# from the machine rather than from --host.
py_rust_alike () {
  AS_ECHO(["$1"]) | sed -e 's/^\([[^-]]*\)-[[^-]]*-\(.*-.*\)$/\1-\2/' -e 's/^arm[[^-]]*/arm/'
}

# py_rust_compile FLAGS... makes the trial archive. Panics unwind, as cargo has
# it, unless RUSTFLAGS say something else.
py_rust_compile () {
  py_rust_run "$RUSTC" -C panic=unwind $RUSTFLAGS "$@" --edition 2024 --target "$RUST_TARGET" \
    --crate-type staticlib --print native-static-libs -o conftest.a conftest.rs
}

# py_rust_link FLAGS... links the trial archive, as a module will be linked.
py_rust_link () {
  py_rust_run $CC $CFLAGS $CPPFLAGS $CCSHARED $LDFLAGS $rust_shared \
    -o conftest.bin conftest.c "$@" $rust_native_libs
}

# py_rust_fetch FLAGS... has cargo see to it that the crates are on this machine:
# those for the target, and those that build scripts here need.
py_rust_fetch () {
  py_rust_run env RUSTC="$RUSTC" "$CARGO" fetch --locked \
    --manifest-path "$srcdir/Cargo.toml" --target "$RUST_TARGET" --target "$rust_host" "$@"
}

# py_rust_fetch_soon fetches them from a network. Who needs Rust waits for as long
# as cargo does; else finding out that there is none is not to take minutes.
py_rust_fetch_soon () {
  test "$rust_needed" = yes || {
    CARGO_NET_RETRY=${CARGO_NET_RETRY-1} CARGO_HTTP_TIMEOUT=${CARGO_HTTP_TIMEOUT-10}
    export CARGO_NET_RETRY CARGO_HTTP_TIMEOUT
  }
  py_rust_fetch
}

# py_rust_get_toolchain prints everything that a reader needs who has no Rust yet.
py_rust_get_toolchain () {
  cat <<_PY_RUST_REPORT
  Looked for:      cargo and rustc, named by CARGO and RUSTC, or else on PATH, or else in $rust_bin
  Found:           ${rust_found:-neither}
  Target:          ${RUST_TARGET:-not determined} (Python is configured for $host)
  Needed:          cargo and rustc PY_RUST_MSRV or newer, and Rust's standard library for the target
  How to get it:   with rustup, see https://rustup.rs${RUST_TARGET:+, then: rustup target add $RUST_TARGET}
                   or the distribution's packages (Debian 13, Ubuntu 26.04 and newer: apt install cargo rustc; Debian 12: apt
                   install cargo-web rustc-web; Fedora: dnf install cargo rust; Alpine: apk add cargo rust; macOS with
                   Homebrew: brew install rust)
_PY_RUST_REPORT
}

# py_rust_get_crates does the same for a reader who only lacks the crates.
py_rust_get_crates () {
  cat <<_PY_RUST_REPORT
  Looked in:       $srcdir/.cargo/vendor, and where cargo keeps crates (CARGO_HOME, or else $HOME/.cargo)
  How to get them: run configure where cargo has a network; make needs none after that
                   or put them into the source folder: there, where cargo has a network,
                   mkdir -p .cargo && cargo vendor --locked --versioned-dirs .cargo/vendor >.cargo/config.toml
                   (as "./x apply --vendor" of stdlib-rs does, the project that the modules come from; a
                   .cargo/config.toml that is there already would be replaced)
  Slow networks:   CARGO_HTTP_TIMEOUT and CARGO_NET_RETRY in the environment say how long cargo tries
_PY_RUST_REPORT
}

# py_rust_report LINE tells what is wrong, what helps, if anything does, and how
# to do without.
py_rust_report () {
  AS_ECHO(["$1"])
  AS_ECHO(["  What is wrong:   $rust_problem"])
  $rust_remedy
  AS_ECHO(["  To do without:   configure with --with-rust=no; Python is then complete, only slower in places"])
  AS_ECHO(["  Details:         config.log"])
}

# Rust may be absent in silence never, but fatally only where it was asked for,
# which from Python 3.16 on is the default.
AS_VERSION_COMPARE([$VERSION], [3.16], [rust_needed=no], [rust_needed=yes], [rust_needed=yes])
test "$with_rust" != yes || rust_needed=yes

WITH_RUST=no
rust_problem=
rust_remedy=py_rust_get_toolchain
rust_found=
rust_bin=${CARGO_HOME:-$HOME/.cargo}/bin

if test "$with_rust" != no && test "$disable_gil" = yes; then
  AS_VERSION_COMPARE([$VERSION], [PY_RUST_FREE_THREADED], [
    rust_problem="the modules in Rust need Python PY_RUST_FREE_THREADED or newer where it is built with --disable-gil; this is $VERSION"
    rust_remedy=:
  ])
fi

if test "$with_rust" != no && test -z "$rust_problem"; then
  AS_IF([test -z "$CARGO"],
    [AC_PATH_PROG([CARGO], [cargo], [], [$PATH$PATH_SEPARATOR$rust_bin])])
  AS_IF([test -z "$RUSTC"],
    [AC_PATH_PROG([RUSTC], [rustc], [], [$PATH$PATH_SEPARATOR$rust_bin])])

  AC_MSG_CHECKING([for usable cargo and rustc (at least PY_RUST_MSRV)])
  if test -z "$CARGO" && test -z "$RUSTC"; then
    rust_problem='neither cargo nor rustc was found'
  elif test -z "$CARGO"; then
    rust_found="rustc ($RUSTC)"
    rust_problem="rustc was found ($RUSTC), but cargo was not"
  elif test -z "$RUSTC"; then
    rust_found="cargo ($CARGO)"
    rust_problem="cargo was found ($CARGO), but rustc was not"
  else
    py_rust_version cargo "$CARGO"
    # rustc last, so that RUSTC_VERSION and the more telling problem are its own
    py_rust_version rustc "$RUSTC"
    RUSTC_VERSION=$rust_version
  fi
  AC_MSG_RESULT([${rust_problem:-$rust_found}])

  if test -z "$rust_problem"; then
    AC_MSG_CHECKING([for the Rust target])
    py_rust_run "$RUSTC" -vV || rust_problem="$RUSTC -vV does not run (`py_rust_failure`)"
    rust_host=`sed -n 's/^host: //p' conftest.out`
    rust_mapped=`py_rust_map_host`
    if test -n "$RUST_TARGET"; then
      :
    elif test "$cross_compiling" != yes && {
           test -z "$rust_mapped" ||
           test "`py_rust_alike "$rust_host"`" = "`py_rust_alike "$rust_mapped"`"; }; then
      RUST_TARGET=$rust_host
    elif test -n "$rust_mapped"; then
      RUST_TARGET=$rust_mapped
    else
      rust_problem="no Rust target is known for --host=$host; name it with RUST_TARGET=TRIPLE"
    fi
    AC_MSG_RESULT([${RUST_TARGET:-unknown}])
  fi

  if test -z "$rust_problem"; then
    AC_MSG_CHECKING([for Rust's standard library for $RUST_TARGET])
    if py_rust_run "$RUSTC" --print target-libdir --target "$RUST_TARGET"; then
      rust_libdir=`sed 1q conftest.out`
      for rust_crate in core std; do
        ls "$rust_libdir"/lib$rust_crate-*.rlib >/dev/null 2>&1 ||
          rust_problem="the standard library for $RUST_TARGET is not installed: no lib$rust_crate-*.rlib in $rust_libdir"
      done
    else
      rust_problem="rustc $RUSTC_VERSION does not know the target $RUST_TARGET (`py_rust_failure`)"
    fi
    AC_MSG_RESULT([${rust_problem:-$rust_libdir}])
  fi

  if test -z "$rust_problem"; then
    AC_MSG_CHECKING([whether what rustc compiles links with $CC])
    # A static C library has no place in a shared object.
    AS_CASE([$RUST_TARGET],
      [*-musl*], [RUSTFLAGS="$RUSTFLAGS${RUSTFLAGS:+ }-C target-feature=-crt-static"])
    cat >conftest.rs <<\_PY_RUST_TRIAL
[#[unsafe(no_mangle)]
pub extern "C" fn rust_trial(length: usize) -> usize {
    std::panic::catch_unwind(|| -> usize { std::panic::resume_unwind(Box::new(length)) }).unwrap_or(length)
}]
_PY_RUST_TRIAL
    cat >conftest.c <<\_PY_RUST_TRIAL
#include <stddef.h>
size_t rust_trial(size_t length);
int main(void) { return rust_trial(3) != 3; }
_PY_RUST_TRIAL
    # A sanitizer's standard library is made by cargo (build-std); the trial has the one that came with rustc, which a newer
    # rustc refuses to mix with what is instrumented, and an older one lacks the option for.
    AS_CASE([" $RUSTFLAGS"],
      [*' -Zsanitizer='*|*' -Z sanitizer='*], [rust_mixed=-Cunsafe-allow-abi-mismatch=sanitizer], [rust_mixed=])
    if py_rust_compile || { test -n "$rust_mixed" && py_rust_compile $rust_mixed; }; then
      rust_native_libs=`cat conftest.out conftest.err | sed -n 's/^note: native-static-libs: *//p'`
      rust_hidden=librust_modules.a
      rust_unwinder=$rust_libdir/self-contained/libunwind.a
      rust_shared=
      AS_CASE([$RUST_TARGET],
        [*-musl*], [AS_IF([test -f "$rust_unwinder" && ! py_rust_link conftest.a], [
          # musl-gcc is a compiler for another C library, whose libgcc_s is of no
          # use, and leaves out the table that any unwinder looks for.
          rust_native_libs="`AS_ECHO(["$rust_native_libs"]) | sed 's/-lgcc_s//'` -Wl,--eh-frame-hdr $rust_unwinder"
          rust_hidden=$rust_hidden:libunwind.a
        ])])
      # A program must find every symbol; a shared object, where modules are that
      # and $(CC) makes them without further help, must be able to move.
      py_rust_link conftest.a && {
        # Linked is not yet unwound: a panic that is not caught ends Python.
        test "$cross_compiling" = yes || py_rust_run ./conftest.bin ||
          rust_problem="a panic of what rustc compiles for $RUST_TARGET and $CC links is not caught (`py_rust_failure`)"
        AS_CASE([$MODULE_BUILDTYPE:$BLDSHARED],
          [*'$('*'$('*], [],
          [shared:'$(CC) '*], [rust_shared=`AS_ECHO(["$BLDSHARED"]) | sed 's/^.(CC) //'`])
        py_rust_link conftest.a
      } ||
        rust_problem="what rustc compiles for $RUST_TARGET does not link with $CC (`py_rust_failure`); if the target is the wrong one, name the right one with RUST_TARGET=TRIPLE"
    else
      rust_problem="rustc cannot compile a small library for $RUST_TARGET (`py_rust_failure`)"
    fi
    AC_MSG_RESULT([${rust_problem:-yes}])
  fi

  if test -z "$rust_problem"; then
    # Only PyInit_* may be visible outside a module. The archive is named, since
    # hiding every library would hide Python's own where modules are built in.
    AC_MSG_CHECKING([how to hide the symbols of a Rust library])
    if py_rust_link -Wl,--exclude-libs,conftest.a conftest.a; then
      RUST_LDFLAGS="-Wl,--exclude-libs,$rust_hidden "'$(RUST_ARCHIVE)'
      rust_flag=--exclude-libs
    elif py_rust_link -Wl,-load_hidden,conftest.a; then
      RUST_LDFLAGS='-Wl,-load_hidden,$(RUST_ARCHIVE)'
      rust_flag=-load_hidden
    else
      RUST_LDFLAGS='$(RUST_ARCHIVE)'
      rust_flag=unknown
    fi
    AC_MSG_RESULT([$rust_flag])

    # Each module takes what it needs of the one archive. An interpreter with
    # built-in modules needs all of it, and is linked as it always was.
    AC_MSG_CHECKING([how to drop unused sections of a Rust library])
    rust_flag=none
    AS_VAR_IF([MODULE_BUILDTYPE], [shared],
      [for rust_try in -Wl,--gc-sections -Wl,-dead_strip; do
         AS_IF([py_rust_link $rust_try conftest.a], [rust_flag=$rust_try; break])
       done])
    test "$rust_flag" = none || RUST_LDFLAGS="$rust_flag $RUST_LDFLAGS"
    AC_MSG_RESULT([$rust_flag])

    # Where C is compiled for shadow stacks, the linker still leaves that mark out
    # of a module with Rust in it: rustc's precompiled standard library has none.
    # It would be true. A shadow stack is a second copy of each return address,
    # kept by calls and returns themselves, so all that it asks of code is that it
    # returns where it was called from. rustc compiles nothing else, and panics are
    # unwound by libgcc, which is C and takes as many copies away as it skips
    # frames; of Rust's own unwinder we do not know it. (Indirect branch tracking asks for an instruction where calls arrive,
    # which is not in that library.)
    AC_MSG_CHECKING([how to mark modules with Rust for shadow stacks])
    rust_flag=none
    cat >conftest-cet.c <<\_PY_RUST_TRIAL
#if !defined __CET__ || !(__CET__ & 2)
#error "not compiled for shadow stacks"
#endif
_PY_RUST_TRIAL
    AS_CASE([$MODULE_BUILDTYPE:$rust_native_libs], [shared:*-lgcc_s*],
      [AS_IF([py_rust_run $CC $BASECFLAGS $OPT $CFLAGS $CFLAGS_NODIST $CPPFLAGS -c -o conftest.o conftest-cet.c &&
              py_rust_link -Wl,-z,shstk conftest.a], [rust_flag=-Wl,-z,shstk])])
    test "$rust_flag" = none || RUST_LDFLAGS="$rust_flag $RUST_LDFLAGS"
    RUST_LDFLAGS="$RUST_LDFLAGS $rust_native_libs"
    AC_MSG_RESULT([$rust_flag])
  fi
  rm -f -r conftest*

  if test -z "$rust_problem"; then
    AC_MSG_CHECKING([for the crates that the modules in Rust are made from])
    if test -d "$srcdir/.cargo/vendor"; then
      AS_IF([py_rust_fetch --offline --config "`cd "$srcdir" && pwd`/.cargo/config.toml"],
        [rust_crates='in the source folder'],
        [rust_problem="the crates in $srcdir/.cargo/vendor are not those in Cargo.lock (`py_rust_failure`); remove that folder and what .cargo/config.toml says of it, and put them there again or have cargo fetch them"])
    elif py_rust_fetch --offline; then
      rust_crates='where cargo keeps them'
    elif py_rust_fetch_soon; then
      rust_crates=fetched
    else
      rust_problem="the crates in Cargo.lock are neither in the source folder nor where cargo keeps them, and cargo cannot fetch them (`py_rust_failure`)"
    fi
    test -z "$rust_problem" || rust_remedy=py_rust_get_crates
    AC_MSG_RESULT([${rust_problem:-$rust_crates}])
    rm -f conftest*
  fi
fi

if test "$with_rust" != no; then
  if test -z "$rust_problem"; then
    WITH_RUST=yes
  else
    if test "$with_rust" = yes; then
      rust_line='--with-rust was given, but Rust is not usable.'
    elif test $rust_needed = yes; then
      rust_line="Rust is not usable, and Python $VERSION is built with it unless --with-rust=no is given."
    else
      rust_line='Rust is not usable: the modules written in it are not built.'
    fi
    rust_report=`py_rust_report "$rust_line"`
    AS_VAR_IF([rust_needed], [yes], [AC_MSG_ERROR([$rust_report])], [AC_MSG_WARN([$rust_report])])
  fi
fi

if test "$WITH_RUST" = yes; then
  AS_IF([test "$Py_DEBUG" = true],
    [RUST_PROFILE=dev RUST_PROFILE_DIR=debug],
    [RUST_PROFILE=release RUST_PROFILE_DIR=release])
  rust_build_flags=
  test "$Py_DEBUG" != true || rust_build_flags=$rust_build_flags,Py_DEBUG
  test "$with_trace_refs" != yes || rust_build_flags=$rust_build_flags,Py_TRACE_REFS
  test "$disable_gil" != yes || rust_build_flags=$rust_build_flags,Py_GIL_DISABLED
  rust_build_flags=`AS_ECHO(["$rust_build_flags"]) | sed 's/^,//'`
  rust_pointer_width=
  test -z "$ac_cv_sizeof_void_p" || rust_pointer_width=`expr $ac_cv_sizeof_void_p '*' 8`

  # Stands in for the interpreter that pyo3-ffi would ask and that does not
  # exist yet. Left alone when nothing changed, since cargo rebuilds all that
  # depends on it when its time stamp is new.
  AC_CONFIG_COMMANDS([Rust/pyo3-config.txt],
    [{
       echo implementation=CPython
       echo version=$rust_python_version
       echo shared=true
       echo abi3=false
       echo suppress_build_script_link_lines=true
       test -z "$rust_build_flags" || echo build_flags=$rust_build_flags
       test -z "$rust_pointer_width" || echo pointer_width=$rust_pointer_width
     } >Rust/pyo3-config.tmp
     if cmp -s Rust/pyo3-config.tmp Rust/pyo3-config.txt; then
       rm -f Rust/pyo3-config.tmp
     else
       mv Rust/pyo3-config.tmp Rust/pyo3-config.txt
     fi
     dnl A build inside a checkout must not show up as thousands of new files.
     echo '*' >Rust/.gitignore],
    [rust_python_version='$VERSION'
     rust_build_flags='$rust_build_flags'
     rust_pointer_width='$rust_pointer_width'])
else
  CARGO= RUSTC= RUSTC_VERSION= RUST_TARGET= RUST_PROFILE= RUST_PROFILE_DIR= RUST_LDFLAGS=
fi

AC_SUBST([WITH_RUST])
AC_SUBST([RUSTC_VERSION])
AC_SUBST([RUST_PROFILE])
AC_SUBST([RUST_PROFILE_DIR])
AC_SUBST([RUST_LDFLAGS])
AC_SUBST([RUST_MODULES])
AC_SUBST([RUST_MODULE_BLOCK])
RUST_MODULES=
RUST_MODULE_BLOCK=

dnl _PY_RUST_FOLDER([NAME])
dnl Makes Modules/NAME, which has the C shim, a folder for objects too.
AC_DEFUN([_PY_RUST_FOLDER], [
  AS_VAR_APPEND([RUST_MODULES], [" $1"])
  AS_VAR_APPEND([SRCDIRS], [" Modules/$1"])
  AS_MKDIR_P([Modules/$1])
])

dnl PY_RUST_MOD([NAME], [ENABLED-TEST])
dnl A module whose C shim is in Modules/NAME and whose code is in the Rust
dnl archive. Disabled without Rust, else as PY_STDLIB_MOD.
AC_DEFUN([PY_RUST_MOD], [
  _PY_RUST_FOLDER([$1])
  PY_STDLIB_MOD([$1],
    [test "$WITH_RUST" = yes[]m4_ifval([$2], [ && $2])], [], [], [\$(RUST_LDFLAGS)])
  AS_VAR_IF([py_cv_module_$1], [yes],
    [_MODULE_BLOCK_ADD([MODULE_]m4_toupper([$1])[_DEPS], [\$(RUST_ARCHIVE)])])
])

dnl PY_RUST_REPLACES([NAME], [C-SOURCES])
dnl A module that CPython has in C. Its line in Setup.stdlib.in names the sources
dnl as @NAME_SRCS@ (in capitals): with Rust the shim in Modules/NAME, else
dnl C-SOURCES. Whether it is built at all, PY_STDLIB_MOD has said before; what the
dnl C sources are compiled and linked with (which CPython says in part in
dnl Makefile.pre.in) is not what the shim needs: the block comes after it.
AC_DEFUN([PY_RUST_REPLACES], [
  AC_MSG_CHECKING([what stdlib extension module $1 is made from])
  _PY_RUST_FOLDER([$1])
  m4_pushdef([modvar], [MODULE_]m4_toupper([$1]))dnl
  AS_VAR_IF([WITH_RUST], [yes],
    [m4_toupper([$1])_SRCS=$1/$1module.c rust_made_from=Rust],
    [m4_toupper([$1])_SRCS='$2' rust_made_from=C])
  AS_VAR_IF([py_cv_module_$1], [yes], [
    AS_VAR_IF([WITH_RUST], [yes],
      [AS_VAR_APPEND([RUST_MODULE_BLOCK], ["modvar[]_DEPS=\$(RUST_ARCHIVE)
modvar[]_LDEPS=
modvar[]_CFLAGS=
modvar[]_LDFLAGS=\$(RUST_LDFLAGS)
"])])
  ], [rust_made_from="nothing ($py_cv_module_$1)"])
  AC_MSG_RESULT([$rust_made_from])
  AC_SUBST(m4_toupper([$1])[_SRCS])
  m4_popdef([modvar])dnl
])
