//! The functions that hash functions are made of, where this crate has more than one way to compute them: for those who compare the
//! ways. The hash functions themselves take the best one.

pub use crate::sha3::keccak::{absorb as keccak_absorb, permute as keccak_f1600};
pub use crate::sha512::compress::compress as sha512;
