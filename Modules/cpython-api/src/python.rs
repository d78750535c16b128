//! Being attached to the interpreter.
//!
//! C header: Include/ceval.h

use std::ffi::CStr;
use std::marker::PhantomData;

use cpython_sys as ffi;

use crate::{Bound, PyResult};

/// From this many bytes of work on, letting go of the interpreter costs less than it gives to other threads.
const DETACH_FROM: usize = 64 * 1024;

/// Proof that this thread is attached to the interpreter (in builds with a GIL: holds it) for as long as `'py`.
///
/// Neither `Send` nor `Sync`, and so is everything that holds a reference to an object.
#[derive(Clone, Copy)]
pub struct Python<'py>(PhantomData<(&'py (), *mut ())>);

impl<'py> Python<'py> {
    /// Claims that the thread is attached.
    ///
    /// # Safety
    /// It must be, for the whole of the lifetime that the caller chooses.
    pub(crate) unsafe fn assume_attached() -> Self {
        Python(PhantomData)
    }

    /// `import name`, from `sys.modules` if it is there. Runs Python code.
    ///
    /// # Errors
    /// What importing raises.
    pub fn import(self, name: &CStr) -> PyResult<Bound<'py>> {
        // SAFETY: the thread is attached, and the name a C string. New reference or null with an exception.
        unsafe { Bound::from_owned_ptr(self, ffi::PyImport_ImportModule(name.as_ptr())) }
    }

    /// Runs `work`, which processes `len` bytes, and lets other threads run Python meanwhile if that is worth its cost.
    pub fn detach_for<T, F>(self, len: usize, work: F) -> T
    where
        F: FnOnce() -> T + Send,
    {
        if len < DETACH_FROM {
            work()
        } else {
            self.detach(work)
        }
    }

    /// Runs `work` detached. `Send` keeps everything that needs Python out of it.
    pub fn detach<T, F>(self, work: F) -> T
    where
        F: FnOnce() -> T + Send,
    {
        /// Attaches again on every way out, a panic's too.
        struct Detached(*mut ffi::PyThreadState);
        impl Drop for Detached {
            fn drop(&mut self) {
                // SAFETY: the thread state is the one that PyEval_SaveThread took from this thread below.
                unsafe { ffi::helpers::cpython_sys_restore_thread(self.0) }
            }
        }
        // SAFETY: `self` proves that the thread is attached. Until the guard is dropped nothing in this thread can use that
        // proof: `work` is Send, which no token and no reference to an object is.
        let _detached = Detached(unsafe { ffi::PyEval_SaveThread() });
        work()
    }
}
