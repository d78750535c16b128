//! The references in a payload, as the garbage collector wants to know them.
//!
//! C header: Include/objimpl.h

use std::ffi::{c_int, c_void};

use cpython_sys as ffi;

use crate::{Lazy, Py, Python};

/// What the garbage collector passes to have references counted.
pub struct Visitor {
    visit: ffi::visitproc,
    arg: *mut c_void,
    result: c_int,
}

impl Visitor {
    /// # Safety
    /// The arguments must be those of a tp_traverse function.
    pub(crate) unsafe fn new(visit: ffi::visitproc, arg: *mut c_void) -> Self {
        Visitor {
            visit,
            arg,
            result: 0,
        }
    }

    /// # Safety
    /// `object` must be null, or a reference that the instance being visited owns.
    pub(crate) unsafe fn visit(&mut self, object: *mut ffi::PyObject) {
        if self.result == 0 && !object.is_null() {
            // SAFETY: the caller's promise, and that of `new`.
            self.result = unsafe { (self.visit)(object, self.arg) };
        }
    }

    pub(crate) fn result(self) -> c_int {
        self.result
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for crate::Py {}
    impl Sealed for crate::Lazy {}
    impl<R: Sealed> Sealed for Option<R> {}
}

/// A field of a payload that owns references.
pub trait References: sealed::Sealed {
    /// Shows each of them to the garbage collector, once.
    fn visit(&self, visitor: &mut Visitor);

    /// Drops those that were not there when the object was made: each cycle of objects that never change goes through one.
    fn clear(&self, py: Python<'_>);
}

impl References for Py {
    fn visit(&self, visitor: &mut Visitor) {
        // SAFETY: the field owns the reference.
        unsafe { visitor.visit(self.as_ptr()) }
    }

    fn clear(&self, _py: Python<'_>) {}
}

impl References for Lazy {
    fn visit(&self, visitor: &mut Visitor) {
        // SAFETY: the field owns the reference, if there is one.
        unsafe { visitor.visit(self.peek()) }
    }

    fn clear(&self, py: Python<'_>) {
        Lazy::clear(self, py);
    }
}

impl<R: References> References for Option<R> {
    fn visit(&self, visitor: &mut Visitor) {
        if let Some(references) = self {
            references.visit(visitor);
        }
    }

    fn clear(&self, py: Python<'_>) {
        if let Some(references) = self {
            references.clear(py);
        }
    }
}
