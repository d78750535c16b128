//! Other processors, and other C libraries.

mod checks;
mod crates;
mod emulation;
mod machine;
mod musl;
mod no_std_target;

use crate::test::Step;
use emulation::{Processor, emulated};

pub(super) const ROWS: &[Step] = &[
    Step::new(
        "aarch64",
        "64 bits: the pure crates' tests, and CPython cross-compiled, installed and tested, under qemu",
        |context| emulated(context, "aarch64", &AARCH64),
    ),
    Step::new("riscv64", "64 bits, without vector code of ours: as aarch64", |context| {
        emulated(context, "riscv64", &RISCV64)
    }),
    Step::new("i386", "32 bits: as aarch64, but without qemu where the processor is x86-64", |context| {
        emulated(context, "i386", &I386)
    }),
    Step::new("s390x", "big endian: as aarch64", |context| emulated(context, "s390x", &S390X)),
    Step::new(
        "musl",
        "another C library: the pure crates' tests, and CPython with CC=musl-gcc, installed and tested",
        musl::row,
    ),
    Step::new(
        "no-std-target",
        "a target whose std is not installed: plain configure warns and builds without Rust, --with-rust says what to install",
        no_std_target::row,
    ),
];

const AARCH64: Processor = Processor {
    rust: "aarch64-unknown-linux-gnu",
    gnu: "aarch64-linux-gnu",
    debian: "arm64",
    qemu: "qemu-aarch64",
    loader: None,
};
const RISCV64: Processor = Processor {
    rust: "riscv64gc-unknown-linux-gnu",
    gnu: "riscv64-linux-gnu",
    debian: "riscv64",
    qemu: "qemu-riscv64",
    loader: None,
};
const I386: Processor = Processor {
    rust: "i686-unknown-linux-gnu",
    gnu: "i686-linux-gnu",
    debian: "i386",
    qemu: "qemu-i386",
    loader: Some("lib/ld-linux.so.2"),
};
const S390X: Processor = Processor {
    rust: "s390x-unknown-linux-gnu",
    gnu: "s390x-linux-gnu",
    debian: "s390x",
    qemu: "qemu-s390x",
    loader: None,
};
