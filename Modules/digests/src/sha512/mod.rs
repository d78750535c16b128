//! SHA-384 and SHA-512 (FIPS 180-4 sections 6.4 and 6.5), which differ in where they begin and how much of the end they give.

#[cfg(avx512)]
#[clippy::msrv = "1.89"]
#[expect(unsafe_code, reason = "AVX-512")]
mod avx512;
pub(crate) mod compress;

use crate::Backend;
use crate::blocks;
use crate::merkle_damgard::{Compression, MerkleDamgard};

/// SHA-384: blocks of 128 bytes, digests of 48.
pub type Sha384 = MerkleDamgard<Sha384Compression, 128>;

/// SHA-512: blocks of 128 bytes, digests of 64.
pub type Sha512 = MerkleDamgard<Sha512Compression, 128>;

macro_rules! compression {
    ($(#[$doc:meta])* $name:ident, $size:literal, $initial:expr) => {
        $(#[$doc])*
        pub enum $name {}

        impl Compression<128> for $name {
            type Chain = [u64; 8];
            type Output = [u8; $size];

            const INITIAL: [u64; 8] = $initial;
            const DIGEST_SIZE: usize = $size;
            const LENGTH_SIZE: usize = 16;

            #[inline]
            fn compress(chain: &mut [u64; 8], blocks: &[[u8; 128]]) {
                compress::compress(chain, blocks, Backend::best());
            }

            #[inline]
            fn split(data: &[u8]) -> (&[[u8; 128]], &[u8]) {
                blocks::of_128(data)
            }

            #[inline]
            fn put_length(block: &mut [u8; 128], length: u64) {
                block[112..].copy_from_slice(&(u128::from(length) << 3).to_be_bytes());
            }

            #[inline]
            fn output(chain: &[u64; 8]) -> [u8; $size] {
                blocks::joined(chain.iter().map(|word| word.to_be_bytes()))
            }
        }
    };
}

compression! {
    /// SHA-384's compression function.
    // FIPS 180-4 section 5.3.4.
    Sha384Compression, 48, [
        0xcbbb_9d5d_c105_9ed8, 0x629a_292a_367c_d507, 0x9159_015a_3070_dd17, 0x152f_ecd8_f70e_5939,
        0x6733_2667_ffc0_0b31, 0x8eb4_4a87_6858_1511, 0xdb0c_2e0d_64f9_8fa7, 0x47b5_481d_befa_4fa4,
    ]
}

compression! {
    /// SHA-512's compression function.
    // FIPS 180-4 section 5.3.5.
    Sha512Compression, 64, [
        0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
        0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
    ]
}
