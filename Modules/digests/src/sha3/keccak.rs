//! The permutation Keccak-f\[1600\] (FIPS 202 section 3), and taking up blocks with it.

use keccak::Keccak;

use crate::Backend;
#[cfg(avx512)]
use crate::arch::Avx512;
#[cfg(avx512)]
use crate::sha3::avx512;

/// Lanes of 64 bits in a state.
pub const LANES: usize = 25;

/// Permutes a state.
#[inline]
pub fn permute(lanes: &mut [u64; LANES], backend: Backend) {
    #[cfg(avx512)]
    if let Some(proof) = Avx512::of(backend) {
        return avx512::permute(proof, lanes);
    }
    let _ = backend;
    Keccak::new().with_f1600(|permutation| permutation(lanes));
}

/// Adds, modulo two, the `RATE` bytes of each block to the first ones of the state, and permutes.
///
/// What is behind the last whole block is not looked at.
#[inline]
pub fn absorb<const RATE: usize>(lanes: &mut [u64; LANES], blocks: &[u8], backend: Backend) {
    const { assert!(RATE % 8 == 0 && RATE < 8 * LANES) };
    #[cfg(avx512)]
    if let Some(proof) = Avx512::of(backend) {
        return avx512::absorb::<RATE>(proof, lanes, blocks);
    }
    for block in blocks.chunks_exact(RATE) {
        for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            *lane ^= u64::from_le_bytes(word.try_into().expect("eight bytes"));
        }
        permute(lanes, backend);
    }
}
