//! Overwriting secrets.

use core::hint::black_box;
use core::ops::{Deref, DerefMut};

/// Overwrites `place`. The compiler must believe that somebody looks at it afterwards, and so cannot leave it out.
#[inline]
pub fn wipe<T>(place: &mut T, blank: T) {
    *place = blank;
    black_box(place);
}

/// Overwrites bytes with zeros.
#[inline]
pub fn wipe_bytes(place: &mut [u8]) {
    place.fill(0);
    black_box(place);
}

/// Room for secret bytes, which are overwritten when it is dropped; but not where it lay before it was moved.
pub struct Wiped<const LEN: usize>([u8; LEN]);

impl<const LEN: usize> Wiped<LEN> {
    /// Zeros.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self([0; LEN])
    }
}

impl<const LEN: usize> Default for Wiped<LEN> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const LEN: usize> Deref for Wiped<LEN> {
    type Target = [u8; LEN];

    #[inline]
    fn deref(&self) -> &[u8; LEN] {
        &self.0
    }
}

impl<const LEN: usize> DerefMut for Wiped<LEN> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8; LEN] {
        &mut self.0
    }
}

impl<const LEN: usize> Drop for Wiped<LEN> {
    #[inline]
    fn drop(&mut self) {
        wipe_bytes(&mut self.0);
    }
}

/// As much of the stack as a secret is moved about on while it becomes a state, and a state a part of something larger. BLAKE2b
/// without vectors needs most, 4 to 8 KiB; there is twice as much where CPython ends recursion on 32 bits, 4096 words.
const STACK: usize = 8 << 10;

/// Does `work`, and then overwrites the part of the stack that it did so on, or 8 KiB of it if that was larger. It has
/// copies that no name leads to, of what was moved. A `work` that panics leaves them.
#[inline(always)]
pub fn on_wiped_stack<R>(work: impl FnOnce() -> R) -> R {
    let result = below(work);
    wipe_below();
    result
}

/// What this calls has its variables where those of [`wipe_below`] will be.
#[inline(never)]
fn below<R>(work: impl FnOnce() -> R) -> R {
    work()
}

#[inline(never)]
fn wipe_below() {
    black_box(&mut [0_u8; STACK]);
}
