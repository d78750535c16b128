//! SHA-1 (FIPS 180-4 section 6.1).

use sha1::block_api;

use crate::blocks;
use crate::merkle_damgard::{Compression, MerkleDamgard};

/// SHA-1: blocks of 64 bytes, digests of 20. Collisions are known.
pub type Sha1 = MerkleDamgard<Sha1Compression, 64>;

/// SHA-1's compression function.
pub enum Sha1Compression {}

impl Compression<64> for Sha1Compression {
    type Chain = [u32; 5];
    type Output = [u8; 20];

    // FIPS 180-4 section 5.3.1.
    const INITIAL: [u32; 5] = [
        0x6745_2301,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ];
    const DIGEST_SIZE: usize = 20;
    const LENGTH_SIZE: usize = 8;

    #[inline]
    fn compress(chain: &mut [u32; 5], blocks: &[[u8; 64]]) {
        block_api::compress(chain, blocks);
    }

    #[inline]
    fn split(data: &[u8]) -> (&[[u8; 64]], &[u8]) {
        blocks::of_64(data)
    }

    #[inline]
    fn put_length(block: &mut [u8; 64], length: u64) {
        block[56..].copy_from_slice(&length.wrapping_mul(8).to_be_bytes());
    }

    #[inline]
    fn output(chain: &[u32; 5]) -> [u8; 20] {
        blocks::joined(chain.iter().map(|word| word.to_be_bytes()))
    }
}
