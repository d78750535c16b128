//! Locks.
//!
//! C header: Include/cpython/lock.h

use std::cell::UnsafeCell;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use cpython_sys as ffi;

use crate::Python;

/// Something that one thread at a time can change. A thread that waits for it lets others run Python code meanwhile.
///
/// Whoever holds it must not run Python code, for that may want it again, and wait for ever. Working detached is fine.
pub struct Mutex<T> {
    lock: UnsafeCell<ffi::PyMutex>,
    value: UnsafeCell<T>,
}

// SAFETY: the value is reached through a guard only, of which there is one at a time; PyMutex is made for several threads.
unsafe impl<T: Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    /// A lock that nobody holds.
    pub fn new(value: T) -> Self {
        Mutex {
            lock: UnsafeCell::new(ffi::PyMutex::new()),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits until nobody holds it, and holds it until the guard is dropped.
    #[inline(always)]
    pub fn lock<'a>(&'a self, _py: Python<'a>) -> MutexGuard<'a, T> {
        // SAFETY: a PyMutex that stays where it is for 'a. The thread is attached, as it has to be, so that waiting lets go of
        // the interpreter.
        unsafe { ffi::PyMutex_Lock(self.lock.get()) };
        MutexGuard {
            mutex: self,
            _attached: PhantomData,
        }
    }
}

/// What holds a [`Mutex`], and shows what is in it.
pub struct MutexGuard<'a, T> {
    mutex: &'a Mutex<T>,
    _attached: PhantomData<Python<'a>>,
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this guard is the only one.
        unsafe { &*self.mutex.value.get() }
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as before, and it is borrowed mutably.
        unsafe { &mut *self.mutex.value.get() }
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: locked when the guard was made.
        unsafe { ffi::PyMutex_Unlock(self.mutex.lock.get()) }
    }
}
