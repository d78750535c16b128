//! That the functions of `digests` that see secrets take a time that does not tell them: shown, not claimed, by three means.
//!
//! | | what is looked at | what it would find |
//! |---|---|---|
//! | `tests/valgrind.rs` | each run, with the secrets marked undefined | a branch or an address that depends on one |
//! | `tests/disassembly.rs` | every path through the machine code | the same, in the loops themselves |
//! | `tests/timing.rs` | the clock | whatever else takes time |
//!
//! Each has to find the leak in a twin of each subject that is written the plain way; else it would prove nothing. What is looked at
//! is compiled as it is shipped: see the profile in `tests/Cargo.toml`.

pub mod disassembly;
pub mod machine;
pub mod program;
pub mod random;
pub mod statistics;
pub mod subjects;
