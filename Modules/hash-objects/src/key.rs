//! Keys of HMAC.

use cpython_api::BytesLike;
use digests::Digest;
use digests::hmac::MAX_BLOCK_SIZE;
use digests::wipe::{Wiped, on_wiped_stack, wipe, wipe_bytes};

/// What `use_key` makes of a key, or of a shorter one with which HMAC gives the same: of a key that is longer than a block and
/// is not `bytes`, that is the hash. No copy of it stays behind.
#[inline(always)]
pub fn with_short_key<D: Digest, R>(key: &BytesLike<'_>, use_key: impl FnOnce(&[u8]) -> R) -> R {
    match key {
        BytesLike::Immutable(key) => use_key(key),
        other => with_copied::<D, R>(other, use_key),
    }
}

#[inline(never)]
fn with_copied<D: Digest, R>(key: &BytesLike<'_>, use_key: impl FnOnce(&[u8]) -> R) -> R {
    let mut memory = Wiped::<MAX_BLOCK_SIZE>::new();
    let pieces = key.pieces();
    let len = pieces.len();
    if len <= D::BLOCK_SIZE {
        return use_key(pieces.part(0..len, &mut *memory));
    }
    on_wiped_stack(|| {
        let mut hash = D::new();
        for start in (0..len).step_by(memory.len()) {
            let end = len.min(start + memory.len());
            hash.update(pieces.part(start..end, &mut *memory));
        }
        let mut digest = hash.finish();
        memory[..D::DIGEST_SIZE].copy_from_slice(digest.as_ref());
        wipe_bytes(digest.as_mut());
        wipe(&mut hash, D::new());
    });
    use_key(&memory[..D::DIGEST_SIZE])
}
