//! The hash functions of `hashlib` and what is built on them, as pure functions over byte slices.
//!
//! Nothing here knows of Python, allocates or panics on bad input. The compression functions are those of the crates of
//! RustCrypto and of `blake2b_simd` and `blake2s_simd`, which find out at run time what the processor can do, and our own of MD5 and, where
//! there is AVX-512, of SHA-512 and SHA-3. The buffers around them are ours: a message of a few bytes pays for its block and little else,
//! and a digest does not end the state.
//!
//! Every line of unsafe code is in files that are named after an instruction set.
//!
//! | | |
//! |---|---|
//! | [`Md5`], [`Sha1`], [`Sha224`] … [`Sha512`], [`Sha3_224`] … [`Sha3_512`], [`Blake2b512`], [`Blake2s256`] | the trait [`Digest`] |
//! | [`Shake128`], [`Shake256`] | digests of any length |
//! | [`blake2`] | BLAKE2 with a key, a salt, a personalisation, and in trees |
//! | [`hmac`], [`pbkdf2`], [`scrypt`] | over any [`Digest`]; scrypt over its own |
//! | [`faster_than_openssl`] | which functions are worth preferring here |
//! | [`cores`] | what is inside, for those who compare backends |
//! | [`constant_time`], [`padding`] | comparison and padding checks whose time does not tell what they saw |
//! | [`wipe`] | overwriting secrets |
//!
//! # What is wiped
//! Keys and what is made of them, when it is dropped or no longer needed: the states of HMAC and of BLAKE2 with a key, the last
//! blocks and the digests inside HMAC, the blocks and states of PBKDF2, all the memory of scrypt. The state of a plain hash is not,
//! since the message that went into it is not either. Out of reach of safe code is what the compiler has in registers and spills of
//! them for a short time. A state that is returned may be copied on the stack: [`wipe::on_wiped_stack`] is for callers who mind.

#![no_std]
#![deny(unsafe_code)]

#[cfg(test)]
extern crate std;

mod arch;
pub mod blake2;
mod blocks;
pub mod constant_time;
pub mod cores;
mod digest;
pub mod faster_than_openssl;
pub mod hmac;
mod md5;
mod merkle_damgard;
pub mod padding;
pub mod pbkdf2;
mod salsa20;
pub mod scrypt;
mod sha1;
mod sha256;
mod sha3;
mod sha512;
pub mod wipe;

pub use arch::Backend;
pub use blake2::{Blake2b512, Blake2s256};
pub use digest::Digest;
pub use md5::Md5;
pub use sha1::Sha1;
pub use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake, Shake128, Shake256};
pub use sha256::{Sha224, Sha256};
pub use sha512::{Sha384, Sha512};
