//! The construction of Merkle and Damgård: MD5, SHA-1 and SHA-2 are compression functions, an initial value and a length
//! at the end (RFC 1321 section 3, FIPS 180-4 section 5).

use crate::Digest;
use crate::wipe::{wipe, wipe_bytes};

/// What the functions differ in. `BLOCK` is the length of a block in bytes.
pub trait Compression<const BLOCK: usize> {
    /// The chaining value.
    type Chain: Copy + Default;
    type Output: AsRef<[u8]> + AsMut<[u8]> + Copy;

    /// The chaining value before the first block.
    const INITIAL: Self::Chain;
    const DIGEST_SIZE: usize;
    /// Bytes that the length of the message takes at the end of the last block.
    const LENGTH_SIZE: usize;

    fn compress(chain: &mut Self::Chain, blocks: &[[u8; BLOCK]]);

    /// The whole blocks that `data` begins with, and the rest.
    fn split(data: &[u8]) -> (&[[u8; BLOCK]], &[u8]);

    /// Writes the length of the message to the end of its last block: in bits, though it is given in bytes.
    fn put_length(block: &mut [u8; BLOCK], length: u64);

    fn output(chain: &Self::Chain) -> Self::Output;
}

/// A hash function made from the compression function `C`.
pub struct MerkleDamgard<C: Compression<BLOCK>, const BLOCK: usize> {
    chain: C::Chain,
    /// Of the message so far, in bytes. Nobody gets to where it would wrap.
    length: u64,
    /// The last `length % BLOCK` bytes of the message, and bytes that mean nothing.
    buffer: [u8; BLOCK],
}

// Not derived: that would ask for a `C` that can be cloned, of which there is never a value.
impl<C: Compression<BLOCK>, const BLOCK: usize> Clone for MerkleDamgard<C, BLOCK> {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<C: Compression<BLOCK>, const BLOCK: usize> MerkleDamgard<C, BLOCK> {
    const fn behind(chain: C::Chain, length: u64) -> Self {
        Self {
            chain,
            length,
            buffer: [0; BLOCK],
        }
    }

    fn buffered(&self) -> usize {
        (self.length % BLOCK as u64) as usize
    }
}

/// The digest of a message of which only the last `tail`, less than a block, is not in `chain` yet.
#[inline]
fn finish<C: Compression<BLOCK>, const BLOCK: usize>(
    mut chain: C::Chain,
    tail: &[u8],
    length: u64,
) -> C::Output {
    let mut blocks = [[0; BLOCK]; 2];
    blocks[0][..tail.len()].copy_from_slice(tail);
    blocks[0][tail.len()] = 0x80;
    let used = if tail.len() < BLOCK - C::LENGTH_SIZE {
        1
    } else {
        2
    };
    C::put_length(&mut blocks[used - 1], length);
    C::compress(&mut chain, &blocks[..used]);
    // In HMAC this is the end of a key, or the digest inside.
    wipe_bytes(blocks.as_flattened_mut());
    C::output(&chain)
}

/// The digest of `length` bytes that led to `chain` and of `data`.
#[inline]
fn hash_behind<C: Compression<BLOCK>, const BLOCK: usize>(
    mut chain: C::Chain,
    length: u64,
    data: &[u8],
) -> C::Output {
    let (blocks, tail) = C::split(data);
    if !blocks.is_empty() {
        C::compress(&mut chain, blocks);
    }
    finish::<C, BLOCK>(chain, tail, length.wrapping_add(data.len() as u64))
}

impl<C: Compression<BLOCK>, const BLOCK: usize> Digest for MerkleDamgard<C, BLOCK> {
    const BLOCK_SIZE: usize = BLOCK;
    const DIGEST_SIZE: usize = C::DIGEST_SIZE;
    type Output = C::Output;
    type Midstate = C::Chain;

    #[inline]
    fn new() -> Self {
        Self::behind(C::INITIAL, 0)
    }

    fn update(&mut self, mut data: &[u8]) {
        let buffered = self.buffered();
        self.length = self.length.wrapping_add(data.len() as u64);
        if buffered > 0 {
            let free = &mut self.buffer[buffered..];
            if data.len() < free.len() {
                free[..data.len()].copy_from_slice(data);
                return;
            }
            let (head, rest) = data.split_at(free.len());
            free.copy_from_slice(head);
            C::compress(&mut self.chain, core::slice::from_ref(&self.buffer));
            data = rest;
        }
        let (blocks, tail) = C::split(data);
        if !blocks.is_empty() {
            C::compress(&mut self.chain, blocks);
        }
        self.buffer[..tail.len()].copy_from_slice(tail);
    }

    #[inline]
    fn finish(&self) -> Self::Output {
        finish::<C, BLOCK>(self.chain, &self.buffer[..self.buffered()], self.length)
    }

    #[inline]
    fn hash(data: &[u8]) -> Self::Output {
        hash_behind::<C, BLOCK>(C::INITIAL, 0, data)
    }

    #[inline]
    fn midstate(block: &[u8]) -> Self::Midstate {
        let (blocks, rest) = C::split(block);
        assert!(
            blocks.len() == 1 && rest.is_empty(),
            "a midstate is of one block"
        );
        let mut chain = C::INITIAL;
        C::compress(&mut chain, blocks);
        chain
    }

    #[inline]
    fn resume(midstate: &Self::Midstate) -> Self {
        Self::behind(*midstate, BLOCK as u64)
    }

    #[inline]
    fn hash_behind(midstate: &Self::Midstate, data: &[u8]) -> Self::Output {
        hash_behind::<C, BLOCK>(*midstate, BLOCK as u64, data)
    }

    #[inline]
    fn wipe(midstate: &mut Self::Midstate) {
        wipe(midstate, C::Chain::default());
    }
}
