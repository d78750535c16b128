//! MD5 (RFC 1321).

mod compress;

use crate::blocks;
use crate::merkle_damgard::{Compression, MerkleDamgard};

/// MD5: blocks of 64 bytes, digests of 16. Broken; for what has to agree with others, not for what has to be safe.
pub type Md5 = MerkleDamgard<Md5Compression, 64>;

/// MD5's compression function.
pub enum Md5Compression {}

impl Compression<64> for Md5Compression {
    type Chain = [u32; 4];
    type Output = [u8; 16];

    // RFC 1321 section 3.3.
    const INITIAL: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    const DIGEST_SIZE: usize = 16;
    const LENGTH_SIZE: usize = 8;

    #[inline]
    fn compress(chain: &mut [u32; 4], blocks: &[[u8; 64]]) {
        compress::compress(chain, blocks);
    }

    #[inline]
    fn split(data: &[u8]) -> (&[[u8; 64]], &[u8]) {
        blocks::of_64(data)
    }

    #[inline]
    fn put_length(block: &mut [u8; 64], length: u64) {
        block[56..].copy_from_slice(&length.wrapping_mul(8).to_le_bytes());
    }

    #[inline]
    fn output(chain: &[u32; 4]) -> [u8; 16] {
        blocks::joined(chain.iter().map(|word| word.to_le_bytes()))
    }
}
