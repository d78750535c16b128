//! What an exception says of the one before it.
//!
//! C header: Include/pyerrors.h

use std::ptr;

use cpython_sys as ffi;

use crate::{PyErr, Python};

impl PyErr {
    /// The same exception as `raise … from None` has it: a traceback does not show what was being handled.
    pub fn without_context(self, _py: Python<'_>) -> Self {
        // SAFETY: takes the exception out of the thread state, null if somebody has cleared it, and puts it back. A cause that
        // is null is none, and setting one is what hides the context.
        unsafe {
            let raised = ffi::PyErr_GetRaisedException();
            if !raised.is_null() {
                ffi::PyException_SetCause(raised, ptr::null_mut());
                ffi::PyErr_SetRaisedException(raised);
            }
        }
        self
    }
}
