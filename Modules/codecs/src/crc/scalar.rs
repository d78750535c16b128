//! Portable code: slicing-by-16, which looks up what each byte of a block does to the register, all of them independently.

use core::ops::BitXor;

use super::tables::{CRC_HQX, CRC32, SLICES};

/// The register, which is not inverted here, after `data`.
pub(super) fn crc32(mut register: u32, data: &[u8]) -> u32 {
    let mut blocks = data.chunks_exact(SLICES);
    for block in &mut blocks {
        register = sliced(&CRC32, register.to_le_bytes(), block);
    }
    let rest = blocks.remainder();
    let beyond = register.checked_shr(8 * rest.len() as u32).unwrap_or(0);
    beyond ^ sliced(&CRC32, register.to_le_bytes(), rest)
}

/// The register after `data`.
pub(super) fn crc_hqx(mut register: u16, data: &[u8]) -> u16 {
    let mut blocks = data.chunks_exact(SLICES);
    for block in &mut blocks {
        register = sliced(&CRC_HQX, register.to_be_bytes(), block);
    }
    let rest = blocks.remainder();
    let beyond = register.checked_shl(8 * rest.len() as u32).unwrap_or(0);
    beyond ^ sliced(&CRC_HQX, register.to_be_bytes(), rest)
}

/// The register after at most [`SLICES`] bytes, save for what of the `register` before reaches beyond them.
///
/// `register` is in the order in which its bytes meet those of `block`.
#[inline(always)]
fn sliced<R: Copy + Default + BitXor<Output = R>, const N: usize>(
    tables: &[[R; 256]; SLICES],
    register: [u8; N],
    block: &[u8],
) -> R {
    let mut sum = R::default();
    // From the end, so that what has to wait for the register comes last.
    for (position, table) in (0..block.len()).rev().zip(tables) {
        let before = register.get(position).copied().unwrap_or(0);
        sum = sum ^ table[usize::from(block[position] ^ before)];
    }
    sum
}
