//! The binary-to-text codecs of the standard library, as pure functions over byte slices.
//!
//! Nothing here knows of Python, allocates or panics on bad input. A codec's algorithm and its edge cases stand in the
//! codec's folder. What depends on the machine stands in [`arch`], which asks the standard library what the processor can do where
//! `core` cannot tell, and in a codec's files that are named after an instruction set: every line of unsafe code is in these.

#![no_std]
#![deny(unsafe_code)]

#[cfg(test)]
extern crate std;

#[expect(
    unsafe_code,
    reason = "the one place for instruction sets and uninitialised memory"
)]
pub mod arch;
pub mod ascii85;
pub mod base32;
pub mod base64;
pub mod base85;
mod byte_set;
pub mod crc;
pub mod hex;
mod lines;
pub mod quopri;
mod radix85;
pub mod uu;

pub use arch::Backend;
pub use arch::output::Output;
pub use byte_set::ByteSet;
pub use lines::Lines;
