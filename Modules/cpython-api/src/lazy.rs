//! Attributes that are made when they are first read.

use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};

use cpython_sys as ffi;

use crate::clear_lock::ClearLock;
use crate::{Bound, PyResult, Python};

/// A place in a payload for an object that is made when it is first asked for, and kept from then on.
pub struct Lazy {
    // Null until then. Owns a reference.
    object: AtomicPtr<ffi::PyObject>,
    lock: ClearLock,
}

impl Lazy {
    /// An empty place.
    #[expect(clippy::new_without_default, reason = "there is one way to make it")]
    pub fn new() -> Self {
        Lazy {
            object: AtomicPtr::new(ptr::null_mut()),
            lock: ClearLock::new(),
        }
    }

    /// The object, which `make` makes if there is none yet. Two threads at once may both make one; the first one done is
    /// what both get.
    ///
    /// # Errors
    /// What `make` returns; the next time tries again.
    #[inline(always)]
    pub fn get_or_try_init<'py>(
        &self,
        py: Python<'py>,
        make: impl FnOnce() -> PyResult<Bound<'py>>,
    ) -> PyResult<Bound<'py>> {
        match self.get(py) {
            Some(object) => Ok(object),
            None => Ok(self.keep(py, make()?)),
        }
    }

    /// The object, if it has been made.
    #[inline(always)]
    pub fn get<'py>(&self, py: Python<'py>) -> Option<Bound<'py>> {
        // Between reading the pointer and taking a reference, nobody may give back the one that the place owns.
        self.lock.hold(py, || {
            let object = NonNull::new(self.object.load(Ordering::Acquire))?;
            // SAFETY: the object is alive: the place owns a reference, which is given back under the lock only.
            unsafe {
                ffi::Py_IncRef(object.as_ptr());
                Some(Bound::from_non_null(py, object))
            }
        })
    }

    /// Puts `object` into the place, if another thread has not; what is there then.
    fn keep<'py>(&self, py: Python<'py>, object: Bound<'py>) -> Bound<'py> {
        let new = object.as_borrowed().to_owned().into_ptr();
        let kept =
            self.object
                .compare_exchange(ptr::null_mut(), new, Ordering::AcqRel, Ordering::Acquire);
        if kept.is_ok() {
            return object;
        }
        // SAFETY: the reference that was to be given to the place.
        unsafe { ffi::Py_DecRef(new) };
        // Empty again only where the garbage collector breaks up a cycle meanwhile: then nobody is left to be told another.
        self.get(py).unwrap_or(object)
    }

    /// What the place holds, for the garbage collector, while no other thread runs.
    pub(crate) fn peek(&self) -> *mut ffi::PyObject {
        self.object.load(Ordering::Relaxed)
    }

    /// Empties it, as the garbage collector does to break up a cycle.
    pub(crate) fn clear(&self, py: Python<'_>) {
        let empty = || self.object.swap(ptr::null_mut(), Ordering::AcqRel);
        let object = self.lock.hold(py, empty);
        // SAFETY: the reference that the place owned, or null.
        unsafe { ffi::Py_DecRef(object) };
    }
}

impl Drop for Lazy {
    fn drop(&mut self) {
        // SAFETY: may be called by any thread; null if this one is not attached. If it is, the reference, if there is one, can
        // be given back.
        unsafe {
            if !ffi::PyThreadState_GetUnchecked().is_null() {
                ffi::Py_DecRef(*self.object.get_mut());
            }
        }
    }
}
