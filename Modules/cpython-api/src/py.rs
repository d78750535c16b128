//! References that outlive a call.
//!
//! C header: Include/object.h

use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use cpython_sys as ffi;

use crate::{Borrowed, Bound, Python};

/// A reference of one's own that outlives the call: what an object of a class holds of others. Sharing one between threads is
/// fine, because using it takes a proof that the thread is attached.
///
/// Dropped by a thread that is not attached, it is never given back.
#[repr(transparent)]
pub struct Py(NonNull<ffi::PyObject>);

// SAFETY: without a token, all that can be done with a Py is to drop it, and that looks whether the thread is attached. The
// object belongs to one interpreter, and so does everything that can hold a Py: an object's payload, since module crates have
// no variables of their own that live longer than a call.
unsafe impl Send for Py {}
// SAFETY: as before.
unsafe impl Sync for Py {}

impl Py {
    /// The reference, lent for as long as this one is kept.
    pub fn bind<'a>(&'a self, py: Python<'a>) -> Borrowed<'a> {
        // SAFETY: this object owns a reference, and is borrowed for 'a.
        unsafe { Borrowed::from_non_null(py, self.0) }
    }

    pub(crate) fn as_ptr(&self) -> *mut ffi::PyObject {
        self.0.as_ptr()
    }

    /// The reference, for this call.
    pub fn into_bound<'py>(self, py: Python<'py>) -> Bound<'py> {
        let object = ManuallyDrop::new(self).0;
        // SAFETY: the reference was this object's, which is not dropped.
        unsafe { Bound::from_non_null(py, object) }
    }
}

impl Bound<'_> {
    /// The reference, for longer than this call.
    pub fn unbind(self) -> Py {
        // SAFETY: a reference is never null.
        Py(unsafe { NonNull::new_unchecked(self.into_ptr()) })
    }
}

impl Drop for Py {
    fn drop(&mut self) {
        // SAFETY: may be called by any thread; null if this one is not attached. If it is, the reference can be given back.
        unsafe {
            if !ffi::PyThreadState_GetUnchecked().is_null() {
                ffi::Py_DecRef(self.0.as_ptr());
            }
        }
    }
}
