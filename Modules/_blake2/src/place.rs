//! Where an object has its hash.

use std::ops::{Deref, DerefMut};

use cpython_api::alloc::try_box;
use digests::wipe::on_wiped_stack;

/// A hash in the object, or apart from it if it has a key: one that is moved leaves the key where it was. Where pointers have 32
/// bits all are apart: BLAKE2b counts with 128 bits, for which CPython's allocator does not align an object there.
pub enum Place<H> {
    #[cfg(target_pointer_width = "64")]
    Inside(H),
    Apart(Box<H>),
}

impl<H: Default> Place<H> {
    /// A hash that has no key; `None` if there is no memory.
    #[inline]
    pub fn inside(hash: H) -> Option<Self> {
        #[cfg(target_pointer_width = "64")]
        {
            Some(Place::Inside(hash))
        }
        #[cfg(not(target_pointer_width = "64"))]
        {
            Self::apart(|| hash)
        }
    }

    /// What `make` makes, which has a key; `None` if there is no memory.
    pub fn apart(make: impl FnOnce() -> H) -> Option<Self> {
        let mut place = try_box(H::default())?;
        on_wiped_stack(|| *place = make());
        Some(Place::Apart(place))
    }

    /// Another hash of the same message; `None` if there is no memory.
    pub fn copy(&self) -> Option<Self>
    where
        H: Clone,
    {
        match self {
            #[cfg(target_pointer_width = "64")]
            Place::Inside(hash) => Some(Place::Inside(hash.clone())),
            Place::Apart(hash) => Self::apart(|| H::clone(hash)),
        }
    }
}

impl<H> Deref for Place<H> {
    type Target = H;

    #[inline]
    fn deref(&self) -> &H {
        match self {
            #[cfg(target_pointer_width = "64")]
            Place::Inside(hash) => hash,
            Place::Apart(hash) => hash,
        }
    }
}

impl<H> DerefMut for Place<H> {
    #[inline]
    fn deref_mut(&mut self) -> &mut H {
        match self {
            #[cfg(target_pointer_width = "64")]
            Place::Inside(hash) => hash,
            Place::Apart(hash) => hash,
        }
    }
}
