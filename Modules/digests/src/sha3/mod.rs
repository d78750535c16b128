//! SHA-3 and SHAKE (FIPS 202 section 6).

#[cfg(avx512)]
#[clippy::msrv = "1.89"]
#[expect(unsafe_code, reason = "AVX-512")]
mod avx512;
pub(crate) mod keccak;
mod sponge;

use crate::Digest;
use crate::wipe::wipe;
use sponge::Sponge;

/// SHA3-224: blocks of 144 bytes, digests of 28.
pub type Sha3_224 = Sha3<144, 28>;
/// SHA3-256: blocks of 136 bytes, digests of 32.
pub type Sha3_256 = Sha3<136, 32>;
/// SHA3-384: blocks of 104 bytes, digests of 48.
pub type Sha3_384 = Sha3<104, 48>;
/// SHA3-512: blocks of 72 bytes, digests of 64.
pub type Sha3_512 = Sha3<72, 64>;
/// SHAKE128: blocks of 168 bytes, digests of any length.
pub type Shake128 = Shake<168>;
/// SHAKE256: blocks of 136 bytes, digests of any length.
pub type Shake256 = Shake<136>;

/// The bits 01 behind the message, and the first of the padding.
const SHA3_DOMAIN: u8 = 0b0000_0110;
/// The bits 1111 behind the message, and the first of the padding.
const SHAKE_DOMAIN: u8 = 0b0001_1111;

/// SHA-3 with blocks of `RATE` bytes and digests of `SIZE`.
#[derive(Clone)]
pub struct Sha3<const RATE: usize, const SIZE: usize> {
    sponge: Sponge<RATE>,
}

impl<const RATE: usize, const SIZE: usize> Digest for Sha3<RATE, SIZE> {
    const BLOCK_SIZE: usize = RATE;
    const DIGEST_SIZE: usize = SIZE;
    type Output = [u8; SIZE];
    type Midstate = [u64; 25];

    #[inline]
    fn new() -> Self {
        Self {
            sponge: Sponge::new(),
        }
    }

    #[inline]
    fn update(&mut self, data: &[u8]) {
        self.sponge.absorb(data);
    }

    #[inline]
    fn finish(&self) -> [u8; SIZE] {
        let mut output = [0; SIZE];
        self.sponge.squeeze(SHA3_DOMAIN, &mut output);
        output
    }

    #[inline]
    fn hash(data: &[u8]) -> [u8; SIZE] {
        let mut hasher = Self::new();
        hasher.update(data);
        hasher.finish()
    }

    #[inline]
    fn midstate(block: &[u8]) -> [u64; 25] {
        assert_eq!(block.len(), RATE, "a midstate is of one block");
        let mut hasher = Self::new();
        hasher.update(block);
        let lanes = *hasher.sponge.lanes();
        wipe(&mut hasher, Self::new());
        lanes
    }

    #[inline]
    fn resume(midstate: &[u64; 25]) -> Self {
        Self {
            sponge: Sponge::from_lanes(*midstate),
        }
    }

    #[inline]
    fn hash_behind(midstate: &[u64; 25], data: &[u8]) -> [u8; SIZE] {
        let mut hasher = Self::resume(midstate);
        hasher.update(data);
        let digest = hasher.finish();
        wipe(&mut hasher, Self::new());
        digest
    }

    #[inline]
    fn wipe(midstate: &mut [u64; 25]) {
        wipe(midstate, [0; 25]);
    }
}

/// SHAKE with blocks of `RATE` bytes. The caller says how long the digest is.
#[derive(Clone)]
pub struct Shake<const RATE: usize> {
    sponge: Sponge<RATE>,
}

impl<const RATE: usize> Shake<RATE> {
    /// Bytes that are hashed together.
    pub const BLOCK_SIZE: usize = RATE;

    /// The state of the empty message.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self {
            sponge: Sponge::new(),
        }
    }

    /// Appends to the message.
    #[inline]
    pub fn update(&mut self, data: &[u8]) {
        self.sponge.absorb(data);
    }

    /// Fills `output` with the digest of the message so far, to which more may be appended afterwards.
    ///
    /// A shorter digest is the beginning of a longer one.
    #[inline]
    pub fn finish(&self, output: &mut [u8]) {
        self.sponge.squeeze(SHAKE_DOMAIN, output);
    }

    /// Fills `output` with the digest of `data`.
    #[inline]
    pub fn hash(data: &[u8], output: &mut [u8]) {
        let mut hasher = Self::new();
        hasher.update(data);
        hasher.finish(output);
    }
}

impl<const RATE: usize> Default for Shake<RATE> {
    fn default() -> Self {
        Self::new()
    }
}
