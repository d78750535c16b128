//! Instances of classes: how they lie in memory, come and go, and what the garbage collector sees of them.
//!
//! C header: Include/objimpl.h

use std::ffi::{c_int, c_void};
use std::mem;
use std::ptr;

use cpython_sys as ffi;

use crate::function::entry;
use crate::pyref::object;
use crate::{Bound, PyClass, PyErr, PyModule, PyResult, Python, Visitor, panic};

/// An instance as it lies in memory.
#[repr(C)]
pub(crate) struct Object<T> {
    base: ffi::PyObject,
    // Owned. An instance's type has a reference to the module too, but the garbage collector may take that one away while the
    // instance is still in somebody's hands.
    pub(crate) module: *mut ffi::PyObject,
    pub(crate) payload: T,
}

/// A new instance.
///
/// # Errors
/// MemoryError.
pub(crate) fn create<'py, T: PyClass>(module: PyModule<'py>, payload: T) -> PyResult<Bound<'py>> {
    let py = module.py();
    let class: *mut ffi::PyTypeObject = T::type_object(module).as_ptr().cast();
    // SAFETY: the type that `make` made for T. The new object is of its size, has a reference to the type, and is known to
    // nobody, not to the garbage collector either, until it is complete.
    unsafe {
        let object: *mut Object<T> = if T::HOLDS_REFERENCES {
            ffi::PyObject_GC_New(class)
        } else {
            ffi::PyObject_New(class)
        };
        if object.is_null() {
            return Err(PyErr::fetch(py));
        }
        ffi::Py_IncRef(module.as_ptr());
        (&raw mut (*object).module).write(module.as_ptr());
        (&raw mut (*object).payload).write(payload);
        if T::HOLDS_REFERENCES {
            ffi::PyObject_GC_Track(object.cast());
        }
        Bound::from_owned_ptr(py, object.cast())
    }
}

/// # Safety
/// To be called as the tp_dealloc of the class of `T`.
pub(crate) unsafe extern "C" fn dealloc<T: PyClass>(this: *mut ffi::PyObject) {
    if T::HOLDS_REFERENCES {
        // SAFETY: CPython passes an instance that nobody has any more. A long chain of such objects is not deallocated
        // recursively.
        unsafe { ffi::helpers::cpython_sys_dealloc_container(this, release::<T>) };
    } else {
        // SAFETY: as before.
        unsafe { release::<T>(this) };
    }
}

/// # Safety
/// `this` must be an instance that nobody has any more, the garbage collector included.
unsafe extern "C" fn release<T: PyClass>(this: *mut ffi::PyObject) {
    // SAFETY: the caller's promise. The payload is dropped once; then the memory goes back to where `create` got it from, and
    // then the references that every instance has.
    unsafe {
        let class = ffi::Py_TYPE(this);
        let object: *mut Object<T> = this.cast();
        let module = (*object).module;
        if mem::needs_drop::<T>() {
            drop_payload(&raw mut (*object).payload);
        }
        if T::HOLDS_REFERENCES {
            ffi::PyObject_GC_Del(this.cast());
        } else {
            ffi::PyObject_Free(this.cast());
        }
        ffi::Py_DecRef(module);
        ffi::Py_DecRef(class.cast());
    }
}

/// Drops it, whatever exception is set meanwhile. A panic is told to `sys.unraisablehook`.
///
/// # Safety
/// As for [`ptr::drop_in_place`]; the thread must be attached.
unsafe fn drop_payload<T>(payload: *mut T) {
    // SAFETY: the caller's promise; the exception is taken out of the thread state, and put back, null included.
    unsafe {
        let raised = ffi::PyErr_GetRaisedException();
        let py = Python::assume_attached();
        let dropped = panic::catch(py, || {
            ptr::drop_in_place(payload);
            Ok(())
        });
        if let Err(PyErr { .. }) = dropped {
            ffi::PyErr_WriteUnraisable(ptr::null_mut());
        }
        ffi::PyErr_SetRaisedException(raised);
    }
}

/// # Safety
/// To be called as the tp_traverse of the class of `T`.
pub(crate) unsafe extern "C" fn traverse<T: PyClass>(
    this: *mut ffi::PyObject,
    visit: ffi::visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: CPython passes an instance, complete since it is tracked, and what each reference is to be visited with: those
    // to the type and the module, which every instance has, and the payload's.
    unsafe {
        let object: *const Object<T> = this.cast();
        let mut visitor = Visitor::new(visit, arg);
        visitor.visit(ffi::Py_TYPE(this).cast());
        visitor.visit((*object).module);
        (*object).payload.visit(&mut visitor);
        visitor.result()
    }
}

/// # Safety
/// To be called as the tp_clear of the class of `T`.
pub(crate) unsafe extern "C" fn clear<T: PyClass>(this: *mut ffi::PyObject) -> c_int {
    entry(0, |py| {
        // SAFETY: CPython passes an instance.
        let this = unsafe { object::<T>(py, this) };
        this.clear(py);
        Ok(0)
    })
}
