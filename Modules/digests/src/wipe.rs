//! Overwriting secrets.

use core::hint::black_box;

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
