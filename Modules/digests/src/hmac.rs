//! HMAC (RFC 2104) with any [`Digest`].

use crate::Digest;
use crate::constant_time;
use crate::wipe::{Wiped, wipe, wipe_bytes};

/// The longest block of a [`Digest`], SHA3-224's.
pub const MAX_BLOCK_SIZE: usize = 144;

/// A key, as the states of the hash function behind its two paddings: authenticating costs no more than the message does.
#[derive(Clone)]
pub struct Key<D: Digest> {
    inner: D::Midstate,
    outer: D::Midstate,
}

impl<D: Digest> Key<D> {
    /// A key of any length; one that is longer than a block is hashed.
    #[must_use]
    #[inline]
    pub fn new(key: &[u8]) -> Self {
        const { assert!(D::DIGEST_SIZE <= D::BLOCK_SIZE && D::BLOCK_SIZE <= MAX_BLOCK_SIZE) };
        let mut block = Wiped::<MAX_BLOCK_SIZE>::new();
        let block = &mut block[..D::BLOCK_SIZE];
        if key.len() <= D::BLOCK_SIZE {
            block[..key.len()].copy_from_slice(key);
        } else {
            let mut hashed = D::hash(key);
            block[..D::DIGEST_SIZE].copy_from_slice(hashed.as_ref());
            wipe_bytes(hashed.as_mut());
        }
        block.iter_mut().for_each(|byte| *byte ^= 0x36);
        let inner = D::midstate(block);
        block.iter_mut().for_each(|byte| *byte ^= 0x36 ^ 0x5c);
        let outer = D::midstate(block);
        Self { inner, outer }
    }

    /// The code of a message that is here as a whole.
    #[must_use]
    #[inline]
    pub fn authenticate(&self, message: &[u8]) -> D::Output {
        self.authenticate_digest(D::hash_behind(&self.inner, message))
    }

    /// The code of a message with that digest behind the inner key.
    #[inline]
    fn authenticate_digest(&self, mut digest: D::Output) -> D::Output {
        let code = D::hash_behind(&self.outer, digest.as_ref());
        wipe_bytes(digest.as_mut());
        code
    }

    /// Whether `code` is that of `message`, in a time that does not depend on either but for their lengths. A code of another
    /// length than the digest's is not.
    #[must_use]
    #[inline]
    pub fn verify(&self, message: &[u8], code: &[u8]) -> bool {
        constant_time::equal(self.authenticate(message).as_ref(), code)
    }
}

impl<D: Digest> Drop for Key<D> {
    #[inline]
    fn drop(&mut self) {
        D::wipe(&mut self.inner);
        D::wipe(&mut self.outer);
    }
}

/// The code of a message that comes in parts.
#[derive(Clone)]
pub struct Hmac<D: Digest> {
    key: Key<D>,
    message: D,
}

impl<D: Digest> Hmac<D> {
    /// The state of the empty message.
    #[must_use]
    #[inline]
    pub fn new(key: Key<D>) -> Self {
        Self {
            message: D::resume(&key.inner),
            key,
        }
    }

    /// Appends to the message.
    #[inline]
    pub fn update(&mut self, data: &[u8]) {
        self.message.update(data);
    }

    /// The code of the message so far, to which more may be appended afterwards.
    #[must_use]
    #[inline]
    pub fn finish(&self) -> D::Output {
        self.key.authenticate_digest(self.message.finish())
    }

    /// Whether `code` is that of the message so far, in a time that does not depend on either but for their lengths. A code of
    /// another length than the digest's is not.
    #[must_use]
    #[inline]
    pub fn verify(&self, code: &[u8]) -> bool {
        constant_time::equal(self.finish().as_ref(), code)
    }
}

impl<D: Digest> Drop for Hmac<D> {
    #[inline]
    fn drop(&mut self) {
        // Behind the first block the state is as good as the key.
        wipe(&mut self.message, D::new());
    }
}

/// The code of `message` under `key`.
#[must_use]
#[inline]
pub fn hmac<D: Digest>(key: &[u8], message: &[u8]) -> D::Output {
    Key::<D>::new(key).authenticate(message)
}
