//! Locks.
//!
//! C header: Include/cpython/lock.h

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU8, Ordering};

use cpython_sys as ffi;

use crate::Python;

/// Something that one thread at a time can change. A thread that waits for it lets others run Python code meanwhile.
///
/// What is done with it is `Send`, so it cannot run Python code, which may want it again, and wait for ever. Nobody holds it who
/// is about to attach: while the interpreter ends, a thread that is not its main one never comes back from that, and the main one
/// may want what it holds. `work` should not allocate either, for until 3.14 tracemalloc attaches to count that.
pub struct Mutex<T> {
    lock: UnsafeCell<ffi::PyMutex>,
    value: UnsafeCell<T>,
}

// SAFETY: the value is reached through a `Held` only, of which there is one at a time; PyMutex is made for several threads.
unsafe impl<T: Send> Sync for Mutex<T> {}

const UNLOCKED: u8 = 0;
const LOCKED: u8 = 1;

impl<T: Send> Mutex<T> {
    /// A lock that nobody holds.
    pub fn new(value: T) -> Self {
        Mutex {
            lock: UnsafeCell::new(ffi::PyMutex::new()),
            value: UnsafeCell::new(value),
        }
    }

    /// Does `work`, which is short, while nobody else holds it: attached if that is so now, else detached after waiting for it.
    #[inline(always)]
    pub fn with<R>(&self, py: Python<'_>, work: impl FnOnce(&mut T) -> R + Send) -> R {
        match self.try_hold() {
            Some(mut held) => work(held.value()),
            None => self.with_detached(py, work),
        }
    }

    /// Does `work` detached, while nobody else holds it.
    // Apart, so that what `with` does where nobody else wants it stays small.
    #[inline(never)]
    pub fn with_detached<R>(&self, py: Python<'_>, work: impl FnOnce(&mut T) -> R + Send) -> R {
        // Let go of before the thread attaches again.
        py.detach(move || work(self.hold().value()))
    }

    /// Holds it if nobody else does.
    #[inline(always)]
    pub(crate) fn try_hold(&self) -> Option<Held<'_, T>> {
        // A `Held` that is not one must not even be made, since dropping it unlocks.
        match self
            .bits()
            .compare_exchange(UNLOCKED, LOCKED, Ordering::Acquire, Ordering::Relaxed)
        {
            Ok(_) => Some(Held(self)),
            Err(_) => None,
        }
    }

    /// Waits until nobody holds it; for a thread that is not attached.
    pub(crate) fn hold(&self) -> Held<'_, T> {
        // SAFETY: a PyMutex that stays where it is for as long as it is borrowed.
        unsafe { ffi::PyMutex_Lock(self.lock.get()) };
        Held(self)
    }

    /// The byte that a PyMutex is. CPython's own inline functions go no further where nobody waits.
    #[inline(always)]
    fn bits(&self) -> &AtomicU8 {
        const { assert!(size_of::<ffi::PyMutex>() == size_of::<AtomicU8>()) };
        // SAFETY: a PyMutex is one byte, which is read and written atomically by whoever knows of it.
        unsafe { AtomicU8::from_ptr(self.lock.get().cast()) }
    }
}

/// What holds a [`Mutex`] until it is dropped.
pub(crate) struct Held<'a, T: Send>(&'a Mutex<T>);

impl<T: Send> Held<'_, T> {
    #[inline(always)]
    fn value(&mut self) -> &mut T {
        // SAFETY: this is the only `Held` of the mutex, and it is borrowed mutably.
        unsafe { &mut *self.0.value.get() }
    }
}

impl<T: Send> Drop for Held<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        let alone =
            self.0
                .bits()
                .compare_exchange(LOCKED, UNLOCKED, Ordering::Release, Ordering::Relaxed);
        if alone.is_err() {
            // SAFETY: locked when this was made. Somebody waits for it.
            unsafe { ffi::PyMutex_Unlock(self.0.lock.get()) }
        }
    }
}
