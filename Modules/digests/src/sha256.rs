//! SHA-224 and SHA-256 (FIPS 180-4 sections 6.2 and 6.3), which differ in where they begin and how much of the end they give.

use sha2::block_api::compress256;

use crate::blocks;
use crate::merkle_damgard::{Compression, MerkleDamgard};

/// SHA-224: blocks of 64 bytes, digests of 28.
pub type Sha224 = MerkleDamgard<Sha224Compression, 64>;

/// SHA-256: blocks of 64 bytes, digests of 32.
pub type Sha256 = MerkleDamgard<Sha256Compression, 64>;

macro_rules! compression {
    ($(#[$doc:meta])* $name:ident, $size:literal, $initial:expr) => {
        $(#[$doc])*
        pub enum $name {}

        impl Compression<64> for $name {
            type Chain = [u32; 8];
            type Output = [u8; $size];

            const INITIAL: [u32; 8] = $initial;
            const DIGEST_SIZE: usize = $size;
            const LENGTH_SIZE: usize = 8;

            #[inline]
            fn compress(chain: &mut [u32; 8], blocks: &[[u8; 64]]) {
                compress256(chain, blocks);
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
            fn output(chain: &[u32; 8]) -> [u8; $size] {
                blocks::joined(chain.iter().map(|word| word.to_be_bytes()))
            }
        }
    };
}

compression! {
    /// SHA-224's compression function.
    // FIPS 180-4 section 5.3.2.
    Sha224Compression, 28, [
        0xc105_9ed8, 0x367c_d507, 0x3070_dd17, 0xf70e_5939, 0xffc0_0b31, 0x6858_1511, 0x64f9_8fa7, 0xbefa_4fa4,
    ]
}

compression! {
    /// SHA-256's compression function.
    // FIPS 180-4 section 5.3.3.
    Sha256Compression, 32, [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
}
