#!/bin/sh
# Builds the archive of the modules written in Rust. Run by the rule in rust.mk, from the build folder:
#     build_rust.sh SRCDIR ARCHIVE [CARGO-OPTION...]
# with CARGO, RUSTC, RUST_TARGET, RUST_PROFILE, RUSTFLAGS, CC, AR, CFLAGS, CPYTHON_SRCDIR and CPYTHON_BUILDDIR set.
# Besides the archive it leaves Rust/cargo.log (all that cargo said) and Rust/dependencies.mk (rules for make).
set -eu

srcdir=$1
archive=$2
shift 2

# The crates that compile C read these; the names carry the target so that build scripts, which run here, are not
# compiled with flags meant for another machine.
target_name=$(echo "$RUST_TARGET" | tr '.-' '__')
export "CC_$target_name=$CC" "AR_$target_name=$AR" "CFLAGS_$target_name=$CFLAGS"
export CC_SHELL_ESCAPED_FLAGS=1
# Build scripts are linked with "cc", which a machine need not have that has a C compiler.
command -v cc >/dev/null || export "CARGO_TARGET_$(echo "$target_name" | tr '[:lower:]' '[:upper:]')_LINKER=${CC%% *}"
unset CC AR CFLAGS
export CPYTHON_SRCDIR CPYTHON_BUILDDIR PYO3_CONFIG_FILE="$CPYTHON_BUILDDIR/Rust/pyo3-config.txt"
# Set but empty it would hide the flags in a user's own cargo configuration.
if [ -n "${RUSTFLAGS-}" ]; then export RUSTFLAGS; else unset RUSTFLAGS; fi

# What is compiled names the files of crates, for panics and debuggers: not by the folder that this machine has them in.
# Flags for cargo would hide those in a user's own configuration, and are split at spaces, so cargo is given a rustc that
# adds them by itself. It is run in other folders.
case $RUSTC in
/*) ;;
*/*) RUSTC=$CPYTHON_BUILDDIR/$RUSTC ;;
esac
crates=${CARGO_HOME:-${HOME-}/.cargo}/registry/src
case $crates in
/*) ;;
*) crates=$CPYTHON_BUILDDIR/$crates ;;
esac
export CPYTHON_RUSTC="$RUSTC" CPYTHON_CRATES="$crates" RUSTC="$CPYTHON_BUILDDIR/Rust/rustc"
cat >Rust/rustc <<\SCRIPT
#!/bin/sh
for folder in "$CPYTHON_CRATES"/* "$CPYTHON_SRCDIR/.cargo/vendor"; do
    set -- "$@" --remap-path-prefix "$folder=/crates"
done
exec "$CPYTHON_RUSTC" "$@"
SCRIPT
chmod +x Rust/rustc

set -- build --locked --manifest-path "$srcdir/Cargo.toml" --package staticlib \
    --target "$RUST_TARGET" --target-dir Rust/target --profile "$RUST_PROFILE" "$@"
if [ -d "$srcdir/.cargo/vendor" ]; then    # where ./x apply --vendor puts the crates
    set -- "$@" --offline --config "$CPYTHON_SRCDIR/.cargo/config.toml"
fi

echo "$CARGO $*"
# The status goes through a file: a pipe has only its last command's, and a further descriptor could be one of those
# that make's job server uses.
rm -f Rust/cargo.status
{
    status=0
    "$CARGO" "$@" 2>&1 || status=$?
    echo "$status" >Rust/cargo.status
} | tee Rust/cargo.log
status=$(cat Rust/cargo.status)
rm -f Rust/cargo.status

if [ "$status" -ne 0 ]; then
    cat >&2 <<MESSAGE

----------------------------------------------------------------------------
The Python modules written in Rust could not be built.
  What failed:       cargo, with status $status
  Command:           $CARGO $*
  In folder:         $CPYTHON_BUILDDIR
  Full output:       $CPYTHON_BUILDDIR/Rust/cargo.log
  Crates missing:    configure found them: run it again, and it fetches them or
                     says how to get them
  To do without:     configure with --with-rust=no, then run make again
----------------------------------------------------------------------------
MESSAGE
    exit 1
fi

# cargo's list is one line, "archive: name name…", with "\ " for a space in a name. A name can be a folder that a build
# script watches: make must know its files. Each file gets a line of its own, and an empty rule, so that a file that no
# longer exists means "build again" and not "no rule to make it".
tab=$(printf '\t')
sed -e 's/^.*librust_modules\.a: *//' -e "s/\\\\ /$tab/g" "${archive%.a}.d" | tr ' \t' '\n ' |
while IFS= read -r name; do
    if [ -d "$name" ]; then find "$name" -type f; elif [ -n "$name" ]; then printf '%s\n' "$name"; fi
done |
sed -e 's/ /\\ /g' -e "s|.*|$archive: &\\
&:|" >Rust/dependencies.tmp
mv Rust/dependencies.tmp Rust/dependencies.mk

# cargo leaves an archive alone that would come out the same; for make it is new.
touch "$archive"
