//! PBKDF2 (RFC 8018 section 5.2) with HMAC.

use core::num::NonZero;

use crate::Digest;
use crate::hmac::{Hmac, Key};
use crate::wipe::{on_wiped_stack, wipe_bytes};

/// The key that was asked for has more than 2³² − 1 blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// Fills `output` with a key derived from a password and a salt, whose lengths are free.
///
/// # Errors
/// If `output` is longer than 2³² − 1 digests.
pub fn pbkdf2_hmac<D: Digest>(
    password: &[u8],
    salt: &[u8],
    iterations: NonZero<u64>,
    output: &mut [u8],
) -> Result<(), TooLong> {
    if u32::try_from(output.len().div_ceil(D::DIGEST_SIZE)).is_err() {
        return Err(TooLong);
    }
    on_wiped_stack(|| {
        let key = Key::<D>::new(password);
        let mut salted = Hmac::new(key.clone());
        salted.update(salt);
        for (index, part) in (1_u32..).zip(output.chunks_mut(D::DIGEST_SIZE)) {
            let mut first = salted.clone();
            first.update(&index.to_be_bytes());
            let mut last = first.finish();
            let mut sum = last;
            for _ in 1..iterations.get() {
                last = key.authenticate(last.as_ref());
                for (sum, byte) in sum.as_mut().iter_mut().zip(last.as_ref()) {
                    *sum ^= byte;
                }
            }
            part.copy_from_slice(&sum.as_ref()[..part.len()]);
            wipe_bytes(last.as_mut());
            wipe_bytes(sum.as_mut());
        }
    });
    Ok(())
}
