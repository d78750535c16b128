//! A structure that borrows from a `bytes` object, together with that object.

use std::mem::MaybeUninit;

use crate::{Borrowed, Py, PyBytes, Python};

/// The types `Of<'a>`, one for each lifetime, of which a longer one will do where a shorter one is wanted.
/// [`crate::covariant!`] implements it.
pub trait Covariant {
    /// The type with the lifetime `'a`.
    type Of<'a>: Send + Sync;

    /// The same value, borrowing for a shorter time. Generic over both lifetimes, so that it cannot know what the longer one
    /// is.
    fn shorten<'short, 'long: 'short>(value: &'short Self::Of<'long>) -> &'short Self::Of<'short>;
}

/// Makes a name for a type's family over its lifetime: `covariant! { pub Parsed = x509::Certificate }` stands for
/// `x509::Certificate<'a>` of all `'a`. A type that is not covariant does not compile.
#[macro_export]
macro_rules! covariant {
    ($(#[$attribute:meta])* $visibility:vis $name:ident = $($type:ident)::+) => {
        $(#[$attribute])*
        $visibility enum $name {}

        impl $crate::Covariant for $name {
            type Of<'a> = $($type)::+<'a>;

            fn shorten<'short, 'long: 'short>(
                value: &'short Self::Of<'long>,
            ) -> &'short Self::Of<'short> {
                value
            }
        }
    };
}

/// A structure that borrows from an exact `bytes` object, and the object: made once, kept as long as needed, an object's
/// payload for one.
///
/// ```no_run
/// use cpython_api::{Backed, PyBytes, Python, covariant};
///
/// pub struct Halves<'a>(&'a [u8], &'a [u8]);
/// covariant! { Family = Halves }
///
/// fn make(bytes: PyBytes<'_>) -> Result<Backed<Family>, ()> {
///     Backed::new(bytes, |bytes| {
///         let (left, right) = bytes.split_at_checked(1).ok_or(())?;
///         Ok(Halves(left, right))
///     })
/// }
///
/// fn left(backed: &Backed<Family>) -> &[u8] {
///     backed.get().0
/// }
/// ```
///
/// What it lends does not outlive it:
///
/// ```compile_fail,E0515
/// # use cpython_api::{Backed, PyBytes, covariant};
/// # pub struct Halves<'a>(&'a [u8], &'a [u8]);
/// # covariant! { Family = Halves }
/// fn left(backed: Backed<Family>) -> &'static [u8] {
///     backed.get().0
/// }
/// ```
///
/// What the closure gets does not leave it but in the structure:
///
/// ```compile_fail,E0521
/// # use cpython_api::{Backed, PyBytes, covariant};
/// # pub struct Halves<'a>(&'a [u8], &'a [u8]);
/// # covariant! { Family = Halves }
/// fn make(bytes: PyBytes<'_>) {
///     let mut kept: &[u8] = &[];
///     let _ = Backed::<Family>::new(bytes, |bytes| {
///         kept = bytes;
///         Ok::<_, ()>(Halves(bytes, bytes))
///     });
/// }
/// ```
///
/// A structure into which something shorter could be put later is none of these:
///
/// ```compile_fail
/// # use cpython_api::covariant;
/// pub struct Slot<'a>(std::sync::Mutex<&'a [u8]>);
/// covariant! { Family = Slot }
/// ```
pub struct Backed<F: Covariant> {
    // INVARIANT: initialised, and borrowing from `bytes`, of nothing that lives longer than those. MaybeUninit so that the
    // compiler takes no reference in it for one that is good until a function's end, which in `drop` it is not.
    value: MaybeUninit<F::Of<'static>>,
    bytes: Py,
}

impl<F: Covariant> Backed<F> {
    /// What `parse` makes of `bytes`.
    ///
    /// # Errors
    /// What `parse` returns.
    pub fn new<E>(
        bytes: PyBytes<'_>,
        parse: impl for<'a> FnOnce(&'a [u8]) -> Result<F::Of<'a>, E>,
    ) -> Result<Self, E> {
        let value = parse(bytes.as_bytes())?;
        let value = MaybeUninit::new(value);
        // SAFETY: the types differ in a lifetime only, so they are laid out alike. What has the lifetime are the bytes, which
        // stay where they are and as they are as long as this object owns a reference to them; `get` shows the value with a
        // lifetime that is no longer, and `drop` drops it first.
        let value = unsafe {
            std::mem::transmute_copy::<MaybeUninit<F::Of<'_>>, MaybeUninit<F::Of<'static>>>(&value)
        };
        Ok(Backed {
            value,
            bytes: bytes.into_bound().unbind(),
        })
    }

    /// The structure.
    pub fn get(&self) -> &F::Of<'_> {
        // SAFETY: initialised, by the invariant.
        F::shorten(unsafe { self.value.assume_init_ref() })
    }

    /// The bytes.
    pub fn bytes<'a>(&'a self, py: Python<'a>) -> Borrowed<'a> {
        self.bytes.bind(py)
    }
}

impl<F: Covariant> Drop for Backed<F> {
    fn drop(&mut self) {
        // SAFETY: initialised, by the invariant, and dropped once; the bytes are still there.
        unsafe { self.value.assume_init_drop() }
    }
}
