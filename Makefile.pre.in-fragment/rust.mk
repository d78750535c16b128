# Rules for the modules written in Rust. Included by Makefile, which has what
# configure found (there, so that sysconfig sees it).
#
# One archive holds the code of all of them: cargo builds it once, and each
# module links what it needs. MODULE_*_DEPS (from configure) name it, so it is
# built if, and only if, a module that is built needs it.

# Compiler flags for the C that goes into the archive. Link-time optimisation
# and profiles are left out: rustc's archive cannot index such objects, and
# nothing in them is hot. -I must be absolute, as cargo compiles elsewhere.
RUST_CFLAGS=	$(filter-out -flto% -ffat-lto-objects -fuse-linker-plugin -fprofile% -I$(srcdir)/%, \
		    $(PY_CFLAGS) $(PY_CFLAGS_NODIST) $(CONFIGURE_CPPFLAGS) $(CPPFLAGS) $(CCSHARED)) \
		-I"$(abs_builddir)" -I"$(abs_srcdir)/Include" -I"$(abs_srcdir)/Include/internal"

# What was set for configure, then what is set for make, unless it is the same.
RUST_RUSTFLAGS=	$(CONFIGURE_RUSTFLAGS) $(if $(findstring $(RUSTFLAGS),$(CONFIGURE_RUSTFLAGS)),,$(RUSTFLAGS))

# "+" lets cargo take part in make's job server, and would also run the
# command under make -n, -q and -t: not there.
rust_make_flags=$(firstword -$(MAKEFLAGS))
rust_dry_run=	$(findstring n,$(rust_make_flags))$(findstring q,$(rust_make_flags))$(findstring t,$(rust_make_flags))
rust_quiet=	$(if $(findstring s,$(rust_make_flags)),--quiet)
# A value as one word of the shell, whatever is in it.
rust_word=	'$(subst ','\'',$(1))'

$(RUST_ARCHIVE): $(srcdir)/Cargo.toml $(srcdir)/Cargo.lock $(wildcard $(srcdir)/Modules/*/Cargo.toml) \
		$(wildcard $(srcdir)/.cargo/config.toml) $(srcdir)/Tools/build/rust.mk $(srcdir)/Tools/build/build_rust.sh \
		Rust/pyo3-config.txt $(PYTHON_HEADERS)
	$(if $(rust_dry_run),,+)@CARGO=$(call rust_word,$(CARGO)) RUSTC=$(call rust_word,$(RUSTC)) \
		RUST_TARGET=$(call rust_word,$(RUST_TARGET)) RUST_PROFILE=$(RUST_PROFILE) \
		RUSTFLAGS=$(call rust_word,$(strip $(RUST_RUSTFLAGS))) \
		CC=$(call rust_word,$(CC)) AR=$(call rust_word,$(AR)) CFLAGS=$(call rust_word,$(RUST_CFLAGS)) \
		CPYTHON_SRCDIR=$(call rust_word,$(abs_srcdir)) CPYTHON_BUILDDIR=$(call rust_word,$(abs_builddir)) \
		$(SHELL) $(srcdir)/Tools/build/build_rust.sh $(srcdir) $@ $(rust_quiet)

# Every file that went into the archive, as cargo told when it was built.
-include Rust/dependencies.mk

# Written by config.status, but not older than it must be: it is rewritten
# only if it changes.
Rust/pyo3-config.txt:
	./config.status $@

.PHONY: clean-rust
clean-rust:
	-rm -rf Rust/target Rust/dependencies.mk Rust/cargo.log Rust/cargo.status Rust/rustc

# In the source folder the modules' folders are not empty, and stay.
.PHONY: distclean-rust
distclean-rust: clobber
	-rm -rf Rust
	-for module in $(RUST_MODULES); do rmdir Modules/$$module 2>/dev/null || :; done

# Not "clean": what is kept for the second half of an optimised build would
# lose its objects to clean-retain-profile, which cargo would not notice.
clean-retain-profile: clean-rust
distclean: distclean-rust
