//! SHA-512's compression function (FIPS 180-4 section 6.4.2).

use sha2::block_api::compress512;

use crate::Backend;
#[cfg(avx512)]
use crate::{arch::Avx512, sha512::avx512};

/// The chaining value behind `blocks`.
#[inline]
pub fn compress(chain: &mut [u64; 8], blocks: &[[u8; 128]], backend: Backend) {
    #[cfg(avx512)]
    if let Some(proof) = Avx512::of(backend) {
        return avx512::compress(proof, chain, blocks);
    }
    let _ = backend;
    compress512(chain, blocks);
}
