//! What a hash function is to its users, and to HMAC.

/// A hash function with digests of one length, in the state that a message has brought it to.
pub trait Digest: Clone {
    /// Bytes that are hashed together; HMAC pads its keys to as many (SHA-3's rate).
    const BLOCK_SIZE: usize;

    /// Bytes of a digest.
    const DIGEST_SIZE: usize;

    /// An array of [`DIGEST_SIZE`](Self::DIGEST_SIZE) bytes.
    type Output: AsRef<[u8]> + AsMut<[u8]> + Copy;

    /// The state behind one whole block, without a buffer: what HMAC keeps of a key.
    type Midstate: Clone;

    /// Whether a midstate has the block in it, so that copies of one that moving it leaves are copies of HMAC's key.
    const KEEPS_BLOCK: bool = false;

    /// The state of the empty message.
    #[must_use]
    fn new() -> Self;

    /// Appends to the message.
    fn update(&mut self, data: &[u8]);

    /// The digest of the message so far, to which more may be appended afterwards.
    #[must_use]
    fn finish(&self) -> Self::Output;

    /// The digest of `data`, without a buffer in between.
    #[must_use]
    fn hash(data: &[u8]) -> Self::Output;

    /// The state behind `block`, the first [`BLOCK_SIZE`](Self::BLOCK_SIZE) bytes of a message.
    ///
    /// # Panics
    /// If `block` has another length.
    #[must_use]
    fn midstate(block: &[u8]) -> Self::Midstate;

    /// The message whose first block led to `midstate`, to be continued.
    #[must_use]
    fn resume(midstate: &Self::Midstate) -> Self;

    /// The digest of the block that led to `midstate` and of `data` behind it.
    #[must_use]
    fn hash_behind(midstate: &Self::Midstate, data: &[u8]) -> Self::Output;

    /// Overwrites what is known of a block.
    fn wipe(midstate: &mut Self::Midstate);
}
